# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases in every state, brought there by the people who do so, on days that are known."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from tests import factories
from tests.factories import FORM_DATA, STEP_DATA, SYSTEM, Item, World
from tests.kept import kept
from tests.workflow import bpmn_files as bpmn
from yiwang.cases.enums import (
    Action,
    CaseState,
    Channel,
    DeliveryMethod,
    NotAcceptedReason,
    Outcome,
)
from yiwang.cases.models import Case, SpecialProcedure, WorkItem
from yiwang.cases.services import decisions, handling, intake, procedures, submission
from yiwang.forms import services as forms
from yiwang.foundation import services as foundation
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import StandardPost
from yiwang.workflow import services as workflow

CHINA = ZoneInfo("Asia/Shanghai")
LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=CHINA)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=CHINA)
HOLIDAYS = Path(__file__).parents[2] / "data" / "calendar" / "cn_holidays_exceptions_2014_2026.csv"
COUNTER, HANDLER, REVIEWER, APPROVER = (
    StandardPost.COUNTER,
    StandardPost.HANDLER,
    StandardPost.REVIEWER,
    StandardPost.APPROVER,
)
ENTRIES = [{"key": "lease", "what": "租期已过，请提交新的合同。"}]

_numbers = itertools.count(1)


def at(month: int, day: int, *, year: int = 2026, hour: int = 10) -> datetime:
    """Return a moment in China."""
    return datetime(year, month, day, hour, tzinfo=CHINA)


def made() -> World:
    """Make the world of the upper rooms, open since January, with the working calendar."""
    factories.forget_everything()
    return _made()


@kept
def _made() -> World:
    foundation.load_calendar(path=HOLIDAYS, source="tests", at=LONG_AGO)
    return factories.world(at=LONG_AGO)


def item(world: World, **changed: Any) -> Item:
    """Return one more published item of the department, open since January."""
    return factories.item(world.department, at=LONG_AGO, **changed)


def process(
    nodes: Sequence[bpmn.Node], flows: Sequence[bpmn.Flow], *, needs: Sequence[str] = ()
) -> str:
    """Publish a process for an item and return its code."""
    code = f"test-process-{next(_numbers)}"
    workflow.publish_process(
        code=code, xml=bpmn.bpmn(nodes, flows), forms=set(needs), actor=SYSTEM, at=LONG_AGO
    )
    return code


def process_of_model(folder: str) -> str:
    """Publish the process of a modelled item, with the forms of its steps; return its code."""
    place = factories.MODELS / folder
    known = {"step-review"}
    for path in sorted(place.glob("*.form.json")):
        known.add(path.name.removesuffix(".form.json"))
        publish_form(path)
    code = f"{folder.replace('_', '-')}-{next(_numbers)}"
    xml = (place / "process.bpmn").read_text()
    workflow.publish_process(code=code, xml=xml, forms=known, actor=SYSTEM, at=LONG_AGO)
    return code


def publish_form(path: Path) -> None:
    """Publish the form in a file."""
    schema = factories.json.loads(path.read_text())
    code = path.name.removesuffix(".form.json")
    forms.publish_form(code=code, schema=schema, actor=SYSTEM, at=LONG_AGO)


def who(world: World, post: StandardPost) -> Actor:
    """Return a member of the department's staff."""
    return world.staff_actor(post)


def citizen(world: World) -> Actor:
    return world.actor(world.citizen)


def neighbour(world: World) -> Actor:
    return world.actor(world.neighbour)


def elsewhere(world: World, actor: Actor) -> Actor:
    """Return the same post in another department."""
    return replace(actor, department_id=world.other_department.id)


def application(world: World, actor: Actor, **changed: Any) -> submission.Application:
    """Return a complete application of a citizen."""
    stated: dict[str, Any] = {
        "version_id": world.shop.version_id,
        "form": FORM_DATA,
        "materials": {"lease": [factories.stored_file(actor)]},
        "channel": Channel.WEB,
    }
    return submission.Application(**(stated | changed))


def submitted(world: World, *, item: Item | None = None, at: datetime = MONDAY) -> Case:
    return factories.submitted_case(world, item=item, at=at)


def corrected(world: World, *, at: datetime = MONDAY) -> Case:
    """Return a case whose applicant has been told what to correct."""
    case = submitted(world, at=at)
    ask_correction(world, case, at=at)
    return fresh(case)


def ask_correction(world: World, case: Case, *, at: datetime = MONDAY) -> None:
    intake.ask_correction(
        case_id=case.id, entries=ENTRIES, note="", actor=who(world, COUNTER), at=at
    )


def accepted(world: World, *, item: Item | None = None, at: datetime = MONDAY) -> Case:
    case = submitted(world, item=item, at=at)
    return intake.accept_case(case_id=case.id, actor=who(world, COUNTER), at=at)


def in_process(world: World, *, item: Item | None = None, at: datetime = MONDAY) -> Case:
    """Return a case that waits for its decision."""
    case = accepted(world, item=item, at=at)
    return complete(world, case, "review", at=at)


def complete(
    world: World,
    case: Case,
    element: str,
    *,
    actor: Actor | None = None,
    data: Mapping[str, Any] = STEP_DATA,
    at: datetime = MONDAY,
) -> Case:
    """Complete the open step of an element of the process."""
    open_step = WorkItem.objects.get(case=case, element_id=element, state="open")
    return handling.complete_step(
        case_id=case.id,
        step_key=open_step.step_key,
        data=data,
        opinion="情况属实。",
        actor=actor or who(world, HANDLER),
        at=at,
    )


def suspended(world: World, *, item: Item | None = None, at: datetime = MONDAY) -> Case:
    case = in_process(world, item=item, at=at)
    suspend(world, case, at=at)
    return fresh(case)


def suspend(
    world: World, case: Case, *, reason: str = "hearing", days: int = 20, at: datetime = MONDAY
) -> None:
    procedures.suspend_case(
        case_id=case.id,
        reason=reason,
        expected_days=days,
        note="案情需要。",
        actor=who(world, HANDLER),
        at=at,
    )


def resume(case: Case, *, actor: Actor, at: datetime) -> Case:
    """Drop the procedure that the clock stands for, so that it runs again."""
    running = SpecialProcedure.objects.filter(
        case=case, stop__isnull=False, stop__ended_on__isnull=True
    ).first()
    if running is None:  # an action out of turn, for tests of the state table
        return handling.resume_case(case_id=case.id, actor=actor, at=at)
    procedures.cancel_procedure(
        case_id=case.id, procedure_id=running.pk, reason="不再需要。", actor=actor, at=at
    )
    return fresh(case)


def decided(
    world: World,
    *,
    item: Item | None = None,
    outcome: Outcome = Outcome.GRANTED,
    at: datetime = MONDAY,
) -> Case:
    case = in_process(world, item=item, at=at)
    decide(world, case, outcome=outcome, at=at)
    return fresh(case)


def decide(
    world: World, case: Case, *, outcome: Outcome = Outcome.GRANTED, at: datetime = MONDAY
) -> None:
    decisions.decide_case(
        case_id=case.id, outcome=outcome, reasons="材料属实。", actor=who(world, APPROVER), at=at
    )


def delivered(world: World, *, at: datetime = MONDAY) -> Case:
    case = decided(world, at=at)
    return decisions.deliver_case(
        case_id=case.id, method=DeliveryMethod.COUNTER, actor=who(world, COUNTER), at=at
    )


def closed(world: World, *, at: datetime = MONDAY) -> Case:
    case = delivered(world, at=at)
    return decisions.close_case(case_id=case.id, actor=who(world, COUNTER), at=at)


def not_accepted(world: World, *, at: datetime = MONDAY) -> Case:
    case = submitted(world, at=at)
    return refuse(world, case, at=at)


def refuse(world: World, case: Case, *, at: datetime = MONDAY) -> Case:
    return intake.refuse_acceptance(
        case_id=case.id,
        reason=NotAcceptedReason.NOT_NEEDED,
        explanation="依法不需要登记。",
        actor=who(world, COUNTER),
        at=at,
    )


def withdrawn(world: World, *, at: datetime = MONDAY) -> Case:
    case = submitted(world, at=at)
    return decisions.withdraw_case(case_id=case.id, actor=citizen(world), at=at)


def _trusting(name: str) -> Callable[..., Case]:
    """Return how a case gets where only trust leads; those stories are told on this world."""

    def make(world: World, *, at: datetime = MONDAY) -> Case:
        made: Case = getattr(import_module("tests.cases.modes.trusting"), name)(world, at=at)
        return made

    return make


CASE_IN: Mapping[CaseState, Callable[..., Case]] = {
    CaseState.UNACCEPTED: _trusting("unaccepted"),
    CaseState.VOIDED: _trusting("voided"),
    CaseState.REVOKED: _trusting("revoked"),
    CaseState.SUBMITTED: submitted,
    CaseState.CORRECTION: corrected,
    CaseState.NOT_ACCEPTED: not_accepted,
    CaseState.ACCEPTED: accepted,
    CaseState.IN_PROCESS: in_process,
    CaseState.SUSPENDED: suspended,
    CaseState.DECIDED: decided,
    CaseState.DELIVERED: delivered,
    CaseState.CLOSED: closed,
    CaseState.WITHDRAWN: withdrawn,
}


def fresh(case: Case) -> Case:
    """Return the case as it stands in the database."""
    return Case.objects.get(pk=case.pk)


def answer(world: World, case: Case, actor: Actor, at: datetime) -> None:
    new = factories.stored_file(citizen(world))
    intake.answer_correction(
        case_id=case.id, form=FORM_DATA, materials={"lease": [new]}, actor=actor, at=at
    )


def some_step(case: Case) -> str:
    """Return the key of a step that waits, or once waited, in a case."""
    steps = WorkItem.objects.filter(case=case).exclude(element_id="").exclude(kind="decision")
    return steps.order_by("-state").values_list("step_key", flat=True).first() or "review-1"


Attempt = Callable[[World, Case, Actor, datetime], object]

ATTEMPTS: Mapping[Action, tuple[StandardPost | None, Attempt]] = {
    Action.ASK_CORRECTION: (
        COUNTER,
        lambda _world, case, actor, at: intake.ask_correction(
            case_id=case.id, entries=ENTRIES, note="", actor=actor, at=at
        ),
    ),
    Action.ANSWER_CORRECTION: (None, answer),
    Action.ACCEPT: (
        COUNTER,
        lambda _world, case, actor, at: intake.accept_case(case_id=case.id, actor=actor, at=at),
    ),
    Action.NOT_ACCEPT: (
        COUNTER,
        lambda _world, case, actor, at: intake.refuse_acceptance(
            case_id=case.id,
            reason=NotAcceptedReason.NOT_NEEDED,
            explanation="依法不需要登记。",
            actor=actor,
            at=at,
        ),
    ),
    Action.COMPLETE_STEP: (
        HANDLER,
        lambda _world, case, actor, at: handling.complete_step(
            case_id=case.id,
            step_key=some_step(case),
            data=STEP_DATA,
            opinion="",
            actor=actor,
            at=at,
        ),
    ),
    Action.SUSPEND: (
        HANDLER,
        lambda _world, case, actor, at: procedures.suspend_case(
            case_id=case.id, reason="hearing", expected_days=20, note="重大。", actor=actor, at=at
        ),
    ),
    Action.RESUME: (
        HANDLER,
        lambda _world, case, actor, at: resume(case, actor=actor, at=at),
    ),
    Action.ASK_EXTENSION: (
        HANDLER,
        lambda _world, case, actor, at: handling.ask_extension(
            case_id=case.id, days=5, reason="案情复杂。", actor=actor, at=at
        ),
    ),
    Action.DECIDE_EXTENSION: (
        APPROVER,
        lambda _world, case, actor, at: handling.decide_extension(
            case_id=case.id, is_approved=True, actor=actor, at=at
        ),
    ),
    Action.DECIDE: (
        APPROVER,
        lambda _world, case, actor, at: decisions.decide_case(
            case_id=case.id, outcome=Outcome.GRANTED, reasons="", actor=actor, at=at
        ),
    ),
    Action.DELIVER: (
        COUNTER,
        lambda _world, case, actor, at: decisions.deliver_case(
            case_id=case.id, method=DeliveryMethod.COUNTER, actor=actor, at=at
        ),
    ),
    Action.CLOSE: (
        COUNTER,
        lambda _world, case, actor, at: decisions.close_case(case_id=case.id, actor=actor, at=at),
    ),
    Action.WITHDRAW: (
        None,
        lambda _world, case, actor, at: decisions.withdraw_case(
            case_id=case.id, actor=actor, at=at
        ),
    ),
}
"""Every act of a person: in which post (None: the applicant), and how."""


def attempt(
    world: World,
    action: Action,
    case: Case,
    *,
    actor: Actor | None = None,
    at: datetime = MONDAY,
) -> None:
    """Try an action, by whom it is for unless somebody else is named; a refusal undoes it."""
    post, act = ATTEMPTS[action]
    own = citizen(world) if post is None else who(world, post)
    with transaction.atomic():
        act(world, case, actor or own, at)


def open_keys(case: Case) -> set[str]:
    """Return the keys of what waits in a case, elements for the steps of the process."""
    rows = WorkItem.objects.filter(case=case, state="open").values_list("element_id", "step_key")
    return {element or key for element, key in rows}


def on(moment: datetime) -> date:
    """Return the day in China."""
    return moment.astimezone(CHINA).date()


def later(days: int, *, after: datetime = MONDAY) -> datetime:
    """Return a moment so many calendar days later."""
    return after + timedelta(days=days)


def ids(cases: Sequence[Case]) -> list[UUID]:
    return [case.id for case in cases]
