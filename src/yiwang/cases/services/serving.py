# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""送达: serving the papers of a case; with the decision served, the case is delivered.

The moment is found by rule (``documents.serving``). Source: 行政许可法 38 and 44; 民事诉讼法
(2023) 87–95. The papers of an interested party are served to that party in the same ways; the facts
of it are others, which no applicant hears of.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.http.response import HttpResponseBase
from django.utils import timezone

from yiwang.cases import party_paper_events as party_facts
from yiwang.cases import policies
from yiwang.cases import service_events as facts
from yiwang.cases.enums import ApplicantKind, CaseState
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import Case, InterestedParty
from yiwang.cases.procedures import interests, party_papers
from yiwang.cases.procedures.locking import party_of
from yiwang.cases.queries import posting
from yiwang.cases.services import decisions, reading
from yiwang.cases.services.locking import locked_case
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NOT_SERVED, RESULTS, Receiver, ServiceState
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity.enums import HandlerRight
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

if TYPE_CHECKING:
    from yiwang.documents.models import DocumentService, IssuedDocument

SWEEPER = system_actor("service-sweep")
serving = document_services.serving
Attempt = serving.Attempt


@transaction.atomic
def serve_papers(
    *,
    case_id: UUID,
    document_ids: Sequence[UUID],
    attempt: Attempt,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> "list[DocumentService]":
    """Record an attempt to serve some papers of a case together: to whom they were issued.

    :raises ServiceNotFound: one of them is not a paper of this case that is served
    :raises DomainError: what ``documents.serving`` refuses
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT)
    chosen, party = _chosen(case, set(document_ids))
    if RESULTS & {each.kind for each in chosen} and case.state == CaseState.DECIDED:
        decisions.check_may_deliver(case)
    if attempt.proof_id is not None:
        documents.file_for(attempt.proof_id, actor)
    attempt = posting.addressed(case, attempt, party)
    recipient = recipient_of(case, party, attempt)
    made = serving.record(chosen, attempt, recipient=recipient, actor=actor, at=at)
    _follow(case, made, party=party, actor=actor, at=at)
    return made


@transaction.atomic
def note_receipt(
    *,
    case_id: UUID,
    service_id: UUID,
    received_on: date,
    receiver: Receiver | None = None,
    receiver_name: str = "",
    proof_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> "list[DocumentService]":
    """Note what the receipt of an attempt says that was under way.

    :raises ServiceEnded: it has ended
    :raises ServiceInvalid: the receipt lacks what the law wants
    """
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT)
    group, party = _addressed(case, service_id)
    if proof_id is not None:
        documents.file_for(proof_id, actor)
    before = serving.attempt_of(group[0])
    attempt = replace(
        before,
        received_on=received_on,
        receiver=receiver or before.receiver,
        receiver_name=receiver_name or before.receiver_name,
        proof_id=proof_id or before.proof_id,
    )
    recipient = recipient_of(case, party, attempt)
    made = serving.complete(group, attempt, recipient=recipient, at=at)
    _follow(case, made, party=party, actor=actor, at=at)
    return made


@transaction.atomic
def note_failure(
    *, case_id: UUID, service_id: UUID, reason: str, actor: Actor, at: datetime
) -> None:
    """Note that an attempt came to nothing; the paper is to be served otherwise."""
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT)
    group, party = _addressed(case, service_id)
    serving.fail(group, reason=reason, at=at)
    told: dict[str, Any] = {
        "case_id": case.pk,
        "group_id": group[0].group_id,
        "way": group[0].way,
        "record_sha256": documents.serving.digest_of([each.pk for each in group]),
    }
    fact = (
        facts.PaperServiceFailed(**told)
        if party is None
        else party_facts.PartyPaperServiceFailed(party_id=party.pk, **told)
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


@transaction.atomic
def confirm_receipt(*, case_id: UUID, service_id: UUID, actor: Actor, at: datetime) -> None:
    """Let the applicant say that a paper has come; saying it twice is saying it once.

    :raises CaseNotFound: it is somebody else's
    """
    case = locked_case(case_id, actor=actor)
    if not actor.is_citizen or not actor.may_for_principal(HandlerRight.RECEIVE):
        raise NotYourCase
    group = _group(case, service_id)
    one = next(each for each in group if each.pk == service_id)
    if serving.confirm(one, at=at):
        fact = facts.PaperReceiptConfirmed(case_id=case.pk, service_id=one.pk, way=one.way)
        ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def confirm_receipt_as_party(
    *, party_id: UUID, service_id: UUID, actor: Actor, at: datetime
) -> None:
    """Let an interested party say that a paper has come; saying it twice is saying it once.

    :raises ProcedureNotFound: they are somebody else
    :raises ServiceNotFound: it was not served to them, or has not come by law
    """
    with reach.everywhere(), transaction.atomic():
        party = interests.own_party(party_id, actor)
        case = locked_case(party.case_id)
        group = _group(case, service_id, party)
        one = next(each for each in group if each.pk == service_id)
        if serving.confirm(one, at=at):
            fact = party_facts.PartyPaperReceiptConfirmed(
                case_id=case.pk, party_id=party.pk, service_id=one.pk, way=one.way
            )
            ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def servable(case: Case, party: InterestedParty | None = None) -> "list[IssuedDocument]":
    """Return the papers of a case that are served: not the office's own records.

    :param party: whose papers they are; None for the applicant's
    """
    found: Any = (
        documents.documents_about("case", case.pk)
        if party is None
        else party_papers.papers_of([party.pk]).get(party.pk, ())
    )
    return [each for each in found if each.kind not in NOT_SERVED]


def recipient_of(
    case: Case, party: InterestedParty | None = None, attempt: Attempt | None = None
) -> serving.Recipient:
    """Return for whom the papers of a case are: its applicant, or one of its parties.

    Of a party that was told without a number nobody knows whether it is a person or a firm; then
    whoever signed tells.
    """
    if party is not None:
        kind = party_papers.kind_of(party)
        signed = attempt is not None and attempt.receiver in serving.BY_LEGAL_PERSONS
        is_firm = signed if not kind else kind == ApplicantKind.LEGAL
        return serving.Recipient(id=party.person_id or party.pk, is_legal_person=is_firm)
    return serving.Recipient(
        id=case.applicant_id, is_legal_person=case.applicant_kind == ApplicantKind.LEGAL
    )


def hand_out_proof(
    *, case_id: UUID, service_id: UUID, actor: Actor, at: datetime
) -> HttpResponseBase:
    """Hand out the photograph or scan that proves an attempt to the department's readers.

    :raises ServiceNotFound: there is none
    """
    case = reading.open_case(case_id=case_id, actor=actor, at=at)
    papers = [servable(case), *party_papers.papers_in(case).values()] if actor.is_staff else []
    found = documents.serving.services_of(each.pk for rows in papers for each in rows)
    proofs = [each.row.proof_id for each in found if each.row.pk == service_id]
    if not proofs or proofs[0] is None:
        raise serving.ServiceNotFound
    return document_services.hand_out_file(
        file_id=proofs[0],
        actor=actor,
        check=lambda _file: None,  # the lines above have found it in a case that the actor sees
        purpose=reading.purpose_of(case, actor),
        at=at,
        inline=True,
    )


# ── public notices


def cases_with_notices_over(*, at: datetime) -> Iterable[UUID]:
    """Return the cases whose public notices have run out."""
    over = documents.serving.notices_over(today=timezone.localdate(at))
    about = dict.fromkeys(each.document.subject_id for each in over)
    of_parties = InterestedParty.objects.filter(pk__in=about)
    cases = dict(of_parties.values_list("pk", "case_id"))
    return dict.fromkeys(cases.get(each, each) for each in about)


@transaction.atomic
def complete_notices(*, case_id: UUID, at: datetime) -> bool:
    """Let the public notices of a case take effect whose days have passed."""
    case = locked_case(case_id)
    over = documents.serving.notices_over(today=timezone.localdate(at))
    about = {each.document.subject_id for each in over}
    parties = InterestedParty.objects.filter(case=case, pk__in=about).order_by("told_at", "id")
    done = [
        _complete_notices(case, party, over, at=at)
        for party in (*([None] if case.pk in about else []), *parties)
    ]
    return any(done)


def _complete_notices(
    case: Case, party: InterestedParty | None, over: "Sequence[DocumentService]", *, at: datetime
) -> bool:
    ids = {each.pk for each in servable(case, party)}
    done = set()
    for each in over:
        if each.document_id in ids and each.group_id not in done:
            done.add(each.group_id)
            group = serving.locked_group(each.pk, ids)
            attempt = serving.attempt_of(group[0])
            recipient = recipient_of(case, party, attempt)
            made = serving.complete(group, attempt, recipient=recipient, at=at)
            _follow(case, made, party=party, actor=SWEEPER, at=at)
    return bool(done)


def _chosen(case: Case, wanted: set[UUID]) -> "tuple[list[IssuedDocument], InterestedParty | None]":
    """Return papers that are served together, and the party they are for; None: the applicant.

    :raises ServiceNotFound: one is no paper of this case, or they are for several people
    """
    chosen = [each for each in servable(case) if each.pk in wanted]
    if len(chosen) == len(wanted):
        return chosen, None
    for party_id, rows in party_papers.papers_in(case).items():
        chosen = [each for each in rows if each.pk in wanted and each.kind not in NOT_SERVED]
        if len(chosen) == len(wanted):
            return chosen, party_of(case, party_id)
    raise serving.ServiceNotFound


def _addressed(
    case: Case, service_id: UUID
) -> "tuple[list[DocumentService], InterestedParty | None]":
    """Return what was served together, locked, and the party it is for; None: the applicant.

    :raises ServiceNotFound: it is another case's
    """
    for party_id, rows in party_papers.papers_in(case).items():
        with suppress(serving.ServiceNotFound):
            group = serving.locked_group(service_id, {each.pk for each in rows})
            return group, party_of(case, party_id)
    return _group(case, service_id), None


def _group(
    case: Case, service_id: UUID, party: InterestedParty | None = None
) -> "list[DocumentService]":
    return serving.locked_group(service_id, {each.pk for each in servable(case, party)})


def _follow(
    case: Case,
    made: "Sequence[DocumentService]",
    *,
    actor: Actor,
    at: datetime,
    party: InterestedParty | None = None,
) -> None:
    """Write down what came of an attempt; a decision that was served delivers its case."""
    if party is not None:
        fact = _fact_of_party(case, party, made)
        ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
        return
    one = made[0]
    if one.state != ServiceState.SERVED or one.served_on is None:
        begun = facts.PaperServiceBegun(
            case_id=case.pk,
            group_id=one.group_id,
            way=one.way,
            sent_on=one.sent_on,
            due_on=one.due_on,
        )
        ledger.append(begun, actor=actor, at=at, region_code=case.region_code)
        return
    is_result = bool({each.document.kind for each in made} & RESULTS)
    served = facts.PaperServed(
        case_id=case.pk,
        group_id=one.group_id,
        way=one.way,
        served_on=one.served_on,
        article=one.article,
        is_result=is_result,
        record_sha256=documents.serving.digest_of([each.pk for each in made]),
    )
    ledger.append(served, actor=actor, at=at, region_code=case.region_code)
    if case.state == CaseState.DECIDED and is_result:
        moment = one.served_at or _moment(case, one.served_on)
        decisions.note_delivered(case, method=one.way, received_at=moment, actor=actor, at=at)


def _fact_of_party(
    case: Case, party: InterestedParty, made: "Sequence[DocumentService]"
) -> party_facts.PartyPaperServed | party_facts.PartyPaperServiceBegun:
    one = made[0]
    told: dict[str, Any] = {
        "case_id": case.pk,
        "party_id": party.pk,
        "group_id": one.group_id,
        "way": one.way,
    }
    if one.state != ServiceState.SERVED or one.served_on is None:
        return party_facts.PartyPaperServiceBegun(**told, sent_on=one.sent_on, due_on=one.due_on)
    return party_facts.PartyPaperServed(
        **told,
        served_on=one.served_on,
        article=one.article,
        record_sha256=documents.serving.digest_of([each.pk for each in made]),
    )


def _moment(case: Case, served_on: date) -> datetime:
    """Return a day of service as a moment: its noon, and never before the decision."""
    noon = timezone.make_aware(datetime.combine(served_on, time(12)))
    return max(noon, case.decided_at) if case.decided_at else noon
