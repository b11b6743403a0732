# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Interested parties: told, heard, answered; and their right to a hearing.

Source: 行政许可法 36, 46, 47.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yiwang.cases import events, policies
from yiwang.cases.enums import (
    RUNNING_PROCEDURES,
    PartyRole,
    ProcedureState,
    StatementKind,
)
from yiwang.cases.errors import (
    AnsweredBefore,
    HearingAskedTooLate,
    HearingNotOffered,
    ProcedureIncomplete,
    ReasonMissing,
    TooManyStatements,
)
from yiwang.cases.models import Case, InterestedParty, SpecialProcedure, Statement
from yiwang.cases.procedures import holding, stops
from yiwang.cases.procedures.locking import (
    case_for_applicant,
    case_for_staff,
    keep_files,
    line,
    party_of,
    procedure_of,
    statement_of,
    touch,
)
from yiwang.cases.procedures.meant import firm_meant
from yiwang.cases.queries.timeline import day_in_words
from yiwang.cases.services import clocks, content
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.workflow.clock import Procedure

ASK_WITHIN = 5
HOLD_WITHIN = 20
"""Working days to ask for a hearing, and to hold it (行政许可法 47, 82)."""
MOST_WAITING = 5
MOST_SAID = 30
"""Statements of one account in one case: unanswered, and altogether. Each has to be answered before
the decision, so that one stranger could hold up a case for ever."""


@dataclass(frozen=True, slots=True)
class NewParty:
    """Somebody whose interests the decision touches.

    :ivar name: of an interested party; the applicant's is known
    :ivar stake: how it touches them
    :ivar number: resident number or credit code, so that they can act online; not kept itself
    :ivar offers_hearing: they are told that they may ask for a hearing within five working days
    """

    role: PartyRole
    name: str = ""
    contact: str = ""
    stake: str = ""
    offers_hearing: bool = False
    number: str = ""


@transaction.atomic
def tell_party(
    *,
    case_id: UUID,
    party: NewParty,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> InterestedParty:
    """Record that somebody was told that the decision touches their interests.

    :raises ProcedureIncomplete: who they are, or how the decision touches them, is missing
    """
    case = case_for_staff(case_id, actor=actor, revision=revision)
    called, why = line(party.name), content.words(party.stake)
    if party.role is PartyRole.APPLICANT:
        called = case.applicant_name
        told = InterestedParty.objects.filter(case=case, role=party.role)
        if told.exists():
            raise ProcedureIncomplete(params={"missing": _("申请人已经告知过")})
    elif not called or not why:
        raise ProcedureIncomplete(params={"missing": _("利害关系人和利害关系")})
    calendar = foundation.working_calendar()
    ask_by = calendar.add_workdays(clocks.today_of(at), ASK_WITHIN).on
    told_one = InterestedParty.objects.create(
        region_code=case.region_code,
        case=case,
        role=party.role,
        name=called,
        contact=line(party.contact),
        stake=why,
        **_identified(party, called),
        told_at=at,
        told_by_id=policies.staff_of(actor),
        hearing_ask_by=ask_by if party.offers_hearing else None,
    )
    touch(case)
    fact = events.PartyTold(
        case_id=case.pk,
        party_id=told_one.pk,
        role=told_one.role,
        hearing_ask_by=told_one.hearing_ask_by,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return told_one


def _identified(party: NewParty, name: str) -> dict[str, object]:
    """Return by what a party is recognized when they sign in; nothing where no number was given.

    :raises InvalidResidentId: the number is neither that of a person nor of a firm that is known
    """
    number = party.number.strip()
    if party.role is PartyRole.APPLICANT or not number:
        return {}
    if firm_id := firm_meant(number):
        return {"person_id": firm_id}
    known = identity.index_of_number(number)
    return {
        "number_index": known.index,
        "person_id": identity.person_invited(known.index, name),
    }


@transaction.atomic
def ask_hearing(
    *, case_id: UUID, reason: str, actor: Actor, at: datetime, party_id: UUID | None = None
) -> SpecialProcedure:
    """Ask for a hearing: the applicant, or a clerk who writes down what a party asked.

    It has to be held within twenty working days, and no decision is made before.

    :param party_id: whose request a clerk records; an applicant asks for themselves
    :raises HearingNotOffered: they were not told that they may, or have asked or waived
    :raises HearingAskedTooLate: the five working days are over
    """
    case, party = _case_and_party(case_id, party_id, actor)
    return hearing_asked(case, party, reason, actor=actor, at=at)


def hearing_asked(
    case: Case, party: InterestedParty, reason: str, *, actor: Actor, at: datetime
) -> SpecialProcedure:
    """Take down that a party of a locked case asks for a hearing."""
    ask_by = party.hearing_ask_by
    if ask_by is None or party.hearing_asked_at or party.hearing_waived_at:
        raise HearingNotOffered
    if clocks.today_of(at) > ask_by:
        raise HearingAskedTooLate(params={"last": day_in_words(ask_by.isoformat())})
    hearing = _required_hearing(case, party, reason, actor=actor, at=at)
    party.hearing_asked_at = at
    party.save(update_fields=["hearing_asked_at"])
    fact = events.HearingAsked(case_id=case.pk, party_id=party.pk, procedure_id=hearing.pk)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return hearing


def _required_hearing(
    case: Case, party: InterestedParty, reason: str, *, actor: Actor, at: datetime
) -> SpecialProcedure:
    """Return the hearing that is under way, which may not be dropped now, or a new one.

    One that the body itself ordered stays the body's: whoever asks for it too cannot drop it.
    """
    words = content.words(reason)
    if not words:
        raise ReasonMissing
    calendar = foundation.working_calendar()
    hold_by = calendar.add_workdays(clocks.today_of(at), HOLD_WITHIN).on
    hearing = SpecialProcedure.objects.filter(
        case=case, kind=Procedure.HEARING, state__in=RUNNING_PROCEDURES
    ).first()
    if hearing is None:
        return holding.planned(
            case,
            Procedure.HEARING,
            reason=words,
            is_required=True,
            actor=actor,
            at=at,
            asked_by=party,
            hold_by=hold_by,
        )
    hearing.is_required = True
    hearing.hold_by = min(hold_by, hearing.hold_by or hold_by)
    hearing.save(update_fields=["is_required", "hold_by"])
    touch(case)
    return hearing


@transaction.atomic
def waive_hearing(
    *, case_id: UUID, actor: Actor, at: datetime, party_id: UUID | None = None
) -> InterestedParty:
    """Give up the right to a hearing, or take the request back before it is held.

    A hearing that nobody else asked for, and that no law requires, is dropped then.

    :raises HearingNotOffered: there is nothing to give up
    """
    case, party = _case_and_party(case_id, party_id, actor)
    return hearing_waived(case, party, actor=actor, at=at)


def hearing_waived(
    case: Case, party: InterestedParty, *, actor: Actor, at: datetime
) -> InterestedParty:
    """Take down that a party of a locked case gives up the right to a hearing."""
    if party.hearing_ask_by is None or party.hearing_waived_at:
        raise HearingNotOffered
    had_asked = party.hearing_asked_at is not None
    if had_asked:
        _drop_hearing(case, party, actor=actor, at=at)
    party.hearing_asked_at, party.hearing_waived_at = None, at
    party.save(update_fields=["hearing_asked_at", "hearing_waived_at"])
    touch(case)
    fact = events.HearingWaived(case_id=case.pk, party_id=party.pk)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return party


def _drop_hearing(case: Case, party: InterestedParty, *, actor: Actor, at: datetime) -> None:
    hearing = SpecialProcedure.objects.filter(
        case=case, kind=Procedure.HEARING, state__in=RUNNING_PROCEDURES
    ).first()
    if hearing is None or hearing.state == ProcedureState.HELD:
        raise HearingNotOffered
    if hearing.asked_by_id is None:
        return  # the body itself ordered it
    others = InterestedParty.objects.filter(case=case, hearing_asked_at__isnull=False)
    other = others.exclude(pk=party.pk).order_by("hearing_asked_at").first()
    if other is not None:
        hearing.asked_by = other
        hearing.save(update_fields=["asked_by"])
        return
    holding.cancelled(case, hearing, reason=_("听证申请已撤回。"), actor=actor, at=at)
    stops.end(case, hearing, actor=actor, at=at)


def _case_and_party(
    case_id: UUID, party_id: UUID | None, actor: Actor
) -> tuple[Case, InterestedParty]:
    if actor.is_staff:
        case = case_for_staff(case_id, actor=actor)
        if party_id is None:
            raise HearingNotOffered
        return case, party_of(case, party_id)
    case = case_for_applicant(case_id, actor=actor)
    party = InterestedParty.objects.filter(case=case, role=PartyRole.APPLICANT).first()
    if party is None or party_id not in (None, party.pk):
        raise HearingNotOffered
    return case, party


@transaction.atomic
def state(
    *,
    case_id: UUID,
    kind: StatementKind,
    words: str,
    actor: Actor,
    at: datetime,
    files: Sequence[UUID] = (),
    party_id: UUID | None = None,
    procedure_id: UUID | None = None,
) -> Statement:
    """Receive an objection, or a statement and defence, with its proof.

    The applicant states for themselves; a clerk writes down what a party, or somebody during a
    public notice, handed in.

    :raises ReasonMissing: nothing is said
    :raises ProcedureIncomplete: a clerk did not say whose it is
    """
    if actor.is_staff:
        case = case_for_staff(case_id, actor=actor)
        party = party_of(case, party_id) if party_id else None
        notice = procedure_of(case, procedure_id) if procedure_id else None
        if party is None and notice is None:
            raise ProcedureIncomplete(params={"missing": _("由谁提出")})
    else:
        case, party, notice = case_for_applicant(case_id, actor=actor), None, None
    return received(case, kind, words, files=files, party=party, notice=notice, actor=actor, at=at)


def received(
    case: Case,
    kind: StatementKind,
    words: str,
    *,
    files: Sequence[UUID],
    party: InterestedParty | None,
    notice: SpecialProcedure | None,
    actor: Actor,
    at: datetime,
) -> Statement:
    """Take down what somebody says in a locked case, with its proof.

    :raises TooManyStatements: they have said much already; clerks write down whatever comes in
    """
    said = content.words(words)
    if not said:
        raise ReasonMissing
    if not actor.is_staff:
        _check_not_too_many(case, actor)
    statement = Statement.objects.create(
        region_code=case.region_code,
        case=case,
        party=party,
        procedure=notice,
        kind=kind,
        words=said,
        received_at=at,
        recorded_by_id=policies.account_of(actor),
    )
    hashes = keep_files(case, files, actor=actor, at=at, statement=statement)
    touch(case)
    fact = events.StatementReceived(
        case_id=case.pk,
        statement_id=statement.pk,
        statement=kind,
        content_sha256=content.digest(said, [("file", one) for one in hashes]),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return statement


def _check_not_too_many(case: Case, actor: Actor) -> None:
    theirs = Statement.objects.filter(case=case, recorded_by_id=policies.account_of(actor))
    answered = list(theirs.values_list("answered_at", flat=True)[:MOST_SAID])
    if len(answered) >= MOST_SAID or answered.count(None) >= MOST_WAITING:
        raise TooManyStatements


@transaction.atomic
def answer_statement(
    *,
    case_id: UUID,
    statement_id: UUID,
    is_upheld: bool,
    answer: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Statement:
    """Say whether a statement is followed, and why.

    :raises AnsweredBefore: it was answered
    """
    case = case_for_staff(case_id, actor=actor, revision=revision)
    statement = statement_of(case, statement_id)
    if statement.answered_at is not None:
        raise AnsweredBefore
    said = content.words(answer)
    if not said:
        raise ReasonMissing
    statement.answer, statement.is_upheld, statement.answered_at = said, is_upheld, at
    statement.answered_by_id = policies.staff_of(actor)
    statement.answered_by_name = actor.display_name
    statement.save()
    touch(case)
    fact = events.StatementAnswered(case_id=case.pk, statement_id=statement.pk, is_upheld=is_upheld)
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return statement
