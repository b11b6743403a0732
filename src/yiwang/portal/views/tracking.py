# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Following a case by its number and query code, without signing in."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.cases import selectors as cases
from yiwang.delivery import selectors as delivery
from yiwang.foundation import reach
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.portal import wording
from yiwang.portal.frame import page
from yiwang.portal.views import parcels

if TYPE_CHECKING:
    from yiwang.cases.models import Case


@audience("public")
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and code, and show where the case stands; nothing personal is shown.

    It is a POST so that the code stays out of addresses and logs; it changes nothing but the
    count of look-ups from one address, which keeps codes from being guessed.
    """
    sent = request.POST if request.method == "POST" else request.GET  # a receipt's QR code
    number = sent.get("number", "").strip()[:40]
    context: dict[str, object] = {"number": number, "refusal": "", "case": None, "face": None}
    context["tracked_parcels"] = []
    status = 200
    if request.method == "POST":
        ip = client_ip(request)
        try:
            identity.count_tracking(ip=ip, at=timezone.now())
            with reach.everywhere(), read_only():  # the query code opens this one case
                context |= _found(number, request.POST.get("query_code", ""))
            identity.forget_tracking(ip=ip)
        except DomainError as refusal:
            context["refusal"], status = str(refusal), refusal.status
    return page(request, "portal/track.html", context, current="track", status=status)


def _found(number: str, query_code: str) -> dict[str, object]:
    case = cases.track(number, query_code)
    face = cases.clock_face(case, today=timezone.localdate())
    story = cases.timeline(case)
    was_corrected = any(entry.kind == "cases.correction_asked" for entry in story)
    return {
        "case": case,
        "state": wording.state_chip(case.state),
        "moments": wording.story(story, case.state),
        "face": wording.clock(
            face, case, correction=cases.correction(case) if was_corrected else None
        ),
        "tracked_parcels": parcels.shown(_parcels(case)),
    }


def _parcels(case: "Case") -> list[Any]:
    return delivery.parcels_about("case", case.pk) if case.is_by_courier else []
