# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about what was granted, each within what the actor may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from yiwang.cases.aftermath_refusals import EntitlementNotFound
from yiwang.cases.automation.drawn import drawn_for
from yiwang.cases.enums import (
    FOLLOWING,
    IN_FORCE,
    OPEN_STATES,
    EntitlementState,
    MeasureState,
    Purpose,
)
from yiwang.cases.models import Case, Entitlement, Measure, Remedy
from yiwang.cases.succession import heirs
from yiwang.foundation.actors import Actor

if TYPE_CHECKING:
    from yiwang.catalogue.selectors import ItemSnapshot

OPEN_MEASURES = (MeasureState.PROPOSED, MeasureState.TOLD, MeasureState.HEARD)


@dataclass(frozen=True, slots=True)
class EntitlementFilter:
    """What a list is narrowed to; empty means everything.

    :param ends_within: days from today within which the last day falls
    :param words: a case number, or the beginning of a holder's, a result's or an item's name
    :param has_measure: only what a measure is open about
    """

    states: Sequence[str] = ()
    ends_within: int | None = None
    words: str = ""
    has_measure: bool = False


@dataclass(frozen=True, slots=True)
class EntitlementPage:
    """Some entitlements, the latest first, and where the next ones start ("" at the end)."""

    rows: Sequence[Entitlement]
    next_cursor: str


def entitlement(entitlement_id: UUID, actor: Actor) -> Entitlement:
    """Return one, with its case and department.

    :raises EntitlementNotFound: there is none, or the actor may not see it
    """
    found = Entitlement.objects.visible_to(actor).select_related("department", "case", "follows")
    one = found.filter(pk=entitlement_id).first()
    if one is None:
        raise EntitlementNotFound
    return one


def entitlements(
    actor: Actor,
    *,
    wanted: EntitlementFilter = EntitlementFilter(),
    today: date,
    cursor: str = "",
    limit: int = 20,
) -> EntitlementPage:
    """Return a page of entitlements, the latest first.

    :param cursor: from the page before; anything else starts at the top
    """
    limit = max(1, min(limit, 100))
    found = (
        Entitlement.objects.visible_to(actor)
        .select_related("case")
        .defer("case__form_data", "case__process_state")
    )
    if (drawn := drawn_for(actor)) is not None:
        found = found.exclude(case_id__in=drawn)
    if wanted.states:
        found = found.filter(state__in=wanted.states)
    if wanted.ends_within is not None:
        last = today + timedelta(days=max(0, min(wanted.ends_within, 3660)))
        found = found.filter(state__in=IN_FORCE, valid_until__range=(today, last))
    if wanted.has_measure:
        found = found.filter(measures__state__in=OPEN_MEASURES)
    if words := wanted.words.strip()[:100]:
        found = found.filter(
            Q(case__number=words.upper())
            | Q(holder_name__startswith=words)
            | Q(result_name__startswith=words)
            | Q(item_name__startswith=words)
        )
    if place := _place(cursor):
        since, last_id = place
        found = found.filter(Q(valid_from__lt=since) | Q(valid_from=since, id__lt=last_id))
    rows = list(found.order_by("-valid_from", "-id")[: limit + 1])
    more = rows[limit - 1] if len(rows) > limit else None
    return EntitlementPage(rows[:limit], f"{more.valid_from.isoformat()}_{more.id}" if more else "")


def _place(cursor: str) -> tuple[date, UUID] | None:
    day, _separator, last_id = cursor.partition("_")
    try:
        return date.fromisoformat(day), UUID(last_id)
    except ValueError:
        return None


def measures_of(made: Entitlement) -> list[Measure]:
    """Return what was and is done to an entitlement that the reader sees, the latest first."""
    return list(made.measures.order_by("-proposed_at", "-id"))


def open_measure(found: Sequence[Measure]) -> Measure | None:
    """Return the measure that runs, if one does."""
    return next((one for one in found if one.state in OPEN_MEASURES), None)


def remedies_of(case: Case) -> list[Remedy]:
    """Return the reconsiderations and lawsuits about a case that the reader sees."""
    return list(Remedy.objects.filter(case=case).select_related("anew").order_by("-filed_on"))


def follow_ups_of(made: Entitlement, actor: Actor) -> list[Case]:
    """Return the applications about an entitlement that the reader may see, newest first."""
    rows = Case.objects.visible_to(actor).filter(about=made)
    return list(rows.only("id", "number", "purpose", "state", "outcome", "submitted_at"))


def possible_follow_ups(
    made: Entitlement, follow_ups: Sequence[Case], *, today: date
) -> list[Purpose]:
    """Return what its holder may ask for now."""
    is_over = made.valid_until is not None and made.valid_until < today
    if made.state not in IN_FORCE or is_over:
        return []
    if any(case.state in OPEN_STATES and not case.outcome for case in follow_ups):
        return []
    wanted = [one for one in Purpose if one in FOLLOWING]
    return [one for one in wanted if one != Purpose.RENEWAL or made.valid_until is not None]


def follow_up_items(made: Entitlement, *, today: date) -> dict[str, str]:
    """Return the name of the item by which each purpose is followed up, where it has its own."""
    return heirs.named_items(made, today)


def held_under(
    snapshot: "ItemSnapshot", actor: Actor, *, today: date
) -> list[tuple[Entitlement, Purpose]]:
    """Return what the actor holds that an item of its own changes, renews, replaces or ends."""
    return [(made, Purpose(what)) for made, what in heirs.held_under(snapshot, actor, today)]


def is_usable(made: Entitlement, *, today: date) -> bool:
    """Tell whether an entitlement may be used on a day."""
    ends = made.valid_until
    return made.state == EntitlementState.EFFECTIVE and (ends is None or today <= ends)
