# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What 顺丰's route codes mean, in the answers that we ask for and in what it pushes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.utils import timezone

from yiwang.delivery.carriers.base import Report
from yiwang.delivery.enums import FailReason, Happening, Proof, SignedBy

HAPPENINGS: Final[Mapping[str, Happening]] = {
    "50": Happening.COLLECT,
    "54": Happening.COLLECT,
    "30": Happening.MOVE,
    "31": Happening.MOVE,
    "36": Happening.MOVE,
    "44": Happening.GO_OUT,
    "204": Happening.GO_OUT,
    "33": Happening.FAIL,
    "70": Happening.FAIL,
    "125": Happening.STORE,
    "607": Happening.STORE,
    "80": Happening.RECEIVE,
    "8000": Happening.RECEIVE,
    "99": Happening.TURN_BACK,
    "648": Happening.TURN_BACK,
}
"""Codes that are not here tell of steps within the carrier's house and are left out."""
MOST: Final = 200


def reports(waybill: str, routes: Sequence[Mapping[str, Any]]) -> list[Report]:
    """Return what an answer tells of one parcel.

    The answer has no ids; the same step asked for twice gets the same one.
    """
    found = []
    for route in routes[:MOST]:
        happening = HAPPENINGS.get(str(route["opCode"]))
        if happening is not None:
            found.append(_report(waybill, happening, route))
    return found


def pushed(content: Mapping[str, Any]) -> list[Report]:
    """Return what a push tells, parcel by parcel."""
    found = []
    for route in content["Body"]["WaybillRoute"][:MOST]:
        happening = HAPPENINGS.get(str(route["opCode"]), Happening.MOVE)
        found.append(_report(_clean(route["mailno"], 40), happening, route))
    return found


def _report(waybill: str, happening: Happening, route: Mapping[str, Any]) -> Report:
    naive = datetime.strptime(str(route["acceptTime"]), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
    is_received = happening is Happening.RECEIVE
    remark = str(route.get("remark") or "")
    step = f"{route['opCode']}|{route['acceptTime']}|{remark}"
    return Report(
        waybill=waybill,
        event_id=f"{waybill}-{sha256(step.encode()).hexdigest()[:24]}",
        happening=happening,
        happened_at=timezone.make_aware(naive),
        place=_clean(route.get("acceptAddress") or "", 100),
        note=_clean(remark, 200),
        reason=FailReason.OTHER if happening is Happening.FAIL else None,
        signed_by=SignedBy.SELF if is_received else None,
        proof=Proof.SIGNATURE if is_received else None,
    )


def _clean(text: object, longest: int) -> str:
    """Return what may be stored of a text: PostgreSQL takes no NUL."""
    return "".join(sign for sign in str(text) if sign.isprintable())[:longest]
