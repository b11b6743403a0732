# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The editor of benchmarks as a plain form: fields named by their place, and buttons that edit.

``tiers.1.spans.term.least`` is the lower end of the second tier in the measure ``term``. A button
named ``edit`` adds or removes a part; then nothing is stored and the page is shown again.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.http import QueryDict

MOST_FIELDS: Final = 2000
PLAIN: Final = ("name", "document", "law", "article")
LISTED: Final = ("mitigating", "aggravating")
_PLACE: Final = re.compile(r"(?:measures|tiers)\.\d{1,2}\.[a-z_.0-9]{1,80}")
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def content_of(post: QueryDict) -> dict[str, Any]:
    """Return the benchmark that a posted form says, right or not; empty parts are left out."""
    tree: dict[str, Any] = {}
    for name in list(post)[:MOST_FIELDS]:
        if _PLACE.fullmatch(name):
            _set(tree, name.split("."), str(post[name]))
    content: dict[str, Any] = {name: post.get(name, "").strip() for name in PLAIN}
    content |= {name: lines_of(post.get(name, "")) for name in LISTED}
    content["lets_lower"] = bool(post.get("lets_lower"))
    measures = [_measure(each, n) for n, each in enumerate(_rows(tree.get("measures")), start=1)]
    content["measures"] = _keyed([one for one in measures if one.get("name")], "m")
    kinds = {one["key"]: one["kind"] for one in content["measures"]}
    tiers = [_tier(each, kinds) for each in _rows(tree.get("tiers"))]
    said = [one for one in tiers if one["name"] or one["circumstances"]]
    content["tiers"] = _keyed(said, "t")
    _edit(content, post.get("edit", ""))
    return content


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content with every field that the editor shows."""
    measures = [
        {"key": "", "name": "", "kind": "term", "unit": "", **one}
        for one in _parts(content.get("measures"))
    ]
    return {
        **{name: content.get(name, "") for name in PLAIN},
        **{name: "\n".join(map(str, content.get(name) or ())) for name in LISTED},
        "lets_lower": bool(content.get("lets_lower")),
        "measures": measures,
        "tiers": [_tier_shown(one, measures) for one in _parts(content.get("tiers"))],
    }


def _tier_shown(tier: Mapping[str, Any], measures: list[dict[str, Any]]) -> dict[str, Any]:
    spans = {one.get("measure"): one for one in _parts(tier.get("spans"))}
    made = {name: tier.get(name, "") for name in ("key", "name", "circumstances", "law", "article")}
    return made | {
        "within": tier.get("within", ""),
        "is_by_law": bool(tier.get("is_by_law")),
        "spans": [
            {
                "measure": one,
                "least": spans.get(one["key"], {}).get("least", ""),
                "most": spans.get(one["key"], {}).get("most", ""),
                "choices": "\n".join(map(str, spans.get(one["key"], {}).get("choices", ()))),
            }
            for one in measures
        ],
    }


def _parts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _set(tree: dict[str, Any], place: list[str], value: str) -> None:
    for step in place[:-1]:
        below = tree.setdefault(step, {})
        if not isinstance(below, dict):
            return
        tree = below
    tree[place[-1]] = value


def _rows(part: Any) -> list[dict[str, Any]]:
    if not isinstance(part, dict):
        return []
    numbers = sorted((key for key in part if key.isdecimal()), key=int)
    return [part[number] for number in numbers if isinstance(part[number], dict)]


def _text(part: Mapping[str, Any], name: str) -> str:
    value = part.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _measure(part: Mapping[str, Any], number: int) -> dict[str, Any]:
    made = {name: _text(part, name) for name in ("key", "name", "kind", "unit")}
    return made | {"key": made["key"] or f"m{number}", "kind": made["kind"] or "term"}


def _tier(part: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    names = ("key", "name", "circumstances", "law", "article", "within")
    made: dict[str, Any] = {name: _text(part, name) for name in names}
    made["is_by_law"] = bool(_text(part, "is_by_law"))
    below = part.get("spans")
    spans = below if isinstance(below, dict) else {}
    made["spans"] = [
        _span(key, kind, spans[key])
        for key, kind in kinds.items()
        if isinstance(spans.get(key), dict)
    ]
    return made


def _span(key: str, kind: str, part: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "conditions":
        return {"measure": key, "choices": lines_of(_text(part, "choices"))}
    return {"measure": key, "least": _text(part, "least"), "most": _text(part, "most")}


def _keyed(rows: list[dict[str, Any]], letter: str) -> list[dict[str, Any]]:
    """Give a key to those that have none; people never see it."""
    taken = {row["key"] for row in rows if _KEY.fullmatch(row["key"])}
    for row in rows:
        if not _KEY.fullmatch(row["key"]):
            free = (f"{letter}{number}" for number in range(1, 100))
            row["key"] = next(key for key in free if key not in taken)
            taken.add(row["key"])
    return rows


def _edit(content: dict[str, Any], order: str) -> None:
    """Do what a button says: ``add:measures``, ``add:tiers``, ``drop:tiers.2``."""
    verb, _sign, rest = order.partition(":")
    part, _dot, place = rest.partition(".")
    if part not in {"measures", "tiers"}:
        return
    rows = content[part]
    if verb == "add":
        rows.append({})
    elif verb == "drop" and place.isdecimal() and int(place) < len(rows):
        rows.pop(int(place))
