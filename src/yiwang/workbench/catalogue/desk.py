# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The section of those who keep the catalogue: who gets in, and what frames its pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import actor_of, once, page

ITEMS = "/workbench/catalogue"
ORDERS = "/workbench/catalogue/orders"
OWN = "/workbench/catalogue/own"
PROPOSALS = "/workbench/catalogue/proposals"
SHEETS = "/workbench/catalogue/sheets"
FINDINGS = "/workbench/catalogue/findings"
STANDARD = "/workbench/catalogue/standard"
TITLES = "/workbench/catalogue/titles"
RULES = "/workbench/catalogue/rules"
EDIT, REVIEW, PUBLISH = Right.CATALOGUE_EDIT, Right.CATALOGUE_REVIEW, Right.CATALOGUE_PUBLISH
ALL = (EDIT, REVIEW, PUBLISH)
FINDERS = frozenset({*ALL, Right.CASES_SUPERVISE})
"""Who has to do with what the comparison finds."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the section."""

    url: str
    label: str | Promise
    rights: frozenset[Right]


TABS = (
    Tab(ITEMS, _("事项与清单"), frozenset(ALL)),
    Tab(ORDERS, _("变更单"), frozenset(ALL)),
    Tab(PROPOSALS, _("修改建议"), frozenset(ALL)),
    Tab(OWN, _("编辑改过的事项"), frozenset(ALL)),
    Tab(SHEETS, _("表格批量修改"), frozenset({EDIT})),
    Tab(FINDINGS, _("比对问题"), FINDERS),
    Tab(TITLES, _("法律库外的引用"), FINDERS),
    Tab(STANDARD, _("规范化指数"), FINDERS),
    Tab(RULES, _("比对规则"), FINDERS),
)


def entitled(request: HttpRequest, *rights: Right) -> Actor:
    """Return who asks, when their present post has one of these rights.

    :raises NotYourCatalogue: it has none of them
    """
    actor = actor_of(request)
    if actor.rights.isdisjoint(rights or ALL):
        raise NotYourCatalogue
    return actor


def section(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    tab: str,
    status: int = 200,
) -> HttpResponse:
    """Answer a page of this section, with the pages that the reader may open beside it."""
    actor = actor_of(request)
    values = {
        "tabs": [each for each in TABS if not each.rights.isdisjoint(actor.rights)],
        "tab": tab,
    }
    return page(
        request,
        f"workbench/catalogue/{template}",
        values | dict(context),
        current=_entry(actor),
        status=status,
    )


def _entry(actor: Actor) -> str:
    """Return the entry of the side navigation that leads here."""
    if actor.has_right(EDIT):
        return ITEMS
    return ORDERS if not actor.rights.isdisjoint(ALL) else FINDINGS


def layer_in(text: str) -> OrderLayer:
    """Return the layer that an address names, lists when it names none."""
    return OrderLayer(text) if text in OrderLayer.values else OrderLayer.LIST


def made_once(request: HttpRequest, act: Callable[[], UUID]) -> UUID:
    """Do a command that makes something, once for each form, and return its id.

    :raises DomainError: whatever the command refuses
    """
    answer = once(request, lambda: ledger.Answer(status=200, body={"id": str(act())}))
    return UUID(str(answer.body["id"]))
