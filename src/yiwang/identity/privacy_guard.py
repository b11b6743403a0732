# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Ask about new versions of the texts at the next sign-in, without locking anybody out.

A session asks the database once. Whoever says "later" goes on reading; only what they would do
anew has to wait. Copies, corrections and closing one's account never wait.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone

from yiwang.foundation.web.audience import audience_of
from yiwang.identity.services import privacy_texts
from yiwang.identity.session_keys import TEXTS

SAFE = frozenset({"GET", "HEAD"})
TEXTS_PAGE = "/my/texts"
OPEN = (TEXTS_PAGE, "/my/data", "/my/reads", "/my/messages", "/signout", "/account", "/openid/")
"""Where nothing is asked, and what may be sent without an answer."""
NOTHING, DUE, LATER = "nothing", "due", "later"


class TextsMiddleware:
    """Lead to the texts once after signing in, and before anything is sent without an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer in the view's stead while something has not been answered."""
        if audience_of(view) != {"citizen"} or request.path_info.startswith(OPEN):
            return None
        if request.headers.get("HX-Request") == "true" and request.method in SAFE:
            return None
        standing = _standing(request)
        if standing == NOTHING or (standing == LATER and request.method in SAFE):
            return None
        request.session[TEXTS] = LATER
        back_to = request.get_full_path() if request.method in SAFE else "/my"
        return _lead(request, f"{TEXTS_PAGE}?{urlencode({'next': back_to, 'asked': '1'})}")


def forget_answer(request: HttpRequest) -> None:
    """Have the session ask again what is due, after its holder has answered."""
    request.session.pop(TEXTS, None)


def _standing(request: HttpRequest) -> str:
    kept = request.session.get(TEXTS)
    if kept in {NOTHING, DUE, LATER}:
        return str(kept)
    account_id = request.actor.account_id  # type: ignore[attr-defined]
    is_due = account_id is not None and privacy_texts.has_to_answer(account_id, timezone.now())
    standing = DUE if is_due else NOTHING
    request.session[TEXTS] = standing
    return standing


def _lead(request: HttpRequest, target: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=403)
        answer.headers["HX-Redirect"] = target
        return answer
    return HttpResponseRedirect(target)
