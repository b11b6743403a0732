# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Each administrator through their own pages: who gets in where, and what they see beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import AdminRole, Right
from yiwang.organizations.errors import BadPeriod, NotInYourReach
from yiwang.workbench.frame import actor_of, page

STAFF = "/workbench/staff"
GRANTS = "/workbench/grants"
ADMINISTRATORS = "/workbench/administrators"
SYSTEM, SECURITY, AUDIT = Right.ORGANIZATIONS_MANAGE, Right.SECURITY_MANAGE, Right.LEDGER_READ


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the section."""

    url: str
    label: str | Promise
    rights: frozenset[Right]


TABS = (
    Tab(STAFF, _("人员"), frozenset({SYSTEM})),
    Tab("/workbench/posts", _("岗位与权限"), frozenset({SYSTEM, SECURITY})),
    Tab("/workbench/leaves", _("离岗与代理"), frozenset({SYSTEM})),
    Tab("/workbench/reviews", _("年度复核"), frozenset({SYSTEM, AUDIT})),
    Tab("/workbench/unused", _("长期未用"), frozenset({SYSTEM, AUDIT})),
    Tab("/workbench/imports", _("批量导入"), frozenset({SYSTEM})),
    Tab("/workbench/activations", _("账号激活"), frozenset({SYSTEM})),
    Tab(GRANTS, _("授权审批"), frozenset({SYSTEM, SECURITY, AUDIT})),
    Tab("/workbench/lockouts", _("登录锁定"), frozenset({SECURITY})),
    Tab("/workbench/labels", _("安全标记"), frozenset({SECURITY, AUDIT})),
    Tab(ADMINISTRATORS, _("三员名单"), frozenset({SECURITY, AUDIT})),
)
HOMES = {SYSTEM: STAFF, SECURITY: GRANTS, AUDIT: ADMINISTRATORS}


def entitled(request: HttpRequest, *rights: Right) -> Actor:
    """Return who asks, when their present post has one of these rights.

    :raises NotInYourReach: it has none of them
    """
    actor = actor_of(request)
    if actor.rights.isdisjoint(rights):
        raise NotInYourReach
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
    home = next((url for right, url in HOMES.items() if actor.has_right(right)), STAFF)
    return page(
        request,
        f"workbench/administration/{template}",
        values | dict(context),
        current=home,
        status=status,
    )


def id_in(text: str) -> UUID | None:
    """Return the id that a field holds; None when it holds none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def day_in(text: str) -> date:
    """Return the day that a field holds.

    :raises BadPeriod: it holds none
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadPeriod from None


def role_name(role: str) -> str:
    """Return what an administrator's role is called, "" for an ordinary post."""
    return str(AdminRole(role).label) if role else ""
