# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes of items: their history, and splitting, merging, renumbering, abolishing, transferring."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.services import codes
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import CODES, actor_of, do, page, shown_text

NEWEST: Final = 20
FIELDS: Final = ("change", "old", "new", "basis")
_BETWEEN: Final = re.compile(r"[\s,，、;；]+")


@audience("staff")
@require_safe
def code_page(request: HttpRequest) -> HttpResponse:
    """Show what became of a code, what changed last, and what a change would touch."""
    _entitled(request)
    asked = shown_text(request.GET.get("code", "")).upper()
    with read_only():
        values: dict[str, Any] = {
            "asked": asked,
            "history": catalogue.code_history(asked) if asked else None,
            "newest": catalogue.newest_steps(NEWEST),
            "changes": codes.CodeChange.choices,
            "wish": {name: request.GET.get(name, "")[:2000].replace("\x00", "") for name in FIELDS},
            "affected": None,
            "refusal": "",
        }
        if request.GET.get("change"):
            try:
                values["affected"] = codes.affected(_wish(request.GET), timezone.localdate())
            except DomainError as refusal:
                values["refusal"] = str(refusal)
        return page(request, "workbench/layers/codes.html", values, current=CODES)


@audience("staff")
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Change codes as the page before showed."""
    actor = actor_of(request)
    _entitled(request)
    return do(
        request,
        lambda: codes.change_codes(_wish(request.POST), actor=actor, at=timezone.now()),
        done=_("编码已变更，旧编码会引导到新编码。"),
        back_to=CODES,
    )


def _entitled(request: HttpRequest) -> None:
    if not actor_of(request).has_right(Right.CATALOGUE_PUBLISH):
        raise NotYourCatalogue


def _wish(fields: Mapping[str, str]) -> codes.Wish:
    return codes.Wish(
        change=codes.read_change(fields.get("change", "")),
        olds=_codes(fields.get("old", "")),
        news=_codes(fields.get("new", "")),
        basis=fields.get("basis", ""),
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in _BETWEEN.split(text[:2000].upper()) if code)
