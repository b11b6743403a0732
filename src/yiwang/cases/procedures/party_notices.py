# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Issuing papers to interested parties: of their rights when they are told, of the decision later.

Each is addressed to its party by name. Of the applicant it says what the party may know; nothing is
taken from the application or from the reasons of the decision. Source: 行政许可法 7, 36, 46, 47.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.cases import policies
from yiwang.cases.enums import ApplicantKind, Outcome, PartyRole
from yiwang.cases.errors import ProcedureNotFound, ProcedureNotNow
from yiwang.cases.models import Case, InterestedParty, Statement
from yiwang.cases.procedures import bases as legal
from yiwang.cases.procedures import party_papers
from yiwang.cases.procedures.interests import BEFORE_THE_DECISION
from yiwang.cases.procedures.locking import party_of
from yiwang.cases.queries import cases as questions
from yiwang.cases.services import notices, service_papers
from yiwang.cases.services.locking import locked_case
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.organizations.enums import Right

if TYPE_CHECKING:
    from yiwang.cases.models import Decision
    from yiwang.documents.models import IssuedDocument

paper = document_services.notices


@transaction.atomic
def issue_rights_paper(
    *, case_id: UUID, party_id: UUID, actor: Actor, at: datetime
) -> "IssuedDocument":
    """Issue the paper of a party's rights that it lacks; asked twice, there is one.

    Whoever was told by hand has it a moment later; this is for those who heard of the case by a
    public notice, or were told before there were such papers.

    :raises ProcedureNotFound: nobody of the kind is told in this case
    :raises ProcedureNotNow: it is decided
    """
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_HANDLE, Right.CASES_ACCEPT)
    party = party_of(case, party_id)
    if party.role != PartyRole.INTERESTED:
        raise ProcedureNotFound
    for issued in party_papers.papers_of([party.pk]).get(party.pk, ()):
        if issued.kind == NoticeKind.PARTY_RIGHTS:
            return issued
    if case.state not in BEFORE_THE_DECISION:
        raise ProcedureNotNow
    return issue_rights(case, party, actor=actor, at=at)


def issue_rights(
    case: Case, party: InterestedParty, *, actor: Actor, at: datetime
) -> "IssuedDocument":
    """Write to a party that a case touches its interests, and what it may do."""
    data = paper.PartyRightsData(
        case=facts(case, party),
        applied_by=_applied_by(case),
        stake=party.stake,
        told_on=timezone.localdate(party.told_at),
        ask_hearing_by=party.hearing_ask_by,
    )
    return _issue(NoticeKind.PARTY_RIGHTS, case, party, data, actor=actor, at=at)


def issue_decision(
    case: Case, parties: Sequence[InterestedParty], *, actor: Actor, at: datetime
) -> "list[InterestedParty]":
    """Write to parties what was decided; return those to whom it was written now, once for each."""
    made, decision = questions.decision(case), _decision_paper(case)
    if made is None or decision is None:
        return []
    known = party_papers.papers_of([each.pk for each in parties])
    waiting = [
        each
        for each in parties
        if all(one.kind != NoticeKind.PARTY_DECISION for one in known.get(each.pk, ()))
    ]
    for party in waiting:
        data = _decided(case, party, made, decision)
        _issue(NoticeKind.PARTY_DECISION, case, party, data, actor=actor, at=at)
    return waiting


def issue_service_record(
    case: Case, party: InterestedParty, group_id: UUID, *, actor: Actor, at: datetime
) -> None:
    """Issue 送达回证 of what was served to a party."""
    group = documents.serving.group(group_id)
    data = service_papers.record_of(case, group, facts(case, party))
    _issue(NoticeKind.SERVICE_RECORD, case, party, data, actor=actor, at=at)


def facts(case: Case, party: InterestedParty) -> paper.CaseFacts:
    """Return what a party's papers tell of the case: the party stands where others have applied.

    Of a person the name alone: whom a party was taken for may turn out to be somebody else.
    """
    known = identity.applicant_summary(party.person_id) if party.person_id else None
    is_firm = known is not None and known.kind == ApplicantKind.LEGAL
    addressee = paper.Applicant(
        kind=paper.ApplicantKind.LEGAL if is_firm else paper.ApplicantKind.NATURAL,
        name=party.name,
        number_masked=known.number_masked if known is not None and is_firm else "",
    )
    told = notices.facts(case)
    return replace(told, applicant=addressee, language=party_papers.language_of(party))


def _decided(
    case: Case, party: InterestedParty, made: "Decision", decision: "IssuedDocument"
) -> paper.PartyDecisionData:
    snapshot = catalogue.snapshot(case.version_id)
    said = Statement.objects.filter(party=party, answered_at__isnull=False)
    return paper.PartyDecisionData(
        case=facts(case, party),
        applied_by=_applied_by(case),
        stake=party.stake,
        decided_on=timezone.localdate(made.decided_at),
        is_granted=made.outcome == Outcome.GRANTED,
        decision_title=decision.title,
        decision_number=decision.number,
        bases=tuple(
            paper.LegalBasis(law=law, article=article)
            for law, article in legal.printed(snapshot, made.bases)
        ),
        answers=tuple(
            paper.PartyAnswer(words=one.words, is_upheld=bool(one.is_upheld), answer=one.answer)
            for one in said.order_by("received_at", "id")
        ),
    )


def _decision_paper(case: Case) -> "IssuedDocument | None":
    """Return the decision as it was issued to the applicant."""
    kinds = (NoticeKind.GRANTED, NoticeKind.REFUSED)
    return documents.documents_about("case", case.pk).filter(kind__in=kinds).last()


def _applied_by(case: Case) -> str:
    """Return who applied; of its own motion a body acts without anybody having applied."""
    return "" if case.own_process_id is not None else party_papers.applied_by(case)


def _issue(
    kind: NoticeKind,
    case: Case,
    party: InterestedParty,
    data: Any,
    *,
    actor: Actor,
    at: datetime,
) -> "IssuedDocument":
    return document_services.issue_document(
        kind=kind,
        subject_type=party_papers.SUBJECT,
        subject_id=party.pk,
        region_code=case.region_code,
        department_id=case.department_id,
        data=data,
        actor=actor,
        at=at,
    )
