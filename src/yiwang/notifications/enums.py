# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Ways out of the site, groups of messages to choose by, and how a dispatch stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """How a message reaches somebody."""

    IN_SITE = "in_site", _("站内消息")
    EMAIL = "email", _("电子邮件")
    SMS = "sms", _("短信")
    PUSH = "push", _("浏览器推送")


OUTSIDE = (Way.EMAIL, Way.SMS, Way.PUSH)


class Group(TextChoices):
    """Kinds of messages as people choose by them."""

    LEGAL = "legal", _("决定、告知和期限")
    PROGRESS = "progress", _("办理进展")
    ACTING = "acting", _("委托和经办")
    HALL = "hall", _("预约和排队")
    REVIEW = "review", _("评价和整改")
    ACCOUNT = "account", _("账号和个人数据")


class DispatchState(TextChoices):
    """How far a message has come on one way."""

    QUEUED = "queued", _("等待发送")
    SENT = "sent", _("已发出")
    DELIVERED = "delivered", _("已送达")
    FAILED = "failed", _("没有送到")
    SKIPPED = "skipped", _("没有发送")


FINAL = (DispatchState.DELIVERED, DispatchState.FAILED, DispatchState.SKIPPED)


class TemplateState(TextChoices):
    """How the words of a kind stand."""

    DRAFT = "draft", _("待发布")
    PUBLISHED = "published", _("使用中")
    RETIRED = "retired", _("不再使用")
