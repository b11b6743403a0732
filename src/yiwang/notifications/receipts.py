# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What gateways and mail servers tell of messages later: signed, repeated, late, out of order."""

import email
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from yiwang.notifications.channels.email.provider import MARK
from yiwang.notifications.enums import DispatchState, Way
from yiwang.notifications.errors import ReceiptRefused, ReceiptUnreadable
from yiwang.notifications.models import Dispatch

OLDEST_SECONDS: Final = 300
STATUS: Final = "message/delivery-status"
_SIGNATURE: Final = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")
_NAMED: Final = re.compile(
    MARK + r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@"
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message, in the gateway's words.

    :param reference: the name that we gave the message when it was handed over
    """

    reference: str
    is_delivered: bool
    code: str = ""


def check_signature(way: Way, *, body: bytes, signature: str, at: datetime) -> None:
    """Let a body pass that somebody signed who shares the way's secret, just now.

    The header reads ``t=<seconds>,v1=<hex>``: HMAC-SHA-256 over the seconds, a dot and the body.

    :raises ReceiptRefused: no secret is set, it does not fit, or it is too old
    """
    secret: str = {
        Way.SMS: settings.SMS_RECEIPT_SECRET,
        Way.EMAIL: settings.EMAIL_RECEIPT_SECRET,
    }.get(way, "")
    found = _SIGNATURE.fullmatch(signature)
    if not secret or found is None:
        raise ReceiptRefused
    seconds, given = found.groups()
    expected = hmac.new(secret.encode(), seconds.encode() + b"." + body, "sha256").hexdigest()
    is_fresh = abs(at.timestamp() - int(seconds)) <= OLDEST_SECONDS
    if not (hmac.compare_digest(expected, given) and is_fresh):
        raise ReceiptRefused


def take(way: Way, receipt: Receipt, *, at: datetime) -> bool:
    """Note a receipt; return whether it changed anything.

    The first final word stays: a receipt that is repeated, or comes after another, changes
    nothing. One that comes before we noted that the message is out, counts.

    :raises ReceiptUnreadable: it names no message of this way
    """
    try:
        dispatch_id = UUID(receipt.reference)
    except ValueError:
        raise ReceiptUnreadable from None
    with transaction.atomic():
        found = Dispatch.objects.select_for_update().filter(pk=dispatch_id, way=way).first()
        if found is None:
            raise ReceiptUnreadable
        if found.state not in (DispatchState.QUEUED, DispatchState.SENT):
            return False
        found.state = DispatchState.DELIVERED if receipt.is_delivered else DispatchState.FAILED
        found.outcome = "" if receipt.is_delivered else _word(receipt.code)
        found.settled_at, found.next_at = at, None
        found.sent_at = found.sent_at or at
        found.save(update_fields=["state", "outcome", "settled_at", "next_at", "sent_at"])
    return True


def _word(code: str) -> str:
    """Return a gateway's code as it is kept: letters, digits, dots; nothing else from outside."""
    return re.sub(r"[^A-Za-z0-9._-]", "", code)[:40] or "undelivered"


def read_bounce(raw: bytes) -> Receipt:
    """Return what a delivery status notification says (RFC 3464) of a message of ours.

    :raises ReceiptUnreadable: it is none, or is about somebody else's message
    """
    try:
        status, action = _status_in(raw)
    except RecursionError:
        # A stranger's mail server wrote it: messages within messages without end.
        raise ReceiptUnreadable from None
    named = _NAMED.search(raw.decode("ascii", "replace"))
    if named is None or action not in {"failed", "delivered", "delayed", "relayed"}:
        raise ReceiptUnreadable
    return Receipt(named[1], action in {"delivered", "relayed"}, f"{action}.{status}")


def _status_in(raw: bytes) -> tuple[str, str]:
    """Return status and action of a notification, empty where it has none.

    Read by the older policy on purpose: the newer one takes the headers of strangers apart so far
    that some of them make it fail, and others keep it busy for minutes.
    """
    status, action = "", ""
    for part in email.message_from_bytes(raw, policy=policy.compat32).walk():
        blocks = part.get_payload() if part.get_content_type() == STATUS else ()
        for block in blocks if isinstance(blocks, list) else ():
            if not isinstance(block, Message):
                continue
            status = str(block.get("Status", status))
            action = str(block.get("Action", action)).strip().lower()
    return status, action


def take_bounce(raw: bytes, *, at: datetime) -> bool:
    """Note a bounce; one that only says that it takes longer changes nothing.

    :raises ReceiptUnreadable: it is none
    """
    receipt = read_bounce(raw)
    if receipt.code.startswith("delayed"):
        return False
    return take(Way.EMAIL, receipt, at=at)
