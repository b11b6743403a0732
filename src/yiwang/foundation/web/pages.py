# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Refusals as pages: what people see when something cannot be done."""

from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext_lazy as _

from yiwang.foundation import errors
from yiwang.foundation.web.problems import TITLES, ServerFault, problem
from yiwang.foundation.web.requests import is_machine


class Malformed(errors.DomainError):
    """The request cannot be read."""

    code = "malformed_request"
    kind = errors.Kind.MALFORMED
    sentence = _("浏览器发来的内容不完整或格式不对，请返回重试。")


class TooLarge(errors.DomainError):
    """More was sent than anything here takes."""

    code = "request_too_large"
    kind = errors.Kind.TOO_LARGE
    sentence = _("提交的内容太大，请减少后再提交。")


class StalePage(errors.DomainError):
    """The form's token is missing or old."""

    code = "stale_page"
    kind = errors.Kind.FORBIDDEN
    sentence = _("页面已经过期，或浏览器没有接受 Cookie。请刷新页面后再提交。")


def refusal(request: HttpRequest, error: errors.DomainError) -> HttpResponse:
    """Answer a refusal as the caller understands it: problem details or a page."""
    if is_machine(request):
        return problem(error, request=request)
    context = {
        "error": error,
        "status": error.status,
        "title": TITLES[error.kind],
        "request_id": getattr(request, "request_id", ""),
    }
    response = render(request, _templates(request), context, status=error.status)
    response.headers["Cache-Control"] = "no-store, private"  # it tells who asked
    if error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _templates(request: HttpRequest) -> list[str]:
    """Return the page of the face that was asked, where it has one of its own, then ours."""
    face = request.resolver_match.namespace if request.resolver_match else ""
    return [f"{face}/error.html", "error.html"] if face else ["error.html"]


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Lead on to the page whose address has a slash more or less, where there is one."""
    other = request.path.removesuffix("/") if request.path.endswith("/") else f"{request.path}/"
    is_typed = request.method in {"GET", "HEAD"} and not is_machine(request)
    if is_typed and request.resolver_match is None and is_valid_path(other):
        query = request.META.get("QUERY_STRING", "")
        # Two slashes at the beginning would name another host.
        address = escape_leading_slashes(quote(other)) + (f"?{query}" if query else "")
        return HttpResponseRedirect(address)
    return refusal(request, errors.NotFound())


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, errors.Forbidden())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return refusal(request, TooLarge())
    return refusal(request, Malformed())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal(request, StalePage())


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when a fault of ours stopped a request; touches neither database nor session."""
    if is_machine(request):
        return problem(ServerFault(), request=request)
    context = {"request_id": getattr(request, "request_id", "")}
    return HttpResponse(render_to_string("500.html", context), status=500)
