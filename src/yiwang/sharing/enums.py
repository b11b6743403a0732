# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of asking other bodies for what they know already."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What came of a question to a data source."""

    FOUND = "found", _("查到")
    NOT_FOUND = "not_found", _("没有查到")
    UNAVAILABLE = "unavailable", _("暂时查不了")


class Trouble(TextChoices):
    """Why a source gave no answer that could be used; only with ``unavailable``."""

    NONE = "", _("没有")
    LATE = "late", _("没有按时答复")
    AWAY = "away", _("连不上")
    NONSENSE = "nonsense", _("答复不合规范")
    PAUSED = "paused", _("连续失败，暂停查询")
    OFF = "off", _("已停止查询")


class Subject(TextChoices):
    """Whom a source knows."""

    NATURAL = "natural", _("自然人")
    LEGAL = "legal", _("法人")


class CorrectionState(TextChoices):
    """Where a request to correct stands that went to the provider."""

    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已送提供部门")
    ANSWERED = "answered", _("提供部门已答复")


class CorrectionResult(TextChoices):
    """What the provider made of a request to correct."""

    NONE = "", _("尚未答复")
    CORRECTED = "corrected", _("原数据有误，已更正")
    RIGHT = "right", _("原数据无误")
    UNKNOWN = "unknown", _("无法核实")


class SwitchState(TextChoices):
    """Where a change of a source's switch stands: one proposes, another decides."""

    WAITING = "waiting", _("待复核")
    APPROVED = "approved", _("已同意，待生效")
    DONE = "done", _("已生效")
    REFUSED = "refused", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")
