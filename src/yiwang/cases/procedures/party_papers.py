# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The papers of interested parties (利害关系人): each about one party, and about nothing else.

They are issued about the party and never about the case, so that whatever lists the papers of a
case, for its applicant, its co-applicants or a copy of their data, cannot come upon them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from yiwang.cases.enums import ApplicantKind, PartyRole
from yiwang.cases.models import Case, InterestedParty
from yiwang.documents import selectors as documents
from yiwang.documents.enums import NOT_SERVED, NoticeKind, ServiceState
from yiwang.documents.errors import DocumentNotFound
from yiwang.foundation.masking import mask_name
from yiwang.identity import selectors as identity

if TYPE_CHECKING:
    from yiwang.documents.models import DocumentService, IssuedDocument, StoredFile
    from yiwang.documents.serving.questions import Served
    from yiwang.documents.templating.languages import LanguageName

SUBJECT: Final = "party"
"""What these papers are about, as ``documents`` has it."""


@dataclass(frozen=True, slots=True)
class PartyPaper:
    """A paper of a party, with its translations and the last attempt to serve it.

    :ivar beside: its translations, as the row has them
    :ivar record: 送达回证 of what was served; None while there is none
    """

    paper: "IssuedDocument"
    beside: Sequence[Mapping[str, Any]]
    served: "Served | None"
    record: "IssuedDocument | None"

    @property
    def row(self) -> "DocumentService | None":
        return self.served.row if self.served else None

    @property
    def state(self) -> str:
        """Return how the last attempt to serve it stands; "" where there was none."""
        return self.served.row.state if self.served else ""


@dataclass(frozen=True, slots=True)
class PapersOfParty:
    """Everything about the papers of one party.

    :ivar language: of the translations that they want; "" for Chinese alone
    :ivar has_consented: they agree to electronic service
    """

    party: InterestedParty
    papers: Sequence[PartyPaper]
    attempts: "Sequence[Served]"
    waiting: "Sequence[IssuedDocument]"
    language: str
    has_consented: bool

    @property
    def term(self) -> None:
        """Of a party's papers there is none: the ten days are those of the applicant's decision."""

    @property
    def has_rights_paper(self) -> bool:
        return any(one.paper.kind == NoticeKind.PARTY_RIGHTS for one in self.papers)


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """What was served to somebody as an interested party.

    :ivar record: 送达回证 of it; None while there is none
    """

    party: InterestedParty
    served: "Served"
    record: "IssuedDocument | None"


def papers_of(party_ids: Collection[UUID]) -> "dict[UUID, list[IssuedDocument]]":
    """Return what was issued to some parties, oldest first; the caller has seen to who reads."""
    found: dict[UUID, list[IssuedDocument]] = {}
    if party_ids:
        for issued in documents.documents_about_any(SUBJECT, party_ids):
            found.setdefault(issued.subject_id, []).append(issued)
    return found


def papers_in(case: Case) -> "dict[UUID, list[IssuedDocument]]":
    """Return the papers of all parties of a case; no query where it has none."""
    if not case.has_procedures:
        return {}
    ids = InterestedParty.objects.filter(case=case, role=PartyRole.INTERESTED)
    return papers_of(list(ids.values_list("pk", flat=True)))


def cases_of(papers: "Collection[IssuedDocument]") -> dict[UUID, UUID]:
    """Return the case of each paper, an applicant's or a party's; no query without the latter."""
    parties = {one.subject_id for one in papers if one.subject_type == SUBJECT}
    rows = InterestedParty.objects.filter(pk__in=parties) if parties else ()
    known = {one.pk: one.case_id for one in rows}
    return {one.pk: known.get(one.subject_id, one.subject_id) for one in papers}


def of_party(party: InterestedParty) -> PapersOfParty:
    """Return the papers of a party with how they were served; the caller has seen to who reads."""
    rows = papers_of([party.pk]).get(party.pk, [])
    served = [each for each in rows if each.kind not in NOT_SERVED]
    attempts = documents.serving.services_of(each.pk for each in served)
    last = {one.row.document_id: one for one in attempts}
    records = {
        each.data["notice"].get("group"): each
        for each in rows
        if each.kind == NoticeKind.SERVICE_RECORD
    }
    busy = {key for key, one in last.items() if one.row.state != ServiceState.FAILED}
    consent = documents.serving.consent_of(party.person_id) if party.person_id else None
    return PapersOfParty(
        party=party,
        papers=[_paper(each, last.get(each.pk), records) for each in served],
        attempts=attempts,
        waiting=[each for each in served if each.pk not in busy],
        language=language_of(party),
        has_consented=consent is not None,
    )


def served_papers(parties: Sequence[InterestedParty]) -> list[OwnPaper]:
    """Return what was served to some parties; three queries however many they are."""
    by_party = papers_of([one.pk for one in parties])
    rows = [each for found in by_party.values() for each in found]
    records = {
        each.data["notice"].get("group"): each
        for each in rows
        if each.kind == NoticeKind.SERVICE_RECORD
    }
    party_of = {
        each.pk: party
        for party in parties
        for each in by_party.get(party.pk, ())
        if each.kind not in NOT_SERVED
    }
    return [
        OwnPaper(party_of[one.row.document_id], one, records.get(str(one.row.group_id)))
        for one in documents.serving.services_of(party_of)
        if one.row.state != ServiceState.FAILED
    ]


def _paper(
    issued: "IssuedDocument", served: "Served | None", records: "Mapping[str, IssuedDocument]"
) -> PartyPaper:
    record = records.get(str(served.row.group_id)) if served else None
    return PartyPaper(issued, beside(issued), served, record)


def beside(issued: Any) -> Sequence[Mapping[str, Any]]:
    """Return the translations of a paper, as its row has them."""
    return list(issued.beside)


def page_of(party: InterestedParty, document_id: UUID, language: str = "") -> "StoredFile":
    """Return the file of a paper of a party; the caller has seen to who reads.

    :raises DocumentNotFound: it is none of theirs, or its page is still being set
    :raises TranslationNotFound: there is no translation in this language
    """
    for issued in papers_of([party.pk]).get(party.pk, ()):
        if issued.pk == document_id:
            return documents.page_of(issued, language)
    raise DocumentNotFound


def language_of(party: InterestedParty) -> str:
    """Return the language of a party's translations; "" for Chinese alone."""
    known = [party.person_id] if party.person_id else []
    for whose in (*known, party.pk):  # a counter wrote it down before it was known who they are
        wish = documents.translations.wish_of(whose, party.case_id)
        if wish is not None:
            return wish.language
    return ""


def language_named(party: InterestedParty) -> "LanguageName | None":
    """Return that language by its names."""
    language = language_of(party)
    return documents.translations.named(language) if language else None


def applied_by(case: Case) -> str:
    """Return who applies as a party may know it: a firm by its name, a person by a part of it."""
    if case.applicant_kind == ApplicantKind.LEGAL:
        return case.applicant_name
    return mask_name(case.applicant_name)


def kind_of(party: InterestedParty) -> str:
    """Return whether a party is a natural or a legal person; "" where nobody said."""
    if party.person_id is not None:
        return str(identity.applicant_summary(party.person_id).kind)
    return str(ApplicantKind.NATURAL) if party.number_index is not None else ""
