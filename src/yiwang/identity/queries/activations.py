# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about staff accounts that nobody has taken into use yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yiwang.foundation.actors import Actor
from yiwang.identity.enums import ActivationState
from yiwang.identity.models import Activation
from yiwang.organizations import selectors as organizations


@dataclass(frozen=True, slots=True)
class ActivationLine:
    """One account that waits, as its administrator sees it."""

    staff_id: UUID
    name: str
    staff_number: str
    department_name: str
    login: str
    issued_at: datetime | None
    expires_at: datetime | None

    def state(self, at: datetime) -> ActivationState:
        """Say whether a code is out, and still good."""
        return _state(self.expires_at, at)


@dataclass(frozen=True, slots=True)
class ActivationPage:
    """Some of them by staff number, and where the next ones start ("" at the end)."""

    rows: Sequence[ActivationLine]
    next_cursor: str


_COLUMNS = (
    "account__staff_id",
    "account__staff__name",
    "account__staff__staff_number",
    "account__staff__department__name",
    "account__login",
    "issued_at",
    "expires_at",
)


def in_reach(
    actor: Actor,
    *,
    state: ActivationState | None = None,
    cursor: str = "",
    limit: int = 50,
    at: datetime,
) -> ActivationPage:
    """Return accounts that wait for their activation, of staff in the actor's reach.

    :param limit: 1 to 200
    """
    limit = max(1, min(limit, 200))
    found = _in_reach(actor)
    if state is not None:
        found = found.filter(_is_in(state, at))
    if cursor:
        found = found.filter(account__staff__staff_number__gt=cursor)
    rows = list(found.order_by("account__staff__staff_number").values_list(*_COLUMNS)[: limit + 1])
    lines = [ActivationLine(*row) for row in rows[:limit]]
    return ActivationPage(lines, lines[-1].staff_number if len(rows) > limit else "")


def counts(actor: Actor, *, at: datetime) -> dict[ActivationState, int]:
    """Return how many accounts are in each state before their first use."""
    wanted = {state.value: Count("pk", filter=_is_in(state, at)) for state in ActivationState}
    found: dict[str, int] = _in_reach(actor).aggregate(**wanted)
    return {state: found[state.value] for state in ActivationState}


def state_of(account_id: UUID, *, at: datetime) -> ActivationState | None:
    """Return how far one account has come; None when somebody has taken it into use."""
    expiries = Activation.objects.filter(pk=account_id).values_list("expires_at", flat=True)
    found = list(expiries)
    return _state(found[0], at) if found else None


def _state(expires_at: datetime | None, at: datetime) -> ActivationState:
    if expires_at is None:
        return ActivationState.WAITING
    return ActivationState.ISSUED if expires_at > at else ActivationState.EXPIRED


def _in_reach(actor: Actor) -> QuerySet[Activation]:
    reached = organizations.departments_reached(actor, prefix="account__staff__department__")
    return Activation.objects.filter(
        reached, account__is_active=True, account__staff__left_on__isnull=True
    )


def _is_in(state: ActivationState, at: datetime) -> Q:
    return {
        ActivationState.WAITING: Q(expires_at__isnull=True),
        ActivationState.ISSUED: Q(expires_at__gt=at),
        ActivationState.EXPIRED: Q(expires_at__lte=at),
    }[state]
