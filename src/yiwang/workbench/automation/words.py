# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A version of a rule as people read it: checks, entries and cells without a single code."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from yiwang.cases import selectors as cases
from yiwang.forms import selectors as forms
from yiwang.workbench.automation.form import offered

_TEXT: Final = re.compile(r'"([^"]*)"')
_SIGNS: Final = ((">=", "≥"), ("<=", "≤"), ("!=", "≠"))


def facts_in_words(
    facts: Sequence[Mapping[str, str]], choices: cases.rules.Choices
) -> list[tuple[str, str, list[str]]]:
    """Return each data check: what it is called, its short name, and what it does in words."""
    return [(one["label"], one["name"], _fact(one, choices)) for one in facts]


def _fact(fact: Mapping[str, str], choices: cases.rules.Choices) -> list[str]:
    compared = fact.get("form", "")
    field = choices.fields.get(compared, compared)
    against = [_("对照申请表的“%(field)s”") % {"field": field}] if field else []
    if not fact["source"]:
        known = dict(pair for _group, pairs in offered(choices)[:1] for pair in pairs)
        what = known.get(f"own:{fact['read']}:{fact['key']}", fact["read"])
        return [_("本平台记录"), what, *against]
    source = next((one for one in choices.sources if one.code == fact["source"]), None)
    reading = choices.readings.get(fact["read"])
    return [
        source.name if source else fact["source"],
        source.label_of(fact["key"]) if source else fact["key"],
        str(reading.label) if reading else fact["read"],
        *against,
    ]


def steps_in_words(
    steps: Mapping[str, Mapping[str, Any]], choices: cases.rules.Choices
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return what a rule enters: the step, and label, content and whether it is a formula."""
    known = {one.element_id: one for one in choices.steps}
    return [
        (
            known[element].name if element in known else element,
            _entries(known[element].form_code if element in known else "", data),
        )
        for element, data in steps.items()
        if data
    ]


def _entries(form_code: str, data: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    form = forms.compiled_form_by_code(form_code) if form_code else None
    found = []
    for name, value in data.items():
        is_sum = isinstance(value, str) and value.startswith("=")
        label = form.label(name) if form else name
        found.append((label, value[1:].strip() if is_sum else _text(form, name, value), is_sum))
    return found


def _text(form: Any, name: str, value: object) -> str:
    """Return an answer as people read it; as it is written where it cannot be one."""
    return (form.text(name, value) if form else "") or str(value)


def rows_in_words(table: Any, choices: cases.rules.Choices) -> list[dict[str, Any]]:
    """Return the rows of a table as a page lists them, with the words of the form's options."""
    options = [
        choices.options.get(one.source.strip().removeprefix("form."), {})
        if one.source.strip().startswith("form.")
        else {}
        for one in table.table.inputs
    ]
    rows: list[dict[str, Any]] = table.shown()
    for row in rows:
        row["shown"] = [
            (label, _cell(cell, names))
            for (label, cell), names in zip(row["shown"], options, strict=True)
        ]
    return rows


def _cell(source: str, names: Mapping[str, str]) -> str:
    text = _TEXT.sub(lambda found: names.get(found[1], found[1]), source)
    for sign, shown in _SIGNS:
        text = text.replace(sign, shown)
    return text
