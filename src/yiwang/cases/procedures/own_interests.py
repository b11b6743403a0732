# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a copy of somebody's data says of cases of others that touch their interests.

Their own words, what was answered, the papers that they were given and how they were served;
nothing of the application, which is somebody else's.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import QuerySet

from yiwang.cases.enums import PartyRole
from yiwang.cases.models import InterestedParty, Statement
from yiwang.cases.procedures.party_papers import papers_of, served_papers
from yiwang.documents import selectors as documents
from yiwang.foundation.errors import DomainError
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry

if TYPE_CHECKING:
    from yiwang.documents.models import StoredFile

CHUNK: Final = 1 << 16
TOLD: Final = (
    *("name", "contact", "stake", "told_at", "hearing_ask_by", "hearing_asked_at"),
    "hearing_waived_at",
)
SAID: Final = ("words", "received_at", "answer", "is_upheld", "answered_at", "ended_at")
SERVED: Final = ("way", "state", "sent_on", "served_on", "receiver_name", "confirmed_at")


def held(person_id: UUID) -> int:
    """Return in how many cases of others somebody is known as an interested party."""
    return _parties(person_id).count()


def entries(person_id: UUID) -> Iterator[Entry]:
    """Return what is held of somebody in cases of others, with their papers."""
    parties = list(_parties(person_id).select_related("case__department").order_by("told_at", "id"))
    if not parties:
        return
    said: defaultdict[UUID | None, list[Statement]] = defaultdict(list)
    for one in Statement.objects.filter(party__in=parties).order_by("received_at", "id"):
        said[one.party_id].append(one)
    papers = papers_of([one.pk for one in parties])
    served = {one.served.row.document_id: one.served.row for one in served_papers(parties)}
    for party in parties:
        folder = f"interests/{str(party.pk)[-12:]}"
        theirs = papers.get(party.pk, [])
        yield json_entry(
            f"{folder}/interest.json",
            {
                "item_name": party.case.item_name,
                "department": party.case.department.name,
                **{name: getattr(party, name) for name in TOLD},
                "statements": [_row(one, SAID) for one in said[party.pk]],
                "papers": [
                    {"title": each.title, "number": each.number, "issued_at": each.issued_at}
                    | (_row(served[each.pk], SERVED) if each.pk in served else {})
                    for each in theirs
                ],
            },
        )
        for each in theirs:
            if each.file:
                name = f"{folder}/papers/{each.kind}-{str(each.pk)[-6:]}.pdf"
                yield Entry(name, partial(bytes_of, each.file))


def _parties(person_id: UUID) -> QuerySet[InterestedParty]:
    return InterestedParty.objects.filter(person_id=person_id, role=PartyRole.INTERESTED)


def _row(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def bytes_of(file: "StoredFile") -> Iterator[bytes]:
    """Return a file's bytes; of one that cannot be read, the sentence that says so."""
    try:
        content = documents.open_content(file)
    except DomainError as refusal:
        yield str(refusal).encode()
        return
    with content:
        while chunk := content.read(CHUNK):
            yield chunk
