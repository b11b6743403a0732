# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.scenarios.worlds import scenario, surroundings
from yiwang.catalogue.guidance_refusals import AnswersDoNotFit, ScenarioInvalid
from yiwang.catalogue.scenarios.checking import scenario_faults
from yiwang.catalogue.scenarios.exploring import explore
from yiwang.catalogue.scenarios.shape import dump_scenario, read_scenario
from yiwang.catalogue.scenarios.walking import walk
from yiwang.workflow.dmn.reader import read_dmn


def faults_of(content: dict[str, Any], **around: Any) -> set[tuple[str, str]]:
    found = scenario_faults(read_scenario(content), surroundings(**around))
    return {(fault.path, fault.code) for fault in found}


def test_a_sound_scenario_has_no_faults_and_is_stored_without_loss() -> None:
    read = read_scenario(scenario())

    assert faults_of(scenario()) == set()
    assert read_scenario(dump_scenario(read)) == read


@pytest.mark.parametrize(
    ("place", "change", "path", "code"),
    [
        (("questions", 0, "key"), "small", "/outcomes/0/key", "taken"),
        (("questions", 0, "key"), "table", "/questions/0/key", "taken"),
        (("questions", 0, "choices", 0, "to"), "nobody", "/questions/0/choices/0/to", "unknown"),
        (("questions", 0, "choices", 0, "to"), "table", "/questions/0/choices/0/to", "unknown"),
        (("questions", 0, "choices", 1, "code"), "food", "/questions/0/choices/1/code", "taken"),
        (("questions", 0, "choices", 1, "to"), "", "/questions/0", "nowhere"),
        (("questions", 0, "choices", 1, "to"), "large", "/outcomes/2", "unreachable"),
        (
            ("questions", 0, "choices", 0, "fill"),
            {"nothing": True},
            "/questions/0/choices/0/fill/nothing",
            "unknown",
        ),
        (
            ("questions", 0, "choices", 0, "fill"),
            {"stall_kind": "dog"},
            "/questions/0/choices/0/fill/stall_kind",
            "value",
        ),
        (("questions", 1, "maximum"), 51, "/questions/1/maximum", "value"),
        (("questions", 1, "minimum"), 50, "/outcomes/0", "unreachable"),
        (("questions", 1, "to"), "", "/questions/1", "nowhere"),
        (("questions", 1, "to"), "kind", "/questions/1", "loop"),
        (
            ("questions", 1, "branches", 0, "when"),
            "form.x == 1",
            "/questions/1/branches/0/when",
            "expression",
        ),
        (
            ("questions", 1, "branches", 0, "when"),
            "answers.count <=",
            "/questions/1/branches/0/when",
            "expression",
        ),
        (
            ("questions", 1, "branches", 0, "when"),
            "answers.nobody == 1",
            "/questions/1/branches/0/when",
            "unknown",
        ),
        (
            ("questions", 1, "branches"),
            [
                {"when": "answers.count <= 3", "to": "small"},
                {"when": "answers.count >= 3", "to": "large"},
            ],
            "/questions/1",
            "contradiction",
        ),
        (("questions", 1, "branches", 0, "when"), "answers.count", "/questions/1", "expression"),
        (("outcomes", 1, "situation"), 1, "/outcomes/0/situation", "taken"),
        (("outcomes", 0, "materials"), ["nothing"], "/outcomes/0/materials/0", "unknown"),
        (("outcomes", 2, "materials"), ["fire_plan"], "/outcomes/2/materials/0", "contradiction"),
        (("outcomes", 0, "fees"), ["罚款"], "/outcomes/0/fees/0", "unknown"),
        (("outcomes", 0, "steps"), ["跳舞"], "/outcomes/0/steps/0", "unknown"),
        (("outcomes", 0, "limit"), {"amount": 999}, "/outcomes/0/limit", "beyond_law"),
        (("outcomes", 3, "elsewhere"), "K9999", "/outcomes/3/elsewhere", "unknown"),
        (("outcomes", 0, "elsewhere"), "K0001", "/outcomes/0/elsewhere", "contradiction"),
    ],
)
def test_every_fault_is_named_with_its_place(
    place: tuple[str | int, ...], change: object, path: str, code: str
) -> None:
    content: Any = scenario()
    around = content
    for step in place[:-1]:
        around = around[step]
    around[place[-1]] = change

    assert (path, code) in faults_of(content)


def test_two_answers_that_fill_the_same_field_differently_contradict_each_other() -> None:
    content = scenario()
    content["questions"][0]["choices"][0]["fill"] = {"stalls": 9}

    assert ("/questions/1", "contradiction") in faults_of(content)


TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d">
<decision id="x" name="x"><decisionTable id="t" hitPolicy="UNIQUE">
<input id="i"><inputExpression id="e" typeRef="number"><text>answers.count</text></inputExpression>
</input><output id="o" name="outcome"/>
<rule id="r1"><inputEntry id="a"><text>&lt; 4</text></inputEntry>
<outputEntry id="b"><text>"small"</text></outputEntry></rule>
<rule id="r2"><inputEntry id="c"><text>%s</text></inputEntry>
<outputEntry id="f"><text>"large"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("&gt;= 4", set()),
        ("&gt;= 5", {("/questions/1", "nowhere")}),
        ("&gt;= 3", {("/questions/1", "contradiction")}),
    ],
)
def test_a_decision_table_is_tried_at_every_number_that_it_names(
    cell: str, found: set[tuple[str, str]]
) -> None:
    content = scenario(table="stall-size")
    content["questions"][1] |= {"branches": [], "to": "table"}
    table, problems = read_dmn(TABLE % cell)

    assert problems == []
    assert faults_of(content, table=table) == found


def test_a_scenario_with_too_many_ways_is_refused_and_not_gone_for_ever() -> None:
    yes_no = [{"code": "yes", "label": "是"}, {"code": "no", "label": "否"}]
    questions = [
        {"key": f"q{n}", "title": f"第{n}问", "choices": yes_no, "to": f"q{n + 1}"}
        for n in range(20)
    ]
    every = " && ".join(f'answers.q{n} == "yes"' for n in range(20))
    questions[-1] |= {"to": "goods", "branches": [{"when": every, "to": "small"}]}
    outcomes = [scenario()["outcomes"][n] for n in (0, 2)]
    content = scenario(questions=questions, outcomes=outcomes)

    assert faults_of(content) == {("/questions", "too_many")}


LONG_TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d">
<decision id="x" name="x"><decisionTable id="t" hitPolicy="FIRST">
<input id="i"><inputExpression id="e"><text>answers.n0 + answers.n1 + answers.n2</text>
</inputExpression></input><output id="o" name="outcome"/>%s</decisionTable></decision>
</definitions>"""
RULE = """<rule><inputEntry><text>%s</text></inputEntry>
<outputEntry><text>%s</text></outputEntry></rule>"""


def test_numbers_before_a_long_table_are_refused_and_not_tried_for_ever() -> None:
    numbers = [
        {"key": f"n{n}", "title": f"第{n}个数", "kind": "integer", "to": f"n{n + 1}"}
        for n in range(3)
    ]
    numbers[-1] |= {"to": "table"}
    rows = "".join(RULE % (f"[{n * 9}..{n * 9 + 9})", '"small"') for n in range(490))
    table, problems = read_dmn(LONG_TABLE % rows)
    content = scenario(questions=numbers, outcomes=scenario()["outcomes"][:1], table="long")
    began = time.process_time()

    assert problems == []
    assert ("/questions", "too_many") in faults_of(content, table=table)
    assert time.process_time() - began < 10


def test_questions_that_nothing_reads_do_not_multiply_the_ways() -> None:
    yes_no = [{"code": "yes", "label": "是"}, {"code": "no", "label": "否"}]
    questions = [
        {"key": f"q{n}", "title": f"第{n}问", "choices": yes_no, "to": f"q{n + 1}"}
        for n in range(30)
    ]
    questions[-1]["to"] = "goods"
    content = scenario(questions=questions, outcomes=[scenario()["outcomes"][2]])

    assert faults_of(content) == set()


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (None, ""),
        ([], ""),
        ({}, "/questions"),
        (scenario(colour="red"), "/colour"),
        (scenario(questions=[]), "/questions"),
        (scenario(questions=scenario()["questions"] * 21), "/questions"),
        (scenario(outcomes=[{"key": "a", "name": "x\u202e"}]), "/outcomes/0/name"),
        (scenario(outcomes=[{"key": "a", "name": "x", "situation": 100}]), "/outcomes/0/situation"),
        (scenario(outcomes=[{"key": "A B", "name": "x"}]), "/outcomes/0/key"),
        (scenario(table="../etc"), "/table"),
    ],
)
def test_what_has_not_the_shape_of_a_scenario_is_refused_with_its_place(
    content: Any, path: str
) -> None:
    with pytest.raises(ScenarioInvalid) as refusal:
        read_scenario(content)

    assert path in {error.path for error in refusal.value.errors}


@given(count=st.integers(1, 50))
def test_every_number_leads_where_the_tried_ones_say(count: int) -> None:
    walked = walk(read_scenario(scenario()), {"kind": "food", "count": count})

    assert walked.outcome is not None
    assert walked.outcome.key == ("small" if count <= 3 else "large")
    assert walked.filled == {"stall_kind": "food", "stalls": count}


def test_the_way_is_shown_in_words_and_what_was_not_asked_is_left_aside() -> None:
    walked = walk(read_scenario(scenario()), {"kind": "goods", "count": "7", "zebra": "1"})

    assert [(one.question.key, one.words) for one in walked.answered] == [("kind", "百货")]
    assert walked.answers == {"kind": "goods"}


@pytest.mark.parametrize(
    "answers",
    [
        {"kind": "dog"},
        {"kind": 5},
        {"kind": ["food"]},
        {"kind": "food", "count": "0"},
        {"kind": "food", "count": "51"},
        {"kind": "food", "count": "-1"},
        {"kind": "food", "count": "１"},
        {"kind": "food", "count": "9" * 30},
        {"kind": "food", "count": True},
        {"kind": "food", "count": 1.5},
    ],
)
def test_an_answer_that_is_none_is_refused(answers: dict[str, object]) -> None:
    with pytest.raises(AnswersDoNotFit) as refusal:
        walk(read_scenario(scenario()), answers)

    assert refusal.value.errors[0].path.startswith("/answers/")


def test_all_ways_of_the_sound_scenario_reach_all_outcomes() -> None:
    found = explore(read_scenario(scenario()), None)

    assert found.outcomes == {"small", "large", "goods", "none"}
    assert found.is_complete
