# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The form designer: fields as rows of a plain form, moved by buttons, with the form beside it.

What the designer does not show (groups, rules, sections, words in English) stays as it was: each
field keeps its JSON, and the designer changes what it knows of it.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

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
from yiwang.workbench.modelling.views import MODELLING

KINDS: Final = tuple(FieldKind)
CHOICES: Final = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
TEXTS: Final = ("title", "x-help", "x-placeholder", "x-unit", "x-visible", "x-prefill", "x-source")
NUMBERS: Final = ("minLength", "maxLength", "minimum", "maximum", "maxItems")
ASKED: Final = (*TEXTS, *NUMBERS, "x-kind", "options")
MOST_ROWS: Final = 200


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


def designed(schema: Mapping[str, Any], post: Any) -> dict[str, Any]:
    """Return a form as the designer's fields say; what they do not show stays.

    A button named ``edit`` moves, removes or adds a field.
    """
    before = schema.get("properties", {})
    rows: list[tuple[str, dict[str, Any]]] = []
    required = []
    for number in range(MOST_ROWS):
        name = post.get(f"fields.{number}.name")
        if name is None:
            break
        old = before.get(post.get(f"fields.{number}.was", ""), {})
        part = {key: post.get(f"fields.{number}.{key}", "") for key in ASKED}
        rows.append((name.strip(), _field(old, part)))
        if post.get(f"fields.{number}.required"):
            required.append(name.strip())
    _edit(rows, post.get("edit", ""))
    names = [name for name, _part in rows]
    renamed = {
        post.get(f"fields.{number}.was", ""): post.get(f"fields.{number}.name", "").strip()
        for number in range(len(rows))
    }
    return {
        **schema,
        **_sections(schema, names, renamed),
        "title": post.get("title", "").strip() or schema.get("title", ""),
        "properties": dict(rows),
        "required": [name for name in required if name in names],
        **({"x-order": names} if "x-order" in schema else {}),
    }


def _field(old: Mapping[str, Any], part: Mapping[str, str]) -> dict[str, Any]:
    if "$ref" in old:
        return {**old, **({"title": part["title"].strip()} if part["title"].strip() else {})}
    kind = part["x-kind"] if part["x-kind"] in KINDS else old.get("x-kind", "text")
    # Another kind is another field: what the old one was bound by means nothing to it.
    made = dict(old) if old.get("x-kind") == kind else {}
    made["x-kind"] = kind
    for name in TEXTS:
        _put(made, name, part[name].strip())
    for name in NUMBERS:
        text = part[name].strip()
        _put(made, name, int(text) if text.isascii() and text.isdigit() and len(text) < 10 else "")
    if kind in CHOICES:
        labels = options_of(part["options"])
        made["x-labels"] = labels
        made.pop("enum", None)
        if kind == FieldKind.CHOICE:
            made["enum"] = list(labels)
        else:
            made["items"] = {"enum": list(labels)}
    return made


def _put(made: dict[str, Any], name: str, value: str | int) -> None:
    if value == "":
        made.pop(name, None)
    else:
        made[name] = value


def options_of(text: str) -> dict[str, str]:
    """Return the options that lines of ``code = words`` say."""
    found = {}
    for line in text.splitlines():
        code, _sign, words = line.partition("=")
        if code.strip():
            found[code.strip()] = words.strip() or code.strip()
    return found


def _sections(
    schema: Mapping[str, Any], names: list[str], renamed: Mapping[str, str]
) -> dict[str, Any]:
    """Return the sections with the fields that there are now; new ones join the last."""
    sections = schema.get("x-sections")
    if not isinstance(sections, list) or not all(isinstance(one, dict) for one in sections):
        return {}
    held = [
        [renamed.get(name, name) for name in one.get("fields", ()) if isinstance(name, str)]
        for one in sections
    ]
    placed = {name for fields in held for name in fields}
    if held:
        held[-1] += [name for name in names if name not in placed]
    kept = [sorted({*fields} & {*names}, key=names.index) for fields in held]
    return {
        "x-sections": [
            {**one, "fields": fields} for one, fields in zip(sections, kept, strict=True) if fields
        ]
    }


def _edit(rows: list[tuple[str, dict[str, Any]]], order: str) -> None:
    verb, _sign, rest = order.partition(":")
    if verb == "add":
        taken = {name for name, _part in rows}
        number = next(n for n in range(1, MOST_ROWS * 2) if f"field_{n}" not in taken)
        rows.append((f"field_{number}", {"x-kind": "text", "title": _("新的一栏")}))
        return
    place = int(rest) if rest.isascii() and rest.isdigit() else -1
    if not 0 <= place < len(rows) or verb not in {"up", "down", "drop"}:
        return
    row = rows.pop(place)
    if verb != "drop":
        rows.insert(max(0, place - 1) if verb == "up" else place + 1, row)


def _schema(body: str) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    is_form = isinstance(found, dict) and isinstance(found.get("properties", {}), dict)
    return found if is_form else None


def _row(name: str, part: Mapping[str, Any], required: list[str]) -> dict[str, Any]:
    labels, options = keyword_labels(), part.get("x-labels", {})
    return {
        "name": name,
        "kind": part.get("x-kind", ""),
        "is_ref": "$ref" in part,
        "is_required": name in required,
        "texts": [(key, labels[key], part.get(key, "")) for key in TEXTS],
        "numbers": [(key, labels[key], part.get(key, "")) for key in NUMBERS],
        "options": "\n".join(f"{code} = {words}" for code, words in options.items()),
        "has_options": part.get("x-kind") in CHOICES,
    }


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
    required = schema.get("required", [])
    context = {
        "found": found,
        "title": schema.get("title", ""),
        "rows": [
            _row(name, part, required)
            for name, part in schema.get("properties", {}).items()
            if isinstance(part, dict)
        ],
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
        "minLength": _("最少字数"),
        "maxLength": _("最多字数"),
        "minimum": _("最小"),
        "maximum": _("最大"),
        "maxItems": _("最多几项"),
    }
