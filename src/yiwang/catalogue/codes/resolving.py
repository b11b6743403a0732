# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What became of a code, step by step, and what it is today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

from yiwang.catalogue.enums import ListState, SuccessionKind, VersionState
from yiwang.catalogue.models import BaseItemVersion, CodeSuccession, ImplementationList

BASIC: Final = 12
MOST: Final = 200
_FORWARD: Final = """
WITH RECURSIVE led (id, code) AS (
    SELECT id, new_code FROM catalogue_code_succession WHERE old_code = %(code)s
     UNION
    SELECT s.id, s.new_code FROM led
      JOIN catalogue_code_succession s ON s.old_code = led.code
)
SELECT kind, old_code, new_code, "on", basis FROM catalogue_code_succession
 WHERE id IN (SELECT id FROM led) ORDER BY "on", recorded_at, old_code, new_code LIMIT %(most)s
"""
_BACKWARD: Final = """
WITH RECURSIVE came (id, code) AS (
    SELECT id, old_code FROM catalogue_code_succession WHERE new_code = %(code)s
     UNION
    SELECT s.id, s.old_code FROM came
      JOIN catalogue_code_succession s ON s.new_code = came.code
)
SELECT kind, old_code, new_code, "on", basis FROM catalogue_code_succession
 WHERE id IN (SELECT id FROM came) ORDER BY "on", recorded_at, old_code, new_code LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class CodeStep:
    """One step from a code to the next; ``new`` is "" where it was abolished."""

    kind: str
    old: str
    new: str
    on: date
    basis: str

    @property
    def label(self) -> str:
        return str(SuccessionKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class CurrentCode:
    """What a code is called today, and whether it is in use."""

    code: str
    name: str
    department: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class CodeHistory:
    """Everything about a code.

    :ivar became: the steps that lead on from it
    :ivar came_from: the steps that lead to it
    :ivar current: what it is today: itself when it has not ended, else all that it became
    """

    code: str
    became: tuple[CodeStep, ...]
    came_from: tuple[CodeStep, ...]
    current: tuple[CurrentCode, ...]

    @property
    def has_ended(self) -> bool:
        return bool(self.became)

    @property
    def in_use(self) -> tuple[CurrentCode, ...]:
        return tuple(one for one in self.current if one.is_open)

    @property
    def only_successor(self) -> str:
        """The one code that it leads to; "" where there is none, or a choice."""
        found = self.in_use
        return found[0].code if self.has_ended and len(found) == 1 else ""


def code_history(code: str) -> CodeHistory | None:
    """Return what is known of a basic or implementation code; None when nothing is."""
    became, came_from = _steps(_FORWARD, code), _steps(_BACKWARD, code)
    ended = {step.old for step in became}
    reached = {step.new for step in became if step.new} - ended
    current = _named(sorted(reached) if became else [code])
    if not became and not came_from and not current:
        return None
    return CodeHistory(code, became, came_from, current)


def successors(code: str) -> CodeHistory | None:
    """Return where an ended code leads; None for a code that has not ended."""
    history = code_history(code)
    return history if history is not None and history.has_ended else None


def newest_steps(limit: int, before: date | None = None) -> list[CodeStep]:
    """Return the newest changes of basic codes, and the transfers of lists."""
    rows = CodeSuccession.objects.order_by("-on", "-recorded_at", "old_code", "new_code")
    if before is not None:
        rows = rows.filter(on__lt=before)
    columns = rows.values_list("kind", "old_code", "new_code", "on", "basis")
    return [CodeStep(*row) for row in columns[:limit]]


def _steps(statement: str, code: str) -> tuple[CodeStep, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"code": code, "most": MOST})
        return tuple(CodeStep(*row) for row in cursor.fetchall())


def _named(codes: Sequence[str]) -> tuple[CurrentCode, ...]:
    basic = [code for code in codes if len(code) == BASIC]
    full = [code for code in codes if len(code) != BASIC]
    return (*_named_items(basic), *_named_lists(full))


def _named_items(codes: Collection[str]) -> tuple[CurrentCode, ...]:
    if not codes:
        return ()
    rows = (
        BaseItemVersion.objects.filter(base_item__code__in=codes)
        .exclude(state=VersionState.DRAFT)
        .order_by("base_item__code", "-number")
        .distinct("base_item__code")
        .values_list("base_item__code", "name", "state")
    )
    return tuple(
        CurrentCode(code, name, "", state == VersionState.PUBLISHED) for code, name, state in rows
    )


def _named_lists(codes: Collection[str]) -> tuple[CurrentCode, ...]:
    if not codes:
        return ()
    rows = (
        ImplementationList.objects.filter(code__in=codes)
        .order_by("code")
        .values_list("code", "current__base_version__name", "department__name", "state")
    )
    return tuple(
        CurrentCode(code, name or "", department, state == ListState.OPEN)
        for code, name, department, state in rows
    )
