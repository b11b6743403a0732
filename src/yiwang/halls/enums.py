# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of halls, counters, appointments and queues."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HallKind(TextChoices):
    """What sort of place it is. Source: 国务院办公厅, 政务服务场所建设运行规范 (county and above,
    township, village).
    """

    HALL = "hall", _("政务服务中心")
    TOWNSHIP = "township", _("便民服务中心")
    VILLAGE = "village", _("便民服务站")


class Facility(TextChoices):
    """What makes a place easier to come to."""

    RAMP = "ramp", _("无障碍坡道")
    LIFT = "lift", _("无障碍电梯")
    TOILET = "toilet", _("无障碍卫生间")
    LOW_COUNTER = "low_counter", _("低位柜台")
    SIGN_LANGUAGE = "sign_language", _("手语服务")
    WHEELCHAIR = "wheelchair", _("轮椅")
    NURSING_ROOM = "nursing_room", _("母婴室")
    GLASSES = "glasses", _("老花镜")
    SELF_SERVICE = "self_service", _("自助服务区")


class ScopeKind(TextChoices):
    """What a skill is about, the narrowest first."""

    ITEM = "item", _("事项")
    DEPARTMENT = "department", _("部门")
    THEME = "theme", _("主题")
    TYPE = "type", _("事项类型")


class BookingState(TextChoices):
    """Where an appointment stands."""

    HELD = "held", _("待确认")
    BOOKED = "booked", _("已预约")
    ARRIVED = "arrived", _("已到场")
    DONE = "done", _("已办")
    EXPIRED = "expired", _("未确认，已失效")
    CANCELLED = "cancelled", _("已取消")
    NO_SHOW = "no_show", _("未到场")
    CLOSED = "closed", _("大厅取消")


class WaitState(TextChoices):
    """Where somebody stands who waits for a place."""

    WAITING = "waiting", _("候补中")
    OFFERED = "offered", _("有空位，待确认")
    TAKEN = "taken", _("已约上")
    LAPSED = "lapsed", _("没有确认")
    LEFT = "left", _("已退出")


class TicketState(TextChoices):
    """Where a queue ticket stands."""

    WAITING = "waiting", _("等候")
    CALLED = "called", _("已叫号")
    SERVING = "serving", _("办理中")
    DONE = "done", _("已办完")
    MISSED = "missed", _("过号")
    LEFT = "left", _("已放弃")
    LAPSED = "lapsed", _("当日作废")


class TicketStepKind(TextChoices):
    """What happened to a ticket."""

    TAKEN = "taken", _("取号")
    CALLED = "called", _("叫号")
    RECALLED = "recalled", _("再次叫号")
    SERVING = "serving", _("开始办理")
    TRANSFERRED = "transferred", _("转到其他窗口")
    MISSED = "missed", _("过号")
    REQUEUED = "requeued", _("过号重排")
    DONE = "done", _("办完")
    LEFT = "left", _("放弃")


class TicketChannel(TextChoices):
    """Where a ticket was taken."""

    KIOSK = "kiosk", _("自助机")
    PHONE = "phone", _("手机")
    APPOINTMENT = "appointment", _("预约签到")


class DeviceKind(TextChoices):
    """What a machine of a hall does."""

    KIOSK = "kiosk", _("自助机")
    SCREEN = "screen", _("叫号屏")


class RevokedWhy(TextChoices):
    """Why a machine is no longer one of the hall's."""

    STAFF = "staff", _("管理员停用")
    REUSED = "reused", _("旧密钥又被使用，疑似被盗，自动停用")


class PeriodKind(TextChoices):
    """What a clerk does at the counter during a period."""

    ON = "on", _("在岗")
    PAUSE = "pause", _("暂停")


class PauseReason(TextChoices):
    """Why a counter pauses."""

    REST = "rest", _("休息")
    MEAL = "meal", _("用餐")
    MEETING = "meeting", _("开会")
    SYSTEM = "system", _("系统故障")
    AWAY = "away", _("离开窗口取件")


OPEN_BOOKINGS = frozenset({BookingState.HELD, BookingState.BOOKED})
OPEN_TICKETS = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING})
AT_COUNTER = frozenset({TicketState.CALLED, TicketState.SERVING})
