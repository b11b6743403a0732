# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The machine interface: how it reads, how it refuses, and where its operations live."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NinjaValidationError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.utils import normalize_path, replace_path_param_notation

from yiwang.foundation.errors import (
    BodyTooLarge,
    DomainError,
    MalformedBody,
    NotFound,
    Unauthenticated,
)
from yiwang.foundation.safe_json import MAX_BYTES, parse_json
from yiwang.foundation.web.problems import problem
from yiwang.rest import door, errors
from yiwang.rest.faults import field_error

PREFIX = "/api/v1"
TITLE = "一网 Yiwang"
VERSION = "1.0.0"
DESCRIPTION = """
公众、工作人员和业务系统在网页上能做的，程序都能做。

Sign in with `POST /api/v1/tokens`, then send `Authorization: Bearer …`. Every refusal is a problem
document (RFC 9457) with a stable `code`. A `POST` may carry an `Idempotency-Key`; lists are paged
by `cursor`. Times are RFC 3339 with a zone, days are `YYYY-MM-DD` in China.
"""


class SafeParser(Parser):
    """Read JSON within bounds: depth, size, numbers and characters."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise errors.NotJson
        return parse_json(request.body)


class JsonRenderer(BaseRenderer):
    """Write JSON quickly."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return orjson.dumps(data)


class MachineInterface(NinjaAPI):
    """Ninja's API, each path behind our door."""

    def operations(self) -> Iterator[tuple[str, Operation]]:
        """Yield every operation with its path below the prefix."""
        for router in self._get_bound_routers():
            for place, view in router.path_operations.items():
                for operation in view.operations:
                    yield _route(router.prefix, place), operation

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        return [
            path(_route(router.prefix, place), door.behind_the_door(view))
            for router in self._get_bound_routers()
            for place, view in router.path_operations.items()
        ]


def _route(prefix: str, place: str) -> str:
    parts = [replace_path_param_notation(part) for part in (prefix, place) if part]
    return normalize_path("/".join(parts)).lstrip("/")


api = MachineInterface(
    title=TITLE,
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="rest",
    docs_url=None,
    openapi_url=None,
    parser=SafeParser(),
    renderer=JsonRenderer(),
)


@api.exception_handler(DomainError)
def _refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    return problem(refusal, request=request)


@api.exception_handler(NinjaValidationError)
def _does_not_fit(request: HttpRequest, refusal: NinjaValidationError) -> HttpResponse:
    wrong = [field_error(each) for each in refusal.errors[:50]]
    return problem(errors.InvalidRequest(errors=wrong), request=request)


@api.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, _refusal: AuthenticationError) -> HttpResponse:
    return problem(Unauthenticated(), request=request)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, _refusal: Http404) -> HttpResponse:
    return problem(NotFound(), request=request)


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, _refusal: RequestDataTooBig) -> HttpResponse:
    return problem(BodyTooLarge(params={"limit": MAX_BYTES >> 10}), request=request)


@api.exception_handler(UnreadablePostError)
def _cut_off(request: HttpRequest, _refusal: UnreadablePostError) -> HttpResponse:
    return problem(MalformedBody(), request=request)


@api.exception_handler(HttpError)
def _malformed(request: HttpRequest, refusal: HttpError) -> HttpResponse:
    # Ninja wraps whatever the parser raises.
    cause = refusal.__cause__
    known = cause if isinstance(cause, DomainError) else MalformedBody()
    return problem(known, request=request)


@api.exception_handler(Exception)
def _fault(_request: HttpRequest, fault: Exception) -> HttpResponse:
    # Ninja would answer a traceback in text; the middleware logs it and answers a problem.
    raise fault
