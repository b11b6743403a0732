# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The data that a site starts with, in the order in which it depends on itself.

Each step names the files it reads; a step whose files have not changed since it last ran on this
database is skipped.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from config.environment import ROOT
from operations import memory
from operations.errors import OperationFailed

DATA = ROOT / "data"
MOST_FAULTS_SHOWN = 50

# Told how much is done: (done, of how much).
Tick = Callable[[int, int], None]


class Done(int):
    """How many rows there are now, and what is to be said besides: one line each."""

    notes: tuple[str, ...] = ()

    @classmethod
    def saying(cls, count: int, notes: tuple[str, ...]) -> "Done":
        made = cls(count)
        made.notes = notes
        return made


@dataclass(frozen=True, slots=True)
class Step:
    """One load.

    :param name: what ``yiwang load`` calls it
    :param group: ``all`` is reference and demo; an extra is loaded only by its own name
    :param files: patterns under ``data/`` that it reads
    :param run: does it, and returns how many rows there are now; ``Done`` says more
    :param revision: raised when the loader changes so that it must run again on the same files
    """

    name: str
    group: Literal["reference", "demo", "extra"]
    title: str
    files: tuple[str, ...]
    run: Callable[[Tick], int]
    revision: int = 1

    def fingerprint(self) -> str:
        found = [path for pattern in self.files for path in DATA.glob(pattern) if path.is_file()]
        return memory.fingerprint(found, extra=str(self.revision))


def steps() -> Sequence[Step]:
    """Return all steps in order."""
    from operations.datasets import STEPS

    return STEPS


def waiting(done: Mapping[str, str], groups: Iterable[str]) -> list[str]:
    """Return the names of the groups' steps that have not run on their present files."""
    wanted = set(groups)
    return [
        step.name
        for step in steps()
        if step.group in wanted and done.get(f"load {step.name}") != step.fingerprint()
    ]


def choose(names: Iterable[str]) -> list[Step]:
    """Return the steps that names mean: ``all``, a group, or single steps.

    :raises LookupError: a name means nothing
    """
    wanted = set(names)
    known = {step.name for step in steps()} | {step.group for step in steps()} | {"all"}
    if unknown := sorted(wanted - known):
        raise LookupError(", ".join(unknown))
    if "all" in wanted:
        wanted |= {"reference", "demo"}
    return [step for step in steps() if wanted & {step.group, step.name}]


def load(chosen: Sequence[Step], *, url: str, console: Console, is_forced: bool = False) -> None:
    """Run steps, each with its progress and one line when it is done."""
    done = memory.recall(url)
    for step in chosen:
        mark = step.fingerprint()
        if not is_forced and done.get(f"load {step.name}") == mark:
            console.print(f"[dim]{step.title}: already loaded[/dim]")
            continue
        started = time.monotonic()
        with _progress(step, console) as tick:
            count = step.run(tick)
        memory.remember(url, f"load {step.name}", mark)
        console.print(f"{step.title}: {count:,} ({time.monotonic() - started:.1f} s)")
        for note in count.notes if isinstance(count, Done) else ():
            console.print(f"  {note}", markup=False, soft_wrap=True)


def load_list_file(path: Path, *, console: Console) -> None:
    """Publish the implementation lists of a file; say how many, or every fault by line and element.

    :raises OperationFailed: the file cannot be read, or something in it is wrong; nothing is kept
    """
    from operations import database

    with database.django_ready(has_limits=False):
        from django.utils import timezone

        from yiwang.catalogue import services as catalogue
        from yiwang.foundation.actors import system_actor
        from yiwang.foundation.errors import DomainError

        started = time.monotonic()
        try:
            with _telling(path.name, console) as tick:
                report = catalogue.load_list_file(
                    path=path, actor=system_actor("load"), at=timezone.now(), progress=tick
                )
        except DomainError as refusal:
            for fault in refusal.errors[:MOST_FAULTS_SHOWN]:
                console.print(f"{fault.path}: {fault.message}", markup=False)
            raise OperationFailed(str(refusal)) from refusal
        seconds = time.monotonic() - started
        console.print(f"{path.name}: {report.read:,} / {report.changed:,} ({seconds:.1f} s)")
        for note in report.kept:
            console.print(f"  {note}", markup=False, soft_wrap=True)


@contextmanager
def _progress(step: Step, console: Console) -> Iterator[Tick]:
    with _telling(step.title, console) as tick:
        yield tick


@contextmanager
def _telling(title: str, console: Console) -> Iterator[Tick]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
    )
    is_quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=is_quiet) as progress:
        task = progress.add_task(title, total=None)

        def tick(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield tick
