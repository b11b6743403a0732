# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a parcel's way, and of what carriers report."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Leg(TextChoices):
    """Which way a parcel goes, and what is in it."""

    TO_HALL = "to_hall", _("原件寄到窗口")
    TO_CITIZEN = "to_citizen", _("结果寄给申请人")
    BACK = "back", _("原件寄回申请人")


class Payer(TextChoices):
    """Who pays the carrier."""

    CITIZEN = "citizen", _("申请人付")
    DEPARTMENT = "department", _("部门付")
    FREE = "free", _("财政统付，免费")


class ParcelState(TextChoices):
    """Where a parcel stands."""

    PREPARED = "prepared", _("待下单")
    BOOKED = "booked", _("待揽收")
    COLLECTED = "collected", _("已揽收")
    MOVING = "moving", _("运输中")
    OUT = "out", _("派送中")
    FAILED = "failed", _("投递未成功")
    STORED = "stored", _("待自取")
    RECEIVED = "received", _("已签收")
    RETURNING = "returning", _("退回途中")
    RETURNED = "returned", _("已退回")
    HANDED_OUT = "handed_out", _("窗口已交付")
    LOST = "lost", _("丢失")
    DAMAGED = "damaged", _("破损")
    CANCELLED = "cancelled", _("已取消")


ON_ITS_WAY = frozenset(
    {
        ParcelState.PREPARED,
        ParcelState.BOOKED,
        ParcelState.COLLECTED,
        ParcelState.MOVING,
        ParcelState.OUT,
        ParcelState.FAILED,
        ParcelState.STORED,
        ParcelState.RETURNING,
    }
)
"""While a parcel is here, nobody knows yet how it ends."""
WITH_THE_CARRIER = ON_ITS_WAY - {ParcelState.PREPARED}
WENT_WRONG = frozenset({ParcelState.RETURNED, ParcelState.LOST, ParcelState.DAMAGED})
"""The parcel has ended, and not with who it was for."""


class Happening(TextChoices):
    """What happens to a parcel; each is one row or more of the state table."""

    BOOK = "book", _("下单")
    COLLECT = "collect", _("揽收")
    MOVE = "move", _("中转")
    GO_OUT = "go_out", _("派送")
    FAIL = "fail", _("投递未成功")
    STORE = "store", _("存放待取")
    RECEIVE = "receive", _("签收")
    TURN_BACK = "turn_back", _("开始退回")
    BRING_BACK = "bring_back", _("退回签收")
    LOSE = "lose", _("丢失")
    DAMAGE = "damage", _("破损")
    HAND_OUT = "hand_out", _("窗口交付")
    CANCEL = "cancel", _("取消")


class Role(TextChoices):
    """Who says that something happened."""

    CARRIER = "carrier", _("快递企业")
    DESK = "desk", _("邮寄岗")
    SENDER = "sender", _("寄件人")


class FailReason(TextChoices):
    """Why a delivery came to nothing."""

    NOBODY_HOME = "nobody_home", _("无人在家")
    UNREACHABLE = "unreachable", _("电话打不通")
    WRONG_ADDRESS = "wrong_address", _("地址不对")
    REFUSED = "refused", _("收件人拒收")
    OTHER = "other", _("其他原因")


class Proof(TextChoices):
    """What shows that a parcel was received."""

    CODE = "code", _("签收码")
    PHOTO = "photo", _("照片")
    SIGNATURE = "signature", _("签名")


class SignedBy(TextChoices):
    """Who took a parcel in."""

    SELF = "self", _("本人")
    FAMILY = "family", _("同住成年家属")
    RECEPTION = "reception", _("单位收发室")
    STATION = "station", _("驿站或快递柜")


class Inquiry(TextChoices):
    """What a carrier says when it is asked about a parcel that nothing is heard of."""

    ON_ITS_WAY = "on_its_way", _("快递企业答复：在途，会继续送")
    SEARCHING = "searching", _("快递企业正在查找")
    NO_ANSWER = "no_answer", _("快递企业没有答复，窗口会再问")


class Redirect(TextChoices):
    """What became of the wish that a parcel with its carrier go to another address."""

    WAITING = "waiting", _("已请快递企业改寄，等待答复")
    DONE = "done", _("快递企业已经同意改寄到新地址")
    REFUSED = "refused", _("快递企业没有接受改寄，邮件按原地址送")
    UNCLEAR = "unclear", _("快递企业没有给出确定的答复，邮件可能按原地址送，也可能按新地址送")
    LATE = "late", _("邮件已经派送或者已经结束，来不及改寄")


class CallOff(TextChoices):
    """What became of the wish that a carrier take an order back."""

    WAITING = "waiting", _("已请快递企业取消，等待答复")
    DONE = "done", _("快递企业已经取消")
    REFUSED = "refused", _("快递企业没有接受取消")
    UNCLEAR = "unclear", _("快递企业没有给出确定的答复，不知道有没有取消")
    LATE = "late", _("邮件已经揽收，来不及取消")


class Via(TextChoices):
    """How a report came to us."""

    CALLBACK = "callback", _("快递企业推送")
    POLL = "poll", _("主动查询")
    DESK = "desk", _("人工登记")


class Refusal(TextChoices):
    """Why a callback was not taken."""

    FORGED = "forged", _("签名不对")
    STALE = "stale", _("签名时间过期")
