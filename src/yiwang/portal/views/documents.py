# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Telling whether a paper is genuine: anybody may ask."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.documents import selectors as documents
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal.frame import page


@audience("public")
@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show the public facts of the document that carries a code."""
    asked = (code or request.GET.get("code", "")).strip()[:60]
    context: dict[str, object] = {"code": asked, "document": None, "refusal": ""}
    status = 200
    if asked:
        try:
            with read_only():
                context["document"] = documents.verify_document(asked)
        except DomainError as refusal:
            context["refusal"], status = str(refusal), refusal.status
    return page(request, "portal/verify.html", context, status=status)
