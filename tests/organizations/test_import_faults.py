# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An import whose worker is killed, and two imports at once: all of it, once, or nothing."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection, connections

from tests.organizations import sheets
from tests.organizations.administrators import MORNING, administrator
from tests.organizations.factories import HANGZHOU, DepartmentFactory, PostFactory
from yiwang.foundation.actors import Actor
from yiwang.identity.models import Account, Activation
from yiwang.ledger.models import Event
from yiwang.organizations import import_checks, newcomers, services
from yiwang.organizations.enums import ImportState, StandardPost
from yiwang.organizations.errors import ImportDisturbed
from yiwang.organizations.models import (
    Department,
    PostHolding,
    StaffImport,
    StaffImportPart,
    StaffImportRow,
    StaffMember,
)
from yiwang.organizations.services import importing, imports

pytestmark = pytest.mark.django_db(transaction=True)
fork = multiprocessing.get_context("fork")
ROWS = 60


@pytest.fixture
def bureau(monkeypatch: pytest.MonkeyPatch) -> Department:
    """A department whose imports are read and taken over ten rows at a time."""
    monkeypatch.setattr(importing, "BATCH", 10)
    monkeypatch.setattr(imports, "ROWS_AT_ONCE", 10)
    return DepartmentFactory(of=HANGZHOU)


@pytest.fixture
def manager(bureau: Department) -> Actor:
    PostFactory(department=bureau, name="窗口受理岗", standard=StandardPost.COUNTER)
    return administrator(bureau, StandardPost.ADMINISTRATOR)


def sheet(bureau: Department, *, first: int = 0) -> bytes:
    return sheets.comma_separated(
        [f"K{number:04}", f"张{number}", bureau.uscc, "窗口受理岗", "13800001234"]
        for number in range(first, first + ROWS)
    )


def sent(manager: Actor, content: bytes) -> UUID:
    return services.send_staff_import(
        chunks=[content], file_name="a.csv", actor=manager, at=MORNING
    ).id


def confirmed(manager: Actor, content: bytes) -> UUID:
    import_id = sent(manager, content)
    services.check_staff_import(import_id=import_id, at=MORNING)
    services.confirm_staff_import(
        import_id=import_id, only_good_rows=False, actor=manager, at=MORNING
    )
    return import_id


def in_another_process(work: Callable[[], object]) -> int:
    """Do the work in a process of its own, on a connection of its own; return how it ended."""

    def alone() -> None:
        connections["default"] = connection.copy()
        work()

    connections.close_all()
    child = fork.Process(target=alone)
    child.start()
    child.join(60)
    assert child.exitcode is not None
    return child.exitcode


class _Killing:
    """Kills the process that it is called in, the third time."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *_anything: object, **_named: object) -> None:
        self.times += 1
        if self.times == 3:
            os.kill(os.getpid(), signal.SIGKILL)


def counted() -> tuple[int, int, int, int]:
    """Return how many members, holdings, accounts and waiting activations an import has made."""
    members = StaffMember.objects.filter(staff_number__startswith="K")
    return (
        members.count(),
        PostHolding.objects.filter(staff__in=members).count(),
        Account.objects.filter(staff__in=members).count(),
        Activation.objects.filter(account__staff__in=members).count(),
    )


def facts() -> int:
    return Event.objects.filter(kind="organizations.staff_member_created").count()


def test_a_worker_killed_while_it_takes_over_leaves_nothing_and_the_next_does_it_all(
    bureau: Department, manager: Actor
) -> None:
    import_id = confirmed(manager, sheet(bureau))
    killing = _Killing()

    def killed() -> None:
        newcomers.when_staff_are_imported("killing", killing)
        services.apply_staff_import(import_id=import_id, at=MORNING)

    assert in_another_process(killed) == -signal.SIGKILL

    assert counted() == (0, 0, 0, 0)
    assert facts() == 0
    assert StaffImport.objects.get(pk=import_id).state == ImportState.APPLYING

    services.apply_staff_import(import_id=import_id, at=MORNING)
    assert counted() == (ROWS, ROWS, ROWS, ROWS)
    assert facts() == ROWS


def test_a_worker_killed_while_it_reads_begins_again_and_counts_no_row_twice(
    bureau: Department, manager: Actor
) -> None:
    import_id = sent(manager, sheet(bureau))
    killing, copy = _Killing(), import_checks.copy_rows

    def killed() -> None:
        def copied(*given: object) -> int:
            killing()
            return copy(*given)  # type: ignore[arg-type]

        import_checks.copy_rows = copied  # type: ignore[assignment]
        services.check_staff_import(import_id=import_id, at=MORNING)

    assert in_another_process(killed) == -signal.SIGKILL
    half = StaffImport.objects.get(pk=import_id)
    assert (half.state, half.rows_read) == (ImportState.CHECKING, 20)
    assert StaffImportPart.objects.filter(staff_import=half).exists()

    made = services.check_staff_import(import_id=import_id, at=MORNING)

    assert (made.state, made.rows_read, made.rows_new) == (ImportState.CHECKED, ROWS, ROWS)
    assert StaffImportRow.objects.filter(staff_import=made).count() == ROWS


def test_rows_that_another_worker_took_away_are_noticed_and_read_again(
    bureau: Department, manager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = sent(manager, sheet(bureau))
    copy, times = import_checks.copy_rows, []

    def disturbed(*given: object) -> int:
        times.append(1)
        if len(times) == 3:
            StaffImportRow.objects.filter(staff_import=import_id).delete()
        return copy(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(import_checks, "copy_rows", disturbed)

    with pytest.raises(ImportDisturbed):
        services.check_staff_import(import_id=import_id, at=MORNING)
    assert StaffImport.objects.get(pk=import_id).state == ImportState.CHECKING

    made = services.check_staff_import(import_id=import_id, at=MORNING)
    assert (made.state, made.rows_new) == (ImportState.CHECKED, ROWS)


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do things at once, each on its own connection; return what each ended in."""
    ended: list[object] = []
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
        except Exception as problem:
            ended.append(problem)
        else:
            ended.append("done")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ended


def applied(import_id: UUID, at: datetime = MORNING) -> Callable[[], object]:
    return lambda: services.apply_staff_import(import_id=import_id, at=at)


def test_two_workers_with_the_same_import_do_it_once(bureau: Department, manager: Actor) -> None:
    import_id = confirmed(manager, sheet(bureau))

    assert at_once(applied(import_id), applied(import_id)) == ["done", "done"]

    assert counted() == (ROWS, ROWS, ROWS, ROWS)
    assert facts() == ROWS


def test_two_imports_of_the_same_people_at_once_make_nobody_twice(
    bureau: Department, manager: Actor
) -> None:
    first, second = (confirmed(manager, sheet(bureau, first=start)) for start in (0, ROWS // 2))

    ended = at_once(applied(first), applied(second))
    for import_id in (first, second):  # a worker does again what has failed
        services.apply_staff_import(import_id=import_id, at=MORNING)

    assert "done" in ended
    everybody = ROWS + ROWS // 2
    assert counted() == (everybody, everybody, everybody, everybody)
    assert facts() == everybody
    states = set(StaffImport.objects.values_list("state", flat=True))
    assert states == {ImportState.APPLIED}
