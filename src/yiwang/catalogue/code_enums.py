# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How codes end, what can be done to them, and how far that has come."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SuccessionKind(TextChoices):
    """How a code ended (编码沿革)."""

    SPLIT = "split", _("拆分")
    MERGE = "merge", _("合并")
    TRANSFER = "transfer", _("职权划转")
    RENUMBER = "renumber", _("重新编码")
    ABOLISH = "abolish", _("取消")


class CodeChange(TextChoices):
    """What can be done to codes."""

    SPLIT = "split", _("拆分事项")
    MERGE = "merge", _("合并事项")
    RENUMBER = "renumber", _("重新编码")
    ABOLISH = "abolish", _("取消事项")
    TRANSFER = "transfer", _("部门职权划转")
    DIVISION = "division", _("区划调整划转")


class CodeOrderState(TextChoices):
    """How far a change of codes on a later day has come."""

    WAITING = "waiting", _("等待生效")
    DONE = "done", _("已生效")
    WITHDRAWN = "withdrawn", _("已撤销")
    REFUSED = "refused", _("到期未能生效")
