# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What staff do at their desks, and cases in the states that they do it to."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.factories import STEP_DATA, Item, World, submitted_case
from yiwang.cases import selectors as cases
from yiwang.cases.enums import DeliveryMethod, Outcome
from yiwang.cases.models import Case
from yiwang.cases.services import decisions, handling, intake
from yiwang.identity.models import Account
from yiwang.organizations.enums import StandardPost

COUNTER, HANDLER, APPROVER = (
    StandardPost.COUNTER,
    StandardPost.HANDLER,
    StandardPost.APPROVER,
)


def at_desk(account: Account) -> Client:
    """Return a browser in which a staff member is signed in."""
    client = Client()
    client.force_login(account)
    return client


def words(answer: HttpResponse) -> str:
    """Return what a page says."""
    return answer.content.decode()


def act(client: Client, case: Case, action: str, **fields: Any) -> HttpResponse:
    """Press the button of an action on the page of a case."""
    sent = {"idempotency_key": uuid4().hex, "revision": case.revision, **fields}
    return client.post(f"/workbench/cases/{case.id}/do/{action}", sent)


def finish_step(client: Client, case: Case, **fields: Any) -> HttpResponse:
    """Send the form of the step that waits."""
    sent = {"idempotency_key": uuid4().hex, "revision": case.revision, **fields}
    return client.post(f"/workbench/cases/{case.id}/steps/{waiting_step(case)}", sent)


def waiting_step(case: Case) -> str:
    return cases.open_items(case)[0].step_key


def again(case: Case) -> Case:
    """Return the case as it is in the database now."""
    return Case.objects.get(pk=case.pk)


def accepted(world: World, *, item: Item | None = None) -> Case:
    case = submitted_case(world, item=item)
    actor, at = world.staff_actor(COUNTER), timezone.now()
    return intake.accept_case(case_id=case.id, actor=actor, at=at)


def examined(world: World) -> Case:
    """Return a case that waits for its decision."""
    case = accepted(world)
    return handling.complete_step(
        case_id=case.id,
        step_key=waiting_step(case),
        data=STEP_DATA,
        opinion="情况属实。",
        actor=world.staff_actor(HANDLER),
        at=timezone.now(),
    )


def decided(world: World) -> Case:
    case = examined(world)
    decisions.decide_case(
        case_id=case.id,
        outcome=Outcome.GRANTED,
        reasons="",
        actor=world.staff_actor(APPROVER),
        at=timezone.now(),
    )
    return again(case)


def delivered(world: World) -> Case:
    case = decided(world)
    actor, at = world.staff_actor(COUNTER), timezone.now()
    return decisions.deliver_case(
        case_id=case.id, method=DeliveryMethod.COUNTER, actor=actor, at=at
    )
