# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import io
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from operations import datasets, loading, memory
from operations.loading import Step
from yiwang.documents import turns


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Three steps that note that they ran, and a memory without a database."""
    done: list[str] = []
    kept: dict[str, str] = {}

    def step(name: str, group: str) -> Step:
        return Step(name, group, name.title(), (f"{name}/*",), lambda _tick: done.append(name) or 1)

    for name in ("calendar", "people", "laws"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.csv").write_text("1")
    made = (step("calendar", "reference"), step("people", "demo"), step("laws", "extra"))
    monkeypatch.setattr(datasets, "STEPS", made)
    monkeypatch.setattr(loading, "DATA", tmp_path)
    monkeypatch.setattr(memory, "recall", lambda _url: dict(kept))
    monkeypatch.setattr(memory, "remember", lambda _url, name, mark: kept.update({name: mark}))
    return done


def load(*names: str, is_forced: bool = False) -> None:
    chosen = loading.choose(names)
    loading.load(chosen, url="", console=Console(quiet=True), is_forced=is_forced)


def test_all_means_reference_and_demo_but_no_extra(ran: list[str]):
    load("all")

    assert ran == ["calendar", "people"]


def test_an_extra_is_loaded_by_its_name(ran: list[str]):
    load("laws")

    assert ran == ["laws"]


def test_what_has_not_changed_is_loaded_once(ran: list[str]):
    load("calendar")
    load("calendar")

    assert ran == ["calendar"]


def test_force_loads_again(ran: list[str]):
    load("calendar")
    load("calendar", is_forced=True)

    assert ran == ["calendar", "calendar"]


def test_a_changed_file_is_loaded_again(ran: list[str], tmp_path: Path):
    load("calendar")
    (tmp_path / "calendar" / "a.csv").write_text("2")
    load("calendar")

    assert ran == ["calendar", "calendar"]


def test_what_a_load_has_kept_is_said_below_it(
    ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = loading.Done.saying(1_234, ("2 items stay as they are [bold]",))
    step = Step("calendar", "reference", "Calendar", ("calendar/*",), lambda _tick: said)
    monkeypatch.setattr(datasets, "STEPS", (step,))
    console = Console(record=True, width=100, quiet=False, file=io.StringIO())

    loading.load([step], url="", console=console)

    lines = console.export_text().splitlines()
    assert lines[0].startswith("Calendar: 1,234 (")
    assert lines[1] == "  2 items stay as they are [bold]"


def test_a_step_that_fails_is_not_remembered(ran: list[str], monkeypatch: pytest.MonkeyPatch):
    def fail(_tick: loading.Tick) -> int:
        raise ValueError("bad row")

    broken = Step("calendar", "reference", "Calendar", ("calendar/*",), fail)
    monkeypatch.setattr(datasets, "STEPS", (broken,))

    with pytest.raises(ValueError, match="bad row"):
        load("calendar")
    assert loading.waiting(memory.recall(""), ["reference"]) == ["calendar"]


def test_papers_of_the_demonstration_wait_for_their_turn_on_a_slow_machine(
    monkeypatch: pytest.MonkeyPatch,
):
    waits: list[float] = []

    def load_papers(_tick: loading.Tick, *, at: datetime) -> int:
        waiting = turns._waiting.get()
        waits.append(waiting.seconds if waiting else 0)
        return 1

    module = SimpleNamespace(load=load_papers)
    monkeypatch.setitem(sys.modules, "operations.demo.papers_at_once", module)

    assert datasets._demo("papers_at_once")(lambda _done, _of: None) == 1
    assert waits == [datasets.LOADS_PATIENCE]


def test_an_unknown_name_is_refused(ran: list[str]):
    with pytest.raises(LookupError, match="moonlight"):
        loading.choose(["calendar", "moonlight"])


def test_every_pattern_of_the_real_steps_finds_files():
    for step in datasets.STEPS:
        for pattern in step.files:
            assert list(loading.DATA.glob(pattern)), f"{step.name}: {pattern}"
