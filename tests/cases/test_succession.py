# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What one body granted, another follows up: where the history of the code leads, only there."""

from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.cases import world as worlds
from tests.cases.test_entitlements import granted
from tests.cases.world import LONG_AGO, MONDAY, at, citizen
from tests.factories import Item, World
from yiwang.cases import aftermath_refusals as refusals
from yiwang.cases import selectors as cases
from yiwang.cases.enums import EntitlementState, Outcome, Purpose
from yiwang.cases.models import Case, Entitlement, StaffNotice
from yiwang.cases.services import decisions, entitlements, intake, submission
from yiwang.cases.succession import heirs
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.models import CodeSuccession, ImplementationList
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db
RESULT = {"kind": "10", "name": "经营许可证", "validity": "5年"}


@pytest.fixture
def licence(world: World) -> Item:
    return worlds.item(world, base={"results": [RESULT]})


@pytest.fixture
def heirs_item(world: World) -> Item:
    """The item as another department offers it."""
    return factories.item(world.other_department, at=LONG_AGO, base={"results": [RESULT]})


def handed_on(old: Item, new: Item, *, on: date = date(2026, 11, 20)) -> CodeSuccession:
    return CodeSuccession.objects.create(
        kind="transfer",
        old_code=old.code,
        new_code=new.code,
        on=on,
        basis="机构改革方案",
        recorded_at=LONG_AGO,
    )


def asked_for(world: World, item: Item, made: Entitlement, purpose: Purpose) -> Case:
    asked = worlds.application(
        world, citizen(world), version_id=item.version_id, purpose=purpose, about_id=made.pk
    )
    return submission.submit_case(application=asked, actor=citizen(world), at=at(11, 24))


def heir(world: World, post: Any) -> Any:
    return worlds.elsewhere(world, worlds.who(world, post))


def examined(world: World, case: Case) -> None:
    intake.accept_case(case_id=case.id, actor=heir(world, worlds.COUNTER), at=at(11, 24))
    worlds.complete(world, case, "review", actor=heir(world, worlds.HANDLER), at=at(11, 24))


def decide(world: World, case: Case) -> None:
    decisions.decide_case(
        case_id=case.pk,
        outcome=Outcome.GRANTED,
        reasons="符合条件。",
        actor=heir(world, worlds.APPROVER),
        at=at(11, 24),
    )
    ledger.settle()


def test_the_body_that_took_it_over_changes_what_was_granted(
    world: World, licence: Item, heirs_item: Item
):
    made = granted(world, licence)
    handed_on(licence, heirs_item)
    case = asked_for(world, heirs_item, made, Purpose.CHANGE)
    examined(world, case)

    decide(world, case)

    made.refresh_from_db()
    assert made.state == EntitlementState.SUPERSEDED
    assert Entitlement.objects.get(case=case).department_id == world.other_department.id
    fact = Event.objects.get(kind="cases.followed_elsewhere")
    assert fact.subject_id == made.case_id
    assert fact.payload["department_id"] == str(world.other_department.id)


def test_the_former_body_is_told_at_its_desk(world: World, licence: Item, heirs_item: Item):
    made = granted(world, licence)
    handed_on(licence, heirs_item)
    leader = worlds.who(world, worlds.APPROVER)
    case = asked_for(world, heirs_item, made, Purpose.CANCELLATION)
    examined(world, case)

    decide(world, case)

    made.refresh_from_db()
    assert made.state == EntitlementState.CANCELLED
    assert StaffNotice.objects.filter(kind="cases.followed_elsewhere").exists()
    told = [one.title for one in cases.watching.inbox(leader)]
    assert "承接机关办理了后续事项" in told


def told(world: World) -> list[str]:
    """Return what the former body's leader was told, the last first."""
    ledger.settle()
    return [one.kind for one in cases.watching.inbox(worlds.who(world, worlds.APPROVER))]


def test_the_former_body_is_told_when_another_is_asked(
    world: World, licence: Item, heirs_item: Item
):
    made = granted(world, licence)
    handed_on(licence, heirs_item)

    asked_for(world, heirs_item, made, Purpose.CHANGE)

    assert told(world) == ["cases.follow_up_begun_elsewhere"]
    entry = cases.timeline(Case.objects.get(pk=made.case_id), for_staff=True)[-1]
    assert entry.detail == f"{world.other_department.name} · 变更"


def test_the_former_body_is_told_of_a_refusal(world: World, licence: Item, heirs_item: Item):
    made = granted(world, licence)
    handed_on(licence, heirs_item)
    case = asked_for(world, heirs_item, made, Purpose.CHANGE)
    examined(world, case)

    decisions.decide_case(
        case_id=case.pk,
        outcome=Outcome.REFUSED,
        reasons="不符合条件。",
        actor=heir(world, worlds.APPROVER),
        at=at(11, 24),
    )

    assert told(world)[0] == "cases.follow_up_ended_elsewhere"
    made.refresh_from_db()
    assert made.state == EntitlementState.EFFECTIVE
    entry = cases.timeline(Case.objects.get(pk=made.case_id), for_staff=True)[-1]
    assert entry.detail.endswith("变更 · 不予准予")


def test_the_former_body_is_told_of_a_follow_up_that_was_taken_back(
    world: World, licence: Item, heirs_item: Item
):
    made = granted(world, licence)
    handed_on(licence, heirs_item)
    case = asked_for(world, heirs_item, made, Purpose.CHANGE)

    decisions.withdraw_case(case_id=case.pk, actor=citizen(world), at=at(11, 25))

    assert told(world)[0] == "cases.follow_up_ended_elsewhere"
    fact = Event.objects.get(kind="cases.follow_up_ended_elsewhere")
    assert (fact.payload["how"], fact.subject_id) == ("withdrawn", made.case_id)


def test_a_follow_up_in_the_same_body_is_news_to_nobody(world: World, licence: Item):
    made = granted(world, licence)

    case = asked_for(world, licence, made, Purpose.CHANGE)
    decisions.withdraw_case(case_id=case.pk, actor=citizen(world), at=at(11, 25))

    assert not [kind for kind in told(world) if "elsewhere" in kind]


@pytest.mark.parametrize("purpose", [Purpose.CHANGE, Purpose.RENEWAL, Purpose.CANCELLATION])
def test_a_body_to_which_nothing_leads_follows_nothing_up(
    world: World, licence: Item, heirs_item: Item, purpose: Purpose
):
    made = granted(world, licence)

    with pytest.raises(refusals.WrongPurpose):
        asked_for(world, heirs_item, made, purpose)


def test_a_transfer_that_is_to_come_does_not_count_yet(
    world: World, licence: Item, heirs_item: Item
):
    made = granted(world, licence)
    handed_on(licence, heirs_item, on=date(2099, 1, 1))

    with pytest.raises(refusals.WrongPurpose):
        asked_for(world, heirs_item, made, Purpose.CHANGE)


def test_it_is_asked_again_when_deciding(world: World, licence: Item, heirs_item: Item):
    made = granted(world, licence)
    handed_on(licence, heirs_item)
    case = asked_for(world, heirs_item, made, Purpose.CHANGE)
    examined(world, case)
    third = factories.item(world.department, at=LONG_AGO, base={"results": [RESULT]})
    handed_on(heirs_item, third, on=date(2026, 11, 24))  # handed on once more meanwhile

    with pytest.raises(refusals.NotTheHeir):
        decide(world, case)


def test_a_follow_up_begins_under_the_item_of_the_heir(
    world: World, licence: Item, heirs_item: Item
):
    made = granted(world, licence)
    handed_on(licence, heirs_item)
    ImplementationList.objects.filter(code=licence.code).update(state="withdrawn")

    draft = entitlements.begin_follow_up(
        entitlement_id=made.pk, purpose=Purpose.CHANGE, actor=citizen(world), at=MONDAY
    )

    assert draft.version_id == heirs_item.version_id


def test_the_same_body_asks_no_history(world: World, licence: Item, django_assert_num_queries):
    made = granted(world, licence)
    snapshot = catalogue.snapshot(licence.version_id)
    with django_assert_num_queries(0):
        heirs.check_may_follow(made, snapshot, MONDAY.date())
        heirs.check_may_decide(Case(), MONDAY.date())
