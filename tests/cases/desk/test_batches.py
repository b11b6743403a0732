# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""批量受理、批量审批: each case for itself, once, and those that need a look of their own apart."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.cases import world as worlds
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, fresh, who
from tests.factories import World
from yiwang.cases import selectors as cases
from yiwang.cases.desk.enums import Apart, BatchAction, BatchResult
from yiwang.cases.desk.errors import (
    BatchEmpty,
    BatchKeyTaken,
    BatchMixed,
    BatchNotFound,
    BatchTooLarge,
)
from yiwang.cases.enums import CaseState, Outcome
from yiwang.cases.models import Batch, BatchEntry, Case, CaseMaterial
from yiwang.cases.services import batches, intake, reading, work
from yiwang.cases.services.batches import Ticked
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db
LATER = worlds.at(11, 24)


def opened(world: World, case: Case, post=COUNTER) -> Case:
    reading.open_case(case_id=case.pk, actor=who(world, post), at=MONDAY)
    return case


def waiting(world: World, number: int = 3) -> list[Case]:
    return [opened(world, worlds.submitted(world)) for _ in range(number)]


def to_decide(world: World, number: int = 2) -> list[Case]:
    found = []
    for _ in range(number):
        case = worlds.in_process(world)
        while cases.open_items(case)[0].kind != "decision":
            worlds.complete(world, case)
        found.append(fresh(opened(world, case)))
    return found


def ticked(found: list[Case]) -> list[Ticked]:
    return [Ticked(cases.open_items(case)[0].pk, case.revision) for case in found]


def together(world: World, found: list[Case], *, post=COUNTER, key: str = "", **changed):
    given = {"ticked": ticked(found), "opinion": "", "at": LATER} | changed
    made = batches.handle_together(key=key or uuid4().hex, actor=who(world, post), **given)
    return cases.batches.batch(made.pk, who(world, post))


def look(world: World, found: list[Case], post=COUNTER):
    ids = [one.work_item_id for one in ticked(found)]
    return cases.batches.look_at(ids, who(world, post), today=date(2026, 11, 24))


def test_cases_are_accepted_together_and_each_has_its_own_facts(world: World):
    found = waiting(world)

    shown = together(world, found)

    assert [one.result for one in shown.entries] == [BatchResult.DONE] * 3
    for case in found:
        kinds = [one.kind for one in ledger.events_about("case", case.pk)]
        assert fresh(case).state == CaseState.ACCEPTED
        assert kinds.count("cases.case_accepted") == 1
        assert kinds.count("cases.handled_in_batch") == 1


def test_the_fact_names_the_batch_and_who_did_it(world: World):
    (case,) = waiting(world, 1)

    shown = together(world, [case])

    (fact,) = ledger.timeline("case", case.pk, kinds=["cases.handled_in_batch"])
    assert fact.payload["batch_id"] == str(shown.row.pk)
    assert fact.actor["staff_id"] == str(who(world, COUNTER).staff_id)


def test_the_same_form_sent_twice_is_one_batch(world: World):
    found = waiting(world)
    given = ticked(found)

    first = together(world, found, key="twice", ticked=given)
    second = together(world, found, key="twice", ticked=given)

    assert first.row.pk == second.row.pk
    assert Batch.objects.filter(key="twice").count() == 1
    kinds = [one.kind for one in ledger.events_about("case", found[0].pk)]
    assert kinds.count("cases.case_accepted") == 1


def test_another_list_with_the_same_key_is_refused(world: World):
    found = waiting(world)
    together(world, found[:1], key="mine")

    with pytest.raises(BatchKeyTaken):
        together(world, found[1:], key="mine")


def test_what_was_interrupted_is_gone_on_with(world: World):
    found = waiting(world)
    given = ticked(found)
    shown = together(world, found, key="cut", ticked=given)
    late = BatchEntry.objects.get(batch=shown.row, case_id=found[2].pk)
    late.result, late.done_at = BatchResult.WAITING, None
    late.save()

    again = together(world, found, key="cut", ticked=given)

    assert {one.result for one in again.entries} == {BatchResult.DONE, BatchResult.TAKEN}


def test_a_colleague_who_was_faster_is_told_and_the_others_go_on(world: World):
    found = waiting(world)
    given = ticked(found)
    intake.accept_case(case_id=found[1].pk, actor=who(world, COUNTER), at=LATER)

    shown = together(world, found, ticked=given)

    assert len(shown.done) == 2  # the third waits no longer, so it is not in the list


def test_a_case_that_changed_since_it_was_shown_is_not_touched(world: World):
    found = waiting(world)
    given = ticked(found)
    given[0] = Ticked(given[0].work_item_id, given[0].revision + 1)

    shown = together(world, found, ticked=given)

    assert shown.left[0].result == BatchResult.TAKEN
    assert shown.left[0].said
    assert fresh(found[0]).state == CaseState.SUBMITTED


def test_grants_carry_the_one_opinion_as_their_reasons(world: World):
    found = to_decide(world)

    shown = together(world, found, post=APPROVER, opinion="经审查，准予许可。")

    assert shown.row.action == BatchAction.GRANT
    for case in found:
        decision = cases.decision(fresh(case))
        assert (decision.outcome, decision.reasons) == (Outcome.GRANTED, "经审查，准予许可。")


def test_whoever_examined_a_case_does_not_grant_it_in_a_batch_either(world: World):
    found = to_decide(world)
    both = world.staff[APPROVER]
    examiner = who(world, HANDLER)
    actor = replace(world.actor(both), staff_id=examiner.staff_id)
    made = batches.handle_together(
        key="own", ticked=ticked(found), opinion="", actor=actor, at=LATER
    )

    shown = cases.batches.batch(made.pk, actor)
    assert {one.result for one in shown.entries} == {BatchResult.REFUSED}
    assert {one.code for one in shown.entries} == {"cases.same_hands"}


def test_a_case_that_nobody_has_opened_is_apart(world: World):
    case = worlds.submitted(world)

    (row,) = look(world, [case]).rows
    shown = together(world, [case])

    assert list(row.apart) == [Apart.UNREAD]
    assert shown.left[0].result == BatchResult.APART
    assert str(Apart.UNREAD.label) in shown.left[0].said


def test_a_missing_material_is_named(world: World):
    (case,) = waiting(world, 1)
    CaseMaterial.objects.filter(case=case).update(replaced_at=timezone.now())

    (row,) = look(world, [case]).rows

    assert Apart.MATERIALS in row.apart
    assert row.missing


def test_what_a_colleague_has_taken_is_apart(world: World):
    (case,) = to_decide(world, 1)
    other = worlds.factories.staff_account(world.department, APPROVER, at=worlds.LONG_AGO)
    item = cases.open_items(case)[0]
    work.claim_work(work_item_id=item.pk, actor=world.actor(other), at=MONDAY)

    (row,) = look(world, [case], APPROVER).rows

    assert Apart.TAKEN in row.apart


def test_a_corrected_application_is_apart(world: World):
    case = worlds.corrected(world)
    answered = worlds.fresh(case)
    worlds.answer(world, answered, worlds.citizen(world), LATER)
    reading.open_case(case_id=case.pk, actor=who(world, COUNTER), at=LATER)

    (row,) = look(world, [fresh(case)]).rows

    assert Apart.CORRECTED in row.apart


def test_one_batch_is_one_item_at_one_step(world: World):
    mixed = [*waiting(world, 1), opened(world, worlds.submitted(world, item=world.kiosk))]

    with pytest.raises(BatchMixed):
        look(world, mixed)


def test_two_hundred_are_the_most(world: World):
    many = [uuid4() for _ in range(201)]

    with pytest.raises(BatchTooLarge):
        cases.batches.look_at(many, who(world, COUNTER), today=date(2026, 11, 24))
    with pytest.raises(BatchTooLarge):
        together(world, [], ticked=[Ticked(one, 1) for one in many])


def test_another_departments_tasks_are_none(world: World):
    found = waiting(world, 1)
    stranger = world.actor(world.stranger)

    with pytest.raises(BatchEmpty):
        cases.batches.look_at(
            [one.work_item_id for one in ticked(found)], stranger, today=date(2026, 11, 24)
        )


def test_a_batch_is_shown_to_nobody_else(world: World):
    shown = together(world, waiting(world, 1))

    with pytest.raises(BatchNotFound):
        cases.batches.batch(shown.row.pk, who(world, APPROVER))


def test_looking_asks_as_much_for_one_as_for_many(world: World, django_assert_max_num_queries):
    found = waiting(world, 8)
    actor, ids = who(world, COUNTER), [one.work_item_id for one in ticked(found)]
    cases.batches.look_at(ids[:1], actor, today=date(2026, 11, 24))

    with django_assert_max_num_queries(8):
        cases.batches.look_at(ids, actor, today=date(2026, 11, 24))
