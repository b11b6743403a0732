# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding one person among twelve million by the blind index of the resident number."""

import os
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from uuid import uuid4

from bench.harness import Figure, percentile, timed
from bench.installation import Place

FEW = 10_000
MANY = 12_000_000
KNOWN = 2_000
"""People of each table whose numbers are real (test) numbers, so that they can be looked for."""
ROUNDS = 5
LOOKUPS = 400
GOAL = 1.5
_TABLE = "identity_natural_person"
_COLUMNS = (
    "id, name, resident_id_cipher, resident_id_index, phone_cipher, phone_index, born_on, sex,"
    " assurance_level, address_text, is_test, created_at"
)


def lookup(_place: Place) -> list[Figure]:
    """Look people up by their number among ten thousand and among twelve million, in turn."""
    from django.db import connection

    numbers = _numbers()
    few, many = _peopled("bench_few", FEW, numbers), _peopled("bench_many", MANY, numbers)
    seconds: dict[str, list[float]] = {few: [], many: []}
    for place in range(ROUNDS):
        for schema in (few, many):
            chosen = iter(numbers[place * LOOKUPS : (place + 1) * LOOKUPS])
            with _in_schema(schema):
                seconds[schema] += timed(lambda: _found(next(chosen)), times=LOOKUPS - 10)  # noqa: B023
    flat = statistics.median(seconds[many]) / statistics.median(seconds[few])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s)", [f"{many}.{_TABLE}"])
        size = cursor.fetchone()[0]
    notes: dict[str, object] = {
        "p95 ms": round(1000 * percentile(seconds[many], 0.95), 3),
        "people": MANY,
        "GiB on disk": round(size / 2**30, 1),
    }
    return [
        Figure(
            "person by number",
            1000 * statistics.median(seconds[many]),
            "ms",
            GOAL,
            reference=f"the same among {FEW:,}",
            reference_value=1000 * statistics.median(seconds[few]),
            ratio=flat,
            is_ceiling=True,
            notes=notes,
        )
    ]


def _found(number: str) -> object:
    from yiwang.identity.models import NaturalPerson
    from yiwang.identity.numbers import RESIDENT_ID

    indexes = RESIDENT_ID.indexes(number)
    row = NaturalPerson.objects.filter(resident_id_index__in=indexes).values_list(
        "id", "resident_id_cipher"
    )
    person_id, cipher = row.get()
    assert RESIDENT_ID.open(cipher, person_id) == number  # noqa: S101
    return person_id


def _numbers() -> list[str]:
    from yiwang.foundation.codes.test_data import make_test_resident_id
    from yiwang.foundation.enums import Sex

    first = date(1950, 1, 1)
    return [
        make_test_resident_id(first + timedelta(days=place), place % 500, Sex.FEMALE)
        for place in range(KNOWN)
    ]


@contextmanager
def _in_schema(schema: str) -> Iterator[None]:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL search_path = {schema}, public")
        yield


def _peopled(schema: str, count: int, numbers: list[str]) -> str:
    """Have a twin of the table of people with so many rows, filled by COPY; return its schema."""
    from django.db import connection

    table = f"{schema}.{_TABLE}"
    with connection.cursor() as cursor:
        mark = f"filled_{count}"
        cursor.execute("SELECT to_regclass(%s)", [f"{schema}.{mark}"])
        if cursor.fetchone()[0] is not None:
            return schema
        print(f"  copying {count:,} people …", flush=True)
        cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {schema}")
        cursor.execute(f"CREATE TABLE {table} (LIKE public.{_TABLE} INCLUDING DEFAULTS)")
        with cursor.copy(f"COPY {table} ({_COLUMNS}) FROM STDIN") as copy:
            rows = _rows(count, numbers)
            while chunk := "".join(islice(rows, 10_000)):
                copy.write(chunk)
        for index in _indexes(cursor):
            cursor.execute(index.replace(f" ON public.{_TABLE} ", f" ON {table} "))
        cursor.execute(f"ANALYZE {table}")
        cursor.execute(f"CREATE TABLE {schema}.{mark} ()")
    return schema


def _indexes(cursor: object) -> list[str]:
    """Return the statements that make the indexes of the real table."""
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s", [_TABLE]
    )
    return [definition for (definition,) in cursor.fetchall()]  # type: ignore[attr-defined]


def _rows(count: int, numbers: list[str]) -> Iterator[str]:
    from yiwang.identity.numbers import RESIDENT_ID

    sample = RESIDENT_ID.seal(numbers[0], uuid4())
    cipher_bytes, index_bytes = len(sample), len(RESIDENT_ID.index(numbers[0]))
    for number in numbers:
        person_id = uuid4()
        yield _row(
            str(person_id),
            bytes(RESIDENT_ID.seal(number, person_id)).hex(),
            bytes(RESIDENT_ID.index(number)).hex(),
            os.urandom(index_bytes).hex(),
        )
    for _ in range(count - len(numbers)):
        noise = os.urandom(16 + cipher_bytes + 2 * index_bytes).hex()
        cipher_ends = 32 + 2 * cipher_bytes
        index_ends = cipher_ends + 2 * index_bytes
        yield _row(
            noise[:32], noise[32:cipher_ends], noise[cipher_ends:index_ends], noise[index_ends:]
        )


def _row(person_id: str, cipher: str, index: str, phone_index: str) -> str:
    return (
        f"{person_id}\t张三\t\\\\x{cipher}\t\\\\x{index}\t\\\\x{cipher}\t\\\\x{phone_index}"
        "\t1980-01-01\t2\t2\t文三路1号\tt\t2026-01-01 00:00:00+08\n"
    )
