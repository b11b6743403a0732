# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nobody goes on in their own name unawares when the right to act for another has ended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from yiwang.foundation.web import pages
from yiwang.foundation.web.audience import audience_of
from yiwang.identity.refusals import ActingEnded
from yiwang.identity.session_keys import ACTING_ENDED

SAFE = frozenset({"GET", "HEAD"})


class ActingGuardMiddleware:
    """Refuse what a session sends after its right to act ended, until it has shown a page again.

    The audience has been checked, so whoever acts has been looked up by now.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer in the view's stead while the holder of the session has not been told."""
        if "citizen" not in audience_of(view) or request.path_info.startswith("/api/"):
            return None
        if not request.session.get(ACTING_ENDED):
            return None
        if request.method in SAFE and "HX-Request" not in request.headers:
            del request.session[ACTING_ENDED]
            messages.warning(request, _("您代办的授权已经结束，现在以您本人的身份办事。"))
            return None
        return pages.refusal(request, ActingEnded())
