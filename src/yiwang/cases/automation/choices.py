# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What there is to choose from when a rule is drafted: sources, registers, fields, steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yiwang.cases.automation import checking
from yiwang.cases.automation.facts import OWN_READINGS, READINGS
from yiwang.cases.automation.facts import Reading as Reading
from yiwang.cases.models import RegisterEntry, RuleSet
from yiwang.forms import selectors as forms
from yiwang.sharing import selectors as sharing
from yiwang.workflow import selectors as workflow

MOST_REGISTERS: Final = 50
REGISTER_NAMES: Final = {"trade-names": _("已登记的字号")}
"""What people call the registers that come with the platform; others go by their code."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What exists for the item of a rule set today.

    :ivar sources: those a rule may ask; what needs consent is not among them
    :ivar registers: of names that are taken: code → what it is called
    :ivar fields: of the application form: name → what it is called
    :ivar options: of a field that is chosen from a list: name → code → what it is called
    :ivar steps: of people before the decision that ask for something to be filled in
    """

    sources: Sequence[sharing.Source]
    registers: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    steps: Sequence[workflow.ProcessStep] = ()
    readings: Mapping[str, Reading] = field(default_factory=lambda: READINGS)
    own_readings: Mapping[str, Reading] = field(default_factory=lambda: OWN_READINGS)


def choices(rules: RuleSet) -> Choices:
    """Return what a rule of this set may ask, compare and fill in."""
    sources = [one for one in sharing.sources() if not one.needs_consent]
    snapshot = checking.example_of(rules)
    if snapshot is None:
        return Choices(sources, _registers())
    known = forms.compiled_form(snapshot.form_id) if snapshot.form_id else None
    properties = known.schema["properties"] if known else {}
    return Choices(
        sources=sources,
        registers=_registers(),
        fields=known.single if known else {},
        options={
            name: {code: known.text(name, code) for code in one["enum"]}
            for name, one in properties.items()
            if known is not None and "enum" in one
        },
        steps=_steps(snapshot.process_id),
    )


def _steps(process_id: UUID | None) -> list[workflow.ProcessStep]:
    if process_id is None:
        return []
    found = workflow.process_steps(process_id)
    return [one for one in found if one.form_code and one.kind != "decision"]


def _registers() -> dict[str, str]:
    """Return all registers: from one to the next by their index, never row by row."""
    found: list[str] = []
    rows = RegisterEntry.objects.order_by("register").values_list("register", flat=True)
    while len(found) < MOST_REGISTERS:
        code = rows.filter(register__gt=found[-1] if found else "").first()
        if code is None:
            break
        found.append(code)
    return {code: str(REGISTER_NAMES.get(code, code)) for code in found}
