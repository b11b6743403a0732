# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Processes, tables and forms in the workbench: draft, check, second person, simulation."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services as commands
from yiwang.catalogue.enums import DefinitionKind
from yiwang.catalogue.errors import DraftMalformed, DraftNotFound, DraftTooLarge
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, do, page, whole_number

MODELLING = "/workbench/modelling"
WAITING = "/workbench/modelling/waiting"
LARGEST = 1_000_000
SUFFIX = {"process": "bpmn", "decision": "dmn", "form": "form.json"}
TYPE = {"process": "application/xml", "decision": "application/xml", "form": "application/json"}


@audience("staff")
@require_safe
def definition_list(request: HttpRequest, kind: str = "process") -> HttpResponse:
    """List the definitions of a kind, with what there is of their drafts."""
    kind = kind_in(kind)
    with read_only():
        context = {
            "kind": kind,
            "kinds": DefinitionKind.choices,
            "rows": catalogue.modelling.definitions(kind, actor_of(request)),
        }
        return page(request, "workbench/modelling/list.html", context, current=MODELLING)


@audience("staff")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List what others have written and handed in: a second person publishes it."""
    actor = actor_of(request)
    with read_only():
        scenarios = catalogue.scenarios.scenario_rows(actor.division_code, "", timezone.localdate())
        context = {
            "rows": catalogue.modelling.offered(actor),
            "scenarios": [row for row in scenarios if row.draft],
        }
        return page(request, "workbench/modelling/waiting.html", context, current=WAITING)


@audience("staff")
@require_POST
def begin(request: HttpRequest, kind: str) -> HttpResponse:
    """Lead to the editor of a code that somebody typed."""
    code = request.POST.get("code", "").strip().lower()
    try:
        catalogue.modelling.edited(kind_in(kind), code, actor_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{MODELLING}/{kind}")
    return HttpResponseRedirect(f"{MODELLING}/{kind}/{code}")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def editor(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Show the drawing or the text of a definition; keep what was drawn, or only check it."""
    kind = kind_in(kind)
    found = _edited(request, kind, code)
    if request.method != "POST":
        return _editor(request, found, found.body)
    try:
        body = sent_body(request)
        if "check" in request.POST:
            return _editor(request, found, body)
        commands.modelling.save_draft(
            kind=kind,
            code=code,
            body=body,
            revision=whole_number(request.POST.get("revision", "")) or 0,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        kept = request.POST.get("body", "") if not request.FILES else found.body
        return _editor(request, found, kept or found.body, status=refusal.status)
    messages.success(request, _("草稿已保存。"))
    return HttpResponseRedirect(f"{MODELLING}/{kind}/{code}")


@audience("staff")
@require_POST
def act(request: HttpRequest, kind: str, code: str, action: str) -> HttpResponse:
    """Hand a draft in, take it back, publish it as the second person, or throw it away."""
    kind, actor, at = kind_in(kind), actor_of(request), timezone.now()
    revision = whole_number(request.POST.get("revision", "")) or 0
    verbs = commands.modelling
    acts = {
        "offer": (
            lambda: verbs.offer_draft(
                kind=kind, code=code, revision=revision, is_offered=True, actor=actor, at=at
            ),
            _("已提交，等另一个人发布。"),
        ),
        "take-back": (
            lambda: verbs.offer_draft(
                kind=kind, code=code, revision=revision, is_offered=False, actor=actor, at=at
            ),
            _("已收回，可以继续修改。"),
        ),
        "publish": (
            lambda: verbs.publish_draft(
                kind=kind, code=code, revision=revision, actor=actor, at=at
            ),
            _("已发布。事项下一次发布时用上新版本，在办的件不变。"),
        ),
        "discard": (
            lambda: verbs.discard_draft(kind=kind, code=code, actor=actor, at=at),
            _("草稿已删除。"),
        ),
    }
    if action not in acts:
        raise DraftNotFound
    command, done = acts[action]
    return do(request, command, done=done, back_to=f"{MODELLING}/{kind}/{code}")


@audience("staff")
@require_safe
def download(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Send the draft, else the newest published version, as a file."""
    kind = kind_in(kind)
    body = _edited(request, kind, code).body
    response = HttpResponse(body, content_type=f"{TYPE[kind]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.{SUFFIX[kind]}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


@audience("staff")
@require_POST
def check(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Answer a script what is wrong with a drawing, each fault with its element."""
    kind = kind_in(kind)
    _edited(request, kind, code)
    with read_only():
        faults = catalogue.modelling.faults_of(kind, request.POST.get("body", "")[:LARGEST])
    context = {"faults": faults}
    return page(request, "workbench/modelling/_faults.html", context, current=MODELLING)


def kind_in(kind: str) -> str:
    """Return the kind that an address names.

    :raises DraftNotFound: there is no such kind
    """
    if kind not in DefinitionKind.values:
        raise DraftNotFound
    return kind


def sent_body(request: HttpRequest) -> str:
    """Return the body that was sent: the file when there is one, else the text.

    :raises DraftTooLarge: more than any definition takes
    :raises DraftMalformed: the file is no text
    """
    upload = request.FILES.get("file")
    if upload is None:
        return request.POST.get("body", "").replace("\r\n", "\n")
    if upload.size is None or upload.size > LARGEST:
        raise DraftTooLarge(params={"limit": LARGEST})
    try:
        body: str = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DraftMalformed(params={"reason": _("文件不是有效的 UTF-8 文本。")}) from error
    return body


def _edited(request: HttpRequest, kind: str, code: str) -> catalogue.modelling.Edited:
    with read_only():
        return catalogue.modelling.edited(kind, code, actor_of(request))


def _editor(
    request: HttpRequest, found: catalogue.modelling.Edited, body: str, *, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    with read_only():
        faults: list[FieldError] = catalogue.modelling.faults_of(found.kind, body)
    context: dict[str, Any] = {
        "found": found,
        "body": body,
        "faults": faults,
        "kind_name": DefinitionKind(found.kind).label,
        "suffix": SUFFIX[found.kind],
        "is_own": actor.staff_id in found.editors,
        "can_publish": catalogue.modelling.can_publish(actor, found.kind),
        "templates": json.dumps(
            [one.shown for one in catalogue.modelling.TEMPLATES], ensure_ascii=False
        ),
    }
    return page(
        request, "workbench/modelling/editor.html", context, current=MODELLING, status=status
    )
