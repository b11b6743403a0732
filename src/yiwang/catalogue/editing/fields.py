# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The elements as fields of a form, read off the schemas: one table for page and spreadsheet."""

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic.fields import FieldInfo

from yiwang.catalogue.content import Element, Responsibility, SpecialProcedure, Themes, TimeLimit
from yiwang.catalogue.editing.wording import CODES, DEFINITIONS, ELEMENTS, PARTS, SCHEMAS
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.layers import LayerClass

LONG: Final = 1_000
Choice = tuple[str, str | Promise]


class FieldKind(StrEnum):
    """How an element is asked for."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"
    LIMIT = "limit"
    THEMES = "themes"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class FormField:
    """One element, or one part of an element in a list.

    :ivar parts: of each member, where the kind is ROWS
    :ivar is_number: the choices are written as numbers
    """

    name: str
    label: str | Promise
    kind: FieldKind
    most: int = 0
    choices: Sequence[Choice] = ()
    parts: "Sequence[FormField]" = ()
    is_number: bool = False
    is_required: bool = False
    layer: LayerClass = LayerClass.FIXED
    rule: str | Promise = ""


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Elements that stand together in the editor."""

    key: str
    title: str | Promise
    fields: Sequence[FormField] = field(default_factory=tuple)


_GROUPS: Final[Mapping[OrderLayer, Sequence[tuple[str, Promise, Sequence[str]]]]] = {
    OrderLayer.BASE: (
        (
            "basics",
            _("基本信息"),
            (
                "name",
                "item_type",
                "service_objects",
                "exercise_levels",
                "power_source",
                "mode",
                "commitment_text",
                "assurance_level",
                "quantity_limit",
            ),
        ),
        (
            "law",
            _("依据与时限"),
            (
                "legal_bases",
                "statutory_limit",
                "limit_basis",
                "promise_ceiling",
                "max_visits",
                "special_procedures",
            ),
        ),
        (
            "review",
            _("下级机关初审"),
            ("review_level", "review_line", "review_place", "review_workdays", "review_stages"),
        ),
        ("materials", _("条件与材料"), ("conditions", "materials")),
        (
            "modes",
            _("信任、容缺与承诺"),
            (
                "commitment_when",
                "promised_materials",
                "trust_first_text",
                "originals",
                "deferral_workdays",
            ),
        ),
        (
            "process",
            _("流程与结果"),
            ("form_code", "process_code", "steps", "results", "follow_ups"),
        ),
        ("fees", _("收费"), ("fees",)),
        ("themes", _("主题"), ("themes", "topics")),
        ("questions", _("常见问题与救济"), ("faqs", "remedies")),
        ("responsibilities", _("责任清单"), ("responsibilities",)),
        ("own", _("依职权事项"), ("penalty_method", "levy_kind", "levy_is_reducible")),
    ),
    OrderLayer.LIST: (
        ("limit", _("时限与次数"), ("promise_limit", "project_type", "visits", "visit_reason")),
        (
            "window",
            _("窗口与电话"),
            ("address", "hours", "counter", "consult_phone", "complaint_phone", "is_in_hall"),
        ),
        (
            "online",
            _("办理方式"),
            (
                "handling_forms",
                "online_depth",
                "is_online",
                "is_mobile",
                "is_bookable",
                "is_express",
                "is_terminal",
                "cross_region",
                "result_delivery",
                "assurance_level",
                "online_url",
                "mobile_url",
            ),
        ),
        ("fees", _("材料与收费"), ("spared_materials", "fees", "waived_fees", "is_pay_online")),
    ),
}
_MULTIPLE_CHOICE: Final = frozenset(
    {"topics", "spared_materials", "waived_fees", "promised_materials", "originals"}
)
"""Elements of texts that are chosen from what there is; the page brings the choices."""


@cache
def form_fields(layer: OrderLayer) -> tuple[FieldGroup, ...]:
    """Return the elements of a layer in the groups of the editor; none is left out."""
    schema = SCHEMAS[layer]
    groups = []
    seen: set[str] = set()
    for key, title, names in _GROUPS[layer]:
        known = [name for name in names if name in schema.model_fields or name in DEFINITIONS]
        seen.update(known)
        groups.append(FieldGroup(key, title, tuple(_field(name, layer) for name in known)))
    rest = [name for name in schema.model_fields if name not in seen]
    if rest:
        groups.append(FieldGroup("rest", _("其他"), tuple(_field(name, layer) for name in rest)))
    return tuple(groups)


def _field(name: str, layer: OrderLayer) -> FormField:
    if name in DEFINITIONS:
        return FormField(name, DEFINITIONS[name], FieldKind.CHOICE)
    element = ELEMENTS[layer][name]
    made = _read(name, SCHEMAS[layer].model_fields[name], SCHEMAS[layer])
    return FormField(
        name=name,
        label=element.label,
        kind=made.kind,
        most=made.most,
        choices=made.choices,
        parts=made.parts,
        is_number=made.is_number,
        is_required=made.is_required,
        layer=element.layer,
        rule=element.rule,
    )


def _read(name: str, info: FieldInfo, owner: type[Element]) -> FormField:
    label = PARTS.get(name, name)
    most = _most(info.metadata)
    annotation = _without_none(info.annotation)
    if get_origin(annotation) is tuple:
        return _several(name, label, get_args(annotation)[0], info)
    choices = _choices(annotation, name, owner)
    kind = FieldKind.CHOICE if choices else _single_kind(annotation, most)
    if owner is Responsibility and name == "text":
        kind = FieldKind.TEXT
    return FormField(
        name,
        label,
        kind,
        most=most,
        choices=choices,
        is_number=_is_number(annotation),
        is_required=info.is_required(),
    )


def _several(name: str, label: str | Promise, member: Any, info: FieldInfo) -> FormField:
    inner, metadata = _unwrapped(member)
    if isinstance(inner, type) and issubclass(inner, Element):
        parts = [_read(part, each, inner) for part, each in inner.model_fields.items()]
        return FormField(name, label, FieldKind.ROWS, parts=tuple(parts))
    choices = _choices(inner, name, Element)
    kind = FieldKind.CHOICES if choices or name in _MULTIPLE_CHOICE else FieldKind.LINES
    return FormField(
        name,
        label,
        kind,
        most=_most(metadata),
        choices=choices,
        is_number=_is_number(inner),
        is_required=info.is_required(),
    )


def _single_kind(annotation: Any, most: int) -> FieldKind:
    if annotation is bool:
        return FieldKind.YES_NO
    if annotation is TimeLimit:
        return FieldKind.LIMIT
    if annotation is Themes:
        return FieldKind.THEMES
    if annotation is int:
        return FieldKind.NUMBER
    if annotation is str:
        return FieldKind.TEXT if most > LONG else FieldKind.LINE
    return FieldKind.CHOICE


def _choices(annotation: Any, name: str, owner: type[Element]) -> tuple[Choice, ...]:
    if isinstance(annotation, type) and issubclass(annotation, Choices):
        return tuple((str(one.value), one.label) for one in annotation)
    if get_origin(annotation) is Literal:
        key = "special_kind" if owner is SpecialProcedure and name == "kind" else name
        known = CODES.get(key, {})
        return tuple((str(one), known.get(str(one), str(one))) for one in get_args(annotation))
    if annotation is int and name in CODES:
        return tuple(CODES[name].items())
    return ()


def _is_number(annotation: Any) -> bool:
    return annotation is int or (
        isinstance(annotation, type)
        and issubclass(annotation, Enum)
        and issubclass(annotation, int)
    )


def _unwrapped(annotation: Any) -> tuple[Any, Sequence[Any]]:
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        return inner, metadata
    return annotation, ()


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        return next(one for one in get_args(annotation) if one is not type(None))
    return annotation


def _most(metadata: Sequence[Any]) -> int:
    """Return how long a text may be, 0 where it is no text."""
    return max((getattr(one, "max_length", None) or 0 for one in metadata), default=0)
