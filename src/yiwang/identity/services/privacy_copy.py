# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room puts into a copy of somebody's data, and what it keeps of them."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.actors import Actor, ActorKind
from yiwang.identity.models import (
    Account,
    Guardianship,
    Mandate,
    NaturalPerson,
    ReadQuestion,
    TextConsent,
)
from yiwang.identity.numbers import PERSON_PHONE, RESIDENT_ID
from yiwang.identity.own_account import email_of, phone_of
from yiwang.identity.queries import own_data
from yiwang.identity.queries.assurance import evidence_of
from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_holdings import Entry, Kept, Whose

MANDATE_YEARS = 30


def json_entry(path: str, content: Any) -> Entry:
    """Return a file of JSON, readable by people too."""
    return Entry(path, lambda: [orjson.dumps(content, default=str, option=orjson.OPT_INDENT_2)])


def _entries(whose: Whose) -> Iterator[Entry]:
    yield json_entry("account.json", _account(whose))
    yield json_entry("consents.json", _consents(whose))
    if whose.person_id is not None:
        yield json_entry("person.json", _person(whose.person_id))
        yield json_entry("mandates.json", _mandates(whose))
        yield Entry("reads.json", lambda: _reads(whose))
        yield json_entry("questions.json", _questions(whose.person_id))


def _account(whose: Whose) -> dict[str, Any]:
    account = Account.objects.select_related("person").get(pk=whose.account_id)
    return {
        "login": account.login,
        "phone": phone_of(account),
        "email": email_of(account),
        "language": account.preferred_language,
        "created_at": account.created_at,
        "password_changed_at": account.password_changed_at,
    }


def _person(person_id: UUID) -> dict[str, Any]:
    person = NaturalPerson.objects.get(pk=person_id)
    return {
        "id": person.id,
        "name": person.name,
        "resident_id": RESIDENT_ID.open(person.resident_id_cipher, person.id),
        "phone": PERSON_PHONE.open(person.phone_cipher, person.id) if person.phone_cipher else "",
        "born_on": person.born_on,
        "sex": person.sex,
        "address_division": person.address_division_id,
        "address": person.address_text,
        "assurance_level": person.assurance_level,
        "registered_at": person.created_at,
        "evidence": [asdict(one) for one in evidence_of(person.id)],
    }


def _mandates(whose: Whose) -> list[dict[str, Any]]:
    fields = ("number", "state", "since", "until", "items", "themes", "rights", "text")
    given = Mandate.objects.filter(principal_id=whose.person_id).order_by("signed_at")
    taken = Mandate.objects.filter(agent_person_id=whose.person_id).order_by("signed_at")
    wards = Guardianship.objects.filter(guardian_id=whose.person_id).order_by("since")
    return [
        *({"as": "principal", **row} for row in given.values(*fields)),
        *({"as": "agent", **row} for row in taken.values(*fields)),
        *({"as": "guardian", **row} for row in wards.values("since", "until", "proof")),
    ]


def _consents(whose: Whose) -> list[dict[str, Any]]:
    given = TextConsent.objects.filter(account_id=whose.account_id).order_by("given_at")
    return [
        {
            "kind": one.text.kind,
            "version": one.text.version,
            "sha256": one.sha256,
            "given_at": one.given_at,
            "withdrawn_at": one.withdrawn_at,
        }
        for one in given.select_related("text")
    ]


def _reads(whose: Whose) -> Iterator[bytes]:
    """Return every read, page by page, as one list of JSON."""
    reader = Actor(kind=ActorKind.CITIZEN, account_id=whose.account_id, person_id=whose.person_id)
    cursor, mark = "", b"["
    while True:
        found = own_data.reads_of(reader, cursor=cursor, limit=own_data.LARGEST_PAGE)
        for read in found.rows:
            yield mark + b"\n" + orjson.dumps(asdict(read), default=str)
            mark = b","
        cursor = found.next_cursor
        if not cursor:
            break
    yield b"[]" if mark == b"[" else b"\n]"


def _questions(person_id: UUID) -> list[dict[str, Any]]:
    fields = ("read_at", "question", "asked_at", "answer", "answered_at")
    rows = ReadQuestion.objects.filter(person_id=person_id).order_by("asked_at")
    return list(rows.values(*fields))


def _kept(whose: Whose) -> list[Kept]:
    if whose.person_id is None:
        return []
    signed = Mandate.objects.filter(principal_id=whose.person_id).count()
    signed += Mandate.objects.filter(agent_person_id=whose.person_id).count()
    signed += Guardianship.objects.filter(guardian_id=whose.person_id).count()
    signed += Guardianship.objects.filter(ward_id=whose.person_id).count()
    if not signed:
        return []
    return [Kept(_("委托和监护记录"), signed, MANDATE_YEARS, _("《民法典》第一百六十五条"))]


holdings.register(holdings.Holding(name="identity", entries=_entries, kept=_kept))
