# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Grades raised and taken back, and 信任在先: effective once the originals agree, or never."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.cases import world as worlds
from tests.cases.modes import trusting
from tests.cases.world import COUNTER, HANDLER, MONDAY, at, citizen, elsewhere, fresh, who
from tests.factories import World
from yiwang.cases.enums import CaseMode, CaseState, DeliveryMethod, EvidenceGrade, Outcome
from yiwang.cases.errors import CaseNotFound, NotYourCase, ReasonMissing
from yiwang.cases.models import Decision, Entitlement, OriginalCheck
from yiwang.cases.modes import errors, originals
from yiwang.cases.services import decisions, notices
from yiwang.credit.enums import CreditKind
from yiwang.credit.models import CreditEvent
from yiwang.documents import selectors as documents
from yiwang.ledger import services as ledger_services

pytestmark = pytest.mark.django_db
LAST = date(2027, 11, 23)


def test_a_clerk_who_has_seen_the_original_raises_the_copy_to_grade_b(world: World):
    case = worlds.accepted(world)

    check = trusting.look(world, case)

    assert trusting.material(case).grade == EvidenceGrade.B
    assert (check.seen_by_id, check.valid_until) == (who(world, COUNTER).staff_id, LAST)
    assert check.original == "租赁合同 2026-17 号"


def test_evidence_of_grade_b_is_reusable_until_its_day(world: World):
    case = worlds.accepted(world)
    check = trusting.look(world, case)

    def found(on: date) -> list[OriginalCheck]:
        return originals.reusable(case.applicant_id, names=["lease"], on=on)

    assert found(LAST) == [check]
    assert found(LAST + timedelta(days=1)) == []
    assert originals.reusable(case.applicant_id, names=["plan"], on=LAST) == []


def test_a_clerk_may_let_it_hold_shorter_but_not_longer(world: World):
    case = worlds.accepted(world)

    for day in (LAST + timedelta(days=1), date(2026, 11, 22)):
        with pytest.raises(errors.ReuseTooLong):
            trusting.look(world, case, valid_until=day)

    assert trusting.look(world, case, valid_until=date(2026, 12, 1)).valid_until.month == 12


@pytest.mark.parametrize("changed", [{"original": " "}, {"place": ""}])
def test_a_check_names_the_original_and_the_place(world: World, changed):
    with pytest.raises(errors.OriginalNotNamed):
        trusting.look(world, worlds.accepted(world), **changed)


def test_a_difference_says_in_what(world: World):
    case = worlds.accepted(world)

    with pytest.raises(errors.OriginalNotNamed):
        trusting.look(world, case, result=trusting.OriginalResult.MISMATCH)
    trusting.mismatch(world, case)
    assert trusting.material(case).grade == EvidenceGrade.C
    assert originals.reusable(case.applicant_id, on=LAST) == []


def test_an_original_is_seen_once(world: World):
    case = worlds.accepted(world)
    trusting.look(world, case)

    with pytest.raises(errors.OriginalSeen):
        trusting.look(world, case)


@pytest.mark.parametrize("actor", ["citizen", "elsewhere", "approver"])
def test_only_the_office_looks_at_originals(world: World, actor: str):
    case = worlds.accepted(world)
    people = {
        "citizen": citizen(world),
        "elsewhere": elsewhere(world, who(world, COUNTER)),
        "approver": who(world, worlds.APPROVER),
    }

    with pytest.raises((NotYourCase, CaseNotFound)):
        originals.check_original(
            case_id=case.id,
            material_id=trusting.material(case).id,
            seen=trusting.seen(),
            actor=people[actor],
            at=MONDAY,
        )


def test_a_material_of_another_case_is_not_looked_at_here(world: World):
    case, other = worlds.accepted(world), worlds.accepted(world)

    with pytest.raises(errors.MaterialNotFound):
        originals.check_original(
            case_id=case.id,
            material_id=trusting.material(other).id,
            seen=trusting.seen(),
            actor=who(world, COUNTER),
            at=MONDAY,
        )


def void(world: World, case, check, reason: str = "租赁合同系伪造。"):
    return originals.void_check(
        case_id=case.id, check_id=check.id, reason=reason, actor=who(world, HANDLER), at=MONDAY
    )


def test_what_a_look_was_worth_is_taken_back_with_a_reason(world: World):
    case = worlds.accepted(world)
    check = trusting.look(world, case)
    with pytest.raises(ReasonMissing):
        void(world, case, check, " ")

    void(world, case, check)

    assert trusting.material(case).grade == EvidenceGrade.C
    assert originals.reusable(case.applicant_id, on=MONDAY.date()) == []
    with pytest.raises(errors.CheckVoided):
        void(world, case, check)
    trusting.look(world, case)


def test_of_a_closed_case_a_look_can_still_be_voided_and_nothing_else_changes(world: World):
    case = worlds.in_process(world)
    check = trusting.look(world, case)
    worlds.decide(world, case)
    decisions.deliver_case(
        case_id=case.id, method=DeliveryMethod.COUNTER, actor=who(world, COUNTER), at=MONDAY
    )
    decisions.close_case(case_id=case.id, actor=who(world, COUNTER), at=MONDAY)
    sealed = decisions.sealed_digest(fresh(case))

    void(world, case, check)

    assert decisions.sealed_digest(fresh(case)) == sealed
    assert trusting.material(case).grade == EvidenceGrade.B
    assert originals.reusable(case.applicant_id, on=LAST) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        OriginalCheck.objects.filter(pk=check.pk).update(original="别的")
    with pytest.raises(errors.OriginalNotNow):
        trusting.look(world, case)


# ── 信任在先


def test_a_decision_on_copies_waits_for_the_originals(world: World):
    case = trusting.decided(world, CaseMode.TRUST_FIRST)
    decision = Decision.objects.get(case=case)

    assert (decision.is_pending, decision.effective_at) == (True, None)
    assert notices.decided(case, decision).originals == ("场所证明",)
    assert notices.certificates(case, decision) == []
    with pytest.raises(errors.OriginalsUnseen, match="场所证明"):
        decisions.deliver_case(
            case_id=case.id, method=DeliveryMethod.COUNTER, actor=who(world, COUNTER), at=MONDAY
        )


def test_a_refusal_waits_for_nothing(world: World):
    case = trusting.decided(world, CaseMode.TRUST_FIRST, outcome=Outcome.REFUSED)

    assert not Decision.objects.get(case=case).is_pending
    decisions.deliver_case(
        case_id=case.id, method=DeliveryMethod.COUNTER, actor=who(world, COUNTER), at=MONDAY
    )


def test_it_takes_effect_when_the_originals_agree_and_the_certificate_follows(world: World):
    case = trusting.decided(world, CaseMode.TRUST_FIRST)
    later = at(11, 25)
    trusting.look(world, case, at=later)
    ledger_services.settle()

    decision = Decision.objects.get(case=case)
    assert (decision.is_pending, decision.effective_at) == (False, later)
    assert Entitlement.objects.get(case=case).state == "effective"
    assert "certificate" in {one.kind for one in documents.documents_about("case", case.id)}
    decisions.deliver_case(
        case_id=case.id, method=DeliveryMethod.COUNTER, actor=who(world, COUNTER), at=later
    )


def test_before_that_nothing_is_in_force(world: World):
    case = trusting.decided(world, CaseMode.TRUST_FIRST)
    ledger_services.settle()

    assert Entitlement.objects.get(case=case).state == "pending"
    assert "certificate" not in {one.kind for one in documents.documents_about("case", case.id)}


def test_an_original_seen_before_the_decision_counts(world: World):
    case = trusting.accepted(world, CaseMode.TRUST_FIRST)
    trusting.look(world, case)

    assert originals.unseen(fresh(case)) == []


def test_an_original_that_differs_voids_the_decision_and_is_written_down(world: World):
    case = trusting.decided(world, CaseMode.TRUST_FIRST)
    trusting.mismatch(world, case)
    ledger_services.settle()

    after, written = fresh(case), CreditEvent.objects.get(case_id=case.id)
    assert (after.state, after.process_state) == (CaseState.VOIDED, None)
    assert not worlds.open_keys(case)
    assert (written.kind, written.person_id) == (CreditKind.ORIGINAL_MISMATCH, case.applicant_id)
    assert "租期已经届满" in written.text
    assert "originals_mismatch" in {one.kind for one in documents.documents_about("case", case.id)}
    assert Entitlement.objects.get(case=case).state == "revoked"
    with pytest.raises(errors.OriginalNotNow):
        trusting.look(world, case)


def test_a_difference_found_before_the_decision_does_not_void_what_is_not_there(world: World):
    case = trusting.accepted(world, CaseMode.TRUST_FIRST)
    trusting.mismatch(world, case)

    assert fresh(case).state == CaseState.ACCEPTED
    assert not CreditEvent.objects.filter(case_id=case.id).exists()
