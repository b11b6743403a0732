# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What frames every page of the portal, and how a page is answered."""

import hashlib
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.foundation.web.preferences import COOKIES, preferences_of
from yiwang.identity import selectors as identity
from yiwang.portal import page_cache, shell
from yiwang.portal.regions import language, region_of

NAVIGATION = (
    ("home", "/", _("首页")),
    ("natural", "/natural", _("个人办事")),
    ("legal", "/legal", _("法人办事")),
    ("departments", "/departments", _("部门窗口")),
    ("track", "/track", _("办件查询")),
    ("help", "/help", _("帮助")),
)
TABS = (
    ("home", "/", "home", _("首页")),
    ("natural", "/natural", "layout-grid", _("办事")),
    ("track", "/track", "file-search", _("查询")),
    ("messages", "/my/messages", "message-circle", _("消息")),
    ("my", "/my", "user-circle", _("我的")),
)
Context = Mapping[str, Any]


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; nobody in particular when no session says so."""
    actor = getattr(request, "actor", ANONYMOUS)
    return actor if isinstance(actor, Actor) else ANONYMOUS


def is_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a piece of a page that it already shows."""
    return (
        request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
    )


def page(
    request: HttpRequest,
    template: str,
    context: Context | None = None,
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """Answer a page that is this reader's own: never stored anywhere."""
    actor = actor_of(request)
    values = _frame(request, current) | {"actor": actor, "is_shared": False}
    values["acting_name"] = partial(identity.acting_name, actor)
    values |= context or {}
    response = render(request, template, values, status=status)
    return private(response)


def private(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of every cache."""
    response.headers["Cache-Control"] = "no-store, private"
    return response


def shared_page(
    request: HttpRequest,
    template: str,
    build: Callable[[], Context],
    *,
    version: str,
    current: str = "",
    is_framed: bool = False,
) -> HttpResponse:
    """Answer a page that is the same for everybody, from memory while its content stands.

    :param version: changes whenever the content does; with language, layout, colours and region
        it names the page
    :param build: makes the context when the page has to be rendered
    :param is_framed: the template can be put into a frame that is rendered once; see ``shell``
    """

    def rendered() -> bytes:
        frame = _frame(request, current) | {"actor": ANONYMOUS, "is_shared": True}
        values = {**frame, **build()}
        anybody = _of_anybody(request)
        if not is_framed:
            return render_to_string(template, values, request=anybody).encode()
        around = {name: values[name] for name in frame}
        name = (*_liked(request), values["current"])
        return shell.framed(template, values, anybody, frame=around, name=name).encode()

    return _answer(request, page_cache.remembered(_name(request, version), rendered))


def kept_page(request: HttpRequest, *, version: str) -> HttpResponse | None:
    """Answer a shared page that this process still has in memory; None when it has not."""
    kept = page_cache.known(_name(request, version))
    return None if kept is None else _answer(request, kept)


def _name(request: HttpRequest, version: str) -> Hashable:
    return (request.get_full_path(), version, *_liked(request))


def _liked(request: HttpRequest) -> tuple[Hashable, ...]:
    liked = preferences_of(request)
    return (language(), liked.layout.value, liked.scheme.value, region_of(request))


def _answer(request: HttpRequest, kept: page_cache.Kept) -> HttpResponse:
    if kept.etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _shared(HttpResponseNotModified(), kept)
    return _shared(HttpResponse(kept.body), kept)


def _of_anybody(request: HttpRequest) -> HttpRequest:
    """Return the same request as anybody would make it who likes pages the same way.

    What is rendered from it is shown to others: no session, no messages, nobody's token.
    """
    bare = HttpRequest()
    bare.method, bare.path, bare.path_info = "GET", request.path, request.path_info
    bare.META = {"QUERY_STRING": request.META.get("QUERY_STRING", "")}
    bare.GET = request.GET
    bare.COOKIES = {name: request.COOKIES[name] for name in COOKIES if name in request.COOKIES}
    return bare


def _shared(response: HttpResponse, kept: page_cache.Kept) -> HttpResponse:
    response.headers["ETag"] = kept.etag
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    page_cache.mark_answer(response, kept)
    return response


def _frame(request: HttpRequest, current: str) -> dict[str, Any]:
    return {
        "navigation": NAVIGATION,
        "tabs": TABS,
        "current": current,
        "region": region_of(request),
        "words": "",
    }


def version_of(*parts: object) -> str:
    """Return a short mark of what a page's content depends on."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
