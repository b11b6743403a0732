# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""When a document counts as served, and what runs from that day on. Pure: queries nothing.

Agencies serve as courts do: 行政处罚法 61, 行政强制法 38 and 行政复议法 88 refer to 民事诉讼法
(2023) 87–95; for licences it is followed in the same way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.documents.enums import NoticeGround, Receiver, ServiceWay, Transmitter
from yiwang.documents.remedies import LAWSUIT_MONTHS, RECONSIDERATION_DAYS
from yiwang.foundation.calendar import WorkingCalendar
from yiwang.foundation.errors import FieldError

LAW: Final = "中华人民共和国民事诉讼法"
NOTICE_DAYS: Final = 30
"""民事诉讼法 (2023) 95; before 2022 it was sixty."""
NOTICE_DAYS_ABROAD: Final = 60
"""民事诉讼法 (2023) 283 (2), for who has no domicile in China."""

_ARTICLES: Final[Mapping[ServiceWay, str]] = {
    ServiceWay.DIRECT: "第八十八条",
    ServiceWay.LEAVING: "第八十九条",
    ServiceWay.ELECTRONIC: "第九十条",
    ServiceWay.POST: "第九十一条",
    ServiceWay.ENTRUSTED: "第九十一条、第八十七条",
    ServiceWay.TRANSMITTED: "第九十四条",
    ServiceWay.PUBLIC_NOTICE: "第九十五条",
}
_TRANSMITTED: Final[Mapping[str, str]] = {
    Transmitter.SOLDIER: "第九十二条、第九十四条",
    Transmitter.PRISONER: "第九十三条、第九十四条",
    Transmitter.EDUCATED: "第九十三条、第九十四条",
}
_ABROAD: Final = "第二百八十三条"
MOMENTS: Final[Mapping[str, str | Promise]] = {
    ServiceWay.DIRECT: gettext_lazy("签收的日期是送达日期。"),
    ServiceWay.LEAVING: gettext_lazy("文书留在住所的日期视为送达日期。"),
    ServiceWay.ELECTRONIC: gettext_lazy("送达信息到达受送达人在本平台的账户的日期是送达日期。"),
    ServiceWay.POST: gettext_lazy("回执上注明的收件日期是送达日期。"),
    ServiceWay.ENTRUSTED: gettext_lazy("受送达人在送达回证上签收的日期是送达日期。"),
    ServiceWay.TRANSMITTED: gettext_lazy("受送达人在送达回证上签收的日期是送达日期。"),
    ServiceWay.PUBLIC_NOTICE: gettext_lazy(
        "自发出公告之日起经过三十日（在境内没有住所的六十日），视为送达。"
    ),
}
AT_ONCE: Final = frozenset({ServiceWay.DIRECT, ServiceWay.LEAVING, ServiceWay.ELECTRONIC})
"""Whose moment is known when they are recorded; the others wait for a receipt, or for days."""
SIGNED: Final = frozenset({ServiceWay.DIRECT, ServiceWay.ENTRUSTED, ServiceWay.TRANSMITTED})
BY_LEGAL_PERSONS: Final = frozenset({Receiver.HEAD, Receiver.MAIL_ROOM})
BY_NATURAL_PERSONS: Final = frozenset({Receiver.SELF, Receiver.FAMILY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What a clerk states of an attempt to serve.

    :param received_on: the day of the signature, of leaving it, or on the postal receipt
    :param has_recording: photographs or a film show how it was left; they are the proof
    """

    way: ServiceWay
    sent_on: date
    received_on: date | None = None
    servers: tuple[str, ...] = ()
    receiver: Receiver | None = None
    receiver_name: str = ""
    place: str = ""
    through: str = ""
    transmitter: Transmitter | None = None
    tracking_number: str = ""
    announced_in: str = ""
    ground: NoticeGround | None = None
    is_abroad: bool = False
    reason: str = ""
    witnesses: tuple[str, ...] = ()
    proof_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """The day on which a document counts as served, and the article that says so."""

    on: date
    article: str


def article_of(way: str, *, transmitter: str = "", is_abroad: bool = False) -> str:
    """Return the article of 民事诉讼法 that gives the moment of a way of serving."""
    if way == ServiceWay.TRANSMITTED:
        return _TRANSMITTED.get(transmitter, _ARTICLES[ServiceWay.TRANSMITTED])
    if way == ServiceWay.PUBLIC_NOTICE and is_abroad:
        return _ABROAD
    return _ARTICLES[ServiceWay(way)]


def moment(attempt: Attempt, *, today: date) -> Moment | None:
    """Return when the document counts as served; None while that is not known, or not yet."""
    article = article_of(
        attempt.way, transmitter=attempt.transmitter or "", is_abroad=attempt.is_abroad
    )
    if attempt.way is ServiceWay.PUBLIC_NOTICE:
        last = notice_ends_on(attempt.sent_on, is_abroad=attempt.is_abroad)
        return Moment(last, article) if last < today else None
    if attempt.way is ServiceWay.ELECTRONIC:
        return Moment(attempt.sent_on, article)
    return Moment(attempt.received_on, article) if attempt.received_on else None


def notice_ends_on(announced_on: date, *, is_abroad: bool) -> date:
    """Return the last day of a public notice; its own day does not count (民事诉讼法 85).

    The days run through weekends to the end: nobody has to do anything within them.
    """
    return announced_on + timedelta(days=NOTICE_DAYS_ABROAD if is_abroad else NOTICE_DAYS)


def faults_of(
    attempt: Attempt,
    *,
    is_legal_person: bool,
    issued_on: date,
    today: date,
) -> list[FieldError]:
    """Return what an attempt lacks by law; empty when it may be recorded."""
    days = _wrong_days(attempt, issued_on=issued_on, today=today)
    missing = [_missing(name) for name in _lacks(attempt)]
    who = _wrong_receiver(attempt, is_legal_person=is_legal_person)
    return [*missing, *days, *who]


def _lacks(attempt: Attempt) -> Iterator[str]:
    """Name what this way of serving cannot do without."""
    wanted: dict[ServiceWay, tuple[str, ...]] = {
        ServiceWay.DIRECT: ("servers", "receiver", "received_on"),
        ServiceWay.LEAVING: ("servers", "place", "reason", "received_on"),
        ServiceWay.ELECTRONIC: (),
        ServiceWay.POST: ("tracking_number",),
        ServiceWay.ENTRUSTED: ("through",),
        ServiceWay.TRANSMITTED: ("through", "transmitter"),
        ServiceWay.PUBLIC_NOTICE: ("announced_in", "ground", "reason"),
    }
    for name in wanted[attempt.way]:
        if not getattr(attempt, name):
            yield name
    is_signed = attempt.way in SIGNED and attempt.received_on
    if is_signed and not attempt.receiver and attempt.way is not ServiceWay.DIRECT:
        yield "receiver"
    if is_signed and attempt.receiver not in {None, Receiver.SELF} and not attempt.receiver_name:
        yield "receiver_name"
    if attempt.way is ServiceWay.LEAVING and not attempt.witnesses and not attempt.proof_id:
        yield "witnesses"


WHAT: Final[Mapping[str, str | Promise]] = {
    "servers": gettext_lazy("请写明送达人。"),
    "receiver": gettext_lazy("请选择由谁签收。"),
    "receiver_name": gettext_lazy("请写明签收人的姓名。"),
    "received_on": gettext_lazy("请写明签收（留置）的日期。"),
    "place": gettext_lazy("请写明送达的地点。"),
    "reason": gettext_lazy("请写明原因和经过。"),
    "tracking_number": gettext_lazy("请写明邮件号码。"),
    "through": gettext_lazy("请写明受委托或者代为转交的机关、单位。"),
    "transmitter": gettext_lazy("请选择转交的情形。"),
    "announced_in": gettext_lazy("请写明公告登在哪里。"),
    "ground": gettext_lazy("请选择公告送达的理由。"),
    "witnesses": gettext_lazy("留置送达须有见证人签名，或者附上拍照、录像。"),
}


def _missing(name: str) -> FieldError:
    return FieldError(f"/{name}", "required", str(WHAT[name]))


def _wrong_days(attempt: Attempt, *, issued_on: date, today: date) -> Iterator[FieldError]:
    if not issued_on <= attempt.sent_on <= today:
        told = _("日期不能早于文书作出的日期，也不能晚于今天。")
        yield FieldError("/sent_on", "out_of_range", told)
    elif attempt.received_on and not attempt.sent_on <= attempt.received_on <= today:
        told = _("签收的日期不能早于送出的日期，也不能晚于今天。")
        yield FieldError("/received_on", "out_of_range", told)


def _wrong_receiver(attempt: Attempt, *, is_legal_person: bool) -> Iterator[FieldError]:
    if is_legal_person and attempt.receiver in BY_NATURAL_PERSONS:
        told = _("受送达人是单位的，由法定代表人、主要负责人或者负责收件的人签收。")
        yield FieldError("/receiver", "not_possible", told)
    if not is_legal_person and attempt.receiver in BY_LEGAL_PERSONS:
        told = _("受送达人是个人的，由本人、同住成年家属、代理人或者指定的代收人签收。")
        yield FieldError("/receiver", "not_possible", told)


@dataclass(frozen=True, slots=True)
class RemedyTerms:
    """Until when a decision that was served may be contested.

    :param runs_from: the first day that counts
    :param is_provisional: a last day lies in a year whose holidays are not published
    """

    runs_from: date
    reconsideration_until: date
    lawsuit_until: date
    is_provisional: bool


def remedy_terms(served_on: date, calendar: WorkingCalendar) -> RemedyTerms:
    """Return the last days to ask for reconsideration and to sue, from the day of service.

    A last day that is a day off moves to the next working day.
    Source: 行政复议法 (2023) 20 and 88; 行政诉讼法 46 and 101; 民事诉讼法 (2023) 85.
    """
    review = calendar.workday_on_or_after(served_on + timedelta(days=RECONSIDERATION_DAYS))
    court = calendar.workday_on_or_after(_months_after(served_on, LAWSUIT_MONTHS))
    return RemedyTerms(
        runs_from=served_on + timedelta(days=1),
        reconsideration_until=review.on,
        lawsuit_until=court.on,
        is_provisional=review.is_provisional or court.is_provisional,
    )


def _months_after(start: date, count: int) -> date:
    """Return the matching day some months later, or that month's last day when it has none."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (after - timedelta(days=1)).day
    return date(year, month + 1, min(start.day, last))
