# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A published form taken apart: its levels, fields, conditions and rules, compiled once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.forms.conditions import Condition, compile_condition, in_order
from yiwang.forms.definition.dependencies import kinds_of
from yiwang.forms.definition.problems import Schema
from yiwang.forms.enums import FieldKind
from yiwang.forms.kinds import KINDS, KindRule, Settings

Kinds = Mapping[str, FieldKind]


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    :param is_required: it must be answered whenever it shows
    :param words: what the definition says of it for people: title, help, labels …
    :param row: the fields of each row, for a group
    """

    name: str
    kind: FieldKind
    rule: KindRule
    settings: Settings
    is_required: bool
    condition: Condition | None
    words: Mapping[str, Any]
    row: "Level | None" = None

    @property
    def title(self) -> str:
        return str(self.words["title"])

    @property
    def is_consent(self) -> bool:
        """A box that must be ticked for the form to be sent."""
        return self.words.get("const") is True


@dataclass(frozen=True, slots=True)
class Level:
    """The fields of a form or of a row.

    :param fields: by name, in the order of the definition
    :param in_order: so that each comes after those its condition reads
    """

    fields: Mapping[str, Field]
    in_order: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold between fields; ``field`` is where the fault is shown."""

    condition: Condition
    field: str
    words: Mapping[str, Any]


def build_level(schema: Schema) -> Level:
    """Return the top level of a published schema."""
    return _level(schema, kinds_of(schema), is_row=False)


def build_rules(schema: Schema) -> tuple[Rule, ...]:
    form = kinds_of(schema)
    return tuple(
        Rule(
            compile_condition(rule["rule"], place=rule["field"], form=form, row={}),
            rule["field"],
            rule,
        )
        for rule in schema.get("x-rules", ())
    )


def _level(schema: Schema, form: Kinds, *, is_row: bool) -> Level:
    row = kinds_of(schema) if is_row else {}
    required = set(schema["required"])
    fields = {
        name: _field(name, field, form, row, is_required=name in required)
        for name, field in schema["properties"].items()
    }
    needs = {name: _needs(field, is_row=is_row) for name, field in fields.items()}
    return Level(fields, tuple(fields[name] for name in in_order(needs)[0]))


def _field(name: str, schema: Schema, form: Kinds, row: Kinds, *, is_required: bool) -> Field:
    kind = FieldKind(schema["x-kind"])
    source = schema.get("x-visible")
    is_group = kind is FieldKind.GROUP
    return Field(
        name=name,
        kind=kind,
        rule=KINDS[kind],
        settings=Settings(
            lowest=schema.get("x-minimum", ""),
            highest=schema.get("x-maximum", ""),
            decimals=schema.get("x-decimals", 2),
        ),
        is_required=is_required,
        condition=compile_condition(source, place=name, form=form, row=row) if source else None,
        words=schema,
        row=_level(schema["items"], form, is_row=True) if is_group else None,
    )


def _needs(field: Field, *, is_row: bool) -> frozenset[str]:
    own = field.condition
    if is_row:
        return frozenset(own.missing_in_row) if own else frozenset()
    needs = own.reads if own else frozenset()
    return needs | (_reads_of_rows(field.row) if field.row else frozenset())


def _reads_of_rows(level: Level) -> frozenset[str]:
    reads: frozenset[str] = frozenset()
    for field in level.in_order:
        reads |= field.condition.reads if field.condition else frozenset()
        reads |= _reads_of_rows(field.row) if field.row else frozenset()
    return reads


def without_required(schema: Schema) -> Schema:
    """Return a schema in which nothing of the form's own must be there.

    Which answers are missed depends on what shows; JSON Schema then looks at what is there.
    """
    return {
        **{key: value for key, value in schema.items() if key != "required"},
        "properties": {name: _loose(field) for name, field in schema["properties"].items()},
    }


def _loose(field: Schema) -> Schema:
    if field["x-kind"] != FieldKind.GROUP:
        return field
    return {**field, "items": without_required(field["items"])}
