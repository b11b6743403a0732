# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Change proposals from below: a department asks, those who keep the base item answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from yiwang.catalogue import events, policies
from yiwang.catalogue.editing.access import CATALOGUE_RIGHTS, staff_of
from yiwang.catalogue.editing.orders import WRITABLE, open_base_order, required
from yiwang.catalogue.editing.targets import base_targets
from yiwang.catalogue.enums import ListState, ProposalState
from yiwang.catalogue.errors import (
    ContentInvalid,
    ItemInOtherOrder,
    ItemNotFound,
    NotYourCatalogue,
    OrderNotFound,
    ProposalAnswered,
    SamePerson,
)
from yiwang.catalogue.layers import BASE_ELEMENTS
from yiwang.catalogue.models import ChangeOrder, ChangeProposal, ImplementationList
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.ledger import services as ledger

MOST_WISHES: Final = 10


def make_proposal(
    *,
    base_item_id: UUID,
    reason: str,
    wishes: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> ChangeProposal:
    """Propose a change of a base item that the actor's department exercises.

    :param wishes: for each element what it should say, in free words
    :raises NotYourCatalogue: the actor does not edit the lists of their department
    :raises ItemNotFound: the department has no list of this item
    :raises ContentInvalid: no element, too many, or none that there is
    :raises ReasonMissing: no reason, or an element without a word
    """
    department_id = actor.department_id
    policies.check_can(
        actor,
        policies.Action.EDIT_LIST,
        division_code=actor.division_code,
        department_id=department_id,
    )
    target = base_targets([base_item_id]).get(base_item_id)
    if department_id is None or target is None or not _exercises(department_id, base_item_id):
        raise ItemNotFound
    unknown = [
        FieldError(f"/wishes/{element}", "unknown", element)
        for element in wishes
        if element not in BASE_ELEMENTS
    ]
    if unknown or not 0 < len(wishes) <= MOST_WISHES:
        raise ContentInvalid(errors=unknown)
    with transaction.atomic():
        made = ChangeProposal.objects.create(
            base_item_id=base_item_id,
            department_id=department_id,
            region_code=actor.division_code,
            name=target.name,
            reason=required(reason),
            wishes=[
                {"element": element, "wish": required(wishes[element])}
                for element in BASE_ELEMENTS
                if element in wishes
            ],
            made_by_id=staff_of(actor),
            made_at=at,
        )
        fact = events.ProposalMade(
            proposal_id=made.id,
            base_item_id=base_item_id,
            department_id=department_id,
            elements=tuple(wishes),
        )
        ledger.append(fact, actor=actor, at=at, region_code=made.region_code)
    return made


def answer_proposal(
    *, proposal_id: UUID, is_adopted: bool, answer: str, actor: Actor, at: datetime
) -> ChangeProposal:
    """Adopt or refuse a proposal, with the reason; adopting begins a change order.

    An order for the item that is still being drafted takes the proposal up.

    :raises OrderNotFound: there is no such proposal
    :raises NotYourCatalogue: the actor does not keep the base item
    :raises SamePerson: the actor made it
    :raises ProposalAnswered: it is answered
    :raises ItemInOtherOrder: an order for the item is under review; answer when it has ended
    """
    with transaction.atomic():
        found = (
            ChangeProposal.objects.select_for_update(of=("self",))
            .select_related("base_item")
            .filter(pk=proposal_id)
            .first()
        )
        if found is None:
            raise OrderNotFound
        scope = found.base_item.scope_code
        policies.check_can(actor, policies.Action.EDIT_BASE, division_code=scope)
        if found.state != ProposalState.OPEN:
            raise ProposalAnswered
        if found.made_by_id == staff_of(actor):
            raise SamePerson
        found.answer = required(answer)
        found.state = ProposalState.ADOPTED if is_adopted else ProposalState.REFUSED
        found.answered_by_id, found.answered_at = staff_of(actor), at
        found.order = _order_for(found, actor, at) if is_adopted else None
        found.save()
        fact = events.ProposalAnswered(
            proposal_id=found.id, is_adopted=is_adopted, order_id=found.order_id
        )
        ledger.append(fact, actor=actor, at=at, region_code=found.region_code)
    return found


def _exercises(department_id: UUID, base_item_id: UUID) -> bool:
    return ImplementationList.objects.filter(
        base_item_id=base_item_id, department_id=department_id, state=ListState.OPEN
    ).exists()


def _order_for(proposal: ChangeProposal, actor: Actor, at: datetime) -> ChangeOrder:
    drafted = ChangeOrder.objects.filter(
        lines__base_item_id=proposal.base_item_id,
        lines__is_open=True,
    ).first()
    if drafted is None:
        return open_base_order(
            base_item_id=proposal.base_item_id, reason=proposal.reason, actor=actor, at=at
        )
    if drafted.state not in WRITABLE:
        raise ItemInOtherOrder(
            params={
                "name": proposal.name,
                "order": str(drafted),
                "state": drafted.get_state_display(),
            }
        )
    return drafted


@dataclass(frozen=True, slots=True)
class Wish:
    """What an element should say."""

    element: str
    label: str
    wish: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as pages show it."""

    row: ChangeProposal
    department_name: str
    wishes: tuple[Wish, ...]
    may_answer: bool


def proposals(
    actor: Actor, *, base_item_id: UUID | None = None, limit: int = 100
) -> list[Proposal]:
    """Return what the actor's department proposed, and what those who keep items were asked."""
    rows = _seen(actor).select_related("department", "base_item", "order")
    if base_item_id is not None:
        rows = rows.filter(base_item_id=base_item_id)
    newest = rows.order_by("-made_at")[:limit]
    waiting_first = sorted(newest, key=lambda one: one.state != ProposalState.OPEN)
    return [_shown(row, actor) for row in waiting_first]


def proposal(proposal_id: UUID, actor: Actor) -> Proposal:
    """Return one of them.

    :raises OrderNotFound: it is not there for this actor
    """
    row = (
        _seen(actor)
        .select_related("department", "base_item", "order")
        .filter(pk=proposal_id)
        .first()
    )
    if row is None:
        raise OrderNotFound
    return _shown(row, actor)


def _seen(actor: Actor) -> "QuerySet[ChangeProposal]":
    if not actor.is_staff or actor.rights.isdisjoint(CATALOGUE_RIGHTS):
        raise NotYourCatalogue
    own = Q(department_id=actor.department_id)
    if actor.covers_subtree:
        own |= Q(base_item__scope_code=actor.division_code)
    return ChangeProposal.objects.filter(own)


def _shown(row: ChangeProposal, actor: Actor) -> Proposal:
    scope = row.base_item.scope_code
    return Proposal(
        row=row,
        department_name=row.department.name,
        wishes=tuple(
            Wish(one["element"], str(BASE_ELEMENTS[one["element"]].label), one["wish"])
            for one in row.wishes
        ),
        may_answer=row.state == ProposalState.OPEN
        and row.made_by_id != actor.staff_id
        and policies.can(actor, policies.Action.EDIT_BASE, division_code=scope),
    )
