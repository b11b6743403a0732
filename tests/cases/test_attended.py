# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Without an account: corrected, withdrawn and shown at a counter, each with its proof."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.modes import trusting
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, citizen, fresh, who
from tests.factories import FORM_DATA, World
from yiwang.cases.enums import CaseMode, CaseState, EvidenceGrade, OriginalResult
from yiwang.cases.errors import AnswerTooLate, CaseChanged, NotYourCase
from yiwang.cases.models import Case, CounterAct
from yiwang.cases.modes.errors import SignatureUnproven
from yiwang.cases.services import attended, intake, modes
from yiwang.foundation.actors import Actor
from yiwang.ledger import selectors as ledger
from yiwang.workflow.errors import TransitionNotAllowed

pytestmark = pytest.mark.django_db


def paper(clerk: Actor) -> modes.Proof:
    return modes.Proof(paper=factories.stored_file(clerk))


def asked(world: World) -> Case:
    case = worlds.submitted(world)
    intake.ask_correction(
        case_id=case.id,
        entries=[{"key": "lease", "what": "请补签字页。"}],
        note="",
        actor=who(world, COUNTER),
        at=MONDAY,
    )
    return fresh(case)


def correct(world: World, case: Case, *, at=MONDAY, post=COUNTER, **changed):
    clerk = who(world, post)
    sent = {"form": FORM_DATA, "materials": {"lease": [factories.stored_file(clerk)]}}
    return attended.answer_correction(
        case_id=case.id, actor=clerk, at=at, **({"proof": paper(clerk)} | sent | changed)
    )


def withdraw(world: World, case: Case, *, post=COUNTER, **changed) -> Case:
    clerk = who(world, post)
    proof = changed.pop("proof", paper(clerk))
    return attended.withdraw_case(case_id=case.id, proof=proof, actor=clerk, at=MONDAY, **changed)


def test_a_correction_is_handed_in_and_the_five_days_begin_anew(world: World):
    case = asked(world)

    correct(world, case)

    assert fresh(case).state == CaseState.SUBMITTED
    act = CounterAct.objects.get(case=case)
    assert (act.act, act.signed_how) == ("correction", "paper")
    kinds = [event.kind for event in ledger.events_about("case", case.id)]
    assert kinds[-2:] == ["cases.attended_act_done", "cases.correction_answered"]


def test_masked_numbers_that_come_back_stay_as_they_were(world: World):
    from yiwang.cases import selectors as cases

    case = asked(world)
    shown = cases.shown_form(case, who(world, COUNTER))
    assert shown != case.form_data

    correct(world, case, form=shown)

    assert fresh(case).form_data == case.form_data


def test_an_application_is_withdrawn_and_nothing_waits_any_more(world: World):
    case = worlds.accepted(world)

    withdraw(world, case, proof=modes.Proof(presence_id=uuid4()))

    assert fresh(case).state == CaseState.WITHDRAWN
    assert CounterAct.objects.get(case=case).signed_how == "presence"


def test_an_original_is_seen_and_a_deferred_material_brought(world: World):
    clerk = who(world, COUNTER)
    case = trusting.accepted(world, CaseMode.DEFERRAL, "health")
    seen = modes.Seen(OriginalResult.MATCH, "合同 17 号", "1 号窗口")

    attended.show_original(
        case_id=case.id,
        material_id=trusting.material(case).id,
        seen=seen,
        proof=paper(clerk),
        actor=clerk,
        at=MONDAY,
    )
    attended.hand_in_deferred(
        case_id=case.id,
        key="health",
        files=[factories.stored_file(clerk)],
        proof=paper(clerk),
        actor=clerk,
        at=MONDAY,
    )

    assert trusting.material(case).grade == EvidenceGrade.B
    assert case.deferred_materials.get().handed_in_at == MONDAY
    assert CounterAct.objects.filter(case=case).count() == 2


def test_without_proof_nothing_happens(world: World):
    case = asked(world)
    foreign = modes.Proof(paper=factories.stored_file(citizen(world)))

    for proof in (None, modes.Proof(), foreign, modes.Proof(paper=UUID(int=1))):
        with pytest.raises(SignatureUnproven), transaction.atomic():
            correct(world, case, proof=proof)
        with pytest.raises(SignatureUnproven), transaction.atomic():
            withdraw(world, case, proof=proof)
    assert fresh(case).state == CaseState.CORRECTION
    assert not CounterAct.objects.exists()


def test_one_paper_is_not_signed_for_two_cases(world: World):
    first, second, signed = worlds.submitted(world), asked(world), paper(who(world, COUNTER))

    withdraw(world, first, proof=signed)

    with pytest.raises(SignatureUnproven), transaction.atomic():
        withdraw(world, second, proof=signed)


def test_only_a_counter_of_the_department_does_it(world: World):
    case = asked(world)

    for post in (HANDLER, APPROVER):
        with pytest.raises(NotYourCase), transaction.atomic():
            withdraw(world, case, post=post)
    stranger = world.actor(world.stranger)
    with pytest.raises(NotYourCase), transaction.atomic():
        attended.withdraw_case(case_id=case.id, proof=paper(stranger), actor=stranger, at=MONDAY)
    assert fresh(case).state == CaseState.CORRECTION


def test_what_the_law_or_somebody_else_has_overtaken_leaves_no_act(world: World):
    case = asked(world)

    with pytest.raises(AnswerTooLate), transaction.atomic():
        correct(world, case, at=MONDAY + timedelta(days=31))
    with pytest.raises(CaseChanged), transaction.atomic():
        withdraw(world, case, revision=case.revision - 1)
    withdraw(world, case)
    with pytest.raises(TransitionNotAllowed), transaction.atomic():
        withdraw(world, case)
    assert CounterAct.objects.count() == 1


def test_the_database_keeps_what_was_written(world: World):
    case = worlds.submitted(world)
    withdraw(world, case)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_counter_act SET act = 'original'")
