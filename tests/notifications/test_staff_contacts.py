# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff are told by mail of work that waits: whose address, confirmed how, and when."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core import mail
from django.utils import timezone

from tests import factories
from tests.factories import World
from tests.notifications.test_outside import MORNING, NIGHT, NOON
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.errors import Forbidden
from yiwang.identity import services as identity_services
from yiwang.ledger import services as ledger
from yiwang.notifications import errors, planning, sending, services, staff_contacts
from yiwang.notifications.models import Dispatch, Message, StaffContact
from yiwang.notifications.rotation import rotate_staff_contacts
from yiwang.organizations.enums import StandardPost
from yiwang.organizations.errors import StaffNotFound

pytestmark = pytest.mark.django_db
MAIL, OTHER = "clerk@bureau.example", "new@bureau.example"
IP = "203.0.113.9"
NEW_KEY = {"id": "work1", "suite": "sm4gcm+hmac-sm3", "secret": b"w" * 32}


@pytest.fixture(autouse=True)
def _outside(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OUTBOX = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(staff_contacts.throttle, "count_code", lambda **_counted: None)


@pytest.fixture
def world(db: None) -> World:
    return factories.world()


@pytest.fixture
def clerk(world: World) -> Actor:
    return world.actor(factories.staff_account(world.department, StandardPost.COUNTER, at=NOON))


@pytest.fixture
def administrator(world: World) -> Actor:
    made = factories.staff_account(world.department, StandardPost.ADMINISTRATOR, at=NOON)
    return world.actor(made)


def confirmed(clerk: Actor, address: str = MAIL) -> None:
    issued = staff_contacts.begin(address=address, ip=IP, actor=clerk, at=NOON)
    staff_contacts.confirm(code=issued.code, actor=clerk, at=NOON)


def told(clerk: Actor, *, at=NOON) -> int:
    assert clerk.staff_id is not None
    made = services.tell_staff(
        staff_ids=[clerk.staff_id],
        kind="staff_link_dead",
        params={"title": "水费查询", "due_on": "2026-11-30"},
        source_key=f"test:{uuid4().hex[:8]}",
        at=at,
        link="/workbench/outside",
    )
    planning.plan(at=at)
    return made


def test_an_address_counts_once_its_code_is_told_back(clerk):
    issued = staff_contacts.begin(address=MAIL.upper(), ip=IP, actor=clerk, at=NOON)
    assert staff_contacts.shown(clerk).waiting
    assert told(clerk) == 0  # nothing goes to an address that waits

    with pytest.raises(errors.StaffCodeWrong):
        staff_contacts.confirm(code="x", actor=clerk, at=NOON)
    staff_contacts.confirm(code=issued.code, actor=clerk, at=NOON)

    shown = staff_contacts.shown(clerk)
    assert shown.address
    assert MAIL not in shown.address
    assert (shown.waiting, shown.is_by_another) == ("", False)


def test_a_code_is_good_for_five_tries_and_ten_minutes(clerk):
    issued = staff_contacts.begin(address=MAIL, ip=IP, actor=clerk, at=NOON)
    with pytest.raises(errors.StaffCodeWrong):
        staff_contacts.confirm(code=issued.code, actor=clerk, at=NOON + staff_contacts.CODE_LASTS)
    for _try in range(4):
        with pytest.raises(errors.StaffCodeWrong):
            staff_contacts.confirm(code="x", actor=clerk, at=NOON)
    with pytest.raises(errors.StaffCodeWrong):
        staff_contacts.confirm(code=issued.code, actor=clerk, at=NOON)
    assert not StaffContact.objects.filter(confirmed_at__isnull=False).exists()


@pytest.mark.parametrize("address", ["", "13800001234", "nobody", "a@b@c", "a@"])
def test_only_a_mail_address_is_taken(clerk, administrator, address):
    with pytest.raises(errors.DomainError):
        staff_contacts.begin(address=address, ip=IP, actor=clerk, at=NOON)
    with pytest.raises(errors.DomainError):
        staff_contacts.set_for(
            staff_id=clerk.staff_id, address=address, actor=administrator, at=NOON
        )


def test_a_new_address_takes_the_place_of_the_old_and_keeps_its_hours(clerk):
    confirmed(clerk)
    hours = staff_contacts.Hours(quiet_from=20, quiet_to=7, is_digest=True, language="en")
    staff_contacts.keep_hours(hours=hours, actor=clerk, at=NOON)

    confirmed(clerk, OTHER)

    assert staff_contacts.shown(clerk).hours == hours
    assert StaffContact.objects.count() == 1


def test_an_administrator_sets_it_within_their_reach_and_its_owner_sees_that(
    clerk, administrator, world
):
    staff_contacts.set_for(staff_id=clerk.staff_id, address=MAIL, actor=administrator, at=NOON)

    assert staff_contacts.shown(clerk).is_by_another
    assert staff_contacts.shown_of(clerk.staff_id, administrator).address
    stranger = world.actor(
        factories.staff_account(world.other_department, StandardPost.ADMINISTRATOR, at=NOON)
    )
    with pytest.raises(StaffNotFound):
        staff_contacts.set_for(staff_id=clerk.staff_id, address=OTHER, actor=stranger, at=NOON)
    with pytest.raises(Forbidden):
        staff_contacts.set_for(staff_id=administrator.staff_id, address=OTHER, actor=clerk, at=NOON)
    with pytest.raises(Forbidden):
        staff_contacts.shown(world.actor(world.citizen))


def test_hours_need_an_address_and_have_to_be_hours(clerk):
    with pytest.raises(errors.NoStaffContact):
        staff_contacts.keep_hours(hours=staff_contacts.Hours(), actor=clerk, at=NOON)
    confirmed(clerk)
    for wrong in (
        staff_contacts.Hours(quiet_from=24),
        staff_contacts.Hours(quiet_to=-1),
        staff_contacts.Hours(language="xx"),
    ):
        with pytest.raises(errors.ChoiceUnknown):
            staff_contacts.keep_hours(hours=wrong, actor=clerk, at=NOON)


def test_what_waits_goes_out_by_mail_and_leads_to_the_workbench(clerk):
    confirmed(clerk)
    assert told(clerk) == 1

    sending.send_due(at=NOON)

    (letter,) = mail.outbox
    assert letter.to == [MAIL]
    assert "水费查询" in letter.body
    assert "2026年11月30日" in letter.body
    assert letter.body.endswith("/workbench/outside")
    assert Dispatch.objects.get().way == "email"  # and nothing stands in an inbox


def test_quiet_hours_hold_it_back_until_the_morning(clerk):
    confirmed(clerk)
    told(clerk, at=NIGHT)

    assert sending.send_due(at=NIGHT) == 0
    assert Dispatch.objects.get().next_at == MORNING
    assert sending.send_due(at=MORNING) == 1


def test_a_digest_holds_what_came_in_a_day(clerk):
    confirmed(clerk)
    hours = staff_contacts.Hours(is_digest=True, language="en")
    staff_contacts.keep_hours(hours=hours, actor=clerk, at=NOON)
    told(clerk)
    told(clerk)

    assert sending.send_due(at=NOON) == 0
    assert sending.send_due(at=NOON + timedelta(days=1)) == 2

    (letter,) = mail.outbox
    assert letter.body.endswith("/workbench/")
    assert "/my/messages" not in letter.body


def test_the_workbench_has_its_own_host_in_a_mail(clerk, settings):
    settings.SITE_URL, settings.WORKBENCH_HOST = "https://portal.example", "desk.example"
    confirmed(clerk)
    told(clerk)

    sending.send_due(at=NOON)

    assert mail.outbox[0].body.endswith("https://desk.example/workbench/outside")


def test_an_address_that_was_taken_away_gets_nothing(clerk):
    confirmed(clerk)
    told(clerk)
    staff_contacts.remove(actor=clerk, at=NOON)
    staff_contacts.remove(actor=clerk, at=NOON)  # gone already is as good

    sending.send_due(at=NOON)

    assert mail.outbox == []
    assert Dispatch.objects.get().outcome == "address_gone"
    assert told(clerk) == 0


def test_who_leaves_takes_the_address_along(clerk, administrator):
    confirmed(clerk)

    identity_services.dismiss_staff(
        staff_id=clerk.staff_id,
        last_day=timezone.localdate(),
        actor=administrator,
        at=timezone.now(),
    )
    ledger.settle()

    assert not StaffContact.objects.exists()


def test_staff_are_told_once_for_one_source(clerk):
    confirmed(clerk)
    for _time in range(2):
        services.tell_staff(
            staff_ids=[clerk.staff_id],
            kind="staff_findings",
            params={"count": "3", "day_on": "2026-11-23", "due_on": "2026-12-01"},
            source_key="findings:same",
            at=NOON,
            link="/workbench/catalogue/findings",
        )

    assert Message.objects.count() == 1


def test_addresses_are_sealed_anew_with_the_current_key(clerk, settings):
    confirmed(clerk)
    before = bytes(StaffContact.objects.get().address_cipher)
    settings.FIELD_ENCRYPTION_KEYS = [NEW_KEY, *settings.FIELD_ENCRYPTION_KEYS]

    done = rotate_staff_contacts(actor=system_actor("tests"), at=NOON)

    assert (done.rotated, done.is_done) == (1, True)
    row = StaffContact.objects.get()
    assert bytes(row.address_cipher) != before
    assert staff_contacts.address_of(row.pk) == MAIL
    with pytest.raises(Forbidden):
        rotate_staff_contacts(actor=clerk, at=NOON)
