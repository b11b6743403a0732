# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How cases are told to the people they belong to: state, story so far, what comes, the clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.catalogue import selectors as catalogue
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.templatetags.yw import Moment
from yiwang.foundation.templatetags.yw_text import day, moment, short_day, workdays

if TYPE_CHECKING:
    from yiwang.cases.models import Case, Correction
    from yiwang.documents.models import IssuedDocument


@dataclass(frozen=True, slots=True)
class Chip:
    """A state as a chip shows it: a word, a tone and an icon."""

    text: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Face:
    """A case's clock as its applicant reads it: the promise, what is left, what does not count.

    :ivar headline: the one thing to know, large: 12月3日前办好
    :ivar left: what is left of the time, in words; "" when nothing runs
    :ivar share: of the promised time that is used, 0 to 100; None when nothing runs
    """

    tone: str
    icon: str
    heading: str
    headline: str
    left: str = ""
    share: int | None = None
    notes: tuple[str, ...] = ()


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
    CaseState.UNACCEPTED: ("danger", "ban"),
    CaseState.VOIDED: ("danger", "ban"),
    CaseState.REVOKED: ("danger", "ban"),
}
_BAD = frozenset({"cases.case_not_accepted", "cases.case_withdrawn"})
_PAPERS = {
    "cases.case_submitted": (NoticeKind.RECEIPT,),
    "cases.correction_asked": (NoticeKind.CORRECTION,),
    "cases.case_accepted": (NoticeKind.ACCEPTANCE,),
    "cases.case_not_accepted": (NoticeKind.NOT_ACCEPTED, NoticeKind.NOT_COMPETENT),
    "cases.case_suspended": (NoticeKind.SPECIAL_PROCEDURE,),
    "cases.extension_decided": (NoticeKind.EXTENSION,),
    "cases.case_decided": (NoticeKind.GRANTED, NoticeKind.REFUSED),
    "cases.case_withdrawn": (NoticeKind.TERMINATION,),
}
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


def story(
    entries: Iterable[cases.TimelineEntry], state: str, papers: Iterable["IssuedDocument"] = ()
) -> list[Moment]:
    """Return what happened, where it stands and what comes, in plain words.

    :param papers: of the case; each is offered at the moment it tells of
    """
    issued = {paper.kind: paper for paper in papers if paper.file}
    moments = [_told(entry, issued) for entry in entries]
    known = CaseState(state)
    if known not in _AHEAD:
        return moments
    title, note = _waits_for(known)
    moments.append(Moment(title=title, note=note, state="now"))
    ahead = _words_ahead()[_AHEAD[known] :]
    return moments + [Moment(title=words, state="todo") for words in ahead]


def _told(entry: cases.TimelineEntry, issued: Mapping[str, "IssuedDocument"]) -> Moment:
    paper = next((issued[kind] for kind in _PAPERS.get(entry.kind, ()) if kind in issued), None)
    return Moment(
        title=entry.title,
        note=" · ".join(part for part in (moment(entry.at), entry.detail) if part),
        state="bad" if entry.kind in _BAD else "done",
        url=f"/my/cases/{paper.subject_id}/papers/{paper.pk}" if paper else "",
        link=paper.title if paper else "",
    )


def clock(face: cases.ClockFace, case: "Case", *, correction: "Correction | None" = None) -> Face:
    """Return the clock of a case in plain words.

    :param correction: the notice that asks for corrections, where the page has read it
    """
    state = CaseState(case.state)
    if state == CaseState.CORRECTION:
        return _waiting_for_applicant(correction.answer_due_on if correction else None)
    if face.tone == cases.Tone.DONE:
        chip = state_chip(state)
        return Face("quiet", chip.icon, _("办理结果"), chip.text, notes=_how_it_went(case))
    if face.tone == cases.Tone.STOPPED:
        return _stopped(face)
    running = _running(face.due_on, face.days_left, is_intake=face.is_intake)
    return replace(running, share=None if face.is_intake else face.share_used, notes=_notes(face))


def brief_clock(case: "Case", *, today: date, answer_by: date | None = None) -> Face:
    """Return the clock of a case as lists show it; reads nothing but the row.

    :param answer_by: the last day to correct it, where the page has read it
    """
    state = CaseState(case.state)
    due_on = case.due_on or case.intake_due_on
    if state == CaseState.CORRECTION:
        return _waiting_for_applicant(answer_by)
    if case.decided_at or case.closed_at:
        chip = state_chip(state)
        return Face("quiet", chip.icon, _("办理结果"), chip.text)
    if state == CaseState.SUSPENDED:
        return Face("quiet", "player-pause", _("计时已暂停"), _("计时已暂停"))
    return _running(due_on, cases.days_left(due_on, today=today), is_intake=case.due_on is None)


def with_clocks(found: Sequence["Case"], *, today: date) -> list[tuple["Case", Chip, Face]]:
    """Return some cases with chip and clock; one query more where one waits for corrections."""
    answer_by = cases.correction_days(found)
    return [
        (
            case,
            state_chip(case.state),
            brief_clock(case, today=today, answer_by=answer_by.get(case.pk)),
        )
        for case in found
    ]


def _running(due_on: date | None, days: int, *, is_intake: bool) -> Face:
    left, tone, icon = _left(days)
    heading = _("还没有受理") if is_intake else _("我们承诺")
    headline = _("%(day)s前答复") if is_intake else _("%(day)s前办好")
    return Face(tone, icon, heading, headline % {"day": short_day(due_on)}, left)


def _waiting_for_applicant(answer_by: date | None) -> Face:
    headline = _("请补正材料")
    if answer_by:
        headline = _("%(day)s前补齐") % {"day": short_day(answer_by)}
    note = _("补齐之前不计时；补齐后五个工作日内答复是否受理。")
    return Face("warn", "edit", _("等您补正"), headline, notes=(note,))


def _how_it_went(case: "Case") -> tuple[str, ...]:
    if not (case.decided_at and case.due_on):
        return ()
    days = {"due": day(case.due_on), "done": day(case.decided_at)}
    return (_("承诺 %(due)s 前办好，%(done)s 作出决定。") % days,)


def _stopped(face: cases.ClockFace) -> Face:
    names = [stop.name for stop in face.stops if not stop.is_over]
    headline = _("%(name)s中") % {"name": names[-1]} if names else _("特别程序中")
    later = _("原来承诺 %(day)s前办好，结束后按停下的天数顺延。") % {"day": short_day(face.due_on)}
    return Face(
        "quiet", "player-pause", _("计时已暂停"), headline, notes=(later, *_stop_notes(face))
    )


def _left(days: int) -> tuple[str, str, str]:
    if days < 0:
        words = ngettext("已超过 %(days)d 个工作日", "已超过 %(days)d 个工作日", -days)
        return words % {"days": -days}, "danger", "alert-circle"
    if days == 0:
        return _("今天到期"), "warn", "alert-triangle"
    words = ngettext("还剩 %(days)d 个工作日", "还剩 %(days)d 个工作日", days)
    return words % {"days": days}, "", "clock"


def _notes(face: cases.ClockFace) -> tuple[str, ...]:
    notes = []
    if face.days_left < 0:
        notes.append(_("超过了期限，您可以打电话催办，也可以拨打 12345 投诉。"))
    if face.statutory_due_on and face.statutory_due_on != face.due_on and not face.is_intake:
        notes.append(_("法律规定最晚 %(day)s。") % {"day": day(face.statutory_due_on)})
    if face.is_provisional:
        notes.append(_("这一天在国家还没有公布放假安排的年份里，公布后会重新计算。"))
    return (*notes, *_stop_notes(face))


def _stop_notes(face: cases.ClockFace) -> tuple[str, ...]:
    words = _("%(name)s %(days)s不计在内（%(law)s）。")
    return tuple(
        words
        % {
            "name": stop.name,
            "days": workdays(stop.workdays),
            "law": catalogue.parse_article(stop.law, stop.article),
        }
        for stop in face.stops
    )


def _waits_for(state: CaseState) -> tuple[str, str]:
    return {
        CaseState.SUBMITTED: (
            _("等待受理"),
            _("窗口正在看您的材料，五个工作日内答复是否受理"),
        ),
        CaseState.CORRECTION: (_("等您补正"), _("等您补正，补正前不计时")),
        CaseState.ACCEPTED: (_("等待审查"), _("部门即将开始审查")),
        CaseState.IN_PROCESS: (_("正在审查"), _("部门正在审查，有结果会马上告诉您")),
        CaseState.SUSPENDED: (_("特别程序进行中"), _("这段时间不计入办理期限")),
        CaseState.DECIDED: (_("等待送达"), _("决定已经作出，正在送达")),
    }[state]


def _words_ahead() -> list[str]:
    return [_("受理"), _("审查"), _("决定"), _("送达结果")]
