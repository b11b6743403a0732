# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""So many papers at once on one machine: previews are refused, issuing comes again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest

from tests.documents.conftest import issue
from yiwang.documents import tasks, turns
from yiwang.documents.errors import StorageUnavailable, TypesettingBusy
from yiwang.documents.models import IssuedDocument, StoredFile
from yiwang.documents.templating import compiling
from yiwang.documents.typesetting import typeset
from yiwang.foundation.web.problems import problem
from yiwang.organizations.models import Department

AT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
LABEL = {"kind": "label", "title": "快递面单", "labels": []}
HOLDER = """
import sys
from django.conf import settings
settings.configure(
    TYPESETTING_TURNS=sys.argv[1], TYPESETTING_AT_ONCE=2, TYPESETTING_PATIENCE_SECONDS=0
)
from yiwang.documents import turns
with turns.for_issuing(seconds=0), turns.turn():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _two_at_once(settings: Any, tmp_path: Path) -> None:
    settings.TYPESETTING_TURNS = tmp_path / "turns"
    settings.TYPESETTING_AT_ONCE = 2
    settings.TYPESETTING_PATIENCE_SECONDS = 0


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Let another process of this machine hold a turn."""
    begun: list[subprocess.Popen[str]] = []

    def hold() -> subprocess.Popen[str]:
        begun.append(
            subprocess.Popen(
                [sys.executable, "-c", HOLDER, str(tmp_path / "turns")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            )
        )
        assert begun[-1].stdout is not None
        assert begun[-1].stdout.readline() == "held\n"
        return begun[-1]

    yield hold
    for each in begun:
        each.kill()
        each.communicate()


def all_taken() -> ExitStack:
    held = ExitStack()
    for _turn in range(2):
        with turns.for_issuing(seconds=0):
            held.enter_context(turns.turn())
    return held


def test_a_preview_is_refused_while_all_turns_are_taken_and_says_when_to_try_again():
    with all_taken(), pytest.raises(TypesettingBusy) as refused:
        typeset(LABEL, at=AT)

    answer = problem(refused.value, request=HttpRequest())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "再试" in str(refused.value)
    assert typeset(LABEL, at=AT).startswith(b"%PDF")


def test_what_staff_wrote_waits_for_its_turn_too():
    wrapped = compiling.Wrapped({"main.typ": "一"})
    with all_taken(), pytest.raises(TypesettingBusy):
        compiling.set_pictures(wrapped, {})

    assert len(compiling.set_pictures(wrapped, {})) == 1


def test_previews_leave_one_turn_to_issuing():
    with turns.turn():
        with pytest.raises(TypesettingBusy), turns.turn():
            pass
        with turns.for_issuing(seconds=0), turns.turn():
            pass


def test_a_machine_with_one_turn_shares_it(settings):
    settings.TYPESETTING_AT_ONCE = 1

    with (
        turns.turn(),
        turns.for_issuing(seconds=0),
        pytest.raises(TypesettingBusy),
        turns.turn(),
    ):
        pass
    with turns.turn():
        pass


def test_whoever_waits_gets_the_turn_that_is_given_back(settings):
    settings.TYPESETTING_PATIENCE_SECONDS = 20
    held, got = all_taken(), []
    waiting = Thread(target=lambda: got.append(typeset(LABEL, at=AT)))

    waiting.start()
    held.close()
    waiting.join(timeout=20)

    assert got


def test_turns_are_counted_across_processes_and_come_back_from_the_dead(elsewhere):
    first, second = elsewhere(), elsewhere()
    with turns.for_issuing(seconds=0), pytest.raises(TypesettingBusy), turns.turn():
        pass

    second.send_signal(signal.SIGKILL)
    second.wait()

    with turns.for_issuing(seconds=5), turns.turn():
        assert first.poll() is None


def test_a_turn_is_held_by_the_program_that_was_begun_with_it():
    with turns.for_issuing(seconds=0):
        with turns.turn() as held:
            program = subprocess.Popen(
                [sys.executable, "-c", "import sys; sys.stdin.read()"],
                stdin=subprocess.PIPE,
                pass_fds=(held,),
            )
        with turns.turn(), pytest.raises(TypesettingBusy), turns.turn():
            pass
        program.communicate()
        with turns.turn(), turns.turn():
            pass


@pytest.mark.django_db
def test_a_job_that_finds_no_turn_comes_again_and_makes_one_file(bureau: Department) -> None:
    document = issue(bureau)
    with all_taken(), pytest.raises(TypesettingBusy) as refused:
        tasks.render(str(document.pk))
    assert IssuedDocument.objects.unrendered().count() == 1
    assert not StoredFile.objects.exists()
    for attempts in (0, 500):
        job: Any = SimpleNamespace(attempts=attempts)
        assert tasks._IN_TURN.get_retry_decision(exception=refused.value, job=job)

    tasks.render(str(document.pk))
    tasks.render(str(document.pk))

    assert StoredFile.objects.count() == 1
    assert not IssuedDocument.objects.unrendered().exists()


def test_other_failures_are_tried_as_often_as_before():
    job: Any = SimpleNamespace(attempts=10)

    assert tasks._IN_TURN.get_retry_decision(exception=StorageUnavailable(), job=job) is None
    job.attempts = 1
    assert tasks._IN_TURN.get_retry_decision(exception=StorageUnavailable(), job=job)
