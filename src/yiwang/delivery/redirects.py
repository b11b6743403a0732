# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How the wish for another address stands, in words, with what citizen and desk can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.delivery.enums import ON_ITS_WAY, Redirect

if TYPE_CHECKING:
    from yiwang.delivery.addresses import Address
    from yiwang.delivery.models import Parcel

UNANSWERED: Final = "unanswered"
CITIZEN_CAN: Final[Mapping[str, Promise]] = {
    Redirect.WAITING: _("一般几分钟内答复，答复以前邮件按原地址送。有了结果会发消息告诉您。"),
    UNANSWERED: _(
        "快递企业暂时没有答复，系统会在 24 小时内继续问。着急的，请打快递企业电话，报运单号改地址。"
    ),
    Redirect.DONE: _("请按新地址收件。"),
    Redirect.REFUSED: _(
        "请按原地址收件；不方便的，打快递企业电话报运单号商量，或者等投递不成功以后再改。"
    ),
    Redirect.UNCLEAR: _("请打快递企业电话，报运单号问清楚送到哪里；还能改的时候可以再改一次。"),
    Redirect.LATE: _("请按原地址收件；没有送到的，可以再改地址。"),
}
DESK_CAN: Final[Mapping[str, Promise]] = {
    Redirect.WAITING: _("不用处理，系统正在问快递企业。"),
    UNANSWERED: _("快递企业暂时没有答复，系统会在 24 小时内继续问；急件请打电话向快递企业查问。"),
    Redirect.DONE: _("邮件按新地址送；面单还没有交出的，要重新打印。"),
    Redirect.REFUSED: _("已通知收件人按原地址收件；退回窗口以后，按新地址重新寄出。"),
    Redirect.UNCLEAR: _("请向快递企业查问邮件送到哪个地址，并登记查问结果。"),
    Redirect.LATE: _("不用处理；没有送到的，收件人可以再改地址。"),
}
FOR_THE_DESK: Final = Q(
    redirect_state__in=[Redirect.WAITING, Redirect.REFUSED, Redirect.UNCLEAR],
    state__in=sorted(ON_ITS_WAY),
)
"""On their way, and not to where the recipient wants them, as far as anybody knows."""


@dataclass(frozen=True, slots=True)
class Redirection:
    """How a wish stands.

    :param address: what is wanted, masked; None once it is the parcel's own
    """

    state: Redirect
    label: str
    advice: str
    reason: str
    address: "Address | None"
    asked_at: datetime | None
    tone: str


def redirection(of: "Parcel", *, for_staff: bool) -> Redirection | None:
    """Return how the wish for another address stands; None where nobody had one."""
    if not of.redirect_state:
        return None
    state = Redirect(of.redirect_state)
    key = UNANSWERED if state is Redirect.WAITING and of.redirect_unheard else state
    wanted = of.redirect_to
    return Redirection(
        state=state,
        label=str(state.label),
        advice=str((DESK_CAN if for_staff else CITIZEN_CAN)[key]),
        reason=of.redirect_reason,
        address=wanted.masked if wanted else None,
        asked_at=of.redirect_asked_at,
        tone="" if state in (Redirect.WAITING, Redirect.DONE) else "warn",
    )
