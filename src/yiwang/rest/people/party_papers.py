# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The papers of an interested party as JSON has them, for the party and for the office."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from yiwang.documents.enums import NoticeKind, TranslationState
from yiwang.rest.people.languages import PaperLanguageOffered, offered
from yiwang.rest.people.serving import PaperServiceOut, service_out
from yiwang.rest.schemas import Out

if TYPE_CHECKING:
    from yiwang.cases.procedures.party_papers import PapersOfParty, PartyPaper


class PartyTranslationOut(Out):
    """A translation beside a party's paper; it can be read when it is ready."""

    language: str
    state: TranslationState
    title: str
    verification_code: str


class PartyPaperOut(Out):
    """A paper that was issued to an interested party."""

    id: UUID
    kind: NoticeKind
    title: str
    number: str
    issued_at: datetime
    verification_code: str
    is_ready: bool = Field(description="Its page is set and can be fetched.")
    translations: list[PartyTranslationOut]
    service: PaperServiceOut | None = Field(description="The last attempt to serve it.")
    record_id: UUID | None = Field(description="Of 送达回证, among the same papers.")


class PartyPapersOut(Out):
    """What was issued to a party, first things first, and in which language they want it."""

    items: list[PartyPaperOut]
    language: str = Field(description="Of translations; empty: Chinese alone.")
    offered: list[PaperLanguageOffered]
    has_consented: bool = Field(description="The party agrees to electronic service.")


def papers_out(found: "PapersOfParty") -> dict[str, Any]:
    """Return the papers of a party as JSON has them."""
    return {
        "items": [_paper(one) for one in found.papers],
        "language": found.language,
        "offered": offered(),
        "has_consented": found.has_consented,
    }


def _paper(one: "PartyPaper") -> dict[str, Any]:
    names = ("kind", "title", "number", "issued_at", "verification_code")
    return {name: getattr(one.paper, name) for name in names} | {
        "id": one.paper.pk,
        "is_ready": one.paper.file_id is not None,
        "translations": list(one.beside),
        "service": service_out(one.served) if one.served else None,
        "record_id": one.record.pk if one.record else None,
    }
