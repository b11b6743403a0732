# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose interests a decision touches: told, heard, answered; and what a decision rests on."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.procedures.hearings import (
    HEARING_DAY,
    conclude,
    hold,
    tell,
    told_applicant,
    told_neighbour,
)
from tests.cases.world import APPROVER, HANDLER, MONDAY, at, fresh, who
from tests.factories import World
from yiwang.cases import errors
from yiwang.cases.enums import (
    CaseState,
    MinutesUse,
    Outcome,
    PartyRole,
    ProcedureState,
    StatementKind,
)
from yiwang.cases.models import Case, Decision, SpecialProcedure, Statement
from yiwang.cases.procedures import gates
from yiwang.cases.services import decisions, procedures
from yiwang.foundation.errors import DomainError
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db


def refused(error: type[DomainError], act: Any, *args: Any, **kwargs: Any) -> DomainError:
    """Return the refusal; what was done before it is undone."""
    with pytest.raises(error) as caught, transaction.atomic():
        act(*args, **kwargs)
    return caught.value


def ask(world: World, case: Case, *, moment=MONDAY, reason: str = "影响重大。") -> SpecialProcedure:
    return procedures.ask_hearing(
        case_id=case.id, reason=reason, actor=worlds.citizen(world), at=moment
    )


def object_to(world: World, case: Case, **stated: Any) -> Statement:
    return procedures.state(
        case_id=case.id,
        kind=StatementKind.OBJECTION,
        words="会挡住通道。",
        at=MONDAY,
        **({"actor": who(world, HANDLER)} | stated),
    )


def answer(world: World, case: Case, statement: Statement, *, words: str = "已留出通道。") -> None:
    procedures.answer_statement(
        case_id=case.id,
        statement_id=statement.id,
        is_upheld=False,
        answer=words,
        actor=who(world, HANDLER),
        at=MONDAY,
    )


def decide(world: World, case: Case, *, moment=HEARING_DAY, **grounds: Any) -> Decision:
    return decisions.decide_case(
        case_id=case.id,
        outcome=Outcome.GRANTED,
        reasons="材料属实。",
        actor=who(world, APPROVER),
        at=moment,
        grounds=procedures.Grounds(**grounds),
    )


# ── the right to a hearing


def test_the_days_to_ask_for_a_hearing_come_before_the_decision(world: World):
    case = worlds.in_process(world)
    told_applicant(world, case)

    refusal = refused(errors.HearingRightRuns, decide, world, case, moment=at(11, 30))
    decide(world, case, moment=at(12, 1))

    assert "11月30日" in str(refusal)


def test_a_hearing_that_was_asked_for_is_held_within_twenty_working_days(world: World):
    case = worlds.in_process(world)
    party = told_applicant(world, case)

    hearing = ask(world, case, moment=at(11, 30))

    party.refresh_from_db()
    assert (hearing.is_required, hearing.asked_by_id) == (True, party.id)
    assert hearing.hold_by == date(2026, 12, 28)
    refused(errors.HearingTooLate, tell, world, case, hearing, starts_at=at(12, 29))


def test_a_hearing_that_the_law_requires_is_neither_refused_nor_passed_over(world: World):
    case = worlds.in_process(world)
    told_applicant(world, case)
    hearing = ask(world, case)
    drop = {"case_id": case.id, "procedure_id": hearing.id, "reason": "不需要", "at": MONDAY}

    refused(errors.HearingRequired, decide, world, case)
    refused(errors.HearingRequired, procedures.cancel_procedure, actor=who(world, HANDLER), **drop)
    tell(world, case, hearing)
    refused(DomainError, decide, world, case)
    hold(world, case, hearing)
    conclude(world, case, hearing)

    refused(errors.MinutesNotConsidered, decide, world, case)
    decision = decide(world, case, minutes_use=MinutesUse.ADOPTED)
    assert decision.minutes_use == "adopted"


def test_asking_a_day_late_is_refused(world: World):
    case = worlds.in_process(world)
    told_applicant(world, case)

    refused(errors.HearingAskedTooLate, ask, world, case, moment=at(12, 1))


def test_a_hearing_is_asked_for_once_and_only_where_it_was_offered(world: World):
    case = worlds.in_process(world)
    refused(errors.HearingNotOffered, ask, world, case)
    told_neighbour(world, case)
    refused(errors.HearingNotOffered, ask, world, case)
    told_applicant(world, case)
    refused(errors.ReasonMissing, ask, world, case, reason="  ")
    ask(world, case)

    refused(errors.HearingNotOffered, ask, world, case)


def test_two_who_ask_share_one_hearing(world: World):
    case = worlds.in_process(world)
    told_applicant(world, case)
    neighbour = told_neighbour(world, case, offers_hearing=True)

    first = ask(world, case)
    second = procedures.ask_hearing(
        case_id=case.id,
        reason="通道问题。",
        actor=who(world, HANDLER),
        at=at(11, 24),
        party_id=neighbour.id,
    )

    assert first == second


def test_a_request_that_is_taken_back_drops_the_hearing_unless_another_asked(world: World):
    case = worlds.in_process(world)
    told_applicant(world, case)
    neighbour = told_neighbour(world, case, offers_hearing=True)
    hearing = ask(world, case)
    clerk = {"case_id": case.id, "actor": who(world, HANDLER), "party_id": neighbour.id}
    procedures.ask_hearing(reason="通道问题。", at=MONDAY, **clerk)

    procedures.waive_hearing(case_id=case.id, actor=worlds.citizen(world), at=MONDAY)
    hearing.refresh_from_db()
    still = hearing.state
    procedures.waive_hearing(at=MONDAY, **clerk)

    hearing.refresh_from_db()
    assert (still, hearing.state) == (ProcedureState.PLANNED, ProcedureState.CANCELLED)
    decide(world, case, moment=MONDAY)


def test_nobody_takes_back_a_hearing_that_the_body_itself_ordered(world: World):
    case = worlds.in_process(world)
    told_applicant(world, case)
    ordered = procedures.plan_procedure(
        case_id=case.id,
        procedure="hearing",
        reason="涉及重大公共利益。",
        is_required=True,
        actor=who(world, HANDLER),
        at=MONDAY,
    )
    assert ask(world, case) == ordered

    procedures.waive_hearing(case_id=case.id, actor=worlds.citizen(world), at=MONDAY)

    ordered.refresh_from_db()
    assert (ordered.state, ordered.asked_by) == (ProcedureState.PLANNED, None)
    refused(errors.HearingRequired, decide, world, case, moment=MONDAY)


def test_whoever_waives_a_hearing_waits_for_nobody(world: World):
    case = worlds.in_process(world)
    told_applicant(world, case)
    procedures.waive_hearing(case_id=case.id, actor=worlds.citizen(world), at=MONDAY)

    refused(errors.HearingNotOffered, ask, world, case)
    decide(world, case, moment=MONDAY)

    assert fresh(case).state == CaseState.DECIDED


# ── what parties say


def test_an_objection_is_answered_before_the_decision(world: World):
    case = worlds.in_process(world)
    party = told_neighbour(world, case)
    proof = factories.stored_file(who(world, HANDLER), name="照片.pdf")
    objection = object_to(world, case, party_id=party.id, files=[proof])

    refused(errors.ObjectionUnanswered, decide, world, case)
    refused(errors.ReasonMissing, answer, world, case, objection, words=" ")
    answer(world, case, objection)
    decide(world, case)

    objection.refresh_from_db()
    assert (objection.is_upheld, objection.answered_by_name != "") == (False, True)
    assert objection.files.get().file_id == proof
    refused(errors.ProcedureNotNow, answer, world, case, objection)


def test_an_objection_is_answered_once(world: World):
    case = worlds.in_process(world)
    party = told_neighbour(world, case)
    objection = object_to(world, case, party_id=party.id)
    answer(world, case, objection)

    refused(errors.AnsweredBefore, answer, world, case, objection)


def test_the_applicant_states_and_defends_for_themselves(world: World):
    case = worlds.in_process(world)

    statement = procedures.state(
        case_id=case.id,
        kind=StatementKind.STATEMENT,
        words="场所符合条件。",
        actor=worlds.citizen(world),
        at=MONDAY,
    )

    assert statement.party is None
    refused(errors.CaseNotFound, object_to, world, case, actor=worlds.neighbour(world))
    facts = ledger.timeline("case", case.id, kinds=["cases.statement_received"])
    assert "场所" not in str([fact.payload for fact in facts])


def test_a_clerk_says_whose_objection_it_is(world: World):
    case = worlds.in_process(world)
    other = worlds.in_process(world)
    strange = told_neighbour(world, other)

    refused(errors.ProcedureIncomplete, object_to, world, case)
    refused(errors.ProcedureNotFound, object_to, world, case, party_id=strange.id)


@pytest.mark.parametrize("words", [" ", "长" * 4001, "\x00"])
def test_hostile_words_are_refused(world: World, words: str):
    case = worlds.in_process(world)
    stated = {"case_id": case.id, "kind": StatementKind.STATEMENT, "at": MONDAY}

    refused(DomainError, procedures.state, words=words, actor=worlds.citizen(world), **stated)


def test_an_interested_party_has_a_name_and_a_stake(world: World):
    case = worlds.in_process(world)
    told_applicant(world, case)

    for party in (
        procedures.NewParty(role=PartyRole.INTERESTED, name="李大山"),
        procedures.NewParty(role=PartyRole.INTERESTED, stake="通道"),
        procedures.NewParty(role=PartyRole.APPLICANT),
    ):
        refused(
            errors.ProcedureIncomplete,
            procedures.tell_party,
            case_id=case.id,
            party=party,
            actor=who(world, HANDLER),
            at=MONDAY,
        )


# ── what a decision rests on


def test_a_decision_names_its_articles_and_its_discretion(world: World):
    case = worlds.in_process(world)

    decision = decide(world, case, bases=(0,), discretion="从宽档", discretion_reason="主动整改。")

    decision.refresh_from_db()
    assert decision.bases == [{"law": "行政许可法", "article": "第三十四条"}]
    assert (decision.discretion, decision.discretion_reason) == ("从宽档", "主动整改。")


@pytest.mark.parametrize(
    ("grounds", "error"),
    [
        ({"bases": (7,)}, errors.NotThisBasis),
        ({"bases": (-1,)}, errors.NotThisBasis),
        ({"discretion": "从宽档"}, errors.DiscretionUnexplained),
        ({"minutes_use": MinutesUse.NOT_ADOPTED}, errors.ReasonMissing),
        ({"minutes_use": MinutesUse.PARTLY}, errors.ReasonMissing),
    ],
)
def test_grounds_are_stated_in_full(
    world: World, grounds: dict[str, Any], error: type[DomainError]
):
    case = worlds.in_process(world)

    refused(error, decide, world, case, **grounds)


def test_the_database_wants_a_reason_for_discretion(world: World):
    case = worlds.in_process(world)
    decision = decide(world, case, discretion="从宽档", discretion_reason="主动整改。")

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(discretion_reason="")


def test_a_case_without_procedures_costs_its_decision_no_query(
    world: World, django_assert_num_queries
):
    plain, flagged = worlds.in_process(world), worlds.in_process(world)
    told_neighbour(world, flagged)

    with django_assert_num_queries(0):
        procedures_gate(fresh_in_memory(plain))
    with django_assert_num_queries(4):
        procedures_gate(fresh_in_memory(flagged, has_procedures=True))


def fresh_in_memory(case: Case, *, has_procedures: bool = False) -> Case:
    case.has_procedures = has_procedures
    return case


def procedures_gate(case: Case) -> None:
    gates.check_may_decide(case, gates.NO_GROUNDS, today=date(2026, 12, 8))
