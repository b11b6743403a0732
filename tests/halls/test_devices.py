# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Machines of a hall: enrolled by a code once, known by a secret that changes, revoked at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import SYSTEM
from tests.halls import world as worlds
from tests.halls.world import MONDAY, HallWorld
from yiwang.foundation.actors import ANONYMOUS
from yiwang.halls import selectors as halls
from yiwang.halls.enums import DeviceKind, TicketChannel
from yiwang.halls.errors import (
    DeviceCodeRefused,
    DeviceInvalid,
    DeviceNotFound,
    DeviceRevoked,
    DeviceUnknown,
    HallNotFound,
    NotThisHall,
    SignInForTicket,
    TooManyTickets,
)
from yiwang.halls.models import Device, Hall, Ticket
from yiwang.halls.services import devices, queueing
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
STATEMENTS_OF_A_POLL = 5
"""The version, within a transaction that only reads."""


@pytest.fixture
def world() -> HallWorld:
    return worlds.made()


def named(world: HallWorld, kind: str = "kiosk", name: str = "一号机", at=MONDAY):
    return devices.name_device(hall_id=world.hall.pk, kind=kind, name=name, actor=SYSTEM, at=at)


def enrolled(world: HallWorld, name: str = "一号机", at=MONDAY) -> devices.Known:
    return devices.enrol(code=named(world, name=name, at=at)[0], actor=ANONYMOUS, at=at)


def shown(secret: str, *, at=MONDAY, hall_id=None, kind=DeviceKind.KIOSK):
    given = {"actor": ANONYMOUS, "at": at}
    return devices.known(secret=secret, kind=kind, hall_id=hall_id, **given)


def ticket(world: HallWorld, device: Device | None, *, comer=None, at=MONDAY, actor=ANONYMOUS):
    return queueing.take_ticket(
        skill_id=world.shop.pk,
        comer=comer or queueing.Comer(),
        channel=TicketChannel.KIOSK,
        device=device,
        actor=actor,
        at=at,
    )


def test_a_code_enrols_one_machine_once_and_within_minutes(world: HallWorld):
    code, made = named(world)
    late, _made = named(world, name="二号机")

    machine = devices.enrol(code=code.lower().replace("-", " "), actor=ANONYMOUS, at=MONDAY)

    assert machine.device.pk == made.pk
    assert bytes(Device.objects.get(pk=made.pk).secret) != machine.secret.encode()
    for used in (code, "", "x" * 5_000, "AAAA-BBBB-CCCC"):
        with pytest.raises(DeviceCodeRefused):
            devices.enrol(code=used, actor=ANONYMOUS, at=MONDAY)
    with pytest.raises(DeviceCodeRefused):
        devices.enrol(code=late, actor=ANONYMOUS, at=MONDAY + timedelta(minutes=11))
    kinds = [fact.kind for fact in ledger.events_about("hall", world.hall.pk)]
    assert kinds[-3:] == [
        "halls.device_code_made",
        "halls.device_code_made",
        "halls.device_enrolled",
    ]


def test_a_machine_is_known_in_its_hall_and_for_its_kind_alone(world: HallWorld):
    secret = enrolled(world).secret
    elsewhere = Hall.objects.create(
        division_code="330108000000", kind="hall", name="滨江区政务服务中心", week=worlds.WEEK
    )

    assert shown(secret, hall_id=world.hall.pk)
    assert shown(secret, hall_id=elsewhere.pk) is None
    assert shown(secret, kind=DeviceKind.SCREEN) is None
    assert shown("x" * 43) is None
    assert shown("") is None
    with pytest.raises(DeviceUnknown):
        devices.checked_kiosk(secret="x" * 43, actor=ANONYMOUS, at=MONDAY)
    other = Device.objects.get(pk=shown(secret).device.pk)
    other.hall = elsewhere
    with pytest.raises(HallNotFound):
        ticket(world, other)


def test_a_revoked_machine_is_out_at_once_and_for_good(world: HallWorld):
    machine = enrolled(world)
    given = {"device_id": machine.device.pk, "hall_id": world.hall.pk, "actor": SYSTEM}

    code, _made = devices.make_code(at=MONDAY, **given)
    devices.revoke(at=MONDAY, **given)
    devices.revoke(at=MONDAY, **given)

    assert shown(machine.secret) is None
    with pytest.raises(DeviceCodeRefused):
        devices.enrol(code=code, actor=ANONYMOUS, at=MONDAY)
    with pytest.raises(DeviceRevoked):
        devices.make_code(at=MONDAY, **given)
    enrolled(world)  # its name is free again
    assert [row.state for row in halls.devices.devices_of(world.hall.pk, at=MONDAY)] == [
        "seen",
        "revoked",
    ]


def test_a_secret_changes_every_day_and_a_lost_answer_locks_nobody_out(world: HallWorld):
    old = enrolled(world).secret
    assert shown(old).secret == ""

    lost = shown(old, at=MONDAY + DAY)
    again = shown(old, at=MONDAY + DAY + timedelta(minutes=1))
    new = shown(old, at=MONDAY + DAY + timedelta(minutes=5))

    assert lost.secret
    assert again.secret == ""
    assert new.secret not in ("", lost.secret)
    assert shown(new.secret, at=MONDAY + DAY + timedelta(minutes=6))
    assert shown(lost.secret, at=MONDAY + DAY + timedelta(minutes=6)) is None


def test_a_copy_of_an_old_secret_puts_the_machine_out_of_use(world: HallWorld):
    old = enrolled(world).secret
    new = shown(old, at=MONDAY + DAY).secret
    shown(new, at=MONDAY + DAY)
    under_way = shown(old, at=MONDAY + DAY + timedelta(minutes=1))

    copy = shown(old, at=MONDAY + DAY + timedelta(minutes=3))

    assert under_way
    assert copy is None
    assert shown(new, at=MONDAY + DAY + timedelta(minutes=3)) is None
    assert Device.objects.get().revoked_why == "reused"
    assert [fact.kind for fact in ledger.events_about("hall", world.hall.pk)][-2:] == [
        "halls.device_renewed",
        "halls.device_revoked",
    ]


def test_only_a_kiosk_of_the_hall_gives_tickets_that_are_nobodys(world: HallWorld):
    machine = enrolled(world).device
    mine = queueing.comer_of(world.citizen())

    with pytest.raises(SignInForTicket):
        ticket(world, None)
    given = ticket(world, machine)

    assert (given.device_id, given.person_id) == (machine.pk, None)
    assert ticket(world, None, comer=mine).device_id is None


def test_a_flood_of_tickets_is_stopped_by_kiosk_and_by_hall(world: HallWorld, settings):
    settings.KIOSK_TICKETS, settings.KIOSK_HALL_TICKETS = 2, 3
    one, two = enrolled(world).device, enrolled(world, "二号机").device

    for machine in (one, one, two):
        ticket(world, machine)
    for machine in (one, two):
        with pytest.raises(TooManyTickets):
            ticket(world, machine)
    ticket(world, two, comer=queueing.comer_of(world.citizen()))  # whoever has a name is let in

    ticket(world, one, at=MONDAY + timedelta(minutes=11))
    assert Ticket.objects.count() == 5


def test_somebody_may_not_take_numbers_all_day_long(world: HallWorld):
    comer = world.citizen()
    for _time in range(queueing.MOST_A_DAY):
        taken = ticket(world, None, comer=queueing.comer_of(comer), actor=comer)
        queueing.give_up(code=taken.code, actor=comer, at=MONDAY)

    with pytest.raises(TooManyTickets):
        ticket(world, None, comer=queueing.comer_of(comer), actor=comer)


def test_who_does_not_run_the_hall_enrols_and_revokes_nothing(world: HallWorld):
    made = enrolled(world).device
    given = {"hall_id": world.hall.pk, "at": MONDAY}

    with pytest.raises(NotThisHall):
        devices.name_device(kind="kiosk", name="二号机", actor=world.clerk, **given)
    with pytest.raises(NotThisHall):
        devices.revoke(device_id=made.pk, actor=world.clerk, **given)
    with pytest.raises(DeviceNotFound):
        devices.revoke(device_id=world.hall.pk, actor=SYSTEM, **given)
    for kind, name in (("kiosk", " "), ("kiosk", "一号机"), ("printer", "二号机")):
        with pytest.raises(DeviceInvalid):
            devices.name_device(kind=kind, name=name, actor=SYSTEM, **given)


def test_a_browser_becomes_the_kiosk_and_its_cookie_dies_with_it(world: HallWorld):
    Hall.objects.update(week=[[["00:00", "23:59"]]] * 7)
    address, client, now = f"/kiosk/{world.hall.pk}", Client(), timezone.now()
    code, made = named(world, at=now)
    take = {"action": "take", "skill": str(world.shop.pk)}
    assert "这台设备没有登记" in client.get(address).content.decode()
    assert client.post(address, take).status_code == 403
    assert client.post("/devices", {"code": "AAAA"}).status_code == 409

    home = client.post("/devices", {"code": code})

    assert home["Location"] == address
    cookie = client.cookies["yw_device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    begun = client.post(address, {"action": "begin"})
    assert begun.cookies["kiosk"]["path"] == "/"  # browsers refuse __Host- names on other paths
    left = client.post(address, {"action": "leave"})
    assert left.cookies["kiosk"].value == ""
    assert "yw_device" not in left.cookies
    assert "cookies" not in left.headers["Clear-Site-Data"]
    stolen = Client()
    stolen.cookies["yw_device"] = cookie.value
    assert "请选择要办的业务" in stolen.get(address).content.decode()
    devices.revoke(device_id=made.pk, hall_id=world.hall.pk, actor=SYSTEM, at=now)
    for browser in (client, stolen):
        assert browser.post(address, take).status_code == 403


def test_names_are_shown_on_the_halls_own_screens_only(world: HallWorld):
    world.sign_on()
    now = timezone.now()
    Ticket.objects.all().delete()
    queueing.take_ticket(
        skill_id=world.shop.pk,
        comer=queueing.comer_of(world.citizen()),
        channel=TicketChannel.PHONE,
        actor=SYSTEM,
        at=MONDAY,
    )
    Ticket.objects.update(
        day=timezone.localdate(now),
        state="called",
        called_at=now,
        counter=world.one,
        shift=world.one.shifts.get(),
    )
    name, address = Ticket.objects.get().shown_name, f"/halls/{world.hall.pk}/screen"
    client = Client()

    public = client.get(address).content.decode()
    client.post("/devices", {"code": named(world, kind="screen", at=now)[0]})
    own = client.get(address).content.decode()

    assert name
    assert name not in public
    assert Ticket.objects.get().label in public
    assert name in own


def test_a_screen_that_shows_all_there_is_is_told_so_in_one_statement(
    world: HallWorld, django_assert_num_queries: DjangoAssertNumQueries
):
    Hall.objects.update(week=[[["00:00", "23:59"]]] * 7)
    address, asks = f"/halls/{world.hall.pk}/screen", {"HX-Request": "true"}
    client, now = Client(), timezone.now()

    first = client.get(address, headers=asks)
    asks["If-None-Match"] = first["ETag"]
    with django_assert_num_queries(STATEMENTS_OF_A_POLL):
        same = client.get(address, headers=asks)
    program = client.get(f"/api/v1/halls/{world.hall.pk}/calls")
    asked = {"If-None-Match": program["ETag"]}
    assert client.get(f"/api/v1/halls/{world.hall.pk}/calls", headers=asked).status_code == 304
    noon = timezone.localtime(now).replace(hour=12)  # of the day that the screen shows
    ticket(world, enrolled(world, at=now).device, at=noon)
    changed = client.get(address, headers=asks)

    assert (first.status_code, same.status_code, changed.status_code) == (200, 304, 200)
    assert (same.content, first["Cache-Control"]) == (b"", "private, no-cache")
    assert changed["ETag"] != first["ETag"]
    own = Client()
    own.post("/devices", {"code": named(world, kind="screen", name="一号屏", at=now)[0]})
    assert own.get(address, headers=asks | {"If-None-Match": changed["ETag"]}).status_code == 200
