# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows from news of a parcel: for the case, for the counter, for the applicant."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import translation

from yiwang.cases.enums import CaseState, DeliveryMethod, WorkState
from yiwang.cases.models import Case, ShippingWish
from yiwang.cases.services import decisions, work
from yiwang.cases.services.locking import locked_case
from yiwang.cases.shipping import events, sending
from yiwang.cases.shipping.enums import OriginalsState
from yiwang.delivery.enums import CallOff, Inquiry, Leg, ParcelState, Redirect
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications

ACTOR = system_actor("case-parcels")
SILENT, INQUIRED = "delivery.parcel_silent", "delivery.parcel_inquired"
FOLLOWED = frozenset(
    {
        *("delivery.parcel_moved", "delivery.parcel_cancelled", "delivery.parcel_handed_out"),
        *(SILENT, INQUIRED),
    }
)
REDIRECTED, NOT_REDIRECTED = "delivery.address_changed", "delivery.address_not_changed"
NOT_CALLED_OFF = "delivery.parcel_not_cancelled"
TOLD = FOLLOWED | {"delivery.parcel_booked", REDIRECTED, NOT_REDIRECTED, NOT_CALLED_OFF}
ENDED_BADLY: Mapping[str, str] = {
    ParcelState.RETURNED: "重新送达（邮件退回）",
    ParcelState.LOST: "重新送达（邮件丢失）",
    ParcelState.DAMAGED: "重新送达（邮件破损）",
}
"""Names of steps are stored in Chinese, as those of a process are."""
MESSAGES: Mapping[tuple[str, str], str] = {
    (Leg.TO_HALL, ParcelState.RECEIVED): "originals_arrived",
    (Leg.TO_HALL, ParcelState.LOST): "parcel_lost",
    (Leg.TO_HALL, ParcelState.RETURNED): "parcel_returned",
    (Leg.TO_CITIZEN, ParcelState.OUT): "parcel_out",
    (Leg.TO_CITIZEN, ParcelState.FAILED): "parcel_failed",
    (Leg.TO_CITIZEN, ParcelState.STORED): "parcel_stored",
    (Leg.TO_CITIZEN, ParcelState.RECEIVED): "parcel_received",
    (Leg.TO_CITIZEN, ParcelState.RETURNED): "parcel_returned",
    (Leg.TO_CITIZEN, ParcelState.LOST): "parcel_lost",
    (Leg.TO_CITIZEN, ParcelState.DAMAGED): "parcel_lost",
    (Leg.BACK, ParcelState.OUT): "parcel_out",
    (Leg.BACK, ParcelState.FAILED): "parcel_failed",
    (Leg.BACK, ParcelState.STORED): "parcel_stored",
    (Leg.BACK, ParcelState.RECEIVED): "parcel_received",
    (Leg.BACK, ParcelState.RETURNED): "parcel_returned",
    (Leg.BACK, ParcelState.LOST): "parcel_lost",
}


def follow(news: Sequence[RecordedEvent]) -> None:
    """Move cases as their parcels end."""
    for event in news:
        if event.payload["about_type"] != "case":
            continue
        case = locked_case(_case_id(event))
        _follow_silence(case, event)
        if event.kind in (SILENT, INQUIRED):
            continue
        if event.payload["leg"] == Leg.TO_HALL:
            _follow_originals(case, event)
        elif event.payload["leg"] == Leg.TO_CITIZEN:
            _follow_result(case, event)


def _follow_silence(case: Case, event: RecordedEvent) -> None:
    """Have the counter ask the carrier; whatever is heard, or asked, ends that work."""
    if event.kind == SILENT:
        if case.closed_at is None:
            sending.open_work(case, key=work.SILENT_PARCEL, at=event.at)
        return
    asked_by = event.actor.get("staff_id") if event.kind == INQUIRED else None
    if asked_by is None:
        work.cancel_work(case, at=event.at, keys=[work.SILENT_PARCEL])
    else:
        work.open_items(case).filter(step_key=work.SILENT_PARCEL).update(
            state=WorkState.DONE, done_at=event.at, done_by_id=UUID(asked_by)
        )


def _follow_originals(case: Case, event: RecordedEvent) -> None:
    if _state(event) != ParcelState.RECEIVED:
        return
    wish = ShippingWish.objects.filter(case_id=case.pk).first()
    if wish is None or case.state == CaseState.CLOSED:
        return
    wish.originals, wish.arrived_at = OriginalsState.ARRIVED, event.at
    wish.save(update_fields=["originals", "arrived_at"])
    sending.open_work(case, key=work.ORIGINALS, at=event.at)
    fact = events.OriginalsArrived(case_id=case.pk)
    ledger.append(fact, actor=ACTOR, at=event.at, region_code=case.region_code)


def _follow_result(case: Case, event: RecordedEvent) -> None:
    if case.state != CaseState.DECIDED:
        return  # somebody delivered it otherwise; the parcel's own story says the rest
    state = _state(event)
    if state in (ParcelState.RECEIVED, ParcelState.HANDED_OUT):
        is_received = state == ParcelState.RECEIVED
        decisions.note_delivered(
            case,
            method=DeliveryMethod.COURIER if is_received else DeliveryMethod.COUNTER,
            received_at=_happened_at(event),
            actor=ACTOR,
            at=event.at,
        )
    elif state in ENDED_BADLY:
        name = ENDED_BADLY[state]
        sending.open_work(case, key=work.DELIVERY, at=event.at, name=name)
    elif event.kind == "delivery.parcel_cancelled":
        sending.open_work(case, key=work.DELIVERY, at=event.at, name="重新送达（没有寄出）")


def tell(news: Sequence[RecordedEvent]) -> None:
    """Tell applicants what they should know of their parcels."""
    ids = {_case_id(event) for event in news if event.payload["about_type"] == "case"}
    cases = Case.objects.in_bulk(ids)
    for event in news:
        case, kind = cases.get(_case_id(event)), _message(event)
        if case is None or kind is None:
            continue
        notifications.send(
            recipient_id=case.applicant_id,
            kind=kind,
            params={
                "item": case.item_name,
                "number": case.number,
                "waybill": str(event.payload.get("waybill", "")),
                **_answered(event),
            },
            link=f"/my/parcels/{event.subject_id}",
            source_key=f"ledger:{event.id}:parcel",
            at=event.at,
        )


def _answered(event: RecordedEvent) -> dict[str, str]:
    """Return what the carrier said when it was asked, in Chinese as names of steps are kept."""
    with translation.override("zh-hans"):
        if event.kind == INQUIRED:
            return {"answer": str(Inquiry(event.payload["answer"]).label)}
        if event.kind == NOT_REDIRECTED:
            return {"answer": str(Redirect(event.payload["outcome"]).label)}
        if event.kind == NOT_CALLED_OFF:
            return {"answer": str(CallOff(event.payload["outcome"]).label)}
    return {}


def _message(event: RecordedEvent) -> str | None:
    leg = str(event.payload["leg"])
    if event.kind in (SILENT, INQUIRED):
        return event.kind.partition(".")[2]
    if event.kind in (REDIRECTED, NOT_REDIRECTED, NOT_CALLED_OFF):
        return _message_of_a_wish(event)
    if event.kind == "delivery.parcel_booked":
        return "originals_booked" if leg == Leg.TO_HALL else "parcel_sent"
    if event.kind == "delivery.parcel_cancelled":
        return _message_of_an_end(event, leg)
    return MESSAGES.get((leg, _state(event)))


def _message_of_a_wish(event: RecordedEvent) -> str | None:
    """Return what the sender hears of what they asked their carrier for."""
    if event.kind == NOT_REDIRECTED:
        return "parcel_not_redirected"
    if event.kind == NOT_CALLED_OFF:
        return None if event.payload["is_off"] else "parcel_not_called_off"
    return "parcel_redirected" if _is_agreed(event) else None


def _message_of_an_end(event: RecordedEvent, leg: str) -> str | None:
    if event.payload.get("is_agreed"):
        return "parcel_called_off"
    is_refused = bool(event.payload["is_refused"])
    return "originals_refused" if is_refused and leg == Leg.TO_HALL else None


def _is_agreed(event: RecordedEvent) -> bool:
    """Tell whether a carrier agreed to what was wanted last; nobody is told of anything else."""
    return bool(event.payload.get("request")) and not event.payload.get("is_overtaken")


def _state(event: RecordedEvent) -> str:
    if event.kind == "delivery.parcel_handed_out":
        return ParcelState.HANDED_OUT
    return str(event.payload.get("state", ""))


def _happened_at(event: RecordedEvent) -> datetime:
    told = event.payload.get("happened_at")
    return datetime.fromisoformat(str(told)) if told else event.at


def _case_id(event: RecordedEvent) -> UUID:
    return UUID(str(event.payload["about_id"]))
