# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Inviting somebody to a draft, answering, and ending it; who is not invited learns nothing."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yiwang.cases.enums import TogetherState
from yiwang.cases.errors import DraftNotFound, NotYourCase
from yiwang.cases.models import CoApplicant, Draft
from yiwang.cases.models.together import LIVE
from yiwang.cases.services import clocks
from yiwang.cases.together import events, finding
from yiwang.cases.together.errors import (
    CannotInvite,
    InvitationNotFound,
    RealNameNeeded,
    TooManyInvitations,
)
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger

MOST: Final = 5
MOST_EVER: Final = 15
"""Invitations of one draft, ended ones too: each of them sends a message."""
OPEN_FOR: Final = timedelta(days=30)
REAL_NAME: Final = 2
KNOWN: Final = ("number_index", "number_masked")


@transaction.atomic
def invite(
    *, draft_id: UUID, name: str, number: str, role: str = "", actor: Actor, at: datetime
) -> CoApplicant:
    """Invite somebody by name and resident or mobile number; whether they are known is not told.

    :param role: one of those that the form asks for, or "" for somebody else
    :raises DraftNotFound: it is somebody else's
    :raises RealNameNeeded: the actor is not real-name checked
    :raises InvalidResidentId, InvalidText: as they say
    :raises CannotInvite: oneself, somebody or a role twice, too many
    :raises TooManyInvitations: so many that strangers would be pestered with messages
    """
    draft = Draft.objects.visible_to(actor).select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise DraftNotFound
    check_real_name(actor)
    known = identity.index_of_invited(number)
    called = clean_text(name, max_length=60)
    titles = roles_of(draft)
    ever = list(CoApplicant.objects.filter(draft_id=draft.pk))
    live = [one for one in ever if one.state in LIVE]
    if len(ever) >= MOST_EVER:
        raise TooManyInvitations
    is_taken = any(
        bytes(one.number_index) == known.index or (role and one.role == role) for one in live
    )
    is_oneself = finding.is_oneself(actor, index=known.index, name=called)
    if not called or is_taken or is_oneself or len(live) >= MOST or (role and role not in titles):
        raise CannotInvite
    invited = CoApplicant.objects.create(
        region_code=draft.region_code,
        draft_id=draft.pk,
        item_name=draft.item_name,
        role=role,
        role_title=titles.get(role, _("共同申请人")),
        invited_by_id=draft.applicant_id,
        invited_by_name=actor.display_name[:200],
        name=called,
        number_index=known.index,
        number_masked=known.masked,
        invited_at=at,
        expires_on=clocks.today_of(at) + OPEN_FOR,
    )
    if not draft.is_shared:
        draft.is_shared = True
        draft.save(update_fields=["is_shared"])
    fact = events.CoApplicantInvited(
        co_applicant_id=invited.pk, draft_id=draft.pk, role=role, expires_on=invited.expires_on
    )
    ledger.append(fact, actor=actor, at=at, region_code=draft.region_code)
    return invited


def roles_of(draft: Draft) -> dict[str, str]:
    """Return who has to sign beside the applicant, by the item's form: role → its title."""
    form_id = catalogue.snapshot(draft.version_id).form_id
    return forms.compiled_form(form_id).together if form_id else {}


def check_real_name(actor: Actor) -> None:
    """Raise unless the actor is a citizen who is real-name checked.

    :raises NotYourCase: no citizen
    :raises RealNameNeeded: not checked yet
    """
    if not actor.is_citizen:
        raise NotYourCase
    if actor.assurance < REAL_NAME:
        raise RealNameNeeded


@transaction.atomic
def answer(*, co_applicant_id: UUID, accepts: bool, actor: Actor, at: datetime) -> CoApplicant:
    """Accept an invitation, or decline it.

    :raises RealNameNeeded: the actor is not real-name checked
    :raises InvitationNotFound: it is not for them, is over, or never was
    :raises CannotInvite: they have a part in this draft already
    """
    check_real_name(actor)
    with reach.everywhere():
        waiting = finding.invitations(actor, today=clocks.today_of(at))
        invited = waiting.select_for_update().filter(pk=co_applicant_id).first()
        if invited is None:
            raise InvitationNotFound
        invited.person_id, invited.answered_at = actor.person_id, at
        invited.state = TogetherState.JOINED if accepts else TogetherState.DECLINED
        invited.ended_at = None if accepts else at
        if accepts:
            _know_by_number(invited, actor)
        invited.save(update_fields=[*KNOWN, "person_id", "answered_at", "state", "ended_at"])
        fact = events.CoApplicantAnswered(co_applicant_id=invited.pk, accepts=accepts)
        ledger.append(fact, actor=actor, at=at, region_code=invited.region_code)
    return invited


def _know_by_number(invited: CoApplicant, actor: Actor) -> None:
    """Keep who was invited by telephone by their resident number from now on."""
    own = identity.own_number(actor)
    if own is None or bytes(invited.number_index) in own.indexes:
        return
    live = CoApplicant.objects.filter(draft_id=invited.draft_id, state__in=LIVE)
    if live.filter(number_index__in=own.indexes).exists():
        raise CannotInvite
    invited.number_index, invited.number_masked = own.resident.index, own.resident.masked


@transaction.atomic
def end(*, co_applicant_id: UUID, actor: Actor, at: datetime) -> CoApplicant:
    """End sharing at once: the applicant revokes it, or the co-applicant leaves.

    :raises InvitationNotFound: it has ended, belongs to a case, or is somebody else's
    """
    with reach.everywhere():
        live = CoApplicant.objects.filter(pk=co_applicant_id, state__in=LIVE, case__isnull=True)
        found = live.select_for_update().first()
        if found is None:
            raise InvitationNotFound
        drafts = Draft.objects.visible_to(actor).filter(pk=found.draft_id)
        by_owner = drafts.exists()
        if not by_owner and (not actor.is_citizen or found.person_id != actor.person_id):
            raise InvitationNotFound
        found.state, found.ended_at = TogetherState.ENDED, at
        found.save(update_fields=["state", "ended_at"])
        fact = events.SharingEnded(co_applicant_id=found.pk, by_owner=by_owner)
        ledger.append(fact, actor=actor, at=at, region_code=found.region_code)
    return found


def forget(draft_ids: "list[UUID]") -> None:
    """Erase what was shared of drafts that are gone and became no case."""
    with reach.everywhere():
        CoApplicant.objects.filter(draft_id__in=draft_ids, case__isnull=True).delete()
