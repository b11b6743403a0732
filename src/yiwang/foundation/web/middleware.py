# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Middleware of both stacks: the request's context, its log line and figures, and refusals."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.functional import LazyObject, empty
from django.utils.translation import gettext_lazy as _

from yiwang.foundation import reach
from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web import figures, pages
from yiwang.foundation.web.requests import address_of_client, is_machine, request_id_of

logger = structlog.get_logger("yiwang.web")

GetResponse = Callable[[HttpRequest], HttpResponseBase]
_NUL = ("cannot contain NUL", "\\u0000 cannot be converted")
"""What PostgreSQL says of a NUL in a text, and in JSON."""
_DJANGO_REFUSALS = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)


class DatabaseBusy(DomainError):
    """PostgreSQL is away, or did not answer within its limits."""

    code = "database_unavailable"
    kind = Kind.UNAVAILABLE
    sentence = _("系统正忙，请稍后再试。您填写的内容没有丢失的，可以返回重新提交。")


class MethodNotAllowed(DomainError):
    """The page is there, but not for this method: a form's address typed in, or reloaded."""

    code = "method_not_allowed"
    kind = Kind.NOT_ALLOWED
    sentence = _("这个地址不能直接打开。请返回上一页，或从首页重新进入。")


class RequestContextMiddleware:
    """Give each request an id, bind it to the log, and record one line and its figures."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = request_id_of(request)  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request_id=request.request_id)  # type: ignore[attr-defined]
        started = time.perf_counter()
        try:
            with reach.a_request():
                response = self._get_response(request)
            seconds = time.perf_counter() - started
            response.headers["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
            self._record(request, response, seconds)
            return response
        finally:
            structlog.contextvars.clear_contextvars()

    def _record(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        match = request.resolver_match
        record_answer(
            request.META,
            route=match.route if match else "",
            status=response.status_code,
            seconds=seconds,
            actor=_known_actor(request),
        )


def record_answer(
    environ: Mapping[str, Any],
    *,
    route: str,
    status: int,
    seconds: float,
    actor: Actor = ANONYMOUS,
) -> None:
    """Write the log line of one answered request and count it."""
    method = environ.get("REQUEST_METHOD", "")
    figures.count_request(method=method, route=route, status=status, seconds=seconds)
    # The query string stays out: it may hold what somebody searched for or a query code.
    logger.info(
        "request",
        method=method,
        path=environ.get("PATH_INFO", ""),
        route=route,
        status=status,
        milliseconds=round(seconds * 1000, 2),
        ip=address_of_client(environ),
        actor=actor.kind.value,
        account=str(actor.account_id or ""),
    )


def _known_actor(request: HttpRequest) -> Actor:
    """Return who acts, unless nobody has asked yet: a log line is not worth a query."""
    actor = getattr(request, "actor", ANONYMOUS)
    if isinstance(actor, LazyObject) and actor.__dict__.get("_wrapped") is empty:
        return ANONYMOUS
    return actor


class RefusalMiddleware:
    """Turn what a view raises into an answer: refusals by their kind, faults as 500."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info and not is_machine(request):
            # No page has it in its address, and PostgreSQL takes it nowhere; the machine
            # interface says in which parameter it stands.
            return pages.refusal(request, pages.Malformed())
        response = self._get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return _explained(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; log anything else and leave it to Django's 500."""
        if isinstance(exception, DomainError):
            return pages.refusal(request, exception)
        if isinstance(exception, _DJANGO_REFUSALS):
            return None  # Django answers with the pages of config.urls; nothing of ours broke
        if isinstance(exception, DataError) and any(nul in str(exception) for nul in _NUL):
            return pages.refusal(request, pages.Malformed())  # nobody types one
        if isinstance(exception, OperationalError):
            logger.exception("database unavailable", exc_info=exception)
            return pages.refusal(request, DatabaseBusy())
        logger.exception("fault", exc_info=exception)
        return None


def _explained(request: HttpRequest, bare: HttpResponseNotAllowed) -> HttpResponse:
    """Return a page in place of Django's empty answer."""
    response = pages.refusal(request, MethodNotAllowed())
    response.headers["Allow"] = bare.headers["Allow"]
    return response
