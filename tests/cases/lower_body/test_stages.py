# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""逐级初审 (行政许可法 35): township, then county, then the city decides."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.cases.lower_body import below
from tests.cases.world import LONG_AGO, at, citizen, fresh
from tests.factories import SYSTEM, Item, World
from tests.organizations.factories import HANGZHOU, LINGYIN, DepartmentFactory, division
from yiwang.cases import errors
from yiwang.cases.enums import CaseState, NotAcceptedReason, ReviewOpinion, ReviewState
from yiwang.cases.lower_body import asking, gates, reviewing, waiting
from yiwang.cases.lower_body.errors import AtLowerBody, NoAskingAgain, NotReviewedHere
from yiwang.cases.models import Case, PreliminaryReview, ProcedureFile, WorkItem
from yiwang.cases.services import decisions, intake, sweeps
from yiwang.forms import services as forms
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message
from yiwang.organizations.models import Department

pytestmark = pytest.mark.django_db
AGREED = reviewing.Forwarding(ReviewOpinion.AGREE, "街道核查属实。")
STAGES = {"exercise_levels": ["3"], "review_stages": [{"level": "4", "workdays": 15}]}


@dataclass
class Bodies:
    """Who reviews, in this order, and who decides."""

    township: Actor
    county: Actor
    city: Department
    city_clerk: Actor
    item: Item


@pytest.fixture
def bodies(world: World) -> Bodies:
    forms.publish_form(code="shop-below", schema=below.FORM, actor=SYSTEM, at=LONG_AGO)
    city = DepartmentFactory(of=HANGZHOU)
    item = factories.item(city, at=LONG_AGO, form_code="shop-below", base=below.REVIEW | STAGES)
    return Bodies(
        township=below.clerk(below.township()),
        county=below.clerk(world.department),
        city=city,
        city_clerk=below.clerk(city),
        item=item,
    )


@pytest.fixture
def case(world: World, bodies: Bodies) -> Case:
    return below.applied(world, bodies.item)


def stages(case: Case) -> list[PreliminaryReview]:
    return list(PreliminaryReview.objects.filter(case=case).order_by("stage"))


def facts_of(case: Case, kind: str) -> list[Event]:
    return list(Event.objects.filter(kind=kind, subject_id=case.pk))


def passed_to_county(case: Case, bodies: Bodies) -> Case:
    reviewing.accept(case_id=case.pk, actor=bodies.township, at=at(11, 24))
    reviewing.forward(case_id=case.pk, forwarding=AGREED, actor=bodies.township, at=at(11, 30))
    return fresh(case)


def passed_to_city(case: Case, bodies: Bodies) -> Case:
    passed_to_county(case, bodies)
    words = reviewing.Forwarding(ReviewOpinion.AGREE, "县级复核同意。")
    reviewing.forward(case_id=case.pk, forwarding=words, actor=bodies.county, at=at(12, 3))
    return fresh(case)


def test_the_way_of_an_application_is_known_from_its_first_day(
    case: Case, bodies: Bodies, world: World
):
    first, second = stages(case)

    assert (first.lower_id, first.state, first.workdays) == (
        bodies.township.department_id,
        ReviewState.INTAKE,
        10,
    )
    assert (second.lower_id, second.state, second.workdays) == (
        world.department.id,
        ReviewState.PENDING,
        15,
    )
    assert case.department_id == bodies.city.id


def test_each_stage_has_its_own_clock_and_what_is_promised_counts_all_of_them(
    case: Case, bodies: Bodies
):
    begun = reviewing.accept(case_id=case.pk, actor=bodies.township, at=at(11, 24))
    first, second = stages(case)
    assert (first.due_on, second.due_on) == (date(2026, 12, 8), None)
    assert begun.started_on == date(2026, 12, 29)  # ten and fifteen working days
    latest = begun.due_on

    case = passed_on(case, bodies.township, at(11, 30))
    first, second = stages(case)

    assert (first.state, second.state) == (ReviewState.FORWARDED, ReviewState.WAITING)
    assert (second.started_on, second.due_on) == (date(2026, 11, 30), date(2026, 12, 21))
    assert case.started_on == second.due_on
    assert case.due_on is not None
    assert latest is not None
    assert case.due_on < latest
    assert not WorkItem.objects.filter(case=case).exists()
    (fact,) = facts_of(case, "cases.passed_to_next_stage")
    assert fact.payload["to_department_id"] == str(second.lower_id)


def passed_on(case: Case, clerk: Actor, when: datetime) -> Case:
    reviewing.forward(case_id=case.pk, forwarding=AGREED, actor=clerk, at=when)
    return fresh(case)


def test_the_last_stage_passes_the_file_to_the_body_that_decides(case: Case, bodies: Bodies):
    case = passed_to_city(case, bodies)

    assert [one.state for one in stages(case)] == [ReviewState.FORWARDED] * 2
    assert case.started_on == date(2026, 12, 3)
    assert WorkItem.objects.filter(case=case, state="open").count() == 1
    (fact,) = facts_of(case, "cases.case_forwarded")
    assert fact.payload["from_department_id"] == str(bodies.county.department_id)


def test_the_body_that_decides_waits_for_every_stage(case: Case, bodies: Bodies):
    passed_to_county(case, bodies)

    with pytest.raises(AtLowerBody) as refusal:
        intake.accept_case(case_id=case.pk, actor=bodies.city_clerk, at=at(12, 1))

    assert stages(case)[1].lower_name in str(refusal.value)


def test_a_later_stage_knows_of_a_case_when_it_has_the_file(case: Case, bodies: Bodies):
    for act in (
        lambda: asking.review_here(case.pk, bodies.county),
        lambda: reviewing.accept(case_id=case.pk, actor=bodies.county, at=at(11, 24)),
        lambda: reviewing.forward(
            case_id=case.pk, forwarding=AGREED, actor=bodies.county, at=at(11, 24)
        ),
    ):
        with pytest.raises(NotReviewedHere):
            act()
    assert not asking.reviewed_here(bodies.county).rows
    waiting.forget()
    assert not waiting.waiting_here(bodies.county)

    passed_to_county(case, bodies)

    found = asking.review_here(case.pk, bodies.county)
    assert [one.words for one in found.earlier] == ["街道核查属实。"]
    assert len(found.materials) == 1
    assert [one.case_id for one in waiting.waiting_here(bodies.county)] == [case.pk]
    assert not waiting.waiting_here(bodies.township)


def test_a_file_of_a_later_stage_is_not_for_the_one_before(case: Case, bodies: Bodies):
    passed_to_county(case, bodies)
    report = factories.stored_file(bodies.county)
    words = reviewing.Forwarding(ReviewOpinion.DISAGREE, "收入超出标准。", (report,))
    reviewing.forward(case_id=case.pk, forwarding=words, actor=bodies.county, at=at(12, 3))

    assert ProcedureFile.objects.get(file_id=report).review == stages(case)[1]
    assert not asking.review_here(case.pk, bodies.township).files
    assert asking.reviewed_file(case.pk, report, bodies.county).pk == case.pk
    with pytest.raises(NotReviewedHere):
        asking.reviewed_file(case.pk, report, bodies.township)


def test_a_later_stage_asks_the_applicant_for_nothing_and_the_try_is_on_record(
    case: Case, bodies: Bodies
):
    passed_to_county(case, bodies)

    def ask() -> ledger.Answer:
        reviewing.ask_correction(
            case_id=case.pk,
            entries=[{"key": "form", "what": "再交一份。"}],
            note="",
            actor=bodies.county,
            at=at(12, 1),
        )
        raise AssertionError

    with pytest.raises(NoAskingAgain) as refusal:
        ledger.perform_once(key=None, scope="t", fingerprint=b"t", action=ask)

    assert refusal.value.law is not None
    assert stages(case)[0].lower_name in str(refusal.value)
    (fact,) = facts_of(case, "cases.asking_again_refused")
    assert fact.payload["department_id"] == str(bodies.county.department_id)
    with pytest.raises(errors.ReviewNotOpen):
        reviewing.refuse_acceptance(
            case_id=case.pk,
            reason=NotAcceptedReason.NOT_NEEDED,
            explanation="x",
            actor=bodies.county,
            at=at(12, 1),
        )


def test_who_is_late_is_noted_of_each_stage(case: Case, bodies: Bodies):
    reviewing.accept(case_id=case.pk, actor=bodies.township, at=at(11, 24))
    assert sweeps.run_sweeps(at=at(12, 9))["note_late_reviews"] == 1
    passed_on(case, bodies.township, at(12, 10))
    assert sweeps.run_sweeps(at=at(12, 31))["note_late_reviews"] == 0
    assert (
        sweeps.run_sweeps(at=at(12, 31).replace(year=2027, month=1, day=8))["note_late_reviews"]
        == 1
    )

    late = [fact.payload["lower_department_id"] for fact in facts_of(case, "cases.review_overdue")]
    assert late == [str(bodies.township.department_id), str(bodies.county.department_id)]


def test_a_withdrawal_ends_every_stage_that_has_not_been_passed_on(
    case: Case, bodies: Bodies, world: World
):
    reviewing.accept(case_id=case.pk, actor=bodies.township, at=at(11, 24))

    decisions.withdraw_case(case_id=case.pk, actor=citizen(world), at=at(11, 25))

    assert [one.state for one in stages(case)] == [ReviewState.ENDED] * 2
    with pytest.raises(NotReviewedHere):
        asking.review_here(case.pk, bodies.county)
    assert asking.review_here(case.pk, bodies.township).case.state == CaseState.WITHDRAWN


def test_the_applicant_is_told_of_every_stage(case: Case, bodies: Bodies):
    passed_to_city(case, bodies)
    ledger.settle()

    told = list(Message.objects.order_by("created_at").values_list("kind", flat=True))
    assert [kind for kind in told if kind in {"passed_on", "forwarded"}] == [
        "passed_on",
        "forwarded",
    ]


def test_a_stage_that_the_place_does_not_have_falls_away(world: World):
    forms.publish_form(code="shop-below", schema=below.FORM, actor=SYSTEM, at=LONG_AGO)
    item = factories.item(
        DepartmentFactory(of=HANGZHOU),
        at=LONG_AGO,
        form_code="shop-below",
        base=below.REVIEW | STAGES,
    )
    division(LINGYIN)

    (only,) = stages(below.applied(world, item))

    assert (only.stage, only.lower_id, only.state) == (1, world.department.id, ReviewState.INTAKE)


def test_what_a_county_decides_itself_it_does_not_review(world: World):
    below.township()
    base = {"exercise_levels": ["3", "4"], "review_stages": [{"level": "4"}]}
    item = below.item(world, **base)

    (only,) = stages(below.applied(world, item))

    assert only.stage == 1


@pytest.mark.parametrize(
    ("stage", "change"),
    [
        (2, {"state": "waiting", "started_on": "2026-11-24", "due_on": "2026-12-24"}),
        (2, {"state": "intake"}),
        (1, {"state": "pending"}),
        (2, {"stage": 3}),
        (2, {"stage": 1}),
    ],
    ids=["before its turn", "accepts", "does not wait", "moves up", "moves down"],
)
def test_the_database_keeps_the_order(case: Case, stage: int, change: dict[str, object]):
    with pytest.raises(IntegrityError), transaction.atomic():
        PreliminaryReview.objects.filter(case=case, stage=stage).update(**change)


def test_the_database_lets_no_two_bodies_have_the_file(case: Case, bodies: Bodies):
    passed_to_county(case, bodies)
    with pytest.raises(IntegrityError), transaction.atomic():
        PreliminaryReview.objects.filter(case=case, stage=1).update(state="waiting")


def test_the_stage_that_has_the_file_is_the_one_that_is_named(case: Case, bodies: Bodies):
    assert (gates.review_of(case) or case).pk == stages(case)[0].pk
    passed_to_county(case, bodies)
    assert (gates.review_of(case) or case).pk == stages(case)[1].pk
