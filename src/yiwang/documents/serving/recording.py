# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Recording attempts to serve, and how they ended; the rule gives the moment, nobody types it.

The rooms that issue documents check who may do this, and write the facts of their matters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.documents.enums import NoticeGround, Receiver, ServiceState, ServiceWay, Transmitter
from yiwang.documents.models import DocumentService, IssuedDocument
from yiwang.documents.serving import rules
from yiwang.documents.serving.consenting import check_consented, consent_at
from yiwang.documents.serving.errors import (
    OtherWaysFirst,
    PageNotReady,
    ServedBefore,
    ServiceEnded,
    ServiceInvalid,
    ServiceNotFound,
    ServiceUnderway,
)
from yiwang.documents.serving.rules import Attempt
from yiwang.documents.translating import questions as translations
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.foundation.identifiers import new_id
from yiwang.foundation.text import clean_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """For whom a document is."""

    id: UUID
    is_legal_person: bool


@transaction.atomic
def record(
    documents: Sequence[IssuedDocument],
    attempt: Attempt,
    *,
    recipient: Recipient,
    actor: Actor,
    at: datetime,
) -> list[DocumentService]:
    """Record one attempt to serve some documents together; a row for each of them.

    :raises ServiceInvalid: what the law wants of this way is missing
    :raises ConsentMissing: electronic service was not agreed to
    :raises ServedBefore: one of them was served
    :raises ServiceUnderway: an attempt with one of them has not ended
    :raises OtherWaysFirst: nothing else was tried before a public notice
    """
    attempt = tidy(attempt)
    today = timezone.localdate(at)
    if attempt.way is ServiceWay.ELECTRONIC:
        attempt = replace(attempt, sent_on=today, received_on=None, receiver=None)
    _check(documents, attempt, recipient, today=today)
    consent = check_consented(recipient.id) if attempt.way is ServiceWay.ELECTRONIC else None
    group_id, moment = new_id(), rules.moment(attempt, today=today)
    beside = translations.ready_of(document.pk for document in documents)
    is_notice = attempt.way is ServiceWay.PUBLIC_NOTICE
    last = rules.notice_ends_on(attempt.sent_on, is_abroad=attempt.is_abroad)
    rows = [
        DocumentService(
            region_code=document.region_code,
            document=document,
            recipient_id=recipient.id,
            group_id=group_id,
            consent=consent,
            translations=[made.pk for made in beside.get(document.pk, ())],
            due_on=last if is_notice else None,
            recorded_by_id=actor.staff_id,
            recorded_at=at,
            **_stated(attempt),
            **_ended(attempt, moment, at=at),
        )
        for document in documents
    ]
    _insert(rows)
    return rows


@transaction.atomic
def note_served(
    documents: Sequence[IssuedDocument],
    attempt: Attempt,
    *,
    recipient: Recipient,
    served_at: datetime,
    recorded_by_id: UUID | None,
    at: datetime,
) -> list[DocumentService]:
    """Record a service that has happened and was told without a form, as far as it is known.

    An attempt still under way came to nothing by it. Without an agreement there is no electronic
    service to record, and nothing is.
    """
    consent = None
    if attempt.way is ServiceWay.ELECTRONIC:
        consent = consent_at(recipient.id, served_at)
        if consent is None:
            return []
    others = DocumentService.objects.filter(document__in=documents, state=ServiceState.UNDERWAY)
    others.update(state=ServiceState.FAILED, note="已经以其他方式送达。", ended_at=at)
    moment, group_id = rules.moment(attempt, today=timezone.localdate(at)), new_id()
    beside = translations.ready_of(document.pk for document in documents)
    ended = _ended(attempt, moment, at=at)
    if attempt.way is ServiceWay.ELECTRONIC:
        ended["served_at"] = served_at
    rows = [
        DocumentService(
            region_code=document.region_code,
            document=document,
            recipient_id=recipient.id,
            group_id=group_id,
            consent=consent,
            translations=[made.pk for made in beside.get(document.pk, ())],
            recorded_by_id=recorded_by_id,
            recorded_at=at,
            **_stated(attempt),
            **ended,
        )
        for document in documents
    ]
    _insert(rows)
    return rows


@transaction.atomic
def complete(
    services: Iterable[DocumentService],
    attempt: Attempt,
    *,
    recipient: Recipient,
    at: datetime,
) -> list[DocumentService]:
    """Note that what was under way has come, and who signed for it.

    :param services: one group, locked
    :param attempt: the attempt of the group with what its receipt says
    :raises ServiceEnded: it has come, or failed
    :raises ServiceInvalid: the receipt does not say what the law wants
    """
    rows, today = list(services), timezone.localdate(at)
    _check_underway(rows)
    attempt = tidy(attempt)
    moment = rules.moment(attempt, today=today)
    faults = rules.faults_of(
        attempt,
        is_legal_person=recipient.is_legal_person,
        issued_on=attempt.sent_on,
        today=today,
    )
    if moment is None:
        faults.insert(0, FieldError("/received_on", "required", str(rules.WHAT["received_on"])))
    _refuse(faults)
    for row in rows:
        for name, value in (_stated(attempt) | _ended(attempt, moment, at=at)).items():
            setattr(row, name, value)
        row.save()
    return rows


@transaction.atomic
def fail(services: Iterable[DocumentService], *, reason: str, at: datetime) -> None:
    """Note that an attempt came to nothing; another may follow.

    :raises ServiceEnded: it has ended
    :raises ServiceInvalid: nothing says why
    """
    rows = list(services)
    _check_underway(rows)
    told = clean_text(reason, max_length=500, multiline=False)
    if not told:
        _refuse([FieldError("/reason", "required", str(rules.WHAT["reason"]))])
    for row in rows:
        row.state, row.note, row.ended_at = ServiceState.FAILED, told, at
        row.save(update_fields=["state", "note", "ended_at"])


@transaction.atomic
def confirm(service: DocumentService, *, at: datetime) -> bool:
    """Note that the recipient says it has come; return whether that was new."""
    if service.state != ServiceState.SERVED:
        raise ServiceNotFound
    if service.confirmed_at is not None:
        return False
    service.confirmed_at = at
    service.save(update_fields=["confirmed_at"])
    return True


def locked_group(service_id: UUID, document_ids: Iterable[UUID]) -> list[DocumentService]:
    """Return the attempt with everything served together, locked.

    :param document_ids: those that the caller has found the actor may serve
    :raises ServiceNotFound: there is none among these documents
    """
    allowed = DocumentService.objects.filter(document_id__in=list(document_ids))
    one = allowed.filter(pk=service_id).first()
    if one is None:
        raise ServiceNotFound
    group = allowed.filter(group_id=one.group_id).select_for_update(of=("self",)).order_by("id")
    return list(group.select_related("document"))


def attempt_of(service: DocumentService) -> Attempt:
    """Return what was stated of an attempt."""
    return Attempt(
        way=ServiceWay(service.way),
        sent_on=service.sent_on,
        received_on=service.served_on,
        servers=tuple(service.servers),
        receiver=Receiver(service.receiver) if service.receiver else None,
        receiver_name=service.receiver_name,
        place=service.place,
        through=service.through,
        transmitter=Transmitter(service.transmitter) if service.transmitter else None,
        tracking_number=service.tracking_number,
        announced_in=service.announced_in,
        ground=NoticeGround(service.ground) if service.ground else None,
        is_abroad=service.is_abroad,
        reason=service.reason,
        witnesses=tuple(service.witnesses),
        proof_id=service.proof_id,
        note=service.note,
    )


_LENGTHS = {
    "receiver_name": 60,
    "place": 200,
    "through": 100,
    "tracking_number": 40,
    "announced_in": 200,
    "reason": 500,
    "note": 500,
}
_MOST_NAMES = 6


def tidy(attempt: Attempt) -> Attempt:
    """Return an attempt without signs that no sheet shows, cut to what its columns hold."""
    texts: dict[str, Any] = {
        name: clean_text(getattr(attempt, name), max_length=length, multiline=False)
        for name, length in _LENGTHS.items()
    }
    return replace(
        attempt, **texts, servers=_names(attempt.servers), witnesses=_names(attempt.witnesses)
    )


def _names(given: Iterable[str]) -> tuple[str, ...]:
    tidied = (clean_text(name, max_length=60, multiline=False) for name in given)
    return tuple(name for name in tidied if name)[:_MOST_NAMES]


def _check(
    documents: Sequence[IssuedDocument], attempt: Attempt, recipient: Recipient, *, today: date
) -> None:
    if not documents:
        raise ServiceNotFound
    if any(document.rendered_at is None for document in documents):
        raise PageNotReady
    _refuse(
        rules.faults_of(
            attempt,
            is_legal_person=recipient.is_legal_person,
            issued_on=max(timezone.localdate(each.issued_at) for each in documents),
            today=today,
        )
    )
    states = set(
        DocumentService.objects.filter(document__in=documents).values_list("document_id", "state")
    )
    ended = {state for _id, state in states}
    if ServiceState.SERVED in ended:
        raise ServedBefore
    if ServiceState.UNDERWAY in ended:
        raise ServiceUnderway
    tried = {document_id for document_id, state in states if state == ServiceState.FAILED}
    if attempt.ground is NoticeGround.NO_OTHER_WAY and tried != {each.pk for each in documents}:
        raise OtherWaysFirst


def _refuse(faults: Sequence[FieldError]) -> None:
    if faults:
        raise ServiceInvalid(params={"summary": faults[0].message}, errors=faults)


def _check_underway(rows: Sequence[DocumentService]) -> None:
    if any(row.state != ServiceState.UNDERWAY for row in rows):
        raise ServiceEnded


def _insert(rows: Sequence[DocumentService]) -> None:
    try:
        with transaction.atomic():
            DocumentService.objects.bulk_create(rows)
    except IntegrityError as error:  # a colleague was quicker
        if "service_served_once" in str(error):
            raise ServedBefore from error
        if "service_one_underway" in str(error):
            raise ServiceUnderway from error
        raise


_OF_ATTEMPT = (
    *("way", "sent_on", "receiver_name", "place", "through", "tracking_number"),
    *("announced_in", "is_abroad", "reason", "proof_id", "note"),
)


def _stated(attempt: Attempt) -> dict[str, object]:
    return {name: getattr(attempt, name) for name in _OF_ATTEMPT} | {
        "receiver": attempt.receiver or "",
        "transmitter": attempt.transmitter or "",
        "ground": attempt.ground or "",
        "servers": list(attempt.servers),
        "witnesses": list(attempt.witnesses),
    }


def _ended(attempt: Attempt, moment: rules.Moment | None, *, at: datetime) -> dict[str, object]:
    if moment is None:
        return {"state": ServiceState.UNDERWAY}
    is_electronic = attempt.way is ServiceWay.ELECTRONIC
    return {
        "state": ServiceState.SERVED,
        "served_on": moment.on,
        "served_at": at if is_electronic else None,
        "article": moment.article,
        "ended_at": at,
    }
