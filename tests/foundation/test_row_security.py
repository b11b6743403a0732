# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows that PostgreSQL itself withholds, whatever a statement asks for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from psycopg import sql

from tests import factories
from yiwang.cases.models import Case, CaseMaterial, Draft, WorkItem
from yiwang.documents.models import StoredFile
from yiwang.foundation import reach, row_security
from yiwang.foundation.actors import Actor, ActorKind, system_actor
from yiwang.notifications.models import Message

TABLES = [model._meta.db_table for model, _rule in row_security.protected_models()]
SITE = "yiwang_test_site"


@pytest.fixture
def world(db: None) -> factories.World:
    return factories.world()


@pytest.fixture
def case(world: factories.World) -> Any:
    return factories.submitted_case(world)


@contextmanager
def reaching(actor: Actor) -> Iterator[None]:
    with reach.a_request():
        reach.become(actor)
        yield


def citizen(applicant_id: Any) -> Actor:
    return Actor(kind=ActorKind.CITIZEN, account_id=uuid4(), person_id=applicant_id)


def clerk_of(department_id: Any, *, covers_subtree: bool = False) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        account_id=uuid4(),
        department_id=department_id,
        covers_subtree=covers_subtree,
    )


def seen() -> set[Any]:
    return set(Case.objects.values_list("id", flat=True))


def test_the_dozen_tables_of_citizens_matters_are_guarded():
    assert len(TABLES) >= 12
    assert {"cases_case", "cases_draft", "documents_file", "notifications_message"} <= set(TABLES)


def test_a_citizen_sees_their_own_cases_and_nobody_else_s(case):
    with reaching(citizen(case.applicant_id)):
        assert seen() == {case.id}
        assert CaseMaterial.objects.count() > 0
        assert WorkItem.objects.count() == 1
    with reaching(citizen(uuid4())):
        assert seen() == set()
        assert CaseMaterial.objects.count() == 0
        assert WorkItem.objects.count() == 0


def test_a_department_sees_its_own_cases_and_no_other_department_s(case):
    with reaching(clerk_of(case.department_id)):
        assert seen() == {case.id}
    with reaching(clerk_of(uuid4())):
        assert seen() == set()


def test_a_post_that_covers_the_divisions_below_crosses_departments(case):
    with reaching(clerk_of(uuid4(), covers_subtree=True)):
        assert seen() == {case.id}


def test_nobody_sees_nothing_until_it_is_known_who_acts(case):
    with reach.a_request():
        assert seen() == set()
        reach.become(citizen(case.applicant_id))
        assert seen() == {case.id}


def test_after_a_request_nothing_of_its_reach_is_left(case):
    with reaching(citizen(uuid4())):
        assert seen() == set()

    assert seen() == {case.id}
    assert connection_role() == session_role()


def test_a_citizen_cannot_write_a_draft_for_somebody_else(world):
    stranger = citizen(uuid4())
    draft = Draft(
        region_code="330106000000",
        applicant_id=uuid4(),
        account_id=uuid4(),
        version_id=world.shop.version_id,
        item_name="x",
        updated_at=timezone.now(),
    )

    with (
        reaching(stranger),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        draft.save(force_insert=True)


def test_a_message_is_read_by_whom_it_is_for(case):
    Message.objects.create(
        recipient_id=case.applicant_id, kind="accepted", source_key="t", created_at=timezone.now()
    )

    with reaching(citizen(case.applicant_id)):
        assert Message.objects.count() == 1
    with reaching(citizen(uuid4())):
        assert Message.objects.count() == 0
    with reaching(clerk_of(case.department_id)):
        assert Message.objects.count() == 0


def test_a_file_is_seen_through_the_case_that_it_was_handed_in_with(case):
    handed_in = set(CaseMaterial.objects.values_list("file_id", flat=True))

    with reaching(clerk_of(case.department_id)):
        assert set(StoredFile.objects.values_list("id", flat=True)) == handed_in
    with reaching(clerk_of(uuid4())):
        assert StoredFile.objects.count() == 0


def test_a_savepoint_that_is_rolled_back_does_not_bring_an_older_reach_back(case):
    with reaching(citizen(uuid4())):
        seen()
        with transaction.atomic():
            reach.become(citizen(case.applicant_id))
            assert seen() == {case.id}
            transaction.set_rollback(True)
        assert seen() == {case.id}
        reach.become(citizen(uuid4()))
        assert seen() == set()


@pytest.mark.django_db(transaction=True)
def test_a_statement_outside_a_transaction_keeps_within_its_reach_too():
    case = factories.submitted_case(factories.world())

    with reaching(citizen(uuid4())):
        assert seen() == set()
        assert connection_role() == reach.CITIZEN_ROLE
    with reaching(citizen(case.applicant_id)):
        assert seen() == {case.id}
    assert connection_role() == session_role()


@pytest.mark.django_db(transaction=True)
def test_an_isolation_level_can_still_be_chosen_first():
    with reaching(citizen(uuid4())), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

        assert seen() == set()


def test_a_process_of_our_own_reaches_everything():
    assert reach.of(system_actor("sweep")) == reach.EVERYWHERE


def test_a_system_s_reach_is_its_department(case):
    client = Actor(kind=ActorKind.CLIENT, client_id="x", department_id=case.department_id)

    with reaching(client):
        assert seen() == {case.id}


def connection_role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def session_role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        return str(cursor.fetchone()[0])


# ── the role that a site connects as


@pytest.fixture
def site(transactional_db: None) -> Iterator[psycopg.Connection[Any]]:
    """Connect as a role that owns nothing, as a running site does."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {SITE}" if _exists(SITE) else "SELECT 1")
        cursor.execute(f"DROP ROLE IF EXISTS {SITE}")
        cursor.execute(f"CREATE ROLE {SITE} LOGIN PASSWORD 'site'")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {SITE}")
        cursor.execute(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {SITE}")
    row_security.install(login_roles=[SITE])
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=SITE,
        password="site",
    ) as opened:
        yield opened
        opened.rollback()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {SITE}")
        cursor.execute(f"DROP ROLE {SITE}")


def _exists(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def _count(site: psycopg.Connection[Any], table: str) -> int:
    row = site.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


def test_a_site_that_has_told_nothing_sees_nothing(site):
    case = factories.submitted_case(factories.world())

    assert {table: _count(site, table) for table in TABLES} == dict.fromkeys(TABLES, 0)

    site.execute("SELECT set_config('role', %s, true)", [reach.EVERYWHERE_ROLE])
    assert _count(site, "cases_case") == Case.objects.filter(id=case.id).count() == 1


def test_what_a_site_was_told_ends_with_its_transaction(site):
    factories.submitted_case(factories.world())
    site.execute("SELECT set_config('role', %s, true)", [reach.EVERYWHERE_ROLE])
    assert _count(site, "cases_case") == 1

    site.rollback()

    assert _count(site, "cases_case") == 0


def test_the_indexes_are_used_below_the_policies(site):
    """The list of a citizen's cases is one index scan, policy and all."""
    case = factories.submitted_case(factories.world())
    site.execute("SET LOCAL enable_seqscan = off")
    site.execute(
        "SELECT set_config('role', %s, true), set_config('yiwang.applicant', %s, true)",
        [reach.CITIZEN_ROLE, str(case.applicant_id)],
    )

    plan = "\n".join(
        row[0]
        for row in site.execute(
            "EXPLAIN SELECT id FROM cases_case WHERE applicant_id = %s"
            " ORDER BY submitted_at DESC LIMIT 20",
            [case.applicant_id],
        )
    )

    assert "Index" in plan
    assert "Seq Scan" not in plan


def test_every_role_of_row_security_may_what_the_site_may_and_no_more(site):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, 'cases_case', 'SELECT'),"
            " has_table_privilege(%s, 'ledger_event', 'DELETE')",
            [reach.CITIZEN_ROLE, SITE],
        )
        assert cursor.fetchone() == (True, False)


@pytest.mark.django_db
def test_a_statement_about_files_plans_none_of_the_tables_that_lead_to_files() -> None:
    with reaching(citizen(uuid4())), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT sha256 FROM documents_file WHERE id = %s", [uuid4()])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "documents_file_also_seen" in plan
    assert not [table for table in TABLES if table != "documents_file" and f" {table} " in plan]
