# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How reads and texts are told to the people they are about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PURPOSES: Final[Mapping[str, Promise]] = {
    "case_handling": _("办理您的申请"),
    "case_search": _("查找办件时在列表里看到您的姓名"),
    "record_lookup": _("查阅已经办结的办件"),
    "counter_service": _("在窗口为您办事"),
    "identity_check": _("核验您的身份"),
    "supervision": _("监督检查"),
    "data_subject_request": _("答复您的询问或更正申请"),
    "sign_in_to_system": _("您登录了部门系统"),
    "evidence_lookup": _("查询政府已有的资料，免得您再交、再填"),
    "rule_check": _("按规则核对您的申请"),
    "co_application": _("您邀请的共同申请人阅读共享的草稿"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: a heading or a paragraph."""

    text: str
    is_heading: bool


def purpose(code: str, source: str = "") -> str:
    """Return what a purpose means to the person whose data were read.

    :param source: the data source that was asked, if one was
    """
    words = str(PURPOSES.get(code, code))
    return f"{words} · {source}" if source else words


def blocks(body: str) -> Iterator[Block]:
    """Return the headings and paragraphs of a text."""
    for part in body.split("\n\n"):
        words = part.strip()
        if words:
            yield Block(words.removeprefix("## "), words.startswith("## "))
