# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about who acts, and about persons.

What other rooms show of a person is masked. Full numbers come only from ``own_details`` (one's
own) and from ``services.reveal_number`` (for a stated purpose, written to the ledger).
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.utils import timezone, translation

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.masking import mask_default, mask_phone, mask_resident_id
from yiwang.identity import acting
from yiwang.identity.enums import ApplicantKind, HandlerRole
from yiwang.identity.errors import (
    AccountNotFound,
    ApplicantNotFound,
    LegalPersonNotFound,
    NoMandate,
    PersonNotFound,
    PostNotHeld,
    TokenInvalid,
)
from yiwang.identity.models import (
    AssuranceLevel,
    LegalPerson,
    LegalPersonHandler,
    NaturalPerson,
)
from yiwang.identity.numbers import LEGAL_PHONE, PERSON_PHONE, RESIDENT_ID
from yiwang.identity.token_cache import tokens
from yiwang.organizations import selectors as organizations

if TYPE_CHECKING:
    from django.db.models import QuerySet

TOKEN_PREFIX = "yw_"
TOKEN_LENGTH = 46


@dataclass(frozen=True, slots=True)
class ApplicantSummary:
    """An applicant as staff and notices see it: a name, and masked numbers."""

    id: UUID
    kind: str
    name: str
    number_masked: str
    phone_masked: str


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
class Mandate:
    """In what role a natural person may act for a legal person."""

    legal_person_id: UUID
    legal_person_name: str
    uscc: str
    role: HandlerRole
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class AssuranceName:
    """An assurance level in the reader's language."""

    level: int
    name: str
    means: str
    may_apply: bool


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
    :param acting_for: the legal person that a citizen acts for; oneself when left out
    :param at: the moment of the question; now when left out
    :raises AccountNotFound: there is no such account, or it is closed
    :raises PostNotHeld: the staff member does not hold this post now
    :raises NoMandate: the citizen may not act for this legal person now
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


def legal_persons_of(person_id: UUID, on: date | None = None) -> list[Mandate]:
    """Return the legal persons that a natural person may act for, by name; one query.

    :param on: the day of the question; today when left out
    """
    rows = (
        LegalPersonHandler.objects.acting_on(on or timezone.localdate())
        .filter(person_id=person_id)
        .order_by("legal_person__name", "role", "id")
        .values_list(
            "legal_person_id",
            "legal_person__name",
            "legal_person__uscc",
            "role",
            "since",
            "until",
        )
    )
    return [
        Mandate(legal_person_id, name, uscc, HandlerRole(role), since, until)
        for legal_person_id, name, uscc, role, since, until in rows
    ]


def applicant_summary(applicant_id: UUID) -> ApplicantSummary:
    """Return an applicant, natural or legal, with masked numbers; one query.

    The caller has made sure that the reader may see this applicant.

    :raises ApplicantNotFound: there is none such
    """
    found = applicant_summaries([applicant_id]).get(applicant_id)
    if found is None:
        raise ApplicantNotFound
    return found


def applicant_summaries(applicant_ids: Collection[UUID]) -> dict[UUID, ApplicantSummary]:
    """Return applicants by their ids, those that exist; one query."""
    if not applicant_ids:
        return {}
    ids = list(applicant_ids)
    with connection.cursor() as cursor:
        cursor.execute(_APPLICANTS, {"ids": ids})
        return {row[1]: _summary(row) for row in cursor.fetchall()}


# Each side takes at most one index look-up an id; the ORM's union() would spend most of the time
# of a submission's share on putting the statement together.
_APPLICANTS = """
    SELECT 'natural', id, name, resident_id_cipher, phone_cipher, ''
    FROM identity_natural_person WHERE id = ANY(%(ids)s::uuid[])
    UNION ALL
    SELECT 'legal', id, name, NULL, phone_cipher, uscc
    FROM identity_legal_person WHERE id = ANY(%(ids)s::uuid[])
"""


def _summary(row: Sequence[Any]) -> ApplicantSummary:
    kind, applicant_id, name, number_cipher, phone_cipher, uscc = row
    is_natural = kind == ApplicantKind.NATURAL
    phone_column = PERSON_PHONE if is_natural else LEGAL_PHONE
    return ApplicantSummary(
        id=applicant_id,
        kind=kind,
        name=name,
        number_masked=(
            mask_resident_id(RESIDENT_ID.open(number_cipher, applicant_id))
            if is_natural
            else mask_default(uscc)
        ),
        phone_masked=(
            mask_phone(phone_column.open(phone_cipher, applicant_id)) if phone_cipher else ""
        ),
    )


def assurance_levels() -> list[AssuranceName]:
    """Return all assurance levels, lowest first, in the language of the moment."""
    is_chinese = (translation.get_language() or "zh").startswith("zh")
    return [
        AssuranceName(
            level=level.level,
            name=level.name_zh if is_chinese else level.name_en,
            means=level.means_zh if is_chinese else level.means_en,
            may_apply=level.may_apply,
        )
        for level in AssuranceLevel.objects.order_by("level")
    ]
