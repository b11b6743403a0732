# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing outside the published list can be decided, tried as the owner of the tables."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.cases import world as w
from yiwang.cases.models import Case, Decision
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.models import ImplementationList, ImplementationVersion
from yiwang.foundation import reach
from yiwang.foundation.identifiers import new_id

pytestmark = pytest.mark.django_db

_COPY = """
INSERT INTO cases_case SELECT (jsonb_populate_record(c, %s::jsonb)).* FROM cases_case c
WHERE id = %s::uuid
"""
_DECIDE = """
INSERT INTO cases_decision (id, region_code, case_id, outcome, reasons, result_name,
                            decided_by_id, decided_by_name, decided_at)
SELECT %s, region_code, id, 'granted', '', '', id, '冒名者', now() FROM cases_case WHERE id = %s
"""


@pytest.fixture
def world() -> factories.World:
    return w.made()


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    """Expect the database to refuse by a constraint of this name."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), reach.everywhere():
        yield
    assert refusal.value.__cause__.diag.constraint_name == constraint


def write(statement: str, *parameters: Any) -> None:
    """Write as the owner of the tables, past every service."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement, parameters)


def copied(case: Case, **changes: Any) -> None:
    """Write a copy of a case with changes."""
    stated = {"id": str(new_id()), "number": str(new_id())[:32]} | changes
    write(_COPY, json.dumps(stated, default=str), str(case.id))


def a_draft(world: factories.World) -> ImplementationVersion:
    """Return a version of the shop's list that nobody has published."""
    version = ImplementationVersion.objects.get(pk=world.shop.version_id)
    return catalogue.revise_list(
        implementation_id=version.implementation_id,
        content=factories.LOCAL,
        actor=factories.SYSTEM,
        at=w.MONDAY,
    )


def test_a_case_for_a_power_on_the_list_can_be_decided(world):
    case = w.in_process(world)

    write(_DECIDE, new_id(), case.id)

    assert Decision.objects.filter(case_id=case.id).exists()


def test_no_case_is_opened_under_a_draft(world):
    case = w.submitted(world)
    draft = a_draft(world)

    with refused("case_is_on_the_power_list"):
        copied(case, version_id=draft.id)


def test_no_case_is_opened_under_what_is_no_version_at_all(world):
    case = w.submitted(world)

    with refused("case_is_on_the_power_list"):
        copied(case, version_id=new_id())


def test_no_case_is_opened_on_a_day_before_the_power_was_published(world):
    case = w.submitted(world)

    with refused("case_is_on_the_power_list"):
        copied(case, submitted_at=w.LONG_AGO - timedelta(days=1))


def test_no_case_is_opened_by_a_department_whose_list_lacks_the_power(world):
    case = w.submitted(world)

    with refused("case_is_on_the_power_list"):
        copied(case, department_id=world.other_department.id)


def test_no_case_is_opened_after_the_power_was_withdrawn(world):
    case = w.submitted(world)
    withdraw(world.shop.version_id)

    with refused("case_is_on_the_power_list"):
        copied(case)


def test_an_open_case_is_still_decided_after_the_power_was_withdrawn(world):
    case = w.in_process(world)
    withdraw(world.shop.version_id)

    write(_DECIDE, new_id(), case.id)

    assert Decision.objects.filter(case_id=case.id).exists()


@pytest.mark.parametrize("column", ["version_id", "department_id", "submitted_at"])
def test_what_a_case_was_opened_under_is_fixed(world, column):
    case = w.submitted(world)
    other = {
        "version_id": world.kiosk.version_id,
        "department_id": world.other_department.id,
        "submitted_at": w.LONG_AGO,
    }

    with refused("case_keeps_its_version"):
        write(
            f"UPDATE cases_case SET {column} = %s WHERE id = %s",  # noqa: S608 - a name from above
            other[column],
            case.id,
        )


def test_no_decision_is_made_for_a_case_whose_power_was_slipped_in(world):
    """Even with the case's own guards put out of the way, its decision is refused."""
    case = w.in_process(world)
    draft = a_draft(world)
    with refused("decision_is_on_the_power_list"):
        write("SET LOCAL session_replication_role = replica")
        write("UPDATE cases_case SET version_id = %s WHERE id = %s", draft.id, case.id)
        write("SET LOCAL session_replication_role = origin")
        write(_DECIDE, new_id(), case.id)


def test_a_power_of_own_motion_is_on_the_list_or_not_like_any_other(world):
    power = factories.item(
        world.department,
        at=w.LONG_AGO,
        name="占道经营处罚",
        base={"item_type": "02", "penalty_method": "责令改正，处五十元罚款。"},
    )
    department_id = world.department.id

    assert on_the_list(power.version_id, department_id, "2026-11-23")
    assert not on_the_list(power.version_id, department_id, "2025-12-31")
    assert not on_the_list(power.version_id, world.other_department.id, "2026-11-23")


def withdraw(version_id: UUID) -> None:
    implementation = ImplementationList.objects.get(versions=version_id)
    catalogue.withdraw_list(
        implementation_id=implementation.id, actor=factories.SYSTEM, at=w.MONDAY
    )


def on_the_list(version_id: UUID, department_id: UUID, day: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cases_power_on_list(%s, %s, %s, true)", [version_id, department_id, day]
        )
        (answer,) = cursor.fetchone()
    return bool(answer)
