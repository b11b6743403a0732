# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A published form taken apart: its levels, fields, conditions and rules, compiled once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.forms.computed import Computed, compile_computed, settings_of
from yiwang.forms.conditions import Condition, compile_condition, in_order
from yiwang.forms.definition.dependencies import kinds_of
from yiwang.forms.definition.problems import Schema
from yiwang.forms.enums import FieldKind
from yiwang.forms.kinds import KINDS, KindRule, Settings

_NO_ROW: Schema = {"properties": {}}


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    :param is_required: it must be answered whenever it shows
    :param words: what the definition says of it for people: title, help, labels …
    :param row: the fields of each row, for a group
    :param computed: what its value follows from; nobody types it
    """

    name: str
    kind: FieldKind
    rule: KindRule
    settings: Settings
    is_required: bool
    condition: Condition | None
    words: Mapping[str, Any]
    row: "Level | None" = None
    computed: Computed | None = None

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
    :param in_order: so that each comes after those its condition and its calculation read
    """

    fields: Mapping[str, Field]
    in_order: tuple[Field, ...]

    @property
    def computed_reads(self) -> frozenset[str]:
        """The top-level fields that computed values, here or in rows, follow from."""
        reads: frozenset[str] = frozenset()
        for field in self.in_order:
            reads |= field.computed.reads if field.computed else frozenset()
            if field.row is not None and field.row.has_computed:
                reads |= field.row.computed_reads | {field.name}
        return reads

    @property
    def has_computed(self) -> bool:
        """Whether any value here or in rows is computed."""
        return any(
            field.computed is not None or (field.row is not None and field.row.has_computed)
            for field in self.in_order
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold between fields; ``field`` is where the fault is shown."""

    condition: Condition
    field: str
    words: Mapping[str, Any]


def build_level(schema: Schema) -> Level:
    """Return the top level of a published schema."""
    return _level(schema, schema, is_row=False)


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


def _level(schema: Schema, form: Schema, *, is_row: bool) -> Level:
    required = set(schema["required"])
    row = schema if is_row else _NO_ROW
    fields = {
        name: _field(name, field, form, row, is_required=name in required)
        for name, field in schema["properties"].items()
    }
    needs = {name: _needs(field, is_row=is_row) for name, field in fields.items()}
    return Level(fields, tuple(fields[name] for name in in_order(needs)[0]))


def _field(name: str, schema: Schema, form: Schema, row: Schema, *, is_required: bool) -> Field:
    kind = FieldKind(schema["x-kind"])
    is_group = kind is FieldKind.GROUP
    return Field(
        name=name,
        kind=kind,
        rule=KINDS[kind],
        settings=settings_of(schema),
        is_required=is_required,
        condition=_condition(name, schema, form, row),
        words=schema,
        row=_level(schema["items"], form, is_row=True) if is_group else None,
        computed=_computed(name, schema, form, row),
    )


def _condition(name: str, schema: Schema, form: Schema, row: Schema) -> Condition | None:
    source = schema.get("x-visible")
    if not source:
        return None
    return compile_condition(source, place=name, form=kinds_of(form), row=kinds_of(row))


def _computed(name: str, schema: Schema, form: Schema, row: Schema) -> Computed | None:
    if "x-computed" not in schema:
        return None
    return compile_computed(schema, place=name, form=form["properties"], row=row["properties"])


def _needs(field: Field, *, is_row: bool) -> frozenset[str]:
    own, computed = field.condition, field.computed
    if is_row:
        needs = frozenset(own.missing_in_row) if own else frozenset()
        return needs | (frozenset(computed.row) if computed else frozenset())
    return _reads(field)


def _reads(field: Field) -> frozenset[str]:
    """Return the top-level fields that a field, or a row of it, waits for."""
    reads = field.condition.reads if field.condition else frozenset()
    reads |= field.computed.reads if field.computed else frozenset()
    for inner in field.row.in_order if field.row else ():
        reads |= _reads(inner)
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
