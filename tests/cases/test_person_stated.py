# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever decides says first who they are, where the installation requires it."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.cases.world import (
    APPROVER,
    COUNTER,
    HANDLER,
    MONDAY,
    in_process,
    made,
    refuse,
    submitted,
    who,
)
from tests.factories import World
from yiwang.cases import policies
from yiwang.cases.enums import Action, Outcome
from yiwang.cases.errors import OwnCase, PersonNotStated
from yiwang.cases.models import Case
from yiwang.cases.services import decisions
from yiwang.identity.models import Account

pytestmark = pytest.mark.django_db
ASKED = "请先登记您本人身份"
OFFERED = "请登记您本人身份"


@pytest.fixture
def world(db: None) -> World:
    return made()


@pytest.fixture
def required(settings: LazySettings) -> None:
    settings.STAFF_OWN_PERSON = "required"


def decide(world: World, case: Case, **changed: object) -> None:
    actor = replace(who(world, APPROVER), **changed)
    decisions.decide_case(
        case_id=case.pk, outcome=Outcome.GRANTED, reasons="属实。", actor=actor, at=MONDAY
    )


def test_nobody_decides_before_they_have_said_who_they_are(world: World, required: None):
    case = in_process(world)

    with pytest.raises(PersonNotStated):
        decide(world, case)
    assert not policies.can(who(world, APPROVER), Action.DECIDE, case, role="approver")
    case.refresh_from_db()
    assert case.decided_at is None

    with pytest.raises(OwnCase):
        decide(world, case, stands_for=frozenset({case.applicant_id}))
    decide(world, case, stands_for=frozenset({uuid4()}))
    case.refresh_from_db()
    assert case.decided_at


def test_a_refusal_to_accept_is_a_decision_and_accepting_is_none(world: World, required: None):
    with pytest.raises(PersonNotStated):
        refuse(world, submitted(world))

    assert policies.can(who(world, COUNTER), Action.ACCEPT, submitted(world))
    assert policies.can(who(world, HANDLER), Action.READ, submitted(world))


def test_where_it_is_offered_everybody_goes_on(world: World):
    decide(world, in_process(world))


@pytest.mark.parametrize(
    ("mode", "place", "says"),
    [
        ("offered", "/workbench/", OFFERED),
        ("offered", "/workbench/cases", ""),
        ("required", "/workbench/", ASKED),
        ("required", "/workbench/cases", ASKED),
    ],
)
def test_the_workbench_asks(world: World, settings: LazySettings, mode: str, place: str, says: str):
    settings.STAFF_OWN_PERSON = mode
    client = Client()
    client.force_login(Account.objects.get(pk=who(world, APPROVER).account_id))

    page = client.get(place).content.decode()

    assert [words for words in (ASKED, OFFERED) if words in page] == ([says] if says else [])
    if says:
        assert "/workbench/me#person" in page
