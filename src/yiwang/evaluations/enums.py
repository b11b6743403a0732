# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Levels, reasons, and the life of a correction.

Source: 国办发〔2019〕51号, 二(二); GB/T 39735-2020 for the words of the five levels.
"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    """How somebody was served; the last two are bad (差评)."""

    VERY_SATISFIED = 1, _("非常满意")
    SATISFIED = 2, _("满意")
    FAIR = 3, _("基本满意")
    DISSATISFIED = 4, _("不满意")
    VERY_DISSATISFIED = 5, _("非常不满意")


BAD = frozenset({Level.DISSATISFIED, Level.VERY_DISSATISFIED})
GOOD = frozenset({Level.VERY_SATISFIED, Level.SATISFIED})


class Moment(TextChoices):
    """What a review is about: the result of a case, or one visit."""

    RESULT = "result", _("办理结果")
    VISIT = "visit", _("到场服务")


class ServiceChannel(IntegerChoices):
    """Where somebody was served; the first numbers are those of a case's channel."""

    COUNTER = 1, _("窗口办理")
    WEB = 2, _("网上办理")
    MOBILE = 3, _("移动端办理")
    COURIER = 4, _("快递申请")
    KIOSK = 5, _("自助终端")
    PHONE = 6, _("电话")
    OTHER = 9, _("其他")


class Aspect(TextChoices):
    """What was good or bad, to be ticked; asked after the level."""

    ATTITUDE = "attitude", _("服务态度")
    SPEED = "speed", _("办事快慢")
    MATERIALS = "materials", _("要的材料")
    STEPS = "steps", _("流程和跑动次数")
    WORDS = "words", _("说得清不清楚")
    GUIDE = "guide", _("指南准不准")
    SYSTEM = "system", _("网站和系统好不好用")
    FEES = "fees", _("收费")


class CorrectionState(TextChoices):
    """How far the correction of a bad review is."""

    OPEN = "open", _("待联系")
    CONTACTED = "contacted", _("整改中")
    CORRECTED = "corrected", _("已整改")
    REJECTION_ASKED = "rejection_asked", _("申请认定不实，待复核")
    REJECTED = "rejected", _("认定不实")
    APPEALED = "appealed", _("申诉中")
    CLOSED = "closed", _("已办结")


class CorrectionAction(TextChoices):
    """What may be done to a correction."""

    CONTACT = "contact", _("登记回访")
    CORRECT = "correct", _("登记整改结果")
    ASK_REJECTION = "ask_rejection", _("申请认定不实")
    CONFIRM_REJECTION = "confirm_rejection", _("确认不实")
    REFUSE_REJECTION = "refuse_rejection", _("不予认定")
    APPEAL = "appeal", _("申诉")
    UPHOLD_APPEAL = "uphold_appeal", _("支持申诉")
    DISMISS_APPEAL = "dismiss_appeal", _("驳回申诉")
    REVIEW_AGAIN = "review_again", _("再次评价")
    CLOSE = "close", _("期满办结")


class CorrectionRole(TextChoices):
    """Who takes a step of a correction."""

    HANDLER = "handler", _("整改负责人")
    SECOND = "second", _("复核人")
    OVERSEER = "overseer", _("上级监督")
    CITIZEN = "citizen", _("评价人")
    SYSTEM = "system", _("系统")


class ContactOutcome(TextChoices):
    """How a call ended."""

    REACHED = "reached", _("已联系上")
    NO_ANSWER = "no_answer", _("无人接听")
    REFUSED = "refused", _("不愿意回访")


class TextState(TextChoices):
    """What became of the words of a review."""

    WAITING = "waiting", _("待审看")
    PUBLISHED = "published", _("已公开")
    WITHHELD = "withheld", _("不公开")


class Withholding(TextChoices):
    """Why words are not published; that they are unwelcome is no reason."""

    PERSONAL_DATA = "personal_data", _("含他人个人信息，遮盖后仍能认出")
    ABUSE = "abuse", _("辱骂或者人身攻击")
    SECRET = "secret", _("涉及国家秘密或者商业秘密")
    ADVERTISING = "advertising", _("广告或者与服务无关")


class ReasonKind(TextChoices):
    """Where a reason comes from: ticked, or said in words."""

    ASPECT = "aspect", _("勾选")
    PHRASE = "phrase", _("文字")
