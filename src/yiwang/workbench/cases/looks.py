# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How states, clocks and stories of cases look in the workbench."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.foundation.templatetags.yw import Moment
from yiwang.foundation.templatetags.yw_text import moment

STATES = {
    CaseState.SUBMITTED: ("", "send"),
    CaseState.CORRECTION: ("warn", "edit"),
    CaseState.NOT_ACCEPTED: ("danger", "ban"),
    CaseState.SUSPENDED: ("quiet", "player-pause"),
    CaseState.DECIDED: ("", "gavel"),
    CaseState.CLOSED: ("quiet", "circle-check"),
    CaseState.WITHDRAWN: ("quiet", "arrow-back-up"),
    CaseState.UNACCEPTED: ("danger", "ban"),
    CaseState.VOIDED: ("danger", "ban"),
    CaseState.REVOKED: ("danger", "ban"),
}
BAD = frozenset({"cases.case_not_accepted", "cases.case_withdrawn"})


@dataclass(frozen=True, slots=True)
class Chip:
    """A state: a word, a tone and an icon."""

    text: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Face:
    """What the clock component shows."""

    due_on: date | None
    state: str
    remaining: int
    share: int
    is_intake: bool
    is_provisional: bool
    statutory_due_on: date | None
    note: str


def chip_of(state: str) -> Chip:
    """Return the chip of a case's state."""
    known = CaseState(state)
    tone, icon = STATES.get(known, ("", "hourglass"))
    return Chip(str(known.label), tone, icon)


def face_of(face: cases.ClockFace) -> Face:
    """Return a case's clock for the component, with what does not count in words."""
    states = {cases.Tone.DONE: "done", cases.Tone.STOPPED: "stopped"}
    return Face(
        due_on=face.due_on,
        state=states.get(face.tone, "running"),
        remaining=face.days_left,
        share=face.share_used,
        is_intake=face.is_intake,
        is_provisional=face.is_provisional,
        statutory_due_on=face.statutory_due_on,
        note=" ".join(
            _("%(name)s %(days)d 个工作日不计在内（《%(law)s》第%(article)s条）")
            % {"name": stop.name, "days": stop.workdays, "law": stop.law, "article": stop.article}
            for stop in face.stops
        ),
    )


def moments_of(entries: Iterable[cases.TimelineEntry]) -> list[Moment]:
    """Return what happened, each with its time and its place in the ledger."""
    return [
        Moment(
            title=entry.title,
            note=" · ".join(part for part in (moment(entry.at), entry.detail) if part),
            state="bad" if entry.kind in BAD else "done",
            url=f"/workbench/ledger/{entry.seq}/proof" if entry.seq is not None else "",
            link=_("账本第 %(seq)s 条") % {"seq": entry.seq} if entry.seq is not None else "",
        )
        for entry in entries
    ]
