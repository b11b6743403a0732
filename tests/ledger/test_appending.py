# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests.ledger.conftest import CLERK, MONDAY, XIHU, ParcelLost, ParcelSent
from yiwang.foundation.actors import Actor, ActorKind, system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import selectors
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact, PersonalDataRead
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db


def test_a_fact_is_recorded_with_its_subject_actor_and_time():
    parcel = new_id()

    ledger.append(
        ParcelSent(parcel_id=parcel, weight=7),
        actor=CLERK,
        at=MONDAY,
        region_code=XIHU,
        purpose="delivery",
        request_id="r-1",
    )

    (event,) = selectors.events_about("parcel", parcel)
    assert (event.kind, event.subject_id, event.payload) == (
        "tests.parcel_sent",
        parcel,
        {"weight": 7},
    )
    assert (event.at, event.region_code, event.purpose, event.request_id) == (
        MONDAY,
        XIHU,
        "delivery",
        "r-1",
    )
    assert event.actor == {
        "kind": "staff",
        "account_id": str(CLERK.account_id),
        "staff_id": str(CLERK.staff_id),
        "post_id": str(CLERK.post_id),
        "department_id": str(CLERK.department_id),
    }
    assert event.seq is None


def test_no_name_of_a_person_reaches_the_ledger():
    ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY)

    row = Event.objects.values().get()
    assert CLERK.display_name not in str(row)


def test_a_system_process_and_a_machine_are_named_by_their_codes():
    machine = Actor(kind=ActorKind.CLIENT, client_id="tax-bureau")
    ledger.append(ParcelSent(parcel_id=new_id()), actor=system_actor("sweeper"), at=MONDAY)
    ledger.append(ParcelSent(parcel_id=new_id()), actor=machine, at=MONDAY)

    actors = list(Event.objects.order_by("id").values_list("actor", flat=True))
    assert actors == [
        {"kind": "system", "system": "sweeper"},
        {"kind": "client", "client": "tax-bureau"},
    ]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_an_append_is_one_statement(count, django_assert_num_queries):
    facts = [ParcelSent(parcel_id=new_id()) for _ in range(count)]

    with django_assert_num_queries(1):
        ledger.append(*facts, actor=CLERK, at=MONDAY)

    assert list(Event.objects.order_by("id").values_list("subject_id", flat=True)) == [
        fact.parcel_id for fact in facts
    ]


def test_the_statement_can_be_folded_into_another():
    insert, parameters = ledger.insert_statement(
        ParcelSent(parcel_id=new_id()), ParcelLost(parcel_id=new_id()), actor=CLERK, at=MONDAY
    )

    with connection.cursor() as cursor:
        folded = f"WITH recorded AS ({insert} RETURNING id) SELECT count(*) FROM recorded"  # noqa: S608
        cursor.execute(folded, parameters)
        assert cursor.fetchone() == (2,)


def test_a_fact_of_a_command_that_failed_is_not_recorded():
    with transaction.atomic():
        ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY)
        transaction.set_rollback(True)

    assert not Event.objects.exists()


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        ledger.append(
            ParcelSent(parcel_id=new_id()),
            actor=CLERK,
            at=datetime(2026, 11, 23, 9, 30),  # noqa: DTZ001
        )


def test_appending_nothing_is_a_mistake():
    with pytest.raises(ValueError, match="nothing"):
        ledger.append(actor=CLERK, at=MONDAY)


def test_a_request_id_from_outside_is_cut_to_what_the_column_takes():
    ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY, request_id="r" * 5000)

    assert Event.objects.get().request_id == "r" * 100


def test_a_deliberate_look_at_personal_data_is_on_the_persons_timeline():
    person, case = new_id(), new_id()

    ledger.append(
        PersonalDataRead(person_id=person, purpose="case_handling", case_id=case),
        actor=CLERK,
        at=MONDAY,
        purpose="case_handling",
    )

    (event,) = selectors.events_about("person", person)
    assert event.kind == "ledger.personal_data_read"
    assert event.payload == {"purpose": "case_handling", "case_id": str(case)}


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (1.5, TypeError),
        (float("nan"), TypeError),
        (b"bytes", TypeError),
        (object(), TypeError),
        ({1: "x"}, TypeError),
        (2**53, ValueError),
        (-(2**53), ValueError),
        ([[2**60]], ValueError),
        (MONDAY.replace(tzinfo=None), ValueError),
    ],
)
def test_what_has_no_single_json_form_is_refused_and_nothing_written(value, error):
    fact = ParcelSent(parcel_id=new_id(), weight=value)

    with pytest.raises(error):
        ledger.append(fact, actor=CLERK, at=MONDAY)

    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (None, None),
        (True, True),
        (2**53 - 1, 2**53 - 1),
        ("杭州 ", "杭州 "),
        (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (MONDAY.date(), "2026-11-23"),
        (MONDAY, "2026-11-23T09:30:00.000000Z"),
        (Decimal("12.50"), "12.50"),
        (ActorKind.STAFF, "staff"),
        ((1, [UUID(int=1)]), [1, ["00000000-0000-0000-0000-000000000001"]]),
        (frozenset({"b", "a"}), ["a", "b"]),
        ({"on": MONDAY.date()}, {"on": "2026-11-23"}),
    ],
)
def test_every_allowed_value_has_one_json_form(value, stored):
    assert ParcelSent(parcel_id=new_id(), weight=value).payload() == {"weight": stored}


def test_two_kinds_of_fact_cannot_share_a_name():
    with pytest.raises(TypeError, match="already the kind"):

        class Impostor(Fact):
            kind = "tests.parcel_sent"


@pytest.mark.parametrize("kind", ["", "parcel", ".sent", "parcels."])
def test_a_kind_names_its_room_and_what_happened(kind):
    with pytest.raises(TypeError, match="must read"):
        type("Nameless", (Fact,), {"kind": kind})
