# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Inviting by telephone: name and number have to be right, and nobody learns who has an account."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.cases import world as worlds
from tests.cases.together import couples
from tests.cases.world import MONDAY
from tests.factories import Item, World
from yiwang.cases import selectors as cases
from yiwang.cases.models import CoApplicant, Draft
from yiwang.cases.services import together
from yiwang.cases.together.errors import CannotInvite, InvitationNotFound, RemindedLately
from yiwang.foundation.errors import InvalidResidentId
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


@pytest.fixture(scope="module")
def item(world: World) -> Item:
    return couples.item_for_two(world)


@pytest.fixture
def draft(world: World, item: Item, db: None) -> Draft:
    return couples.begun(world, item)


def invite(world: World, draft: Draft, *, name: str, number: str, role: str = "") -> CoApplicant:
    return together.invite(
        draft_id=draft.pk,
        name=name,
        number=number,
        role=role,
        actor=worlds.citizen(world),
        at=MONDAY,
    )


def phone_of(world: World) -> str:
    own = identity.own_number(worlds.neighbour(world))
    assert own is not None
    return own.phone


def test_who_has_name_and_telephone_sees_it_and_is_known_by_number_then(
    world: World, draft: Draft
) -> None:
    other = worlds.neighbour(world)
    one = invite(world, draft, name=other.display_name, number=phone_of(world))
    assert one.number_masked.count("*") == 4
    assert [found.pk for found in cases.together.invited(other, today=TODAY)] == [one.pk]
    joined = together.answer(co_applicant_id=one.pk, accepts=True, actor=other, at=MONDAY)
    assert joined.number_masked.count("*") == 16
    with pytest.raises(CannotInvite):
        couples.invited(world, draft, role="")


def test_another_name_or_nobody_s_number_answers_alike(world: World, draft: Draft) -> None:
    other = worlds.neighbour(world)
    invite(world, draft, name="别人", number=phone_of(world))
    unknown = invite(world, draft, name=other.display_name, number="19900001111")
    assert cases.together.invited(other, today=TODAY) == []
    assert unknown.number_masked == "199****1111"


def test_somebody_invited_by_both_numbers_joins_once(world: World, draft: Draft) -> None:
    other = worlds.neighbour(world)
    one = invite(world, draft, name=other.display_name, number=phone_of(world))
    couples.joined(world, draft, role="")
    with pytest.raises(CannotInvite):
        together.answer(co_applicant_id=one.pk, accepts=True, actor=other, at=MONDAY)
    own = identity.own_number(worlds.citizen(world))
    assert own is not None
    with pytest.raises(CannotInvite):
        invite(world, draft, name=own.name, number=own.phone)
    for bad in ("1380000", "23800001234", "一三八"):
        with pytest.raises(InvalidResidentId):
            invite(world, draft, name="某人", number=bad)


def test_a_reminder_goes_out_once_a_day_and_only_while_something_waits(
    world: World, draft: Draft
) -> None:
    one, owner = couples.invited(world, draft), worlds.citizen(world)
    with pytest.raises(RemindedLately):
        together.remind(co_applicant_id=one.pk, actor=owner, at=MONDAY)
    tomorrow = MONDAY + timedelta(days=1)
    together.remind(co_applicant_id=one.pk, actor=owner, at=tomorrow)
    ledger.settle()
    assert Message.objects.filter(kind="together_reminded").count() == 1
    with pytest.raises(RemindedLately):
        together.remind(co_applicant_id=one.pk, actor=owner, at=tomorrow + timedelta(hours=2))
    with pytest.raises(InvitationNotFound):
        together.remind(
            co_applicant_id=one.pk, actor=worlds.neighbour(world), at=tomorrow + timedelta(days=2)
        )


def test_the_co_applicant_reads_the_papers_and_nobody_else_does(world: World, draft: Draft) -> None:
    other = worlds.neighbour(world)
    one = couples.joined(world, draft)
    (file_id,) = map(UUID, draft.materials["lease"])
    (paper,) = together.papers_of_draft(Draft.objects.get(pk=draft.pk))["lease"]
    assert paper.file_id == file_id
    read: Any = together.hand_out_paper(
        co_applicant_id=one.pk, file_id=file_id, actor=other, at=MONDAY
    )
    assert read.status_code == 200
    read.file_to_stream.close()
    for actor, wanted in ((worlds.citizen(world), file_id), (other, uuid4())):
        with pytest.raises(InvitationNotFound):
            together.hand_out_paper(co_applicant_id=one.pk, file_id=wanted, actor=actor, at=MONDAY)
    couples.signed(world, one)
    case = couples.handed_in(world, draft.pk)
    assert file_id in {each.file_id for each in together.papers_of_case(case)}
    again: Any = together.hand_out_paper(
        co_applicant_id=one.pk, file_id=file_id, actor=other, at=MONDAY
    )
    assert again.status_code == 200
    again.file_to_stream.close()
