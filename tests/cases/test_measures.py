# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""撤回, 撤销, 注销; 复议 and 诉讼: told, heard, decided by others, effective."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.cases import world as worlds
from tests.cases.test_entitlements import granted
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, at, citizen, neighbour, who
from tests.factories import Item, World
from yiwang.cases import aftermath_refusals as refusals
from yiwang.cases import errors
from yiwang.cases.enums import (
    GROUNDS,
    CaseState,
    EntitlementState,
    MeasureGround,
    MeasureKind,
    MeasureState,
    Outcome,
    Purpose,
    RemedyKind,
    RemedyState,
)
from yiwang.cases.models import Case, CaseMaterial, Entitlement, Measure, Remedy, WorkItem
from yiwang.cases.services import intake, measures, remedies, sweeps
from yiwang.cases.services.measures import Verdict
from yiwang.cases.services.remedies import Filing
from yiwang.documents import selectors as documents
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message
from yiwang.workflow.errors import TransitionNotAllowed

pytestmark = pytest.mark.django_db
LATER = at(12, 1)  # five working days after the Monday end on 30 November


@pytest.fixture
def licence(world: World) -> Item:
    result = {"kind": "10", "name": "经营许可证", "validity": "5年"}
    return worlds.item(world, base={"results": [result]})


@pytest.fixture
def made(world: World, licence: Item) -> Entitlement:
    return granted(world, licence)


def proposed(world: World, made: Entitlement, **stated) -> Measure:
    usual = {
        "entitlement_id": made.pk,
        "kind": MeasureKind.REVOKE,
        "ground": MeasureGround.FRAUD,
        "statement_of_facts": "租赁合同是伪造的。",
        "actor": who(world, HANDLER),
        "at": MONDAY,
    }
    return measures.propose_measure(**usual | stated)


def decide(world: World, measure: Measure, *, when=LATER, actor=None, **stated) -> Measure:
    verdict = Verdict(**{"is_taken": True, "reasons": "事实清楚。"} | stated)
    return measures.decide_measure(
        measure_id=measure.pk, verdict=verdict, actor=actor or who(world, APPROVER), at=when
    )


def state_of(made: Entitlement) -> str:
    return Entitlement.objects.values_list("state", flat=True).get(pk=made.pk)


def test_every_ground_belongs_to_one_measure_and_one_place_in_the_law():
    grounds = [ground for of_kind in GROUNDS.values() for ground in of_kind]

    assert sorted(grounds) == sorted(MeasureGround)


def test_its_holder_is_told_and_heard_before_it_is_revoked(world: World, made: Entitlement):
    measure = proposed(world, made)
    assert (measure.state, measure.statement_due_on) == (MeasureState.TOLD, date(2026, 11, 30))

    with pytest.raises(refusals.TooEarlyToDecide):
        decide(world, measure, when=at(11, 30))
    measures.state_and_defend(
        measure_id=measure.pk, statement="合同是真的。", actor=citizen(world), at=at(11, 25)
    )
    with pytest.raises(refusals.StatementUnanswered):
        decide(world, measure, when=at(11, 26))
    decided = decide(world, measure, when=at(11, 26), statement_answer="经核对，不予采纳。")

    assert (decided.state, state_of(made)) == (MeasureState.DECIDED, EntitlementState.REVOKED)


def test_it_is_told_and_put_in_writing(world: World, made: Entitlement):
    measure = proposed(world, made)
    decide(world, measure)
    ledger.settle()

    kinds = {one.kind for one in documents.documents_about("case", made.case_id)}
    assert {"measure_notice", "measure_decision"} <= kinds
    told = Message.objects.filter(recipient_id=made.holder_id).values_list("kind", flat=True)
    assert {"measure_proposed", "measure_decided"} <= set(told)


def test_who_says_nothing_in_time_may_be_decided_about(world: World, made: Entitlement):
    measure = proposed(world, made)
    decide(world, measure)

    assert state_of(made) == EntitlementState.REVOKED
    with pytest.raises(refusals.StatementTooLate):
        measures.state_and_defend(
            measure_id=measure.pk, statement="太晚了", actor=citizen(world), at=LATER
        )


def test_what_was_stated_may_let_it_stand(world: World, made: Entitlement):
    measure = proposed(world, made)
    dropped = decide(world, measure, is_taken=False)

    assert (dropped.state, state_of(made)) == (MeasureState.DROPPED, EntitlementState.EFFECTIVE)


def test_a_record_is_cleared_without_a_hearing(world: World, made: Entitlement):
    measure = proposed(
        world,
        made,
        kind=MeasureKind.CANCEL,
        ground=MeasureGround.ENDED,
        statement_of_facts="已终止",
    )
    decide(world, measure, when=MONDAY)

    assert state_of(made) == EntitlementState.CANCELLED


def test_a_measure_may_take_effect_on_a_later_day(world: World, made: Entitlement):
    measure = proposed(world, made, kind=MeasureKind.WITHDRAW, ground=MeasureGround.LAW_CHANGED)
    decide(world, measure, effective_on=date(2026, 12, 10), compensation="补偿装修损失。")
    assert state_of(made) == EntitlementState.EFFECTIVE

    assert sweeps.run_sweeps(at=at(12, 9))["carry_out_measures"] == 0
    assert sweeps.run_sweeps(at=at(12, 10))["carry_out_measures"] == 1
    assert sweeps.run_sweeps(at=at(12, 10))["carry_out_measures"] == 0
    made.refresh_from_db()
    assert (made.state, made.ended_on) == (EntitlementState.WITHDRAWN, date(2026, 12, 10))


@pytest.mark.parametrize(
    ("stated", "refusal"),
    [
        ({"ground": MeasureGround.ENDED}, refusals.WrongGround),
        ({"statement_of_facts": " "}, errors.ReasonMissing),
    ],
)
def test_a_wrong_ground_or_no_facts_are_refused(world: World, made: Entitlement, stated, refusal):
    with pytest.raises(refusal):
        proposed(world, made, **stated)


def test_one_measure_at_a_time(world: World, made: Entitlement):
    proposed(world, made)

    with pytest.raises(refusals.MeasureRunning):
        proposed(world, made)


def test_nothing_is_taken_from_what_has_ended(world: World, made: Entitlement):
    decide(world, proposed(world, made))

    with pytest.raises(refusals.EntitlementNotInForce):
        proposed(world, made)
    proposed(world, made, kind=MeasureKind.CANCEL, ground=MeasureGround.REVOKED_BEFORE)


@pytest.mark.parametrize("post", [COUNTER, APPROVER])
def test_only_who_handles_proposes(world: World, made: Entitlement, post):
    with pytest.raises(errors.NotYourCase):
        proposed(world, made, actor=who(world, post))


def test_another_department_neither_proposes_nor_decides(world: World, made: Entitlement):
    with pytest.raises(errors.NotYourCase):
        proposed(world, made, actor=worlds.elsewhere(world, who(world, HANDLER)))
    measure = proposed(world, made)
    with pytest.raises(errors.NotYourCase):
        decide(world, measure, actor=worlds.elsewhere(world, who(world, APPROVER)))


def test_who_proposes_does_not_decide(world: World, made: Entitlement):
    both = who(world, HANDLER)
    measure = proposed(world, made, actor=both)

    with pytest.raises(errors.SameHands):
        decide(world, measure, actor=replace(both, rights=who(world, APPROVER).rights))
    with pytest.raises(IntegrityError, match="measure_is_decided_by_another"), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(decided_by_id=both.staff_id)


def test_only_its_holder_answers(world: World, made: Entitlement):
    measure = proposed(world, made)

    for actor in (neighbour(world), who(world, HANDLER)):
        with pytest.raises(refusals.MeasureNotFound):
            measures.state_and_defend(
                measure_id=measure.pk, statement="是我", actor=actor, at=MONDAY
            )


def test_a_measure_is_decided_once(world: World, made: Entitlement):
    measure = proposed(world, made)
    decide(world, measure)

    with pytest.raises(TransitionNotAllowed):
        decide(world, measure)


# ── remedies


FILING = Filing(
    kind=RemedyKind.RECONSIDERATION,
    body="杭州市西湖区人民政府",
    matter_number="杭西政复〔2026〕31号",
    filed_on=date(2026, 11, 24),
)


def noted(world: World, case: Case, **stated) -> Remedy:
    return remedies.note_remedy(
        case_id=case.pk,
        filing=replace(FILING, **stated),
        actor=who(world, APPROVER),
        at=at(11, 25),
    )


MUCH_LATER = at(12, 20)


def concluded(world: World, remedy: Remedy, outcome: RemedyState, *, when=MUCH_LATER) -> Remedy:
    return remedies.conclude_remedy(
        remedy_id=remedy.pk,
        outcome=outcome,
        concluded_on=when.date(),
        conclusion="详见决定书。",
        actor=who(world, APPROVER),
        at=when,
    )


def test_execution_stops_while_it_is_suspended(world: World, made: Entitlement):
    remedy = noted(world, made.case, suspends=True)
    assert state_of(made) == EntitlementState.SUSPENDED
    concluded(world, remedy, RemedyState.UPHELD)

    assert state_of(made) == EntitlementState.EFFECTIVE


def test_it_stays_stopped_while_another_suspends_it(world: World, made: Entitlement):
    first = noted(world, made.case, suspends=True)
    noted(world, made.case, kind=RemedyKind.LAWSUIT, matter_number="行初12号", suspends=True)
    concluded(world, first, RemedyState.ENDED)

    assert state_of(made) == EntitlementState.SUSPENDED


def test_what_is_annulled_ends(world: World, made: Entitlement):
    concluded(world, noted(world, made.case), RemedyState.ANNULLED)

    assert state_of(made) == EntitlementState.ANNULLED


def test_an_order_to_decide_anew_opens_a_case_with_the_same_application(
    world: World, licence: Item
):
    case = worlds.decided(world, item=licence, outcome=Outcome.REFUSED)
    remedy = concluded(world, noted(world, case), RemedyState.ORDERED)

    anew = Case.objects.get(pk=remedy.anew_id)
    assert (anew.purpose, anew.state) == (Purpose.ANEW, CaseState.SUBMITTED)
    assert (anew.form_data, anew.version_id) == (case.form_data, case.version_id)
    assert anew.number != case.number
    files = CaseMaterial.objects.filter(case=anew).values_list("requirement_key", "file_id")
    assert set(files) == set(case.materials.values_list("requirement_key", "file_id"))
    assert WorkItem.objects.get(case=anew).step_key == "intake"
    intake.accept_case(case_id=anew.pk, actor=who(world, COUNTER), at=at(12, 21))


def test_a_closed_case_can_be_contested_too(world: World):
    case = worlds.closed(world)
    remedy = concluded(world, noted(world, case), RemedyState.UNLAWFUL)

    assert remedy.state == RemedyState.UNLAWFUL


def test_nothing_is_contested_before_it_is_decided(world: World):
    with pytest.raises(refusals.NothingToContest):
        noted(world, worlds.accepted(world))


def test_it_is_noted_once(world: World, made: Entitlement):
    remedy = noted(world, made.case)
    with pytest.raises(refusals.RemedyNotedBefore):
        noted(world, made.case, matter_number="另一个案号")
    concluded(world, remedy, RemedyState.UPHELD)
    with pytest.raises(refusals.RemedyNotedBefore):
        noted(world, made.case)
    with pytest.raises(refusals.RemedyConcludedBefore):
        concluded(world, remedy, RemedyState.ANNULLED)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 26)])
def test_days_that_do_not_fit_are_refused(world: World, made: Entitlement, day: date):
    with pytest.raises(refusals.DaysDoNotFit):
        noted(world, made.case, filed_on=day)


def test_only_who_approves_notes_it(world: World, made: Entitlement):
    for actor in (who(world, COUNTER), worlds.elsewhere(world, who(world, APPROVER))):
        with pytest.raises(errors.NotYourCase):
            remedies.note_remedy(case_id=made.case_id, filing=FILING, actor=actor, at=at(11, 25))
