# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""告知承诺: decided at once, looked at in sixty working days, put right or revoked."""

from datetime import date, timedelta

import pytest

from tests.cases import world as worlds
from tests.cases.modes import trusting
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, at, fresh, who
from tests.factories import World
from yiwang.cases.enums import CaseMode, CaseState, CheckState, Outcome
from yiwang.cases.errors import NotYourCase, ReasonMissing, SameHands
from yiwang.cases.models import Entitlement, PromiseCheck, WorkItem
from yiwang.cases.modes import errors, promises
from yiwang.cases.services import decisions, sweeps
from yiwang.credit.models import CreditEvent
from yiwang.documents import selectors as documents
from yiwang.ledger import services as ledger_services

pytestmark = pytest.mark.django_db
IN_WINTER = at(1, 5)
DUE = date(2026, 4, 8)


@pytest.fixture
def case(world: World):
    return trusting.delivered(world, CaseMode.COMMITMENT, "plan")


def keep(world: World, case, *, when=MONDAY, findings="现场与承诺一致。"):
    return promises.record_check(
        case_id=case.id,
        is_kept=True,
        findings=findings,
        order=None,
        actor=who(world, HANDLER),
        at=when,
    )


def test_a_check_is_due_sixty_working_days_after_the_decision(world: World):
    case = trusting.decided(world, CaseMode.COMMITMENT, "plan", at=at(3, 2))

    check = PromiseCheck.objects.get(case=case)
    assert (check.due_on, check.is_provisional) == (date(2026, 5, 28), False)
    assert fresh(case).check_due_on == check.due_on
    waiting = WorkItem.objects.get(case=case, step_key="promise_check")
    assert (waiting.due_on, waiting.role) == (check.due_on, "handler")


def test_a_refusal_leaves_nothing_to_check(world: World):
    case = trusting.decided(world, CaseMode.COMMITMENT, "plan", outcome=Outcome.REFUSED)

    assert not PromiseCheck.objects.filter(case=case).exists()


def test_the_signed_commitment_is_put_in_writing(world: World, case):
    ledger_services.settle()

    assert "commitment" in {one.kind for one in documents.documents_about("case", case.id)}


def test_a_case_stays_open_until_its_promise_was_looked_at(world: World, case):
    with pytest.raises(errors.CheckOutstanding):
        decisions.close_case(case_id=case.id, actor=who(world, COUNTER), at=MONDAY)
    assert sweeps.run_sweeps(at=MONDAY + timedelta(days=40))["close_delivered"] == 0

    keep(world, case)
    decisions.close_case(case_id=case.id, actor=who(world, COUNTER), at=MONDAY)
    assert fresh(case).state == CaseState.CLOSED


def test_a_promise_that_holds_is_done(world: World, case):
    check = keep(world, case)

    assert check.state == CheckState.KEPT
    assert "promise_check" not in worlds.open_keys(case)
    with pytest.raises(errors.CheckNotDue):
        keep(world, case)


def test_a_finding_says_what_was_found(world: World, case):
    with pytest.raises(errors.OrderIncomplete):
        keep(world, case, findings=" ")


@pytest.mark.parametrize(("words", "workdays"), [("", 5), ("设置清洗间。", 0), ("设置。", 61)])
def test_an_order_says_what_and_by_when(world: World, case, words: str, workdays: int):
    with pytest.raises(errors.OrderIncomplete):
        promises.record_check(
            case_id=case.id,
            is_kept=False,
            findings="没有清洗间。",
            order=promises.Order(words, workdays),
            actor=who(world, HANDLER),
            at=MONDAY,
        )


def test_what_was_put_right_in_time_is_kept(world: World, case):
    check = trusting.order(world, case)
    assert check.correct_by_on == date(2026, 12, 7)

    again = promises.record_recheck(
        case_id=case.id,
        is_kept=True,
        findings="已设置。",
        actor=who(world, HANDLER),
        at=at(11, 27),
    )

    assert again.state == CheckState.KEPT
    assert not CreditEvent.objects.filter(case_id=case.id).exists()


def test_nothing_is_broken_before_the_days_of_the_order_are_over(world: World, case):
    trusting.order(world, case)

    with pytest.raises(errors.CheckNotDue):
        trusting.broken(world, case, at=at(12, 7))
    assert trusting.broken(world, case, at=at(12, 8)).state == CheckState.BROKEN
    assert "revocation" in worlds.open_keys(case)


def test_a_broken_promise_is_revoked_by_other_hands_with_reasons(world: World, case):
    trusting.order(world, case)
    trusting.broken(world, case, at=at(12, 8))
    PromiseCheck.objects.filter(case=case).update(checked_by_id=who(world, APPROVER).staff_id)
    with pytest.raises(SameHands):
        trusting.revoke(world, case, at=at(12, 9))
    PromiseCheck.objects.filter(case=case).update(checked_by_id=who(world, HANDLER).staff_id)
    with pytest.raises(ReasonMissing):
        promises.revoke(case_id=case.id, reasons="", actor=who(world, APPROVER), at=at(12, 9))

    trusting.revoke(world, case, at=at(12, 9))
    ledger_services.settle()

    assert fresh(case).state == CaseState.REVOKED
    assert not worlds.open_keys(case)
    assert CreditEvent.objects.get(case_id=case.id).person_id == case.applicant_id
    assert Entitlement.objects.get(case=case).state == "revoked"
    kinds = {one.kind for one in documents.documents_about("case", case.id)}
    assert {"correction_order", "promise_broken"} <= kinds


def test_nothing_is_revoked_without_an_order_first(world: World, case):
    with pytest.raises(errors.CheckNotDue):
        trusting.revoke(world, case, at=at(12, 9))
    with pytest.raises(errors.CheckNotDue):
        trusting.broken(world, case, at=at(12, 9))


def test_the_counter_does_not_check_promises(world: World, case):
    with pytest.raises(NotYourCase):
        promises.record_check(
            case_id=case.id,
            is_kept=True,
            findings="一致。",
            order=None,
            actor=who(world, COUNTER),
            at=MONDAY,
        )


def test_a_case_without_a_promise_has_nothing_to_check(world: World):
    with pytest.raises(errors.CheckNotFound):
        keep(world, worlds.delivered(world))


def test_nobody_forgets_a_check_that_is_overdue(world: World):
    case = trusting.decided(world, CaseMode.COMMITMENT, "plan", at=at(3, 2))
    late = at(5, 29)

    assert not list(promises.overdue(at=at(5, 28)))
    assert sweeps.run_sweeps(at=late)["note_overdue_checks"] == 1
    assert sweeps.run_sweeps(at=late)["note_overdue_checks"] == 0
    assert PromiseCheck.objects.get(case=case).overdue_at == late
    assert "promise_check" in worlds.open_keys(case)


def test_the_last_day_is_counted_again_when_a_list_is_published(world: World, case):
    check = PromiseCheck.objects.get(case=case)
    assert check.is_provisional
    wrong = check.due_on - timedelta(days=5)
    PromiseCheck.objects.filter(case=case).update(due_on=wrong)

    assert sweeps.recount_deadlines(since=wrong, at=MONDAY) >= 1

    moved = PromiseCheck.objects.get(case=case)
    assert moved.due_on == check.due_on == fresh(case).check_due_on
    assert not promises.recount(case_id=case.id, at=MONDAY)
    assert not promises.note_overdue(case_id=case.id, at=at(3, 1, year=2027))
