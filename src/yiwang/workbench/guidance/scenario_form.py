# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The editor of scenarios as a plain form: fields named by their place, and buttons that edit.

``questions.0.choices.1.label`` is the label of the second choice of the first question. A button
named ``edit`` adds, removes or moves a part; then nothing is stored and the page is shown again.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.http import QueryDict

MOST_FIELDS: Final = 4000
_PLACE: Final = re.compile(r"(?:intro|table|(?:questions|outcomes)\.\d{1,2}\.[a-z_.0-9]{1,40})")
_NUMBERS: Final = frozenset({"minimum", "maximum", "situation", "visits", "amount"})
LINES: Final = ("fees", "steps", "may_need", "notes")
NONE: Final = "-"
NEW: Final[Mapping[str, Mapping[str, Any]]] = {
    "question": {"key": "", "title": "", "kind": "choice", "choices": [{}, {}]},
    "number": {"key": "", "title": "", "kind": "integer", "minimum": 0, "maximum": 100},
    "choice": {"code": "", "label": ""},
    "branch": {"when": "", "to": ""},
    "outcome": {"key": "", "name": ""},
}


def content_of(post: QueryDict) -> dict[str, Any]:
    """Return the scenario that a posted form says, right or not."""
    tree: dict[str, Any] = {}
    for name in list(post)[:MOST_FIELDS]:
        if _PLACE.fullmatch(name):
            _set(tree, name.split("."), post.getlist(name))
    content = {
        "intro": _text(tree.get("intro")),
        "table": _text(tree.get("table")),
        "questions": [_question(each) for each in _rows(tree.get("questions"))],
        "outcomes": [_outcome(each) for each in _rows(tree.get("outcomes"))],
    }
    _edit(content, post.get("edit", ""))
    return content


def _set(tree: dict[str, Any], place: list[str], values: list[str]) -> None:
    for step in place[:-1]:
        below = tree.setdefault(step, {})
        if not isinstance(below, dict):
            return
        tree = below
    tree[place[-1]] = values


def _rows(part: Any) -> list[dict[str, Any]]:
    if not isinstance(part, dict):
        return []
    numbers = sorted((key for key in part if key.isdecimal()), key=int)
    return [part[number] for number in numbers if isinstance(part[number], dict)]


def _text(values: Any) -> str:
    return values[0].strip() if isinstance(values, list) and values else ""


def _plain(part: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts and numbers of a part; what is empty is left out."""
    made: dict[str, Any] = {}
    for name, values in part.items():
        text = _text(values)
        if not isinstance(values, list) or not text:
            continue
        made[name] = int(text) if name in _NUMBERS and _is_whole(text) else text
    return made


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 11


def _question(part: Mapping[str, Any]) -> dict[str, Any]:
    made = _plain(part)
    if made.get("kind") != "integer":
        made["choices"] = [_choice(each) for each in _rows(part.get("choices"))]
    branches = [_plain(each) for each in _rows(part.get("branches"))]
    return made | ({"branches": branches} if branches else {})


def _choice(part: Mapping[str, Any]) -> dict[str, Any]:
    made = _plain(part)
    fill = filling_of(str(made.pop("fill", "")))
    return made | ({"fill": fill} if fill else {})


def _outcome(part: Mapping[str, Any]) -> dict[str, Any]:
    lists = {"materials", *LINES}
    made = _plain({name: values for name, values in part.items() if name not in lists})
    unit = made.pop("unit", "workday")
    if "amount" in made:
        made["limit"] = {"amount": made.pop("amount"), "unit": unit}
    if made.pop("choosematerials", "") == "some":
        chosen = part.get("materials")
        made["materials"] = chosen if isinstance(chosen, list) else []
    for name in LINES:
        lines = lines_of(_text(part.get(name)))
        if lines is not None:
            made[name] = lines
    return made


def lines_of(text: str) -> list[str] | None:
    """Return the lines of a text; None when there are none, nothing for a single dash."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [] if lines == [NONE] else lines or None


def lines_text(lines: object) -> str:
    """Return the text whose lines these are; a dash for none at all."""
    if not isinstance(lines, list):
        return ""
    return "\n".join(map(str, lines)) if lines else NONE


# ── what a choice fills in, as text: one field a line


def filling_of(text: str) -> dict[str, Any]:
    """Return what lines of ``field = value`` say; values are codes, numbers, 是, 否, a, b lists."""
    found: dict[str, Any] = {}
    for line in text.replace("；", "\n").splitlines():
        name, sign, value = line.partition("=")
        if sign and name.strip():
            found[name.strip()] = _value(value.strip())
    return found


def _value(text: str) -> Any:
    if text in {"true", "是"}:
        return True
    if text in {"false", "否"}:
        return False
    if text.startswith("[") and text.endswith("]"):
        return [part.strip() for part in text[1:-1].split(",") if part.strip()]
    return int(text) if _is_whole(text) else text


def filling_text(fill: Mapping[str, Any]) -> str:
    """Return the lines that say what a choice fills in."""
    return "\n".join(f"{name} = {_written(value)}" for name, value in fill.items())


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


# ── buttons that edit


def _edit(content: dict[str, Any], order: str) -> None:
    """Do what a button says: ``add:question``, ``add:choice:0``, ``drop:outcomes.2``, ``up:…``."""
    verb, _sign, rest = order.partition(":")
    if verb == "add":
        _add(content, rest)
    elif verb in {"drop", "up"}:
        _move(content, verb, rest.split("."))


def _add(content: dict[str, Any], what: str) -> None:
    name, _sign, place = what.partition(":")
    if name in {"question", "number"}:
        content["questions"].append(dict(NEW[name]))
    elif name == "outcome":
        content["outcomes"].append(dict(NEW[name]))
    elif name in {"choice", "branch"} and place.isdecimal():
        number = int(place)
        if number < len(content["questions"]):
            question = content["questions"][number]
            question.setdefault("choices" if name == "choice" else "branches", []).append({})


def _move(content: dict[str, Any], verb: str, place: list[str]) -> None:
    rows: Any = content
    for step in place[:-1]:
        rows = _below(rows, step)
    number = int(place[-1]) if place[-1].isdecimal() else -1
    if not isinstance(rows, list) or not 0 <= number < len(rows):
        return
    row = rows.pop(number)
    if verb == "up":
        rows.insert(max(0, number - 1), row)


def _below(part: Any, step: str) -> Any:
    if isinstance(part, dict):
        return part.get(step)
    is_there = isinstance(part, list) and step.isdecimal() and int(step) < len(part)
    return part[int(step)] if is_there else None
