# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who drafts, reviews and approves in these tests, and orders at each place of their way."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from tests.catalogue.worlds import HYGIENE, MORNING, TODAY, Catalogue
from tests.organizations.factories import XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue.editing import commands
from yiwang.catalogue.editing.faults import changes_of
from yiwang.catalogue.enums import OrderKind, Verdict
from yiwang.catalogue.models import ChangeOrder, ImplementationVersion
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department

EDIT, REVIEW, PUBLISH = Right.CATALOGUE_EDIT, Right.CATALOGUE_REVIEW, Right.CATALOGUE_PUBLISH


def hand(department: Department, *rights: Right, covers_subtree: bool = False) -> Actor:
    """Return somebody on the staff with a post in a department, another one each time."""
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=uuid4(),
        department_id=department.id,
        division_code=department.division_id,
        covers_subtree=covers_subtree,
        rights=frozenset(rights),
    )


class Hands:
    """A drafter, a legal reviewer and an approver of one department."""

    def __init__(self, department: Department, *, covers_subtree: bool = False) -> None:
        self.drafter = hand(department, EDIT, covers_subtree=covers_subtree)
        self.second = hand(department, EDIT, covers_subtree=covers_subtree)
        self.reviewer = hand(department, REVIEW, covers_subtree=covers_subtree)
        self.approver = hand(department, PUBLISH, covers_subtree=covers_subtree)


def provincial() -> Hands:
    return Hands(DepartmentFactory(of=ZHEJIANG), covers_subtree=True)


def of_list(catalogue: Catalogue, item: str = HYGIENE) -> Hands:
    return Hands(catalogue.list_of(item, XIHU).department)


def content_of(catalogue: Catalogue, item: str = HYGIENE, **changes: Any) -> dict[str, Any]:
    """Return the elements of a list in the county, with changes."""
    version = ImplementationVersion.objects.get(pk=catalogue.list_of(item, XIHU).current_id)
    elements: dict[str, Any] = version.content | changes
    return elements


def drafted(
    catalogue: Catalogue,
    hands: Hands,
    item: str = HYGIENE,
    *,
    kind: OrderKind = OrderKind.CHANGE,
    at: datetime = MORNING,
    **changes: Any,
) -> ChangeOrder:
    """Return an order for a list in the county that is being drafted."""
    content = content_of(catalogue, item, **changes) if kind is OrderKind.CHANGE else None
    return commands.open_list_order(
        contents={catalogue.list_of(item, XIHU).id: content},
        kind=kind,
        actor=hands.drafter,
        at=at,
    )


def submitted(
    order: ChangeOrder,
    hands: Hands,
    *,
    on: date = TODAY,
    at: datetime = MORNING,
) -> ChangeOrder:
    order.refresh_from_db()
    return commands.submit_order(
        order_id=order.id,
        revision=order.revision,
        reason="方便群众。",
        effective_from=on,
        actor=hands.drafter,
        at=at,
    )


def agreed(order: ChangeOrder) -> dict[str, tuple[Verdict, str]]:
    """Return an agreeing opinion on every changed element."""
    return dict.fromkeys(changes_of(order), (Verdict.AGREE, "合法。"))


def reviewed(order: ChangeOrder, hands: Hands, *, at: datetime = MORNING) -> ChangeOrder:
    return commands.pass_review(
        order_id=order.id,
        revision=order.revision,
        opinions=agreed(order),
        actor=hands.reviewer,
        at=at,
    )


def approved(order: ChangeOrder, hands: Hands, *, at: datetime = MORNING) -> ChangeOrder:
    return commands.approve_order(
        order_id=order.id, revision=order.revision, actor=hands.approver, at=at
    )


def published(
    catalogue: Catalogue, hands: Hands, item: str = HYGIENE, **changes: Any
) -> ChangeOrder:
    """Return an order that has gone all the way."""
    order = submitted(drafted(catalogue, hands, item, **changes), hands)
    return approved(reviewed(order, hands), hands)


def line_id(order: ChangeOrder) -> UUID:
    return order.lines.values_list("id", flat=True).get(position=0)
