# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Halls of all divisions; in the demonstration's counties with clerks, queues, appointments."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.utils import timezone

from operations.demo import HOME_COUNTY, PASSWORD
from operations.demo.staff import DEMO_DISTRICT, PROVINCE
from operations.loading import Tick
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.errors import DomainError
from yiwang.halls import selectors as halls
from yiwang.halls.enums import DeviceKind, Facility, HallKind, TicketChannel
from yiwang.halls.errors import HallClosed
from yiwang.halls.models import Counter, Device, Hall, Skill
from yiwang.halls.services import bookings, calling, devices, placing, queueing, setup, sweeps
from yiwang.halls.services.holding import Wish
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.models import Account
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services as organization_services
from yiwang.organizations.enums import Right

ACTOR = system_actor("demonstration")
MANAGER = "hall-manager"
KIOSK = "一号自助机"
# Open round the clock, so that whoever tries it out at night can take a ticket.
WEEK = [[["00:00", "23:30"]]] * 7
LINES = ("市场监管", "公安", "卫生健康")
SKILLS = (("A", "企业开办和许可"), ("B", "户籍和出入境"), ("C", "卫生健康"), ("Z", "综合业务"))
COUNTERS = (("1", "AZ"), ("2", "BZ"), ("3", "CZ"), ("4", "AB"), ("5", "Z"))
CITIZENS = ("wangxm", "lijg", "zhangyf")


def load(tick: Tick, *, at: datetime) -> int:
    """Make halls everywhere and bring those of the demonstration to life; return how many."""
    made = placing.generate_halls(province_code=PROVINCE, actor=ACTOR, at=at)
    tick(1, 4)
    made += placing.generate_halls(province_code=DEMO_DISTRICT, actor=ACTOR, at=at)
    tick(2, 4)
    for place, county in enumerate((HOME_COUNTY, DEMO_DISTRICT), start=3):
        hall = Hall.objects.get(division_code=county, kind=HallKind.HALL)
        if not Skill.objects.filter(hall=hall).exists():
            _set_up(hall, at)
            _history(hall, at)
            _today(hall, at)
        _machines(hall, at)
        tick(place, 4)
    sweeps.keep_service_times(at=at)
    _manager(at)
    return made


def _set_up(hall: Hall, at: datetime) -> None:
    """Give a hall its kinds of business and counters."""
    by_letter = dict(zip("ABC", LINES, strict=True))
    for letter, name in SKILLS:
        line = by_letter.get(letter)
        scopes = [f"department:{_department(line, hall.division_code)}"] if line else []
        skill = setup.SkillDetails(letter=letter, name=name, scopes=scopes)
        setup.set_skill(hall_id=hall.pk, details=skill, actor=ACTOR, at=at)
    for number, letters in COUNTERS:
        counter = setup.CounterDetails(number=number, name="", letters=list(letters))
        setup.set_counter(hall_id=hall.pk, details=counter, actor=ACTOR, at=at)
    details = setup.HallDetails(
        name=hall.name,
        address="演示大厅一层（虚构的地址）",
        phone="12345",
        directions="演示大厅，昼夜开放，便于试用；真实大厅按各自的时间开放。",
        facilities=[one.value for one in Facility],
        services=["自助打印证照", "复印、邮寄", "帮办代办"],
        week=WEEK,
        slot_minutes=60,
        takes_bookings=True,
    )
    setup.change_hall(hall_id=hall.pk, details=details, actor=ACTOR, at=at)


def _department(line: str, county: str) -> UUID:
    try:
        return organizations.department_for_line(line, county).id
    except DomainError:
        return organizations.departments_in(county)[0].id


def _clerks(county: str) -> list[Actor]:
    """Return clerks of a county's counters, one for each of the first departments."""
    found: list[Actor] = []
    for department in organizations.departments_in(county):
        staff = organizations.staff_with_right(
            department.id, Right.COUNTER_ASSIST, timezone.localdate()
        )
        accounts = Account.objects.filter(staff_id__in=[one.id for one in staff])
        account = accounts.exclude(login="counter").order_by("login").first()
        if account is not None:
            found.append(identity.actor_for_account(account.pk))
        if len(found) == 3:
            break
    return found


def _history(hall: Hall, at: datetime) -> None:
    """Serve some people on the mornings of the last days, so that waits can be estimated."""
    clerk = _clerks(hall.division_code)[0]
    counter = Counter.objects.get(hall=hall, number="4")
    skills = list(Skill.objects.filter(hall=hall, letter__in="AB").order_by("letter"))
    for begins in reversed([*islice(_mornings(hall, at), 3)]):
        calling.sign_on(counter_id=counter.pk, actor=clerk, at=begins)
        for place in range(8):
            moment = begins + timedelta(minutes=7 * place)
            _ticket(skills[place % 2], moment - timedelta(minutes=3 + place))
            called = calling.call_next(actor=clerk, at=moment)
            begun, done = moment + timedelta(seconds=40), moment + timedelta(minutes=5)
            calling.serve(ticket_id=called.pk, actor=clerk, at=begun)
            calling.finish(ticket_id=called.pk, actor=clerk, at=done)
        calling.sign_off(actor=clerk, at=begins + timedelta(hours=1))


def _mornings(hall: Hall, at: datetime) -> Iterator[datetime]:
    """Give the mornings before a day on which the hall was open, the last first."""
    for days in range(1, 30):
        morning = (timezone.localtime(at) - timedelta(days=days)).replace(hour=9, minute=30)
        with suppress(HallClosed):  # on holidays
            queueing.check_open(hall, at=morning)
            yield morning


def _ticket(skill: Skill, at: datetime, actor: Actor = ACTOR, device: Device | None = None) -> None:
    queueing.take_ticket(
        skill_id=skill.pk,
        comer=queueing.comer_of(actor),
        channel=TicketChannel.KIOSK,
        device=device,
        actor=actor,
        at=at,
    )


def _today(hall: Hall, at: datetime) -> None:
    """Let clerks sign on, people queue, and some have appointments today and later."""
    skills = {one.letter: one for one in Skill.objects.filter(hall=hall).order_by("letter")}
    clerks = _clerks(hall.division_code)
    counters = Counter.objects.filter(hall=hall).order_by("number")
    for clerk, counter in zip(clerks[1:], counters, strict=False):
        calling.sign_on(counter_id=counter.pk, actor=clerk, at=at)
    with suppress(HallClosed):  # shortly before midnight, and on holidays
        for letter in "AABZZ":
            _ticket(skills[letter], at)
    if hall.division_code != HOME_COUNTY:
        return
    for place, login in enumerate(CITIZENS):
        citizen = identity.actor_for_account(Account.objects.get(login=login).pk)
        for days in _days_of(place):
            _book(skills["A" if place else "B"], citizen, days=days, at=at)


def _days_of(place: int) -> Sequence[int]:
    return (0, 2) if place == 0 else (place,)


def _book(skill: Skill, citizen: Actor, *, days: int, at: datetime) -> None:
    """Book the first free time of a day, or of the next one late at night."""
    for day in halls.bookings.booking_days(skill.pk, at=at)[days:]:
        for slot in _free(day.slots):
            wish = Wish()
            held = bookings.hold_place(slot_id=slot, wish=wish, actor=citizen, at=at)
            bookings.confirm(appointment_id=held.pk, actor=citizen, at=at)
            return


def _free(slots: Sequence[halls.bookings.FreeSlot]) -> Iterator[UUID]:
    yield from (slot.id for slot in slots if slot.free)


def _machines(hall: Hall, at: datetime) -> None:
    """Enrol a kiosk, and take a screen down that waits for somebody to make its code.

    Nobody has the kiosk's secret: whoever wants to be it asks the hall's manager for a new code.
    """
    if Device.objects.filter(hall=hall).exists():
        return
    for kind, name in ((DeviceKind.KIOSK, KIOSK), (DeviceKind.SCREEN, "一号叫号屏")):
        code, made = devices.name_device(hall_id=hall.pk, kind=kind, name=name, actor=ACTOR, at=at)
        if made.kind == DeviceKind.KIOSK:
            devices.enrol(code=code, actor=ACTOR, at=at)
            with suppress(HallClosed):
                _ticket(Skill.objects.get(hall=hall, letter="Z"), at, device=made)


def _manager(at: datetime) -> None:
    """Take down who runs the hall of the demonstration's county."""
    if Account.objects.filter(login=MANAGER).exists():
        return
    department = organizations.departments_in(HOME_COUNTY)[0]
    (post_id,) = organization_services.create_posts_bulk(
        posts=[
            organization_services.NewPost(
                department_id=department.id,
                name="大厅管理岗",
                rights=frozenset({Right.HALLS_MANAGE}),
                covers_subtree=True,
            )
        ],
        actor=ACTOR,
        at=at,
    )
    (staff_id,) = organization_services.create_staff_bulk(
        staff=[
            organization_services.NewStaffMember(
                name="管大庭",
                staff_number="H00001",
                department_id=department.id,
                post_ids=(post_id,),
            )
        ],
        is_test_data=True,
        actor=ACTOR,
        at=at,
    )
    identity_services.create_accounts_bulk(
        accounts=[identity_services.NewAccount(login=MANAGER, staff_id=staff_id)],
        shared_password=PASSWORD,
        actor=ACTOR,
        at=at,
    )
