# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about who acts, and about persons.

What other rooms show of a person is masked. Full numbers come only from ``own_details`` (one's
own) and from ``services.reveal_number`` (for a stated purpose, written to the ledger).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.identity import acting
from yiwang.identity.enums import HandlerRole
from yiwang.identity.errors import (
    AccountNotFound,
    LegalPersonNotFound,
    NoMandate,
    PersonNotFound,
    PostNotHeld,
    TokenInvalid,
)
from yiwang.identity.models import LegalPerson, LegalPersonHandler, NaturalPerson
from yiwang.identity.numbers import LEGAL_PHONE, PERSON_PHONE, RESIDENT_ID
from yiwang.identity.own_account import own_account as own_account
from yiwang.identity.own_account import own_sessions as own_sessions
from yiwang.identity.queries import activations as activations
from yiwang.identity.queries import own_data as own_data
from yiwang.identity.queries.acting_for import (
    ActingChoice,
    MandateFacts,
    MandateParties,
    PublicMandate,
    WardFacts,
    acting_choices,
    acting_name,
    mandate,
    mandate_parties,
    mandates_given,
    mandates_taken,
    public_mandate,
    station_mandate,
    station_mandates,
    wards_of,
)
from yiwang.identity.queries.applicants import (
    ApplicantSummary,
    applicant_summaries,
    applicant_summary,
)
from yiwang.identity.queries.assurance import (
    AssuranceName,
    EvidenceFacts,
    EvidenceWay,
    assurance_levels,
    evidence_of,
    ways_to,
)
from yiwang.identity.queries.firms import (
    FirmFacts,
    HandlerFacts,
    Invitation,
    firm_of,
    invitations_of,
)
from yiwang.identity.queries.invited import index_of_invited, index_of_number, own_number
from yiwang.identity.queries.invited import person_invited as person_invited
from yiwang.identity.queries.serving import serves_in as serves_in
from yiwang.identity.staff_accounts import StaffAccount as StaffAccount
from yiwang.identity.staff_accounts import staff_accounts as staff_accounts
from yiwang.identity.staff_accounts import unused_accounts as unused_accounts
from yiwang.identity.token_cache import tokens
from yiwang.organizations import selectors as organizations

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "TOKEN_LENGTH",
    "TOKEN_PREFIX",
    "ActingChoice",
    "ApplicantSummary",
    "AssuranceName",
    "EvidenceFacts",
    "EvidenceWay",
    "FirmFacts",
    "FirmRole",
    "HandlerFacts",
    "Invitation",
    "LegalPersonDetails",
    "MandateFacts",
    "MandateParties",
    "PersonDetails",
    "PersonSummary",
    "PublicMandate",
    "WardFacts",
    "acting_choices",
    "acting_name",
    "actor_for_account",
    "applicant_summaries",
    "applicant_summary",
    "assurance_levels",
    "authenticate_token",
    "evidence_of",
    "firm_of",
    "hash_token",
    "index_of_invited",
    "index_of_number",
    "invitations_of",
    "known_facts",
    "legal_person",
    "legal_person_by_uscc",
    "legal_persons_of",
    "mandate",
    "mandate_parties",
    "mandates_given",
    "mandates_taken",
    "own_details",
    "own_number",
    "person",
    "public_mandate",
    "station_mandate",
    "station_mandates",
    "wards_of",
    "ways_to",
]

TOKEN_PREFIX = "yw_"
TOKEN_LENGTH = 46


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A natural person without any number."""

    id: UUID
    name: str
    assurance_level: int
    is_test: bool


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Everything that a person may see of themselves, and that forms are filled in with."""

    id: UUID
    name: str
    resident_id: str = field(repr=False)
    phone: str = field(repr=False)
    born_on: date
    sex: str
    assurance_level: int
    address_division: str
    address_text: str


@dataclass(frozen=True, slots=True)
class LegalPersonDetails:
    """A legal person; all of it is public but the telephone number."""

    id: UUID
    uscc: str
    name: str
    kind: str
    representative_id: UUID | None
    representative_name: str
    phone: str = field(repr=False)
    address_division: str
    address_text: str


@dataclass(frozen=True, slots=True)
class FirmRole:
    """In what role a natural person may act for a legal person."""

    legal_person_id: UUID
    legal_person_name: str
    uscc: str
    role: HandlerRole
    since: date
    until: date | None


# ── who acts


def authenticate_token(raw: str, *, at: datetime | None = None) -> Actor:
    """Return who acts through a bearer token; at most one query, none within two seconds.

    :param at: the moment of the question; now when left out
    :raises TokenInvalid: unknown, expired, revoked, its account closed, or the post or mandate
        that it was issued for ended
    """
    at = at or timezone.now()
    token_hash = hash_token(raw)
    generation = organizations.rights_generation()
    known = tokens.get(token_hash, at=at, generation=generation)
    if known is not None:
        return known
    row = acting.token_row(token_hash, at=at)
    if row is None or row.expires_at <= at:
        raise TokenInvalid
    if not row.actor.is_acting_for_another:
        # Who acts for another may lose that right in another process, and then at once.
        tokens.put(token_hash, row.actor, expires_at=row.expires_at, generation=generation)
    return row.actor


def hash_token(raw: str) -> bytes:
    """Return what is stored of a token.

    :raises TokenInvalid: it has not the form of a token of ours
    """
    if len(raw) != TOKEN_LENGTH or not raw.startswith(TOKEN_PREFIX) or not raw.isascii():
        raise TokenInvalid
    return hashlib.sha256(raw.encode()).digest()


def actor_for_account(
    account_id: UUID,
    *,
    post_id: UUID | None = None,
    acting_for: UUID | None = None,
    at: datetime | None = None,
) -> Actor:
    """Return who acts through an open account; one query.

    :param post_id: the post a staff member acts in; the longest held when left out
    :param acting_for: a legal person, a mandate or a guardianship; oneself when left out
    :param at: the moment of the question; now when left out
    :raises AccountNotFound: there is no such account, or it is closed
    :raises PostNotHeld: the staff member does not hold this post now
    :raises NoMandate: the citizen may not act so now
    """
    row = acting.account_row(
        account_id, post_id=post_id, acting_for=acting_for, at=at or timezone.now()
    )
    if row is None or not row.is_active:
        raise AccountNotFound
    if not row.has_post:
        raise PostNotHeld
    if not row.has_mandate:
        raise NoMandate
    return row.actor


# ── persons


def person(person_id: UUID) -> PersonSummary:
    """Return a natural person without any number.

    :raises PersonNotFound: there is none such
    """
    row = (
        NaturalPerson.objects.filter(pk=person_id)
        .values_list("id", "name", "assurance_level", "is_test")
        .first()
    )
    if row is None:
        raise PersonNotFound
    return PersonSummary(*row)


def own_details(actor: Actor) -> PersonDetails:
    """Return what a citizen may see of themselves, with their full numbers.

    :raises PersonNotFound: the actor is no citizen
    """
    found = NaturalPerson.objects.visible_to(actor).first() if actor.is_citizen else None
    if found is None:
        raise PersonNotFound
    return PersonDetails(
        id=found.id,
        name=found.name,
        resident_id=RESIDENT_ID.open(found.resident_id_cipher, found.id),
        phone=PERSON_PHONE.open(found.phone_cipher, found.id) if found.phone_cipher else "",
        born_on=found.born_on,
        sex=found.sex,
        assurance_level=found.assurance_level,
        address_division=found.address_division_id or "",
        address_text=found.address_text,
    )


def known_facts(actor: Actor) -> dict[str, Mapping[str, object]]:
    """Return what government knows of a citizen and the firm they act for, to fill in forms with.

    The words are those of ``x-prefill``: applicant, handler, and for a firm company and
    representative.

    :raises PersonNotFound: the actor is no citizen
    """
    if actor.principal_id is not None:
        return _facts_of_principal(actor.principal_id, actor)
    own = own_details(actor)
    person = {
        "name": own.name,
        "number": own.resident_id,
        "phone": own.phone,
        "address": _address(own),
    }
    if actor.legal_person_id is None:
        return {"applicant": person, "handler": person}
    firm = legal_person(actor.legal_person_id)
    company = {
        "name": firm.name,
        "number": firm.uscc,
        "phone": firm.phone,
        "address": _address(firm),
    }
    is_own_firm = firm.representative_id == own.id
    representative = person if is_own_firm else {"name": firm.representative_name}
    return {
        "applicant": company,
        "company": company,
        "representative": representative,
        "handler": person,
    }


def _facts_of_principal(principal_id: UUID, actor: Actor) -> dict[str, Mapping[str, object]]:
    """Return a ward's facts for their guardian; of a principal the name, and no more from us."""
    found = NaturalPerson.objects.filter(pk=principal_id).first()
    if found is None:
        raise PersonNotFound
    named: dict[str, object] = {"name": found.name}
    if actor.mandate_id is None:
        named["number"] = RESIDENT_ID.open(found.resident_id_cipher, found.id)
    agent = own_details(actor)
    handler = {"name": agent.name, "number": agent.resident_id, "phone": agent.phone}
    return {"applicant": named, "handler": handler}


def _address(of: PersonDetails | LegalPersonDetails) -> dict[str, str] | None:
    known = {"division": of.address_division, "detail": of.address_text}
    return known if of.address_division else None


def legal_person(legal_person_id: UUID) -> LegalPersonDetails:
    """Return a legal person.

    :raises LegalPersonNotFound: there is none such
    """
    return _legal_person(LegalPerson.objects.filter(pk=legal_person_id))


def legal_person_by_uscc(uscc: str) -> LegalPersonDetails:
    """Return the legal person with this credit code, which is public.

    :raises InvalidUscc: the code cannot be right
    :raises LegalPersonNotFound: there is none such
    """
    return _legal_person(LegalPerson.objects.filter(uscc=parse_uscc(uscc).number))


def _legal_person(rows: "QuerySet[LegalPerson]") -> LegalPersonDetails:
    found = rows.select_related("representative").first()
    if found is None:
        raise LegalPersonNotFound
    return LegalPersonDetails(
        id=found.id,
        uscc=found.uscc,
        name=found.name,
        kind=found.kind,
        representative_id=found.representative_id,
        representative_name=found.representative.name if found.representative else "",
        phone=LEGAL_PHONE.open(found.phone_cipher, found.id) if found.phone_cipher else "",
        address_division=found.address_division_id or "",
        address_text=found.address_text,
    )


def legal_persons_of(person_id: UUID, on: date | None = None) -> list[FirmRole]:
    """Return the legal persons that a natural person may act for, by name; one query.

    :param on: the day of the question; today when left out
    """
    told = ("legal_person_id", "legal_person__name", "legal_person__uscc", "role", "since", "until")
    rows = (
        LegalPersonHandler.objects.acting_on(on or timezone.localdate())
        .filter(person_id=person_id)
        .order_by("legal_person__name", "role", "id")
        .values_list(*told)
    )
    return [
        FirmRole(legal_person_id, name, uscc, HandlerRole(role), since, until)
        for legal_person_id, name, uscc, role, since, until in rows
    ]
