# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""State tables drawn: one SVG and one table of transitions each."""

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import Any
from xml.sax.saxutils import escape

from yiwang.workflow.states import StateTable, label

WIDTH, HEIGHT = 156, 40
COLUMN, ROW = 300, 104
WORDS_AT = 0.4  # of the way along an arrow: away from where arrows meet
MARGIN = 30
_STYLE = (
    "rect{fill:#f1f8f7;stroke:#14756f;stroke-width:1.5}.final{stroke-width:4}"
    "path{fill:none;stroke:#5b6b70;stroke-width:1.2}"
    "text{font:14px 'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;fill:#1f2a2e;"
    "text-anchor:middle}.action{font-size:11px;fill:#0f5f5a;paint-order:stroke;stroke:#fff;"
    "stroke-width:4px}"
)

_ARROW_HEAD = (
    '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
    'orient="auto"><path d="M0,0 L8,4 L0,8 z" style="fill:#5b6b70"/></marker></defs>'
)

Table = StateTable[Any, Any, Any]


def svg(table: Table, title: str) -> str:
    """Return a drawing: states in columns by their distance from the first, actions on arrows."""
    places = _places(table)
    width = 2 * MARGIN + max(x for x, _y in places.values()) + WIDTH
    height = 2 * MARGIN + max(y for _x, y in places.values()) + HEIGHT
    arrows: dict[tuple[Enum, Enum], dict[str, None]] = defaultdict(dict)
    for row in table:
        arrows[row.source, row.target][label(row.action)] = None
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        _ARROW_HEAD,
    ]
    for (source, target), actions in arrows.items():
        parts += _arrow(places[source], places[target], " / ".join(actions))
    for state, (x, y) in places.items():
        kind = ' class="final"' if state in table.final else ""
        left, top = MARGIN + x, MARGIN + y
        parts.append(
            f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="10"{kind}/>'
            f'<text x="{left + WIDTH // 2}" y="{top + 25}">{escape(label(state))}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _places(table: Table) -> dict[Enum, tuple[int, int]]:
    depth = {table.initial: 0}
    for state in _breadth_first(table):
        for row in table:
            if row.source is state:
                depth.setdefault(row.target, depth[state] + 1)
    filled: dict[int, int] = defaultdict(int)
    places = {}
    for state, column in depth.items():
        places[state] = (column * COLUMN, filled[column] * ROW)
        filled[column] += 1
    return places


def _breadth_first(table: Table) -> Iterator[Enum]:
    seen = {table.initial: None}
    waiting = [table.initial]
    while waiting:
        state = waiting.pop(0)
        yield state
        for row in table:
            if row.source is state and row.target not in seen:
                seen[row.target] = None
                waiting.append(row.target)


def _arrow(source: tuple[int, int], target: tuple[int, int], words: str) -> list[str]:
    (x1, y1), (x2, y2) = source, target
    middle = MARGIN + HEIGHT // 2
    if source == target:
        x, y = MARGIN + x1 + WIDTH // 2, MARGIN + y1
        path = f"M{x - 26},{y} C{x - 40},{y - 30} {x + 40},{y - 30} {x + 26},{y}"
        return [_path(path), _words(x, y - 18, words)]
    if x2 > x1:
        start, end = MARGIN + x1 + WIDTH, MARGIN + x2
        pull = 60
    elif x2 < x1:
        start, end = MARGIN + x1, MARGIN + x2 + WIDTH
        pull = -60
    else:
        start = end = MARGIN + x1 + WIDTH
        pull = 70
    bend = -pull if x1 != x2 else pull
    # Arrows back run a little lower, so that they do not lie on the arrows forth.
    shift = 10 if x2 < x1 or (x1 == x2 and y2 < y1) else 0
    top, bottom = y1 + middle + shift, y2 + middle + shift
    path = f"M{start},{top} C{start + pull},{top} {end + bend},{bottom} {end},{bottom}"
    x = _along(start, start + pull, end + bend, end)
    return [_path(path), _words(x, _along(top, top, bottom, bottom) - 4 + shift, words)]


def _along(first: int, second: int, third: int, last: int) -> int:
    """Return a coordinate of the point on a Bézier curve where the words stand."""
    t, u = WORDS_AT, 1 - WORDS_AT
    return round(u**3 * first + 3 * u * u * t * second + 3 * u * t * t * third + t**3 * last)


def _path(commands: str) -> str:
    return f'<path d="{commands}" marker-end="url(#a)"/>'


def _words(x: int, y: int, words: str) -> str:
    return f'<text class="action" x="{x}" y="{y}">{escape(words)}</text>'


def rows(table: Table) -> list[str]:
    """Return the transitions as rows of a Markdown table, those of several roles in one."""
    lines = ["| State 状态 | Action 操作 | Leads to 变为 | Who 由谁 |", "| --- | --- | --- | --- |"]
    seen = set()
    for row in table:
        if (row.source, row.action) in seen:
            continue
        seen.add((row.source, row.action))
        roles = "、".join(sorted(label(role) for role in table.roles(row.source, row.action)))
        lines.append(
            f"| {label(row.source)} `{row.source.value}` | {label(row.action)} "
            f"`{row.action.value}` | {label(row.target)} | {roles} |"
        )
    return lines
