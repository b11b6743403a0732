# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A process as a still picture: SVG from the drawing in its file, for pages without script.

Colours are left to the page: every part has a class (``yw-bpmn-…``), the current step has
``is-current`` and one that is behind has ``is-done``; a word beside the picture says the same.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from yiwang.workflow.bpmn.reader import BPMN, DI
from yiwang.workflow.xml import Node, local_name, parse_xml

_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
MARGIN = 10
LINE = 18
PER_LINE = 7

_ARROW_HEAD = (
    '<defs><marker id="yw-bpmn-end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
    'markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z"/></marker></defs>'
)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a shape lies."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def process_svg(
    xml: str, *, title: str, current: Collection[str] = (), done: Collection[str] = ()
) -> str:
    """Return the picture of a published process.

    :param title: what the picture shows, for people who do not see it
    :param current: ids of the elements where the case stands
    :param done: ids of the elements that are behind
    """
    root = parse_xml(xml)
    names = {node.get("id"): node for node in root.iter() if node.get("id")}
    boxes = dict(_boxes(root))
    left = min((box.x for box in boxes.values()), default=0) - MARGIN
    top = min((box.y for box in boxes.values()), default=0) - MARGIN
    right = max((box.x + box.width for box in boxes.values()), default=0) + MARGIN
    bottom = max((box.y + box.height for box in boxes.values()), default=0) + 3 * MARGIN
    view = f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="yw-bpmn" role="img" viewBox="{view}">',
        f"<title>{escape(title)}</title>",
        _ARROW_HEAD,
    ]
    marks = dict.fromkeys(done, " is-done") | dict.fromkeys(current, " is-current")
    for id_, box in sorted(boxes.items(), key=lambda pair: -pair[1].width * pair[1].height):
        if id_ in names:
            parts += _shape(names[id_], box, marks.get(id_, ""))
    for id_, points in _edges(root):
        if id_ in names:
            parts += _edge(names[id_], points)
    return "\n".join([*parts, "</svg>"])


def _boxes(root: Node) -> Iterator[tuple[str, Box]]:
    for shape in root.iter(f"{{{DI}}}BPMNShape"):
        bounds = shape.find(f"{{{_DC}}}Bounds")
        numbers = [_number(bounds, key) for key in ("x", "y", "width", "height")]
        yield shape.get("bpmnElement") or "", Box(*numbers)


def _edges(root: Node) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    for edge in root.iter(f"{{{DI}}}BPMNEdge"):
        points = [(_number(p, "x"), _number(p, "y")) for p in edge.iter(f"{{{_DD}}}waypoint")]
        if len(points) > 1:
            yield edge.get("bpmnElement") or "", points


def _number(node: Node | None, key: str) -> float:
    try:
        value = float(node.get(key, "0")) if node is not None else 0.0
    except ValueError:
        return 0.0
    return value if abs(value) < 100_000 else 0.0


def _shape(node: Node, box: Box, mark: str) -> Iterator[str]:
    tag = local_name(node.tag)
    x, y = box.middle
    if tag in {"participant", "lane"}:
        yield _rectangle(box, f"yw-bpmn-{tag}", 0)
        yield _upright(node.get("name") or "", box.x + 16, y)
    elif tag.endswith("Event"):
        kind = "yw-bpmn-end-event" if tag == "endEvent" else "yw-bpmn-event"
        yield f'<circle class="{kind}{mark}" cx="{x:.0f}" cy="{y:.0f}" r="{box.width / 2:.0f}"/>'
        yield from _words(node, x, box.y + box.height + LINE, "yw-bpmn-note")
    elif tag.endswith("Gateway"):
        corners = f"{x},{box.y} {box.x + box.width},{y} {x},{box.y + box.height} {box.x},{y}"
        yield f'<polygon class="yw-bpmn-gateway{mark}" points="{corners}"/>'
        sign = "+" if tag.startswith("parallel") else "×"
        yield f'<text class="yw-bpmn-sign" x="{x:.0f}" y="{y + 6:.0f}">{sign}</text>'
        yield from _words(node, x, box.y - 6, "yw-bpmn-note")
    elif node.tag.startswith(f"{{{BPMN}}}"):
        yield _rectangle(box, f"yw-bpmn-task{mark}", 10)
        yield from _words(node, x, y + 5, "yw-bpmn-name", per_line=PER_LINE)


def _rectangle(box: Box, kind: str, radius: int) -> str:
    return (
        f'<rect class="{kind}" x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" '
        f'height="{box.height:.0f}" rx="{radius}"/>'
    )


def _upright(text: str, x: float, y: float) -> str:
    return (
        f'<text class="yw-bpmn-lane-name" x="{x:.0f}" y="{y:.0f}" '
        f'transform="rotate(-90 {x:.0f} {y:.0f})">{escape(text)}</text>'
    )


def _words(node: Node, x: float, y: float, kind: str, *, per_line: int = 99) -> Iterator[str]:
    name = node.get("name") or ""
    lines = [name[start : start + per_line] for start in range(0, len(name), per_line)]
    first = y - (len(lines) - 1) * LINE / 2
    for number, line in enumerate(lines):
        yield (
            f'<text class="{kind}" x="{x:.0f}" y="{first + number * LINE:.0f}">'
            f"{escape(line)}</text>"
        )


def _edge(node: Node, points: list[tuple[float, float]]) -> Iterator[str]:
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    yield f'<polyline class="yw-bpmn-flow" points="{line}" marker-end="url(#yw-bpmn-end)"/>'
    name = node.get("name")
    if name:
        (x1, y1), (x2, y2) = _longest(points)
        yield (
            f'<text class="yw-bpmn-note" x="{(x1 + x2) / 2:.0f}" y="{(y1 + y2) / 2 - 5:.0f}">'
            f"{escape(name)}</text>"
        )


def _longest(points: list[tuple[float, float]]) -> tuple[tuple[float, float], tuple[float, float]]:
    pieces = pairwise(points)
    return max(pieces, key=lambda ends: abs(ends[0][0] - ends[1][0]) + abs(ends[0][1] - ends[1][1]))
