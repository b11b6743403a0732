# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What became of a code, step by step, and what it is today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from yiwang.catalogue.code_enums import SuccessionKind
from yiwang.catalogue.codes.coming import ComingChange, coming_changes
from yiwang.catalogue.enums import ListState, VersionState
from yiwang.catalogue.models import BaseItemVersion, CodeSuccession, ImplementationList

BASIC: Final = 12
MOST: Final = 200
_EVER: Final = (date.min, datetime.min.replace(tzinfo=UTC))
_FORWARD: Final = """
WITH RECURSIVE led (id, code, at) AS (
    SELECT s.id, s.new_code, (s."on", s.recorded_at) FROM catalogue_code_succession s
     WHERE s.old_code = %(code)s AND s."on" <= %(on)s
       -- What led on in an earlier life of the code is past since it came back.
       AND NOT EXISTS (
           SELECT FROM catalogue_code_succession back
            WHERE back.new_code = s.old_code AND back."on" <= %(on)s
              AND (back."on", back.recorded_at) > (s."on", s.recorded_at))
     UNION
    SELECT s.id, s.new_code, (s."on", s.recorded_at) FROM led
      JOIN catalogue_code_succession s ON s.old_code = led.code
     WHERE s."on" <= %(on)s AND (s."on", s.recorded_at) >= led.at
)
SELECT kind, old_code, new_code, "on", basis, recorded_at FROM catalogue_code_succession
 WHERE id IN (SELECT id FROM led) ORDER BY "on", recorded_at, old_code, new_code LIMIT %(most)s
"""
_BACKWARD: Final = """
WITH RECURSIVE came (id, code, at) AS (
    SELECT id, old_code, ("on", recorded_at) FROM catalogue_code_succession
     WHERE new_code = %(code)s AND "on" <= %(on)s
     UNION
    SELECT s.id, s.old_code, (s."on", s.recorded_at) FROM came
      JOIN catalogue_code_succession s ON s.new_code = came.code
     WHERE (s."on", s.recorded_at) <= came.at
)
SELECT kind, old_code, new_code, "on", basis, recorded_at FROM catalogue_code_succession
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
    recorded_at: datetime

    @property
    def moment(self) -> tuple[date, datetime]:
        """Return when the step was taken; steps on one day are told apart by their record."""
        return self.on, self.recorded_at

    @property
    def label(self) -> str:
        return str(SuccessionKind(self.kind).label)

    @property
    def done_on(self) -> date | None:
        """Return when it was done, where that is not the day from which it holds."""
        done = timezone.localdate(self.recorded_at)
        return done if done != self.on else None


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
    :ivar current: what it is on the day: itself when it has not ended, or has come back, else
        all that it became
    :ivar coming: what waits for a day ahead; until then nothing changes
    """

    code: str
    became: tuple[CodeStep, ...]
    came_from: tuple[CodeStep, ...]
    current: tuple[CurrentCode, ...]
    coming: tuple[ComingChange, ...] = ()

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


def code_history(code: str, on: date | None = None) -> CodeHistory | None:
    """Return what is known of a basic or implementation code; None when nothing is.

    :param on: as it was on a day; today when not given. What came later is left out
    """
    day = on or timezone.localdate()
    became, came_from = _steps(_FORWARD, code, day), _steps(_BACKWARD, code, day)
    current = _named_then(sorted(_last(became)) if became else [code])
    if not became and not came_from and not current:
        return None
    return CodeHistory(code, became, came_from, current, coming_changes(code))


def _last(became: Sequence[CodeStep]) -> set[str]:
    """Return the codes at which the steps end; a code that came back is one of them."""
    ended: dict[str, tuple[date, datetime]] = {}
    for step in became:
        ended[step.old] = max(ended.get(step.old, step.moment), step.moment)
    return {step.new for step in became if step.new and ended.get(step.new, _EVER) < step.moment}


def successors(code: str) -> CodeHistory | None:
    """Return where an ended code leads; None for a code that has not ended."""
    history = code_history(code)
    return history if history is not None and history.has_ended else None


def newest_steps(limit: int, before: date | None = None) -> list[CodeStep]:
    """Return the newest changes of basic codes, and the transfers of lists."""
    rows = CodeSuccession.objects.order_by("-on", "-recorded_at", "old_code", "new_code")
    if before is not None:
        rows = rows.filter(on__lt=before)
    columns = rows.values_list("kind", "old_code", "new_code", "on", "basis", "recorded_at")
    return [CodeStep(*row) for row in columns[:limit]]


def _named_then(codes: Sequence[str]) -> tuple[CurrentCode, ...]:
    """Return what codes are called; one that has ended since was in use on the day asked for."""
    found = _named(codes)
    known = {one.code for one in found}
    later = [code for code in codes if code not in known]
    return (*found, *(one for code in later for one in _ended_since(code)))


def _ended_since(code: str) -> tuple[CurrentCode, ...]:
    led = _steps(_FORWARD, code, date.max)
    if not led:
        return ()
    heirs = _named(sorted(_last(led)))
    return (CurrentCode(code, heirs[0].name if heirs else "", "", is_open=True),)


def _steps(statement: str, code: str, on: date) -> tuple[CodeStep, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"code": code, "on": on, "most": MOST})
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


def ended_codes(codes: Collection[str]) -> set[str]:
    """Return those of some codes that led on and have not come back."""
    if not codes:
        return set()
    rows = CodeSuccession.objects.filter(Q(old_code__in=codes) | Q(new_code__in=codes))
    left: dict[str, tuple[date, datetime]] = {}
    back: dict[str, tuple[date, datetime]] = {}
    for old, new, on, recorded_at in rows.values_list("old_code", "new_code", "on", "recorded_at"):
        left[old] = max(left.get(old, _EVER), (on, recorded_at))
        back[new] = max(back.get(new, _EVER), (on, recorded_at))
    return {code for code in codes if code in left and back.get(code, _EVER) <= left[code]}
