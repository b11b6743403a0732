# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows from facts about mandates and handlers: the other side is told at once."""

from collections.abc import Sequence
from uuid import UUID

from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications

MANDATES = frozenset(
    {"identity.mandate_signed", "identity.mandate_accepted", "identity.mandate_ended"}
)
HANDLERS = frozenset({"identity.handler_invited", "identity.handler_ended"})


def tell_parties(events: Sequence[RecordedEvent]) -> None:
    """Send what happened to a mandate to whom it concerns and who did not do it."""
    for event in events:
        if event.subject_id is None:
            continue
        facts = identity.mandate_parties(event.subject_id)
        kind, recipients = _letter(event, facts)
        for recipient in recipients:
            notifications.send(
                recipient_id=recipient,
                kind=kind,
                params={
                    "principal": facts.principal_name,
                    "agent": facts.agent.name,
                    "since_on": facts.since.isoformat(),
                },
                link=f"/my/mandates/{event.subject_id}",
                source_key=f"ledger:{event.id}:{recipient}",
                at=event.at,
            )


def _letter(event: RecordedEvent, facts: identity.MandateParties) -> tuple[str, list[UUID]]:
    agents = [facts.agent_id] if facts.agent_reads else []
    if event.kind == "identity.mandate_signed":
        return "mandate_offered", agents
    if event.kind == "identity.mandate_accepted":
        return "mandate_accepted", [facts.principal_id]
    return "mandate_ended", [facts.principal_id, *agents]


def tell_handlers(events: Sequence[RecordedEvent]) -> None:
    """Tell a person that a firm asks them to act for it, or that they act for it no more."""
    for event in events:
        if event.subject_id is None:
            continue
        notifications.send(
            recipient_id=UUID(event.payload["person_id"]),
            kind=event.kind.removeprefix("identity."),
            params={"firm": identity.legal_person(event.subject_id).name},
            link="/my/firms",
            source_key=f"ledger:{event.id}",
            at=event.at,
        )


ledger.subscribe("notifications.mandates", MANDATES, tell_parties)
ledger.subscribe("notifications.handlers", HANDLERS, tell_handlers)
