# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How cases are told to the people they belong to: state, story so far, what comes, the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.foundation.templatetags.yw import Moment
from yiwang.foundation.templatetags.yw_text import moment


@dataclass(frozen=True, slots=True)
class Chip:
    """A state as a chip shows it: a word, a tone and an icon."""

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


_TONES = {
    CaseState.SUBMITTED: ("", "send"),
    CaseState.CORRECTION: ("warn", "edit"),
    CaseState.NOT_ACCEPTED: ("danger", "ban"),
    CaseState.ACCEPTED: ("", "clipboard-check"),
    CaseState.IN_PROCESS: ("", "hourglass"),
    CaseState.SUSPENDED: ("quiet", "player-pause"),
    CaseState.DECIDED: ("", "gavel"),
    CaseState.DELIVERED: ("", "truck-delivery"),
    CaseState.CLOSED: ("quiet", "circle-check"),
    CaseState.WITHDRAWN: ("quiet", "arrow-back-up"),
}
_BAD = frozenset({"cases.case_not_accepted", "cases.case_withdrawn"})
_AHEAD = {
    CaseState.SUBMITTED: 0,
    CaseState.CORRECTION: 0,
    CaseState.ACCEPTED: 1,
    CaseState.IN_PROCESS: 2,
    CaseState.SUSPENDED: 2,
    CaseState.DECIDED: 3,
}


def state_chip(state: str) -> Chip:
    """Return the chip of a case's state."""
    known = CaseState(state)
    tone, icon = _TONES.get(known, ("quiet", "circle-dashed"))
    return Chip(str(known.label), tone, icon)


def story(entries: Iterable[cases.TimelineEntry], state: str) -> list[Moment]:
    """Return what happened, where it stands and what comes, in plain words."""
    moments = [
        Moment(
            title=entry.title,
            note=" · ".join(part for part in (moment(entry.at), entry.detail) if part),
            state="bad" if entry.kind in _BAD else "done",
        )
        for entry in entries
    ]
    known = CaseState(state)
    if known not in _AHEAD:
        return moments
    moments.append(Moment(title=str(known.label), note=_waits_for(known), state="now"))
    ahead = _words_ahead()[_AHEAD[known] :]
    return moments + [Moment(title=words, state="todo") for words in ahead]


def clock(face: cases.ClockFace) -> Face:
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
        note="".join(
            _stop_words(stop.name, stop.workdays, stop.law, stop.article) for stop in face.stops
        ),
    )


def _stop_words(name: str, days: int, law: str, article: str) -> str:
    words = _("%(name)s %(days)d 个工作日不计在内（《%(law)s》第%(article)s条）。")
    return words % {"name": name, "days": days, "law": law, "article": article}


def _waits_for(state: CaseState) -> str:
    return {
        CaseState.SUBMITTED: _("窗口正在看您的材料，五个工作日内答复是否受理"),
        CaseState.CORRECTION: _("等您补正，补正前不计时"),
        CaseState.ACCEPTED: _("部门即将开始审查"),
        CaseState.IN_PROCESS: _("部门正在审查"),
        CaseState.SUSPENDED: _("特别程序进行中，时间不计入期限"),
        CaseState.DECIDED: _("决定已经作出，正在送达"),
    }[state]


def _words_ahead() -> list[str]:
    return [_("受理"), _("审查"), _("决定"), _("送达结果")]
