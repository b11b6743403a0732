# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Carriers that are only played: they keep books, move parcels along and call us back.

A parcel's way follows from words in the street it goes to, so that a demonstration can show each:
二次 for a second attempt, 退回 for a return, 丢失 for a loss, 破损 for damage; otherwise it
arrives. A change to an address with 不通邮 is refused.
"""

import struct
import zlib
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from yiwang.delivery.carriers import outgoing
from yiwang.delivery.carriers.base import (
    Carrier,
    NewAddress,
    Order,
    Quote,
    Report,
    price_of,
)
from yiwang.delivery.enums import FailReason, Happening, Proof, SignedBy
from yiwang.delivery.errors import CarrierAway, CarrierRefused
from yiwang.delivery.models import SandboxOrder
from yiwang.foundation.identifiers import new_id

Step = tuple[str, str, str]
START: Final[Sequence[Step]] = (
    (Happening.COLLECT, "始发营业部", "快递员已揽收"),
    (Happening.MOVE, "区域分拨中心", "已离开分拨中心"),
    (Happening.MOVE, "目的地分拨中心", "已到达分拨中心"),
    (Happening.GO_OUT, "目的地营业部", "正在派送"),
)
PLANS: Final[Mapping[str, Sequence[Step]]] = {
    "二次": (
        *START,
        (Happening.FAIL, "目的地营业部", FailReason.NOBODY_HOME),
        (Happening.GO_OUT, "目的地营业部", "第二次派送"),
        (Happening.RECEIVE, "收件地址", "已签收"),
    ),
    "退回": (
        *START,
        (Happening.FAIL, "目的地营业部", FailReason.WRONG_ADDRESS),
        (Happening.FAIL, "目的地营业部", FailReason.UNREACHABLE),
        (Happening.TURN_BACK, "目的地营业部", "退回寄件人"),
        (Happening.BRING_BACK, "始发营业部", "寄件人已签收退件"),
    ),
    "丢失": (*START[:2], (Happening.LOSE, "区域分拨中心", "经查找确认丢失")),
    "破损": (*START[:3], (Happening.DAMAGE, "目的地分拨中心", "外包装和内件破损")),
    "": (*START, (Happening.RECEIVE, "收件地址", "已签收")),
}
BEYOND: Final = "不通邮"
"""In the street of a new address: the carrier does not go there."""
BEFORE_THE_PICK_UP: Final = timedelta(seconds=40)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A callback as it goes out."""

    headers: Mapping[str, str]
    body: bytes


class PlayedCarrier(Carrier):
    """A carrier whose orders stand in a table of ours.

    :cvar letter: what its waybills begin with
    :cvar prices: of the first kilogram and of each further one, in fen
    """

    letter: ClassVar[str]
    prices: ClassVar[tuple[int, int]]
    proof: ClassVar[Proof]
    knows_references = True
    knows_cancelled = True

    def quote(self, order: Order) -> Quote:
        first, further = self.prices
        price = price_of(order.weight_grams, first_kilogram=first, each_further=further)
        is_near = order.sender.division[:4] == order.recipient.division[:4]
        return Quote(price, days=1 if is_near else 3)

    def book(self, order: Order) -> str:
        plan = next(plan for word, plan in PLANS.items() if word in order.recipient.street)
        number = new_id()
        made = SandboxOrder(
            id=number,
            carrier=self.name,
            order_number=order.number,
            waybill=f"{self.letter}{number.int % 10**12:012}",
            plan=[[str(part) for part in step] for step in plan],
            next_at=(order.pickup_from or timezone.now()) + BEFORE_THE_PICK_UP,
        )
        SandboxOrder.objects.bulk_create([made], ignore_conflicts=True)
        return self.find(order.number)

    def find(self, order_number: str) -> str:
        found = SandboxOrder.objects.filter(carrier=self.name, order_number=order_number).first()
        return found.waybill if found else ""

    @transaction.atomic
    def cancel(self, order_number: str, waybill: str) -> None:
        order = self._locked(waybill, or_cancelled=True)
        if order.is_cancelled:
            return  # heard before
        if order.told:
            raise CarrierRefused(params={"reason": "已经揽收"})
        order.is_cancelled, order.next_at = True, None
        order.save(update_fields=["is_cancelled", "next_at"])

    @transaction.atomic
    def redirect(self, wanted: NewAddress) -> None:
        order = self._locked(wanted.waybill)
        if order.redirected_as == wanted.reference:
            return  # heard before
        left = [step[0] for step in order.plan]
        if Happening.GO_OUT not in left:
            raise CarrierRefused(params={"reason": "已经在派送"})
        street = wanted.recipient.street
        if BEYOND in street:
            raise CarrierRefused(params={"reason": "新地址超出服务范围"})
        plan = next(plan for word, plan in PLANS.items() if word in street)
        order.plan = [list(step) for step in plan[len(order.told) :]]
        order.redirected_as = wanted.reference
        order.save(update_fields=["plan", "redirected_as"])

    def track(self, waybill: str) -> Sequence[Report]:
        order = SandboxOrder.objects.filter(carrier=self.name, waybill=waybill).first()
        return [self.report(waybill, one) for one in order.told] if order else []

    def report(self, waybill: str, told: Mapping[str, str]) -> Report:
        """Return one line of the books as a report."""
        happening = Happening(told["happening"])
        report = Report(
            waybill=waybill,
            event_id=told["id"],
            happening=happening,
            happened_at=datetime.fromisoformat(told["at"]),
            place=told["place"],
            note=told["note"],
        )
        if happening is Happening.FAIL:
            reason = FailReason(told["note"])
            return replace(report, reason=reason, note=str(reason.label))
        if happening is Happening.RECEIVE:
            photo = photo_of_a_parcel() if self.proof is Proof.PHOTO else b""
            return replace(report, signed_by=SignedBy.SELF, proof=self.proof, photo=photo)
        return report

    @property
    def secret(self) -> bytes:
        """The key that both sides sign with; both are us."""
        return salted_hmac("yiwang.delivery.sandbox", self.name, algorithm="sha256").digest()

    @abstractmethod
    def envelope(self, reports: Sequence[Report], *, at: datetime) -> Envelope:
        """Return a callback of this carrier, signed."""

    def _locked(self, waybill: str, *, or_cancelled: bool = False) -> SandboxOrder:
        order = (
            SandboxOrder.objects.select_for_update()
            .filter(carrier=self.name, waybill=waybill)
            .first()
        )
        if order is None or (order.is_cancelled and not or_cancelled):
            raise CarrierRefused(params={"reason": "没有这个运单"})
        return order


def advance(carrier: PlayedCarrier, *, at: datetime) -> int:
    """Let the next thing happen to each parcel that is due, and tell us; return how many.

    Whoever does not hear it can ask: the books know.
    """
    due = SandboxOrder.objects.filter(carrier=carrier.name, next_at__lte=at).order_by("next_at")
    told = 0
    for order_id in list(due.values_list("id", flat=True)[:200]):
        report = _step(carrier, order_id, at=at)
        if report is None:
            continue
        told += 1
        _call_back(carrier, report, at=at)
    return told


@transaction.atomic
def _step(carrier: PlayedCarrier, order_id: Any, *, at: datetime) -> Report | None:
    order = SandboxOrder.objects.select_for_update(skip_locked=True).filter(pk=order_id).first()
    if order is None or order.next_at is None or order.next_at > at or not order.plan:
        return None
    happening, place, note = order.plan.pop(0)
    line = {
        "id": f"{order.waybill}-{len(order.told) + 1}",
        "happening": happening,
        "at": at.isoformat(),
        "place": place,
        "note": note,
    }
    order.told.append(line)
    pause = timedelta(seconds=settings.DELIVERY_SANDBOX_SECONDS)
    order.next_at = at + pause if order.plan else None
    order.save(update_fields=["plan", "told", "next_at"])
    return carrier.report(order.waybill, line)


def _call_back(carrier: PlayedCarrier, report: Report, *, at: datetime) -> None:
    """Tell us, and every third time tell us twice, as carriers do."""
    sent = carrier.envelope([report], at=at)
    address = f"{settings.DELIVERY_CALLBACK_BASE}/api/v1/carriers/{carrier.name}/callbacks"
    for _time in range(2 if report.event_id.endswith("-3") else 1):
        try:
            outgoing.post(address, body=sent.body, headers=sent.headers)
        except CarrierAway:
            return  # it will be asked for


@cache
def photo_of_a_parcel() -> bytes:
    """Return a small PNG: a brown box on a grey floor."""
    width, height = 96, 64
    box = range(24, 72), range(20, 52)
    rows = b"".join(
        b"\x00"
        + b"".join(
            b"\xb0\x7d\x4a" if x in box[0] and y in box[1] else b"\xd5\xd8\xd6"
            for x in range(width)
        )
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
