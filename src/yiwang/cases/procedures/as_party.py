# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Interested parties act for themselves: they object, ask for a hearing, give it up.

The case is somebody else's, so everything here is done in nobody's name, after the party's own row
was found by the person who is signed in.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases.enums import PartyRole, ProcedureState, StatementKind
from yiwang.cases.errors import ProcedureNotFound, ProcedureNotNow
from yiwang.cases.models import Case, InterestedParty, SpecialProcedure, Statement
from yiwang.cases.procedures import parties
from yiwang.cases.procedures.interests import BEFORE_THE_DECISION, own, own_party
from yiwang.cases.procedures.kinds import kind_of
from yiwang.cases.services import clocks
from yiwang.cases.services.locking import locked_case
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.organizations import selectors as organizations
from yiwang.workflow.clock import Procedure


def _locked(party_id: UUID, actor: Actor) -> tuple[Case, InterestedParty]:
    """Return the party's row and the locked case, before its decision. Call within everywhere."""
    party = own_party(party_id, actor)
    case = locked_case(party.case_id)
    if case.state not in BEFORE_THE_DECISION:
        raise ProcedureNotNow
    party.refresh_from_db()
    if party.person_id is None:  # told before they had an account: from now on they get messages
        party.person_id = actor.applicant_id
        party.save(update_fields=["person_id"])
    return case, party


@transaction.atomic
def object_as_party(
    *, party_id: UUID, words: str, actor: Actor, at: datetime, files: Sequence[UUID] = ()
) -> Statement:
    """State an objection in a case that touches one's interests.

    :raises ProcedureNotFound: one was not told of it
    :raises ProcedureNotNow: it is decided
    :raises ReasonMissing: nothing is said
    """
    with reach.everywhere():
        case, party = _locked(party_id, actor)
        return parties.received(
            case,
            StatementKind.OBJECTION,
            words,
            files=files,
            party=party,
            notice=None,
            actor=actor,
            at=at,
        )


@transaction.atomic
def ask_hearing_as_party(
    *, party_id: UUID, reason: str, actor: Actor, at: datetime
) -> SpecialProcedure:
    """Ask for a hearing, within five working days of being told of the right (行政许可法 47).

    :raises HearingNotOffered, HearingAskedTooLate, ReasonMissing: as they say
    """
    with reach.everywhere():
        case, party = _locked(party_id, actor)
        return parties.hearing_asked(case, party, reason, actor=actor, at=at)


@transaction.atomic
def waive_hearing_as_party(*, party_id: UUID, actor: Actor, at: datetime) -> InterestedParty:
    """Give up the right to a hearing, or take the request back before it is held."""
    with reach.everywhere():
        case, party = _locked(party_id, actor)
        return parties.hearing_waived(case, party, actor=actor, at=at)


@transaction.atomic
def object_to_notice(*, procedure_id: UUID, words: str, actor: Actor, at: datetime) -> Statement:
    """Object to a public notice (公示) while it hangs out: anybody who is signed in may.

    Whoever does becomes a party of the case: they see the answer like those who were told by hand.

    :raises ProcedureNotFound: there is no such notice, or it is not for everybody
    :raises ProcedureNotNow: its last day is over, or the case is decided
    """
    person_id = actor.applicant_id
    if not actor.is_citizen or person_id is None or own(actor) is None:
        raise ProcedureNotFound
    with reach.everywhere():
        notice = SpecialProcedure.objects.filter(
            pk=procedure_id, kind=Procedure.PUBLIC_NOTICE, told_at__isnull=False, is_public=True
        ).first()
        if notice is None:
            raise ProcedureNotFound
        case = locked_case(notice.case_id)
        if organizations.is_labelled(case.department_id, case.item_code):
            raise ProcedureNotFound
        today = clocks.today_of(at)
        is_open = notice.state == ProcedureState.TOLD and today <= (notice.ends_on or today)
        if not is_open or case.state not in BEFORE_THE_DECISION:
            raise ProcedureNotNow
        party = _party_of_notice(case, notice, actor, person_id)
        return parties.received(
            case,
            StatementKind.OBJECTION,
            words,
            files=(),
            party=party,
            notice=notice,
            actor=actor,
            at=at,
        )


def _party_of_notice(
    case: Case, notice: SpecialProcedure, actor: Actor, person_id: UUID
) -> InterestedParty:
    """Return the row of somebody who heard of a case by its public notice, made once."""
    known = InterestedParty.objects.filter(
        case=case, person_id=person_id, role=PartyRole.INTERESTED
    ).first()
    if known is not None:
        return known
    if notice.told_at is None or notice.planned_by_id is None:
        raise ProcedureNotFound
    return InterestedParty.objects.create(
        region_code=case.region_code,
        case=case,
        role=PartyRole.INTERESTED,
        name=identity.applicant_summary(person_id).name,
        stake=str(kind_of(notice.kind).name),
        person_id=person_id,
        told_at=notice.told_at,
        told_by_id=notice.planned_by_id,
    )
