# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""顺丰, by the documented interface of its 丰桥 platform; off unless it is configured.

One address takes every call as a form: partnerID, requestID, serviceCode, timestamp, msgDigest
and msgData. The answer's apiResultData is JSON within JSON.
"""

import base64
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import md5
from typing import Any
from urllib.parse import quote_plus, urlencode
from uuid import uuid4

import orjson
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.delivery.addresses import Address
from yiwang.delivery.carriers import outgoing
from yiwang.delivery.carriers.base import (
    Carrier,
    Forged,
    NewAddress,
    Order,
    Quote,
    Reply,
    Report,
    Unreadable,
)
from yiwang.delivery.carriers.registry import register
from yiwang.delivery.carriers.sf_express import routes
from yiwang.delivery.errors import CarrierAway, CarrierRefused
from yiwang.foundation.errors import InvalidAmount
from yiwang.foundation.money import Money

CREATE, FIND, CHANGE = (
    "EXP_RECE_CREATE_ORDER",
    "EXP_RECE_SEARCH_ORDER_RESP",
    "EXP_RECE_UPDATE_ORDER",
)
ROUTES, PRICE, INTERCEPT = (
    "EXP_RECE_SEARCH_ROUTES",
    "EXP_RECE_QUERY_DELIVERTM",
    "EXP_RECE_WANTED_INTERCEPT",
)
ACCEPTED, DONE = "A1000", "S0000"
ALREADY_ORDERED, NO_SUCH_ORDER = "8016", "8024"
STANDARD = 2
PAID_BY_SENDER, PAID_BY_RECIPIENT, PAID_BY_THIRD = 1, 2, 3
CANCEL, REDIRECT = 2, "2"


@register("sf-express")
class SfExpress(Carrier):
    """Orders, prices, routes and changes of address with 顺丰.

    A push carries no signature: its address holds a token, and what it says is only a hint upon
    which we ask for the routes ourselves.
    """

    title = _("顺丰速运")
    pushes_proof = False

    def quote(self, order: Order) -> Quote:
        told = self._call(
            PRICE,
            {
                "searchPrice": "1",
                "businessType": str(STANDARD),
                "weight": order.weight_grams / 1000,
                "srcAddress": _place(order.sender),
                "destAddress": _place(order.recipient),
            },
        )
        try:
            first = told["deliverTmDto"][0]
            price = Money.parse(str(first["fee"]))
            until = datetime.fromisoformat(str(first["deliverTime"]).split(",")[-1].strip())
        except (KeyError, IndexError, TypeError, ValueError, InvalidAmount):
            raise CarrierAway from None
        days = (until.date() - timezone.localdate()).days
        return Quote(price, days=max(days, 1))

    def book(self, order: Order) -> str:
        sent: dict[str, Any] = {
            "language": "zh-CN",
            "orderId": order.number,
            "cargoDetails": [{"name": order.contents[:50]}],
            "contactInfoList": [_contact(1, order.sender), _contact(2, order.recipient)],
            "expressTypeId": STANDARD,
            "payMethod": _pay_method(order),
            "parcelQty": 1,
            "totalWeight": order.weight_grams / 1000,
            "isReturnRoutelabel": 1,
            "isSignBack": 0,
        }
        if not order.is_collect:
            sent["monthlyCard"] = settings.SF_MONTHLY_CARD
        if order.pickup_from:
            sent["isDocall"] = 1
            sent["sendStartTm"] = f"{timezone.localtime(order.pickup_from):%Y-%m-%d %H:%M:%S}"
        try:
            return _waybill(self._call(CREATE, sent))
        except CarrierRefused as refusal:
            if refusal.params.get("code") == ALREADY_ORDERED and (found := self.find(order.number)):
                return found
            raise

    def find(self, order_number: str) -> str:
        try:
            return _waybill(self._call(FIND, {"orderId": order_number, "searchType": "1"}))
        except CarrierRefused as refusal:
            if refusal.params.get("code") == NO_SUCH_ORDER:
                return ""
            raise

    def cancel(self, order_number: str, waybill: str) -> None:
        self._call(CHANGE, {"orderId": order_number, "dealType": CANCEL})

    def redirect(self, wanted: NewAddress) -> None:
        recipient = wanted.recipient
        self._call(
            INTERCEPT,
            {
                "waybillNo": wanted.waybill,
                "serviceCode": REDIRECT,
                "role": "1",
                "newDestAddress": _place(recipient)
                | {"contact": recipient.name, "phone": recipient.phone},
                "monthlyCardNo": settings.SF_MONTHLY_CARD,
            },
        )

    def track(self, waybill: str) -> Sequence[Report]:
        told = self._call(
            ROUTES, {"trackingType": "1", "trackingNumber": [waybill], "methodType": "1"}
        )
        try:
            return [
                report
                for one in told["routeResps"]
                for report in routes.reports(waybill, one.get("routes") or [])
            ]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise CarrierAway from None

    def verify(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> None:
        token = settings.SF_PUSH_TOKEN
        if not token or not hmac.compare_digest(headers.get("token", "").encode(), token.encode()):
            raise Forged

    def parse(self, headers: Mapping[str, str], body: bytes) -> Sequence[Report]:
        try:
            return routes.pushed(orjson.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unreadable from error

    def reply(self) -> Reply:
        return Reply('{"return_code":"0000","return_msg":"成功"}'.encode(), "application/json")

    def _call(self, service: str, data: Mapping[str, Any]) -> Any:
        """Return the msgData of an answer.

        :raises CarrierAway: no answer that can be read
        :raises CarrierRefused: with the carrier's own code and words
        """
        text = orjson.dumps(data).decode()
        stamp = str(int(timezone.now().timestamp()))
        form = {
            "partnerID": settings.SF_PARTNER_ID,
            "requestID": str(uuid4()),
            "serviceCode": service,
            "timestamp": stamp,
            "msgDigest": digest(text, stamp, settings.SF_CHECKWORD),
            "msgData": text,
        }
        content = outgoing.post(
            settings.SF_URL,
            body=urlencode(form).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded;charset=UTF-8"},
        )
        return _told(content)


def digest(text: str, stamp: str, checkword: str) -> str:
    """Return Base64(MD5(URL-encoded(msgData + timestamp + checkword))), as 丰桥 wants it."""
    whole = quote_plus(text + stamp + checkword)
    return base64.b64encode(md5(whole.encode(), usedforsecurity=False).digest()).decode()


def _told(content: bytes) -> Any:
    try:
        outer = orjson.loads(content)
        code, words = str(outer["apiResultCode"]), str(outer.get("apiErrorMsg") or "")
        inner = orjson.loads(outer["apiResultData"]) if code == ACCEPTED else {}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CarrierAway from None
    if not isinstance(inner, dict):
        raise CarrierAway
    if code == ACCEPTED and inner.get("success") and inner.get("errorCode") == DONE:
        return inner.get("msgData")
    refused = str(inner.get("errorCode") or code)
    reason = str(inner.get("errorMsg") or words)[:150]
    raise CarrierRefused(params={"reason": f"{reason}（{refused}）", "code": refused})


def _waybill(told: Any) -> str:
    try:
        first = told["waybillNoInfoList"][0]
        return str(first["waybillNo"])[:40]
    except (KeyError, IndexError, TypeError):
        raise CarrierAway from None


def _pay_method(order: Order) -> int:
    if not order.is_collect:
        return PAID_BY_THIRD
    return PAID_BY_RECIPIENT if order.is_paid_by_recipient else PAID_BY_SENDER


def _contact(kind: int, address: Address) -> dict[str, Any]:
    return {
        "contactType": kind,
        "contact": address.name,
        "mobile": address.phone,
        "country": "CN",
        "address": address.whole,
    }


def _place(address: Address) -> dict[str, str]:
    return {"address": address.whole}
