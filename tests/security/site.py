# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole site as a browser or a program meets it: every route, through the stack it passes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import Operation

from config.wsgi import THIN_PATHS, ThinStack
from yiwang.foundation.web.audience import audience_of
from yiwang.rest import urls  # noqa: F401 - mounts the routers
from yiwang.rest.api import api
from yiwang.rest.auth import audience_of_operation

OPERATIONS = "api/v1/"
PAGE_METHODS = ("GET", "POST")
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


class _ThinHandler(ThinStack, ClientHandler):
    """Django's test handler with the middleware of the machine interface."""


class _Entrance:
    """Choose the stack by the path, as ``config.wsgi`` does."""

    def __init__(self, *, enforce_csrf_checks: bool) -> None:
        self._thin = _ThinHandler(enforce_csrf_checks=enforce_csrf_checks)
        self._pages = ClientHandler(enforce_csrf_checks=enforce_csrf_checks)

    def __call__(self, environ: dict[str, Any]) -> Any:
        is_thin = environ["PATH_INFO"].startswith(THIN_PATHS)
        return (self._thin if is_thin else self._pages)(environ)


class SiteClient(Client):
    """A client whose requests pass the stack that they would pass in a server."""

    def __init__(self, *, enforce_csrf_checks: bool = False, **defaults: Any) -> None:
        super().__init__(raise_request_exception=False, **defaults)
        self.handler = _Entrance(enforce_csrf_checks=enforce_csrf_checks)


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back what is done inside; commands that insist on a transaction of their own may run."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Route:
    """One address of the site and one method.

    :param path: without leading slash, places as ``<case_id>``
    """

    method: str
    path: str
    audience: frozenset[str]
    operation: Operation | None = field(default=None, compare=False, repr=False)

    @property
    def is_safe(self) -> bool:
        return self.method == "GET"

    @property
    def is_operation(self) -> bool:
        return self.path.startswith(OPERATIONS)

    def __str__(self) -> str:
        return f"{self.method} /{self.path}"


def routes() -> Iterator[Route]:
    """Return every route; for a page both methods that a browser has."""
    for path, operation in api.operations():
        names = audience_of_operation(operation)
        for method in operation.methods:
            yield Route(method, _named(OPERATIONS + path), names, operation)
    for path, callback in _patterns():
        if not path.startswith(OPERATIONS):
            for method in PAGE_METHODS:
                yield Route(method, _named(path), audience_of(callback))


def _named(path: str) -> str:
    return _CONVERTER.sub(r"<\1>", path)


def _patterns(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback
