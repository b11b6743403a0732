# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""收件 and 受理: accepted, corrected once, refused, deemed accepted, or taken as withdrawn."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import COUNTER, ENTRIES, MONDAY, at, citizen, fresh, who
from tests.factories import FORM_DATA, World
from yiwang.cases import errors, selectors
from yiwang.cases.enums import CaseState, NotAcceptedReason
from yiwang.cases.models import Case, CaseMaterial, Correction, WorkItem
from yiwang.cases.services import intake, sweeps
from yiwang.foundation.errors import DomainError
from yiwang.ledger import selectors as ledger
from yiwang.workflow.errors import ProcessStuck

pytestmark = pytest.mark.django_db

LAST_DAY = at(11, 30)
"""Five working days after the Monday on which the cases come in."""


def ask(world: World, case: Case, entries=ENTRIES, *, at=MONDAY, note="") -> Correction:
    with transaction.atomic():
        return intake.ask_correction(
            case_id=case.id, entries=entries, note=note, actor=who(world, COUNTER), at=at
        )


def answer(world: World, case: Case, materials=None, *, at=MONDAY, form=FORM_DATA, actor=None):
    with transaction.atomic():
        return intake.answer_correction(
            case_id=case.id,
            form=form,
            materials=materials or {},
            actor=actor or citizen(world),
            at=at,
        )


def kinds(case: Case) -> list[str]:
    return [event.kind for event in ledger.events_about("case", case.id)]


# ── accepting


def test_acceptance_starts_the_clock_and_the_process(world: World):
    case = worlds.accepted(world)

    assert (case.started_on, case.due_on) == (date(2026, 11, 23), date(2026, 11, 30))
    assert case.statutory_due_on == date(2026, 12, 21)
    assert worlds.open_keys(case) == {"review"}


def test_on_the_last_day_acceptance_is_the_counter_s_own(world: World):
    case = worlds.submitted(world)

    accepted = intake.accept_case(case_id=case.id, actor=who(world, COUNTER), at=LAST_DAY)

    assert accepted.started_on == date(2026, 11, 30)


def test_who_accepts_too_late_gains_no_time(world: World):
    case = worlds.submitted(world)

    accepted = intake.accept_case(
        case_id=case.id, actor=who(world, COUNTER), at=LAST_DAY + timedelta(days=1)
    )

    assert accepted.started_on == date(2026, 11, 23)
    assert ledger.events_about("case", case.id)[-1].payload["is_deemed"] is True


# ── refusing to accept


@pytest.mark.parametrize("explanation", ["", "  ", "\n\t\u3000", "\u200b"])
def test_a_refusal_explains_itself(world: World, explanation: str):
    case = worlds.submitted(world)

    with pytest.raises(errors.ReasonMissing):
        intake.refuse_acceptance(
            case_id=case.id,
            reason=NotAcceptedReason.NOT_COMPETENT,
            explanation=explanation,
            actor=who(world, COUNTER),
            at=MONDAY,
        )
    assert fresh(case).state == CaseState.SUBMITTED


def test_what_is_incomplete_is_first_told_then_refused(world: World):
    case = worlds.submitted(world)
    refuse = {
        "case_id": case.id,
        "reason": NotAcceptedReason.INCOMPLETE,
        "explanation": "仍缺合同。\n请重新提交。",
        "actor": who(world, COUNTER),
        "at": MONDAY,
    }

    with pytest.raises(errors.ReasonMissing):
        intake.refuse_acceptance(**refuse)
    ask(world, case)
    answer(world, case)
    refused = intake.refuse_acceptance(**refuse)

    assert refused.state == CaseState.NOT_ACCEPTED
    assert refused.not_accepted_explanation == "仍缺合同。\n请重新提交。"
    assert refused.closed_at == MONDAY
    assert worlds.open_keys(case) == set()


def test_after_five_working_days_nothing_is_refused(world: World):
    case = worlds.submitted(world)

    with pytest.raises(errors.RefusalTooLate):
        worlds.refuse(world, case, at=LAST_DAY + timedelta(days=1))
    assert worlds.refuse(world, case, at=LAST_DAY).state == CaseState.NOT_ACCEPTED


# ── asking for corrections


def test_a_correction_lists_what_to_mend_by_name(world: World):
    case = worlds.submitted(world)

    asked = ask(
        world,
        case,
        [{"key": "form", "what": "电话少一位。"}, {"key": "photo", "what": "看不清。\n请重拍。"}],
        note="两处。",
    )

    assert [(entry["name"], entry["what"]) for entry in asked.entries] == [
        ("申请表", "电话少一位。"),
        ("店面照片", "看不清。\n请重拍。"),
    ]
    assert asked.answer_due_on == date(2026, 12, 23)
    assert worlds.open_keys(case) == set()


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [{}],
        [{"key": "lease"}],
        [{"key": "lease", "what": "  "}],
        [{"key": "palace", "what": "缺。"}],
        [{"key": "lease", "what": "缺。"}, {"key": "palace", "what": "缺。"}],
        [{"key": "lease", "what": "缺。"}, {"key": "form", "what": ""}],
        [{"what": "缺。"}],
    ],
    ids=str,
)
def test_a_correction_of_nothing_or_of_something_unknown_is_refused(world: World, entries: list):
    case = worlds.submitted(world)

    with pytest.raises(errors.CorrectionEmpty):
        ask(world, case, entries)
    assert fresh(case).state == CaseState.SUBMITTED
    assert not Correction.objects.filter(case=case).exists()


def test_corrections_are_asked_for_once(world: World):
    case = worlds.corrected(world)
    answer(world, case)

    with pytest.raises(errors.CorrectionAlreadyAsked):
        ask(world, case)
    assert fresh(case).state == CaseState.SUBMITTED


def test_corrections_are_asked_for_within_five_working_days(world: World):
    in_time, late = worlds.submitted(world), worlds.submitted(world)

    ask(world, in_time, at=LAST_DAY)
    with pytest.raises(errors.CorrectionTooLate):
        ask(world, late, at=LAST_DAY + timedelta(days=1))


@pytest.mark.parametrize("words", ["缺\0", "缺\ud800", "缺" * 4001])
def test_words_that_cannot_be_stored_are_refused(world: World, words: str):
    case = worlds.submitted(world)

    with pytest.raises(DomainError) as refused:
        ask(world, case, [{"key": "lease", "what": words}])
    assert refused.value.code == "foundation.invalid_text"


# ── answering


def test_an_answer_starts_the_five_days_anew(world: World):
    case = worlds.corrected(world)
    wednesday = at(12, 2)

    answered = answer(world, case, at=wednesday)

    assert answered.intake_due_on == date(2026, 12, 9)
    assert worlds.on(answered.received_at) == date(2026, 12, 2)
    assert worlds.on(answered.submitted_at) == date(2026, 11, 23)
    assert Correction.objects.get(case=case).answered_at == wednesday
    assert worlds.open_keys(case) == {"intake"}


def test_new_files_replace_the_old_ones_and_both_are_kept(world: World):
    case = worlds.corrected(world)
    new = factories.stored_file(citizen(world))

    answer(world, case, {"lease": [new]})

    assert [each.file_id for each in selectors.materials(case)] == [new]
    assert CaseMaterial.objects.filter(case=case).count() == 2


def test_a_file_that_is_there_already_may_be_named_again(world: World):
    case = worlds.corrected(world)
    (old,) = [each.file_id for each in selectors.materials(case)]
    new = factories.stored_file(citizen(world))

    answer(world, case, {"lease": [old, new]})

    assert {each.file_id for each in selectors.materials(case)} == {old, new}
    assert CaseMaterial.objects.filter(case=case).count() == 2


def test_what_the_counter_took_in_may_stay_when_the_applicant_answers(world: World):
    clerk = who(world, COUNTER)
    made = worlds.submission.submit_case(
        application=worlds.application(
            world,
            clerk,
            applicant_id=citizen(world).applicant_id,
            channel=worlds.Channel.COUNTER,
        ),
        actor=clerk,
        at=MONDAY,
    )
    ask(world, made)
    (old,) = [each.file_id for each in selectors.materials(made)]

    answer(world, made, {"lease": [old]})

    assert [each.file_id for each in selectors.materials(made)] == [old]


@pytest.mark.parametrize("bad", ["twice", "neighbour", "unknown key", "none left", "too many"])
def test_an_answer_with_wrong_files_is_refused_whole(world: World, bad: str):
    case = worlds.corrected(world)
    own = [factories.stored_file(citizen(world)) for _ in range(3)]
    materials = {
        "twice": {"lease": [own[0], own[0]]},
        "neighbour": {"lease": [factories.stored_file(worlds.neighbour(world))]},
        "unknown key": {"palace": [own[0]]},
        "none left": {"lease": []},
        "too many": {"lease": own},
    }[bad]
    before = selectors.materials(case)

    with pytest.raises(DomainError) as refused:
        answer(world, case, materials)

    assert refused.value.code in {"cases.material_unknown", "cases.material_missing"}
    assert selectors.materials(case) == before
    assert fresh(case).state == CaseState.CORRECTION


def test_a_corrected_form_is_checked_like_a_new_one(world: World):
    case = worlds.corrected(world)

    with pytest.raises(DomainError) as refused:
        answer(world, case, form={"name": ""})
    assert refused.value.code == "forms.invalid"


def test_an_answer_comes_in_time_or_not_at_all(world: World):
    in_time, late = worlds.corrected(world), worlds.corrected(world)

    answer(world, in_time, at=at(12, 23, hour=23))
    with pytest.raises(errors.AnswerTooLate):
        answer(world, late, at=at(12, 24, hour=0))


# ── what time does


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (at(11, 23), at(11, 30)),  # a plain Monday: the Monday after
        (at(11, 28), at(12, 4)),  # a Saturday
        (at(9, 28), at(10, 10)),  # over the National Day, with a make-up Saturday
        (at(9, 30, hour=23), at(10, 13)),
    ],
)
def test_what_nobody_answers_is_accepted_after_five_working_days(world, received, last):
    case = worlds.submitted(world, at=received)
    assert case.intake_due_on == worlds.on(last)

    sweeps.run_sweeps(at=last)
    assert fresh(case).state == CaseState.SUBMITTED

    sweeps.run_sweeps(at=last + timedelta(days=1))
    accepted = fresh(case)
    assert accepted.state == CaseState.ACCEPTED
    assert accepted.started_on == worlds.on(received)
    assert worlds.open_keys(case) == {"review"}
    assert WorkItem.objects.get(case=case, step_key="intake").state == "done"
    assert ledger.events_about("case", case.id)[-1].payload["is_deemed"] is True


def test_a_corrected_application_counts_from_the_day_of_its_answer(world: World):
    case = worlds.corrected(world)
    answer(world, case, at=at(12, 2))

    sweeps.run_sweeps(at=at(12, 10))

    assert fresh(case).started_on == date(2026, 12, 2)


def test_what_was_answered_or_waits_for_the_applicant_is_not_deemed_accepted(world: World):
    corrected, accepted = worlds.corrected(world), worlds.accepted(world)

    for case in (corrected, accepted):
        assert intake.deem_accepted(case_id=case.id, at=at(12, 20)) is False
    assert fresh(corrected).state == CaseState.CORRECTION


def test_what_is_not_corrected_in_time_counts_as_withdrawn(world: World):
    case = worlds.corrected(world)

    assert sweeps.run_sweeps(at=at(12, 23))["lapse_corrections"] == 0
    assert sweeps.run_sweeps(at=at(12, 24))["lapse_corrections"] == 1
    assert sweeps.run_sweeps(at=at(12, 25))["lapse_corrections"] == 0

    lapsed = fresh(case)
    assert (lapsed.state, worlds.on(lapsed.closed_at)) == (
        CaseState.WITHDRAWN,
        date(2026, 12, 24),
    )
    assert kinds(case)[-1] == "cases.correction_lapsed"


def test_one_application_that_cannot_begin_does_not_hold_up_the_others(world, monkeypatch):
    stuck = worlds.submitted(world, at=at(11, 20))
    other = worlds.submitted(world, at=at(11, 20))
    begin = intake.engine.start

    def start(process_id, variables, moment):
        if not done:
            done.append(process_id)
            raise ProcessStuck(params={"place": "x", "reason": "y"})
        return begin(process_id, variables, moment)

    done: list = []
    monkeypatch.setattr(intake.engine, "start", start)

    assert sweeps.run_sweeps(at=at(12, 10))["deem_overdue_accepted"] >= 1
    assert {fresh(stuck).state, fresh(other).state} == {CaseState.SUBMITTED, CaseState.ACCEPTED}


def test_a_fault_of_ours_in_one_case_holds_up_neither_others_nor_other_sweeps(world, monkeypatch):
    broken = worlds.submitted(world, at=at(11, 20))
    other = worlds.submitted(world, at=at(11, 20))
    begin, run_after = intake.engine.start, []

    def start(process_id, variables, moment):
        if not done:
            done.append(process_id)
            raise ZeroDivisionError
        return begin(process_id, variables, moment)

    def note(*, at):
        run_after.append(at)
        raise KeyError("a fault of ours again")

    done: list = []
    monkeypatch.setattr(intake.engine, "start", start)
    monkeypatch.setattr(sweeps, "OTHERS", {"one": note, "two": lambda *, at: run_after.append(at)})

    with pytest.raises(KeyError):
        sweeps.run_sweeps(at=at(12, 10))
    assert {fresh(broken).state, fresh(other).state} == {CaseState.SUBMITTED, CaseState.ACCEPTED}
    assert len(run_after) == 2
