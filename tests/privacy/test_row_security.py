# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL itself keeps what people decide about their data to their own account."""

import pytest
from django.conf import settings
from django.utils import timezone

from tests.factories import World
from tests.privacy.conftest import read_by
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity.models import (
    AccountClosing,
    DataCorrection,
    DataExport,
    ReadQuestion,
    TextConsent,
)
from yiwang.identity.queries import own_data
from yiwang.identity.services import (
    privacy_closing,
    privacy_corrections,
    privacy_exports,
    privacy_questions,
    privacy_texts,
)
from yiwang.organizations.enums import StandardPost

OWN = (AccountClosing, DataCorrection, DataExport, ReadQuestion, TextConsent)
NOW = timezone.now()


@pytest.fixture
def decided(world: World, citizen: Actor) -> Actor:
    """Let the citizen decide everything that they may, within their own reach."""
    privacy_texts.load_texts(root=settings.DATA_ROOT, actor=system_actor("loading"), at=NOW)
    with reach.a_request():
        reach.become(citizen)
        due = privacy_texts.texts_due(world.citizen.id, NOW)
        privacy_texts.accept_texts(text_ids=[one.id for one in due], actor=citizen, at=NOW)
        privacy_exports.ask_export(actor=citizen, at=NOW)
        privacy_corrections.ask_correction(field="number", name="", actor=citizen, at=NOW)
        privacy_closing.ask_closing(actor=citizen, at=NOW)
    read_by(world, StandardPost.COUNTER)
    with reach.a_request():
        reach.become(citizen)
        (seen,) = own_data.reads_of(citizen).rows
        privacy_questions.ask_about_read(
            event_id=seen.event_id, words="为什么？", actor=citizen, at=NOW
        )
    return citizen


def seen_by(actor: Actor) -> dict[str, int]:
    with reach.a_request():
        reach.become(actor)
        return {model.__name__: model.objects.count() for model in OWN}


def test_only_its_owner_sees_what_was_decided(world: World, decided: Actor):
    assert all(seen_by(decided).values())
    assert not any(seen_by(world.actor(world.neighbour)).values())


def test_of_staff_only_counters_and_the_department_see_what_they_need(world: World, decided: Actor):
    own, strange = world.staff_actor(StandardPost.COUNTER), world.actor(world.stranger)

    assert seen_by(own) == {
        "AccountClosing": 0,
        "DataCorrection": 1,
        "DataExport": 0,
        "ReadQuestion": 1,
        "TextConsent": 0,
    }
    assert seen_by(strange)["ReadQuestion"] == 0
