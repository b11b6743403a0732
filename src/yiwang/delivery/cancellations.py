# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How the wish to call a parcel off stands, in words, with what citizen and desk can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.delivery.enums import CallOff, ParcelState

if TYPE_CHECKING:
    from yiwang.delivery.models import Parcel

CITIZEN_CAN: Final[Mapping[str, Promise]] = {
    CallOff.WAITING: _("一般几分钟内答复，答复以前不要把邮件交给快递员。有了结果会发消息告诉您。"),
    CallOff.DONE: _("这个邮件不会再有人来取，也不会再送。"),
    CallOff.REFUSED: _("邮件照常寄送；不想要的，打快递企业电话报运单号商量。"),
    CallOff.UNCLEAR: _("请打快递企业电话，报运单号问清楚有没有取消。"),
    CallOff.LATE: _("邮件照常寄送，您可以继续看轨迹。"),
}
DESK_CAN: Final[Mapping[str, Promise]] = {
    CallOff.WAITING: _("不用处理，系统正在请快递企业取消；答复以前不要把邮件交给快递员。"),
    CallOff.DONE: _("不用处理；要寄的可以重新寄出。"),
    CallOff.REFUSED: _("邮件照常寄送；不该寄的，请打电话请快递企业拦下。"),
    CallOff.UNCLEAR: _("请打电话向快递企业问清楚有没有取消，没有取消的请对方取消。"),
    CallOff.LATE: _("不用处理，邮件照常寄送。"),
}
STILL_ORDERED: Final = _(
    "邮件在这里已经取消，快递企业那边的订单没有消掉。请打电话报订单号，请对方消单。"
)
FOR_THE_DESK: Final = Q(cancel_state__in=[CallOff.WAITING, CallOff.UNCLEAR]) | Q(
    cancel_state=CallOff.REFUSED, state__in=[ParcelState.BOOKED, ParcelState.CANCELLED]
)
"""Called off here, and not with the carrier, as far as anybody knows."""


@dataclass(frozen=True, slots=True)
class Cancellation:
    """How a wish stands."""

    state: CallOff
    label: str
    advice: str
    reason: str
    asked_at: datetime | None
    tone: str


def cancellation(of: "Parcel", *, for_staff: bool) -> Cancellation | None:
    """Return how the wish to call a parcel off stands; None where no carrier had to be asked.

    Whoever called a parcel off before its order was heard of is told nothing of what is settled
    with the carrier: for them it was off at once.
    """
    if not of.cancel_state:
        return None
    state = CallOff(of.cancel_state)
    is_off = of.state == ParcelState.CANCELLED
    if is_off and not for_staff and state is not CallOff.DONE:
        return None
    is_left = is_off and state in (CallOff.REFUSED, CallOff.UNCLEAR)
    return Cancellation(
        state=state,
        label=str(state.label),
        advice=str(STILL_ORDERED if is_left else (DESK_CAN if for_staff else CITIZEN_CAN)[state]),
        reason=of.cancel_reason,
        asked_at=of.cancel_asked_at,
        tone="" if state in (CallOff.WAITING, CallOff.DONE) else "warn",
    )
