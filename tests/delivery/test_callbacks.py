# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Callbacks forged, repeated, late, huge, in pieces, and of parcels that nobody knows."""

import threading
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlencode

import orjson
import pytest
from django.db import connection

from tests.delivery import parcels
from tests.delivery.parcels import MONDAY
from yiwang.delivery.carriers.playing import photo_of_a_parcel
from yiwang.delivery.enums import Happening, ParcelState, Proof
from yiwang.delivery.errors import (
    CallbackForged,
    CallbackMalformed,
    CarrierUnknown,
    ParcelUnknown,
)
from yiwang.delivery.models import CarrierRecord, Parcel, ParcelEvent
from yiwang.delivery.services import callbacks
from yiwang.delivery.services import parcels as services
from yiwang.foundation.errors import BodyTooLarge
from yiwang.ledger.models import Event

PLAYED = ("sandbox-json", "sandbox-xml")
pytestmark = pytest.mark.django_db


def envelope(parcel, *reports, at=MONDAY):
    made = parcels.played(parcel.carrier).envelope(reports, at=at)
    return {name.lower(): value for name, value in made.headers.items()}, made.body


def receive(parcel, headers, body, *, at=MONDAY):
    return callbacks.receive(name=parcel.carrier, headers=headers, body=body, at=at)


@pytest.mark.parametrize("name", PLAYED)
def test_what_a_carrier_signs_moves_its_parcel(place, name):
    parcel = parcels.booked(carrier=name)

    parcels.call_back(parcels.report(parcel, Happening.COLLECT), carrier=name)

    assert parcels.state_of(parcel) == ParcelState.COLLECTED


@pytest.mark.parametrize("name", PLAYED)
def test_a_changed_body_is_refused_and_becomes_a_fact(place, name):
    parcel = parcels.booked(carrier=name)
    headers, body = envelope(parcel, parcels.report(parcel, Happening.COLLECT, hour=0))
    forged = body.replace(b"collect", b"receive").replace(b"GOT", b"SIGNED")

    with pytest.raises(CallbackForged) as refused:
        receive(parcel, headers, forged)

    assert refused.value.status == 401
    assert parcels.state_of(parcel) == ParcelState.BOOKED
    fact = Event.objects.get(kind="delivery.callback_refused")
    assert fact.payload == {"carrier": name, "reason": "forged", "refused": 1}


@pytest.mark.parametrize("name", PLAYED)
def test_a_signature_of_another_carrier_proves_nothing(place, name):
    parcel = parcels.booked(carrier=name)
    other = next(one for one in PLAYED if one != name)
    made = parcels.played(other).envelope([parcels.report(parcel, Happening.LOSE)], at=MONDAY)

    with pytest.raises(CallbackForged):
        receive(parcel, {key.lower(): value for key, value in made.headers.items()}, made.body)

    assert parcels.state_of(parcel) == ParcelState.BOOKED


@pytest.mark.parametrize("name", PLAYED)
def test_what_was_signed_long_ago_is_refused(place, name):
    parcel = parcels.booked(carrier=name)
    headers, body = envelope(parcel, parcels.report(parcel, Happening.COLLECT, hour=0))

    for minutes in (11, -11):
        with pytest.raises(CallbackForged):
            receive(parcel, headers, body, at=MONDAY + timedelta(minutes=minutes))

    assert CarrierRecord.objects.get(name=name).last_refusal == "stale"


def test_a_time_that_was_not_signed_is_forged(place):
    parcel = parcels.booked()
    headers, body = envelope(parcel, parcels.report(parcel, Happening.COLLECT, hour=0))
    later = MONDAY + timedelta(minutes=11)
    headers["x-carrier-timestamp"] = str(int(later.timestamp()))

    with pytest.raises(CallbackForged):
        receive(parcel, headers, body, at=later)


@pytest.mark.parametrize(
    "headers", [{}, {"x-carrier-timestamp": "x" * 20}, {"x-carrier-timestamp": "１"}]
)
def test_no_signature_is_no_proof(place, headers):
    parcel = parcels.booked()

    with pytest.raises(CallbackForged):
        receive(parcel, headers, b"{}")


def test_a_flood_of_forgeries_writes_one_fact_a_minute(place):
    parcel = parcels.booked()

    for second in range(130):
        with pytest.raises(CallbackForged):
            receive(parcel, {}, b"{}", at=MONDAY + timedelta(seconds=second))

    told = Event.objects.filter(kind="delivery.callback_refused")
    assert [fact.payload["refused"] for fact in told.order_by("id")] == [1, 60, 60]
    assert CarrierRecord.objects.get(name=parcel.carrier).refused == 130


@pytest.mark.parametrize("name", PLAYED)
def test_the_same_report_counts_once(place, name):
    parcel = parcels.booked(carrier=name)
    out = parcels.report(parcel, Happening.FAIL)

    for _time in range(3):
        parcels.call_back(out, carrier=name)

    parcel.refresh_from_db()
    assert parcel.attempts == 1
    assert ParcelEvent.objects.filter(parcel=parcel).count() == 1
    assert Event.objects.filter(kind="delivery.parcel_moved").count() == 1


def test_a_late_report_is_history_only(place):
    parcel = parcels.booked()
    parcels.call_back(parcels.report(parcel, Happening.GO_OUT, hour=3))

    parcels.call_back(
        parcels.report(parcel, Happening.MOVE, hour=2), at=MONDAY + timedelta(hours=4)
    )

    assert parcels.state_of(parcel) == ParcelState.OUT
    assert [event.is_news for event in ParcelEvent.objects.order_by("happened_at")] == [False, True]


def test_of_several_reports_those_of_our_parcels_are_taken(place):
    parcel = parcels.booked()
    ours = parcels.report(parcel, Happening.COLLECT)
    theirs = replace(ours, waybill="QC000000000000", event_id="theirs")

    with pytest.raises(ParcelUnknown) as refused:
        parcels.call_back(theirs, ours)

    assert refused.value.status == 404
    assert parcels.state_of(parcel) == ParcelState.COLLECTED


def test_a_carrier_speaks_for_its_own_parcels_only(place):
    parcel = parcels.booked(carrier="sandbox-xml")

    with pytest.raises(ParcelUnknown):
        parcels.call_back(parcels.report(parcel, Happening.LOSE), carrier="sandbox-json")

    assert parcels.state_of(parcel) == ParcelState.BOOKED


def test_a_huge_body_is_not_even_read(place):
    parcel = parcels.booked()

    with pytest.raises(BodyTooLarge):
        receive(parcel, {}, b" " * (callbacks.LARGEST + 1))


def test_a_carrier_that_is_switched_off_is_unknown(place, settings):
    settings.DELIVERY_CARRIERS = ("sandbox-xml",)

    with pytest.raises(CarrierUnknown):
        callbacks.receive(name="sandbox-json", headers={}, body=b"", at=MONDAY)
    with pytest.raises(CarrierUnknown):
        callbacks.receive(name="nobody", headers={}, body=b"", at=MONDAY)


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[]",
        b'{"events": []}',
        b'{"events": [1]}',
        b'{"events": [{"id": "1"}]}',
        b'{"events": {"id": "1"}}',
        orjson.dumps({"events": [{"id": "1", "waybill": "W", "status": "flown", "time": "x"}]}),
        orjson.dumps(
            {
                "events": [
                    {"id": "", "waybill": "W", "status": "move", "time": "2026-11-23T10:00:00Z"}
                ]
            }
        ),
        orjson.dumps(
            {
                "events": [
                    {"id": "1", "waybill": "W", "status": "move", "time": "2026-11-23T10:00:00"}
                ]
            }
        ),
        orjson.dumps(
            {
                "events": [
                    {"id": "1", "waybill": "W", "status": "move", "time": "0001-01-01T00:00:00Z"}
                ]
            }
        ),
        orjson.dumps(
            {
                "events": [
                    {
                        "id": "1",
                        "waybill": "W\u0000",
                        "status": "move",
                        "time": "2026-11-23T10:00:00Z",
                    }
                ]
            }
        ),
    ],
)
def test_what_cannot_be_read_is_refused_although_it_is_signed(place, body):
    carrier = parcels.played("sandbox-json")
    stamp = str(int(MONDAY.timestamp()))
    headers = {"x-carrier-timestamp": stamp, "x-carrier-signature": carrier._signature(stamp, body)}

    with pytest.raises(CallbackMalformed) as refused:
        callbacks.receive(name="sandbox-json", headers=headers, body=body, at=MONDAY)

    assert refused.value.status == 400


ANCIENT = "0001-01-01 00:00:00"


@pytest.mark.parametrize(
    "trace",
    [
        "",
        "<trace/>",
        "<trace><id>1</id><mailNo>W</mailNo><opCode>FLOWN</opCode></trace>",
        "<trace><id>1</id><mailNo>W</mailNo><opCode>GOT</opCode><time>yesterday</time></trace>",
        "<trace><id>1</id><mailNo>W</mailNo><opCode>GOT</opCode><time>"
        + ANCIENT
        + "</time></trace>",
    ],
)
def test_signed_xml_that_says_nothing_is_refused(place, trace):
    carrier = parcels.played("sandbox-xml")
    xml = f"<TraceRequest><sent>2026-11-23 09:30:00</sent>{trace}</TraceRequest>"
    body = urlencode({"logistics_interface": xml, "data_digest": carrier._digest(xml)}).encode()

    with pytest.raises(CallbackMalformed):
        callbacks.receive(name="sandbox-xml", headers={}, body=body, at=MONDAY)


def test_xml_with_a_document_type_is_refused_though_signed(place):
    carrier = parcels.played("sandbox-xml")
    sent = "<TraceRequest><sent>2026-11-23 09:30:00</sent></TraceRequest>"
    xml = f'<!DOCTYPE a [<!ENTITY b "c">]>{sent}'
    body = urlencode({"logistics_interface": xml, "data_digest": carrier._digest(xml)}).encode()

    with pytest.raises(CallbackForged):
        callbacks.receive(name="sandbox-xml", headers={}, body=body, at=MONDAY)


def test_the_xml_of_the_sandbox_is_what_it_says(place):
    parcel = parcels.booked(carrier="sandbox-xml")
    _headers, body = envelope(parcel, parcels.report(parcel, Happening.COLLECT))

    xml = parse_qs(body.decode())["logistics_interface"][0]

    assert f"<mailNo>{parcel.waybill}</mailNo>" in xml
    assert "<opCode>GOT</opCode>" in xml


def test_a_photo_shows_the_receipt(place):
    parcel = parcels.booked()
    received = parcels.report(
        parcel, Happening.RECEIVE, proof=Proof.PHOTO, photo=photo_of_a_parcel()
    )

    parcels.call_back(received)

    parcel.refresh_from_db()
    assert (parcel.state, parcel.proof) == (ParcelState.RECEIVED, Proof.PHOTO)
    assert parcel.photo.media_type == "image/png"
    assert parcel.received_at == received.happened_at


def test_a_photo_that_is_none_does_not_undo_the_receipt(place):
    parcel = parcels.booked()

    parcels.call_back(
        parcels.report(parcel, Happening.RECEIVE, proof=Proof.PHOTO, photo=b"MZ\x90 no picture")
    )

    parcel.refresh_from_db()
    assert (parcel.state, parcel.proof) == (ParcelState.RECEIVED, Proof.SIGNATURE)


def test_a_code_that_is_right_proves_the_receipt(place):
    parcel = parcels.booked()
    code = services.renew_code(parcel_id=parcel.pk, actor=parcels.CITIZEN, at=MONDAY)

    parcels.call_back(parcels.report(parcel, Happening.RECEIVE, code=code))

    parcel.refresh_from_db()
    assert (parcel.state, parcel.proof) == (ParcelState.RECEIVED, Proof.CODE)
    assert code not in parcel.code_hash


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(place):
    parcel = parcels.booked()
    code = services.renew_code(parcel_id=parcel.pk, actor=parcels.CITIZEN, at=MONDAY)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for hour in range(1, 6):
        parcels.call_back(parcels.report(parcel, Happening.RECEIVE, hour=hour, code=wrong))

    parcels.call_back(parcels.report(parcel, Happening.RECEIVE, hour=6, code=code))

    assert parcels.state_of(parcel) == ParcelState.BOOKED
    assert Event.objects.filter(kind="delivery.code_refused").count() == 6
    fresh = services.renew_code(parcel_id=parcel.pk, actor=parcels.CITIZEN, at=MONDAY)
    parcels.call_back(parcels.report(parcel, Happening.RECEIVE, hour=7, code=fresh))
    assert parcels.state_of(parcel) == ParcelState.RECEIVED


@pytest.mark.django_db(transaction=True)
def test_the_same_report_from_many_sides_at_once_counts_once(place):
    parcel = parcels.booked()
    fail = parcels.report(parcel, Happening.FAIL)
    faults: list[Exception] = []

    def tell() -> None:
        try:
            parcels.call_back(fail)
        except Exception as fault:  # the main thread looks at it
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=tell) for _each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert Parcel.objects.get(pk=parcel.pk).attempts == 1
    assert Event.objects.filter(kind="delivery.parcel_moved").count() == 1
