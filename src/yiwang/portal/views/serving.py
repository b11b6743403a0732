# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""我的送达: which papers were served to me, when by law, what runs from then; and the consent."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import serving
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal.frame import actor_of, page

HERE = "/my/served"


@audience("citizen")
@require_safe
def served(request: HttpRequest) -> HttpResponse:
    """List what was served, with the day, its rule, and the terms that run from it."""
    actor = actor_of(request)
    with read_only():
        own = cases.serving.own_services(actor)
        applicant_id = actor.applicant_id
        language = documents.translations.language_of(applicant_id) if applicant_id else ""
        context = {
            "services": own,
            "consent": documents.serving.consent_of(applicant_id) if applicant_id else None,
            "consent_text": documents.serving.TEXT,
            "is_agent": actor.mandate_id is not None,
            "offered": documents.translations.offered(on=timezone.localdate()),
            "paper_language": language,
            "today": timezone.localdate(),
        }
        return page(request, "portal/serving/served.html", context, current="my")


@audience("citizen")
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Agree to electronic service."""
    return _answer(
        request,
        lambda: document_services.serving.give_consent(actor=actor_of(request), at=timezone.now()),
        _("已确认。以后送到这里的文书，到达当天就是送达日期。"),
    )


@audience("citizen")
@require_POST
def end_consent(request: HttpRequest) -> HttpResponse:
    """No longer agree to electronic service."""
    return _answer(
        request,
        lambda: document_services.serving.end_consent(actor=actor_of(request), at=timezone.now()),
        _("已撤回。以后的文书用其他方式送达；以前送达的不变。"),
    )


@audience("citizen")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """State in which language papers shall come translated from now on."""
    return _answer(
        request,
        lambda: document_services.translations.wish_for_oneself(
            language=request.POST.get("language", ""), actor=actor_of(request), at=timezone.now()
        ),
        _("已记下。以后的文书按您选的语言附译文，中文文书仍是原件。"),
    )


@audience("citizen")
@require_POST
def confirm(request: HttpRequest, case_id: UUID, service_id: UUID) -> HttpResponse:
    """Say that a paper has come."""
    return _answer(
        request,
        lambda: serving.confirm_receipt(
            case_id=case_id, service_id=service_id, actor=actor_of(request), at=timezone.now()
        ),
        _("已确认收到。"),
    )


@audience("citizen")
@require_safe
def record_of(request: HttpRequest, case_id: UUID, service_id: UUID) -> HttpResponseBase:
    """Hand out 送达回证 of a paper that was served to oneself."""
    with read_only():
        issued = cases.serving.service_record(case_id, service_id, actor_of(request))
        return document_services.download_response(documents.page_of(issued))


def _answer(request: HttpRequest, act: Callable[[], object], told: str) -> HttpResponse:
    try:
        act()
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return HttpResponseRedirect(HERE)
