# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An item's own responsibilities: written on a change order, judged, published, public."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.catalogue import worlds
from tests.catalogue.editing.hands import (
    Hands,
    approved,
    line_id,
    of_list,
    provincial,
    reviewed,
    submitted,
)
from tests.catalogue.worlds import MORNING, TODAY, Catalogue
from yiwang.catalogue import selectors, services
from yiwang.catalogue.editing import commands, questions
from yiwang.catalogue.errors import (
    ChangedMeanwhile,
    ContentInvalid,
    NotAPower,
    NotYourCatalogue,
    OrderNotFound,
)
from yiwang.catalogue.models import ChangeOrder
from yiwang.workflow.errors import TransitionNotAllowed

pytestmark = pytest.mark.django_db
LICENCE = worlds.HYGIENE
FOOD = "K0008"
SERVICE = "K0278"
REVIEW = {
    "kind": "duty",
    "stage": "复核责任",
    "text": "作出决定前由法制机构复核。",
    "law": "行政许可法",
    "article": "第三十四条",
}
LIABILITY = {"kind": "liability", "text": "泄露申请人的商业秘密。"}


@pytest.fixture(autouse=True)
def _loaded(catalogue: Catalogue) -> None:
    services.load_duties(root=worlds.DATA, actor=worlds.LOADER)


def begun(catalogue: Catalogue, hands: Hands, item: str = LICENCE) -> ChangeOrder:
    return commands.open_base_order(
        base_item_id=catalogue.items[item], actor=hands.drafter, at=MORNING
    )


def wrote(order: ChangeOrder, hands: Hands, *wanted: Mapping[str, Any], revision: int = 1) -> None:
    commands.set_responsibilities(
        line_id=line_id(order), wanted=wanted, revision=revision, actor=hands.drafter, at=MORNING
    )


def test_an_item_gets_its_own_list_by_three_people_and_the_public_sees_it(
    catalogue: Catalogue,
) -> None:
    hands = provincial()
    before = selectors.power(catalogue.list_of(LICENCE).code, TODAY)
    order = begun(catalogue, hands)
    wrote(order, hands, REVIEW, LIABILITY)

    [line] = questions.order(order.id, hands.drafter).lines
    assert [change.sentences for change in line.changes] == [
        (
            "责任事项：增加 “复核责任：作出决定前由法制机构复核。（《行政许可法》第三十四条）”",
            "责任事项：增加 “泄露申请人的商业秘密。”",
        )
    ]
    approved(reviewed(submitted(order, hands), hands), hands)

    after = selectors.power(catalogue.list_of(LICENCE).code, TODAY)
    assert len(before.duties) > 3
    assert [(one.stage, one.article) for one in after.duties] == [("复核责任", "第三十四条")]
    assert [one.text for one in after.liabilities] == ["泄露申请人的商业秘密。"]


def test_an_item_of_the_data_files_may_have_its_own_list_too(catalogue: Catalogue) -> None:
    shown = selectors.power(catalogue.list_of(FOOD).code, TODAY)

    assert "监管责任" in [one.stage for one in shown.duties]
    assert {one.law for one in shown.liabilities} == {"食品安全法", "行政许可法"}


def test_taking_the_order_back_gives_the_item_those_of_its_type_again(catalogue: Catalogue) -> None:
    hands = provincial()
    order = begun(catalogue, hands)
    wrote(order, hands, REVIEW)
    order = approved(reviewed(submitted(order, hands), hands), hands)

    back = commands.roll_back_order(
        order_id=order.id, reason="写错了。", actor=hands.drafter, at=MORNING
    )
    approved(submitted(back, hands), hands)

    shown = selectors.power(catalogue.list_of(LICENCE).code, TODAY)
    assert "受理责任" in [one.stage for one in shown.duties]


def test_the_order_shows_what_the_item_has_and_what_its_type_has(catalogue: Catalogue) -> None:
    hands = provincial()
    order = begun(catalogue, hands)
    wrote(order, hands, REVIEW)

    shown = questions.responsibilities_on(line_id(order), hands.drafter)

    assert [one.stage for one in shown.own] == ["复核责任"]
    assert "受理责任" in [one.stage for one in shown.of_type]
    assert (shown.revision, shown.may_write) == (2, True)
    assert not questions.responsibilities_on(line_id(order), hands.reviewer).may_write


def test_a_list_inherits_them_and_a_public_service_has_none(catalogue: Catalogue) -> None:
    keepers, hands = of_list(catalogue, LICENCE), provincial()
    own = commands.open_list_order(
        contents={catalogue.list_of(LICENCE).id: None}, actor=keepers.drafter, at=MORNING
    )
    service = begun(catalogue, hands, SERVICE)

    with pytest.raises(NotAPower):
        wrote(own, keepers, REVIEW)
    with pytest.raises(NotAPower):
        wrote(service, hands, REVIEW)


def test_a_wrong_line_changes_nothing(catalogue: Catalogue) -> None:
    hands = provincial()
    order = begun(catalogue, hands)

    with pytest.raises(ContentInvalid) as refusal:
        wrote(order, hands, REVIEW, {"kind": "duty", "text": "没有环节。"})

    assert [error.path for error in refusal.value.errors] == ["/responsibilities/1"]
    assert questions.responsibilities_on(line_id(order), hands.drafter).own == ()


def test_who_wrote_meanwhile_is_not_overwritten(catalogue: Catalogue) -> None:
    hands = provincial()
    order = begun(catalogue, hands)
    wrote(order, hands, REVIEW)

    with pytest.raises(ChangedMeanwhile):
        wrote(order, hands, LIABILITY)


def test_only_who_keeps_the_base_item_writes_them_and_only_in_a_draft(catalogue: Catalogue) -> None:
    hands, county = provincial(), of_list(catalogue)
    order = begun(catalogue, hands)
    wrote(order, hands, REVIEW)

    with pytest.raises(OrderNotFound):
        wrote(order, county, REVIEW, revision=2)
    with pytest.raises(NotYourCatalogue):
        commands.set_responsibilities(
            line_id=line_id(order),
            wanted=[LIABILITY],
            revision=2,
            actor=hands.approver,
            at=MORNING,
        )
    submitted(order, hands)
    with pytest.raises(TransitionNotAllowed):
        wrote(order, hands, LIABILITY, revision=2)
