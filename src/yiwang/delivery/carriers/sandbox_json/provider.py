# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A played carrier that speaks JSON, signed with HMAC-SHA256 over time and body."""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _

from yiwang.delivery.carriers.base import Forged, Reply, Report, Unreadable, check_fresh
from yiwang.delivery.carriers.playing import Envelope, PlayedCarrier
from yiwang.delivery.carriers.registry import register
from yiwang.delivery.enums import FailReason, Happening, Proof, SignedBy

TIMESTAMP, SIGNATURE = "x-carrier-timestamp", "x-carrier-signature"
MOST_EVENTS = 100


@register("sandbox-json")
class JsonSandbox(PlayedCarrier):
    """Reports in JSON; a photo shows where the parcel was left."""

    title = _("青瓷快递（演示）")
    letter = "QC"
    prices = (1200, 200)
    proof = Proof.PHOTO

    def envelope(self, reports: Sequence[Report], *, at: datetime) -> Envelope:
        body = orjson.dumps({"events": [_written(report) for report in reports]})
        stamp = str(int(at.timestamp()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: stamp,
            SIGNATURE: self._signature(stamp, body),
        }
        return Envelope(headers, body)

    def verify(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> None:
        stamp = headers.get(TIMESTAMP, "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 11):
            raise Forged
        given = headers.get(SIGNATURE, "").encode()
        if not hmac.compare_digest(given, self._signature(stamp, body).encode()):
            raise Forged
        check_fresh(datetime.fromtimestamp(int(stamp), UTC), at=at)

    def parse(self, headers: Mapping[str, str], body: bytes) -> Sequence[Report]:
        try:
            events = orjson.loads(body)["events"]
            if not isinstance(events, list) or not 0 < len(events) <= MOST_EVENTS:
                raise Unreadable
            return [_read(event) for event in events]
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
            raise Unreadable from error

    def reply(self) -> Reply:
        return Reply(b'{"ok":true}', "application/json")

    def _signature(self, stamp: str, body: bytes) -> str:
        return hmac.new(self.secret, stamp.encode() + b"." + body, sha256).hexdigest()


def _written(report: Report) -> dict[str, Any]:
    return {
        "id": report.event_id,
        "waybill": report.waybill,
        "status": report.happening.value,
        "time": report.happened_at.isoformat(),
        "place": report.place,
        "note": report.note,
        "reason": report.reason.value if report.reason else None,
        "signed_by": report.signed_by.value if report.signed_by else None,
        "proof": report.proof.value if report.proof else None,
        "code": report.code,
        "photo": base64.b64encode(report.photo).decode(),
    }


def _read(event: Mapping[str, Any]) -> Report:
    happened_at = datetime.fromisoformat(event["time"])
    if happened_at.tzinfo is None:
        raise Unreadable
    reason, signed_by, proof = event.get("reason"), event.get("signed_by"), event.get("proof")
    return Report(
        waybill=_text(event["waybill"], 40),
        event_id=_text(event["id"], 80),
        happening=Happening(event["status"]),
        happened_at=happened_at,
        place=_text(event.get("place", ""), 100, may_be_empty=True),
        note=_text(event.get("note", ""), 200, may_be_empty=True),
        reason=FailReason(reason) if reason else None,
        signed_by=SignedBy(signed_by) if signed_by else None,
        proof=Proof(proof) if proof else None,
        code=_text(event.get("code", ""), 12, may_be_empty=True),
        photo=base64.b64decode(event.get("photo", ""), validate=True),
    )


def _text(value: object, longest: int, *, may_be_empty: bool = False) -> str:
    if not isinstance(value, str) or len(value) > longest or not (value or may_be_empty):
        raise Unreadable
    if not all(sign.isprintable() for sign in value):
        raise Unreadable
    return value
