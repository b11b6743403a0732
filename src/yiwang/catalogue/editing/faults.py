# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a change order changes, and what is wrong with it: asked before it is submitted."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from yiwang.catalogue import checks
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content
from yiwang.catalogue.editing import diff
from yiwang.catalogue.editing.targets import contents_of
from yiwang.catalogue.editing.wording import SCHEMAS, element_label
from yiwang.catalogue.enums import OrderLayer, VersionState, is_applied_for
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeLine,
    ChangeOrder,
    ImplementationVersion,
    Theme,
)
from yiwang.forms import selectors as forms
from yiwang.foundation.codes.items import parse_basic_code
from yiwang.foundation.errors import FieldError
from yiwang.workflow import selectors as workflow

WHOLE = "whole"
"""Stands for all elements where an item is withdrawn."""


def line_changes(
    line: ChangeLine, layer: OrderLayer, before: dict[str, Any], pinned: dict[str, str]
) -> list[diff.Change]:
    """Return what a line changes; nothing is listed for an item that is withdrawn.

    :param pinned: form and process of the version that it began from
    """
    if line.content is None:
        return []
    found = diff.differences(before, line.content, layer)
    if layer is OrderLayer.BASE:
        now = {"form_code": line.form_code, "process_code": line.process_code}
        found += diff.definition_changes(pinned, now)
    return found


def diffs(lines: Sequence[ChangeLine], layer: OrderLayer) -> dict[UUID, list[diff.Change]]:
    """Return what each line changes; two queries however many they are."""
    began = [line.from_version for line in lines if line.from_version]
    before, pinned = contents_of(began, layer), _pinned(began, layer)
    return {
        line.id: line_changes(
            line,
            layer,
            before.get(line.from_version or line.id, {}),
            pinned.get(line.from_version or line.id, {}),
        )
        for line in lines
    }


def changes_of(order: ChangeOrder) -> dict[str, str]:
    """Return the elements that an order changes anywhere, with their names."""
    layer = OrderLayer(order.layer)
    lines = list(order.lines.order_by("position"))
    found: dict[str, str] = {}
    for changes in diffs(lines, layer).values():
        found |= {change.element: change.label for change in changes}
    if any(line.content is None for line in lines):
        found[WHOLE] = str(lines[0].name)
    places = [*SCHEMAS[layer].model_fields, "form_code", "process_code", WHOLE]
    return dict(sorted(found.items(), key=lambda pair: places.index(pair[0])))


def unchanged_lines(order: ChangeOrder) -> list[ChangeLine]:
    """Return the lines that change nothing; opening a withdrawn item again is a change."""
    lines = list(order.lines.order_by("position"))
    layer = OrderLayer(order.layer)
    found = diffs(lines, layer)
    same = [line for line in lines if line.content is not None and not found[line.id]]
    model = BaseItemVersion if layer is OrderLayer.BASE else ImplementationVersion
    began = [line.from_version for line in same]
    withdrawn = model._default_manager.filter(pk__in=began, state=VersionState.WITHDRAWN)
    gone = set(withdrawn.values_list("pk", flat=True)) if same else set()
    return [line for line in same if line.from_version not in gone]


def order_faults(order: ChangeOrder) -> list[FieldError]:
    """Return everything that keeps an order from being published, with the place of each line."""
    lines = [line for line in order.lines.order_by("position") if line.content is not None]
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
    themes = frozenset(Theme.objects.values_list("audience", "name"))
    known = set(forms.newest_form_ids()), set(workflow.newest_process_ids())
    codes = dict(
        ChangeLine.objects.filter(pk__in=[one.id for one in lines]).values_list(
            "id", "base_item__code"
        )
    )
    return {line.id: list(_base_faults(line, themes, known, codes[line.id])) for line in lines}


def _base_faults(
    line: ChangeLine,
    themes: frozenset[tuple[str, str]],
    known: tuple[set[str], set[str]],
    code: str,
) -> Iterator[FieldError]:
    content = read_content(BaseContent, line.content)
    yield from checks.base_faults(content, themes=themes)
    if parse_basic_code(code).item_type != content.item_type:
        yield checks.type_differs_from_code()
    if is_applied_for(content.item_type):
        if line.form_code not in known[0]:
            yield checks.unknown_definition("form_code", line.form_code)
        if line.process_code not in known[1]:
            yield checks.unknown_definition("process_code", line.process_code)


def list_line_faults(lines: Sequence[ChangeLine]) -> dict[UUID, list[FieldError]]:
    """Return what keeps lists from being published on the base versions that are newest."""
    owners = dict(
        ChangeLine.objects.filter(pk__in=[one.id for one in lines]).values_list(
            "id", "implementation__base_item_id"
        )
    )
    rows = BaseItemVersion.objects.filter(
        base_item_id__in=set(owners.values()), state="published", effective_to__isnull=True
    )
    bases = {
        item_id: read_content(BaseContent, content)
        for item_id, content in rows.values_list("base_item_id", "content")
    }
    return {
        line.id: checks.list_faults(
            bases[owners[line.id]], read_content(ImplementationContent, line.content)
        )
        if owners[line.id] in bases
        else [checks.base_superseded()]
        for line in lines
    }


def _pinned(version_ids: Sequence[UUID], layer: OrderLayer) -> dict[UUID, dict[str, str]]:
    if layer is not OrderLayer.BASE:
        return {}
    rows = BaseItemVersion.objects.filter(pk__in=version_ids)
    return {
        version_id: {"form_code": form_code, "process_code": process_code}
        for version_id, form_code, process_code in rows.values_list(
            "id", "form_code", "process_code"
        )
    }


def base_content_under(version_id: UUID) -> BaseContent:
    """Return the base layer that a list's version stands on."""
    row = ImplementationVersion.objects.filter(pk=version_id).values_list(
        "base_version__content", flat=True
    )
    return read_content(BaseContent, row.get())
