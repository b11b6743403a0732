# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which of an item's legal bases a decision rests on: chosen, kept, printed, sealed; in batches."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.cases import world as worlds
from tests.cases.world import APPROVER, COUNTER, MONDAY, fresh, who
from tests.factories import Item, World
from yiwang.cases import errors
from yiwang.cases import selectors as cases
from yiwang.cases.desk.errors import BatchBasesDiffer, BatchHasNoBases, BatchKeyTaken
from yiwang.cases.enums import Outcome
from yiwang.cases.models import Batch, Case, Decision
from yiwang.cases.procedures.bases import bases_from
from yiwang.cases.services import batches, decisions, notices, procedures, reading
from yiwang.cases.services.batches import Ticked
from yiwang.documents.enums import NoticeKind

pytestmark = pytest.mark.django_db
LAW = "行政许可法"
FIRST, SECOND, THIRD = (
    {"law": LAW, "article": article} for article in ("第三十四条", "第三十八条", "第三十九条")
)
ALL = [FIRST, SECOND, THIRD]


@pytest.fixture
def item(world: World) -> Item:
    return worlds.item(world, base={"legal_bases": ALL})


def decide(
    world: World, case: Case, outcome: Outcome = Outcome.GRANTED, **grounds: Any
) -> Decision:
    return decisions.decide_case(
        case_id=case.pk,
        outcome=outcome,
        reasons="材料属实。",
        actor=who(world, APPROVER),
        at=MONDAY,
        grounds=procedures.Grounds(**grounds),
    )


def on_paper(case: Case) -> list[dict[str, str]]:
    """Return what the paper of a decision names."""
    made = notices.decided(case, Decision.objects.get(case=case))
    return [{"law": one.law, "article": one.article} for one in made.bases]


@pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.REFUSED])
def test_those_chosen_are_kept_and_printed_in_the_order_of_the_item(
    world: World, item: Item, outcome: Outcome
):
    case = worlds.in_process(world, item=item)

    decision = decide(world, case, outcome, bases=(2, 0, 2))

    assert decision.bases == [FIRST, THIRD]
    assert on_paper(case) == [FIRST, THIRD]


def test_where_nobody_chooses_all_are_kept_and_printed(world: World, item: Item):
    case = worlds.in_process(world, item=item)

    assert decide(world, case).bases == ALL
    assert on_paper(case) == ALL


def test_a_decision_from_before_there_was_a_choice_prints_all(world: World, item: Item):
    case = worlds.in_process(world, item=item)
    decide(world, case)

    Decision.objects.filter(case=case).update(bases=[])

    assert on_paper(case) == ALL


def test_one_at_least_where_the_item_has_any(world: World, item: Item):
    case = worlds.in_process(world, item=item)

    with pytest.raises(errors.NoBasisChosen):
        decide(world, case, bases=())

    assert not Decision.objects.filter(case=case).exists()


def test_what_was_chosen_is_part_of_the_sealed_digest(world: World, item: Item):
    case = worlds.in_process(world, item=item)
    decide(world, case, bases=(0,))
    sealed = decisions.sealed_digest(fresh(case))

    Decision.objects.filter(case=case).update(bases=[SECOND])

    assert decisions.sealed_digest(fresh(case)) != sealed


def test_the_preview_names_what_is_ticked(world: World, item: Item):
    case = worlds.in_process(world, item=item)

    def shown(**words: str) -> list[str]:
        made = notices.draft(case, NoticeKind.GRANTED, words, at=MONDAY)
        return [one.article for one in made.bases]

    assert shown(reasons="准予。") == ["第三十四条", "第三十八条", "第三十九条"]
    assert shown(**{"bases": "1", "basis-1": "1"}) == ["第三十八条"]
    with pytest.raises(errors.NoBasisChosen):
        shown(bases="1")


@pytest.mark.parametrize(
    ("fields", "choice"),
    [
        ({}, None),
        ({"bases": "1"}, ()),
        ({"basis-1": "1", "basis-0": "1"}, (1, 0)),
        ({"basis-x": "1", "basis-": "1", "basis--1": "1", "basis-99999": "1"}, ()),
    ],
)
def test_a_form_that_offers_nothing_is_not_one_with_nothing_ticked(fields, choice):
    assert bases_from(fields) == choice


# ── in batches


def to_decide(world: World, item: Item, number: int = 2) -> list[Case]:
    found = [worlds.in_process(world, item=item) for _ in range(number)]
    for case in found:
        reading.open_case(case_id=case.pk, actor=who(world, COUNTER), at=MONDAY)
    return [fresh(case) for case in found]


def together(world: World, found: list[Case], *, post=APPROVER, key: str = "", **changed: Any):
    ticked = [Ticked(cases.open_items(case)[0].pk, case.revision) for case in found]
    given: dict[str, Any] = {"ticked": ticked, "opinion": "准予。", "at": MONDAY} | changed
    return batches.handle_together(key=key or uuid4().hex, actor=who(world, post), **given)


def test_one_choice_counts_for_all_of_a_batch(world: World, item: Item):
    found = to_decide(world, item)

    together(world, found, bases=(1,))

    assert [Decision.objects.get(case=case).bases for case in found] == [[SECOND]] * 2


def test_a_batch_without_a_choice_rests_on_all(world: World, item: Item):
    (case,) = to_decide(world, item, 1)

    together(world, [case])

    assert Decision.objects.get(case=case).bases == ALL


@pytest.mark.parametrize(
    ("choice", "error"), [((), errors.NoBasisChosen), ((3,), errors.NotThisBasis)]
)
def test_a_wrong_choice_begins_no_batch(world: World, item: Item, choice, error):
    found = to_decide(world, item, 1)

    with pytest.raises(error):
        together(world, found, bases=choice)

    assert not Batch.objects.exists()


def test_a_batch_that_decides_nothing_takes_no_choice(world: World, item: Item):
    case = worlds.submitted(world, item=item)
    reading.open_case(case_id=case.pk, actor=who(world, COUNTER), at=MONDAY)

    with pytest.raises(BatchHasNoBases):
        together(world, [fresh(case)], post=COUNTER, bases=(0,))


def test_versions_with_other_bases_take_no_common_choice(world: World, item: Item):
    found = to_decide(world, item)
    with connection.cursor() as cursor:  # as after the item was published anew between the two
        cursor.execute("SET LOCAL session_replication_role = replica")
        Case.objects.filter(pk=found[1].pk).update(version_id=world.shop.version_id)
        cursor.execute("SET LOCAL session_replication_role = origin")

    with pytest.raises(BatchBasesDiffer):
        together(world, found, bases=(0,))
    ids = [cases.open_items(case)[0].pk for case in found]
    look = cases.batches.look_at(ids, who(world, APPROVER), today=MONDAY.date())

    assert look.bases == ()


def test_the_same_key_with_another_choice_is_another_batch(world: World, item: Item):
    found = to_decide(world, item, 1)
    ticked = [Ticked(cases.open_items(found[0])[0].pk, found[0].revision)]
    together(world, found, ticked=ticked, key="mine", bases=(0, 1))

    again = together(world, found, ticked=ticked, key="mine", bases=(1, 0))

    assert again.key == "mine"
    with pytest.raises(BatchKeyTaken):
        together(world, found, ticked=ticked, key="mine", bases=(0,))
