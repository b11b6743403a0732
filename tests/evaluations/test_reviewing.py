# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One service, one review, of nobody: who may give it, and that nobody changes it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from tests.cases import world as worlds
from tests.cases.world import MONDAY
from tests.evaluations.people import People, invited, invited_to, later, reviewed, service
from yiwang.evaluations import errors
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import Level
from yiwang.evaluations.models import Authorship, Correction, Evaluation, Invitation
from yiwang.evaluations.services import inviting, reviewing
from yiwang.evaluations.services.reviewing import Review
from yiwang.foundation import reach
from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.foundation.errors import InvalidText
from yiwang.ledger import selectors as ledger
from yiwang.ledger import services as ledger_services
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db
GOOD = Review(Level.VERY_SATISFIED, ("attitude",), "很快。")


def by_code(code: str, review: Review = GOOD, actor: Actor = ANONYMOUS, days: int = 0) -> None:
    reviewing.review_by_code(code=code, review=review, actor=actor, at=later(days))


def test_a_delivered_case_invites_its_applicant_once(people: People):
    case = worlds.delivered(people.world)

    ledger_services.settle()
    ledger_services.settle()

    own = evaluations.of_case(case.id, people.citizen)
    assert own.asked is not None
    assert own.asked.channel == case.channel
    asked = Message.objects.filter(kind="review_asked", recipient_id=case.applicant_id)
    assert asked.filter(link=f"/my/cases/{case.id}/review").count() == 1


def test_the_same_visit_gives_the_same_code_and_codes_are_stored_nowhere(people: People):
    visit = service(people)

    code = inviting.invite(service=visit, at=MONDAY)

    assert inviting.invite(service=visit, at=later(1)) == code
    kept = Invitation.objects.get(source_key=visit.source_key)
    assert code.encode() not in bytes(kept.code_index)
    assert len({invited(people) for _ in range(5)} | {code}) == 6


def test_a_service_is_reviewed_once(people: People):
    code = invited(people)
    by_code(f" {code[:4].lower()}-{code[4:]} ")

    with pytest.raises(errors.ReviewedAlready):
        by_code(code)
    with pytest.raises(errors.ReviewedAlready):
        evaluations.asked(code)


def test_a_review_comes_in_time(people: People):
    code = invited(people)

    with pytest.raises(errors.InvitationExpired):
        by_code(code, days=31)
    by_code(code, days=30)


@pytest.mark.parametrize("code", ["", "AAAABBBBCCCC", "'; DROP TABLE", "口" * 400, "\x00"])
def test_a_code_that_nobody_was_given_opens_nothing(people: People, code: str):
    with pytest.raises(errors.InvitationNotFound):
        by_code(code)


def test_staff_do_not_review(people: People):
    with pytest.raises(errors.OwnService):
        by_code(invited(people), actor=people.supervisor)


def test_nobody_reviews_a_neighbours_case(people: People):
    case = worlds.delivered(people.world)
    invited_to(people, case.id)

    for actor in (people.neighbour, people.supervisor, ANONYMOUS):
        with pytest.raises(errors.InvitationNotFound):
            reviewing.review_case(case_id=case.id, review=GOOD, actor=actor, at=MONDAY)
    assert evaluations.of_case(case.id, people.neighbour).asked is None


@pytest.mark.parametrize(
    "review", [Review(0), Review(6), Review(-1), Review(1, ("attitude", "bribe"))]
)
def test_there_are_five_levels_and_some_reasons(people: People, review: Review):
    with pytest.raises(errors.LevelUnknown):
        by_code(invited(people), review)


@pytest.mark.parametrize("text", ["好" * 501, "a\x00b", "\u202e反过来"])
def test_words_are_short_and_plain(people: People, text: str):
    with pytest.raises(InvalidText):
        by_code(invited(people), Review(1, (), text))


def test_the_ledger_and_the_row_know_nobody(people: People):
    case = worlds.delivered(people.world)
    invited_to(people, case.id)

    review_id = reviewing.review_case(
        case_id=case.id, review=Review(4), actor=people.citizen, at=MONDAY
    )

    (fact, *_others) = ledger.events_about("evaluation", review_id)
    told = f"{fact.actor}{fact.payload}"
    for secret in (case.id, people.citizen.person_id, people.citizen.account_id, case.number):
        assert str(secret) not in told
    row = Evaluation.objects.filter(pk=review_id).values().get()
    assert str(case.id) not in str(row)
    assert row["id"].version == 4  # a version 7 would tell the moment
    assert not ledger.events_about("case", case.id)[-1].kind.startswith("evaluations.")


def test_a_department_s_role_reads_neither_reviews_nor_whose_they_are(people: People):
    case = worlds.delivered(people.world)
    invited_to(people, case.id)
    reviewing.review_case(case_id=case.id, review=Review(5), actor=people.citizen, at=MONDAY)

    with reach.a_request():
        reach.become(people.supervisor)
        assert not Evaluation.objects.exists()
        assert not Authorship.objects.exists()
        assert not Invitation.objects.exists()
        assert Correction.objects.exists()
    with reach.a_request():
        reach.become(people.elsewhere)
        assert not Correction.objects.exists()
    with reach.a_request():
        reach.become(people.neighbour)
        assert not Evaluation.objects.exists()
        assert not Correction.objects.exists()
    with reach.a_request():
        reach.become(people.citizen)
        assert Evaluation.objects.count() == 1


def test_a_citizens_own_request_can_review(people: People):
    case = worlds.delivered(people.world)
    invited_to(people, case.id)

    with reach.a_request():
        reach.become(people.citizen)
        reviewing.review_case(case_id=case.id, review=Review(5), actor=people.citizen, at=MONDAY)
        own = evaluations.of_case(case.id, people.citizen)

    assert own.review is not None
    assert own.correction is not None
    assert not own.may_review


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Evaluation.objects.filter(pk=row).update(level=1),
        lambda row: Evaluation.objects.filter(pk=row).update(text="很好"),
        lambda row: Evaluation.objects.filter(pk=row).update(released_on=MONDAY, level=1),
        lambda row: Evaluation.objects.filter(pk=row)._raw_delete("default"),
        lambda row: Correction.objects.filter(evaluation_id=row)._raw_delete("default"),
        lambda row: Invitation.objects.filter(
            pk=Authorship.objects.get(pk=row).invitation_id
        ).update(used_on=None),
    ],
)
def test_a_review_stays_as_it_was_given(people: People, change):
    row = reviewed(people, 5, text="排队两个小时")

    with pytest.raises(DatabaseError), transaction.atomic():
        change(row)

    assert Evaluation.objects.get(pk=row).level == 5


def test_a_bad_review_opens_one_correction_with_days_in_working_days(people: People):
    bad = reviewed(people, 4)
    reviewed(people, 3)

    found = Correction.objects.get(evaluation_id=bad)

    assert found.contact_due_on == MONDAY.date() + timedelta(days=1)
    assert found.correct_due_on == MONDAY.date() + timedelta(days=21)
    assert Correction.objects.count() == 1


def test_an_unknown_case_has_no_review(people: People):
    assert evaluations.of_case(uuid4(), people.citizen).asked is None
