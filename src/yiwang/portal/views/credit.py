# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""我的信用承诺: what is written down of one's promises, objecting to it, asking for its repair."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.credit import selectors as credit
from yiwang.credit import services
from yiwang.credit.enums import CreditState, RequestKind
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal.frame import actor_of, page


@audience("citizen")
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """List the records of the reader, or of the firm they act for."""
    with read_only():
        rows = credit.records(actor_of(request))
        today = timezone.localdate()
        context = {
            "rows": [
                {
                    "event": row,
                    "requests": list(row.requests.all()),
                    "is_active": row.state == CreditState.ACTIVE and row.expires_on > today,
                    "is_open": any(one.state == "filed" for one in row.requests.all()),
                    "may_repair": today >= row.repairable_on,
                }
                for row in rows
            ]
        }
        return page(request, "portal/credit/records.html", context, current="my")


@audience("citizen")
@require_POST
def ask(request: HttpRequest, event_id: UUID, kind: str) -> HttpResponse:
    """Object to a record, or ask that it be repaired."""
    if kind not in RequestKind.values:
        raise Http404
    try:
        services.file_request(
            event_id=event_id,
            kind=RequestKind(kind),
            words=request.POST.get("words", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已提交，答复后会告诉您。"))
    return HttpResponseRedirect("/my/credit")
