# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Try a decision table or a form with sample answers before it is published. Nothing is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yiwang.catalogue.modelling import checking
from yiwang.forms import services as form_services
from yiwang.forms.errors import FormInvalid, FormTooLarge
from yiwang.forms.selectors import CompiledForm
from yiwang.foundation import cel
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.workflow.dmn.cells import as_literal


@dataclass(frozen=True, slots=True)
class Found:
    """What an input of a table found in the sample, and how many rules take it.

    :ivar label: what the table calls it; "" where it does not
    """

    expression: str
    value: Any
    rules: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class TableTrial:
    """What a table says of a sample.

    :ivar reads: what it reads, as ``form.kind``
    :ivar matching: the numbers of the rules that match, from 1, as the table shows them
    :ivar labels: what the table calls its outputs, where it says
    :ivar refusal: the sentence why it decides nothing; "" when it does
    """

    name: str
    policy: str
    reads: tuple[str, ...]
    found: tuple[Found, ...]
    matching: tuple[int, ...]
    elements: tuple[str, ...]
    result: Mapping[str, Any]
    labels: Mapping[str, str]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class FormTrial:
    """What a form makes of sample answers.

    :ivar stored: the answers as they would be stored: only those of fields that show
    """

    is_right: bool
    errors: tuple[FieldError, ...]
    stored: Mapping[str, Any]


def try_table(body: str, variables: Mapping[str, Mapping[str, Any]]) -> TableTrial:
    """Return which rules of a table match a sample, and what it decides.

    :raises InvalidDecision: the draft is no table; ``errors`` name each element
    """
    table = checking.read_table(body)
    found: Sequence[Found] = ()
    matching: Sequence[int] = ()
    result: Mapping[str, Any] = {}
    refusal = ""
    try:
        values = [cel.evaluate(expression, variables) for expression in table.inputs]
        given = [as_literal(value) for value in values]
        matching = [n for n, rule in enumerate(table.rules, 1) if rule.matches(given)]
        taken = [
            sum(rule.cells[n].accepts(it) for rule in table.rules) for n, it in enumerate(given)
        ]
        found = [
            Found(expression.source, value, rules, label)
            for expression, value, rules, label in zip(
                table.inputs, values, taken, table.input_labels, strict=True
            )
        ]
        result = table.decide(variables)
    except DomainError as error:
        refusal = str(error)
    return TableTrial(
        name=table.name,
        policy=table.policy,
        reads=_reads([*table.inputs, *(one for rule in table.rules for one in rule.outputs)]),
        found=tuple(found),
        matching=tuple(matching),
        elements=tuple(table.rules[n - 1].id for n in matching),
        result=result,
        labels={
            name: label
            for name, label in zip(table.outputs, table.output_labels, strict=True)
            if label
        },
        refusal=refusal,
    )


def try_form(body: str, answers: object) -> FormTrial:
    """Return what a form says of sample answers, exactly as it would of an application's.

    :raises InvalidForm, DraftMalformed: the draft may not be published
    """
    schema = form_services.checked_form(checking.read_schema(body))
    form = CompiledForm(id_=UUID(int=0), code="trial", version=0, schema=schema)
    try:
        return FormTrial(True, (), form.validate(answers))
    except FormInvalid as refusal:
        return FormTrial(False, tuple(refusal.errors), {})
    except FormTooLarge as refusal:
        return FormTrial(False, (FieldError("", refusal.code, str(refusal)),), {})


def _reads(expressions: Iterable[cel.Expression]) -> tuple[str, ...]:
    names = {
        f"{variable}.{field}"
        for expression in expressions
        for variable, fields in expression.reads.items()
        for field in fields or ()
    }
    return tuple(sorted(names))
