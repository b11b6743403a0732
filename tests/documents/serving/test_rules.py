# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import date

import pytest

from tests.cases.world import HOLIDAYS, LONG_AGO
from yiwang.documents.enums import NoticeGround, Receiver, ServiceWay, Transmitter
from yiwang.documents.serving import rules
from yiwang.documents.serving.rules import Attempt
from yiwang.foundation import selectors as foundation
from yiwang.foundation import services as foundation_services

ISSUED = date(2026, 11, 20)
SENT = date(2026, 11, 23)
SIGNED = date(2026, 11, 25)
TODAY = date(2026, 11, 27)

WHOLE = {
    ServiceWay.DIRECT: Attempt(
        way=ServiceWay.DIRECT,
        sent_on=SENT,
        received_on=SENT,
        servers=("王芳",),
        receiver=Receiver.SELF,
    ),
    ServiceWay.LEAVING: Attempt(
        way=ServiceWay.LEAVING,
        sent_on=SENT,
        received_on=SENT,
        servers=("王芳", "李强"),
        place="文三路 1 号",
        reason="本人拒绝签收，理由是不同意决定。",
        witnesses=("社区居委会 周华",),
    ),
    ServiceWay.POST: Attempt(
        way=ServiceWay.POST, sent_on=SENT, received_on=SIGNED, tracking_number="EM123456789CN"
    ),
    ServiceWay.ENTRUSTED: Attempt(
        way=ServiceWay.ENTRUSTED,
        sent_on=SENT,
        received_on=SIGNED,
        through="衢州市柯城区市场监督管理局",
        receiver=Receiver.SELF,
    ),
    ServiceWay.TRANSMITTED: Attempt(
        way=ServiceWay.TRANSMITTED,
        sent_on=SENT,
        received_on=SIGNED,
        through="某监狱",
        transmitter=Transmitter.PRISONER,
        receiver=Receiver.SELF,
    ),
    ServiceWay.PUBLIC_NOTICE: Attempt(
        way=ServiceWay.PUBLIC_NOTICE,
        sent_on=date(2026, 10, 20),
        announced_in="本机关网站和公告栏",
        ground=NoticeGround.MISSING,
        reason="户籍地和经营地都找不到人，社区出具证明。",
    ),
}


def faults(attempt: Attempt, *, is_legal_person: bool = False) -> set[str]:
    issued_on = min(ISSUED, attempt.sent_on)
    found = rules.faults_of(
        attempt, is_legal_person=is_legal_person, issued_on=issued_on, today=TODAY
    )
    return {each.path for each in found}


@pytest.mark.parametrize("way", list(WHOLE))
def test_a_whole_record_has_no_fault(way: ServiceWay) -> None:
    assert faults(WHOLE[way]) == set()


@pytest.mark.parametrize(
    ("way", "day", "article"),
    [
        (ServiceWay.DIRECT, SENT, "第八十八条"),
        (ServiceWay.LEAVING, SENT, "第八十九条"),
        (ServiceWay.POST, SIGNED, "第九十一条"),
        (ServiceWay.ENTRUSTED, SIGNED, "第九十一条、第八十七条"),
        (ServiceWay.TRANSMITTED, SIGNED, "第九十三条、第九十四条"),
        (ServiceWay.PUBLIC_NOTICE, date(2026, 11, 19), "第九十五条"),
    ],
)
def test_each_way_has_its_moment_and_article(way: ServiceWay, day: date, article: str) -> None:
    assert rules.moment(WHOLE[way], today=TODAY) == rules.Moment(day, article)


def test_electronic_service_counts_from_the_day_of_arrival() -> None:
    attempt = Attempt(way=ServiceWay.ELECTRONIC, sent_on=TODAY)

    assert rules.moment(attempt, today=TODAY) == rules.Moment(TODAY, "第九十条")


@pytest.mark.parametrize("way", [ServiceWay.POST, ServiceWay.ENTRUSTED, ServiceWay.TRANSMITTED])
def test_without_a_receipt_there_is_no_moment(way: ServiceWay) -> None:
    assert rules.moment(replace(WHOLE[way], received_on=None), today=TODAY) is None


@pytest.mark.parametrize(
    ("is_abroad", "last", "article"),
    [(False, date(2026, 12, 2), "第九十五条"), (True, date(2027, 1, 1), "第二百八十三条")],
)
def test_a_public_notice_serves_after_its_last_day(
    is_abroad: bool, last: date, article: str
) -> None:
    attempt = replace(
        WHOLE[ServiceWay.PUBLIC_NOTICE], sent_on=date(2026, 11, 2), is_abroad=is_abroad
    )

    assert rules.moment(attempt, today=last) is None
    after = last.fromordinal(last.toordinal() + 1)
    assert rules.moment(attempt, today=after) == rules.Moment(last, article)


@pytest.mark.parametrize(
    ("way", "lacks", "place"),
    [
        (ServiceWay.DIRECT, {"servers": ()}, "/servers"),
        (ServiceWay.DIRECT, {"receiver": None}, "/receiver"),
        (ServiceWay.DIRECT, {"receiver": Receiver.FAMILY}, "/receiver_name"),
        (ServiceWay.DIRECT, {"received_on": None}, "/received_on"),
        (ServiceWay.LEAVING, {"witnesses": ()}, "/witnesses"),
        (ServiceWay.LEAVING, {"reason": ""}, "/reason"),
        (ServiceWay.LEAVING, {"place": ""}, "/place"),
        (ServiceWay.POST, {"tracking_number": ""}, "/tracking_number"),
        (ServiceWay.ENTRUSTED, {"through": ""}, "/through"),
        (ServiceWay.TRANSMITTED, {"transmitter": None}, "/transmitter"),
        (ServiceWay.PUBLIC_NOTICE, {"announced_in": ""}, "/announced_in"),
        (ServiceWay.PUBLIC_NOTICE, {"ground": None}, "/ground"),
        (ServiceWay.DIRECT, {"sent_on": date(2026, 11, 28)}, "/sent_on"),
        (ServiceWay.POST, {"received_on": date(2026, 11, 22)}, "/received_on"),
    ],
)
def test_what_the_law_wants_of_a_way_must_be_stated(
    way: ServiceWay, lacks: dict[str, object], place: str
) -> None:
    assert faults(replace(WHOLE[way], **lacks)) == {place}  # type: ignore[arg-type]


def test_a_family_member_cannot_sign_for_a_firm_nor_a_mail_room_for_a_person() -> None:
    direct = WHOLE[ServiceWay.DIRECT]

    assert faults(direct, is_legal_person=True) == {"/receiver"}
    by_mail_room = replace(direct, receiver=Receiver.MAIL_ROOM, receiver_name="前台")
    assert faults(by_mail_room) == {"/receiver"}
    assert faults(by_mail_room, is_legal_person=True) == set()


def test_terms_run_from_the_day_after_service_and_skip_days_off(db: None) -> None:
    foundation_services.load_calendar(path=HOLIDAYS, source="tests", at=LONG_AGO)

    # Sixty days after 3 August is Friday 2 October, a holiday until the 7th.
    terms = rules.remedy_terms(date(2026, 8, 3), foundation.working_calendar())

    assert terms.runs_from == date(2026, 8, 4)
    assert terms.reconsideration_until == date(2026, 10, 8)
    assert terms.lawsuit_until == date(2027, 2, 3)
    assert terms.is_provisional  # 2027 is not published


def test_six_months_after_the_end_of_august_end_with_february(db: None) -> None:
    foundation_services.load_calendar(path=HOLIDAYS, source="tests", at=LONG_AGO)

    terms = rules.remedy_terms(date(2025, 8, 31), foundation.working_calendar())

    assert terms.lawsuit_until == date(2026, 2, 28)  # a Saturday that is worked, after the feast
