# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The WSGI application: one entrance, two middleware stacks.

Machines pay for nothing that only a browser needs: paths under ``/api/`` and the probes skip
sessions, cookies, messages and the rest of ``settings.MIDDLEWARE``.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver
from django.utils.module_loading import import_string

THIN_PATHS = ("/api/", "/healthz", "/readyz", "/metrics")

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
        is_thin = environ.get("PATH_INFO", "").startswith(THIN_PATHS)
        handler = self._machines if is_thin else self._pages
        return handler(environ, start_response)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup(set_prefix=False)
application = Entrance()
