# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Word to those who apply together: invitations, signatures, and what happens in their case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from yiwang.cases.models import Case, CoApplicant
from yiwang.cases.together import finding
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications


@dataclass(frozen=True, slots=True)
class Word:
    """Who is told what, and where it leads."""

    recipient_id: UUID | None
    kind: str
    link: str


def _invited(one: CoApplicant, _event: RecordedEvent) -> Word:
    person_id = identity.person_invited(bytes(one.number_index), one.name)
    return Word(person_id, "together_invited", "/my/together")


def _answered(one: CoApplicant, _event: RecordedEvent) -> Word:
    return Word(one.invited_by_id, "together_answered", f"/my/drafts/{one.draft_id}/together")


def _ended(one: CoApplicant, event: RecordedEvent) -> Word:
    if event.payload["by_owner"]:
        return Word(one.person_id, "together_ended", "/my/together")
    return Word(one.invited_by_id, "together_answered", f"/my/drafts/{one.draft_id}/together")


def _signed(one: CoApplicant, _event: RecordedEvent) -> Word:
    return Word(one.invited_by_id, "together_signed", f"/my/drafts/{one.draft_id}/together")


def _voided(one: CoApplicant, event: RecordedEvent) -> Word:
    if event.payload["is_taken_back"]:
        return _answered(one, event)
    return Word(one.person_id, "together_voided", f"/my/together/{one.pk}")


def _reminded(one: CoApplicant, event: RecordedEvent) -> Word:
    if one.person_id is None:
        return replace(_invited(one, event), kind="together_reminded")
    return Word(one.person_id, "together_reminded", f"/my/together/{one.pk}")


WORDS: Mapping[str, Callable[[CoApplicant, RecordedEvent], Word]] = {
    "cases.co_applicant_invited": _invited,
    "cases.co_applicant_answered": _answered,
    "cases.sharing_ended": _ended,
    "cases.draft_signed": _signed,
    "cases.co_applicant_reminded": _reminded,
    "cases.signature_voided": _voided,
}


def tell(events: Sequence[RecordedEvent]) -> None:
    """Send one message for each fact about a shared draft."""
    found = CoApplicant.objects.in_bulk([one.subject_id for one in events if one.subject_id])
    for event in events:
        one = found.get(event.subject_id) if event.subject_id else None
        word = WORDS[event.kind](one, event) if one else None
        if one is None or word is None or word.recipient_id is None:
            continue
        notifications.send(
            recipient_id=word.recipient_id,
            kind=word.kind,
            params={
                "item": one.item_name,
                "name": one.name,
                "owner": one.invited_by_name,
                "expires_on": one.expires_on.isoformat(),
            },
            link=word.link,
            source_key=f"ledger:{event.id}",
            at=event.at,
        )


def tell_of_withdrawal(events: Sequence[RecordedEvent]) -> None:
    """Ask the other parties to agree, and tell the applicant once one has."""
    cases = Case.objects.in_bulk([one.subject_id for one in events if one.subject_id])
    for event in events:
        case = cases.get(event.subject_id) if event.subject_id else None
        if case is None:
            continue
        params = {"item": case.item_name, "number": case.number}
        if event.kind == "cases.withdrawal_asked":
            tell_parties(case, event, kind="withdrawal_asked", params=params)
            continue
        notifications.send(
            recipient_id=case.applicant_id,
            kind="withdrawal_agreed",
            params=params,
            link=f"/my/cases/{case.pk}",
            source_key=f"ledger:{event.id}",
            at=event.at,
        )


def tell_parties(case: Case, event: RecordedEvent, *, kind: str, params: Mapping[str, str]) -> None:
    """Tell everybody who applied together what the applicant is told; nobody in most cases."""
    for one in finding.of_case(case):
        if one.person_id is not None:
            notifications.send(
                recipient_id=one.person_id,
                kind=kind,
                params=params,
                link=f"/my/together/{one.pk}",
                source_key=f"ledger:{event.id}:{one.pk}",
                at=event.at,
            )


ledger.subscribe("cases.together_messages", set(WORDS), tell)
ledger.subscribe(
    "cases.withdrawal_messages",
    {"cases.withdrawal_asked", "cases.withdrawal_agreed"},
    tell_of_withdrawal,
)
