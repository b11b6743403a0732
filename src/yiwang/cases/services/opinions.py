# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""常用意见: keeping one's own wording, and publishing it for the department."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.desk import events
from yiwang.cases.desk.enums import OpinionState
from yiwang.cases.desk.errors import (
    OpinionEmpty,
    OpinionNotFound,
    OpinionNotNow,
    OpinionNotYours,
    OpinionsTooMany,
)
from yiwang.cases.desk.places import check_places
from yiwang.cases.models import StandingOpinion
from yiwang.cases.services import content
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact
from yiwang.organizations.enums import Right

MOST_OWN = 100
LONGEST, TITLE, CODE, STEP = 1000, 60, 40, 100


@dataclass(frozen=True, slots=True)
class Wording:
    """What a standing opinion says, and where it is offered.

    :param item_code: of the only item that it is for; "" for every one
    :param step_name: the only step, as the process calls it; "" for every one
    """

    title: str
    words: str
    item_code: str = ""
    step_name: str = ""


@transaction.atomic
def save_opinion(
    *, wording: Wording, actor: Actor, at: datetime, opinion_id: UUID | None = None
) -> StandingOpinion:
    """Keep an opinion of one's own, a new one or a changed one.

    What was offered or published is one's own again once it is changed: others read it first.

    :raises OpinionEmpty, OpinionPlaceUnknown: what it says
    :raises OpinionsTooMany: a hundred are enough
    :raises OpinionNotFound, OpinionNotYours: it is somebody else's
    """
    opinion = _own(opinion_id, actor) if opinion_id else _new(actor)
    opinion.title = clean_text(wording.title, max_length=TITLE)
    opinion.words = clean_text(wording.words, max_length=LONGEST, multiline=True)
    opinion.item_code = clean_text(wording.item_code, max_length=CODE)
    opinion.step_name = clean_text(wording.step_name, max_length=STEP)
    if not opinion.title or not opinion.words:
        raise OpinionEmpty
    check_places(opinion.words)
    opinion.state, opinion.published_by_id, opinion.changed_at = OpinionState.OWN, None, at
    opinion.save()
    said = [opinion.title, opinion.words, opinion.item_code, opinion.step_name]
    _note(
        events.OpinionSaved(opinion_id=opinion.pk, content_sha256=content.digest(said, ())),
        opinion,
        actor=actor,
        at=at,
    )
    return opinion


def _new(actor: Actor) -> StandingOpinion:
    staff_id = policies.staff_of(actor)
    if actor.department_id is None:
        raise OpinionNotYours
    own = StandingOpinion.objects.filter(owner_id=staff_id, department_id=actor.department_id)
    if own.count() >= MOST_OWN:
        raise OpinionsTooMany(params={"most": MOST_OWN})
    return StandingOpinion(
        region_code=actor.division_code,
        department_id=actor.department_id,
        owner_id=staff_id,
        owner_name=actor.display_name,
    )


def _own(opinion_id: UUID, actor: Actor) -> StandingOpinion:
    opinion = _seen(opinion_id, actor)
    if opinion.owner_id != actor.staff_id:
        raise OpinionNotYours
    return opinion


def _seen(opinion_id: UUID, actor: Actor) -> StandingOpinion:
    found = StandingOpinion.objects.visible_to(actor).select_for_update(of=("self",))
    opinion = found.filter(pk=opinion_id).first()
    if opinion is None:
        raise OpinionNotFound
    return opinion


@transaction.atomic
def delete_opinion(*, opinion_id: UUID, actor: Actor, at: datetime) -> None:
    """Delete one's own opinion; what was sent with it stays as it was sent.

    :raises OpinionNotFound, OpinionNotYours: it is somebody else's
    """
    opinion = _own(opinion_id, actor)
    _note(events.OpinionDeleted(opinion_id=opinion.pk), opinion, actor=actor, at=at)
    opinion.delete()


@transaction.atomic
def offer_opinion(*, opinion_id: UUID, actor: Actor, at: datetime) -> StandingOpinion:
    """Offer one's own opinion to the department.

    :raises OpinionNotNow: it was offered before
    """
    opinion = _own(opinion_id, actor)
    if opinion.state != OpinionState.OWN:
        raise OpinionNotNow
    return _move(opinion, OpinionState.OFFERED, actor=actor, at=at)


@transaction.atomic
def publish_opinion(*, opinion_id: UUID, actor: Actor, at: datetime) -> StandingOpinion:
    """Let the whole department use an opinion that was offered; for whoever decides there.

    :raises OpinionNotYours: the actor's post does not decide
    :raises OpinionNotNow: nobody offers it
    """
    opinion = _seen(opinion_id, actor)
    if not actor.has_right(Right.CASES_APPROVE):
        raise OpinionNotYours
    if opinion.state != OpinionState.OFFERED:
        raise OpinionNotNow
    opinion.published_by_id = policies.staff_of(actor)
    return _move(opinion, OpinionState.PUBLISHED, actor=actor, at=at)


@transaction.atomic
def take_back_opinion(*, opinion_id: UUID, actor: Actor, at: datetime) -> StandingOpinion:
    """Make a shared opinion its writer's own again; for the writer and for whoever decides.

    :raises OpinionNotNow: it is nobody else's
    """
    opinion = _seen(opinion_id, actor)
    if opinion.owner_id != actor.staff_id and not actor.has_right(Right.CASES_APPROVE):
        raise OpinionNotYours
    if opinion.state == OpinionState.OWN:
        raise OpinionNotNow
    opinion.published_by_id = None
    return _move(opinion, OpinionState.OWN, actor=actor, at=at)


def _move(
    opinion: StandingOpinion, state: OpinionState, *, actor: Actor, at: datetime
) -> StandingOpinion:
    opinion.state, opinion.changed_at = state, at
    opinion.save(update_fields=["state", "published_by_id", "changed_at"])
    fact = events.OpinionMoved(
        opinion_id=opinion.pk, department_id=opinion.department_id, state=state
    )
    _note(fact, opinion, actor=actor, at=at)
    return opinion


def _note(fact: Fact, opinion: StandingOpinion, *, actor: Actor, at: datetime) -> None:
    ledger.append(fact, actor=actor, at=at, region_code=opinion.region_code)
