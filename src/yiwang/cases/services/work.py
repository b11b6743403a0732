# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Work items: what waits for whom. They follow the case; nobody sets them by hand."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import events, policies
from yiwang.cases.enums import OPEN_STATES, Action, CaseState, Role, WorkState
from yiwang.cases.errors import AlreadyClaimed, CaseChanged, CaseNotFound, StepNotOpen
from yiwang.cases.models import Case, WorkItem
from yiwang.cases.models.work import WorkItemQuerySet
from yiwang.cases.queries import tasks
from yiwang.cases.services.locking import locked_case
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import policies as organization_policies
from yiwang.organizations import selectors as organizations
from yiwang.workflow.engine import ReadyTask

INTAKE = "intake"
EXTENSION = "extension"
DELIVERY = "delivery"
ORIGINALS = "originals"
QUESTION = "question"
SILENT_PARCEL = "silent_parcel"
EVIDENCE_ANSWER = "evidence_answer"
DECISION_CHECK = "decision_check"
STEP_NAMES = {
    INTAKE: "受理",
    EXTENSION: "审批延长期限",
    DELIVERY: "送达",
    ORIGINALS: "查收邮寄原件",
    QUESTION: "答复办件咨询",
    SILENT_PARCEL: "查问久无动静的邮件",
    EVIDENCE_ANSWER: "查看提供部门的核对答复",
    DECISION_CHECK: "复核决定是否成立",
    "promise_check": "承诺核查",
    "promise_recheck": "整改复查",
    "revocation": "决定是否撤销",
}
"""The steps around every process, stored in Chinese as the process stores the names of its own."""

LOCKED = ("case", "self")
"""Case first, as every other command does: the other way round two commands may wait in a ring."""


def new_item(
    case: Case, *, role: Role, key: str, due_on: date, at: datetime, name: str = ""
) -> WorkItem:
    """Return an unsaved work item of this case.

    :param name: of a step of the process; the others have theirs
    """
    return WorkItem(
        region_code=case.region_code,
        case_id=case.pk,
        department_id=case.department_id,
        role=role,
        step_key=key,
        step_name=name or STEP_NAMES[key],
        case_number=case.number,
        item_name=case.item_name,
        applicant_name=case.applicant_name,
        due_on=due_on,
        is_stopped=case.state == CaseState.SUSPENDED,
        created_at=at,
    )


def open_intake(case: Case, *, at: datetime) -> None:
    """Put an application before the counter."""
    intake_item(case, at=at).save(force_insert=True)


def intake_item(case: Case, *, at: datetime) -> WorkItem:
    """Return the unsaved work item that puts an application before the counter."""
    return new_item(
        case,
        role=Role.COUNTER,
        key=INTAKE,
        due_on=case.intake_due_on,
        at=at,
    )


def open_steps(case: Case, ready: Iterable[ReadyTask], *, at: datetime) -> None:
    """Put the steps that the process now waits for before those who may take them.

    A step that waits already, beside the one that was done, goes on waiting.
    """
    if items := step_items(case, ready, at=at):
        WorkItem.objects.bulk_create(items, ignore_conflicts=True)


def step_items(case: Case, ready: Iterable[ReadyTask], *, at: datetime) -> list[WorkItem]:
    """Return an unsaved work item for each step that the process waits for."""
    due_on = case.due_on or case.intake_due_on
    items = []
    for task in ready:
        if not task.role or task.wakes_at is not None:
            continue  # a timer in somebody's lane waits for its hour, not for them
        item = new_item(
            case, role=Role(task.role), key=task.key, name=task.name, due_on=due_on, at=at
        )
        item.element_id, item.kind, item.form_code = task.element_id, task.kind, task.form_code
        items.append(item)
    return items


def finish_item(item: WorkItem, *, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Mark a locked work item as done by this actor; return the fields that are to be saved."""
    item.state, item.done_at, item.done_by_id = WorkState.DONE, at, actor.staff_id
    return ("state", "done_at", "done_by_id")


def finish_work(case: Case, key: str, *, actor: Actor, at: datetime) -> None:
    """Mark the open item of this key as done by this actor; the case is locked."""
    open_items(case).filter(step_key=key).update(
        state=WorkState.DONE, done_at=at, done_by_id=actor.staff_id
    )


def cancel_work(
    case: Case, *, at: datetime, keys: Sequence[str] = (), but: Sequence[str] = ()
) -> None:
    """Take the open steps (or only those named, or all but some) off everybody's list."""
    items = open_items(case).exclude(step_key__in=but) if but else open_items(case)
    if keys:
        items = items.filter(step_key__in=keys)
    items.update(state=WorkState.CANCELLED, done_at=at)


def show_deadline(case: Case, *, is_stopped: bool = False) -> None:
    """Let the open steps of the process show the case's present deadline."""
    steps = open_items(case).exclude(step_key=QUESTION)  # its day is its own, whatever stops
    steps.update(due_on=case.due_on or case.intake_due_on, is_stopped=is_stopped)


def open_items(case: Case) -> WorkItemQuerySet:
    """Return the steps of this case that wait for somebody."""
    return WorkItem.objects.filter(case_id=case.pk, state=WorkState.OPEN)


def locked_item(
    *, case_id: UUID, step_key: str, actor: Actor, revision: int | None = None
) -> tuple[WorkItem, Case]:
    """Return an open step and its case, both locked, for somebody who wants to do the step.

    :raises NotYourCase: it is another department's
    :raises StepNotOpen: the step does not wait (any more)
    :raises AlreadyClaimed: a colleague has taken it
    :raises CaseChanged: somebody acted on the case since ``revision``
    """
    item = (
        WorkItem.objects.select_for_update(of=LOCKED)
        .select_related("case")
        .filter(case_id=case_id, step_key=step_key, state=WorkState.OPEN)
        .first()
    )
    if item is None:
        locked_case(case_id, actor=actor)
        raise StepNotOpen
    policies.check_reaches(actor, item.case)
    if revision is not None and item.case.revision != revision:
        raise CaseChanged
    _check_not_anothers(item, actor)
    return item, item.case


def _check_not_anothers(item: WorkItem, actor: Actor) -> None:
    """Raise when a colleague has it, unless they are on leave and the actor is their deputy."""
    if item.claimed_by_id in (None, actor.staff_id):
        return
    if not organization_policies.stands_in_for(actor, item.claimed_by_id):
        raise AlreadyClaimed


def in_whose_stead(actor: Actor, item: WorkItem) -> Actor:
    """Return the actor as the record names them: a deputy together with whom they stand in for."""
    return organization_policies.acting_deputy(actor, item.claimed_by_id)


def name_in_record(actor: Actor) -> str:
    """Return the name that a record keeps: 李四, or 李四（代 张三 办理） for a deputy."""
    if actor.deputy_for is None:
        return actor.display_name
    absent = organizations.staff_names([actor.deputy_for]).get(actor.deputy_for, "")
    return f"{actor.display_name}（代 {absent} 办理）"


@transaction.atomic
def take_next(*, actor: Actor, at: datetime) -> WorkItem | None:
    """Take the most urgent task that nobody has; None when there is none.

    Colleagues who ask at the same moment get different ones.
    """
    item = tasks.next_task(actor, is_for_taking=True)
    if item is not None:
        claim_work(work_item_id=item.pk, actor=actor, at=at)
    return item


@transaction.atomic
def claim_work(*, work_item_id: UUID, actor: Actor, at: datetime) -> None:
    """Take a work item for oneself; to take one's own again changes nothing.

    :raises AlreadyClaimed: a colleague was first
    """
    item = _open_item(work_item_id, actor)
    policies.check_can(actor, Action.CLAIM, item.case, role=item.role)
    if item.claimed_by_id == actor.staff_id:
        return
    _check_not_anothers(item, actor)
    actor = in_whose_stead(actor, item)
    item.claimed_by_id = actor.staff_id
    item.save(update_fields=["claimed_by_id"])
    ledger.append(
        events.WorkClaimed(case_id=item.case_id, work_item_id=item.pk),
        actor=actor,
        at=at,
        region_code=item.region_code,
    )


@transaction.atomic
def hand_over_work(
    *, work_item_id: UUID, to_staff_id: UUID | None, actor: Actor, at: datetime
) -> None:
    """Give a work item to a colleague of the department, or back to everybody (None).

    :raises NotYourCase: the actor, or the colleague, may not take this step
    """
    item = _open_item(work_item_id, actor)
    policies.check_can(actor, Action.HAND_OVER, item.case, role=item.role)
    if to_staff_id is not None:
        rights = organizations.rights_in(to_staff_id, item.department_id)
        policies.check_colleague(rights, item.role)
    item.claimed_by_id = to_staff_id
    item.save(update_fields=["claimed_by_id"])
    ledger.append(
        events.WorkHandedOver(case_id=item.case_id, work_item_id=item.pk, to_staff_id=to_staff_id),
        actor=actor,
        at=at,
        region_code=item.region_code,
    )


def _open_item(work_item_id: UUID, actor: Actor) -> WorkItem:
    item = (
        WorkItem.objects.select_for_update(of=LOCKED)
        .select_related("case")
        .filter(pk=work_item_id)
        .first()
    )
    if item is None:
        raise CaseNotFound
    policies.check_reaches(actor, item.case)
    if item.state != WorkState.OPEN or item.case.state not in OPEN_STATES:
        raise StepNotOpen
    return item
