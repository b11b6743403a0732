# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Portal, workbench and machine interface on host names of their own, where a site names them.

Cookies of ours are the host's that set them, so parted names part the sessions of citizens and
staff in the browser too: what gets a foothold on one name reaches nothing of the other. Without
``PORTAL_HOST``, ``WORKBENCH_HOST`` and ``API_HOST`` everything answers at every allowed name.

Source: OWASP ASVS 5.0.0, 3.5.4.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.problems import problem
from yiwang.foundation.web.requests import is_machine

ANYWHERE = ("/healthz", "/readyz", "/metrics", "/static/")
SHARED = ("/account", "/openid/", "/prefer")
"""Pages that citizens and staff both have, each on their own name."""
_SAFE = frozenset({"GET", "HEAD"})
_MISDIRECTED = 421


def is_parted() -> bool:
    """Tell whether the site has more than one name."""
    return bool(settings.WORKBENCH_HOST or settings.API_HOST)


def hosts_of(path: str) -> tuple[str, ...]:
    """Return the names that a path answers at, the first of them by preference; none: at all."""
    portal, workbench, machine = settings.PORTAL_HOST, settings.WORKBENCH_HOST, settings.API_HOST
    if not is_parted() or path.startswith(ANYWHERE):
        return ()
    if path.startswith("/api/"):
        return (machine or portal,)
    if path.startswith("/workbench"):
        return (workbench or portal,)
    return (portal, workbench or portal) if path.startswith(SHARED) else (portal,)


def is_at_home(environ: Mapping[str, Any]) -> bool:
    """Tell whether a request has come to a name at which its path answers."""
    wanted = hosts_of(str(environ.get("PATH_INFO", "")))
    return not wanted or str(environ.get("HTTP_HOST", "")).lower() in wanted


def is_of(host: str, actor: Actor) -> bool:
    """Tell whether an actor may act at a name: staff at the workbench's, others elsewhere."""
    if not settings.WORKBENCH_HOST:
        return True
    return (host.lower() == settings.WORKBENCH_HOST) == actor.is_staff


def address_for(request: HttpRequest, *, is_for_staff: bool) -> str:
    """Return this address at the name where an audience signs in; empty when it is this name."""
    wanted = settings.WORKBENCH_HOST if is_for_staff else settings.PORTAL_HOST
    if not settings.WORKBENCH_HOST or request.get_host().lower() == wanted:
        return ""
    return f"{request.scheme}://{wanted}{request.get_full_path()}"


class HostsMiddleware:
    """Lead readers to the name where a page is at home; refuse everything else there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_at_home(request.META):
            return self._get_response(request)
        return _misdirected(request)


def _misdirected(request: HttpRequest) -> HttpResponse:
    request.get_host()  # a name that is none of ours is refused before anything else is said
    if is_machine(request):
        return problem(NotFound(), request=request)
    if request.method not in _SAFE:
        return HttpResponse(status=_MISDIRECTED)
    home = hosts_of(request.path_info)[0]
    return HttpResponseRedirect(f"{request.scheme}://{home}{request.get_full_path()}")
