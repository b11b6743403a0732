# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class HallNotFound(NotFound):
    """There is no such hall, counter or business."""

    code = "halls.not_found"
    sentence = _("没有找到这个大厅或窗口。")


class NotThisHall(Forbidden):
    """The post does not reach this hall."""

    code = "halls.not_this_hall"
    sentence = _("您的岗位不管这个大厅。")


class HoursUnreadable(DomainError):
    """Opening hours are no hours, overlap, or run backwards."""

    code = "halls.hours_unreadable"
    sentence = _("开放时间要写成“09:00-12:00 13:30-17:00”，从早到晚，不能重叠。")


class SkillInvalid(DomainError):
    """A kind of business has no letter or name, or a scope that there is not."""

    code = "halls.skill_invalid"
    sentence = _(
        "业务类别要有一个字母、一个名称；范围一行一项，写成“部门：名称”“事项：编码”，名称要和平台上的一样。"
    )


class CounterInvalid(DomainError):
    """A counter has no number, or a number that another one has, or skills of another hall."""

    code = "halls.counter_invalid"
    sentence = _("窗口号不能为空或重复，业务类别要是本大厅的。")


class TooManyPlaces(DomainError):
    """All counters, times and days together make more places than are kept ahead."""

    code = "halls.too_many_places"
    sentence = _(
        "按现在的窗口、时段和天数要放出 %(places)s 个号，最多 %(most)s 个。"
        "请缩短可约天数、加长时段，或者减少每窗口的号数。"
    )


class HallClosed(DomainError):
    """The hall does not serve at this time."""

    code = "halls.closed"
    kind = Kind.CONFLICT
    sentence = _("大厅现在不在服务时间，请在开门前30分钟以后、关门前15分钟以前取号。")


class BookingNotFound(NotFound):
    """There is no such appointment, or it is somebody else's."""

    code = "halls.booking_not_found"
    sentence = _("没有找到这个预约。")


class SlotFull(DomainError):
    """Every place of this time is taken."""

    code = "halls.slot_full"
    kind = Kind.CONFLICT
    sentence = _("这个时段约满了，请选其他时段，或者登记候补。")


class SlotPast(DomainError):
    """The time has begun, or is about to."""

    code = "halls.slot_past"
    kind = Kind.CONFLICT
    sentence = _("这个时段已经开始或马上开始，请选其他时段，或者到场取号。")


class TooManyBookings(DomainError):
    """Somebody holds as many appointments as one may."""

    code = "halls.too_many_bookings"
    kind = Kind.CONFLICT
    sentence = _("您同时最多可以有%(limit)s个预约，请先取消一个。")


class SameTimeBooked(DomainError):
    """Somebody has an appointment at this very time."""

    code = "halls.same_time_booked"
    kind = Kind.CONFLICT
    sentence = _("您在这个时段已有预约。")


class HoldExpired(DomainError):
    """The time to confirm has passed."""

    code = "halls.hold_expired"
    kind = Kind.GONE
    sentence = _("确认的时间过了，名额已经放出，请重新选择时段。")


class BookingNotOpen(DomainError):
    """An appointment that is over, or not in the state that the step needs."""

    code = "halls.booking_not_open"
    kind = Kind.CONFLICT
    sentence = _("这个预约不能再这样处理。")


class AlreadyWaiting(DomainError):
    """Somebody waits for a place of this day already."""

    code = "halls.already_waiting"
    kind = Kind.CONFLICT
    sentence = _("您已经登记了这一天的候补。")


class PlacesLeft(DomainError):
    """Nobody need wait: there are places."""

    code = "halls.places_left"
    kind = Kind.CONFLICT
    sentence = _("这一天还有空位，请直接预约。")


class CheckInRefused(DomainError):
    """The code is not one of today's here, or it is too early or too late."""

    code = "halls.check_in_refused"
    kind = Kind.CONFLICT
    sentence = _(
        "没有这个预约码今天在本大厅的预约，或者不在签到时间（开始前30分钟到结束后15分钟）。"
    )


class TicketNotFound(NotFound):
    """There is no such ticket."""

    code = "halls.ticket_not_found"
    sentence = _("没有找到这张号票。")


class TicketNotOpen(DomainError):
    """A ticket is not in the state that the step needs."""

    code = "halls.ticket_not_open"
    kind = Kind.CONFLICT
    sentence = _("这张号票现在不能这样处理。")


class AlreadyQueued(DomainError):
    """Somebody has a ticket here already."""

    code = "halls.already_queued"
    kind = Kind.CONFLICT
    sentence = _("您在本大厅已经有一张号票。")


class NobodyWaits(DomainError):
    """The queue of this counter is empty."""

    code = "halls.nobody_waits"
    kind = Kind.CONFLICT
    sentence = _("现在没有等候的人。")


class NotSignedOn(DomainError):
    """The clerk is at no counter, or paused."""

    code = "halls.not_signed_on"
    kind = Kind.CONFLICT
    sentence = _("您没有在窗口登录，或者窗口暂停了。")


class CounterTaken(DomainError):
    """Somebody else is at this counter, or the clerk is at another one."""

    code = "halls.counter_taken"
    kind = Kind.CONFLICT
    sentence = _("这个窗口已有人在岗，或者您在另一个窗口没有退出。")


class TicketInHand(DomainError):
    """The clerk has not finished with the ticket that was called."""

    code = "halls.ticket_in_hand"
    kind = Kind.CONFLICT
    sentence = _("请先办完或处理手上的号票。")


class PresenceRefused(DomainError):
    """The code of presence is wrong, used or too old."""

    code = "halls.presence_refused"
    kind = Kind.CONFLICT
    sentence = _("到场码不对、用过了或者过期了，请本人在手机上重新出示。")


class VisitEnded(DomainError):
    """The visit at the kiosk is over."""

    code = "halls.visit_ended"
    kind = Kind.GONE
    sentence = _("自助机上的登录已经结束，请重新开始。")


class DeviceInvalid(DomainError):
    """A machine has no name, a name that another one of the hall has, or is of no kind."""

    code = "halls.device_invalid"
    sentence = _("设备要有名称，同一大厅里不能重名，类型只能是自助机或叫号屏。")


class DeviceNotFound(NotFound):
    """The hall has no such machine."""

    code = "halls.device_not_found"
    sentence = _("没有找到这台设备。")


class DeviceCodeRefused(DomainError):
    """The enrolment code is wrong, used or too old; which is not told."""

    code = "halls.device_code_refused"
    kind = Kind.CONFLICT
    sentence = _("登记码不对、用过了或者过期了，请大厅管理员重新生成。")


class DeviceUnknown(DomainError):
    """The machine is not enrolled here, or no longer."""

    code = "halls.device_unknown"
    kind = Kind.FORBIDDEN
    sentence = _("这台设备没有在本大厅登记，或者已经停用，请联系大厅管理员。")


class DeviceRevoked(DomainError):
    """The machine was put out of use; it can be enrolled anew under another name."""

    code = "halls.device_revoked"
    kind = Kind.CONFLICT
    sentence = _("这台设备已经停用，请另外登记。")


class SignInForTicket(DomainError):
    """Tickets in nobody's name are given by kiosks of the hall alone."""

    code = "halls.sign_in_for_ticket"
    kind = Kind.FORBIDDEN
    sentence = _("请先登录再用手机取号；不登录的，请到大厅里的自助机上取号。")


class TooManyTickets(DomainError):
    """A kiosk, or a hall, gave too many tickets in the last minutes, or one person took them."""

    code = "halls.too_many_tickets"
    kind = Kind.TOO_MANY
    sentence = _("短时间内取号太多，请过几分钟再试，或者找工作人员。")
