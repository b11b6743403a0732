# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What may be published as a process, and what is refused with the element it is about."""

import tracemalloc
from collections.abc import Sequence
from itertools import pairwise

import pytest

from tests.workflow.bpmn_files import (
    Flow,
    Node,
    boundary,
    bpmn,
    decision,
    end,
    exclusive,
    parallel,
    rules,
    script,
    service,
    start,
    timer,
    user,
)
from yiwang.workflow.bpmn.checks import Surroundings, check
from yiwang.workflow.bpmn.reader import read_bpmn

AROUND = Surroundings(
    forms={"step-review"},
    roles={"handler", "approver"},
    decisions={"risk": frozenset({"form"}), "odd": frozenset({"moon"})},
    needs_decision=True,
)
FREE = Surroundings(AROUND.forms, AROUND.roles, AROUND.decisions, needs_decision=False)


def faults(xml: str | bytes, around: Surroundings = FREE) -> dict[str, list[str]]:
    model, found = read_bpmn(xml)
    if model is not None and not found:
        found = check(model, around)
    by_place: dict[str, list[str]] = {}
    for fault in found:
        assert fault.message
        by_place.setdefault(fault.path.lstrip("/"), []).append(fault.code)
    return by_place


def line(*nodes: Node, flows: Sequence[Flow] | None = None) -> str:
    """Return a process of these nodes in a row between a start and an end."""
    row = [start(), *nodes, end()]
    between = [(a.id, b.id) for a, b in pairwise(row)]
    return bpmn(row, flows or between)


def test_a_sound_process_has_no_faults():
    xml = bpmn(
        [
            start(),
            user("review", form="step-review"),
            rules("risk", "risk"),
            exclusive("g", "f_4"),
            timer("pause", "P1D"),
            exclusive("merge"),
            parallel("split"),
            user("a"),
            user("b"),
            parallel("join"),
            decision(role="approver"),
            boundary("late", "review", "P5D", cancels=False),
            service("tell", "notify", message="late"),
            end("end_late"),
            end(),
        ],
        [
            ("start", "review"),
            ("review", "risk"),
            ("risk", "g"),
            ("g", "merge"),
            ("g", "pause", "risk.level == 1"),
            ("pause", "merge"),
            ("merge", "split"),
            ("split", "a"),
            ("split", "b"),
            ("a", "join"),
            ("b", "join"),
            ("join", "decision"),
            ("decision", "end"),
            ("late", "tell"),
            ("tell", "end_late"),
        ],
    )

    assert faults(xml, AROUND) == {}


# ── what is no process at all


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not xml",
        "<a><b></a>",
        "<html><body>流程</body></html>",
        '<definitions xmlns="http://example.com/other"/>',
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        "\ud800",
        "\x00",
        '{"process": []}',
    ],
)
def test_what_is_no_bpmn_is_refused(text: str):
    assert list(faults(text)) == [""]


def test_bytes_that_are_not_utf_8_are_refused():
    assert faults(line(user("review")).encode("gbk")) == {"": ["xml"]}


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 9)).replace(
        "&lol0;", "&lol;"
    )
    + "]><definitions>&lol8;</definitions>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<definitions>&x;</definitions>"
)


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, "<!DOCTYPE d SYSTEM 'http://127.0.0.1/'><d/>"])
def test_entities_and_document_types_are_refused(text: str):
    found = faults(text)

    assert found == {"": ["xml"]}


@pytest.mark.parametrize(
    "text", ["<a>" * 100_000, "<a>" + "<b/>" * 20_000 + "</a>", "<a>" + "x" * 1_000_001 + "</a>"]
)
def test_files_beyond_measure_are_refused(text: str):
    assert faults(text) == {"": ["xml"]}


def test_two_processes_in_one_file_are_refused():
    xml = line(user("review")).replace(
        "<bpmndi:BPMNDiagram", '<bpmn:process id="other"/><bpmndi:BPMNDiagram', 1
    )

    assert faults(xml) == {"": ["one_process"]}


# ── what would run something else than CEL


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("import os\nos.system('id')", "python"),
        ("x = 1", "cel"),
        ("__import__('os')", "cel"),
        ("print(1)", "cel"),
        ("1 + 1", "javascript"),
        ("1 + 1", "groovy"),
        ("", "cel"),
    ],
)
def test_a_script_is_cel_or_refused_with_its_place(source: str, language: str):
    xml = line(script("compute", source, script_format=language))

    assert "compute" in faults(xml)


def test_a_condition_is_cel_or_refused_with_its_place():
    xml = bpmn(
        [start(), exclusive("g", "f_2"), end("e1"), end("e2")],
        [("start", "g"), ("g", "e1"), ("g", "e2", "exec('id')")],
    )

    assert faults(xml) == {"f_3": ["expression"]}


CAMUNDA = 'xmlns:c="http://camunda.org/schema/1.0/bpmn"'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('yw:role="handler"', f'yw:role="handler" {CAMUNDA} c:class="a.B"'),
        ('yw:role="handler"', 'yw:role="handler" implementation="##WebService"'),
        ('yw:role="handler"', 'yw:role="handler" yw:python="1"'),
        ("</bpmn:userTask>", f"<c:connector {CAMUNDA}/></bpmn:userTask>"),
        (
            "<bpmn:incoming>",
            f"<bpmn:extensionElements><c:x {CAMUNDA}/></bpmn:extensionElements><bpmn:incoming>",
        ),
        ("</bpmn:userTask>", "<bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>"),
        ("</bpmn:userTask>", "<bpmn:ioSpecification/></bpmn:userTask>"),
    ],
)  # fmt: skip
def test_what_the_engine_does_not_do_is_refused_on_an_element(old: str, new: str):
    assert "review" in faults(line(user("review")).replace(old, new, 1))


@pytest.mark.parametrize(
    "tag",
    [
        "task",
        "manualTask",
        "sendTask",
        "receiveTask",
        "callActivity",
        "subProcess",
        "transaction",
        "inclusiveGateway",
        "complexGateway",
        "eventBasedGateway",
        "intermediateThrowEvent",
        "dataObject",
    ],
)
def test_elements_that_the_engine_does_not_run_are_refused(tag: str):
    xml = line(user("review")).replace("userTask", tag)

    assert "review" in faults(xml)


@pytest.mark.parametrize("event", ["message", "signal", "error", "conditional", "cancel"])
def test_events_other_than_timers_are_refused(event: str):
    xml = line(timer("wait", "P1D"), user("review"))
    start_of, end_of = xml.index("<bpmn:timerEvent"), xml.index("</bpmn:timerEventDefinition>")
    xml = f"{xml[:start_of]}<bpmn:{event}EventDefinition/>{xml[end_of + 28 :]}"

    assert "wait" in faults(xml)


def test_an_expression_language_other_than_cel_is_refused():
    xml = line(user("review")).replace(
        'id="definitions"', 'id="definitions" expressionLanguage="http://python.org"', 1
    )

    assert faults(xml) == {"definitions": ["language"]}


# ── what a process names


@pytest.mark.parametrize(
    ("node", "code"),
    [
        (user("step", role="king"), "role"),
        (user("step", form="no-such-form"), "form"),
        (user("step", kind="miracle"), "kind"),
        (service("step", "launch_rocket"), "operation"),
        (service("step", ""), "operation"),
        (service("step", "notify"), "operation"),
        (service("step", "notify", message="x", loud="yes"), "operation"),
        (service("step", "notify", message="=1 +"), "expression"),
        (service("step", "notify", message="长" * 501), "operation"),
        (rules("step", "no-such-table"), "table"),
        (rules("step", "odd"), "table"),
        (script("step", "secret.key"), "expression"),
        (script("step", "1", result="form"), "result"),
        (timer("step", "5 days"), "timer"),
        (timer("step", ""), "timer"),
        (timer("step", "P0D"), "timer"),
    ],
)
def test_what_is_not_there_is_refused_with_its_place(node: Node, code: str):
    assert faults(line(node)) == {"step": [code]}


def test_a_step_without_anybody_to_do_it_is_refused():
    assert faults(line(Node("userTask", "step", "审查"))) == {"step": ["role"]}


def test_a_process_has_a_name():
    assert faults(line(user("step")).replace('name="测试流程"', "")) == {"process": ["name"]}


def test_a_lane_says_who_does_its_steps():
    xml = bpmn(
        [start(lane="approver"), user("review", lane="approver"), end(lane="approver")],
        [("start", "review"), ("review", "end")],
        lanes={"approver": "负责人"},
    )

    assert faults(xml) == {}
    assert "review" in faults(xml.replace('yw:role="approver"', ""))


@pytest.mark.parametrize("bad", ["1step", "step-1", "st.ep", "步骤", "", "x" * 81])
def test_an_id_that_no_expression_could_name_is_refused(bad: str):
    assert faults(line(user("review")).replace('"review"', f'"{bad}"'))


def test_a_file_without_its_drawing_is_refused():
    xml = bpmn(
        [start(), user("review"), end()], [("start", "review"), ("review", "end")], is_drawn=False
    )

    assert set(faults(xml)) == {"start", "review", "end", "f_1", "f_2"}


def test_a_boundary_timer_hangs_on_a_step_of_people():
    nodes = [start(), timer("pause", "P1D"), end(), end("e2"), boundary("late", "pause", "P1D")]

    xml = bpmn(nodes, [("start", "pause"), ("pause", "end"), ("late", "e2")])

    assert faults(xml) == {"late": ["boundary"]}


# ── flows


def test_a_process_has_one_start_and_an_end():
    assert faults(bpmn([user("a")], [])) == {
        "process": ["start", "end"],
        "a": ["flow", "flow"],
    }


def test_a_branch_needs_a_condition_and_a_gateway_its_default():
    xml = bpmn(
        [start(), exclusive("g"), end("e1"), end("e2")],
        [("start", "g"), ("g", "e1"), ("g", "e2", "true")],
    )

    assert faults(xml) == {"g": ["default"], "f_2": ["condition"]}


def test_a_condition_where_nobody_asks_is_refused():
    assert faults(line(user("a"), flows=[("start", "a", "true"), ("a", "end")])) == {
        "f_1": ["condition"]
    }


def test_a_task_does_not_branch():
    xml = bpmn(
        [start(), user("a"), end("e1"), end("e2")], [("start", "a"), ("a", "e1"), ("a", "e2")]
    )

    assert faults(xml) == {"a": ["flow"]}


def test_a_flow_to_nowhere_is_refused():
    xml = line(user("a")).replace('targetRef="end"', 'targetRef="moon"')

    assert faults(xml) == {"f_2": ["flow"]}


# ── soundness


def test_a_circle_without_a_way_out_is_refused():
    xml = bpmn(
        [start(), user("a"), user("b"), exclusive("merge"), end(), exclusive("never", "f_6")],
        [
            ("start", "merge"),
            ("merge", "a"),
            ("a", "b"),
            ("b", "merge"),
            ("never", "end", "false"),
            ("never", "merge"),
        ],
    )

    assert "never" in faults(xml)
    assert set(
        faults(
            bpmn(
                [start(), user("a"), user("b"), end()],
                [("start", "a"), ("a", "b"), ("b", "a")],
            )
        )
    ) == {"end"}


def test_tokens_that_wait_for_each_other_for_ever_are_found():
    xml = bpmn(
        [start(), exclusive("g", "f_2"), user("a"), user("b"), parallel("join"), end()],
        [
            ("start", "g"),
            ("g", "a"),
            ("g", "b", "form.x == 1"),
            ("a", "join"),
            ("b", "join"),
            ("join", "end"),
        ],
    )

    found = faults(xml)

    assert "no_way_out" in found["a"]
    assert "dead" in found["end"]


def test_a_split_that_is_merged_and_not_joined_does_things_twice():
    xml = bpmn(
        [start(), parallel("split"), user("a"), user("b"), user("c"), end()],
        [("start", "split"), ("split", "a"), ("split", "b"), ("a", "c"), ("b", "c"), ("c", "end")],
    )

    assert "doubled" in faults(xml)["c"]


def test_an_element_that_nothing_reaches_is_dead():
    xml = bpmn(
        [start(), user("a"), end(), user("island_a"), user("island_b")],
        [("start", "a"), ("a", "end"), ("island_a", "island_b"), ("island_b", "island_a")],
    )

    assert faults(xml) == {"island_a": ["dead"], "island_b": ["dead"]}


@pytest.mark.parametrize("ways", [16, 190])
def test_a_process_of_too_many_parallel_ways_is_refused_not_computed(ways: int):
    branches = [user(f"b{n}") for n in range(ways)]
    xml = bpmn(
        [start(), parallel("split"), *branches, parallel("join"), end()],
        [
            ("start", "split"),
            *[("split", b.id) for b in branches],
            *[(b.id, "join") for b in branches],
            ("join", "end"),
        ],
    )

    tracemalloc.start()
    found = faults(xml)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == {"": ["too_large"]}
    assert most < 300 << 20


# ── the decision


def test_every_way_makes_a_decision():
    assert faults(line(user("review")), AROUND) == {"process": ["decision"]}
    assert faults(line(decision()), AROUND) == {}


def test_no_way_makes_two_decisions():
    assert faults(line(decision("one"), decision("two")), AROUND) == {"one": ["decision"]}


def test_a_way_round_the_decision_is_found():
    xml = bpmn(
        [start(), exclusive("g", "f_2"), decision(), end("e1"), end("e2")],
        [("start", "g"), ("g", "decision"), ("g", "e2", "form.x == 1"), ("decision", "e1")],
    )

    assert faults(xml, AROUND) == {"decision": ["decision"]}


def test_a_decision_that_may_be_made_again_is_found():
    xml = bpmn(
        [start(), decision(), exclusive("g", "f_4"), end()],
        [("start", "decision"), ("decision", "g"), ("g", "decision", "form.x == 1"), ("g", "end")],
    )

    assert faults(xml, AROUND) == {"decision": ["decision"]}


def test_decisions_in_parallel_are_two():
    xml = bpmn(
        [start(), parallel("split"), decision("one"), decision("two"), parallel("join"), end()],
        [
            ("start", "split"),
            ("split", "one"),
            ("split", "two"),
            ("one", "join"),
            ("two", "join"),
            ("join", "end"),
        ],
    )

    assert faults(xml, AROUND) == {"one": ["decision"]}
