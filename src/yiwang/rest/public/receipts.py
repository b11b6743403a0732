# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What gateways and mail servers tell of messages; they sign instead of signing in."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.foundation import reach
from yiwang.notifications import services
from yiwang.notifications.enums import Way
from yiwang.rest.auth import public
from yiwang.rest.schemas import Out, Strict, answers

router = Router(tags=["回执 receipts"], auth=None)

HEADER = "X-Yiwang-Signature"
SIGNED: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": HEADER,
            "required": True,
            "schema": {"type": "string", "maxLength": 100},
            "description": "t=<seconds>,v1=<hex of HMAC-SHA-256 over seconds, dot, body>.",
        }
    ]
}
Code = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]
Bounce = Annotated[str, StringConstraints(max_length=200_000, pattern=r"^[^\x00]*$")]


class TextReceiptIn(Strict):
    """What became of a text message."""

    reference: Code
    is_delivered: bool
    code: Annotated[Code, Field(description="The operator's word for why not.")] = ""


class BounceIn(Strict):
    """A delivery status notification as the mail server received it."""

    message: Bounce


class TakenOut(Out):
    changed: bool = Field(description="False when it was known already.")


def _check(request: HttpRequest, way: Way) -> None:
    services.receipts.check_signature(
        way, body=request.body, signature=request.headers.get(HEADER, ""), at=timezone.now()
    )


@router.post("/receipts/sms", response=answers(TakenOut), summary="短信回执", openapi_extra=SIGNED)
@public
def take_text_receipt(request: HttpRequest, payload: TextReceiptIn) -> dict[str, bool]:
    """Note what became of a text message; repeated and late receipts change nothing."""
    _check(request, Way.SMS)
    receipt = services.receipts.Receipt(payload.reference, payload.is_delivered, payload.code)
    with reach.everywhere():  # the signature opens this one dispatch
        return {"changed": services.receipts.take(Way.SMS, receipt, at=timezone.now())}


@router.post(
    "/receipts/email", response=answers(TakenOut), summary="邮件退信", openapi_extra=SIGNED
)
@public
def take_bounce(request: HttpRequest, payload: BounceIn) -> dict[str, bool]:
    """Note a bounce (RFC 3464) of a mail of ours."""
    _check(request, Way.EMAIL)
    with reach.everywhere():  # the signature opens this one dispatch
        changed = services.receipts.take_bounce(payload.message.encode(), at=timezone.now())
    return {"changed": changed}
