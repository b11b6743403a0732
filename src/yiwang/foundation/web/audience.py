# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who a route is for: said beside the view, enforced in one place, refused when not said."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from yiwang.foundation import errors
from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind
from yiwang.foundation.web import pages

AUDIENCES = frozenset({"public", "citizen", "staff", "client"})
SIGN_IN_PATHS = {"citizen": "/signin", "staff": "/workbench/signin"}

View = TypeVar("View", bound=Callable[..., Any])


def audience(*names: str) -> Callable[[View], View]:
    """Mark a view, a view class or an API operation with the audiences that may call it.

    :param names: ``public`` (anybody), ``citizen``, ``staff``, ``client`` (a system)
    """
    if not names or not set(names) <= AUDIENCES:
        raise ImproperlyConfigured(f"An audience is one or more of {sorted(AUDIENCES)}.")

    def mark(view: View) -> View:
        view.audience = frozenset(names)  # type: ignore[attr-defined]
        return view

    return mark


def audience_of(view: Any) -> frozenset[str]:
    """Return the audiences of a view; empty when it names none."""
    named = getattr(view, "audience", None) or getattr(
        getattr(view, "view_class", None), "audience", None
    )
    return named if isinstance(named, frozenset) else frozenset()


def check_audience(names: frozenset[str], actor: Actor) -> None:
    """Let an actor of one of the audiences pass.

    :raises Unauthenticated: nobody is signed in
    :raises Forbidden: somebody else is signed in
    """
    if "public" in names or actor.kind.value in names:
        return
    if actor.kind is ActorKind.ANONYMOUS and names:
        raise errors.Unauthenticated
    raise errors.Forbidden


class AudienceMiddleware:
    """Check the audience of each page before its view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer in the view's stead when the actor may not call it."""
        if getattr(view, "csrf_exempt", False) and request.path_info.startswith("/api/"):
            return None  # operations of the machine interface check the token's actor themselves
        names = audience_of(view)
        actor = getattr(request, "actor", ANONYMOUS)
        try:
            check_audience(names, actor)
        except errors.Unauthenticated:
            return _to_sign_in(request, names)
        except errors.Forbidden as refusal:
            return pages.refusal(request, refusal)
        return None


def _to_sign_in(request: HttpRequest, names: frozenset[str]) -> HttpResponse:
    path = SIGN_IN_PATHS["staff" if "citizen" not in names else "citizen"]
    if request.headers.get("HX-Request") == "true":
        target = request.headers.get("HX-Current-URL", "")
        answer = HttpResponse(status=401)
        answer.headers["HX-Redirect"] = f"{path}?{urlencode({'next': _local_path(target)})}"
        return answer
    back_to = request.get_full_path() if request.method == "GET" else ""
    return HttpResponseRedirect(f"{path}?{urlencode({'next': back_to})}" if back_to else path)


def _local_path(url: str) -> str:
    """Return path and query of an address, without the host that the browser put before it."""
    _scheme, _sep, rest = url.partition("://")
    return "/" + rest.partition("/")[2] if rest else "/"
