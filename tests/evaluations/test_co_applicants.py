# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who applied together reviews on their own, by the code on a receipt of their own."""

import pytest
from django.utils import timezone

from tests.cases import world as worlds
from tests.cases.together import couples
from tests.evaluations.people import People
from tests.evaluations.test_pages import browser
from tests.rest.calling import Caller, token_of
from yiwang.cases.models import Case, CoApplicant
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.codes import code_of
from yiwang.evaluations.models import Invitation
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db


def ended(people: People) -> tuple[Case, CoApplicant]:
    """Return a case of two that was refused at the counter, and the part of the second."""
    world = people.world
    draft = couples.begun(world, couples.item_for_two(world))
    part = couples.signed(world, couples.joined(world, draft))
    case = couples.handed_in(world, draft.pk)
    worlds.refuse(world, case, at=timezone.now())
    part.refresh_from_db()
    return case, part


def test_each_is_invited_once_and_the_code_is_on_their_own_receipt(people: People):
    case, part = ended(people)
    client = browser(people.world.neighbour, "/signin")
    receipt = f"/my/together/{part.pk}/receipt"
    before = client.get(receipt).content.decode()
    assert "办完以后扫码登录" in before
    assert case.query_code in before

    ledger.settle()
    ledger.settle()

    invitations = Invitation.objects.filter(case_id=case.pk)
    assert {one.applicant_id for one in invitations} == {case.applicant_id, part.person_id}
    mine = invitations.get(applicant_id=part.person_id)
    told = Message.objects.get(kind="review_asked", recipient_id=part.person_id)
    assert told.link == receipt
    page = client.get(receipt).content.decode()
    assert evaluations.spaced(code_of(mine)) in page

    assert client.post(f"/review/{code_of(mine)}", {"level": "1"}).status_code in {200, 302}
    page = client.get(receipt).content.decode()
    assert "您已经评价过" in page
    assert "不用登录" not in page
    other = invitations.get(applicant_id=case.applicant_id)
    assert other.used_on is None, "the review of one is not that of the other"


def test_nobody_elses_receipt_is_shown(people: People):
    _case, part = ended(people)
    receipt = f"/my/together/{part.pk}/receipt"

    assert browser(people.world.citizen, "/signin").get(receipt).status_code == 404


def test_programs_get_the_code_too(people: People):
    case, part = ended(people)
    ledger.settle()
    place = f"/together/{part.pk}/receipt"

    answer = Caller(token_of(people.world.neighbour)).get(place).json()
    assert answer["number"] == case.number
    assert answer["review_code"] == code_of(Invitation.objects.get(applicant_id=part.person_id))
    assert Caller(token_of(people.world.citizen)).get(place).status_code == 404
