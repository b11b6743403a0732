# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""初审 (行政许可法 35, 43): the lower body first, then the upper, each with its clock."""

from datetime import date

import pytest

from tests import factories
from tests.cases import world as worlds
from tests.cases.lower_body import below
from tests.cases.world import COUNTER, HANDLER, MONDAY, at, citizen, fresh, neighbour, who
from tests.factories import Item, World
from tests.organizations.factories import LINGYIN, division
from yiwang.cases import errors
from yiwang.cases.enums import CaseState, Channel, NotAcceptedReason, ReviewOpinion, ReviewState
from yiwang.cases.lower_body import asking, reviewing
from yiwang.cases.lower_body.errors import (
    AtLowerBody,
    NoAskingAgain,
    NotReviewedHere,
    ReviewPlaceUnclear,
)
from yiwang.cases.models import Case, PreliminaryReview, Receiving, WorkItem
from yiwang.cases.services import decisions, intake, sweeps
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.organizations.enums import StandardPost
from yiwang.organizations.models import Department

pytestmark = pytest.mark.django_db
AGREED = reviewing.Forwarding(ReviewOpinion.AGREE, "情况属实，建议准予。")


@pytest.fixture
def township(world: World) -> Department:
    return below.township()


@pytest.fixture
def reviewed(world: World) -> Item:
    return below.item(world)


@pytest.fixture
def clerk(township: Department) -> Actor:
    return below.clerk(township)


@pytest.fixture
def case(world: World, reviewed: Item, township: Department) -> Case:
    return below.applied(world, reviewed)


def review_of(case: Case) -> PreliminaryReview:
    return PreliminaryReview.objects.get(case=case)


def facts_of(case: Case, kind: str) -> list[Event]:
    return list(Event.objects.filter(kind=kind, subject_id=case.pk))


def accepted(case: Case, clerk: Actor) -> Case:
    return reviewing.accept(case_id=case.pk, actor=clerk, at=at(11, 24))


def forwarded(case: Case, clerk: Actor) -> Case:
    accepted(case, clerk)
    reviewing.forward(case_id=case.pk, forwarding=AGREED, actor=clerk, at=at(12, 1))
    return fresh(case)


def test_an_application_goes_to_the_body_of_the_place_in_the_form(
    case: Case, township: Department, world: World
):
    review = review_of(case)

    assert (review.lower_id, review.state, review.workdays) == (
        township.id,
        ReviewState.INTAKE,
        10,
    )
    assert case.department_id == world.department.id
    assert not WorkItem.objects.filter(case=case).exists()
    assert len(facts_of(case, "cases.sent_to_lower_body")) == 1


def test_two_clocks_that_of_the_upper_body_begins_when_it_has_the_file(case: Case, clerk: Actor):
    begun = accepted(case, clerk)
    review = review_of(case)
    assert (review.started_on, review.due_on) == (date(2026, 11, 24), date(2026, 12, 8))
    assert begun.started_on == review.due_on
    latest = begun.due_on

    case = forwarded_after_acceptance(case, clerk)

    assert case.started_on == date(2026, 12, 1)
    assert case.due_on is not None
    assert latest is not None
    assert case.due_on < latest
    assert WorkItem.objects.filter(case=case, state="open").count() == 1
    assert facts_of(case, "cases.case_forwarded")[0].payload["due_on"] == str(case.due_on)


def forwarded_after_acceptance(case: Case, clerk: Actor) -> Case:
    reviewing.forward(case_id=case.pk, forwarding=AGREED, actor=clerk, at=at(12, 1))
    return fresh(case)


def test_the_upper_body_waits_for_the_file(case: Case, clerk: Actor, world: World):
    with pytest.raises(AtLowerBody):
        intake.accept_case(case_id=case.pk, actor=who(world, COUNTER), at=MONDAY)
    with pytest.raises(AtLowerBody):
        worlds.ask_correction(world, case)
    with pytest.raises(AtLowerBody):
        intake.refuse_acceptance(
            case_id=case.pk,
            reason=NotAcceptedReason.NOT_NEEDED,
            explanation="x",
            actor=who(world, COUNTER),
            at=MONDAY,
        )
    assert not facts_of(case, "cases.asking_again_refused")


def test_the_upper_body_asks_for_nothing_again_and_the_try_is_on_record(
    case: Case, clerk: Actor, world: World
):
    case = forwarded(case, clerk)

    def ask() -> ledger.Answer:
        worlds.ask_correction(world, case, at=at(12, 2))
        raise AssertionError

    with pytest.raises(NoAskingAgain) as refusal:
        ledger.perform_once(key=None, scope="t", fingerprint=b"t", action=ask)

    assert refusal.value.law is not None
    assert fresh(case).state == CaseState.ACCEPTED
    (fact,) = facts_of(case, "cases.asking_again_refused")
    assert fact.payload["action"] == "ask_correction"


def test_the_case_is_decided_by_the_upper_body_as_always(case: Case, clerk: Actor, world: World):
    case = forwarded(case, clerk)

    worlds.complete(world, case, "review", actor=who(world, HANDLER), at=at(12, 2))
    worlds.decide(world, case, at=at(12, 3))

    case = fresh(case)
    assert case.state == CaseState.DECIDED
    review = review_of(case)
    assert (review.opinion, review.done_by_name) == (ReviewOpinion.AGREE, clerk.display_name)
    assert len(review.content_sha256) == 64


def test_what_the_lower_body_thinks_binds_nobody(case: Case, clerk: Actor, world: World):
    accepted(case, clerk)
    against = reviewing.Forwarding(ReviewOpinion.DISAGREE, "收入超出标准。")
    reviewing.forward(case_id=case.pk, forwarding=against, actor=clerk, at=at(11, 25))

    worlds.complete(world, case, "review", actor=who(world, HANDLER), at=at(11, 26))
    worlds.decide(world, case, at=at(11, 26))

    assert fresh(case).outcome == "granted"


def test_nothing_is_passed_on_without_reasons_twice_or_before_it_is_accepted(
    case: Case, clerk: Actor
):
    with pytest.raises(errors.ReviewNotOpen):
        reviewing.forward(case_id=case.pk, forwarding=AGREED, actor=clerk, at=MONDAY)
    accepted(case, clerk)
    empty = reviewing.Forwarding(ReviewOpinion.AGREE, "  ")
    with pytest.raises(errors.ReasonMissing):
        reviewing.forward(case_id=case.pk, forwarding=empty, actor=clerk, at=at(11, 25))
    forwarded_after_acceptance(case, clerk)
    for again in (accepted, forwarded_after_acceptance):
        with pytest.raises(errors.ReviewNotOpen):
            again(case, clerk)


def test_the_lower_body_asks_once_and_the_answer_comes_back_to_it(
    case: Case, clerk: Actor, world: World
):
    reviewing.ask_correction(
        case_id=case.pk, entries=worlds.ENTRIES, note="", actor=clerk, at=at(11, 24)
    )
    assert fresh(case).state == CaseState.CORRECTION
    intake.answer_correction(
        case_id=case.pk,
        form=case.form_data,
        materials={"lease": [factories.stored_file(citizen(world))]},
        actor=citizen(world),
        at=at(11, 25),
    )

    assert not WorkItem.objects.filter(case=case).exists()
    assert review_of(case).state == ReviewState.INTAKE
    with pytest.raises(errors.CorrectionAlreadyAsked):
        reviewing.ask_correction(
            case_id=case.pk, entries=worlds.ENTRIES, note="", actor=clerk, at=at(11, 26)
        )


def test_a_refusal_and_a_withdrawal_end_the_review(
    world: World, reviewed: Item, clerk: Actor, case: Case
):
    reviewing.refuse_acceptance(
        case_id=case.pk,
        reason=NotAcceptedReason.NOT_NEEDED,
        explanation="不需要办理。",
        actor=clerk,
        at=at(11, 24),
    )
    other = below.applied(world, reviewed)
    accepted(other, clerk)
    decisions.withdraw_case(case_id=other.pk, actor=citizen(world), at=at(11, 25))

    assert review_of(case).state == ReviewState.ENDED
    assert review_of(other).state == ReviewState.ENDED
    assert fresh(case).state == CaseState.NOT_ACCEPTED


def test_what_nobody_answers_in_five_days_is_accepted_by_law_at_the_lower_body(case: Case):
    sweeps.run_sweeps(at=at(12, 2))

    review = review_of(case)
    assert fresh(case).state == CaseState.ACCEPTED
    assert (review.state, review.started_on) == (ReviewState.WAITING, date(2026, 11, 23))
    assert not WorkItem.objects.filter(case=case, state="open").exists()


def test_a_lower_body_that_is_late_is_noted_once(case: Case, clerk: Actor):
    accepted(case, clerk)

    assert sweeps.run_sweeps(at=at(12, 8))["note_late_reviews"] == 0
    assert sweeps.run_sweeps(at=at(12, 9))["note_late_reviews"] == 1
    assert sweeps.run_sweeps(at=at(12, 10))["note_late_reviews"] == 0
    assert len(facts_of(case, "cases.review_overdue")) == 1


def test_only_people_of_the_lower_body_answer_it(
    case: Case, clerk: Actor, township: Department, world: World
):
    others = (who(world, COUNTER), who(world, HANDLER), citizen(world), neighbour(world))
    neighbours = below.clerk(below.township("灵隐街道综合行政执法队", line="综合执法"))
    for actor in (*others, neighbours):
        with pytest.raises(NotReviewedHere):
            reviewing.accept(case_id=case.pk, actor=actor, at=MONDAY)
        with pytest.raises(NotReviewedHere):
            asking.review_here(case.pk, actor)
    with pytest.raises(errors.NotYourCase):
        reviewing.accept(
            case_id=case.pk, actor=below.clerk(township, StandardPost.HANDLER), at=MONDAY
        )


def test_the_lower_body_reads_the_whole_file_of_its_reviews_and_no_other_case(
    case: Case, clerk: Actor, world: World
):
    found = asking.review_here(case.pk, clerk)

    assert [one.case_id for one in asking.reviewed_here(clerk).rows] == [case.pk]
    assert found.case.form_data["home"] == below.HOME
    assert len(found.materials) == 1
    assert asking.reviewed_file(case.pk, found.materials[0].file_id, clerk).pk == case.pk
    assert not Case.objects.visible_to(clerk).exists()
    assert not asking.reviewed_here(who(world, COUNTER)).rows
    with pytest.raises(NotReviewedHere):
        asking.reviewed_file(case.pk, case.pk, clerk)


def test_the_window_of_the_lower_body_takes_in_what_it_reviews_for_nobody_else(
    world: World, reviewed: Item, clerk: Actor
):
    case = below.applied(
        world,
        reviewed,
        actor=clerk,
        channel=Channel.COUNTER,
        applicant_id=citizen(world).applicant_id,
    )

    assert not Receiving.objects.filter(case=case).exists()
    assert review_of(case).lower_id == clerk.department_id


@pytest.mark.parametrize(
    "code", ["330106000000", "330203005000", "330203000000"], ids=["no-street", "far", "city"]
)
def test_an_address_that_names_no_township_of_the_place_is_refused(
    world: World, reviewed: Item, code: str
):
    division(code)
    with pytest.raises(ReviewPlaceUnclear) as refusal:
        below.applied(world, reviewed, home={"division": code, "detail": "1号"})

    assert [one.path for one in refusal.value.errors] == ["/home"]


def test_where_the_place_has_no_such_body_the_upper_one_does_everything(
    world: World, reviewed: Item
):
    division(LINGYIN)
    case = below.applied(world, reviewed)

    assert not PreliminaryReview.objects.filter(case=case).exists()
    assert WorkItem.objects.filter(case=case, step_key="intake").count() == 1


def test_what_no_lower_body_reviews_is_submitted_as_before(world: World):
    case = worlds.submitted(world)

    assert not case.has_procedures
    assert WorkItem.objects.filter(case=case, step_key="intake").count() == 1
