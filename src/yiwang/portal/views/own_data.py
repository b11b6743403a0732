# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""My data: a copy of them, corrections, closing the account."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity.enums import CorrectionState
from yiwang.identity.services import (
    privacy_closing,
    privacy_corrections,
    privacy_exports,
    privacy_holdings,
)
from yiwang.portal.frame import actor_of, page

HERE = "/my/data"
CLOSING = "/my/data/closing"


@audience("citizen")
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Show copies, corrections and the way out."""
    account_id = actor_of(request).account_id
    with read_only():
        context = {
            "exports": identity.own_data.exports_of(account_id) if account_id else [],
            "corrections": identity.own_data.corrections_of(account_id) if account_id else [],
            "closing": identity.own_data.closing_of(account_id) if account_id else None,
        }
        return page(request, "portal/own_data.html", context, current="my")


@audience("citizen")
@require_POST
def ask_export(request: HttpRequest) -> HttpResponse:
    """Ask for a copy of everything about oneself."""
    try:
        privacy_exports.ask_export(actor=actor_of(request), at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("正在准备副本，好了会发消息告诉您。"))
    return HttpResponseRedirect(HERE)


@audience("citizen")
@require_safe
def take_export(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """Download a copy; only its owner gets it, and only for some days."""
    actor = actor_of(request)
    file_id = privacy_exports.take_export(export_id=export_id, actor=actor, at=timezone.now())
    with read_only():
        return document_services.download_response(documents.file_for(file_id, actor))


@audience("citizen")
@require_POST
def correct(request: HttpRequest) -> HttpResponse:
    """Ask for a name or a number to be corrected."""
    try:
        made = privacy_corrections.ask_correction(
            field=request.POST.get("field", ""),
            name=request.POST.get("name", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(HERE)
    if made.state == CorrectionState.DONE:
        messages.success(request, _("已经按人口登记信息更正。"))
    else:
        words = _("请带身份证到任何一个政务服务窗口，报申请码 %(code)s，当场核验更正。")
        messages.info(request, words % {"code": made.code})
    return HttpResponseRedirect(HERE)


@audience("citizen")
@require_POST
def cancel_correction(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Take back a request that waits for the counter."""
    try:
        privacy_corrections.cancel_correction(
            correction_id=correction_id, actor=actor_of(request), at=timezone.now()
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("更正申请已撤回。"))
    return HttpResponseRedirect(HERE)


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; close the account after days of reflection."""
    actor, at = actor_of(request), timezone.now()
    if request.method == "POST":
        try:
            made = privacy_closing.ask_closing(actor=actor, at=at)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(CLOSING)
        day = timezone.localdate(made.closes_at).isoformat()
        messages.success(request, _("账号将在 %(day)s 注销，在那之前可以随时反悔。") % {"day": day})
        return HttpResponseRedirect(HERE)
    whose = _whose(actor)
    with read_only():
        context = {
            "matters": privacy_holdings.open_matters_of(whose),
            "kept": privacy_holdings.kept_of(whose),
            "days": identity.own_data.term(identity.own_data.Term.CLOSING_DAYS),
            "closing": identity.own_data.closing_of(whose.account_id),
        }
        return page(request, "portal/closing.html", context, current="my")


@audience("citizen")
@require_POST
def cancel_closing(request: HttpRequest) -> HttpResponse:
    """Keep one's account after all."""
    try:
        privacy_closing.cancel_closing(actor=actor_of(request), at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("账号保留，照常使用。"))
    return HttpResponseRedirect(HERE)


def _whose(actor: Actor) -> privacy_holdings.Whose:
    if actor.account_id is None:
        raise Forbidden
    return privacy_holdings.Whose(actor.account_id, actor.person_id)
