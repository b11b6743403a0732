# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""送达回证 of what was served, and the record of what a counter handed over without a form."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone, translation

from yiwang.cases.enums import DeliveryMethod
from yiwang.cases.models import Case
from yiwang.cases.services import notices, serving
from yiwang.cases.shipping import questions as shipping
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Leg
from yiwang.documents import selectors as documents
from yiwang.documents.enums import RESULTS, NoticeKind, Receiver, ServiceState, ServiceWay
from yiwang.foundation.written_days import written_day, written_moment
from yiwang.ledger.events import RecordedEvent
from yiwang.organizations import selectors as organizations

if TYPE_CHECKING:
    from yiwang.documents.models import DocumentService

paper = notices.paper
Made = list[tuple[NoticeKind, Any]]
_WAYS: Mapping[str, ServiceWay] = {
    DeliveryMethod.COUNTER: ServiceWay.DIRECT,
    DeliveryMethod.COURIER: ServiceWay.POST,
    DeliveryMethod.ELECTRONIC: ServiceWay.ELECTRONIC,
}


def of_service(case: Case, event: RecordedEvent) -> Made:
    """Return 送达回证 of papers that were served with a form."""
    group = documents.serving.group(UUID(event.payload["group_id"]))
    return [(NoticeKind.SERVICE_RECORD, record_of(case, group))]


def of_delivery(case: Case, event: RecordedEvent) -> Made:
    """Return 送达回证 of a decision that was handed over; nothing where a form has made one."""
    results = [each for each in documents.documents_about("case", case.pk) if each.kind in RESULTS]
    known = documents.serving.services_of(each.pk for each in results)
    if any(each.row.state == ServiceState.SERVED for each in known):
        return []
    made = _noted(case, event, results)
    if not made:
        return [(NoticeKind.SERVICE_RECORD, notices.service_record(case))]
    return [(NoticeKind.SERVICE_RECORD, record_of(case, made))]


def _noted(case: Case, event: RecordedEvent, results: Any) -> "list[DocumentService]":
    """Record the service of what a counter or a courier handed over."""
    way = _WAYS.get(case.delivery_method)
    if way is None or case.delivered_at is None or not results:
        return []
    on = timezone.localdate(case.delivered_at)
    recipient = serving.recipient_of(case)
    facts = shipping.service_facts(case) if way is ServiceWay.POST else {}
    is_in_person = way is ServiceWay.DIRECT and not recipient.is_legal_person
    attempt = serving.Attempt(
        way=way,
        sent_on=on,
        received_on=on,
        servers=tuple(filter(None, (facts.get("served_by") or _server(event),))),
        receiver=Receiver.SELF if is_in_person else None,
        receiver_name=facts.get("recipient", "")[:60],
        place=facts.get("place", "")[:200],
        tracking_number=_waybill(case) if way is ServiceWay.POST else "",
        note=facts.get("note", "")[:500],
    )
    return serving.serving.note_served(
        results,
        attempt,
        recipient=recipient,
        served_at=case.delivered_at,
        recorded_by_id=_staff_id(event),
        at=event.at,
    )


def _staff_id(event: RecordedEvent) -> UUID | None:
    staff_id = event.actor.get("staff_id")
    return UUID(staff_id) if staff_id else None


def _server(event: RecordedEvent) -> str:
    staff_id = _staff_id(event)
    return organizations.staff_names([staff_id]).get(staff_id, "") if staff_id else ""


def _waybill(case: Case) -> str:
    parcel = delivery.latest("case", case.pk, Leg.TO_CITIZEN) if case.is_by_courier else None
    return parcel.waybill if parcel else ""


def language_words(tag: str) -> str:
    """Return a language as a Chinese paper calls it."""
    with translation.override("zh-hans"):
        return documents.translations.named(tag).name


def record_of(
    case: Case, group: "list[DocumentService]", facts: paper.CaseFacts | None = None
) -> paper.ServiceRecordData:
    """Return what 送达回证 says of papers that were served together; always Chinese.

    :param facts: of the case as a party's papers have them; None for its applicant's
    """
    one = group[0]
    ids = [each.document_id for each in group]
    beside = documents.translations.ready_of(ids)
    day = written_day(one.served_on) if one.served_on else ""
    with translation.override("zh-hans"):
        receiver = str(Receiver(one.receiver).label) if one.receiver else ""
        moment = documents.serving.moment_of(one)
    return paper.ServiceRecordData(
        case=facts or notices.facts(case),
        documents=tuple(
            paper.ServedDocument(title=title, number=each.document.number)
            for each in group
            for title in (
                each.document.title,
                *(
                    f"{each.document.title}（{language_words(made.language)}译文）"
                    for made in beside.get(each.document_id, ())
                    if made.pk in each.translations
                ),
            )
        ),
        method=paper.ServiceMethod(one.way),
        served_at=written_moment(one.served_at) if one.served_at else day,
        place=one.place,
        recipient="，".join(filter(None, (one.receiver_name, receiver))),
        served_by="、".join(one.servers),
        note=one.note,
        group=str(one.group_id),
        moment=moment,
        article=one.article,
        witnesses=tuple(one.witnesses),
        reason=one.reason,
        through=one.through,
        announced_in=one.announced_in,
        tracking_number=one.tracking_number,
    )
