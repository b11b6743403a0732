# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Interested parties act for themselves: they are found by their number, and see what touches them.

The case is somebody else's, so its rows are read in nobody's name here, after the party's own row
was found by the person who is signed in. They never see the application.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yiwang.cases.enums import PartyRole, ProcedureState, StatementKind
from yiwang.cases.errors import ProcedureNotFound, ProcedureNotNow
from yiwang.cases.models import Case, InterestedParty, SpecialProcedure, Statement
from yiwang.cases.procedures import parties
from yiwang.cases.procedures.kinds import Kind, kind_of
from yiwang.cases.procedures.locking import BEFORE_THE_DECISION
from yiwang.cases.services import clocks
from yiwang.cases.services.locking import locked_case
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_name
from yiwang.identity import selectors as identity
from yiwang.workflow.clock import Procedure

MOST = 100
OPEN_TO_ALL = (Procedure.HEARING, Procedure.PUBLIC_NOTICE)
TOLD = (ProcedureState.TOLD, ProcedureState.HELD, ProcedureState.CONCLUDED)


@dataclass(frozen=True, slots=True)
class ShownHearing:
    """A hearing or a public notice as those whom it concerns see it."""

    row: SpecialProcedure
    kind: Kind


@dataclass(frozen=True, slots=True)
class Interest:
    """What a party sees of somebody else's case.

    :ivar applicant: a firm by its name, a person by a part of it
    :ivar may_speak: the case is not decided yet
    :ivar may_ask: they may ask for a hearing today
    :ivar may_waive: they have the right to a hearing, or have asked for one that is not held
    """

    party: InterestedParty
    case: Case
    applicant: str
    statements: Sequence[Statement]
    procedures: Sequence[ShownHearing]
    may_speak: bool
    may_ask: bool
    may_waive: bool


def own(actor: Actor) -> Q | None:
    """Return the condition that a row is the actor's; None for who cannot have any.

    Source: 行政许可法 36. People are known by checked number and name, firms by who acts for them.
    """
    if not actor.is_citizen or actor.principal_id is not None or actor.mandate_id is not None:
        return None
    if actor.legal_person_id is not None:
        return Q(person_id=actor.legal_person_id)
    found = identity.own_number(actor) if actor.assurance >= 2 else None
    if found is None:
        return None
    return Q(person_id=actor.person_id) | Q(number_index__in=found.indexes, name=found.name)


def interests(actor: Actor) -> list[InterestedParty]:
    """Return where the actor was told that a decision touches their interests, newest first."""
    mine = own(actor)
    if mine is None:
        return []
    with reach.everywhere():
        rows = InterestedParty.objects.filter(mine, role=PartyRole.INTERESTED)
        return list(rows.select_related("case__department").order_by("-told_at", "id")[:MOST])


def interest(party_id: UUID, actor: Actor, *, today: date) -> Interest:
    """Return one of these with what concerns the party.

    :raises ProcedureNotFound: it is somebody else's
    """
    with reach.everywhere():
        party = _own_party(party_id, actor)
        case = Case.objects.select_related("department").get(pk=party.case_id)
        rows = SpecialProcedure.objects.filter(
            case=case, kind__in=OPEN_TO_ALL, state__in=TOLD
        ).order_by("told_at", "id")
        said = Statement.objects.filter(party=party).order_by("received_at", "id")
        found = [ShownHearing(row, kind_of(row.kind)) for row in rows]
        statements = list(said)
    may_speak = case.state in BEFORE_THE_DECISION
    has_right = may_speak and party.hearing_ask_by is not None and not party.hearing_waived_at
    return Interest(
        party=party,
        case=case,
        applicant=_applicant(case),
        statements=statements,
        procedures=found,
        may_speak=may_speak,
        may_ask=has_right and not party.hearing_asked_at and today <= _ask_by(party),
        may_waive=has_right,
    )


def _ask_by(party: InterestedParty) -> date:
    return party.hearing_ask_by or date.min


def _applicant(case: Case) -> str:
    is_firm = case.applicant_kind == "legal"
    return case.applicant_name if is_firm else mask_name(case.applicant_name)


def _own_party(party_id: UUID, actor: Actor) -> InterestedParty:
    mine = own(actor)
    rows = InterestedParty.objects.filter(pk=party_id, role=PartyRole.INTERESTED)
    found = rows.filter(mine).first() if mine is not None else None
    if found is None:
        raise ProcedureNotFound
    return found


def _locked(party_id: UUID, actor: Actor) -> tuple[Case, InterestedParty]:
    """Return the party's row and the locked case, before its decision. Call within everywhere."""
    party = _own_party(party_id, actor)
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

    :raises ProcedureNotFound: there is no such notice
    :raises ProcedureNotNow: its last day is over, or the case is decided
    """
    person_id = actor.applicant_id
    if not actor.is_citizen or person_id is None or own(actor) is None:
        raise ProcedureNotFound
    with reach.everywhere():
        notice = SpecialProcedure.objects.filter(
            pk=procedure_id, kind=Procedure.PUBLIC_NOTICE, told_at__isnull=False
        ).first()
        if notice is None:
            raise ProcedureNotFound
        case = locked_case(notice.case_id)
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
