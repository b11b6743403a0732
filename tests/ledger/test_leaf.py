# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import json
from datetime import datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.conftest import CLERK, MONDAY, XIHU, ParcelSent
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import leaf
from yiwang.ledger import services as ledger
from yiwang.ledger.events import GREATEST_SAFE_INTEGER, json_value
from yiwang.ledger.models import Event

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-GREATEST_SAFE_INTEGER, GREATEST_SAFE_INTEGER) | texts,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(texts, children, max_size=4),
    max_leaves=12,
)


def row(payload="{}", actor='{"kind": "staff"}'):
    moment = "2026-11-23T09:30:00.000000Z"
    return (7, "tests.sent", moment, moment, "parcel", None, XIHU, actor, payload, "", "r-1")


def test_a_leaf_is_the_whole_row_as_canonical_json():
    assert (
        leaf.leaf_bytes(row('{"b": 1, "a": "杭州"}'))
        == (
            '{"actor":{"kind":"staff"},"at":"2026-11-23T09:30:00.000000Z","id":7,"kind":"tests.sent",'
            '"payload":{"a":"杭州","b":1},"purpose":"","recorded_at":"2026-11-23T09:30:00.000000Z",'
            '"region_code":"330106000000","request_id":"r-1","subject_id":null,'
            '"subject_type":"parcel"}'
        ).encode()
    )


@given(values)
def test_any_value_has_the_bytes_that_the_standard_library_gives_it(value):
    """So an auditor can work a leaf out with nothing but Python's own json module."""
    assert json_value(value) == value
    as_read = json.loads(leaf.leaf_bytes(row(json.dumps(value))))

    assert (
        leaf.leaf_bytes(row(json.dumps(value)))
        == json.dumps(as_read, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    assert as_read["payload"] == value


@given(values, values)
def test_different_values_have_different_leaves(one, other):
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)

    leaves = {leaf.leaf_bytes(row(json.dumps(value))) for value in (one, other)}

    assert len(leaves) == (1 if same else 2)


@pytest.mark.django_db
def test_every_column_but_number_and_hash_is_in_the_leaf():
    ledger.append(ParcelSent(parcel_id=new_id(), weight=3), actor=CLERK, at=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {leaf.COLUMNS} FROM ledger_event")  # noqa: S608
        read = json.loads(leaf.leaf_bytes(cursor.fetchone()))

    event = Event.objects.get()
    columns = {field.column for field in Event._meta.concrete_fields}
    assert set(read) == columns - {"seq", "leaf_hash"}
    assert read["id"] == event.id
    assert read["payload"] == {"weight": 3}
    assert read["subject_id"] == str(event.subject_id)
    assert datetime.fromisoformat(read["at"]) == MONDAY
    assert datetime.fromisoformat(read["recorded_at"]) == event.recorded_at


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_a_leaf_does_not_depend_on_the_connections_time_zone(zone):
    ledger.append(ParcelSent(parcel_id=new_id()), actor=CLERK, at=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
        cursor.execute(f"SELECT {leaf.COLUMNS} FROM ledger_event")  # noqa: S608
        assert json.loads(leaf.leaf_bytes(cursor.fetchone()))["at"] == "2026-11-23T09:30:00.000000Z"
