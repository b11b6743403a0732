# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages to those whose interests somebody else's case touches."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INTEREST_KINDS: Final[Mapping[str, tuple[Promise, Promise, bool]]] = {
    "interest_told": (
        _("有一件事与您有利害关系"),
        _("正在办理的“%(item)s”与您有利害关系，您可以查看并提出异议。"),
        True,
    ),
    "interest_hearing": (
        _("您可以要求听证"),
        _(
            "正在办理的“%(item)s”与您有利害关系，"
            "您可以在 %(ask_until_on)s 前要求听证，也可以提出异议。"
        ),
        True,
    ),
    "interest_announced": (
        _("听证或公示的时间已定"),
        _("与您有利害关系的“%(item)s”将从 %(starts_on)s 起听证或公示，可以查看时间地点。"),
        False,
    ),
    "interest_answered": (
        _("您的异议有了答复"),
        _("您对“%(item)s”的异议已经答复。"),
        False,
    ),
    "interest_withdrawn": (
        _("与您有利害关系的事项已经终止"),
        _(
            "与您有利害关系的“%(item)s”，申请人撤回了申请，没有作出决定。"
            "您提出的异议和听证申请不再办理。"
        ),
        False,
    ),
    "interest_unaccepted": (
        _("与您有利害关系的事项已经终止"),
        _(
            "与您有利害关系的“%(item)s”，申请人没有按期补交材料，受理已撤销，没有作出决定。"
            "您提出的异议和听证申请不再办理。"
        ),
        False,
    ),
    "interest_decided": (
        _("与您有利害关系的事项已作出决定"),
        _("与您有利害关系的“%(item)s”已经作出决定，可以查看告知书和救济途径。"),
        True,
    ),
    "interest_paper_served": (
        _("文书已送达"),
        _("“%(item)s”的文书已经送达您的账户，可以查看和下载。"),
        True,
    ),
}
