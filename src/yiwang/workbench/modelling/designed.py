# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the form designer's page says a form shall be: fields, groups, sections, rules, English.

What the page does not show stays as it was: each part keeps its JSON, and the designer changes what
it knows of it. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from yiwang.forms.enums import FieldKind

KINDS: Final = tuple(FieldKind)
CHOICES: Final = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
TEXTS: Final = (
    *("title", "x-help", "x-placeholder", "x-unit", "x-visible", "x-prefill", "x-source"),
    "x-computed",
)
NUMBERS: Final = ("minLength", "maxLength", "minimum", "maximum", "maxItems")
ENGLISH: Final = ("title", "help", "placeholder", "unit")
RULE: Final = ("rule", "field", "message")
MOST_ROWS: Final = 200
FIELDS: Final = "fields"

Post = Mapping[str, str]


@dataclass(slots=True)
class Row:
    """A field of the form, or of a group's rows, as the page says it.

    :ivar was: what it was called when the page was shown
    """

    was: str
    name: str
    part: dict[str, Any]
    is_required: bool = False
    section: str = ""


def designed(schema: Mapping[str, Any], post: Post) -> dict[str, Any]:
    """Return a form as the designer's fields say; what they do not show stays.

    A button named ``edit`` moves, removes or adds a field, a section or a rule.
    """
    verb, _sign, place = post.get("edit", "").partition(":")
    rows = _rows(post, FIELDS, schema)
    _edit(rows, verb, place)
    made = {**schema, **_held(schema, rows)}
    made["title"] = post.get("title", "").strip() or schema.get("title", "")
    _put(made, "x-en", english(schema.get("x-en", {}), post, "form", ("title",)))
    _put(made, "x-sections", _sections(schema, post, rows, verb, place))
    _put(made, "x-rules", _rules(schema, post, rows, verb, place))
    return made


def english(old: object, post: Post, prefix: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the English words of a part; those that the page does not show stay."""
    made = dict(old) if isinstance(old, Mapping) else {}
    for name in names:
        text = post.get(f"{prefix}.en.{name}")
        if text is not None:
            _put(made, name, text.strip())
    labels = post.get(f"{prefix}.en.options")
    if labels is not None:
        _put(made, "labels", options_of(labels))
    return made


def options_of(text: str) -> dict[str, str]:
    """Return the options that lines of ``code = words`` say."""
    found = {}
    for line in text.splitlines():
        code, _sign, words = line.partition("=")
        if code.strip():
            found[code.strip()] = words.strip() or code.strip()
    return found


def _numbered(post: Post, prefix: str, mark: str) -> Iterator[str]:
    """Yield the prefixes of the rows that the page sent under a name, in their order."""
    for number in range(MOST_ROWS):
        if post.get(f"{prefix}.{number}.{mark}") is None:
            return
        yield f"{prefix}.{number}"


def _rows(post: Post, prefix: str, before: Mapping[str, Any]) -> list[Row]:
    known = before.get("properties", {})
    rows = []
    for place in _numbered(post, prefix, "name"):
        was = post.get(f"{place}.was", "")
        old = known.get(was, {})
        part = _field(old if isinstance(old, Mapping) else {}, post, place)
        name = post[f"{place}.name"].strip()
        is_required = bool(post.get(f"{place}.required"))
        rows.append(Row(was, name, part, is_required, post.get(f"{place}.section", "")))
    return rows


def _held(before: Mapping[str, Any], rows: list[Row]) -> dict[str, Any]:
    """Return the properties, and which are required, of a form or of a group's rows."""
    names = [row.name for row in rows]
    return {
        "properties": {row.name: row.part for row in rows},
        "required": [row.name for row in rows if row.is_required],
        **({"x-order": names} if "x-order" in before else {}),
    }


def _field(old: Mapping[str, Any], post: Post, place: str) -> dict[str, Any]:
    if "$ref" in old:
        title = post.get(f"{place}.title", "").strip()
        return {**old, **({"title": title} if title else {})}
    sent = post.get(f"{place}.x-kind", "")
    kind = sent if sent in KINDS else old.get("x-kind", "text")
    # Another kind is another field: what the old one was bound by means nothing to it.
    made = dict(old) if old.get("x-kind") == kind else {}
    made["x-kind"] = kind
    for name in TEXTS:
        _put(made, name, post.get(f"{place}.{name}", "").strip())
    for name in NUMBERS:
        text = post.get(f"{place}.{name}", "").strip()
        _put(made, name, int(text) if text.isascii() and text.isdigit() and len(text) < 10 else "")
    if "x-computed" not in made:
        made.pop("readOnly", None)
    _put(made, "x-en", english(made.get("x-en", {}), post, place, ENGLISH))
    if kind in CHOICES:
        _choose(made, kind, options_of(post.get(f"{place}.options", "")))
    if kind == FieldKind.GROUP:
        items = made.get("items") if isinstance(made.get("items"), Mapping) else {}
        rows = _rows(post, f"{place}.items", items or {})
        verb, _sign, where = post.get("edit", "").partition(":")
        if where.startswith(f"{place}.items"):
            _edit(rows, verb, where, f"{place}.items")
        made["items"] = {**(items or {}), **_held(items or {}, rows)}
    return made


def _choose(made: dict[str, Any], kind: str, labels: dict[str, str]) -> None:
    made["x-labels"] = labels
    made.pop("enum", None)
    if kind == FieldKind.CHOICE:
        made["enum"] = list(labels)
    else:
        made["items"] = {"enum": list(labels)}


def _put(made: dict[str, Any], name: str, value: object) -> None:
    if value in ("", {}, []):
        made.pop(name, None)
    else:
        made[name] = value


def _edit(rows: list[Row], verb: str, where: str, prefix: str = FIELDS) -> None:
    """Add, move or remove a row that a button named: ``up:fields.2``, ``add:fields.3.items``."""
    if verb == "add" and where == prefix:
        taken = {row.name for row in rows}
        number = next(n for n in range(1, MOST_ROWS * 2) if f"field_{n}" not in taken)
        part = {"x-kind": "text", "title": _("新的一栏")}
        rows.append(Row("", f"field_{number}", part, section=rows[-1].section if rows else ""))
        return
    place = _number(where, prefix)
    if not 0 <= place < len(rows) or verb not in {"up", "down", "drop"}:
        return
    row = rows.pop(place)
    if verb != "drop":
        rows.insert(max(0, place - 1) if verb == "up" else place + 1, row)


def _number(where: str, prefix: str) -> int:
    rest = where.removeprefix(f"{prefix}.")
    return int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 5 else -1


def _sections(
    schema: Mapping[str, Any], post: Post, rows: list[Row], verb: str, where: str
) -> list[dict[str, Any]]:
    """Return the sections with the fields that there are now; what has none joins the last."""
    before = schema.get("x-sections", [])
    known = {one["key"]: one for one in before if isinstance(one, dict) and "key" in one}
    made = []
    for place in _numbered(post, "sections", "key"):
        key = post[f"{place}.key"].strip()
        old = dict(known.get(key, {}))
        title = post.get(f"{place}.title", "").strip() or old.get("title", "")
        words = english(old.get("x-en", {}), post, place, ("title",))
        _put(old, "x-en", words)
        made.append({**old, "key": key, "title": title, "fields": []})
    if verb == "drop-section" and 0 <= _number(where, "sections") < len(made):
        made.pop(_number(where, "sections"))
    if verb == "add-section":
        taken = {one["key"] for one in made}
        key = next(f"s{n}" for n in range(1, MOST_ROWS * 2) if f"s{n}" not in taken)
        made.append({"key": key, "title": _("新的一节"), "fields": []})
    by_key = {one["key"]: one for one in made}
    for row in rows:
        home = by_key.get(row.section) or (made[-1] if made else None)
        if home is not None:
            home["fields"].append(row.name)
    return made


def _rules(
    schema: Mapping[str, Any], post: Post, rows: list[Row], verb: str, where: str
) -> list[dict[str, Any]]:
    """Return the checks across fields; a field that was renamed is named anew."""
    before = [one for one in schema.get("x-rules", ()) if isinstance(one, dict)]
    renamed = {row.was: row.name for row in rows if row.was}
    made = []
    for number, place in enumerate(_numbered(post, "rules", "rule")):
        old = dict(before[number]) if number < len(before) else {}
        sent = {name: post.get(f"{place}.{name}", old.get(name, "")).strip() for name in RULE}
        made.append(old | sent)
        made[-1]["field"] = renamed.get(made[-1]["field"], made[-1]["field"])
        _put(made[-1], "x-en", english(old.get("x-en", {}), post, place, ("message",)))
    if verb == "drop-rule" and 0 <= _number(where, "rules") < len(made):
        made.pop(_number(where, "rules"))
    if verb == "add-rule" and rows:
        name = rows[0].name
        made.append(
            {"rule": f"form.{name} != null", "field": name, "message": _("请说明要改什么。")}
        )
    return made
