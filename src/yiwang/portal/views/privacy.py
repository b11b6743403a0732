# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has seen my data, what I agreed to, and what the platform keeps of anybody."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity.enums import TextKind
from yiwang.identity.services import privacy_questions, privacy_texts
from yiwang.portal import privacy_words
from yiwang.portal.frame import actor_of, page
from yiwang.portal.regions import language
from yiwang.portal.views.acting import id_of
from yiwang.portal.views.preferences import safe_next
from yiwang.sharing import selectors as sharing

READS = "/my/reads"
TEXTS = "/my/texts"
SHOWN = 50


@audience("citizen")
@require_safe
def reads(request: HttpRequest) -> HttpResponse:
    """List who was shown the data of the reader, or of whom they act for."""
    chosen = identity.own_data.month(request.GET.get("month", ""))
    with read_only():
        found = identity.own_data.reads_of(
            actor_of(request), within=chosen, cursor=request.GET.get("cursor", ""), limit=SHOWN
        )
        kept = {"month": chosen.code if chosen else "", "cursor": found.next_cursor}
        sources = sharing.source_names(read.source for read in found.rows if read.source)
        context = {
            "reads": [
                (read, privacy_words.purpose(read.purpose, sources.get(read.source, "")))
                for read in found.rows
            ],
            "months": identity.own_data.last_months(timezone.localdate()),
            "chosen": chosen.code if chosen else "",
            "next_url": f"?{urlencode(kept)}" if found.next_cursor else "",
        }
        return page(request, "portal/reads.html", context, current="my")


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask the audit administrator of a department why it read one's data."""
    refusal, words = "", request.POST.get("words", "")
    if request.method == "POST":
        try:
            privacy_questions.ask_about_read(
                event_id=event_id, words=words, actor=actor_of(request), at=timezone.now()
            )
        except DomainError as error:
            refusal = str(error)
        else:
            messages.success(request, _("已转给这个部门的审计管理员，答复会发到您的消息里。"))
            return HttpResponseRedirect(f"{READS}/questions")
    with read_only():
        read = identity.own_data.read_of(actor_of(request), event_id)
        context = {
            "read": read,
            "purpose": privacy_words.purpose(read.purpose),
            "words": words,
            "refusal": refusal,
        }
        status = 422 if refusal else 200
        return page(request, "portal/read_ask.html", context, current="my", status=status)


@audience("citizen")
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List what one asked about reads, and the answers."""
    with read_only():
        context = {"questions": identity.own_data.questions_of(actor_of(request))}
        return page(request, "portal/read_questions.html", context, current="my")


# ── texts


@audience("citizen")
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Show the texts in force, and what one agreed to."""
    account_id = actor_of(request).account_id
    with read_only():
        standing = identity.own_data.texts_of(account_id, timezone.now()) if account_id else []
        context = {
            "standing": [(one, _title(one.text)) for one in standing],
            "due": {
                text.id
                for text in (
                    privacy_texts.texts_due(account_id, timezone.now()) if account_id else []
                )
            },
            "required": privacy_texts.REQUIRED,
            "next": safe_next(request, "/my"),
            "is_asked": request.GET.get("asked") == "1",
        }
        return page(request, "portal/texts.html", context, current="my")


@audience("citizen")
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Take note of, or agree to, the texts that were ticked."""
    chosen = [one for one in map(id_of, request.POST.getlist("text")) if one]
    try:
        number = privacy_texts.accept_texts(
            text_ids=chosen, actor=actor_of(request), at=timezone.now()
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(TEXTS)
    request.session.pop("texts", None)
    if number:
        messages.success(request, _("记下了您的同意。"))
    return HttpResponseRedirect(safe_next(request, TEXTS))


@audience("citizen")
@require_POST
def withdraw(request: HttpRequest, kind: str) -> HttpResponse:
    """Take an agreement back."""
    try:
        privacy_texts.withdraw_consent(kind=kind, actor=actor_of(request), at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已经撤回，从现在起不再使用。"))
    return HttpResponseRedirect(TEXTS)


@audience("public")
@require_safe
def text(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a text as it is in force, or one of its versions."""
    if kind not in TextKind.values:
        raise Http404
    wanted = request.GET.get("version", "")
    with read_only():
        versions = identity.own_data.text_versions(kind)
        shown = next((one for one in versions if one.version == wanted), None)
        if shown is None:
            at = timezone.now()
            shown = next((one for one in versions if one.valid_from <= at), None)
        if shown is None:
            raise Http404
        context = {
            "text": shown,
            "title": _title(shown),
            "blocks": privacy_words.blocks(_body(shown)),
            "versions": versions,
        }
        return page(request, "portal/privacy_text.html", context)


@audience("public")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show what the platform keeps of anybody, in plain words."""
    context = {"tables": identity.own_data.personal_register()}
    return page(request, "portal/privacy_register.html", context)


def _title(shown: Any) -> str:
    return str(shown.title_en if language() == "en" else shown.title_zh)


def _body(shown: Any) -> str:
    return str(shown.body_en if language() == "en" else shown.body_zh)
