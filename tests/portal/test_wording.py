# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How a case's clock is told to the person it belongs to."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.cases.queries.clock_face import StopFace
from yiwang.portal import wording

DUE_ON = date(2026, 12, 3)
STOP = StopFace(
    name="专家评审", law="中华人民共和国行政许可法", article="45", workdays=2, is_over=False
)


def case(state=CaseState.IN_PROCESS, **facts):
    return SimpleNamespace(
        **{"state": state, "due_on": DUE_ON, "decided_at": None, "closed_at": None} | facts
    )


def face(**facts):
    usual = {
        "tone": cases.Tone.FINE,
        "due_on": DUE_ON,
        "statutory_due_on": DUE_ON,
        "days_left": 3,
        "share_used": 40,
        "is_intake": False,
        "is_provisional": False,
    }
    return cases.ClockFace(**usual | facts)


def test_a_running_clock_tells_the_promise_and_what_is_left():
    told = wording.clock(face(), case())

    assert (told.heading, told.headline, told.left) == (
        "我们承诺",
        "12月3日前办好",
        "还剩 3 个工作日",
    )
    assert told.share == 40
    assert told.tone == ""


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [(0, "今天到期", "warn"), (-9, "已超过 9 个工作日", "danger")],
)
def test_the_last_day_and_what_is_late_stand_out(left, words, tone):
    told = wording.clock(face(days_left=left), case())

    assert (told.left, told.tone) == (words, tone)


def test_who_waits_too_long_is_told_what_to_do():
    late = wording.clock(face(days_left=-1), case())

    assert any("12345" in note for note in late.notes)


def test_before_acceptance_the_day_is_the_one_for_an_answer():
    told = wording.clock(face(is_intake=True), case(CaseState.SUBMITTED))

    assert (told.heading, told.headline, told.share) == ("还没有受理", "12月3日前答复", None)


def test_corrections_have_their_own_day_and_no_other():
    asked = SimpleNamespace(answer_due_on=date(2026, 12, 12))

    told = wording.clock(
        face(tone=cases.Tone.STOPPED), case(CaseState.CORRECTION), correction=asked
    )

    assert (told.heading, told.headline, told.left) == ("等您补正", "12月12日前补齐", "")


def test_a_clock_that_stands_still_names_the_law_that_stops_it():
    told = wording.clock(face(tone=cases.Tone.STOPPED, stops=(STOP,)), case(CaseState.SUSPENDED))

    assert (told.heading, told.headline) == ("计时已暂停", "专家评审中")
    assert "专家评审 2 个工作日不计在内（《行政许可法》第四十五条）。" in told.notes
    assert told.left == ""


@pytest.mark.parametrize(
    ("state", "words"), [(CaseState.CLOSED, "已办结"), (CaseState.WITHDRAWN, "已撤回")]
)
def test_what_is_over_is_called_what_it_is(state, words):
    told = wording.clock(face(tone=cases.Tone.DONE), case(state))

    assert (told.heading, told.headline, told.left) == ("办理结果", words, "")


def test_a_decision_is_held_against_the_promise():
    at = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))

    told = wording.clock(face(tone=cases.Tone.DONE), case(CaseState.CLOSED, decided_at=at))

    assert told.notes == ("承诺 2026年12月3日 前办好，2026年12月1日 作出决定。",)


def test_working_days_are_counted_in_english():
    with translation.override("en"):
        assert wording.clock(face(days_left=1), case()).left == "1 working day left"
        assert wording.clock(face(days_left=2), case()).left == "2 working days left"
