# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of what is written down of promises."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CreditKind(TextChoices):
    """What was not kept."""

    ORIGINAL_MISMATCH = "original_mismatch", _("所交副本与原件不符")
    PROMISE_BROKEN = "promise_broken", _("未履行承诺")


class CreditState(TextChoices):
    """Whether a record still has its effect."""

    ACTIVE = "active", _("有效")
    REPAIRED = "repaired", _("已修复")
    STRUCK = "struck", _("异议成立，已撤销")


class RequestKind(TextChoices):
    """What somebody asks for about a record of theirs."""

    OBJECTION = "objection", _("提出异议")
    REPAIR = "repair", _("申请信用修复")


class RequestState(TextChoices):
    """What came of it."""

    FILED = "filed", _("待处理")
    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不同意")
