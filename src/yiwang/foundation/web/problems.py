# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Refusals as RFC 9457 problem details; the only place that knows how."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind

TITLES: Mapping[Kind, str | Promise] = {
    Kind.MALFORMED: _("请求无法读懂"),
    Kind.UNAUTHENTICATED: _("请先登录"),
    Kind.FORBIDDEN: _("没有权限"),
    Kind.NOT_FOUND: _("没有找到"),
    Kind.NOT_ALLOWED: _("不支持的操作"),
    Kind.CONFLICT: _("与当前状态冲突"),
    Kind.GONE: _("已不再提供"),
    Kind.TOO_LARGE: _("内容过大"),
    Kind.UNSUPPORTED: _("不支持的类型"),
    Kind.INVALID: _("填写的内容有误"),
    Kind.TOO_MANY: _("操作过于频繁"),
    Kind.UNAVAILABLE: _("服务暂时不可用"),
}


def problem_body(error: DomainError, *, request_id: str = "") -> dict[str, Any]:
    """Return the members of a problem: those of RFC 9457, and our code, errors and law."""
    body: dict[str, Any] = {
        "type": f"urn:yiwang:problem:{error.code}",
        "title": str(TITLES[error.kind]),
        "status": error.status,
        "detail": str(error),
        "code": error.code,
    }
    if error.errors:
        body["errors"] = [
            {"pointer": wrong.path, "code": wrong.code, "detail": str(wrong.message)}
            for wrong in error.errors
        ]
    if error.law:
        body["law"] = {"name": error.law.law, "article": error.law.article}
    if request_id:
        body["request_id"] = request_id
    return body


def problem(error: DomainError, *, request: HttpRequest | None = None) -> JsonResponse:
    """Return the answer of the machine interface to a refusal."""
    answer = JsonResponse(
        problem_body(error, request_id=getattr(request, "request_id", "")),
        status=error.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    answer.headers["Cache-Control"] = "no-store, private"
    if error.kind is Kind.UNAUTHENTICATED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


class ServerFault(DomainError):
    """Something of ours broke; what, stands in the log under the request id."""

    code = "server_fault"
    kind = Kind.UNAVAILABLE
    sentence = _("系统出现故障，我们已经记录。请稍后再试。")

    @property
    def status(self) -> int:
        return 500
