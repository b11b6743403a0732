# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Take a change order through its control: submit, legal review, approval, return."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.catalogue import events, jobs
from yiwang.catalogue.editing.access import check_order, check_third_person, staff_of
from yiwang.catalogue.editing.catching_up import stale_lines
from yiwang.catalogue.editing.faults import changes_of, order_faults, unchanged_lines
from yiwang.catalogue.editing.orders import (
    check_revision,
    locked_order,
    move,
    required,
)
from yiwang.catalogue.editing.taking_effect import take_effect
from yiwang.catalogue.enums import (
    OrderAction,
    OrderKind,
    OrderLayer,
    OrderRole,
    OrderState,
    Verdict,
)
from yiwang.catalogue.errors import (
    EffectiveTooEarly,
    NothingChanged,
    NotPublishable,
    OpinionsMissing,
    OrderStale,
)
from yiwang.catalogue.models import ChangeOrder, LegalOpinion
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

AT_ONCE: Final = 50
"""Orders of more items than this are carried out by a worker, which is called at once."""

Opinions = Mapping[str, tuple[Verdict, str]]
"""What the reviewer says of each element."""


def submit_order(
    *,
    order_id: UUID,
    revision: int,
    reason: str,
    effective_from: date,
    reopens_lists: bool = False,
    actor: Actor,
    at: datetime,
) -> ChangeOrder:
    """Send an order to legal review; one that only takes back goes straight to approval.

    :param reason: why the catalogue is changed, for the reviewers and the public
    :param effective_from: the first day on which it shall be in force
    :param reopens_lists: of a withdrawn base item: open what its withdrawal closed as well
    :raises NotYourCatalogue: the actor does not keep its items
    :raises ChangedMeanwhile: somebody saved since the actor looked at it
    :raises TransitionNotAllowed: it is submitted
    :raises NothingChanged: ``errors`` name the items in which nothing differs
    :raises OrderStale: an item has been published since
    :raises NotPublishable: ``errors`` name every element that is missing or contradictory
    :raises EffectiveTooEarly: the day is past
    """
    with transaction.atomic():
        order = locked_order(order_id)
        check_order(actor, order, "edit")
        check_revision(order, revision)
        is_short = order.kind == OrderKind.ROLLBACK
        move(order, OrderAction.SUBMIT_SHORT if is_short else OrderAction.SUBMIT)
        order.reason = required(reason)
        order.reopens_lists = reopens_lists and order.layer == OrderLayer.BASE
        if effective_from < timezone.localdate(at):
            raise EffectiveTooEarly
        _check_ready(order)
        order.effective_from, order.submitted_at = effective_from, at
        order.round += 1
        order.drafted_by_id, order.answer = staff_of(actor), ""
        order.editors = sorted({*order.editors, order.drafted_by_id})
        order.reviewed_by_id = order.reviewed_at = None
        order.approved_by_id = order.approved_at = None
        order.save()
        fact = events.OrderSubmitted(
            order_id=order.id,
            round=order.round,
            lines=order.line_count,
            effective_from=effective_from,
        )
        ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
    return order


def pass_review(
    *, order_id: UUID, revision: int, opinions: Opinions, actor: Actor, at: datetime
) -> ChangeOrder:
    """Let an order pass the legal review (法制审核).

    :param opinions: on every changed element
    :raises NotYourCatalogue: the actor does not review this catalogue
    :raises SamePerson: the actor wrote in it
    :raises OpinionsMissing: ``errors`` name the elements without an agreeing opinion
    """
    with transaction.atomic():
        order = locked_order(order_id)
        check_order(actor, order, "review")
        check_third_person(actor, order)
        check_revision(order, revision)
        move(order, OrderAction.PASS)
        elements = changes_of(order)
        missing = [
            FieldError(f"/opinions/{element}", "required", label)
            for element, label in elements.items()
            if opinions.get(element, (None, ""))[0] is not Verdict.AGREE
        ]
        if missing:
            raise OpinionsMissing(errors=missing)
        _keep(order, opinions, elements, staff_of(actor), at)
        order.reviewed_by_id, order.reviewed_at = staff_of(actor), at
        order.save()
        fact = events.OrderReviewed(
            order_id=order.id, round=order.round, elements=tuple(sorted(elements))
        )
        ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
    return order


def return_order(
    *,
    order_id: UUID,
    revision: int,
    reason: str,
    actor: Actor,
    at: datetime,
    opinions: Opinions | None = None,
) -> ChangeOrder:
    """Send an order back to those who drafted it, with the reason.

    :param opinions: of the legal reviewer, on the elements that they say something of
    :raises NotYourCatalogue: the actor neither reviews nor approves, whichever is due
    :raises SamePerson: the actor wrote in it
    :raises ReasonMissing: no reason is given
    :raises TransitionNotAllowed: it is not under review or approval, nor waiting for its day
    """
    with transaction.atomic():
        order = locked_order(order_id)
        is_review = order.state == OrderState.LEGAL_REVIEW
        check_order(actor, order, "review" if is_review else "publish")
        if order.state != OrderState.APPROVED:
            check_third_person(actor, order)
        check_revision(order, revision)
        move(order, OrderAction.RETURN)
        order.answer = required(reason)
        if is_review and opinions:
            _keep(order, opinions, changes_of(order), staff_of(actor), at)
        order.save()
        role = OrderRole.REVIEWER if is_review else OrderRole.APPROVER
        fact = events.OrderReturned(order_id=order.id, round=order.round, role=role.value)
        ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
    return order


def approve_order(
    *,
    order_id: UUID,
    revision: int,
    actor: Actor,
    at: datetime,
    note: str = "",
    defers: bool = False,
) -> ChangeOrder:
    """Approve an order; it takes effect on its day, at once when that is today.

    :param defers: leave the effect to a worker however few its items are
    :raises NotYourCatalogue: the actor does not publish in this catalogue
    :raises SamePerson: the actor wrote in it, or reviewed it
    :raises ChangedMeanwhile: it is not as the actor saw it
    :raises OrderStale, NotPublishable: it cannot be done any more; nothing has changed
    """
    with transaction.atomic():
        order = locked_order(order_id)
        check_order(actor, order, "publish")
        check_third_person(actor, order)
        check_revision(order, revision)
        move(order, OrderAction.APPROVE)
        today = timezone.localdate(at)
        order.effective_from = max(order.effective_from or today, today)
        order.approved_by_id, order.approved_at = staff_of(actor), at
        order.answer = clean_text(note, max_length=1000, multiline=True)
        _check_ready(order)
        order.save()
        fact = events.OrderApproved(order_id=order.id, effective_from=order.effective_from)
        ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
        if order.effective_from == today:
            if order.line_count <= AT_ONCE and not defers:
                take_effect(order, at=at)
            else:
                jobs.defer_effect(order.id)
    return order


def _check_ready(order: ChangeOrder) -> None:
    """Refuse an order that changes nothing, is behind its items, or cannot be published."""
    stale = stale_lines(order)
    if stale:
        raise OrderStale(
            errors=[FieldError(f"/lines/{one.position}", "stale", one.name) for one in stale]
        )
    same = unchanged_lines(order)
    if same:
        raise NothingChanged(
            errors=[FieldError(f"/lines/{one.position}", "unchanged", one.name) for one in same]
        )
    faults = order_faults(order)
    if faults:
        raise NotPublishable(errors=faults)


def _keep(
    order: ChangeOrder,
    opinions: Opinions,
    elements: Mapping[str, str],
    staff_id: UUID,
    at: datetime,
) -> None:
    LegalOpinion.objects.bulk_create(
        LegalOpinion(
            order=order,
            round=order.round,
            element=element,
            verdict=verdict,
            opinion=(
                required(text)
                if verdict is Verdict.OBJECT
                else clean_text(text, max_length=1000, multiline=True)
            ),
            given_by_id=staff_id,
            given_at=at,
        )
        for element, (verdict, text) in opinions.items()
        if element in elements
    )
