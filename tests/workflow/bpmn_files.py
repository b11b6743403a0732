# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""BPMN files for tests: a few words in, lanes and a drawing out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"\n'
    '    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"\n'
    '    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"\n'
    '    xmlns:di="http://www.omg.org/spec/DD/20100524/DI"\n'
    '    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n'
    '    xmlns:yw="urn:yiwang:bpmn:1"\n'
    '    id="definitions" targetNamespace="urn:yiwang:processes">\n'
)
_ROUND, _DIAMOND = (36, 36), (50, 50)
SIZES = {
    "startEvent": _ROUND,
    "endEvent": _ROUND,
    "intermediateCatchEvent": _ROUND,
    "boundaryEvent": _ROUND,
    "exclusiveGateway": _DIAMOND,
    "parallelGateway": _DIAMOND,
}
TASK = (110, 76)
COLUMN, ROW, LEFT, TOP, HEADER = 170, 130, 160, 80, 30


@dataclass
class Node:
    """A flow node: tag, id, name, attributes (yw: ones by their prefix) and inner XML."""

    tag: str
    id: str
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    inner: str = ""
    lane: str = ""


def start(id_: str = "start", lane: str = "", name: str = "") -> Node:
    return Node("startEvent", id_, name, lane=lane)


def end(id_: str = "end", *, terminates: bool = False, lane: str = "", name: str = "") -> Node:
    inner = "<bpmn:terminateEventDefinition/>" if terminates else ""
    return Node("endEvent", id_, name, inner=inner, lane=lane)


def user(id_: str, name: str = "", *, lane: str = "", **attributes: str) -> Node:
    attributes.setdefault("role", "" if lane else "handler")
    own = {f"yw:{key}": value for key, value in attributes.items() if value}
    return Node("userTask", id_, name or id_, own, lane=lane)


def decision(
    id_: str = "decision", name: str = "决定", *, lane: str = "", **attributes: str
) -> Node:
    return user(id_, name, lane=lane, kind="decision", **attributes)


def script(id_: str, source: str, *, result: str = "", script_format: str = "cel") -> Node:
    attributes = {"scriptFormat": script_format} | ({"yw:result": result} if result else {})
    return Node("scriptTask", id_, id_, attributes, f"<bpmn:script>{escape(source)}</bpmn:script>")


def service(id_: str, operation: str, name: str = "", *, lane: str = "", **parameters: str) -> Node:
    inner = "".join(
        f"<yw:parameter name={quoteattr(key.rstrip('_'))} value={quoteattr(value)}/>"
        for key, value in parameters.items()
    )
    extensions = f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>" if inner else ""
    return Node("serviceTask", id_, name or id_, {"yw:operation": operation}, extensions, lane)


def rules(id_: str, table: str, name: str = "", *, lane: str = "") -> Node:
    return Node("businessRuleTask", id_, name or id_, {"yw:decision": table}, lane=lane)


def exclusive(id_: str, default: str = "", *, name: str = "", lane: str = "") -> Node:
    return Node("exclusiveGateway", id_, name, {"default": default} if default else {}, lane=lane)


def parallel(id_: str, *, lane: str = "") -> Node:
    return Node("parallelGateway", id_, lane=lane)


def _timer(duration: str) -> str:
    return (
        "<bpmn:timerEventDefinition><bpmn:timeDuration>"
        f"{escape(duration)}</bpmn:timeDuration></bpmn:timerEventDefinition>"
    )


def timer(id_: str, duration: str, *, name: str = "", lane: str = "") -> Node:
    return Node("intermediateCatchEvent", id_, name, inner=_timer(duration), lane=lane)


def boundary(id_: str, task: str, duration: str, *, cancels: bool = True, lane: str = "") -> Node:
    attributes = {"attachedToRef": task, "cancelActivity": str(cancels).lower()}
    return Node("boundaryEvent", id_, "", attributes, _timer(duration), lane)


Flow = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, str]


def bpmn(
    nodes: Sequence[Node],
    flows: Iterable[Flow],
    *,
    name: str = "测试流程",
    process_id: str = "process",
    lanes: Mapping[str, str] | None = None,
    is_drawn: bool = True,
) -> str:
    """Return a BPMN file; a flow is (source, target[, condition[, name]]), ids are f_1, f_2 …"""
    numbered = {f"f_{n}": (*flow, "", "")[:4] for n, flow in enumerate(flows, start=1)}
    parts = [HEAD]
    if lanes:
        parts.append(
            '  <bpmn:collaboration id="collaboration">\n'
            f'    <bpmn:participant id="pool" name={quoteattr(name)} processRef="{process_id}"/>\n'
            "  </bpmn:collaboration>\n"
        )
    parts.append(f'  <bpmn:process id="{process_id}" name={quoteattr(name)} isExecutable="true">\n')
    parts += _lane_set(nodes, lanes or {})
    parts += [_node(node, numbered) for node in nodes]
    parts += [_flow(id_, flow) for id_, flow in numbered.items()]
    parts.append("  </bpmn:process>\n")
    if is_drawn:
        parts += _Drawing(nodes, numbered, lanes or {}, process_id).lines()
    parts.append("</bpmn:definitions>\n")
    return "".join(parts)


def _lane_set(nodes: Sequence[Node], lanes: Mapping[str, str]) -> list[str]:
    if not lanes:
        return []
    lines = ['    <bpmn:laneSet id="lanes">\n']
    for role, name in lanes.items():
        lines.append(
            f'      <bpmn:lane id="lane_{role}" name={quoteattr(name)} yw:role="{role}">\n'
        )
        lines += [
            f"        <bpmn:flowNodeRef>{node.id}</bpmn:flowNodeRef>\n"
            for node in nodes
            if node.lane == role
        ]
        lines.append("      </bpmn:lane>\n")
    return [*lines, "    </bpmn:laneSet>\n"]


def _node(node: Node, flows: Mapping[str, Sequence[str]]) -> str:
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in node.attributes.items())
    named = f" name={quoteattr(node.name)}" if node.name else ""
    # The schema wants extension elements first, then flows, then event definitions.
    extensions = node.inner if "extensionElements" in node.inner else ""
    rest = "" if extensions else node.inner
    lines = [f"      {extensions}\n"] if extensions else []
    lines += [
        f"      <bpmn:incoming>{id_}</bpmn:incoming>\n"
        for id_, f in flows.items()
        if f[1] == node.id
    ]
    lines += [
        f"      <bpmn:outgoing>{id_}</bpmn:outgoing>\n"
        for id_, f in flows.items()
        if f[0] == node.id
    ]
    lines += [f"      {rest}\n"] if rest else []
    inner = "".join(lines)
    return (
        f'    <bpmn:{node.tag} id="{node.id}"{named}{attributes}>\n{inner}    </bpmn:{node.tag}>\n'
    )


def _flow(id_: str, flow: Sequence[str]) -> str:
    source, target, condition, name = flow
    named = f" name={quoteattr(name)}" if name else ""
    opening = f'    <bpmn:sequenceFlow id="{id_}" sourceRef="{source}" targetRef="{target}"{named}'
    if not condition:
        return f"{opening}/>\n"
    return (
        f'{opening}>\n      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
        f"{escape(condition)}</bpmn:conditionExpression>\n    </bpmn:sequenceFlow>\n"
    )


class _Drawing:
    """Columns by the longest way from the start, rows by lane; a way back runs below its lane."""

    def __init__(
        self,
        nodes: Sequence[Node],
        flows: Mapping[str, Sequence[str]],
        lanes: Mapping[str, str],
        process_id: str,
    ) -> None:
        self.nodes, self.flows, self.lanes, self.process_id = nodes, flows, lanes, process_id
        self.hanging = {
            node.id: node.attributes["attachedToRef"]
            for node in nodes
            if node.tag == "boundaryEvent"
        }
        self.columns = self._columns()
        self.places, self.heights = self._rows()
        self.boxes = self._boxes()

    def _columns(self) -> dict[str, int]:
        after: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for source, target, *_rest in self.flows.values():
            if source in after and target in after:
                after[self.hanging.get(source, source)].append(target)
        forward = {id_: list(targets) for id_, targets in after.items()}
        self._drop_ways_back(after, forward)
        column = dict.fromkeys(after, 0)
        for _round in column:
            for id_, targets in forward.items():
                for target in targets:
                    column[target] = max(column[target], column[id_] + 1)
        return column

    def _drop_ways_back(self, after: dict[str, list[str]], forward: dict[str, list[str]]) -> None:
        on_the_way: list[str] = []
        seen: set[str] = set()

        def walk(id_: str) -> None:
            seen.add(id_)
            on_the_way.append(id_)
            for target in after[id_]:
                if target in on_the_way:
                    forward[id_].remove(target)
                elif target not in seen:
                    walk(target)
            on_the_way.pop()

        for node in self.nodes:
            if node.tag == "startEvent":
                walk(node.id)

    def _rows(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return each node's row inside its lane, and how many rows each lane needs."""
        taken: dict[tuple[str, int], int] = {}
        places: dict[str, int] = {}
        for node in self.nodes:
            if node.id not in self.hanging:
                cell = (node.lane, self.columns[node.id])
                places[node.id] = taken.get(cell, 0)
                taken[cell] = places[node.id] + 1
        lanes = list(self.lanes) or [""]
        heights = {
            lane: max((n for (name, _column), n in taken.items() if name == lane), default=1)
            for lane in lanes
        }
        return places, heights

    def _lane_top(self, lane: str) -> int:
        names = list(self.heights)
        above = names[: names.index(lane)] if lane in names else []
        return TOP + ROW * sum(self.heights[name] for name in above)

    def _boxes(self) -> dict[str, tuple[float, float, float, float]]:
        boxes: dict[str, tuple[float, float, float, float]] = {}
        for node in self.nodes:
            width, height = SIZES.get(node.tag, TASK)
            if node.id in self.hanging:
                task = boxes[self.hanging[node.id]]
                boxes[node.id] = (task[0] + 20, task[1] + task[3] - 18, 36, 36)
                continue
            x = LEFT + HEADER + 50 + self.columns[node.id] * COLUMN + (TASK[0] - width) / 2
            y = self._lane_top(node.lane) + self.places[node.id] * ROW + (ROW - height) / 2
            boxes[node.id] = (x, y, width, height)
        return boxes

    def lines(self) -> list[str]:
        plane = "collaboration" if self.lanes else self.process_id
        lines = [
            '  <bpmndi:BPMNDiagram id="diagram">\n',
            f'    <bpmndi:BPMNPlane id="plane" bpmnElement="{plane}">\n',
            *self._pool(),
        ]
        lines += [self._shape(id_, *box) for id_, box in self.boxes.items()]
        lines += [self._edge(id_, flow) for id_, flow in self.flows.items()]
        return [*lines, "    </bpmndi:BPMNPlane>\n", "  </bpmndi:BPMNDiagram>\n"]

    def _pool(self) -> list[str]:
        if not self.lanes:
            return []
        width = HEADER + 100 + (max(self.columns.values(), default=0) + 1) * COLUMN
        total = ROW * sum(self.heights.values())
        shapes = [self._shape("pool", LEFT, TOP, width, total, horizontal=True)]
        for role in self.lanes:
            x, y, height = LEFT + HEADER, self._lane_top(role), ROW * self.heights[role]
            shapes.append(
                self._shape(f"lane_{role}", x, y, width - HEADER, height, horizontal=True)
            )
        return shapes

    def _shape(
        self, id_: str, x: float, y: float, width: float, height: float, *, horizontal: bool = False
    ) -> str:
        extra = ' isHorizontal="true"' if horizontal else ""
        return (
            f'      <bpmndi:BPMNShape id="{id_}_di" bpmnElement="{id_}"{extra}>\n'
            f'        <dc:Bounds x="{x:.0f}" y="{y:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}"/>\n'
            "      </bpmndi:BPMNShape>\n"
        )

    def _edge(self, id_: str, flow: Sequence[str]) -> str:
        points = "".join(
            f'        <di:waypoint x="{x:.0f}" y="{y:.0f}"/>\n' for x, y in self._way(flow)
        )
        return (
            f'      <bpmndi:BPMNEdge id="{id_}_di" bpmnElement="{id_}">\n{points}'
            "      </bpmndi:BPMNEdge>\n"
        )

    def _way(self, flow: Sequence[str]) -> list[tuple[float, float]]:
        ax, ay, aw, ah = self.boxes[flow[0]]
        bx, by, bw, bh = self.boxes[flow[1]]
        if bx < ax + aw:
            low = max(ay + ah / 2, by + bh / 2) + 52
            ends = (ax + aw / 2, bx + bw / 2)
            return [(ends[0], ay + ah), (ends[0], low), (ends[1], low), (ends[1], by + bh)]
        a, b = (ax + aw, ay + ah / 2), (bx, by + bh / 2)
        if a[1] == b[1]:
            return [a, b] if bx - a[0] < COLUMN else self._over(flow)
        if aw == ah:  # a gateway or an event: leave by its corner above or below
            a = (ax + aw / 2, ay + ah if by > ay else ay)
            return [a, (a[0], b[1]), b]
        return [a, (bx - 25, a[1]), (bx - 25, b[1]), b]

    def _over(self, flow: Sequence[str]) -> list[tuple[float, float]]:
        """Pass above the elements between two that stand in one row."""
        ax, ay, aw, _ah = self.boxes[flow[0]]
        bx, by, bw, _bh = self.boxes[flow[1]]
        high = min(ay, by) - 20
        return [(ax + aw / 2, ay), (ax + aw / 2, high), (bx + bw / 2, high), (bx + bw / 2, by)]
