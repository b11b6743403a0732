# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The audit administrator answers questions about reads; a counter corrects from the card."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import World
from tests.privacy.conftest import read_by
from tests.workbench.desks import words
from yiwang.foundation.codes.test_data import make_test_resident_id
from yiwang.foundation.enums import Sex
from yiwang.identity.models import DataCorrection, NaturalPerson, ReadQuestion
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.queries import own_data
from yiwang.identity.services import privacy_corrections, privacy_questions
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def asked(world: World) -> ReadQuestion:
    read_by(world, StandardPost.HANDLER)
    citizen = world.actor(world.citizen)
    (seen,) = own_data.reads_of(citizen).rows
    return privacy_questions.ask_about_read(
        event_id=seen.event_id, words="为什么看我的资料？", actor=citizen, at=timezone.now()
    )


def test_a_question_stands_in_the_list_and_is_answered_there(world: World, auditor: Client):
    made = asked(world)
    page = f"/workbench/questions/{made.id}"
    assert "为什么看我的资料？" in words(auditor.get("/workbench/questions"))

    shown = words(auditor.get(page))
    assert world.staff[StandardPost.HANDLER].staff.name in shown
    assert "张小云" not in shown
    assert auditor.post(page, {"words": ""}).status_code == 422
    auditor.post(page, {"words": "承办人在办您的申请。"})

    made.refresh_from_db()
    assert made.answer == "承办人在办您的申请。"
    assert made.answered_by_id == world.auditor.staff_id
    assert "承办人在办您的申请。" in words(auditor.get(page))


@pytest.mark.parametrize("who", ["counter", "handler"])
def test_nobody_else_sees_the_questions(world: World, who: str, request: pytest.FixtureRequest):
    made, browser = asked(world), request.getfixturevalue(who)

    assert browser.get("/workbench/questions").status_code == 403
    assert browser.get(f"/workbench/questions/{made.id}").status_code == 403
    assert browser.post(f"/workbench/questions/{made.id}", {"words": "答"}).status_code == 403


def number_request(world: World) -> DataCorrection:
    return privacy_corrections.ask_correction(
        field="number", name="", actor=world.actor(world.citizen), at=timezone.now()
    )


def test_a_counter_finds_a_request_by_its_code_and_writes_what_the_card_shows(
    world: World, counter: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("yiwang.identity.services.throttle.count_search", lambda **_how: None)
    code = number_request(world).code
    right = make_test_resident_id(date(1980, 5, 6), 301, Sex.FEMALE)
    page = "/workbench/corrections"
    assert "张小云" in words(counter.post(page, {"code": code}))
    sent = {"code": code, "act": "correct", "value": right}

    assert counter.post(page, sent).status_code == 422  # the card was not seen
    assert counter.post(page, sent | {"seen": "yes"}).status_code == 302

    person = NaturalPerson.objects.get(pk=world.citizen.person_id)
    assert RESIDENT_ID.open(person.resident_id_cipher, person.id) == right
    assert counter.post(page, {"code": code}).status_code == 422


def test_a_card_that_agrees_with_what_is_known_ends_the_request(world: World, counter: Client):
    code = number_request(world).code

    counter.post("/workbench/corrections", {"code": code, "act": "refuse"})

    assert DataCorrection.objects.get(code=code).state == "refused"


def test_a_handler_corrects_nobody(handler: Client):
    assert handler.get("/workbench/corrections").status_code == 403
