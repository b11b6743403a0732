# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The WSGI application: one entrance, two middleware stacks.

Machines pay for nothing that only a browser needs: paths under ``/api/`` and the probes skip
sessions, cookies, messages and the rest of ``settings.MIDDLEWARE``. Public pages that were made a
moment ago go out again before Django makes a request of it.
"""

import gc
import os
import time
from collections.abc import Callable, Iterable
from typing import Any

import django
import structlog
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver
from django.utils.module_loading import import_string

from yiwang.foundation.web.middleware import record_answer
from yiwang.foundation.web.requests import offered_id_or_new
from yiwang.portal import page_cache

THIN_PATHS = (
    *("/api/", "/healthz", "/readyz", "/metrics", "/.well-known/"),
    *("/openid/token", "/openid/userinfo", "/openid/jwks", "/openid/revoke", "/openid/introspect"),
)
_STATUS_LINES = {200: "200 OK", 304: "304 Not Modified"}

StartResponse = Callable[..., Any]


class ThinStack:
    """Mixed into a Django handler: load ``settings.API_MIDDLEWARE`` instead of MIDDLEWARE."""

    _get_response: Callable[..., Any]
    _view_middleware: list[Any]
    _template_response_middleware: list[Any]
    _exception_middleware: list[Any]
    _middleware_chain: Callable[..., Any]

    def load_middleware(self, is_async: bool = False) -> None:
        if is_async:
            raise RuntimeError("The thin stack is for WSGI.")
        self._view_middleware = []
        self._template_response_middleware = []
        self._exception_middleware = []
        handler = convert_exception_to_response(self._get_response)
        for path in reversed(settings.API_MIDDLEWARE):
            try:
                middleware = import_string(path)(handler)
            except MiddlewareNotUsed:
                continue
            if hasattr(middleware, "process_view"):
                self._view_middleware.insert(0, middleware.process_view)
            if hasattr(middleware, "process_exception"):
                self._exception_middleware.append(middleware.process_exception)
            handler = convert_exception_to_response(middleware)
        self._middleware_chain = handler


class ThinHandler(ThinStack, WSGIHandler):
    """Django's WSGI handler with the thin stack."""


class Entrance:
    """Hand each request to the handler whose stack it needs."""

    def __init__(self) -> None:
        get_resolver().url_patterns  # noqa: B018 - import all views now, not in the first request
        self._pages = WSGIHandler()
        self._machines = ThinHandler()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(THIN_PATHS):
            return self._machines(environ, start_response)
        started = time.perf_counter()
        answer = page_cache.fresh_answer(environ)
        if answer is None:
            environ[page_cache.ASKED_BEFORE] = True
            return self._pages(environ, start_response)
        return _repeat(answer, environ, start_response, started=started)


def _repeat(
    answer: page_cache.Answer,
    environ: dict[str, Any],
    start_response: StartResponse,
    *,
    started: float,
) -> Iterable[bytes]:
    """Send a shared page once more, logged and counted like any other."""
    sent = answer.fitting(environ)
    request_id = offered_id_or_new(environ)
    with structlog.contextvars.bound_contextvars(request_id=request_id):
        seconds = time.perf_counter() - started
        record_answer(environ, route=answer.route, status=sent.status, seconds=seconds)
    start_response(_STATUS_LINES[sent.status], [*sent.headers, ("X-Request-ID", request_id)])
    return (sent.body,)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup(set_prefix=False)
application = Entrance()
# Hundreds of thousands of objects that stand for good: the collector need not visit them again and
# again, nor look for what is left over after every few hundred new ones.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
