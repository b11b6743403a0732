# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes of items: their history, and splitting, merging, renumbering, abolishing, transferring."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import CodeDayRefused, NotYourCatalogue
from yiwang.catalogue.services import code_orders, codes
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import CODES, actor_of, do, page, shown_text

NEWEST: Final = 20
FIELDS: Final = ("change", "old", "new", "basis", "on")
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
            "history": _history(asked, request.GET.get("as_of", "")),
            "newest": catalogue.newest_steps(NEWEST),
            "changes": codes.CodeChange.choices,
            "wish": {name: request.GET.get(name, "")[:2000].replace("\x00", "") for name in FIELDS},
            "affected": None,
            "refusal": "",
            "orders": code_orders.code_orders(actor_of(request), limit=NEWEST),
            "today": timezone.localdate(),
            "as_of": _day(request.GET.get("as_of", "")),
        }
        if request.GET.get("change"):
            try:
                on = _wanted_day(request.GET) or timezone.localdate()
                values["affected"] = codes.affected(_wish(request.GET), on)
            except DomainError as refusal:
                values["refusal"] = str(refusal)
        return page(request, "workbench/layers/codes.html", values, current=CODES)


@audience("staff")
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Change codes as the page before showed."""
    actor = actor_of(request)
    _entitled(request)
    try:
        on = _wanted_day(request.POST)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(CODES)
    is_later = on is not None and on > timezone.localdate()
    return do(
        request,
        lambda: code_orders.change(wish=_wish(request.POST), on=on, actor=actor, at=timezone.now()),
        done=_("已预定，到生效日自动变更；在此以前旧编码照常使用。")
        if is_later
        else _("编码已变更，旧编码会引导到新编码。"),
        back_to=CODES,
    )


@audience("staff")
@require_POST
def withdraw(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Withdraw a change of codes that waits for its day."""
    actor = actor_of(request)
    _entitled(request)
    return do(
        request,
        lambda: code_orders.withdraw_code_order(order_id=order_id, actor=actor, at=timezone.now()),
        done=_("已撤销，编码不变。"),
        back_to=CODES,
    )


def _history(code: str, as_of: str) -> catalogue.CodeHistory | None:
    return catalogue.code_history(code, _day(as_of)) if code else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wanted_day(fields: Mapping[str, str]) -> date | None:
    """Return the day on which a change shall take effect; None: now.

    :raises CodeDayRefused: it is no day
    """
    text = fields.get("on", "")
    found = _day(text)
    if text and found is None:
        raise CodeDayRefused
    return found


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
