# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes that have ended: on to what they became, the choice after a split, or the reason."""

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal.frame import page

IMPLEMENTATION = 31


@audience("public")
@require_safe
def code(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a code is, was and became; today, or as it was on a day."""
    asked = request.GET.get("on", "").strip()
    on = _day(asked)
    with read_only():
        found = catalogue.code_history(code.upper(), on)
        if found is None and on is not None:
            found = catalogue.code_history(code.upper())
            is_later = found is not None
        else:
            is_later = False
        if found is None:
            raise NotFound
        is_wrong = bool(asked) and on is None
        context = {
            "history": found,
            "on": on,
            "today": timezone.localdate(),
            "is_wrong_day": is_wrong,
            "is_later": is_later,
        }
        status = HTTPStatus.BAD_REQUEST if is_wrong else HTTPStatus.OK
        return page(request, "portal/old_code.html", context, status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def instead_of_guide(request: HttpRequest, code: str, refusal: DomainError) -> HttpResponse:
    """Answer for a guide that is not there: its code may have ended.

    :raises DomainError: the refusal, when the code has not ended
    """
    found = catalogue.successors(code.upper())
    if found is None:
        raise refusal
    if found.only_successor:
        room = "guide" if len(found.only_successor) == IMPLEMENTATION else "codes"
        answer = HttpResponsePermanentRedirect(f"/{room}/{found.only_successor}")
        answer.headers["Cache-Control"] = "no-cache"  # a code may come back to where it was
        return answer
    status = HTTPStatus.MULTIPLE_CHOICES if found.in_use else HTTPStatus.GONE
    return page(request, "portal/old_code.html", {"history": found}, status=status)
