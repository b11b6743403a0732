# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Parcels for tests: sent by the services, moved by what carriers report."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from yiwang.delivery.addresses import Address
from yiwang.delivery.carriers.base import Report
from yiwang.delivery.carriers.playing import PlayedCarrier
from yiwang.delivery.carriers.registry import carrier as carrier_named
from yiwang.delivery.enums import Happening, Leg, Proof, SignedBy
from yiwang.delivery.models import Parcel
from yiwang.delivery.services import booking, callbacks, parcels
from yiwang.foundation.actors import Actor, ActorKind, system_actor
from yiwang.organizations.enums import Right

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=CHINA)
XIHU = "330106000000"
DEPARTMENT = UUID("00000000-0000-7000-8000-00000000000d")
PERSON = UUID("00000000-0000-7000-8000-00000000000a")
SYSTEM = system_actor("tests")
HALL = Address(
    "西湖区政务服务中心", "0571-87654321", XIHU, "浙江省杭州市西湖区", "文三路 1 号 3 号窗口"
)
HOME = Address("张小云", "13800001234", XIHU, "浙江省杭州市西湖区", "文一西路 88 号 2 幢 301 室")
DESK = Actor(
    kind=ActorKind.STAFF,
    account_id=uuid4(),
    staff_id=uuid4(),
    display_name="窗口甲",
    department_id=DEPARTMENT,
    division_code=XIHU,
    rights=frozenset({Right.CASES_ACCEPT, Right.CASES_READ}),
)
OTHER_DESK = Actor(
    kind=ActorKind.STAFF,
    account_id=uuid4(),
    staff_id=uuid4(),
    department_id=uuid4(),
    division_code=XIHU,
    rights=frozenset({Right.CASES_ACCEPT, Right.CASES_READ}),
)
CITIZEN = Actor(kind=ActorKind.CITIZEN, account_id=uuid4(), person_id=PERSON)
NEIGHBOUR = Actor(kind=ActorKind.CITIZEN, account_id=uuid4(), person_id=uuid4())


def new_parcel(**changed: Any) -> parcels.NewParcel:
    """Return a result on its way to a citizen, not sent yet."""
    leg = changed.pop("leg", Leg.TO_CITIZEN)
    to_hall = leg is Leg.TO_HALL
    stated: dict[str, Any] = {
        "about": parcels.About(
            subject_type="case",
            subject_id=uuid4(),
            number="330106-261123-000001-A",
            name="店铺登记",
            region_code=XIHU,
            department_id=DEPARTMENT,
            person_id=PERSON,
        ),
        "leg": leg,
        "carrier": "sandbox-json",
        "sender": HOME if to_hall else HALL,
        "recipient": HALL if to_hall else HOME,
        "contents": "店铺登记证",
    }
    return parcels.NewParcel(**stated | changed)


def sent(**changed: Any) -> Parcel:
    return parcels.send_parcel(parcel=new_parcel(**changed), actor=SYSTEM, at=MONDAY)


def booked(**changed: Any) -> Parcel:
    """Return a parcel whose carrier has taken the order."""
    parcel = sent(**changed)
    assert booking.book(parcel.pk, at=MONDAY)
    parcel.refresh_from_db()
    return parcel


def report(parcel: Parcel, happening: Happening, *, hour: float = 1, **changed: Any) -> Report:
    """Return what a carrier says has happened so many hours after Monday morning."""
    at = MONDAY + timedelta(hours=hour)
    stated: dict[str, Any] = {
        "waybill": parcel.waybill,
        "event_id": f"{parcel.waybill}-{happening}-{hour}",
        "happening": happening,
        "happened_at": at,
        "place": "杭州",
        "note": "",
    }
    if happening is Happening.RECEIVE:
        stated |= {"signed_by": SignedBy.SELF, "proof": Proof.SIGNATURE}
    return Report(**stated | changed)


def played(name: str) -> PlayedCarrier:
    found = carrier_named(name)
    assert isinstance(found, PlayedCarrier)
    return found


def call_back(*reports: Report, carrier: str = "sandbox-json", at: datetime | None = None) -> None:
    """Send reports as their carrier does, signed."""
    at = at or max(one.happened_at for one in reports)
    made = played(carrier).envelope(reports, at=at)
    headers = {name.lower(): value for name, value in made.headers.items()}
    callbacks.receive(name=carrier, headers=headers, body=made.body, at=at)


def state_of(parcel: Parcel) -> str:
    return Parcel.objects.values_list("state", flat=True).get(pk=parcel.pk)
