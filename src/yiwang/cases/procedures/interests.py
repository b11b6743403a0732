# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What touches somebody's interests in cases of others: found by their number, shown in part.

The case is somebody else's, so its rows are read in nobody's name here, after the party's own row
was found by the person who is signed in. They never see the application.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Q

from yiwang.cases.enums import CaseState, EndedBecause, PartyRole, ProcedureState
from yiwang.cases.errors import ProcedureNotFound
from yiwang.cases.models import Case, InterestedParty, SpecialProcedure, Statement
from yiwang.cases.procedures.kinds import Kind, kind_of
from yiwang.cases.procedures.party_papers import (
    OwnPaper,
    PapersOfParty,
    applied_by,
    of_party,
    page_of,
    served_papers,
)
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.workflow.clock import Procedure

if TYPE_CHECKING:
    from yiwang.documents.models import StoredFile

BEFORE_THE_DECISION = (CaseState.ACCEPTED, CaseState.IN_PROCESS, CaseState.SUSPENDED)
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
    :ivar papers: what was issued to them, and how it was served
    :ivar ended: why it ended without a decision; None where it did not
    """

    party: InterestedParty
    case: Case
    applicant: str
    statements: Sequence[Statement]
    procedures: Sequence[ShownHearing]
    may_speak: bool
    may_ask: bool
    may_waive: bool
    papers: PapersOfParty
    ended: EndedBecause | None = None


ENDED: Final[Mapping[str, EndedBecause]] = {
    CaseState.WITHDRAWN: EndedBecause.WITHDRAWN,
    CaseState.UNACCEPTED: EndedBecause.UNACCEPTED,
}


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
        party = own_party(party_id, actor)
        case = Case.objects.select_related("department").get(pk=party.case_id)
        rows = SpecialProcedure.objects.filter(
            case=case, kind__in=OPEN_TO_ALL, state__in=TOLD
        ).order_by("told_at", "id")
        said = Statement.objects.filter(party=party).order_by("received_at", "id")
        found = [ShownHearing(row, kind_of(row.kind)) for row in rows]
        statements = list(said)
        papers = of_party(party)
    may_speak = case.state in BEFORE_THE_DECISION
    has_right = may_speak and party.hearing_ask_by is not None and not party.hearing_waived_at
    return Interest(
        party=party,
        case=case,
        applicant=applied_by(case),
        statements=statements,
        procedures=found,
        may_speak=may_speak,
        may_ask=has_right and not party.hearing_asked_at and today <= _ask_by(party),
        may_waive=has_right,
        papers=papers,
        ended=ENDED.get(case.state),
    )


def served_to_parties(actor: Actor) -> list[OwnPaper]:
    """Return what was served to the actor in cases of others; no query for who can have none."""
    mine = own(actor)
    if mine is None:
        return []
    with reach.everywhere():
        rows = InterestedParty.objects.filter(mine, role=PartyRole.INTERESTED)
        return served_papers(list(rows.select_related("case").order_by("-told_at", "id")[:MOST]))


def _ask_by(party: InterestedParty) -> date:
    return party.hearing_ask_by or date.min


def own_party(party_id: UUID, actor: Actor) -> InterestedParty:
    """Return the actor's own row. Call it within ``everywhere``.

    :raises ProcedureNotFound: it is somebody else's
    """
    mine = own(actor)
    rows = InterestedParty.objects.filter(pk=party_id, role=PartyRole.INTERESTED)
    found = rows.filter(mine).first() if mine is not None else None
    if found is None:
        raise ProcedureNotFound
    return found


def paper_file(
    party_id: UUID, document_id: UUID, actor: Actor, *, language: str = ""
) -> "StoredFile":
    """Return the file of one of the actor's own papers in somebody else's case.

    :raises ProcedureNotFound: they are not told of it
    :raises DocumentNotFound, TranslationNotFound: there is no such paper, or not yet
    """
    with reach.everywhere():
        return page_of(own_party(party_id, actor), document_id, language)


def party_in(case: Case, party_id: UUID) -> InterestedParty:
    """Return an interested party of a case that the caller has found the actor sees.

    :raises ProcedureNotFound: it is another case's, or the applicant
    """
    rows = InterestedParty.objects.filter(pk=party_id, case=case, role=PartyRole.INTERESTED)
    found = rows.first()
    if found is None:
        raise ProcedureNotFound
    return found
