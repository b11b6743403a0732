# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the registers that sign people in also say of somebody who applies.

Whoever asks writes down that they did, and what for: the sharing room does.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings

from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.identity.enums import ApplicantKind, FirmStatus, Verdict
from yiwang.identity.models import LegalPerson, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.refusals import SourceAway
from yiwang.identity.sources import registry
from yiwang.identity.sources.base import Question


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as registers know them."""

    id: UUID
    kind: str
    name: str
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """A living person whose name and number belong together."""

    born_on: date
    sex: str
    reference: str


@dataclass(frozen=True, slots=True)
class RegisteredFirm:
    """A legal person as its register has it now."""

    name: str
    status: FirmStatus
    reference: str

    @property
    def is_active(self) -> bool:
        return self.status is FirmStatus.ACTIVE


def party(subject_id: UUID, *, kind: str) -> Party | None:
    """Return under which name and number registers know somebody; None when nobody is there.

    :param kind: an ``ApplicantKind``; a person is not looked for among firms
    """
    if kind == ApplicantKind.LEGAL:
        firm = LegalPerson.objects.filter(pk=subject_id).values_list("name", "uscc").first()
        return Party(subject_id, ApplicantKind.LEGAL, *firm) if firm else None
    row = NaturalPerson.objects.filter(pk=subject_id).values_list("name", "resident_id_cipher")
    found = row.first()
    if found is None:
        return None
    name, cipher = found
    return Party(subject_id, ApplicantKind.NATURAL, name, RESIDENT_ID.open(cipher, subject_id))


def check_person(name: str, number: str, *, seconds: float) -> RegisteredPerson | None:
    """Return what the population register says of somebody living; None when it does not agree.

    :raises TimeoutError: it did not answer in time, or is away
    """
    source = registry.population()
    try:
        answer = source.check(Question(name, number), seconds=_patience(seconds))
    except SourceAway as away:
        raise TimeoutError from away
    if answer.verdict is not Verdict.AGREES:
        return None
    known = parse_resident_id(number)
    return RegisteredPerson(known.born_on, known.sex.value, answer.reference)


def look_up_firm(uscc: str, *, seconds: float) -> RegisteredFirm | None:
    """Return what the register of legal persons says of a credit code; None when it has none.

    :raises TimeoutError: it did not answer in time, or is away
    """
    source = registry.legal_person_register()
    try:
        answer = source.look_up(uscc, _representative(uscc), seconds=_patience(seconds))
    except SourceAway as away:
        raise TimeoutError from away
    if answer is None:
        return None
    return RegisteredFirm(answer.name, answer.status, answer.reference)


def _patience(seconds: float) -> float:
    usual: float = settings.IDENTITY_SOURCE_SECONDS
    return min(seconds, usual)


def _representative(uscc: str) -> Question:
    firm = LegalPerson.objects.filter(uscc=uscc).select_related("representative").first()
    person = firm.representative if firm else None
    if person is None:
        return Question("", "")
    return Question(person.name, RESIDENT_ID.open(person.resident_id_cipher, person.id))
