# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about standing opinions: what somebody may use, and what it says in a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from yiwang.cases.desk.enums import OpinionState
from yiwang.cases.desk.errors import OpinionNotFound
from yiwang.cases.desk.places import PLACES, filled, values_of
from yiwang.cases.models import Case, StandingOpinion
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right

__all__ = ["PLACES", "OfferedOpinion", "opinion", "opinions", "opinions_for"]

MOST_OFFERED = 30


@dataclass(frozen=True, slots=True)
class OfferedOpinion:
    """An opinion as somebody may use it in one case.

    :param words: with what the case says in each place
    :param is_filled: whether the case filled anything in, so that it fits no other
    """

    id: UUID
    title: str
    words: str
    step_name: str
    is_own: bool
    is_filled: bool


def opinions(actor: Actor) -> list[StandingOpinion]:
    """Return one's own opinions, and those that the department shares; at most 300.

    What is only offered is shown to its writer and to whoever may publish it.
    """
    found = StandingOpinion.objects.visible_to(actor)
    if not actor.has_right(Right.CASES_APPROVE):
        found = found.exclude(Q(state=OpinionState.OFFERED) & ~Q(owner_id=actor.staff_id))
    return list(found.order_by("title", "id")[:300])


def opinion(opinion_id: UUID, actor: Actor) -> StandingOpinion:
    """Return one opinion that the actor may see.

    :raises OpinionNotFound: there is none
    """
    found = StandingOpinion.objects.visible_to(actor).filter(pk=opinion_id).first()
    if found is None:
        raise OpinionNotFound
    return found


def opinions_for(
    actor: Actor, of: Case, *, today: date, step_names: Sequence[str] = ()
) -> list[OfferedOpinion]:
    """Return what may be used in a case, with its places filled in; own ones first.

    :param step_names: the steps that wait; an opinion for another one is left out
    """
    usable = Q(owner_id=actor.staff_id) | Q(state=OpinionState.PUBLISHED)
    found = StandingOpinion.objects.visible_to(actor).filter(
        usable, item_code__in=["", of.item_code], step_name__in=["", *step_names]
    )
    rows = list(found.order_by("title", "id")[:MOST_OFFERED])
    if not rows:
        return []
    values = values_of(of, today=today)
    offered = [
        OfferedOpinion(
            id=one.pk,
            title=one.title,
            words=(words := filled(one.words, values)),
            is_filled=words != one.words,
            step_name=one.step_name,
            is_own=one.owner_id == actor.staff_id,
        )
        for one in rows
    ]
    return sorted(offered, key=lambda one: not one.is_own)
