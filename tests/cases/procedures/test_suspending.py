# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The clock never stands without a special procedure on record and the article that allows it."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cases import world as worlds
from tests.cases.procedures.hearings import told
from tests.cases.world import HANDLER, MONDAY, at, fresh, who
from tests.factories import World
from yiwang.cases import errors
from yiwang.cases.enums import CaseState, ProcedureState
from yiwang.cases.models import ClockStop, SpecialProcedure
from yiwang.cases.services import handling, procedures
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db


def checked() -> None:
    """Look at what is checked at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def bare_stop(case, **changed) -> ClockStop:
    stated = {
        "region_code": case.region_code,
        "case": case,
        "reason": "hearing",
        "law": "行政许可法",
        "article": "45",
        "expected_days": 5,
        "started_on": date(2026, 11, 23),
        "started_by_id": case.submitted_by_id,
    }
    return ClockStop.objects.create(**stated | changed)


def stop_without_record(case) -> None:
    bare_stop(case)
    checked()


def test_stopping_the_clock_makes_the_record_that_it_stands_for(world: World):
    case = worlds.accepted(world)

    worlds.suspend(world, case, reason="expert_review", days=5)
    checked()

    record = SpecialProcedure.objects.select_related("stop").get(case=case)
    assert (record.kind, record.state) == ("expert_review", ProcedureState.PLANNED)
    assert (record.stop.law, record.stop.article) == ("行政许可法", "45")
    assert (record.reason, record.hold_by) == ("案情需要。", date(2026, 11, 30))
    assert fresh(case).has_procedures
    kinds = [event.kind for event in ledger.events_about("case", case.pk)]
    assert {"cases.procedure_planned", "cases.case_suspended"} <= set(kinds)


def test_a_procedure_that_was_planned_is_the_record(world: World):
    case = worlds.accepted(world)
    planned = procedures.plan_procedure(
        case_id=case.pk, procedure="testing", reason="送检。", actor=who(world, HANDLER), at=MONDAY
    )

    worlds.suspend(world, case, reason="testing", days=9)

    record = SpecialProcedure.objects.get(case=case)
    assert (record.pk, record.stop_id) == (planned.pk, ClockStop.objects.get(case=case).pk)


def test_supervision_hears_when_the_told_days_are_over_and_nothing_was_held(world: World):
    case = worlds.accepted(world)
    worlds.suspend(world, case, reason="expert_review", days=5)

    assert procedures.note_overruns(at=at(11, 30)) == 0
    assert procedures.note_overruns(at=at(12, 1)) == 1


def test_why_is_said_and_the_stop_ends_with_its_record(world: World):
    case = worlds.accepted(world)
    with pytest.raises(errors.ReasonMissing), transaction.atomic():
        procedures.suspend_case(
            case_id=case.pk,
            reason="expert_review",
            expected_days=5,
            note=" ",
            actor=who(world, HANDLER),
            at=MONDAY,
        )
    assert fresh(case).state == CaseState.ACCEPTED
    worlds.suspend(world, case, reason="expert_review", days=5)

    with pytest.raises(errors.ProcedureOpen), transaction.atomic():
        handling.resume_case(case_id=case.pk, actor=who(world, HANDLER), at=MONDAY)
    assert worlds.resume(case, actor=who(world, HANDLER), at=at(11, 25)).state != "suspended"
    assert ClockStop.objects.get(case=case).ended_on == date(2026, 11, 25)


def test_the_database_refuses_a_stop_without_its_record(world: World):
    case = worlds.accepted(world)

    with pytest.raises(IntegrityError, match="without a procedure on record"), transaction.atomic():
        stop_without_record(case)
    with pytest.raises(IntegrityError, match="stop_names_its_law"), transaction.atomic():
        bare_stop(case, article="")
    with (
        pytest.raises(IntegrityError, match="stop_for_what_the_law_lists"),
        transaction.atomic(),
    ):
        bare_stop(case, reason="site_visit")


def test_a_record_cannot_be_taken_from_its_stop(world: World):
    case = worlds.accepted(world)
    found = told(world, case)

    for change in ({"stop": None}, {"kind": "testing"}):
        with (
            pytest.raises(IntegrityError, match="keeps the stop"),
            transaction.atomic(),
        ):
            SpecialProcedure.objects.filter(pk=found.pk).update(**change)
