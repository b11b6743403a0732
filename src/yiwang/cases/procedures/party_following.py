# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Word to interested parties who can sign in: told, a hearing or notice announced, an answer."""

from collections.abc import Mapping, Sequence
from typing import Final

from yiwang.cases.enums import PartyRole
from yiwang.cases.models import InterestedParty, Statement
from yiwang.cases.procedures.interests import OPEN_TO_ALL
from yiwang.cases.procedures.linking_events import PartyLinked
from yiwang.cases.services import clocks
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications

ENDED: Final[Mapping[str, str]] = {
    "cases.case_withdrawn": "interest_withdrawn",
    "cases.acceptance_withdrawn": "interest_unaccepted",
}
"""What parties are told of a case that ends without a decision; they come in after acceptance."""
FOLLOWED: Final = frozenset(
    {
        *("cases.party_told", PartyLinked.kind, "cases.procedure_told"),
        *("cases.statement_answered", *ENDED),
    }
)


def tell_parties(events: Sequence[RecordedEvent]) -> None:
    """Send one message to each party whom a fact concerns; nothing of the application."""
    for event in events:
        for party in _concerned(event):
            if party.person_id is None:
                continue  # nobody of this number is known
            params = {"item": party.case.item_name}
            if _kind(event, party) == "interest_hearing" and party.hearing_ask_by is not None:
                params["ask_until_on"] = party.hearing_ask_by.isoformat()
            if "starts_on" in event.payload:
                params["starts_on"] = str(event.payload["starts_on"])
            notifications.send(
                recipient_id=party.person_id,
                kind=_kind(event, party),
                params=params,
                link=f"/my/interests/{party.pk}",
                source_key=f"ledger:{event.id}:{party.pk}",
                at=event.at,
            )


def _concerned(event: RecordedEvent) -> list[InterestedParty]:
    known = InterestedParty.objects.filter(role=PartyRole.INTERESTED).select_related("case")
    if event.kind in {"cases.party_told", PartyLinked.kind}:
        return list(known.filter(pk=event.payload["party_id"]))
    if event.kind == "cases.statement_answered":
        said = Statement.objects.filter(pk=event.payload["statement_id"]).values("party_id")
        return list(known.filter(pk__in=said))
    if event.kind not in ENDED and event.payload["procedure"] not in OPEN_TO_ALL:
        return []
    return list(known.filter(case_id=event.subject_id)) if event.subject_id else []


def _kind(event: RecordedEvent, party: InterestedParty) -> str:
    if event.kind in ENDED:
        return ENDED[event.kind]
    if event.kind == "cases.procedure_told":
        return "interest_announced"
    if event.kind == "cases.statement_answered":
        return "interest_answered"
    may_ask = party.hearing_ask_by is not None and party.hearing_ask_by >= clocks.today_of(event.at)
    return "interest_hearing" if may_ask else "interest_told"


ledger.subscribe("cases.party_messages", FOLLOWED, tell_parties)
