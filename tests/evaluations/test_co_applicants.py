# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who applied together reviews on their own, by the code on a receipt of their own."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.cases import world as worlds
from tests.cases.together import couples
from tests.evaluations.people import People
from tests.evaluations.test_pages import browser
from tests.rest.calling import Caller, token_of
from yiwang.cases.models import Case, CoApplicant
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.codes import code_of
from yiwang.evaluations.enums import CorrectionAction, CorrectionState
from yiwang.evaluations.models import Correction, Invitation
from yiwang.evaluations.services import correcting, reviewing
from yiwang.foundation.actors import ANONYMOUS
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message
from yiwang.organizations.enums import StandardPost

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


def bad_review(people: People) -> tuple[CoApplicant, str]:
    """Return the part of a co-applicant who has given a bad review, and its code."""
    case, part = ended(people)
    ledger.settle()
    code = code_of(Invitation.objects.get(case_id=case.pk, applicant_id=part.person_id))
    reviewing.review_by_code(
        code=code, review=reviewing.Review(level=5), actor=ANONYMOUS, at=timezone.now()
    )
    return part, code


def answered(people: People) -> tuple[CoApplicant, str]:
    part, code = bad_review(people)
    correcting.take_step(
        correction_id=Correction.objects.get(evaluation__level=5).pk,
        action=CorrectionAction.CORRECT,
        said=correcting.Said("已经核实并当面道歉，窗口换了人。"),
        actor=people.supervisor,
        at=timezone.now(),
    )
    return part, code


def test_a_co_applicant_follows_their_review_by_its_code_and_appeals(people: People):
    part, code = answered(people)
    client = browser(people.world.neighbour, "/signin")

    receipt = client.get(f"/my/together/{part.pk}/receipt").content.decode()
    page = client.get(f"/review/{code}/answer").content.decode()
    short = client.post(f"/review/{code}/appeal", {"words": "太短"}, follow=True)
    client.post(f"/review/{code}/appeal", {"words": "没有人当面道歉，也没有换人。"})
    again = client.post(
        f"/review/{code}/appeal", {"words": "没有人当面道歉，也没有换人。"}, follow=True
    )

    assert f"/review/{code}/answer" in receipt
    assert "已经核实并当面道歉" in page
    assert "提交申诉" in page
    assert "至少" in short.content.decode()
    assert Correction.objects.get(evaluation__level=5).state == CorrectionState.APPEALED
    assert again.status_code == 200
    assert "申诉中" in again.content.decode()


def test_whose_review_it_is_has_to_sign_in_and_nobody_else_follows_it(people: People):
    _part, code = answered(people)
    here = f"/review/{code}/answer"

    for client in (Client(), browser(people.world.citizen, "/signin")):
        assert client.get(here).status_code == 404
        assert "当面道歉" not in client.get(here).content.decode()
        client.post(f"/review/{code}/appeal", {"words": "没有人当面道歉，也没有换人。"})
    assert f"/signin?next={here}" in Client().get(here).content.decode()
    assert Correction.objects.get(evaluation__level=5).state == CorrectionState.CORRECTED
    clerk = browser(people.world.staff[StandardPost.COUNTER], "/workbench/signin")
    assert clerk.get(here).status_code == 403
    assert Client().get(f"/review/{'A' * 12}/answer").status_code == 404
    assert Client().post(f"/review/{code}/other").status_code == 404


def test_programs_follow_and_answer_by_code(people: People):
    _part, code = answered(people)
    me, other = (Caller(token_of(one)) for one in (people.world.neighbour, people.world.citizen))
    here, appeal = f"/reviews/codes/{code}", {"words": "没有人当面道歉，也没有换人。"}

    assert me.get(f"{here}/answer").json()["correction"]["state"] == "corrected"
    assert other.get(f"{here}/answer").status_code == 404
    assert other.post(f"{here}/appeal", appeal).status_code == 404
    assert Caller().post(f"{here}/appeal", appeal).status_code == 401
    assert me.post(f"{here}/again", {"level": 9}).status_code == 422
    assert me.post(f"{here}/appeal", appeal).status_code == 200
    assert me.post(f"{here}/appeal", appeal).status_code == 409
