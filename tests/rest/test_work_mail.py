# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Work mail for programs: the same request twice is one code and one try; administrators set it."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from tests import factories
from tests.factories import World
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from yiwang.notifications.models import StaffContact
from yiwang.notifications.services import staff_contacts
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
HERE = "/staff/me/mail"
MAIL = {"address": "clerk@bureau.example"}


@pytest.fixture
def codes(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[staff_contacts.Issued]:
    """Return the codes that were sent."""
    settings.OUTBOX = tmp_path / "outbox"
    monkeypatch.setattr(staff_contacts.throttle, "count_code", lambda **_counted: None)
    sent: list[staff_contacts.Issued] = []
    monkeypatch.setattr("yiwang.notifications.services.send_staff_code", sent.append)
    return sent


def test_the_same_request_twice_sends_one_code_and_counts_one_try(handler: Caller, codes):
    done(handler.post(HERE, MAIL, key="begin"))
    done(handler.post(HERE, MAIL, key="begin"))
    assert len(codes) == 1

    told = f"{HERE}/confirmation"
    for _time in range(2):
        wrong = handler.post(told, {"code": "x"}, key="try")
        assert code_of(wrong) == "notifications.staff_code_wrong"
    assert StaffContact.objects.get().code_tries == 1
    done(handler.post(told, {"code": codes[0].code}, key="confirm"))
    done(handler.post(told, {"code": codes[0].code}, key="confirm"))

    shown = handler.get(HERE).json()
    assert shown["address"]
    assert MAIL["address"] not in shown["address"]
    assert shown["hours"] == {
        "quiet_from": 22,
        "quiet_to": 8,
        "is_digest": False,
        "language": "zh-hans",
    }
    done(handler.put(f"{HERE}/hours", {"quiet_from": 20, "is_digest": True}))
    assert handler.get(HERE).json()["hours"]["is_digest"] is True
    assert handler.put(f"{HERE}/hours", {"quiet_from": 24}).status_code == 422
    done(handler.delete(HERE))
    assert handler.get(HERE).json()["address"] == ""
    assert handler.put(f"{HERE}/hours", {}).status_code == 409


def test_an_administrator_sets_and_takes_it_away_within_their_reach(
    world: World, handler: Caller, codes
):
    staff_id = world.staff_actor(StandardPost.HANDLER).staff_id
    account = factories.staff_account(world.department, StandardPost.ADMINISTRATOR)
    administrator = Caller(token_of(account))
    whose = f"/staff/members/{staff_id}/mail"

    done(administrator.put(whose, MAIL))
    assert handler.get(HERE).json()["is_by_another"] is True
    assert administrator.get(whose).json()["address"]
    assert codes == []

    elsewhere = factories.staff_account(world.other_department, StandardPost.ADMINISTRATOR)
    stranger = Caller(token_of(elsewhere))
    for answer in (stranger.get(whose), stranger.put(whose, MAIL), stranger.delete(whose)):
        assert answer.status_code == 404
    for answer in (handler.get(whose), handler.put(whose, MAIL), handler.delete(whose)):
        assert answer.status_code == 403
    done(administrator.delete(whose))
    assert handler.get(HERE).json()["address"] == ""


@pytest.mark.parametrize("body", [{}, {"address": ""}, {"address": "x"}, {"address": "a@"}])
def test_what_is_no_address_is_refused_in_a_sentence(handler: Caller, codes, body):
    answer = handler.post(HERE, body)

    assert 400 <= answer.status_code < 500
    assert codes == []


def test_citizens_have_none(citizen: Caller, nobody: Caller):
    assert citizen.get(HERE).status_code == 403
    assert nobody.get(HERE).status_code == 401
