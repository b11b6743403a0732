# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose invitations, shared drafts and cases these are; to everybody else they are not there.

The rows of the applicant are read in nobody's name here, after the co-applicant's own row was
found by their person.
"""

from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef

from yiwang.cases.asking.reading import Exchange, questions_of
from yiwang.cases.enums import TogetherState
from yiwang.cases.models import Case, CoApplicant, Draft
from yiwang.cases.models.together import LIVE
from yiwang.cases.queries.timeline import TimelineEntry, timeline
from yiwang.cases.together.errors import InvitationNotFound
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity

Rows = models.QuerySet[CoApplicant]
_DRAFT_IS_THERE = Exists(Draft.objects.filter(pk=OuterRef("draft_id")))


def is_oneself(actor: Actor, *, index: bytes, name: str) -> bool:
    """Tell whether a number stands for the actor; a telephone may be that of a family."""
    own = identity.own_number(actor)
    if own is None:
        return False
    return index in own.indexes or (index in own.phone_indexes and name == own.name)


def invitations(actor: Actor, *, today: date) -> Rows:
    """Return what waits for this person: number and name have to be theirs, and checked."""
    own = identity.own_number(actor)
    if own is None or actor.assurance < 2 or actor.is_acting_for_another:
        return CoApplicant.objects.none()
    return CoApplicant.objects.filter(
        _DRAFT_IS_THERE,
        number_index__in=[*own.indexes, *own.phone_indexes],
        name=own.name,
        state=TogetherState.INVITED,
        expires_on__gte=today,
    )


def invited(actor: Actor, *, today: date) -> list[CoApplicant]:
    """Return the invitations that wait for this person, newest first."""
    with reach.everywhere():
        return list(invitations(actor, today=today).order_by("-invited_at")[:50])


def joined(actor: Actor, *, today: date) -> list[CoApplicant]:
    """Return the drafts and cases of others that this person has a part in; at most 100."""
    if not actor.is_citizen or actor.person_id is None or actor.is_acting_for_another:
        return []
    mine = CoApplicant.objects.filter(person_id=actor.person_id, state=TogetherState.JOINED)
    with reach.everywhere():
        of_drafts = mine.filter(_DRAFT_IS_THERE, case__isnull=True, expires_on__gte=today)
        of_cases = mine.filter(case__isnull=False).select_related("case")
        return [*of_drafts.order_by("-invited_at")[:50], *of_cases.order_by("-invited_at")[:50]]


def of_draft(draft: Draft) -> list[CoApplicant]:
    """Return who was invited to a draft, for its applicant; no query where it is not shared."""
    if not draft.is_shared:
        return []
    live = CoApplicant.objects.filter(draft_id=draft.pk, state__in=[*LIVE, TogetherState.DECLINED])
    return list(live.order_by("invited_at", "id"))


def of_case(case: Case) -> list[CoApplicant]:
    """Return who applies together with the applicant; no query where nobody does."""
    if not case.has_co_applicants:
        return []
    with reach.everywhere():
        return list(CoApplicant.objects.filter(case=case).order_by("invited_at", "id"))


def own_part(co_applicant_id: UUID, actor: Actor, *, lock: bool = False) -> CoApplicant:
    """Return the actor's own row, of a draft or of a case. Call it within ``everywhere``.

    :raises InvitationNotFound: it is somebody else's, or over
    """
    mine = CoApplicant.objects.filter(pk=co_applicant_id, state=TogetherState.JOINED)
    mine = mine.select_for_update() if lock else mine
    found = mine.filter(person_id=actor.person_id).first() if actor.person_id else None
    if found is None or not actor.is_citizen or actor.is_acting_for_another:
        raise InvitationNotFound
    return found


def shared_draft(
    co_applicant_id: UUID, actor: Actor, *, today: date, lock: bool = False
) -> tuple[CoApplicant, Draft]:
    """Return the actor's part in a shared draft, and the draft. Call it within ``everywhere``.

    The draft is locked first, as the applicant's own commands do.

    :raises InvitationNotFound: revoked, expired, handed in, thrown away, or somebody else's
    """
    part = own_part(co_applicant_id, actor)
    drafts = Draft.objects.filter(pk=part.draft_id)
    draft = (drafts.select_for_update() if lock else drafts).first()
    if lock:
        part = own_part(co_applicant_id, actor, lock=True)
    if draft is None or part.case_id is not None or part.expires_on < today:
        raise InvitationNotFound
    return part, draft


def case_of(co_applicant_id: UUID, actor: Actor) -> tuple[CoApplicant, Case]:
    """Return the case that the actor is a party of.

    :raises InvitationNotFound: it is none (yet), or somebody else's
    """
    with reach.everywhere():
        part = own_part(co_applicant_id, actor)
        cases = Case.objects.select_related("department")
        case = cases.filter(pk=part.case_id).first() if part.case_id else None
    if case is None:
        raise InvitationNotFound
    return part, case


def story_for(
    co_applicant_id: UUID, actor: Actor
) -> tuple[CoApplicant, Case, list[TimelineEntry], list[Exchange]]:
    """Return what a party sees of the case: how it goes, and what was asked and answered."""
    part, case = case_of(co_applicant_id, actor)
    with reach.everywhere():
        return part, case, timeline(case), questions_of(case)


def is_party(case: Case, actor: Actor) -> bool:
    """Tell whether the actor applies together with the applicant of a case."""
    if not case.has_co_applicants or not actor.is_citizen or actor.is_acting_for_another:
        return False
    with reach.everywhere():
        return CoApplicant.objects.filter(case=case, person_id=actor.person_id).exists()
