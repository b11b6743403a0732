# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Processes that run: steps, branches, timers, effects, and the state between two calls."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.workflow.bpmn_files import (
    Flow,
    Node,
    boundary,
    bpmn,
    decision,
    end,
    exclusive,
    parallel,
    script,
    service,
    start,
    timer,
    user,
)
from yiwang.foundation import cel
from yiwang.workflow.bpmn.checks import Surroundings, check
from yiwang.workflow.bpmn.model import Element, Tag
from yiwang.workflow.bpmn.model import Flow as ModelFlow
from yiwang.workflow.bpmn.reader import read_bpmn
from yiwang.workflow.engine import (
    CompiledProcess,
    Progress,
    advance_timers,
    compile_process,
    complete_task,
    start_process,
)
from yiwang.workflow.errors import ProcessStuck, StateDoesNotFit, TaskNotReady

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
PROCESS_ID = UUID("01936000-0000-7000-8000-000000000002")
AROUND = Surroundings(
    forms=(), roles={"handler", "reviewer", "approver"}, decisions={}, needs_decision=False
)


def process(nodes: Sequence[Node], flows: Sequence[Flow]) -> CompiledProcess:
    model, faults = read_bpmn(bpmn(nodes, flows))
    assert model is not None
    assert faults == []
    assert check(model, AROUND) == []
    return compile_process(model, id_=PROCESS_ID)


def begin(compiled: CompiledProcess, at: datetime = MONDAY, **variables: Any) -> Progress:
    return start_process(compiled, variables, at)


def do(
    compiled: CompiledProcess,
    progress: Progress,
    element_id: str,
    at: datetime = MONDAY,
    **results: Any,
) -> Progress:
    """Complete a step as another process of the server would: from the stored JSON."""
    stored = json.loads(json.dumps(progress.state))
    [key] = [task.key for task in progress.ready if task.element_id == element_id]
    return complete_task(compiled, stored, key, results, at)


def waiting(progress: Progress) -> list[str]:
    return sorted(task.element_id for task in progress.ready)


LICENCE = process(
    [
        start(),
        user("review", "审查"),
        user("audit", "审核", role="reviewer"),
        exclusive("returned", "f_5"),
        decision("decision", "决定", role="approver"),
        end(),
    ],
    [
        ("start", "review"),
        ("review", "audit"),
        ("audit", "returned"),
        ("returned", "review", 'audit.conclusion == "return"'),
        ("returned", "decision"),
        ("decision", "end"),
    ],
)


def test_a_process_begins_at_its_first_step():
    progress = begin(LICENCE)

    [task] = progress.ready
    assert (task.element_id, task.name, task.role, task.kind) == (
        "review",
        "审查",
        "handler",
        "task",
    )
    assert task.wakes_at is None
    assert not progress.is_finished


def test_a_process_goes_step_by_step_to_its_end():
    progress = begin(LICENCE)
    progress = do(LICENCE, progress, "review")
    progress = do(LICENCE, progress, "audit", conclusion="agree")
    assert [task.kind for task in progress.ready] == ["decision"]

    progress = do(LICENCE, progress, "decision", outcome="granted")

    assert progress.is_finished
    assert progress.ready == ()
    assert progress.variables["decision"] == {"outcome": "granted"}


def test_a_case_sent_back_goes_through_the_step_again_under_another_key():
    first = begin(LICENCE)
    audit = do(LICENCE, first, "review")

    again = do(LICENCE, audit, "audit", conclusion="return")

    assert waiting(again) == ["review"]
    assert again.ready[0].key != first.ready[0].key
    assert do(LICENCE, do(LICENCE, again, "review"), "audit", conclusion="agree")


def test_a_step_can_be_completed_only_once():
    first = begin(LICENCE)
    second = do(LICENCE, first, "review")

    with pytest.raises(TaskNotReady):
        complete_task(LICENCE, second.state, first.ready[0].key, {}, MONDAY)


@pytest.mark.parametrize(
    "key",
    ["", "review", "review-", "review-999", "audit-3", "-3", "review-3 ", "review-٣", "x" * 99],
)
def test_a_key_that_names_nothing_is_refused(key: str):
    with pytest.raises(TaskNotReady):
        complete_task(LICENCE, begin(LICENCE).state, key, {}, MONDAY)


def test_a_case_sent_back_for_ever_stays_small_and_quick():
    progress = begin(LICENCE)
    for _round in range(400):
        progress = do(LICENCE, do(LICENCE, progress, "review"), "audit", conclusion="return")

    assert waiting(progress) == ["review"]
    assert len(json.dumps(progress.state)) < 700
    done = do(LICENCE, do(LICENCE, progress, "review"), "audit", conclusion="agree")
    assert do(LICENCE, done, "decision", outcome="refused").is_finished


def test_a_call_leaves_the_state_it_was_given_alone():
    progress = begin(LICENCE)
    before = json.dumps(progress.state)

    do(LICENCE, progress, "review", note="x")
    complete_task(LICENCE, progress.state, progress.ready[0].key, {}, MONDAY)

    assert json.dumps(progress.state) == before


def test_the_state_keeps_only_what_expressions_read():
    compiled = process(
        [start(), exclusive("g", "f_2"), user("a"), user("b"), exclusive("m"), end()],
        [
            ("start", "g"),
            ("g", "a"),
            ("g", "b", "form.area > 100 && item.mode == 'standard'"),
            ("a", "m"),
            ("b", "m"),
            ("m", "end"),
        ],
    )
    form = {"area": 120, "secret": "not kept", "notes": "x" * 10_000}

    progress = begin(compiled, form=form, item={"mode": "standard", "project_type": "2"})

    assert waiting(progress) == ["b"]
    assert progress.variables == {"form": {"area": 120}, "item": {"mode": "standard"}}
    assert len(json.dumps(progress.state)) < 1000


def test_a_condition_that_cannot_be_computed_stops_the_process_loudly():
    compiled = process(
        [start(), user("a"), exclusive("g", "f_3"), end("e1"), end("e2")],
        [("start", "a"), ("a", "g"), ("g", "e1"), ("g", "e2", "a.count > 5")],
    )

    with pytest.raises(ProcessStuck) as refusal:
        do(compiled, begin(compiled), "a", count="many")

    assert "f_4" in str(refusal.value)


# ── branches

SPLIT = process(
    [start(), parallel("split"), user("a"), user("b"), parallel("join"), user("c"), end()],
    [
        ("start", "split"),
        ("split", "a"),
        ("split", "b"),
        ("a", "join"),
        ("b", "join"),
        ("join", "c"),
        ("c", "end"),
    ],
)


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_parallel_steps_may_be_done_in_any_order(order: tuple[str, str]):
    progress = begin(SPLIT)
    assert waiting(progress) == ["a", "b"]

    first = do(SPLIT, progress, order[0])
    assert waiting(first) == [order[1]]
    second = do(SPLIT, first, order[1])

    assert waiting(second) == ["c"]


def test_the_key_of_a_step_stays_while_others_are_done():
    progress = begin(SPLIT)
    key_of_b = next(task.key for task in progress.ready if task.element_id == "b")

    after = do(SPLIT, progress, "a")

    assert [task.key for task in after.ready] == [key_of_b]


# ── scripts and services


def test_a_script_stores_what_its_expression_gives():
    compiled = process(
        [
            start(),
            script("rate", "form.area > 100 ? 'large' : 'small'", result="size_class"),
            exclusive("g", "f_3"),
            user("a"),
            user("b"),
            exclusive("m"),
            end(),
        ],
        [
            ("start", "rate"),
            ("rate", "g"),
            ("g", "a"),
            ("g", "b", "size_class == 'large'"),
            ("a", "m"),
            ("b", "m"),
            ("m", "end"),
        ],
    )

    assert waiting(begin(compiled, form={"area": 120})) == ["b"]
    assert waiting(begin(compiled, form={"area": 20})) == ["a"]


def test_a_service_is_handed_to_the_caller_as_an_effect():
    compiled = process(
        [
            start(),
            user("a"),
            service("tell", "notify", message="ready", text='="第" + a.no'),
            end(),
        ],
        [("start", "a"), ("a", "tell"), ("tell", "end")],
    )

    progress = do(compiled, begin(compiled), "a", no="7号")

    [effect] = progress.effects
    assert (effect.operation, effect.element_id) == ("notify", "tell")
    assert effect.parameters == {"message": "ready", "text": "第7号"}
    assert progress.is_finished


def test_a_service_that_waits_is_completed_by_the_caller():
    compiled = process(
        [start(), service("answer", "wait", for_="other_system"), end()],
        [("start", "answer"), ("answer", "end")],
    )

    progress = begin(compiled)
    assert [(task.kind, task.role) for task in progress.ready] == [("service", "")]

    assert do(compiled, progress, "answer").is_finished


def test_a_circle_of_services_ends_in_a_refusal_not_in_a_loop():
    compiled = process(
        [start(), script("again", "1"), exclusive("g", "f_3"), end()],
        [("start", "again"), ("again", "g"), ("g", "end"), ("g", "again", "again == 1")],
    )

    with pytest.raises(ProcessStuck, match="循环"):
        begin(compiled)


@pytest.mark.parametrize(
    "grows", ['again == null ? "甲乙丙丁" : again + again', "again == null ? [1] : again + again"]
)
def test_a_result_that_doubles_in_a_circle_ends_before_it_fills_the_memory(grows: str):
    compiled = process(
        [start(), script("again", grows), exclusive("g", "f_3"), end()],
        [("start", "again"), ("again", "g"), ("g", "again"), ("g", "end", "false")],
    )

    with pytest.raises(ProcessStuck, match="太大"):
        begin(compiled)


@pytest.mark.parametrize(
    "source", ["form.a.map(x, form.a)", "form.a.all(x, form.a.exists(y, x == y))"]
)
def test_a_product_of_lists_has_no_place_in_a_process(source: str):
    model, _faults = read_bpmn(
        bpmn([start(), script("much", source), end()], [("start", "much"), ("much", "end")])
    )
    assert model is not None

    assert [fault.path for fault in check(model, AROUND)] == ["/much"]


# ── timers

PAUSE = process(
    [start(), timer("pause", "P2D"), user("a"), end()],
    [("start", "pause"), ("pause", "a"), ("a", "end")],
)


def test_a_timer_says_when_it_wakes_and_wakes_then():
    progress = begin(PAUSE)
    [task] = progress.ready
    assert (task.kind, task.wakes_at) == ("timer", MONDAY + timedelta(days=2))

    early = advance_timers(PAUSE, progress.state, MONDAY + timedelta(days=2, seconds=-1))
    on_time = advance_timers(PAUSE, early.state, MONDAY + timedelta(days=2))

    assert waiting(early) == ["pause"]
    assert waiting(on_time) == ["a"]


def test_nobody_can_complete_a_timer():
    progress = begin(PAUSE)

    with pytest.raises(TaskNotReady):
        complete_task(PAUSE, progress.state, progress.ready[0].key, {}, MONDAY)


def late(*, cancels: bool) -> CompiledProcess:
    alarm = boundary("late", "a", "P5D", cancels=cancels)
    return process(
        [start(), user("a"), alarm, user("chase"), end(), end("e2")],
        [("start", "a"), ("a", "end"), ("late", "chase"), ("chase", "e2")],
    )


def test_a_boundary_timer_that_cancels_takes_the_step_away():
    compiled = late(cancels=True)
    progress = begin(compiled)
    assert waiting(progress) == ["a", "late"]

    after = advance_timers(compiled, progress.state, MONDAY + timedelta(days=5))

    assert waiting(after) == ["chase"]
    key_of_a = next(task.key for task in progress.ready if task.element_id == "a")
    with pytest.raises(TaskNotReady):
        complete_task(compiled, after.state, key_of_a, {}, MONDAY)


def test_a_boundary_timer_that_does_not_cancel_lets_both_go_on():
    compiled = late(cancels=False)

    after = advance_timers(compiled, begin(compiled).state, MONDAY + timedelta(days=5))

    assert waiting(after) == ["a", "chase"]
    assert do(compiled, do(compiled, after, "a"), "chase").is_finished


@pytest.mark.parametrize("cancels", [True, False])
def test_a_step_done_in_time_takes_its_timer_along(cancels: bool):
    compiled = late(cancels=cancels)

    done = do(compiled, begin(compiled), "a")

    assert done.is_finished
    assert done.ready == ()


def test_a_step_done_after_its_time_is_done_all_the_same():
    compiled = late(cancels=True)

    done = do(compiled, begin(compiled), "a", at=MONDAY + timedelta(days=9))

    assert done.is_finished


def test_the_time_of_a_call_knows_its_zone():
    with pytest.raises(ValueError, match="aware"):
        begin(LICENCE, at=datetime(2026, 11, 23, 9))  # noqa: DTZ001


# ── ends


def test_an_end_that_terminates_ends_everything():
    compiled = process(
        [start(), parallel("split"), user("a"), user("b"), end("stop", terminates=True), end("e2")],
        [("start", "split"), ("split", "a"), ("split", "b"), ("a", "stop"), ("b", "e2")],
    )

    progress = do(compiled, begin(compiled), "a")

    assert progress.is_finished
    assert progress.ready == ()


def test_a_plain_end_waits_for_the_other_branch():
    compiled = process(
        [start(), parallel("split"), user("a"), user("b"), end("e1"), end("e2")],
        [("start", "split"), ("split", "a"), ("split", "b"), ("a", "e1"), ("b", "e2")],
    )

    progress = do(compiled, begin(compiled), "a")

    assert not progress.is_finished
    assert do(compiled, progress, "b").is_finished


# ── states that do not fit


@pytest.mark.parametrize(
    "change",
    [
        {"format": 99},
        {"process": "01936000-0000-7000-8000-00000000ffff"},
        {"tasks": []},
        {"tasks": "none"},
        {"tasks": [[1, "Start", 64, 0], [1, "start", 64, 1]]},
        {"tasks": [[1, "Start", 64, 0], [2, "stranger", 16, 1]]},
        {"tasks": [[1, "Start", 64, 0], [2, "start", 7, 1]]},
        {"tasks": [[1, "Start", 64, 0], [2, "start", 16, 9]]},
        {"tasks": [[1, "Start", 64, 0], [2, "start", 16, 2]]},
        {"tasks": [["1", "Start", 64, 0]]},
        {"tasks": [[1, "Start", 64]]},
        {"tasks": [None]},
        {"next": "3"},
        {"variables": None},
    ],
)
def test_a_state_that_this_process_cannot_have_written_is_refused(change: dict[str, Any]):
    state = {**begin(LICENCE).state, **change}

    with pytest.raises(StateDoesNotFit):
        complete_task(LICENCE, state, "review-3", {}, MONDAY)


def test_a_state_without_its_parts_is_refused():
    with pytest.raises(StateDoesNotFit):
        complete_task(LICENCE, {}, "review-3", {}, MONDAY)


# ── any sound process runs to its end


class Builder:
    """Random processes out of blocks: steps in a row, choices, loops, parallel branches."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []

    def node(self, make: Any, *arguments: Any) -> str:
        made: Node = make(f"n{len(self.nodes)}", *arguments)
        self.nodes.append(made)
        return made.id

    def flow(self, *parts: str) -> str:
        self.flows.append(parts)  # type: ignore[arg-type]
        return f"f_{len(self.flows)}"

    def block(self, draw: Any, depth: int) -> tuple[str, str]:
        kind = draw(
            st.sampled_from(["user", "row", "choice", "loop", "parallel", "script", "late"])
        )
        if depth == 0 or kind == "user":
            step = self.node(user)
            return step, step
        if kind == "script":
            step = self.node(script, "1 + 1")
            return step, step
        return getattr(self, kind)(draw, depth - 1)  # type: ignore[no-any-return]

    def row(self, draw: Any, depth: int) -> tuple[str, str]:
        one, two = self.block(draw, depth), self.block(draw, depth)
        self.flow(one[1], two[0])
        return one[0], two[1]

    def choice(self, draw: Any, depth: int) -> tuple[str, str]:
        gateway, merge = self.node(exclusive), self.node(exclusive)
        one, two = self.block(draw, depth), self.block(draw, depth)
        default = self.flow(gateway, one[0])
        self.flow(gateway, two[0], f'form.way == "{gateway}"')
        self._default(gateway, default)
        self.flow(one[1], merge)
        self.flow(two[1], merge)
        return gateway, merge

    def loop(self, draw: Any, depth: int) -> tuple[str, str]:
        merge, inner, gateway = self.node(exclusive), self.block(draw, depth), ""
        judge = self.node(user)
        gateway, out = self.node(exclusive), self.node(exclusive)
        self.flow(merge, inner[0])
        self.flow(inner[1], judge)
        self.flow(judge, gateway)
        self._default(gateway, self.flow(gateway, out))
        self.flow(gateway, merge, f"{judge}.again == true")
        return merge, out

    def parallel(self, draw: Any, depth: int) -> tuple[str, str]:
        split, join = self.node(parallel), self.node(parallel)
        for _branch in range(draw(st.integers(2, 3)) if depth < 2 else 2):
            inner = self.block(draw, depth)
            self.flow(split, inner[0])
            self.flow(inner[1], join)
        return split, join

    def late(self, draw: Any, _depth: int) -> tuple[str, str]:
        step, merge = self.node(user), self.node(exclusive)
        alarm = self.node(boundary, step, "P3D")
        self.flow(step, merge)
        self.flow(alarm, merge)
        return step, merge

    def _default(self, gateway: str, flow: str) -> None:
        node = next(node for node in self.nodes if node.id == gateway)
        node.attributes = {"default": flow}


class TokenGame:
    """BPMN's own rule, played by hand: tokens move along flows; a join takes one from each."""

    def __init__(self, compiled: CompiledProcess, form: dict[str, Any]) -> None:
        self.model = compiled.model
        self.variables: dict[str, Any] = {"form": form}
        self.waiting: list[str] = []
        self.in_front: list[str] = []  # flows with a token that waits in front of a join
        self.leave("start")

    def leave(self, element_id: str) -> None:
        flows = self.model.leaving.get(element_id, ())
        element = self.model.elements[element_id]
        if element.tag is Tag.EXCLUSIVE and len(flows) > 1:
            flows = tuple(flow for flow in flows if self.is_taken(element, flow))[:1]
        for flow in flows:
            self.arrive(flow.id, flow.target)

    def is_taken(self, element: Element, flow: ModelFlow) -> bool:
        others = [f for f in self.model.leaving[element.id] if f.id != element.default]
        taken = [
            f for f in others if cel.holds(cel.compile_expression(f.condition), self.variables)
        ]
        return flow in taken if taken else flow.id == element.default

    def arrive(self, flow_id: str, target_id: str) -> None:
        target = self.model.elements[target_id]
        if target.tag is Tag.PARALLEL:
            self.in_front.append(flow_id)
            needed = [flow.id for flow in self.model.arriving[target_id]]
            if not all(flow in self.in_front for flow in needed):
                return
            for flow in needed:
                self.in_front.remove(flow)
        if target.tag is Tag.USER_TASK:
            self.waiting.append(target_id)
            self.waiting += [alarm.id for alarm in self.model.boundaries.get(target_id, ())]
        elif target.tag is not Tag.END:
            self.leave(target_id)

    def complete(self, element_id: str, results: dict[str, Any]) -> None:
        self.variables[element_id] = results
        for alarm in self.model.boundaries.get(element_id, ()):
            self.waiting.remove(alarm.id)
        self.waiting.remove(element_id)
        self.leave(element_id)

    def ring(self) -> None:
        for element_id in [id_ for id_ in self.waiting if self.model.elements[id_].attached_to]:
            self.waiting.remove(element_id)
            self.waiting.remove(self.model.elements[element_id].attached_to)
            self.leave(element_id)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_process_of_sound_blocks_runs_as_bpmn_says_to_its_end(data: st.DataObject):
    builder = Builder()
    first, last = builder.block(data.draw, 3)
    nodes = [start(), *builder.nodes, end()]
    flows = [*builder.flows, ("start", first), (last, "end")]
    model, _none = read_bpmn(bpmn(nodes, flows))
    assert model is not None
    assume("too_large" not in [fault.code for fault in check(model, AROUND)])
    compiled = process(nodes, flows)
    ways = [node.id for node in builder.nodes if node.tag == "exclusiveGateway"] or [""]
    form = {"way": data.draw(st.sampled_from(ways))}
    game, progress = TokenGame(compiled, form), begin(compiled, form=form)

    at, rounds = MONDAY, 0
    while not progress.is_finished:
        assert waiting(progress) == sorted(game.waiting)
        task = data.draw(st.sampled_from(progress.ready))
        stored = json.loads(json.dumps(progress.state))
        if task.kind == "timer":
            at += timedelta(days=3)
            progress = advance_timers(compiled, stored, at)
            game.ring()
        else:
            results = {"again": rounds < 25 and data.draw(st.booleans())}
            progress = complete_task(compiled, stored, task.key, results, at)
            game.complete(task.element_id, results)
        rounds += 1
        assert rounds < 500

    assert game.waiting == []
    assert game.in_front == []
    assert progress.ready == ()
