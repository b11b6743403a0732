# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who stands at the counter: found by number, or taken down for the first time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.errors import DomainError, FieldError, Forbidden
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.enums import ApplicantKind, Purpose
from yiwang.identity.errors import LegalPersonNotFound, PersonNotFound
from yiwang.identity.services import privacy_reads
from yiwang.organizations.enums import Right

PURPOSE = Purpose.COUNTER_SERVICE
SEEN_IN_PERSON = 3
"""The assurance level of somebody who stands at the counter with their identity card."""
FIELD_OF: Mapping[str, str] = {
    "foundation.invalid_resident_id": "number",
    "foundation.invalid_uscc": "number",
    "identity.bad_name": "name",
    "identity.bad_phone": "phone",
    "identity.person_exists": "number",
    "identity.legal_person_exists": "number",
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """What the clerk typed of somebody who came to the counter.

    :param representative_number: of the natural person who represents an organization
    """

    kind: str
    number: str
    name: str = ""
    phone: str = ""
    representative_name: str = ""
    representative_number: str = ""

    @property
    def is_legal(self) -> bool:
        return self.kind == ApplicantKind.LEGAL


def check_counter(actor: Actor) -> UUID:
    """Return the department whose counter this is.

    :raises Forbidden: the post is none at a counter
    """
    if actor.department_id is None or not actor.has_right(Right.COUNTER_ASSIST):
        raise Forbidden
    return actor.department_id


def find(visitor: Visitor, *, actor: Actor, at: datetime) -> UUID:
    """Return the applicant with this number; every search is written to the ledger.

    :raises PersonNotFound, LegalPersonNotFound: nobody here has the number
    """
    if visitor.is_legal:
        return identity.legal_person_by_uscc(visitor.number).id
    found = identity_services.find_person_by_resident_id(
        visitor.number, actor=actor, purpose=PURPOSE, at=at
    )
    return found.id


def note_shown(applicant: identity.ApplicantSummary, *, actor: Actor, at: datetime) -> None:
    """Write down that a page shows who stands at the counter."""
    seen = privacy_reads.Seen(applicant.id)
    privacy_reads.note_reads([seen], actor=actor, purpose=PURPOSE, at=at)


def is_unknown(refusal: DomainError) -> bool:
    """Say whether a search failed only because nobody has the number yet."""
    return isinstance(refusal, PersonNotFound | LegalPersonNotFound)


def register(visitor: Visitor, *, actor: Actor, at: datetime) -> UUID:
    """Take down somebody who is here for the first time, and who has shown their papers."""
    if not visitor.is_legal:
        return _person(visitor.name, visitor.number, visitor.phone, actor=actor, at=at)
    uscc = parse_uscc(visitor.number)  # before anybody is taken down as representative
    return identity_services.register_legal_person(
        legal_person=identity_services.NewLegalPerson(
            uscc=uscc.number,
            name=visitor.name,
            representative_id=_representative(visitor, actor=actor, at=at),
            phone=visitor.phone,
        ),
        actor=actor,
        at=at,
    ).id


def _representative(visitor: Visitor, *, actor: Actor, at: datetime) -> UUID:
    number = visitor.representative_number
    try:
        return identity_services.find_person_by_resident_id(
            number, actor=actor, purpose=PURPOSE, at=at
        ).id
    except PersonNotFound:
        return _person(visitor.representative_name, number, "", actor=actor, at=at)


def _person(name: str, number: str, phone: str, *, actor: Actor, at: datetime) -> UUID:
    return identity_services.register_person(
        name=name,
        resident_id=number,
        phone=phone,
        assurance_level=SEEN_IN_PERSON,
        actor=actor,
        at=at,
    ).id


def faults(refusal: DomainError, visitor: Visitor) -> list[FieldError]:
    """Return what is wrong, each in the field that it belongs to."""
    name = FIELD_OF.get(refusal.code, "number")
    if visitor.is_legal and refusal.code == "foundation.invalid_resident_id":
        name = "representative_number"
    return [FieldError(f"/{name}", refusal.code, str(refusal))]


def known_facts(
    applicant: identity.ApplicantSummary, *, actor: Actor, at: datetime
) -> dict[str, Mapping[str, Any]]:
    """Return what is known of an applicant, for filling in; reading a number leaves a trace."""
    if applicant.kind == ApplicantKind.NATURAL:
        number = identity_services.reveal_number(applicant.id, actor=actor, purpose=PURPOSE, at=at)
        person = {"name": applicant.name, "number": number}
        return {"applicant": person, "handler": person}
    firm = identity.legal_person(applicant.id)
    company = {
        "name": firm.name,
        "number": firm.uscc,
        "phone": firm.phone,
        "address": {"division": firm.address_division, "detail": firm.address_text}
        if firm.address_division
        else None,
    }
    return {
        "applicant": company,
        "company": company,
        "representative": {"name": firm.representative_name},
    }
