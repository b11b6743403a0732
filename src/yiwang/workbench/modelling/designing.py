# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The form designer: fields as rows of a plain form, moved by buttons, with the form beside it.

Groups with their rows, sections, checks across fields and English words stand on the same page; a
form is tried with sample answers on a page of its own.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services as commands
from yiwang.forms.enums import FieldKind
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, page, whole_number
from yiwang.workbench.modelling.designed import (
    CHOICES,
    ENGLISH,
    FIELDS,
    KINDS,
    NUMBERS,
    TEXTS,
    designed,
)
from yiwang.workbench.modelling.views import MODELLING


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def design(request: HttpRequest, code: str) -> HttpResponse:
    """Show the fields of a form; move them, change them, look at the form, keep the draft."""
    with read_only():
        found = catalogue.modelling.edited("form", code, actor_of(request))
    schema = _schema(found.body)
    if schema is None:
        messages.error(request, _("这份草稿不是 JSON 对象，请先在文本里改正。"))
        return HttpResponseRedirect(f"{MODELLING}/form/{code}")
    if request.method != "POST":
        return _page(request, found, schema)
    changed = designed(schema, request.POST)
    if "save" not in request.POST:
        return _page(request, found, changed)
    try:
        commands.modelling.save_draft(
            kind="form",
            code=code,
            body=catalogue.modelling.written_form(changed),
            revision=whole_number(request.POST.get("revision", "")) or 0,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _page(request, found, changed, status=refusal.status)
    messages.success(request, _("草稿已保存。"))
    return HttpResponseRedirect(f"{MODELLING}/form/{code}/design")


def _schema(body: str) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    is_form = isinstance(found, dict) and isinstance(found.get("properties", {}), dict)
    return found if is_form else None


def _row(place: str, name: str, part: Mapping[str, Any], required: Any) -> dict[str, Any]:
    labels, options = keyword_labels(), part.get("x-labels", {})
    words = part.get("x-en", {}) if isinstance(part.get("x-en", {}), Mapping) else {}
    items = part.get("items", {})
    is_group = part.get("x-kind") == FieldKind.GROUP
    return {
        "place": place,
        "id": place.replace(".", "-"),
        "name": name,
        "kind": part.get("x-kind", ""),
        "is_ref": "$ref" in part,
        "is_required": name in required,
        "texts": [(key, labels[key], part.get(key, "")) for key in TEXTS],
        "numbers": [(key, labels[key], part.get(key, "")) for key in NUMBERS],
        "english": [(key, english_labels()[key], words.get(key, "")) for key in ENGLISH],
        "options": _lines(options),
        "english_options": _lines(words.get("labels", {})),
        "has_options": part.get("x-kind") in CHOICES,
        "is_group": is_group,
        "items_place": f"{place}.items",
        "rows": _rows_of(items, f"{place}.items") if is_group else [],
    }


def _rows_of(holder: object, place: str) -> list[dict[str, Any]]:
    """Return the rows of a form's fields, or of what a row of a group holds."""
    if not isinstance(holder, Mapping):
        return []
    parts = [
        (name, part)
        for name, part in holder.get("properties", {}).items()
        if isinstance(part, Mapping)
    ]
    required = holder.get("required", [])
    return [_row(f"{place}.{n}", name, part, required) for n, (name, part) in enumerate(parts)]


def _lines(options: object) -> str:
    pairs = options.items() if isinstance(options, Mapping) else ()
    return "\n".join(f"{code} = {words}" for code, words in pairs)


def _parts(schema: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the sections or the rules of a form, with their English beside them."""
    held = schema.get(name, [])
    parts = [one for one in held if isinstance(one, Mapping)] if isinstance(held, list) else []
    empty = {"title": "", "message": ""}
    return [{**one, "english": empty | one.get("x-en", {})} for one in parts]


def _page(
    request: HttpRequest,
    found: catalogue.modelling.Edited,
    schema: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    body = catalogue.modelling.written_form(dict(schema))
    with read_only():
        faults = catalogue.modelling.faults_of("form", body)
        sections = [] if faults else catalogue.modelling.compiled_form(body).fields({})
    parts = _parts(schema, "x-sections")
    home = {name: one.get("key") for one in parts for name in one.get("fields", ())}
    rows = _rows_of(schema, FIELDS)
    context = {
        "found": found,
        "title": schema.get("title", ""),
        "english_title": schema.get("x-en", {}).get("title", ""),
        "rows": [row | {"section": home.get(row["name"], "")} for row in rows],
        "form_sections": parts,
        "rules": _parts(schema, "x-rules"),
        "row_kinds": [kind.value for kind in KINDS if kind != FieldKind.GROUP],
        "kinds": [kind.value for kind in KINDS],
        "faults": faults,
        "sections": sections,
    }
    return page(
        request, "workbench/modelling/designer.html", context, current=MODELLING, status=status
    )


def keyword_labels() -> dict[str, str]:
    """Return what each keyword is called."""
    return {
        "title": _("标题"),
        "x-help": _("帮助"),
        "x-placeholder": _("示例"),
        "x-unit": _("单位"),
        "x-visible": _("什么时候显示（CEL）"),
        "x-prefill": _("自动填入"),
        "x-source": _("取自数据源"),
        "x-computed": _("自动算出（CEL）"),
        "minLength": _("最少字数"),
        "maxLength": _("最多字数"),
        "minimum": _("最小"),
        "maximum": _("最大"),
        "maxItems": _("最多几项"),
    }


def english_labels() -> dict[str, str]:
    """Return what each English text of a field is called."""
    return {
        "title": _("英文标题"),
        "help": _("英文帮助"),
        "placeholder": _("英文示例"),
        "unit": _("英文单位"),
    }
