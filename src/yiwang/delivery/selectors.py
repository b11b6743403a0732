# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about parcels and carriers, within what the actor may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.delivery.addresses import Address
from yiwang.delivery.cancellations import FOR_THE_DESK as CALLED_OFF
from yiwang.delivery.cancellations import Cancellation, cancellation
from yiwang.delivery.carriers import registry
from yiwang.delivery.carriers.base import Carrier
from yiwang.delivery.enums import (
    ON_ITS_WAY,
    WENT_WRONG,
    WITH_THE_CARRIER,
    FailReason,
    Happening,
    Leg,
    ParcelState,
    Payer,
)
from yiwang.delivery.errors import ParcelNotFound
from yiwang.delivery.labels import carrier_title
from yiwang.delivery.models import (
    CarrierRecord,
    Parcel,
    ParcelEvent,
    PayerRule,
    ServiceAddress,
)
from yiwang.delivery.redirects import FOR_THE_DESK, Redirection, redirection
from yiwang.delivery.rules import (
    FAILURES_UNTIL_A_REST,
    OTHER_CARRIER,
    USUAL_PAYER,
)
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yiwang.documents.models import StoredFile

__all__ = [
    "OTHER_CARRIER",
    "Address",
    "Cancellation",
    "CarrierHealth",
    "Moment",
    "Redirection",
    "Settlement",
    "Shelf",
    "cancellation",
    "carrier_choices",
    "carrier_title",
    "counts",
    "fail_words",
    "health",
    "latest",
    "month_of",
    "on_its_way",
    "parcel",
    "parcels",
    "parcels_about",
    "payers",
    "photo",
    "redirection",
    "service_address",
    "settlement",
    "story",
]


def service_address(applicant_id: UUID) -> ServiceAddress | None:
    """Return the address to which papers for a person or firm may be posted.

    The caller has made sure that the actor is that person, or serves papers to them.
    """
    with reach.everywhere():
        rows = ServiceAddress.objects.filter(applicant_id=applicant_id, ended_at__isnull=True)
        return rows.first()


QUIET_DAYS: Final = 5
"""A parcel that nothing was heard of for so long is shown to the desk."""


class Shelf:
    """The desk's lists, by name."""

    TO_SEND: Final = "to_send"
    COMING: Final = "coming"
    MOVING: Final = "moving"
    FAILED: Final = "failed"
    REDIRECTS: Final = "redirects"
    CALLED_OFF: Final = "called_off"
    RETURNED: Final = "returned"
    QUIET: Final = "quiet"
    DONE: Final = "done"
    ALL: Final = (*(TO_SEND, COMING, MOVING, FAILED, REDIRECTS, CALLED_OFF, RETURNED, QUIET, DONE),)


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a parcel's story."""

    at: datetime
    words: str
    place: str
    note: str
    is_news: bool


@dataclass(frozen=True, slots=True)
class CarrierHealth:
    """How a carrier's interface does."""

    name: str
    title: str
    is_well: bool
    on_its_way: int
    failures: int
    refused: int
    last_callback_at: datetime | None
    last_answer_at: datetime | None
    last_failure_at: datetime | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What one payer owes one carrier for one month."""

    payer: str
    payer_label: str
    carrier: str
    carrier_label: str
    leg: str
    leg_label: str
    parcels: int
    fen: int
    compensation_fen: int


def parcel(parcel_id: UUID, actor: Actor) -> Parcel:
    """Return one parcel.

    :raises ParcelNotFound: there is none, or it is somebody else's
    """
    found = Parcel.objects.visible_to(actor).filter(pk=parcel_id).first()
    if found is None:
        raise ParcelNotFound
    return found


def parcels(
    actor: Actor, *, shelf: str = "", cursor: UUID | None = None, limit: int = 50
) -> list[Parcel]:
    """Return the actor's parcels, newest first.

    :param shelf: one of the desk's lists, "" for all
    :param cursor: the last parcel of the page before
    """
    found = Parcel.objects.visible_to(actor).filter(_on_shelf(shelf))
    if cursor:
        found = found.filter(pk__lt=cursor)
    return list(found.order_by("-id")[:limit])


def _on_shelf(shelf: str) -> Q:
    out = Q(state__in=[ParcelState.PREPARED, ParcelState.BOOKED]) & ~Q(leg=Leg.TO_HALL)
    quiet = Q(created_at__lt=timezone.now() - timedelta(days=QUIET_DAYS)) & (
        Q(last_event_at__isnull=True)
        | Q(last_event_at__lt=timezone.now() - timedelta(days=QUIET_DAYS))
    )
    return {
        Shelf.TO_SEND: out,
        Shelf.COMING: Q(leg=Leg.TO_HALL, state__in=sorted(ON_ITS_WAY)),
        Shelf.MOVING: Q(state__in=[ParcelState.COLLECTED, ParcelState.MOVING, ParcelState.OUT])
        & ~Q(leg=Leg.TO_HALL),
        Shelf.FAILED: Q(state__in=[ParcelState.FAILED, ParcelState.STORED]),
        Shelf.REDIRECTS: FOR_THE_DESK,
        Shelf.CALLED_OFF: CALLED_OFF,
        Shelf.RETURNED: Q(state__in=[ParcelState.RETURNING, *sorted(WENT_WRONG)]),
        Shelf.QUIET: Q(state__in=sorted(WITH_THE_CARRIER)) & quiet,
        Shelf.DONE: Q(
            state__in=[ParcelState.RECEIVED, ParcelState.HANDED_OUT, ParcelState.CANCELLED]
        ),
    }.get(shelf, Q())


def counts(actor: Actor) -> dict[str, int]:
    """Return how many parcels each of the desk's lists holds."""
    wanted = {shelf: Count("id", filter=_on_shelf(shelf)) for shelf in Shelf.ALL}
    return Parcel.objects.visible_to(actor).aggregate(**wanted)


def parcels_about(subject_type: str, subject_id: UUID) -> list[Parcel]:
    """Return the parcels of one matter, oldest first; the caller has checked who asks."""
    return list(Parcel.objects.about(subject_type, subject_id).order_by("created_at", "id"))


def latest(subject_type: str, subject_id: UUID, leg: Leg) -> Parcel | None:
    """Return the last parcel of a matter on a leg."""
    found = Parcel.objects.about(subject_type, subject_id).filter(leg=leg)
    return found.order_by("created_at", "id").last()


def on_its_way(subject_type: str, subject_id: UUID, *, legs: Collection[Leg] = ()) -> bool:
    """Tell whether a parcel of a matter is under way."""
    found = Parcel.objects.about(subject_type, subject_id).on_their_way()
    return (found.filter(leg__in=list(legs)) if legs else found).exists()


def story(of: Sequence[Parcel]) -> dict[UUID, list[Moment]]:
    """Return what happened to parcels, oldest first, by parcel."""
    told: dict[UUID, list[Moment]] = {each.pk: _beginning(each) for each in of}
    rows = ParcelEvent.objects.filter(parcel_id__in=list(told)).order_by("happened_at", "id")
    for row in rows:
        told[row.parcel_id].append(
            Moment(row.happened_at, _words(row), row.place, row.note, row.is_news)
        )
    return told


def _beginning(of: Parcel) -> list[Moment]:
    began = [Moment(of.created_at, _("已登记寄件"), "", "", True)]
    if of.booked_at:
        began.append(Moment(of.booked_at, _("快递企业已接单"), "", of.waybill, True))
    if of.state == ParcelState.CANCELLED and of.ended_at:
        began.append(Moment(of.ended_at, _("已取消"), "", of.refusal, True))
    return began


def _words(row: ParcelEvent) -> str:
    return str(Happening(row.happening).label)


def photo(of: Parcel) -> "StoredFile | None":
    """Return the picture that shows the receipt; the caller has checked who asks."""
    return of.photo


def carrier_choices() -> list[tuple[str, str]]:
    """Return the carriers of this installation, the usual one first."""
    return [(carrier.name, str(carrier.title)) for carrier in registry.in_use()]


def payers(department_id: UUID) -> dict[Leg, Payer]:
    """Return who pays for each leg of a department's parcels."""
    ruled = dict(PayerRule.objects.filter(department_id=department_id).values_list("leg", "payer"))
    return {leg: Payer(ruled.get(leg, USUAL_PAYER[leg])) for leg in Leg}


def settlement(actor: Actor, *, month: date) -> list[Settlement]:
    """Return what each payer owes each carrier for the parcels ordered in a month."""
    since = timezone.make_aware(datetime(month.year, month.month, 1))  # noqa: DTZ001
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    until = timezone.make_aware(datetime(following.year, following.month, 1))  # noqa: DTZ001
    rows = (
        Parcel.objects.visible_to(actor)
        .filter(booked_at__gte=since, booked_at__lt=until)
        .exclude(state=ParcelState.CANCELLED)
        .values("payer", "carrier", "leg")
        .annotate(parcels=Count("id"), fen=Sum("price_fen"), paid=Sum("compensation_fen"))
        .order_by("payer", "carrier", "leg")
    )
    return [_settled(row) for row in rows]


def month_of(text: str) -> date:
    """Return the first day of a month written as ``2026-11``."""
    return date.fromisoformat(f"{text}-01")


def _settled(row: Mapping[str, object]) -> Settlement:
    payer, carrier, leg = str(row["payer"]), str(row["carrier"]), str(row["leg"])
    return Settlement(
        payer=payer,
        payer_label=str(Payer(payer).label),
        carrier=carrier,
        carrier_label=_("自行交寄") if carrier == OTHER_CARRIER else carrier_title(carrier),
        leg=leg,
        leg_label=str(Leg(leg).label),
        parcels=int(str(row["parcels"])),
        fen=int(str(row["fen"] or 0)),
        compensation_fen=int(str(row["paid"] or 0)),
    )


def health() -> list[CarrierHealth]:
    """Return how the carriers of this installation do."""
    known = {record.name: record for record in CarrierRecord.objects.order_by("name")}
    moving = dict(_moving().values_list("carrier").annotate(number=Count("id")))
    return [
        _health(carrier, known.get(carrier.name), moving.get(carrier.name, 0))
        for carrier in registry.in_use()
    ]


def _moving() -> "QuerySet[Parcel]":
    return Parcel.objects.filter(
        state__in=sorted(WITH_THE_CARRIER), carrier__in=settings.DELIVERY_CARRIERS
    ).order_by("carrier")


def _health(carrier: Carrier, record: CarrierRecord | None, moving: int) -> CarrierHealth:
    record = record or CarrierRecord(name=carrier.name)
    return CarrierHealth(
        name=carrier.name,
        title=str(carrier.title),
        is_well=record.failures < FAILURES_UNTIL_A_REST,
        on_its_way=moving,
        failures=record.failures,
        refused=record.refused,
        last_callback_at=record.last_callback_at,
        last_answer_at=record.last_answer_at,
        last_failure_at=record.last_failure_at,
    )


def fail_words(of: Parcel) -> str:
    """Return why the last delivery came to nothing, "" when it did not."""
    return str(FailReason(of.fail_reason).label) if of.fail_reason else ""
