# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The editor of one item on a change order, its preview, and the law to pick articles from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.catalogue.enums import ItemType, OnlineDepth
from yiwang.catalogue.errors import ChangedMeanwhile, ContentInvalid
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue import reading, shown
from yiwang.workbench.catalogue.desk import ALL, EDIT, ORDERS, entitled, section
from yiwang.workbench.frame import shown_text, whole_number


@dataclass(frozen=True, slots=True)
class Sent:
    """What the editor sent and why it was not taken.

    :ivar begun: the responsibilities were begun with those of the type; nothing is saved yet
    """

    content: Mapping[str, Any]
    codes: Mapping[str, str]
    refusal: DomainError | None = None
    more: str = ""
    begun: bool = False


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show all elements of an item in grouped forms, or save them."""
    actor = entitled(request, *ALL)
    sent = None
    if request.method == "POST":
        entitled(request, EDIT)
        sent = _save(request, line_id)
        if sent is not None and isinstance(sent.refusal, ChangedMeanwhile):
            sent = _aside(request, line_id, sent)
            if sent is None:
                return HttpResponseRedirect(f"/workbench/catalogue/lines/{line_id}/merge")
        if sent is None:
            messages.success(request, _("已保存，还没有提交。"))
            return HttpResponseRedirect(f"/workbench/catalogue/lines/{line_id}#faults")
    with read_only():
        editor = editing_questions.line_editor(line_id, actor)
        return _page(request, editor, sent)


def _save(request: HttpRequest, line_id: UUID) -> Sent | None:
    """Save what was sent; return it when it was not taken, or when only rows were asked for."""
    actor = entitled(request, EDIT)
    layer = editing_questions.line_editor(line_id, actor).layer
    fields = [each for group in editing_questions.form_fields(layer) for each in group.fields]
    content = reading.read_content(request.POST, fields)
    codes = {name: str(content.pop(name, "")) for name in shown.CHOSEN_FREELY if name in content}
    if more := request.POST.get("more", ""):
        return Sent(content, codes, more=more)
    if request.POST.get("begin") == "responsibilities":
        common = editing_questions.responsibilities_on(line_id, actor).of_type
        begun = [one.model_dump(mode="json") for one in common]
        return Sent(content | {"responsibilities": begun}, codes, begun=True)
    try:
        editing.save_line(
            line_id=line_id,
            content=content,
            revision=whole_number(request.POST.get("revision", "")) or 0,
            form_code=codes.get("form_code"),
            process_code=codes.get("process_code"),
            actor=actor,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return Sent(content, codes, refusal)
    return None


def _aside(request: HttpRequest, line_id: UUID, sent: Sent) -> Sent | None:
    """Keep what the second of two editors wrote; return it with the reason where that fails."""
    try:
        editing.set_aside(
            line_id=line_id,
            content=sent.content,
            revision=whole_number(request.POST.get("revision", "")) or 0,
            form_code=sent.codes.get("form_code"),
            process_code=sent.codes.get("process_code"),
            actor=entitled(request, EDIT),
            at=timezone.now(),
        )
    except DomainError as refusal:
        return Sent(sent.content, sent.codes, refusal)
    return None


def _page(
    request: HttpRequest, editor: editing_questions.LineEditor, sent: Sent | None
) -> HttpResponse:
    refusal = sent.refusal if sent else None
    faults: Sequence[FieldError] = editor.faults
    if isinstance(refusal, ContentInvalid):
        faults = refusal.errors
    stored = editor.content.model_dump(mode="json")
    codes = {"form_code": editor.line.form_code, "process_code": editor.line.process_code}
    content = {**sent.content, **sent.codes} if sent else {**stored, **codes}
    page = shown.Page(
        content=content,
        choices=editor.choices,
        faults=faults,
        articles=editor.articles if sent is None else (),
        more=sent.more if sent else "",
    )
    context = {
        "editor": editor,
        "line": editor.line,
        "order": editor.order,
        "groups": shown.groups(editor.layer, page),
        "refusal": refusal,
        "is_aside": editing_questions.waiting_aside(editor.line.id, entitled(request, *ALL)),
        "faults": faults,
        "is_unsaved": sent is not None,
        "is_begun": bool(sent and sent.begun),
        "common": _common(editor),
    }
    status = refusal.status if refusal else 200
    return section(request, "editor.html", context, tab=ORDERS, status=status)


def _common(editor: editing_questions.LineEditor) -> Sequence[Any]:
    """Return the responsibilities of the item's type, where it may have some of its own."""
    item_type = getattr(editor.content, "item_type", ItemType.SERVICE)
    return () if item_type is ItemType.SERVICE else editing_questions.of_type(item_type)


@audience("staff")
@require_safe
def preview(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show the guide as the public would see it."""
    actor = entitled(request, *ALL)
    with read_only():
        guide = editing_questions.preview_guide(line_id, actor)
        item = guide.item
        context = {
            "line_id": line_id,
            "item": item,
            "type_name": ItemType(item.item_type).label,
            "depth_name": OnlineDepth(item.online_depth).label,
            "promise": _limit(item.promise_limit),
            "statutory": _limit(item.statutory_limit),
            "articles": guide.articles,
        }
        return section(request, "preview.html", context, tab=ORDERS)


def _limit(limit: Any) -> str:
    return editing_questions.limit_words(limit) if limit else "—"


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def articles(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Find an article in the laws that are in force, and put it among the legal bases."""
    actor = entitled(request, EDIT)
    if request.method == "POST":
        return _add_article(request, line_id)
    words = shown_text(request.GET.get("q", ""))
    with read_only():
        editor = editing_questions.line_editor(line_id, actor)
        context = {
            "line": editor.line,
            "words": words,
            "hits": editing_questions.find_articles(words, actor),
        }
        return section(request, "articles.html", context, tab=ORDERS)


def _add_article(request: HttpRequest, line_id: UUID) -> HttpResponse:
    actor = entitled(request, EDIT)
    try:
        editor = editing_questions.line_editor(line_id, actor)
        stored = editor.content.model_dump(mode="json", exclude_defaults=True)
        basis = {
            "law": shown_text(request.POST.get("law", "")),
            "article": shown_text(request.POST.get("article", "")),
        }
        bases = [one for one in stored.get("legal_bases", []) if one != basis]
        editing.save_line(
            line_id=line_id,
            content=stored | {"legal_bases": [*bases, basis]},
            revision=whole_number(request.POST.get("revision", "")) or 0,
            actor=actor,
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已加入设定依据。"))
    return HttpResponseRedirect(f"/workbench/catalogue/lines/{line_id}#group-law")
