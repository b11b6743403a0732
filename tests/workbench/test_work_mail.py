# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A staff member registers a work mail on their own page; an administrator on theirs."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from tests.factories import World, staff_account
from tests.workbench.desks import at_desk
from yiwang.identity.models import Account
from yiwang.notifications.models import StaffContact
from yiwang.notifications.services import staff_contacts
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
HERE = "/workbench/me/mail"
MAIL = "clerk@bureau.example"


@pytest.fixture(autouse=True)
def _mail(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OUTBOX = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(staff_contacts.throttle, "count_code", lambda **_counted: None)


@pytest.fixture
def clerk(world: World) -> Account:
    return staff_account(world.department, StandardPost.COUNTER)


@pytest.fixture
def desk(clerk: Account) -> Client:
    return at_desk(clerk)


def page(client: Client, address: str = HERE, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_from_the_own_page_to_a_confirmed_address_and_away_again(desk):
    assert HERE in page(desk, "/workbench/me")
    assert desk.post(HERE, {"address": MAIL}).status_code == 302
    assert 'name="code"' in page(desk)
    code = mail.outbox[0].body.split("验证码 ")[1][:6]

    desk.post(f"{HERE}/confirm", {"code": "000"})
    assert StaffContact.objects.get().code_tries == 1
    desk.post(f"{HERE}/confirm", {"code": code})

    shown = page(desk)
    assert "example" in shown
    assert MAIL not in shown
    desk.post(f"{HERE}/hours", {"quiet_from": "20", "quiet_to": "7", "when": "digest"})
    assert not StaffContact.objects.get().is_digest  # no language: refused as a whole
    sent = {"quiet_from": "20", "quiet_to": "7", "when": "digest", "language": "en"}
    desk.post(f"{HERE}/hours", sent)
    row = StaffContact.objects.get()
    assert (row.quiet_from, row.quiet_to, row.is_digest, row.language) == (20, 7, True, "en")
    desk.post(f"{HERE}/hours", sent | {"quiet_from": "99"})
    assert StaffContact.objects.get().quiet_from == 20
    desk.post(f"{HERE}/remove")
    assert not StaffContact.objects.exists()


def test_what_is_no_address_is_said_at_the_field(desk):
    answer = desk.post(HERE, {"address": "13800001234"})

    assert answer.status_code == 422
    assert 'id="address-error"' in answer.content.decode()
    assert mail.outbox == []


def test_an_administrator_sets_it_on_the_page_of_the_person(world, clerk, desk):
    admin = at_desk(staff_account(world.department, StandardPost.ADMINISTRATOR))
    staff_id = world.actor(clerk).staff_id
    assert "还没有登记" in page(admin, f"/workbench/staff/{staff_id}")

    admin.post(f"/workbench/staff/{staff_id}/mail", {"address": MAIL})

    assert "由机构人员管理员登记" in page(desk)
    admin.post(f"/workbench/staff/{staff_id}/mail", {})
    assert not StaffContact.objects.exists()


def test_nobody_sets_the_mail_of_somebody_elsewhere(world, clerk):
    admin = at_desk(staff_account(world.other_department, StandardPost.ADMINISTRATOR))
    staff_id = world.actor(clerk).staff_id

    admin.post(f"/workbench/staff/{staff_id}/mail", {"address": MAIL})

    assert not StaffContact.objects.exists()


def test_a_refusal_stands_in_the_frame_of_the_workbench(desk, world):
    refused = page(desk, "/workbench/posts", status=403)
    assert 'class="wb-side"' in refused
    assert "/workbench/signout" in refused
    assert "您的岗位" in refused or "权限" in refused
    assert world.department.name in refused

    gone = page(desk, "/workbench/cases/00000000-0000-7000-8000-000000000009", status=404)
    assert 'class="wb-side"' in gone
    assert 'href="/workbench/cases" aria-current="page"' in gone

    outsider = Client()
    outsider.force_login(world.citizen)
    assert 'class="wb-side"' not in page(outsider, "/workbench/", status=403)
