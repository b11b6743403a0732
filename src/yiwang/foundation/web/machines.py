# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the thin stack says to programs, and to a browser that opens one of their addresses."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web.problems import problem

POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PROBES: Final = ("/healthz", "/readyz", "/metrics")


class TlsNeeded(DomainError):
    """A program has called on plain HTTP."""

    code = "tls_needed"
    kind = Kind.FORBIDDEN
    sentence = _("只接受加密连接，请改用 https:// 开头的地址，并更换已经明文发出的令牌。")


class MachineMiddleware:
    """Refuse plain HTTP where the site is served over TLS; let browsers make nothing of answers.

    A page of the machine interface that brings a policy of its own keeps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_open = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if is_open and not request.path_info.startswith(PROBES):
            answer: HttpResponseBase = problem(TlsNeeded(), request=request)
        else:
            answer = self._get_response(request)
        answer.headers.setdefault("Content-Security-Policy", POLICY)
        return answer
