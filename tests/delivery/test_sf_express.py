# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""顺丰's adapter against a server of our own that speaks the documented protocol."""

import base64
import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, quote_plus

import orjson
import pytest
from django.conf import LazySettings

from tests.delivery import parcels
from tests.delivery.parcels import MONDAY
from yiwang.delivery.carriers.registry import carrier
from yiwang.delivery.carriers.sf_express import provider, routes
from yiwang.delivery.enums import Happening, ParcelState
from yiwang.delivery.errors import CallbackForged, CarrierAway, CarrierRefused
from yiwang.delivery.services import callbacks, polling
from yiwang.delivery.services.parcels import order_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]
ANCIENT = "0001-01-01 00:00:00"
CHECKWORD, WAYBILL = "test-checkword", "SF7444400000001"
PUSH = {
    "Body": {
        "WaybillRoute": [
            {
                "mailno": WAYBILL,
                "acceptTime": "2026-11-23 11:00:00",
                "acceptAddress": "杭州市",
                "remark": "顺丰速运 已收取快件",
                "opCode": "50",
                "id": "1",
            }
        ]
    }
}


class Counterpart(BaseHTTPRequestHandler):
    """Answers as 丰桥 is documented to, and checks the digest that it is sent."""

    orders: dict[str, str] = {}
    routes: list[dict[str, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        whole = quote_plus(form["msgData"] + form["timestamp"] + CHECKWORD)
        wanted = base64.b64encode(hashlib.md5(whole.encode()).digest()).decode()  # noqa: S324
        if form["msgDigest"] != wanted:
            return self._say({"apiResultCode": "A1006", "apiErrorMsg": "数字签名无效"})
        told = self._told(form["serviceCode"], orjson.loads(form["msgData"]))
        self._say(
            {
                "apiResultCode": "A1000",
                "apiErrorMsg": "",
                "apiResultData": orjson.dumps(told).decode(),
            }
        )
        return None

    def _told(self, service: str, data: dict[str, Any]) -> dict[str, Any]:
        number = data.get("orderId", "")
        if service == "EXP_RECE_CREATE_ORDER":
            if number in self.orders:
                return {"success": False, "errorCode": "8016", "errorMsg": "重复下单"}
            self.orders[number] = WAYBILL
        if service == "EXP_RECE_SEARCH_ORDER_RESP" and number not in self.orders:
            return {"success": False, "errorCode": "8024", "errorMsg": "未下单"}
        answers: dict[str, Any] = {
            "EXP_RECE_QUERY_DELIVERTM": {
                "deliverTmDto": [{"fee": 18.0, "deliverTime": "2026-11-25 18:00:00"}]
            },
            "EXP_RECE_SEARCH_ROUTES": {"routeResps": [{"routes": self.routes}]},
        }
        order = {"waybillNoInfoList": [{"waybillType": 1, "waybillNo": WAYBILL}]}
        return {"success": True, "errorCode": "S0000", "msgData": answers.get(service, order)}

    def _say(self, answer: dict[str, Any]) -> None:
        content = orjson.dumps(answer)
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def sf(settings: LazySettings) -> Iterator[type[Counterpart]]:
    Counterpart.orders, Counterpart.routes = {}, []
    server = HTTPServer(("127.0.0.1", 0), Counterpart)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.DELIVERY_CARRIERS = ("sf-express",)
    settings.SF_URL = f"http://127.0.0.1:{server.server_port}/std/service"
    settings.SF_PARTNER_ID, settings.SF_CHECKWORD = "PARTNER", CHECKWORD
    settings.SF_PUSH_TOKEN = "push-token"
    yield Counterpart
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_order_goes_through_and_is_priced(sf):
    parcel = parcels.booked(carrier="sf-express")

    assert (parcel.waybill, parcel.price_fen) == (WAYBILL, 1800)


def test_an_order_sent_twice_is_one(sf):
    parcel = parcels.sent(carrier="sf-express")
    order, express = order_of(parcel), carrier("sf-express")

    assert express.find(order.number) == ""
    assert express.book(order) == express.book(order) == WAYBILL
    assert len(sf.orders) == 1


def test_a_wrong_checkword_is_refused(sf, settings):
    settings.SF_CHECKWORD = "another"

    with pytest.raises(CarrierRefused) as refused:
        carrier("sf-express").find("YW1")

    assert refused.value.params["code"] == "A1006"


def test_nobody_there_is_away(sf, settings):
    settings.SF_URL = "http://127.0.0.1:1/std/service"

    with pytest.raises(CarrierAway):
        carrier("sf-express").find("YW1")


def test_private_addresses_are_not_called(sf, settings):
    settings.DELIVERY_ALLOWS_LOOPBACK = False

    with pytest.raises(CarrierAway):
        carrier("sf-express").find("YW1")


def test_routes_move_a_parcel(sf):
    parcel = parcels.booked(carrier="sf-express")
    sf.routes = [
        {
            "acceptTime": f"2026-11-23 1{hour}:00:00",
            "acceptAddress": "杭州市",
            "remark": "快件",
            "opCode": code,
        }
        for hour, code in enumerate(("50", "30", "44", "8", "80"))
    ]

    at = MONDAY + parcels.timedelta(hours=12)
    assert polling.poll_parcel(parcel.pk, at=at) == 4
    assert polling.poll_parcel(parcel.pk, at=at) == 0

    assert parcels.state_of(parcel) == ParcelState.RECEIVED


def test_a_push_is_only_a_hint(sf):
    parcel = parcels.booked(carrier="sf-express")
    body = orjson.dumps(PUSH)

    with pytest.raises(CallbackForged):
        callbacks.receive(name="sf-express", headers={"token": "x"}, body=body, at=MONDAY)
    reply = callbacks.receive(
        name="sf-express", headers={"token": "push-token"}, body=body, at=MONDAY
    )

    assert b'"return_code":"0000"' in reply.content
    assert parcels.state_of(parcel) == ParcelState.BOOKED
    assert carrier("sf-express").parse({}, body)[0].happening is Happening.COLLECT


def test_odd_answers_are_no_fault_of_ours():
    with pytest.raises(CarrierAway):
        provider._told(orjson.dumps({"apiResultCode": "A1000", "apiResultData": "[1]"}))
    odd = {
        "mailno": "SF\u0000",
        "acceptTime": "2026-11-23 11:00:00",
        "remark": "\u0000",
        "opCode": 50,
    }

    [report] = routes.pushed({"Body": {"WaybillRoute": [odd]}})

    assert (report.waybill, report.note) == ("SF", "")
    with pytest.raises(ValueError, match="year 1"):
        routes.pushed({"Body": {"WaybillRoute": [odd | {"acceptTime": ANCIENT}]}})
