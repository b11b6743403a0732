# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A rule as a plain form: fields named by their place, and buttons that edit.

``facts.1.read`` is what the second data check makes of its value, ``steps.review.note`` what the
rule enters in a step and ``sums.review.amount`` how it computes it. A button named ``edit`` adds,
moves or removes a check, or turns the page into its expert view and back; then nothing is stored.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from yiwang.cases import selectors as cases
from yiwang.forms import selectors as forms
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.foundation.safe_json import parse_json

MOST_FACTS: Final = 20
PLAIN: Final = ("label", "name", "what", "read", "form")
STATED: Final = ("name", "label", "source", "key", "read", "form")
AS_LIST: Final = dict.fromkeys(
    ("forms/widgets/radios.html", "forms/widgets/checkbox.html"), "forms/widgets/select.html"
)
"""What can be left open again is chosen from a list."""
_PLACE: Final = re.compile(r"facts\.(\d{1,2})\.(label|name|what|read|form)")
_FIELD_OF: Final = {
    "label": "label",
    "name": "name",
    "twice": "name",
    "unused": "name",
    "reading": "read",
    "form": "form",
    "source": "what",
    "key": "what",
    "consent": "what",
}

Content = dict[str, Any]
"""``facts``: a list of plain checks; ``steps``: element of the process → what is entered."""


class _Part:
    """Those fields of a posted form whose names begin alike, without that beginning."""

    def __init__(self, post: QueryDict, prefix: str) -> None:
        self._post, self._prefix = post, prefix

    def get(self, key: str, default: Any = None, /) -> Any:
        return self._post.get(self._prefix + key, default)

    def getlist(self, key: str, /) -> Sequence[Any]:
        return self._post.getlist(self._prefix + key)

    def __contains__(self, key: object, /) -> bool:
        return f"{self._prefix}{key}" in self._post


# ── from the page


def content_of(post: QueryDict, choices: cases.rules.Choices) -> Content:
    """Return what a posted form says, right or not, with the row added or moved that was asked.

    :raises ValueError: the expert view, or what the page carries along, is no JSON of the shape
    """
    if post.get("view") == "text":
        return {"facts": read_json(post, "facts"), "steps": read_json(post, "steps")}
    steps = read_json(post, "kept") if post.get("kept") else {}
    for step in choices.steps:
        steps[step.element_id] = steps.get(step.element_id, {}) | _entered(post, step)
    facts = _facts(post)
    _edit(facts, post.get("edit", ""))
    return {"facts": facts, "steps": {name: data for name, data in steps.items() if data}}


def read_json(post: QueryDict, name: str) -> Any:
    """Return a part of the expert view.

    :raises ValueError: it is no JSON, or not of the shape; the argument is the part's name
    """
    kind = list if name == "facts" else dict
    text = str(post.get(name, "")).strip() or ("[]" if kind is list else "{}")
    try:
        found: Any = parse_json(text.encode())
    except (DomainError, UnicodeEncodeError):
        found = None
    parts = list(found.values() if isinstance(found, dict) else found or ())
    is_shaped = isinstance(found, kind) and all(isinstance(one, dict) for one in parts)
    if not is_shaped or (kind is list and not all(map(_is_plain, parts))):
        raise ValueError(name)
    return found


def _is_plain(fact: Mapping[str, Any]) -> bool:
    return all(isinstance(value, str) for value in fact.values())


def _facts(post: QueryDict) -> list[dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for name in list(post)[:2000]:
        if found := _PLACE.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = str(post[name]).strip()
    stated = [rows[number] for number in sorted(rows)]
    is_edit = bool(post.get("edit"))
    said = [one for one in stated if is_edit or any(one.get(name) for name in PLAIN[:3])]
    return _named([_fact(one) for one in said])


def _fact(row: Mapping[str, str]) -> dict[str, str]:
    """Return a data check of a version from a row of the page."""
    kind, _sep, rest = row.get("what", "").partition(":")
    first, _sep, second = rest.partition(":")
    made = {name: row.get(name, "")[:100] for name in ("name", "label", "form")}
    if kind == "own":
        return made | {"source": "", "key": second[:100], "read": first[:100]}
    return made | {"source": first[:100], "key": second[:100], "read": row.get("read", "")[:100]}


def _named(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Give a short name to those checks that have none; the table reads them by it."""
    taken = {row["name"] for row in rows}
    for row in rows:
        if not row["name"]:
            row["name"] = next(n for i in range(1, 100) if (n := f"check{i}") not in taken)
            taken.add(row["name"])
    return rows


def _entered(post: QueryDict, step: Any) -> dict[str, Any]:
    form = forms.compiled_form_by_code(step.form_code)
    names = list(form.single)
    parsed = form.parse(_Part(post, f"steps.{step.element_id}."))
    typed = {name: parsed[name] for name in names if name in parsed}
    entered = typed | form.tidied(typed, list(typed))
    for name in names:
        if formula := str(post.get(f"sums.{step.element_id}.{name}", "")).strip():
            entered[name] = f"={formula.removeprefix('=').strip()}"
    return entered


def _edit(facts: list[dict[str, str]], order: str) -> None:
    """Do what a button says: ``add``, ``up:2``, ``down:2``, ``drop:2``."""
    verb, _sep, number = order.partition(":")
    place = int(number) if number.isdecimal() and int(number) < len(facts) else -1
    if verb == "add" and len(facts) < MOST_FACTS:
        facts.append(dict.fromkeys(STATED, ""))
        _named(facts)
    elif verb == "drop" and place >= 0:
        facts.pop(place)
    elif verb in {"up", "down"} and place >= 0:
        other = place + (1 if verb == "down" else -1)
        if 0 <= other < len(facts):
            facts[place], facts[other] = facts[other], facts[place]


# ── to the page


@dataclass(frozen=True, slots=True)
class FactRow:
    """A data check as the page shows it.

    :ivar missing: what it asks for and no longer exists; "" for what does
    :ivar errors: field of the row → what is wrong with it
    """

    number: int
    fact: Mapping[str, str]
    what: str
    missing: str
    is_form_missing: bool
    errors: Mapping[str, str]

    @property
    def place(self) -> str:
        return str(self.number)

    @property
    def focus(self) -> str:
        """Return the field that takes the focus when the row was added or moved."""
        return f"facts-{self.number}-label"


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a step: what is entered as it is, or how it is computed."""

    field: Any
    name: str
    label: str
    formula: str


@dataclass(frozen=True, slots=True)
class StepRows:
    """A step of the process with the fields of its form."""

    element_id: str
    name: str
    entries: Sequence[Entry]
    error: str


def fact_rows(
    content: Content, choices: cases.rules.Choices, errors: Sequence[FieldError]
) -> list[FactRow]:
    """Return the data checks with what is wrong with each."""
    known = {value for _name, offers in offered(choices) for value, _words in offers}
    rows = []
    for number, stated in enumerate(content["facts"]):
        fact = dict.fromkeys(STATED, "") | stated
        is_own = not fact["source"] and fact["read"] in choices.own_readings
        first = fact["read"] if is_own else fact["source"]
        what = f"{'own' if is_own else 'from'}:{first}:{fact['key']}"
        what = "" if what == "from::" else what
        missing = "" if not what or what in known else what.partition(":")[2]
        found = [one for one in errors if one.path == f"/facts/{number + 1}"]
        wrong = dict.fromkeys(PLAIN, "")
        wrong |= {_FIELD_OF.get(one.code, "label"): str(one.message) for one in reversed(found)}
        is_gone = bool(fact["form"]) and fact["form"] not in choices.fields
        rows.append(FactRow(number, fact, what, missing, is_gone, wrong))
    return rows


def fields(choices: cases.rules.Choices) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return name, label and options of each field of the application form."""
    return [
        (name, label, list(choices.options.get(name, {}).items()))
        for name, label in choices.fields.items()
    ]


def offered(choices: cases.rules.Choices) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return everything that a check may ask, grouped by who knows it."""
    groups = [
        (
            f"{one.name}{_('，')}{one.provider}",
            [(f"from:{one.code}:{part.key}", part.label) for part in one.fields],
        )
        for one in choices.sources
    ]
    own = []
    for code, reading in choices.own_readings.items():
        if code == "is_free":
            own += [
                (f"own:{code}:{one}", f"{reading.label}{_('：')}{name}")
                for one, name in choices.registers.items()
            ]
        else:
            own.append((f"own:{code}:", str(reading.label)))
    return [(_("本平台记录"), own), *groups]


def step_rows(
    content: Content, choices: cases.rules.Choices, errors: Sequence[FieldError]
) -> list[StepRows]:
    """Return the steps with what is entered in each, and what is wrong with it."""
    wrong = {one.path: str(one.message) for one in reversed(errors)}
    return [
        StepRows(
            step.element_id,
            step.name,
            _entries(step, content["steps"].get(step.element_id, {})),
            wrong.get(f"/steps/{step.element_id}", ""),
        )
        for step in choices.steps
    ]


def _entries(step: Any, data: Mapping[str, Any]) -> list[Entry]:
    form = forms.compiled_form_by_code(step.form_code)
    labels = form.single
    fixed = {name: value for name, value in data.items() if not _is_sum(value)}
    entries = []
    for drawn in form.asked({n: v for n, v in fixed.items() if n in labels}, labels):
        place = f"{step.element_id}-{drawn.name}"
        value = data.get(drawn.name)
        field = replace(
            drawn,
            widget=AS_LIST.get(drawn.widget, drawn.widget),
            name=f"steps.{step.element_id}.{drawn.name}",
            id=f"steps-{place}",
            is_required=False,
            controls=False,
            computes=False,
            described_by=drawn.described_by.replace(drawn.id, f"steps-{place}"),
            options=tuple(
                replace(one, id=one.id.replace(drawn.id, f"steps-{place}")) for one in drawn.options
            ),
        )
        formula = str(value)[1:].strip() if _is_sum(value) else ""
        entries.append(
            Entry(field, f"sums.{step.element_id}.{drawn.name}", labels[drawn.name], formula)
        )
    return entries


def _is_sum(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")


def kept(content: Content, choices: cases.rules.Choices) -> dict[str, Any]:
    """Return what a version enters in steps and no field of the page shows."""
    shown = {
        step.element_id: forms.compiled_form_by_code(step.form_code).single
        for step in choices.steps
    }
    rest = {
        element: {name: one for name, one in data.items() if name not in shown.get(element, ())}
        for element, data in content["steps"].items()
    }
    return {element: data for element, data in rest.items() if data}


def written(value: object) -> str:
    """Return a part of the expert view."""
    return json.dumps(value, ensure_ascii=False, indent=2)
