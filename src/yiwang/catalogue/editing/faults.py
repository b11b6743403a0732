# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a change order changes, and what is wrong with it: asked before it is submitted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.catalogue import checks
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content
from yiwang.catalogue.editing import diff
from yiwang.catalogue.editing.newer_definitions import Pinned, newer_on_line, pinned_on_lines
from yiwang.catalogue.editing.targets import Target, contents_of
from yiwang.catalogue.editing.wording import DEFINITIONS, SCHEMAS, element_label
from yiwang.catalogue.enums import OrderLayer, VersionState, is_applied_for
from yiwang.catalogue.loading.own_rows import APART
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    ChangeLine,
    ChangeOrder,
    ImplementationList,
    ImplementationVersion,
    Theme,
)
from yiwang.forms import selectors as forms
from yiwang.foundation.codes.items import parse_basic_code
from yiwang.foundation.errors import FieldError
from yiwang.workflow import selectors as workflow

WHOLE = "whole"
"""Stands for all elements where an item is withdrawn."""


def diffs(lines: Sequence[ChangeLine], layer: OrderLayer) -> dict[UUID, list[diff.Change]]:
    """Return what each line changes; as many queries however many they are."""
    before, pinned = _began(lines, layer)
    return {
        line.id: _changes(
            line, layer, before.get(line.from_version, {}) if line.from_version else None, pinned
        )
        for line in lines
    }


def _changes(
    line: ChangeLine, layer: OrderLayer, before: dict[str, Any] | None, pinned: Pinned
) -> list[diff.Change]:
    """Return what a line changes; nothing is listed for an item that is withdrawn."""
    if line.content is None:
        return []
    found = diff.differences(before, line.content, layer)
    if layer is OrderLayer.BASE:
        now = {name: getattr(line, name) for name in DEFINITIONS}
        found += diff.definition_changes(pinned.codes(line.from_version), now)
        found += newer_on_line(line, pinned)
    return found


def _began(
    lines: Sequence[ChangeLine], layer: OrderLayer
) -> tuple[dict[UUID, dict[str, Any]], Pinned]:
    """Return what stands in the versions that lines began from, and what those rest on."""
    began = [line.from_version for line in lines if line.from_version]
    pinned = pinned_on_lines(lines) if layer is OrderLayer.BASE else Pinned({}, {})
    return contents_of(began, layer), pinned


def changes_of(order: ChangeOrder) -> dict[str, str]:
    """Return the elements that an order changes anywhere, with their names."""
    layer = OrderLayer(order.layer)
    lines = list(order.lines.order_by("position"))
    names = {name for changed in _names_changed(lines, layer).values() for name in changed}
    if any(line.content is None for line in lines):
        names.add(WHOLE)
    places = [*SCHEMAS[layer].model_fields, *DEFINITIONS, WHOLE]
    labels = {WHOLE: _("取消整个事项")}
    return {
        name: labels[name] if name in labels else element_label(name, layer)
        for name in places
        if name in names
    }


def unchanged_lines(order: ChangeOrder) -> list[ChangeLine]:
    """Return the lines that change nothing.

    Opening a withdrawn item again is a change, and so is giving an element back.
    """
    lines = list(order.lines.order_by("position"))
    layer = OrderLayer(order.layer)
    found = _names_changed(lines, layer)
    same = [line for line in lines if line.content is not None and not found[line.id]]
    model = BaseItemVersion if layer is OrderLayer.BASE else ImplementationVersion
    began = [line.from_version for line in same]
    withdrawn = model._default_manager.filter(pk__in=began, state=VersionState.WITHDRAWN)
    gone = set(withdrawn.values_list("pk", flat=True)) if same else set()
    return [line for line in same if line.from_version not in gone]


def _names_changed(lines: Sequence[ChangeLine], layer: OrderLayer) -> dict[UUID, set[str]]:
    """Return which elements each line changes or gives back, without reading what they say.

    What is stored is written in one way only, so what is stored alike says the same.
    """
    before, pinned = _began(lines, layer)
    found: dict[UUID, set[str]] = {}
    for line in lines:
        names = found.setdefault(line.id, set())
        if line.content is None:
            continue
        was = before.get(line.from_version, {}) if line.from_version else {}
        names |= {
            name for name in SCHEMAS[layer].model_fields if was.get(name) != line.content.get(name)
        }
        if layer is OrderLayer.BASE:
            codes = pinned.codes(line.from_version)
            names |= {name for name in DEFINITIONS if codes.get(name, "") != getattr(line, name)}
            names |= {one.element for one in newer_on_line(line, pinned)}
        names |= {given.partition(APART)[0] for given in line.gives_back}
    return found


def order_faults(order: ChangeOrder, lines: Sequence[ChangeLine] | None = None) -> list[FieldError]:
    """Return everything that keeps an order from being published, with the place of each line.

    :param lines: only these of its lines; all of them when not given
    """
    every = order.lines.order_by("position") if lines is None else lines
    lines = [line for line in every if line.content is not None]
    layer = OrderLayer(order.layer)
    faults = base_line_faults(lines) if layer is OrderLayer.BASE else list_line_faults(lines)
    many = order.line_count > 1
    return [
        FieldError(
            f"/lines/{line.position}{fault.path}",
            fault.code,
            f"{line.name}：{_said(fault, layer)}" if many else _said(fault, layer),
        )
        for line in lines
        for fault in faults[line.id]
    ]


def _said(fault: FieldError, layer: OrderLayer) -> str:
    """Return the sentence of a fault with the name of its element before it."""
    element = fault.path.strip("/").split("/")[0]
    if element not in SCHEMAS[layer].model_fields:
        return fault.message
    return f"{element_label(element, layer)}：{fault.message}"


def base_line_faults(lines: Sequence[ChangeLine]) -> dict[UUID, list[FieldError]]:
    """Return what keeps base items from being published."""
    codes = dict(
        ChangeLine.objects.filter(pk__in=[one.id for one in lines]).values_list(
            "id", "base_item__code"
        )
    )
    known = _known()
    return {
        line.id: list(
            _base_faults(
                line.content or {}, known, codes[line.id], line.form_code, line.process_code
            )
        )
        for line in lines
    }


def list_line_faults(lines: Sequence[ChangeLine]) -> dict[UUID, list[FieldError]]:
    """Return what keeps lists from being published on the base versions that are newest."""
    contents = {one.implementation_id: one.content or {} for one in lines if one.implementation_id}
    found = _list_faults(contents)
    return {line.id: found.get(line.implementation_id or line.id, []) for line in lines}


def content_faults(
    contents: Mapping[UUID, Mapping[str, Any]], targets: Mapping[UUID, Target], layer: OrderLayer
) -> dict[UUID, list[FieldError]]:
    """Return what keeps items from being published with these elements, by item."""
    if layer is OrderLayer.LIST:
        return _list_faults(contents)
    return target_faults(
        [replace(targets[item_id], content=content) for item_id, content in contents.items()]
    )


def target_faults(targets: Sequence[Target]) -> dict[UUID, list[FieldError]]:
    """Return what keeps base items from being published as they stand here, by item."""
    known = _known()
    return {
        one.id: list(_base_faults(one.content, known, one.code, one.form_code, one.process_code))
        for one in targets
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """What elements may name."""

    themes: frozenset[tuple[str, str]]
    forms: frozenset[str]
    processes: frozenset[str]


def _known() -> _Known:
    return _Known(
        frozenset(Theme.objects.values_list("audience", "name")),
        frozenset(forms.newest_form_ids()),
        frozenset(workflow.newest_process_ids()),
    )


def _base_faults(
    stored: Mapping[str, Any], known: _Known, code: str, form_code: str, process_code: str
) -> Iterator[FieldError]:
    content = read_content(BaseContent, stored)
    yield from checks.base_faults(content, themes=known.themes)
    yield from _unknown_follow_ups(content, code)
    if parse_basic_code(code).item_type != content.item_type:
        yield checks.type_differs_from_code()
    if is_applied_for(content.item_type):
        if form_code not in known.forms:
            yield checks.unknown_definition("form_code", form_code)
        if process_code not in known.processes:
            yield checks.unknown_definition("process_code", process_code)


def _unknown_follow_ups(content: BaseContent, code: str) -> Iterator[FieldError]:
    """Yield the follow-ups that lead to no other item; no query where none is named."""
    if not content.follow_ups:
        return
    wanted = {one.item for one in content.follow_ups}
    same_catalogue = BaseItem.objects.filter(code__startswith=code[:2], local_code__in=wanted)
    known = set(same_catalogue.exclude(code=code).values_list("local_code", flat=True))
    for position, one in enumerate(content.follow_ups):
        if one.item not in known:
            yield checks.unknown_follow_up(position, one.item)


def _list_faults(
    contents: Mapping[UUID, Mapping[str, Any]],
) -> dict[UUID, list[FieldError]]:
    owners = dict(
        ImplementationList.objects.filter(pk__in=list(contents)).values_list("id", "base_item_id")
    )
    rows = BaseItemVersion.objects.filter(
        base_item_id__in=set(owners.values()),
        state=VersionState.PUBLISHED,
        effective_to__isnull=True,
    )
    bases = {
        item_id: read_content(BaseContent, content)
        for item_id, content in rows.values_list("base_item_id", "content")
    }
    return {
        list_id: checks.list_faults(
            bases[owners[list_id]], read_content(ImplementationContent, content)
        )
        if owners[list_id] in bases
        else [checks.base_superseded()]
        for list_id, content in contents.items()
    }
