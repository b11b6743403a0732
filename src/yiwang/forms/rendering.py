# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A form as its templates draw it: every id, name and attribute worked out, nothing left to them.

Ids are ``field-`` and the path with hyphens, so that a summary of errors can lead to each field.
Only fields that show are drawn; a field that conditions read carries ``data-yw-controls`` for the
script that asks the server again, and without script the page has a button that does the same.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from yiwang.forms.definition.problems import Schema
from yiwang.forms.display import text_of
from yiwang.forms.divisions import AddressSelect, address_selects
from yiwang.forms.enums import FieldKind
from yiwang.forms.structure import Field, Level
from yiwang.forms.words import in_language, option_labels, paragraphs
from yiwang.foundation.errors import FieldError

MOST_RADIOS: Final = 7
MEDIA_TYPES: Final = {"jpg": ".jpg,.jpeg", "png": ".png", "pdf": ".pdf", "ofd": ".ofd"}


@dataclass(frozen=True, slots=True)
class RenderedOption:
    """One option of a choice."""

    id: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file that is already there."""

    id: str
    file_id: str
    name: str


@dataclass(frozen=True, slots=True)
class RenderedRow:
    """One row of a repeatable group."""

    title: str
    place: str
    fields: tuple["RenderedField", ...]


@dataclass(frozen=True, slots=True)
class RenderedField:
    """One field.

    :param widget: name of the template in ``forms/widgets/``
    :param described_by: ids of its help, unit and error, for ``aria-describedby``
    :param attributes: further attributes of its input, values already text
    :param controls: conditions of other fields read it
    :param computes: computed values follow from it, or from what its rows hold
    :param is_computed: its value follows from other fields; nobody types it
    :param is_prefilled: the platform filled it in; the reader may correct it
    :param found_in: the data source that its value comes from, "" for all others
    """

    name: str
    id: str
    kind: str
    widget: str
    label: str
    help: str
    text: tuple[str, ...]
    unit: str
    placeholder: str
    error: str
    described_by: str
    value: Any
    is_required: bool
    controls: bool
    is_prefilled: bool
    attributes: Mapping[str, str] = field(default_factory=dict)
    options: tuple[RenderedOption, ...] = ()
    rows: tuple[RenderedRow, ...] = ()
    can_add: bool = False
    add_label: str = ""
    selects: tuple[AddressSelect, ...] = ()
    files: tuple[RenderedFile, ...] = ()
    found_in: str = ""
    computes: bool = False
    is_computed: bool = False


@dataclass(frozen=True, slots=True)
class RenderedSection:
    """One section; a section without fields that show is left out."""

    key: str
    title: str
    help: str
    fields: tuple[RenderedField, ...]


@dataclass(frozen=True, slots=True)
class Extras:
    """What a face knows beside the answers.

    :param prefilled: names of the fields that the platform filled in
    :param file_names: id of a stored file -> its name
    :param found_in: field -> the data source that its value comes from
    :param locked: fields that stand as they were found; they are shown and cannot be changed
    """

    prefilled: Collection[str] = ()
    file_names: Mapping[str, str] = field(default_factory=dict)
    found_in: Mapping[str, str] = field(default_factory=dict)
    locked: Collection[str] = ()


def render_sections(
    schema: Schema,
    level: Level,
    data: Mapping[str, Any],
    errors: Iterable[FieldError],
    extras: Extras,
) -> list[RenderedSection]:
    """Return the sections to draw for what has been answered so far."""
    renderer = _Renderer(level, data, errors, extras)
    sections = (
        RenderedSection(
            section["key"],
            in_language(section, "title"),
            in_language(section, "help"),
            renderer.level([level.fields[name] for name in section["fields"]], data, "", None),
        )
        for section in schema["x-sections"]
    )
    return [section for section in sections if section.fields]


def render_named(
    level: Level, data: Mapping[str, Any], names: Iterable[str]
) -> tuple[RenderedField, ...]:
    """Return some fields to draw by themselves, whether they would show among the others or not."""
    renderer = _Renderer(level, data, (), Extras())
    return tuple(renderer.field(level.fields[name], data.get(name)) for name in names)


class _Renderer:
    def __init__(
        self,
        level: Level,
        data: Mapping[str, Any],
        errors: Iterable[FieldError],
        extras: Extras,
    ) -> None:
        self._form = data
        self._errors = {error.path: error.message for error in reversed(list(errors))}
        self._extras = extras
        self._controlling = _controlling(level)
        self._computing = level.computed_reads

    def level(
        self,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        prefix: str,
        row: Mapping[str, Any] | None,
    ) -> tuple[RenderedField, ...]:
        return tuple(
            self._field(part, values.get(part.name), prefix, row or {})
            for part in fields
            if part.condition is None or part.condition.holds(self._form, row or {})
        )

    def field(self, part: Field, value: Any) -> RenderedField:
        """Return one field of the form itself."""
        return self._field(part, value, "", {})

    def _field(self, part: Field, value: Any, prefix: str, row: Mapping[str, Any]) -> RenderedField:
        name = prefix + part.name
        id_ = "field-" + name.replace(".", "-")
        error = self._error(name)
        words = {key: in_language(part.words, f"x-{key}") for key in ("help", "unit")}
        is_locked = not prefix and part.name in self._extras.locked
        is_shown = is_locked or part.computed is not None
        drawn = [key for key, text in words.items() if text and not (is_shown and key == "unit")]
        described = [f"{id_}-{key}" for key in drawn]
        return RenderedField(
            name=name,
            id=id_,
            kind=part.kind.value,
            widget=f"forms/widgets/{'locked' if is_locked else _widget(part)}.html",
            label=in_language(part.words, "title"),
            help=words["help"],
            text=tuple(paragraphs(part.words, "x-text")),
            unit=words["unit"],
            placeholder=in_language(part.words, "x-placeholder"),
            error=error,
            described_by=" ".join([*described, *([f"{id_}-error"] if error else [])]),
            value=self._standing(part, value, row) if is_shown else _shown_value(part, value),
            is_required=part.is_required,
            controls=name in self._controlling,
            is_prefilled=not prefix and part.name in self._extras.prefilled,
            attributes=_attributes(part),
            options=_options(part, id_, value),
            rows=self._rows(part, name, value),
            can_add=_can_add(part, value),
            add_label=in_language(part.words, "x-item-title") or _("一项"),
            selects=self._selects(part, name, id_, value),
            files=self._files(part, id_, value),
            found_in="" if prefix else self._extras.found_in.get(part.name, ""),
            computes=not prefix and part.name in self._computing,
            is_computed=part.computed is not None,
        )

    def _standing(self, part: Field, value: Any, row: Mapping[str, Any]) -> str:
        """Return a value that nobody types, or why there is none yet."""
        if part.computed is None or value is not None:
            return text_of(part, value)
        return part.computed.why(part.computed.outcome(self._form, row), self._form, row)

    def _error(self, name: str) -> str:
        """Return the error of a field, or of a part of it that has no place of its own."""
        path = "/" + name.replace(".", "/")
        if path in self._errors:
            return self._errors[path]
        inside = [message for known, message in self._errors.items() if _is_part(known, path)]
        return inside[0] if inside else ""

    def _rows(self, part: Field, name: str, value: Any) -> tuple[RenderedRow, ...]:
        if part.row is None:
            return ()
        title = in_language(part.words, "x-item-title") or in_language(part.words, "title")
        return tuple(
            RenderedRow(
                title=f"{title} {number + 1}",
                place=f"{name}.{number}",
                fields=self.level(list(part.row.fields.values()), row, f"{name}.{number}.", row),
            )
            for number, row in enumerate(_shown_rows(part, value))
        )

    def _selects(self, part: Field, name: str, id_: str, value: Any) -> tuple[AddressSelect, ...]:
        if part.kind is not FieldKind.ADDRESS:
            return ()
        division = value.get("division", "") if isinstance(value, Mapping) else ""
        return address_selects(division, name=name, id_=id_)

    def _files(self, part: Field, id_: str, value: Any) -> tuple[RenderedFile, ...]:
        if part.kind is FieldKind.SIGNATURE and isinstance(value, Mapping):
            value = [value["image"]] if value.get("image") else []
        elif part.kind is not FieldKind.FILE:
            return ()
        ids = [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
        names = self._extras.file_names
        return tuple(
            RenderedFile(f"{id_}-{n}", file_id, names.get(file_id) or _("已上传的文件"))
            for n, file_id in enumerate(ids)
        )


def _is_part(known: str, path: str) -> bool:
    """Say whether an error lies in an address, a list of choices, or the like."""
    rest = known.removeprefix(f"{path}/")
    return rest != known and (rest.isdecimal() or rest in {"division", "detail", "name", "image"})


def _controlling(level: Level) -> frozenset[str]:
    names: set[str] = set()
    for part in level.in_order:
        if part.condition is not None:
            names |= part.condition.reads
        if part.row is not None:
            names |= _controlling_rows(part.row, set())
    return frozenset(names)


def _controlling_rows(level: Level, names: set[str]) -> set[str]:
    for part in level.in_order:
        if part.condition is not None:
            names |= part.condition.reads
        if part.row is not None:
            _controlling_rows(part.row, names)
    return names


def _widget(part: Field) -> str:
    if part.computed is not None:
        return "computed"
    match part.kind:
        case FieldKind.LONG_TEXT | FieldKind.ADDRESS | FieldKind.GROUP | FieldKind.FILE:
            return part.kind.value
        case FieldKind.SIGNATURE | FieldKind.CHOICES:
            return part.kind.value
        case FieldKind.CHOICE:
            as_radios = len(part.words["enum"]) <= MOST_RADIOS
            return (
                "radios"
                if part.words.get("x-as", "radio" if as_radios else "") == "radio"
                else "select"
            )
        case FieldKind.BOOLEAN:
            is_box = part.is_consent or not part.is_required
            return (
                "checkbox"
                if part.words.get("x-as", "checkbox" if is_box else "") == "checkbox"
                else "radios"
            )
    return "input"


def _attributes(part: Field) -> dict[str, str]:
    attributes = {"type": "text", **part.rule.html}
    if part.kind is FieldKind.DATE:
        bounds = {"min": part.settings.lowest, "max": part.settings.highest}
        attributes |= {key: bound for key, bound in bounds.items() if bound not in ("", "today")}
    if "maxLength" in part.words and part.kind is not FieldKind.DATE:
        attributes["maxlength"] = str(part.words["maxLength"])
    if part.kind is FieldKind.FILE:
        formats = part.words.get("x-accept", ("pdf", "jpg", "png"))
        attributes = {"accept": ",".join(MEDIA_TYPES.get(name, f".{name}") for name in formats)}
        if part.words["maxItems"] > 1:
            attributes["multiple"] = "multiple"
    return attributes


def _options(part: Field, id_: str, value: Any) -> tuple[RenderedOption, ...]:
    if part.kind is FieldKind.BOOLEAN:
        pairs = [("true", _("是"), value is True), ("false", _("否"), value is False)]
    elif part.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        chosen = value if isinstance(value, list) else [value]
        pairs = [(code, label, code in chosen) for code, label in option_labels(part.words).items()]
    else:
        return ()
    return tuple(
        RenderedOption(id_ if n == 0 else f"{id_}-{n}", code, label, is_chosen)
        for n, (code, label, is_chosen) in enumerate(pairs)
    )


def _shown_value(part: Field, value: Any) -> Any:
    if part.kind in {FieldKind.ADDRESS, FieldKind.SIGNATURE}:
        parts = value if isinstance(value, Mapping) else {}
        return {name: parts.get(name, "") for name in ("division", "detail", "name")}
    return "" if value is None or isinstance(value, list | dict) else value


def _shown_rows(part: Field, value: Any) -> list[Mapping[str, Any]]:
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    fewest = part.words.get("minItems", 1 if part.is_required else 0)
    return rows + [{}] * max(0, min(fewest, 3) - len(rows))


def _can_add(part: Field, value: Any) -> bool:
    return part.row is not None and len(_shown_rows(part, value)) < part.words["maxItems"]
