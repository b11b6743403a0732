# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Facts: what happened, as frozen dataclasses that hold ids, codes, dates and numbers only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

JsonValue = None | bool | int | str | list["JsonValue"] | dict[str, "JsonValue"]

# Beyond this a JSON reader elsewhere may round (RFC 7493, section 2.2).
GREATEST_SAFE_INTEGER = 2**53 - 1

_facts: dict[str, type["Fact"]] = {}


@dataclass(frozen=True)
class Fact:
    """The base of everything that can be appended to the ledger.

    A room writes one subclass for each kind of fact. The subject is the thing whose timeline the
    fact belongs to; all other fields become the payload.

    :cvar kind: stable name, "<room>.<what_happened>", such as ``cases.case_accepted``
    :cvar subject_type: what the fact is about, such as ``case``
    :cvar subject_field: the field that holds the subject's UUID; "" when there is none
    """

    kind: ClassVar[str] = ""
    subject_type: ClassVar[str] = ""
    subject_field: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "kind" not in cls.__dict__:
            return  # a base that several facts share
        room, _, name = cls.kind.partition(".")
        if not room or not name:
            raise TypeError(f"{cls.__qualname__}.kind must read <room>.<what_happened>")
        known = _facts.get(cls.kind)
        if known is not None and _place(known) != _place(cls):
            raise TypeError(f"{cls.kind} is already the kind of {_place(known)}")
        _facts[cls.kind] = cls

    @property
    def subject_id(self) -> UUID | None:
        """Return the id of the thing that this fact is about."""
        if not self.subject_field:
            return None
        subject: UUID | None = getattr(self, self.subject_field)
        return subject

    def payload(self) -> dict[str, JsonValue]:
        """Return all fields but the subject as plain JSON.

        :raises TypeError: a field holds something that has no single JSON form, such as a float
        """
        subject = self.subject_field
        return {
            field.name: json_value(getattr(self, field.name))
            for field in fields(self)
            if field.name != subject
        }


def known_kinds() -> frozenset[str]:
    """Return every kind that an imported ``events`` module declares."""
    return frozenset(_facts)


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """One row of the ledger as subscribers and pages read it.

    :param seq: its place in the log, from 0 without gaps; None while it waits for the sequencer
    :param at: when it happened, by the command's own clock
    :param recorded_at: when the database took it down
    """

    id: int
    seq: int | None
    kind: str
    at: datetime
    recorded_at: datetime
    subject_type: str
    subject_id: UUID | None
    region_code: str
    actor: Mapping[str, Any]
    payload: Mapping[str, Any]
    purpose: str
    request_id: str


@dataclass(frozen=True)
class PersonalDataRead(Fact):
    """Somebody read a citizen's personal data, deliberately and for a stated purpose.

    :param purpose: a code, never free text
    :param case_id: the case that gave the reason, if one did
    """

    kind = "ledger.personal_data_read"
    subject_type = "person"
    subject_field = "person_id"

    person_id: UUID
    purpose: str
    case_id: UUID | None = None


def json_value(value: object) -> JsonValue:
    """Return the one JSON form that the ledger gives this value.

    :raises TypeError: the type has no such form
    :raises ValueError: an integer is beyond ±(2^53 - 1), or a time has no zone
    """
    convert = _FORMS.get(type(value))
    if convert is not None:
        return convert(value)
    if isinstance(value, Enum):
        return json_value(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: json_value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, str):
        return str(value)  # a lazy or marked string
    raise TypeError(f"{type(value).__qualname__} has no place in the ledger: {value!r}")


def moment(at: datetime) -> str:
    """Return a time as the ledger writes it: UTC, always with six decimals.

    :raises ValueError: the time has no zone
    """
    if at.utcoffset() is None:
        raise ValueError("A time in the ledger has a zone.")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _place(fact: type[Fact]) -> str:
    return f"{fact.__module__}.{fact.__qualname__}"


def _integer(value: int) -> int:
    if abs(value) > GREATEST_SAFE_INTEGER:
        raise ValueError(f"An integer in the ledger lies within ±{GREATEST_SAFE_INTEGER}.")
    return value


def _mapping(value: dict[object, object]) -> JsonValue:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("The keys of a mapping in the ledger are strings.")
    return {str(key): json_value(item) for key, item in value.items()}


def _sequence(value: list[object] | tuple[object, ...]) -> JsonValue:
    return [json_value(item) for item in value]


def _set(value: set[Any] | frozenset[Any]) -> JsonValue:
    return [json_value(item) for item in sorted(value)]


_FORMS: dict[type, Callable[[Any], JsonValue]] = {
    type(None): lambda value: value,
    bool: lambda value: value,
    str: lambda value: value,
    int: _integer,
    UUID: str,
    date: date.isoformat,
    datetime: moment,
    Decimal: lambda value: format(value, "f"),
    list: _sequence,
    tuple: _sequence,
    dict: _mapping,
    set: _set,
    frozenset: _set,
}
