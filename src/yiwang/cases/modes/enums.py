# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How an applicant signs, and what they do at a counter."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SignedHow(TextChoices):
    """How the words of a way of handling were signed."""

    ACCOUNT = "account", _("本人账户签署")
    PAPER = "paper", _("窗口签署纸面，已扫描")
    PRESENCE = "presence", _("窗口出示到场码签署")


class AttendedAct(TextChoices):
    """What an applicant does at a counter, who needs no account for it."""

    CORRECTION = "correction", _("窗口提交补正")
    WITHDRAWAL = "withdrawal", _("窗口撤回申请")
    ORIGINAL = "original", _("窗口交验原件")
    DEFERRED = "deferred", _("窗口补交容缺材料")
