# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A published form, compiled: what other rooms and faces hold in their hands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import jsonschema_rs
from django.utils import timezone

from yiwang.forms import display, parsing, rendering
from yiwang.forms.definition.problems import Schema
from yiwang.forms.enums import FieldKind
from yiwang.forms.structure import Level, build_level, build_rules, without_required
from yiwang.forms.validation import Validation
from yiwang.forms.words import in_language, paragraphs
from yiwang.foundation.errors import FieldError


class CompiledForm:
    """One version of a form. It holds no answers and never changes, so threads may share it."""

    def __init__(self, *, id_: UUID, code: str, version: int, schema: Schema) -> None:
        self.id = id_
        self.code = code
        self.version = version
        self.schema = schema
        self._level = build_level(schema)
        validator = jsonschema_rs.Draft202012Validator(
            without_required(schema), pattern_options=jsonschema_rs.RegexOptions(), offline=True
        )
        self._validation = Validation(self._level, build_rules(schema), validator)

    @property
    def title(self) -> str:
        return in_language(self.schema, "title")

    @property
    def intro(self) -> list[str]:
        """Paragraphs to read before filling in."""
        return paragraphs(self.schema, "x-intro")

    @property
    def together(self) -> dict[str, str]:
        """Return who has to sign beside the applicant: role → its title; {} for most forms."""
        return {one["key"]: in_language(one, "title") for one in self.schema.get("x-together", ())}

    def validate(self, data: object, *, today: date | None = None) -> dict[str, Any]:
        """Return the answers as they are stored: tidied, and only those of fields that show.

        What this returns, validated again, comes back unchanged.

        :param today: for dates that must not lie in the future; the day of the command
        :raises FormTooLarge: more than any form takes
        :raises FormInvalid: every fault at once, each with its place and a sentence
        """
        return self._validation.validate(data, today or timezone.localdate())

    def parse(self, post: parsing.Posted, files: parsing.Files | None = None) -> dict[str, Any]:
        """Return what a browser posted as data of this form, not validated.

        A row that the reader asked to add or to remove is added or removed.

        :param files: name of a file input -> ids of the files just stored for it
        """
        return self.with_computed(parsing.parse_post(self._level, post, files or {}))

    def with_computed(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return answers, not validated, with what follows from them; drafts are kept so.

        What stood for a computed value before is dropped, whoever sent it.
        """
        return self._validation.with_computed(data)

    def is_edit(self, post: parsing.Posted) -> bool:
        """Say whether the reader asked for another row or a refresh, not to send the form."""
        return parsing.is_edit(post)

    def accepts_upload(self, name: str) -> bool:
        """Say whether an uploaded file with this input name belongs to a field of the form."""
        return _accepts(self._level, name.split("."))

    def fields(
        self,
        data: Mapping[str, Any],
        errors: Iterable[FieldError] = (),
        extras: rendering.Extras | None = None,
    ) -> list[rendering.RenderedSection]:
        """Return the sections that ``forms/form.html`` draws."""
        shown = self.with_computed(data)
        return rendering.render_sections(
            self.schema, self._level, shown, errors, extras or rendering.Extras()
        )

    def asked(
        self, data: Mapping[str, Any], names: Iterable[str]
    ) -> tuple[rendering.RenderedField, ...]:
        """Return some of the fields by themselves, whatever their conditions: for trials."""
        return rendering.render_named(self._level, data, names)

    def tidied(self, data: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
        """Return some answers as they would be stored, not validated: for trials."""
        return self._validation.tidied(data, names)

    @property
    def names(self) -> frozenset[str]:
        """Return what the fields are named, those in rows left out."""
        return frozenset(self._level.fields)

    @property
    def in_order(self) -> list[str]:
        """Return the names of the fields as the sections name them."""
        return [name for section in self.schema["x-sections"] for name in section["fields"]]

    @property
    def writable(self) -> frozenset[str]:
        """Return the fields into which somebody writes: no files, nothing that is computed."""
        fields = self._level.fields.items()
        return frozenset(
            name
            for name, field in fields
            if field.kind not in {FieldKind.FILE, FieldKind.SIGNATURE} and field.computed is None
        )

    def display(self, data: Mapping[str, Any]) -> list[display.DisplayedSection]:
        """Return the answers as people read them, section by section."""
        return display.displayed_sections(self.schema, self._level, data)

    def file_ids(self, data: Mapping[str, Any]) -> list[str]:
        """Return the ids of all stored files that the answers name."""
        return display.all_files(self._level, data)

    def prefill(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers that the platform already knows.

        :param facts: what is known, by the first word of ``x-prefill``:
            ``{"applicant": {"name": …, "number": …, "phone": …}}``
        """
        found = {}
        for name, field in self._level.fields.items():
            source = field.words.get("x-prefill")
            value = _fact(facts, source.split(".")) if source else None
            if value not in (None, ""):
                found[name] = value
        return found

    @property
    def sources(self) -> "dict[str, FieldSource]":
        """Return which fields are filled in from which data source, and how far they bind."""
        return {
            name: FieldSource(source, asked, "x-locked" in field.words)
            for name, field in self._level.fields.items()
            if "x-source" in field.words
            for source, asked in [field.words["x-source"].split(".")]
        }

    @property
    def computed(self) -> frozenset[str]:
        """Return the fields of the form whose values follow from others."""
        fields = self._level.fields.items()
        return frozenset(name for name, field in fields if field.computed is not None)

    @property
    def prefilled(self) -> frozenset[str]:
        """Return the fields that are filled in from what the platform knows of the applicant."""
        fields = self._level.fields.items()
        return frozenset(name for name, field in fields if field.words.get("x-prefill"))

    @property
    def takes_files(self) -> bool:
        """Say whether any field, in rows too, asks for a file or a drawn signature."""
        return _takes_files(self._level)

    @property
    def single(self) -> dict[str, str]:
        """Return the fields in which somebody gives one plain answer: name → what it is called."""
        return {
            name: in_language(field.words, "title")
            for name, field in ((each, self._level.fields[each]) for each in self.in_order)
            if field.kind not in _OF_PARTS and field.computed is None
        }

    def label(self, name: str) -> str:
        """Return what a field is called, in the reader's language; its name if there is none."""
        field = self._level.fields.get(name)
        return in_language(field.words, "title") if field else name

    def text(self, name: str, value: Any) -> str:
        """Return a field's answer as people read it."""
        field = self._level.fields.get(name)
        return display.text_of(field, value) if field and value not in (None, "") else ""


_OF_PARTS = frozenset({FieldKind.GROUP, FieldKind.ADDRESS, FieldKind.FILE, FieldKind.SIGNATURE})


def _takes_files(level: Level) -> bool:
    return any(
        field.kind in {FieldKind.FILE, FieldKind.SIGNATURE}
        or (field.row is not None and _takes_files(field.row))
        for field in level.in_order
    )


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Where the value of a field comes from.

    :ivar is_locked: what the source says stands, unless the applicant disputes it
    """

    source: str
    field: str
    is_locked: bool = False


def _fact(facts: Any, path: list[str]) -> Any:
    for step in path:
        if not isinstance(facts, Mapping):
            return None
        facts = facts.get(step)
    return facts


def _accepts(level: Level, place: list[str]) -> bool:
    field = level.fields.get(place[0])
    if field is None:
        return False
    if field.row is not None:
        return len(place) > 2 and place[1].isdecimal() and _accepts(field.row, place[2:])
    if field.kind is FieldKind.SIGNATURE:
        return place[1:] == ["image"]
    return field.kind is FieldKind.FILE and len(place) == 1
