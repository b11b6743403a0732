# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""From the letter that an administrator prints to the first session of a new colleague."""

import json
import re

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from django.utils import timezone

from tests.factories import World, staff_account
from tests.organizations.factories import PostFactory, PostHoldingFactory, StaffMemberFactory
from tests.workbench.desks import at_desk, words
from yiwang.foundation.actors import system_actor
from yiwang.foundation.masking import mask_phone
from yiwang.identity import services as identity
from yiwang.identity.models import Account, Activation
from yiwang.organizations.enums import StandardPost
from yiwang.organizations.models import StaffMember
from yiwang.organizations.services import Newcomer

pytestmark = pytest.mark.django_db
FIRST = "Quiet-river-31-stones"
LIST = "/workbench/activations"
CODE = re.compile(r"data-secret>([A-Z2-9-]{19})<")


@pytest.fixture
def system(world: World) -> Client:
    return at_desk(staff_account(world.department, StandardPost.ADMINISTRATOR, at=timezone.now()))


def colleague(
    world: World, number: str, *, standard: StandardPost = StandardPost.COUNTER
) -> StaffMember:
    member = StaffMemberFactory(
        department=world.department, staff_number=number, phone_masked=mask_phone("13800001234")
    )
    PostHoldingFactory(
        staff=member, post=PostFactory(department=world.department, standard=standard)
    )
    identity.open_for_newcomers(
        [Newcomer(member.id, number)], system_actor("tests"), timezone.now()
    )
    return member


def activate(login: str, code: str, password: str = FIRST):
    client = Client()
    sent = {"login": login, "code": code, "password": password}
    return client, client.post("/workbench/activate", sent)


def test_letters_are_printed_for_those_who_were_ticked_and_open_their_accounts(
    world: World, system: Client
):
    first, second = colleague(world, "L0001"), colleague(world, "L0002")
    left_out = colleague(world, "L0003")
    assert words(system.get(LIST)).count("未发激活码") >= 3

    answer = system.post(f"{LIST}/letters", {"staff": [str(first.id), str(second.id)]})

    letters = words(answer)
    codes = CODE.findall(letters)
    assert len(set(codes)) == 2
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert Activation.objects.get(account__staff=left_out).secret is None
    assert not any(code in words(system.get(LIST)) for code in codes)

    client, entered = activate("l0001", codes[0])
    assert (entered.status_code, entered.url) == (302, "/workbench/")
    assert client.get("/workbench/").status_code == 200
    assert activate("l0001", codes[0])[1].status_code == 401


def test_an_approver_activates_and_is_asked_for_a_passkey_before_anything_else(
    world: World, system: Client, settings: LazySettings
):
    member = colleague(world, "L0004", standard=StandardPost.APPROVER)
    (code,) = CODE.findall(words(system.post(f"{LIST}/letters", {"staff": [str(member.id)]})))

    settings.STAFF_SECOND_FACTOR = "required"
    client, _entered = activate("l0004", code)

    desk = client.get("/workbench/")
    assert desk.status_code == 302
    assert "/workbench/" not in desk.url.split("?")[0]


def test_a_wrong_code_and_an_unknown_login_get_the_same_page(world: World, system: Client):
    colleague(world, "L0005")

    pages = [
        re.sub(r'(value|nonce)="[^"]*"', "", words(activate(login, "ABCD-EFGH-JKMN-PQRS")[1]))
        for login in ("l0005", "nobody-here")
    ]

    assert pages[0] == pages[1]
    assert "激活码不正确" in pages[0]


def test_a_weak_password_is_explained_and_the_login_is_kept(world: World, system: Client):
    member = colleague(world, "L0006")
    (code,) = CODE.findall(words(system.post(f"{LIST}/letters", {"staff": [str(member.id)]})))

    _client, answer = activate("l0006", code, "short")

    assert answer.status_code == 422
    assert 'value="l0006"' in words(answer)
    assert code not in words(answer)
    assert activate("l0006", code)[1].status_code == 302


def test_a_code_goes_by_sms_to_the_number_on_the_roll_and_is_shown_to_nobody(
    world: World, system: Client
):
    member = colleague(world, "L0007")
    one = f"/workbench/staff/{member.id}"
    system.post(f"{one}/account", {"way": "phone", "phone": "13999999999"})
    assert Activation.objects.get(account__staff=member).secret is None

    answer = system.post(f"{one}/account", {"way": "phone", "phone": "13800001234"}, follow=True)

    sent = json.loads((settings.OUTBOX / "sms.jsonl").read_text().splitlines()[-1])
    code = re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}", sent["text"])
    assert code is not None
    assert code[0] not in words(answer)
    assert activate("l0007", code[0])[1].status_code == 302


def test_nobody_is_given_a_letter_for_a_colleague_of_another_department(
    world: World, system: Client
):
    stranger = StaffMemberFactory()
    identity.open_for_newcomers(
        [Newcomer(stranger.id, "L0008")], system_actor("tests"), timezone.now()
    )

    answer = system.post(f"{LIST}/letters", {"staff": [str(stranger.id)]}, follow=True)

    assert not CODE.search(words(answer))
    assert Activation.objects.get(account__staff=stranger).secret is None
    assert system.post(f"/workbench/staff/{stranger.id}/account").status_code == 404


def test_an_empty_list_of_ticks_is_explained(system: Client):
    assert "请先勾选" in words(system.post(f"{LIST}/letters", {}, follow=True))


def test_somebody_who_has_an_account_in_use_is_not_listed(world: World, system: Client):
    account = staff_account(world.department, StandardPost.COUNTER, at=timezone.now())

    assert account.login not in words(system.get(LIST))
    assert Account.objects.get(pk=account.pk).has_usable_password()
