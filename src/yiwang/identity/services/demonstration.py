# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Filling the demonstration registers; only test numbers go into them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.foundation.codes.test_data import is_test_uscc
from yiwang.identity import policies
from yiwang.identity.enums import FirmStatus, LegalPersonKind
from yiwang.identity.errors import NotYours
from yiwang.identity.models import DemonstrationFirm, DemonstrationResident
from yiwang.identity.numbers import DEMONSTRATION_NUMBER
from yiwang.identity.policies import Action


@dataclass(frozen=True, slots=True)
class Resident:
    """A made-up person for the demonstration population register."""

    name: str
    resident_id: str = field(repr=False)
    is_deceased: bool = False
    is_slow: bool = False
    household: str = ""
    is_guardian: bool = False


@dataclass(frozen=True, slots=True)
class Firm:
    """A made-up legal person for the demonstration register of legal persons."""

    uscc: str
    name: str
    representative: Resident
    status: str = FirmStatus.ACTIVE
    is_slow: bool = False


def load_demonstration(
    *, residents: Sequence[Resident], firms: Sequence[Firm], actor: Actor
) -> int:
    """Enter people and firms into the demonstration registers; return how many.

    :raises NotYours: the actor is not a process of our own, or a number could be somebody's
    """
    policies.check_can(actor, Action.LOAD_IN_BULK)
    numbers = [parse_resident_id(one.resident_id) for one in residents]
    if not all(one.is_test_number for one in numbers):
        raise NotYours
    if not all(is_test_uscc(one.uscc) for one in firms):
        raise NotYours
    people = [
        DemonstrationResident(
            number_index=DEMONSTRATION_NUMBER.index(one.resident_id),
            name=one.name,
            is_deceased=one.is_deceased,
            is_slow=one.is_slow,
            household=one.household,
            is_guardian=one.is_guardian,
        )
        for one in residents
    ]
    rows = [
        DemonstrationFirm(
            uscc=one.uscc,
            name=one.name,
            kind=LegalPersonKind.ENTERPRISE,
            status=one.status,
            representative_name=one.representative.name,
            representative_index=DEMONSTRATION_NUMBER.index(one.representative.resident_id),
            is_slow=one.is_slow,
        )
        for one in firms
    ]
    changed = ["name", "is_deceased", "is_slow", "household", "is_guardian"]
    DemonstrationResident.objects.bulk_create(
        people, update_conflicts=True, unique_fields=["number_index"], update_fields=changed
    )
    DemonstrationFirm.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["uscc"],
        update_fields=["name", "status", "representative_name", "representative_index", "is_slow"],
    )
    return len(people) + len(rows)
