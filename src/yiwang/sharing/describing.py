# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Describing sources, and filling those of the demonstration."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from yiwang.sharing import keys
from yiwang.sharing.connectors import registry
from yiwang.sharing.models import DataSource, DemonstrationRecord
from yiwang.sharing.numbers import index


def load_sources(definitions: Iterable[Mapping[str, object]]) -> int:
    """Enter or renew descriptions of sources; their health and switches stay as they are.

    :raises ImproperlyConfigured: one names a connector that does not exist
    """
    count = 0
    for one in definitions:
        registry.connector(str(one["connector"]))
        values = {key: value for key, value in one.items() if key != "code"}
        DataSource.objects.update_or_create(code=one["code"], defaults=values)
        count += 1
    return count


def assign_provider(*, code: str, department_id: UUID) -> bool:
    """Say which body here answers requests to correct what a source says; whether it is there."""
    rows = DataSource.objects.filter(pk=code)
    return bool(rows.update(provider_department_id=department_id))


def load_demonstration_key(*, code: str, key: str) -> bool:
    """Give a source a key that its provider of the demonstration has, too; whether it is there.

    :param key: in hex; it is no secret, and production settings load no demonstration
    """
    rows = DataSource.objects.filter(pk=code)
    return bool(rows.update(key_cipher=keys.sealed_for_source(key, code)))


@dataclass(frozen=True, slots=True)
class Record:
    """What a demonstration source is to know of a made-up person or firm."""

    source: str
    number: str = field(repr=False)
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    as_of: date | None = None
    valid_until: date | None = None
    behaviour: str = ""


def load_demonstration(records: Iterable[Record]) -> int:
    """Fill the demonstration sources; return how many records there are."""
    rows = [
        DemonstrationRecord(
            source_code=one.source,
            number_index=index(one.number),
            values=dict(one.values),
            as_of=one.as_of,
            valid_until=one.valid_until,
            behaviour=one.behaviour,
        )
        for one in records
    ]
    DemonstrationRecord.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["source_code", "number_index"],
        update_fields=["values", "as_of", "valid_until", "behaviour"],
    )
    return len(rows)
