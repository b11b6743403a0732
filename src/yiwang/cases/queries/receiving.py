# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about applications that one body took in for another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yiwang.cases.models import Case, Receiving
from yiwang.cases.receiving_refusals import NotTakenIn
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right

_OF_THE_CASE = ("number", "item_name", "applicant_name", "applicant_id", "applicant_kind", "state")
_DAYS = ("outcome", "intake_due_on", "due_on", "region_code", "department")


@dataclass(frozen=True, slots=True)
class ReceivingPage:
    """Some applications that a counter took in, newest first."""

    rows: Sequence[Receiving]
    next_cursor: str


def taken_in_here(
    actor: Actor, *, states: Sequence[str] = (), cursor: str = "", limit: int = 20
) -> ReceivingPage:
    """Return what the actor's counter took in for others: how it stands, never its form."""
    if not actor.has_right(Right.COUNTER_ASSIST) or actor.department_id is None:
        return ReceivingPage([], "")
    found = _of_counter(actor.department_id)
    if states:
        found = found.filter(state__in=states)
    if place := _place(cursor):
        at, last = place
        found = found.filter(Q(received_at__lt=at) | Q(received_at=at, id__lt=last))
    with reach.everywhere():
        rows = list(found.order_by("-received_at", "-id")[: limit + 1])
    more = rows[limit - 1] if len(rows) > limit else None
    return ReceivingPage(rows[:limit], f"{more.received_at.isoformat()}_{more.id}" if more else "")


def _of_counter(department_id: UUID) -> QuerySet[Receiving]:
    fields = ("case", "case__department", "department")
    whole = [f"case__{name}" for name in (*_OF_THE_CASE, *_DAYS)]
    own = [field.attname for field in Receiving._meta.concrete_fields]
    names = ("case__department__name", "department__name")
    return (
        Receiving.objects.filter(department_id=department_id)
        .select_related(*fields)
        .only(*own, *whole, *names)
    )


def taken_in(case_id: UUID, actor: Actor) -> Receiving:
    """Return one application that the actor's counter took in.

    :raises NotTakenIn: it did not
    """
    if not actor.has_right(Right.COUNTER_ASSIST) or actor.department_id is None:
        raise NotTakenIn
    with reach.everywhere():
        found: Receiving | None = _of_counter(actor.department_id).filter(case_id=case_id).first()
    if found is None:
        raise NotTakenIn
    return found


def receiving_of(case: Case) -> Receiving | None:
    """Return who took in a case that the reader sees, where somebody else did."""
    return Receiving.objects.filter(case=case).select_related("department").first()


def _place(cursor: str) -> tuple[datetime, UUID] | None:
    moment, _separator, last_id = cursor.partition("_")
    try:
        at, last = datetime.fromisoformat(moment), UUID(last_id)
    except ValueError:
        return None
    return (at, last) if at.tzinfo else None
