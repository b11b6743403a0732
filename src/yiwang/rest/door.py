# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What every request to an operation passes: method, language, stray parameters, caching."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from ninja.operation import Operation, PathView

from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.problems import problem
from yiwang.rest.auth import audience_of_operation
from yiwang.rest.errors import InvalidRequest, LengthMissing, MethodNotAllowed
from yiwang.rest.faults import field_error

View = Callable[..., HttpResponseBase]


def behind_the_door(path_view: PathView) -> View:
    """Return the view of one path, with what all paths have in common."""
    operations = {
        method: operation for operation in path_view.operations for method in operation.methods
    }
    known = {method: _parameters(operation) for method, operation in operations.items()}
    allowed = sorted([*operations, "HEAD"] if "GET" in operations else operations)
    view = path_view.get_view()

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.method or ""
        method = "GET" if asked == "HEAD" else asked
        if method not in operations:
            return _not_allowed(request, asked, allowed)
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            # WSGI hands no body over whose length it does not know.
            return problem(LengthMissing(), request=request)
        if request.META.get("QUERY_STRING") and (stray := request.GET.keys() - known[method]):
            return _stray(request, stray)
        request.method = method
        response: HttpResponseBase = view(request, *args, **kwargs)
        request.method = asked  # of an answer to HEAD the server sends the head only
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    names = frozenset().union(*map(audience_of_operation, operations.values()))
    return audience(*names)(_in_the_caller_s_language(answer))


def _parameters(operation: Operation) -> frozenset[str]:
    return frozenset(
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    )


def _not_allowed(request: HttpRequest, method: str, allowed: list[str]) -> HttpResponse:
    refusal = MethodNotAllowed(params={"method": method[:20], "allowed": "、".join(allowed)})
    response = problem(refusal, request=request)
    response.headers["Allow"] = ", ".join(allowed)
    return response


def _stray(request: HttpRequest, names: set[str]) -> HttpResponse:
    wrong = [
        field_error({"type": "extra_forbidden", "loc": ("query", name[:40])})
        for name in sorted(names)[:10]
    ]
    return problem(InvalidRequest(errors=wrong), request=request)


def _in_the_caller_s_language(view: View) -> View:
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower().startswith("en"):
            return view(request, *args, **kwargs)
        with translation.override("en"):
            return view(request, *args, **kwargs)

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is looked at
    return answer
