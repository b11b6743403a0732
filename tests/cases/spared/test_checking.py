# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A provider's answer about a case that is decided: does the decision still stand?"""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cases import world as cases
from tests.cases.spared.world import look, person, submit
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, citizen, who
from tests.factories import Item, World
from tests.sharing import world as sources
from tests.workbench.desks import at_desk, words
from yiwang.cases import selectors
from yiwang.cases.enums import CaseState, MeasureGround, MeasureKind, Outcome
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import Case, DecisionCheck, Entitlement, Finding, WorkItem
from yiwang.cases.services import measures, spared
from yiwang.cases.services.spared import CheckOutcome
from yiwang.cases.spared.errors import (
    CheckReasonMissing,
    NoDecisionToCheck,
    NoMeasureYet,
    OutcomeNotFitting,
)
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message
from yiwang.organizations.enums import StandardPost
from yiwang.sharing import services as sharing
from yiwang.sharing.enums import CorrectionResult

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(world: World) -> None:
    """Let the source know the citizen."""
    sources.knows(person(world))


def decided(world: World, made: Item, *, state: CaseState, outcome: Outcome) -> tuple[Case, UUID]:
    """Return a case that was doubted and decided before its provider answered, and the doubt."""
    look(made, citizen(world))
    case = submit(made, citizen(world))
    sheet = Finding.objects.get(case=case, requirement_key="household")
    asked = spared.doubt_finding(
        case_id=case.pk,
        finding_id=sheet.pk,
        reason="与现场不符",
        actor=who(world, COUNTER),
        at=MONDAY,
    )
    Case.objects.filter(pk=case.pk).update(
        state=state,
        outcome=outcome,
        decided_at=MONDAY,
        closed_at=MONDAY if state == CaseState.CLOSED else None,
    )
    return cases.fresh(case), asked.correction_id


def answered(correction_id: UUID, result: CorrectionResult) -> None:
    sharing.note_correction_answer(
        correction_id=correction_id, result=result, answer="已核对", actor=sources.SYSTEM, at=MONDAY
    )
    ledger.settle()


def conclude(world: World, case: Case, outcome: CheckOutcome, **changed: Any) -> DecisionCheck:
    stated: dict[str, Any] = {"reason": "数据与决定无关", "actor": who(world, HANDLER)} | changed
    return spared.conclude_check(case_id=case.pk, outcome=outcome, at=MONDAY, **stated)


def tasks(case: Case) -> list[tuple[str, str]]:
    rows = WorkItem.objects.filter(case=case, step_key="decision_check").order_by("id")
    return [(one.role, one.state) for one in rows]


def granted(case: Case) -> Entitlement:
    return Entitlement.objects.create(
        case=case,
        region_code=case.region_code,
        department_id=case.department_id,
        item_code=case.item_code,
        item_name=case.item_name,
        item_type="01",
        result_name="营业执照",
        holder_kind=case.applicant_kind,
        holder_id=case.applicant_id,
        holder_name=case.applicant_name,
        valid_from=MONDAY.date(),
        state="effective",
    )


@pytest.mark.parametrize("state", [CaseState.DECIDED, CaseState.DELIVERED, CaseState.CLOSED])
def test_an_answer_about_a_decided_case_is_work_for_the_body_that_decided(
    world: World, made: Item, state: CaseState
):
    case, asked = decided(world, made, state=state, outcome=Outcome.REFUSED)

    answered(asked, CorrectionResult.CORRECTED)
    ledger.settle()

    (check,) = selectors.spared.decision_checks(case)
    assert check.is_open
    assert check.choices == (CheckOutcome.STANDS, CheckOutcome.AGAIN)
    assert tasks(case) == [("handler", "open")]
    conclude(world, case, CheckOutcome.STANDS)
    assert tasks(case) == [("handler", "done")]
    (check,) = selectors.spared.decision_checks(case)
    assert (check.outcome, check.reason) == (CheckOutcome.STANDS, "数据与决定无关")
    with pytest.raises(NoDecisionToCheck):
        conclude(world, case, CheckOutcome.STANDS)
    ledger.settle()
    assert Message.objects.filter(kind="decision_stands", recipient_id=case.applicant_id).exists()
    assert Event.objects.filter(kind="cases.decision_checked").count() == 1


def test_what_the_provider_confirms_asks_nothing_and_what_it_cannot_tell_does(
    world: World, made: Item
):
    first, right = decided(world, made, state=CaseState.CLOSED, outcome=Outcome.REFUSED)
    answered(right, CorrectionResult.RIGHT)
    assert tasks(first) == []

    second, unknown = decided(world, made, state=CaseState.CLOSED, outcome=Outcome.REFUSED)
    answered(unknown, CorrectionResult.UNKNOWN)
    assert tasks(second) == [("handler", "open")]


def test_a_case_that_was_never_decided_asks_nobody(world: World, made: Item):
    case, asked = decided(world, made, state=CaseState.WITHDRAWN, outcome=Outcome.REFUSED)

    answered(asked, CorrectionResult.CORRECTED)

    assert tasks(case) == []


def test_what_was_granted_is_taken_back_by_a_measure_that_somebody_has_proposed(
    world: World, made: Item
):
    case, asked = decided(world, made, state=CaseState.CLOSED, outcome=Outcome.GRANTED)
    right = granted(case)
    answered(asked, CorrectionResult.CORRECTED)

    with pytest.raises(OutcomeNotFitting):
        conclude(world, case, CheckOutcome.AGAIN)
    with pytest.raises(NoMeasureYet):
        conclude(world, case, CheckOutcome.MEASURE)
    proposed = measures.propose_measure(
        entitlement_id=right.pk,
        kind=MeasureKind.REVOKE,
        ground=MeasureGround.NOT_QUALIFIED,
        statement_of_facts="登记的人数与实际不符。",
        actor=who(world, HANDLER),
        at=MONDAY,
    )

    assert conclude(world, case, CheckOutcome.MEASURE).measure_id == proposed.pk
    ledger.settle()
    assert not Message.objects.filter(kind__startswith="decision_").exists()


def test_a_check_needs_a_reason_and_somebody_who_works_on_the_case(world: World, made: Item):
    case, asked = decided(world, made, state=CaseState.DECIDED, outcome=Outcome.REFUSED)
    answered(asked, CorrectionResult.CORRECTED)

    with pytest.raises(CheckReasonMissing):
        conclude(world, case, CheckOutcome.STANDS, reason="  ")
    for actor in (
        who(world, COUNTER),
        citizen(world),
        cases.elsewhere(world, who(world, HANDLER)),
    ):
        with pytest.raises(NotYourCase):
            conclude(world, case, CheckOutcome.STANDS, actor=actor)
    assert conclude(world, case, CheckOutcome.AGAIN, actor=who(world, APPROVER)).outcome == "again"


def test_the_page_asks_whether_the_decision_stands_and_takes_one_answer(world: World, made: Item):
    case, asked = decided(world, made, state=CaseState.CLOSED, outcome=Outcome.REFUSED)
    answered(asked, CorrectionResult.CORRECTED)
    desk = at_desk(world.staff[StandardPost.HANDLER])
    page, form = f"/workbench/cases/{case.pk}", f"/workbench/cases/{case.pk}/decision-check"
    assert "复核决定是否成立" in words(desk.get(page))
    stranger = at_desk(world.stranger)

    def sent(client: Client, **fields: str) -> HttpResponse:
        return client.post(form, {"idempotency_key": uuid4().hex} | fields, follow=True)

    assert sent(stranger, outcome="stands", reason="与决定无关").status_code == 404
    assert "请选择复核结果" in words(sent(desk, outcome="whatever", reason="与决定无关"))
    assert "请写明理由" in words(sent(desk, outcome="again", reason=" "))
    assert tasks(case) == [("handler", "open")]

    told = words(sent(desk, outcome="again", reason="住所信息已经更正"))

    assert "复核结果已记下" in told
    assert "住所信息已经更正" in told
    assert "复核决定是否成立" not in told
    assert tasks(case) == [("handler", "done")]
    assert "没有待复核的决定" in words(sent(desk, outcome="stands", reason="再来一次"))
    (check,) = selectors.spared.decision_checks(case)
    assert check.outcome == CheckOutcome.AGAIN
