# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows for interested parties: a paper when they are told, one when it is decided.

The paper of the decision follows that of the decision itself, whose number it names.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from yiwang.cases.enums import PartyRole
from yiwang.cases.models import Case, InterestedParty
from yiwang.cases.procedures import party_notices
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications

ACTOR: Final = system_actor("procedure-notices")
DECISIONS: Final = frozenset({NoticeKind.GRANTED.value, NoticeKind.REFUSED.value})
FOLLOWED: Final = frozenset({"cases.party_told", "cases.party_paper_served"})


def follow_parties(events: Sequence[RecordedEvent]) -> None:
    """Write to who was told, and 送达回证 of what was served to them."""
    ids = {UUID(event.payload["party_id"]) for event in events}
    known = InterestedParty.objects.filter(pk__in=ids, role=PartyRole.INTERESTED)
    parties = known.select_related("case").in_bulk()
    for event in events:
        party = parties.get(UUID(event.payload["party_id"]))
        if party is None:
            continue  # the applicant, told of the right to a hearing
        if event.kind == "cases.party_told":
            party_notices.issue_rights(party.case, party, actor=ACTOR, at=event.at)
            continue
        group_id = UUID(event.payload["group_id"])
        party_notices.issue_service_record(party.case, party, group_id, actor=ACTOR, at=event.at)
        if event.payload["way"] == "electronic":
            _tell(party, event, "interest_paper_served")


def follow_decisions(events: Sequence[RecordedEvent]) -> None:
    """Write to all parties of a case what was decided, once its decision is issued."""
    made = {
        event.payload["about_id"]: event
        for event in events
        if event.payload["about_type"] == "case" and event.payload["document_kind"] in DECISIONS
    }
    if not made:
        return
    cases = Case.objects.filter(pk__in=made, has_procedures=True).in_bulk()
    parties = InterestedParty.objects.filter(case__in=cases, role=PartyRole.INTERESTED)
    for case in cases.values():
        event = made[str(case.pk)]
        theirs = list(parties.filter(case=case).order_by("told_at", "id"))
        for party in party_notices.issue_decision(case, theirs, actor=ACTOR, at=event.at):
            _tell(party, event, "interest_decided")


def _tell(party: InterestedParty, event: RecordedEvent, kind: str) -> None:
    if party.person_id is None:
        return  # nobody of this number is known
    notifications.send(
        recipient_id=party.person_id,
        kind=kind,
        params={"item": party.case.item_name},
        link=f"/my/interests/{party.pk}",
        source_key=f"ledger:{event.id}:{party.pk}",
        at=event.at,
    )


ledger.subscribe("cases.party_papers", FOLLOWED, follow_parties)
ledger.subscribe("cases.party_decisions", {"documents.document_issued"}, follow_decisions)
