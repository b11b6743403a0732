# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The fields of the editor as its templates show them: with values, choices and faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yiwang.catalogue.enums import LimitUnit
from yiwang.catalogue.services import editing_questions as editing
from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.errors import FieldError

Kind = editing.FieldKind
LONGEST_TITLE: Final = 40
LEVELS: Final = [(str(one.value), one.label) for one in DivisionLevel]
CHOSEN_FREELY: Final = frozenset({"form_code", "process_code"})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen."""

    value: str
    label: str | Promise
    is_chosen: bool


@dataclass(slots=True)
class FieldView:
    """One field with what stands in it.

    :ivar rows: each member of a list, as fields of its own; the last ones are blank
    :ivar note: what is said below it, such as the text of an article
    """

    id: str
    name: str
    label: str | Promise
    kind: str
    value: Any
    most: int = 0
    options: Sequence[Option] = ()
    units: Sequence[Option] = ()
    groups: Sequence[tuple[str, str, Sequence[Option]]] = ()
    rows: "Sequence[RowView]" = ()
    help: str = ""
    error: str = ""
    is_required: bool = False


@dataclass(slots=True)
class RowView:
    """One member of a list."""

    prefix: str
    place: int
    title: str
    fields: Sequence[FieldView]
    note: str = ""
    is_blank: bool = False
    error: str = ""


@dataclass(slots=True)
class GroupView:
    """Fields that stand together."""

    key: str
    title: str | Promise
    fields: Sequence[FieldView] = field(default_factory=list)
    faults: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What the fields of a page are made from.

    :param more: the list that gets further blank rows
    """

    content: Mapping[str, Any]
    choices: Mapping[str, Sequence[tuple[str, str]]]
    faults: Sequence[FieldError] = ()
    articles: Sequence[str] = ()
    more: str = ""


def groups(layer: Any, page: Page) -> list[GroupView]:
    """Return the whole form."""
    made = []
    for group in editing.form_fields(layer):
        fields = [
            _view(each, each.name, page.content.get(each.name), page) for each in group.fields
        ]
        names = {each.name for each in group.fields}
        count = sum(_element(fault) in names for fault in page.faults)
        made.append(GroupView(group.key, group.title, fields, count))
    return made


def written(
    field: editing.FormField, name: str, value: Any, page: Page, is_row: bool
) -> list[FieldView]:
    """Return the fields in which one element, or one member of a list, is written."""
    if not is_row:
        return [_view(field, name, value, page)]
    member = value or {}
    return [_view(part, f"{name}-{part.name}", member.get(part.name), page) for part in field.parts]


def _element(fault: FieldError) -> str:
    return fault.path.strip("/").split("/")[0]


def _view(field: editing.FormField, name: str, value: Any, page: Page) -> FieldView:
    view = FieldView(
        id=f"field-{name}",
        name=name,
        label=field.label,
        kind=field.kind.value,
        value=value if value is not None else "",
        most=field.most,
        help=str(field.rule),
        error=_error(name, page.faults, is_list=field.kind in {Kind.CHOICES, Kind.LINES}),
        is_required=field.is_required,
    )
    if field.kind in {Kind.CHOICE, Kind.CHOICES}:
        view.options = _options(field, value, page.choices.get(field.name, ()))
    elif field.kind is Kind.LIMIT:
        limit = value or {}
        view.value = limit.get("amount", "")
        view.units = [
            Option(unit.value, unit.label, unit.value == limit.get("unit", "workday"))
            for unit in LimitUnit
        ]
    elif field.kind is Kind.LINES:
        view.value = "\n".join(value or ())
    elif field.kind is Kind.THEMES:
        view.groups = [
            (
                who,
                words,
                [
                    Option(one, label, one in (value or {}).get(who, ()))
                    for one, label in page.choices.get(who, ())
                ],
            )
            for who, words in (("natural", _("自然人主题")), ("legal", _("法人主题")))
        ]
    elif field.kind is Kind.ROWS:
        view.rows = _rows(field, name, value or [], page)
    return view


def _options(
    field: editing.FormField, value: Any, known: Sequence[tuple[str, str]]
) -> list[Option]:
    chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
    pairs: list[tuple[str, str | Promise]] = [*(known or field.choices)]
    # What stands there and is no longer to be chosen stays visible, so that nothing is lost.
    pairs += [(one, one) for one in sorted(chosen - {pair[0] for pair in pairs} - {"None", ""})]
    return [Option(one, label, one in chosen) for one, label in pairs]


def _rows(
    field: editing.FormField, name: str, members: Sequence[Mapping[str, Any]], page: Page
) -> list[RowView]:
    blank = 4 if page.more == name else 1
    rows = []
    for place, member in enumerate([*members, *([{}] * blank)]):
        prefix = f"{name}-{place}"
        fields = [
            _view(part, f"{prefix}-{part.name}", member.get(part.name), page)
            for part in field.parts
        ]
        rows.append(
            RowView(
                prefix=prefix,
                place=place + 1,
                title=_title(member),
                fields=fields,
                note=page.articles[place]
                if name == "legal_bases" and place < len(page.articles)
                else "",
                is_blank=not member,
                error=_error(prefix, page.faults),
            )
        )
    return rows


def _title(member: Mapping[str, Any]) -> str:
    if "stage" in member:
        return str(member["stage"] or member.get("text", ""))[:LONGEST_TITLE]
    if "law" in member:
        return f"《{member['law']}》{member.get('article', '')}"
    if "purpose" in member:  # what follows something that was granted
        return str(member.get("item") or "")
    if "level" in member:  # a stage of a review by lower bodies
        return str(dict(LEVELS).get(str(member["level"]), ""))
    return str(member.get("name") or member.get("question") or "")


def _error(name: str, faults: Sequence[FieldError], *, is_list: bool = False) -> str:
    """Return what is wrong with a field, or with a member of a list that is one field."""
    wanted = "/" + name.replace("-", "/")
    found = [
        str(one.message)
        for one in faults
        if one.path == wanted or (is_list and one.path.startswith(f"{wanted}/"))
    ]
    return "".join(dict.fromkeys(found))
