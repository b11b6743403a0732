# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about evidence, legal persons, mandates and guardians: ids, codes and dates only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.identity.events import AccountFact, LegalPersonFact, PersonFact
from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class MandateFact(Fact):
    """A fact about one mandate."""

    subject_type = "mandate"
    subject_field = "mandate_id"

    mandate_id: UUID


@dataclass(frozen=True)
class EvidenceRecorded(PersonFact):
    """Something was seen, or found to agree, that makes us surer who a person is."""

    kind = "identity.evidence_recorded"

    evidence_id: UUID
    evidence_kind: str
    source: str


@dataclass(frozen=True)
class EvidenceEnded(PersonFact):
    """Evidence counts no more."""

    kind = "identity.evidence_ended"

    evidence_id: UUID
    evidence_kind: str
    reason: str


@dataclass(frozen=True)
class CheckRefused(AccountFact):
    """A claim to be somebody did not stand; of whom stays out of the ledger."""

    kind = "identity.check_refused"

    reason: str


@dataclass(frozen=True)
class NumberReleased(PersonFact):
    """A person was taken from an account that claimed them wrongly; all of it has ended."""

    kind = "identity.number_released"

    account_id: UUID


@dataclass(frozen=True)
class FactorsReplaced(PersonFact):
    """Somebody lost every factor; at a counter, on proof of their level, all were taken away."""

    kind = "identity.factors_replaced"

    account_id: UUID


@dataclass(frozen=True)
class LegalPersonClaimed(LegalPersonFact):
    """The register names this person as representative; they may act for it."""

    kind = "identity.legal_person_claimed"

    person_id: UUID
    source: str


@dataclass(frozen=True)
class LegalPersonChanged(LegalPersonFact):
    """The register says something else than before."""

    kind = "identity.legal_person_changed"

    fields: tuple[str, ...]


@dataclass(frozen=True)
class HandlerInvited(LegalPersonFact):
    """A natural person was asked to act for a legal person."""

    kind = "identity.handler_invited"

    person_id: UUID
    rights: tuple[str, ...]
    until: date | None


@dataclass(frozen=True)
class MandateSigned(MandateFact):
    """A principal has signed a mandate; the hash is that of its whole text."""

    kind = "identity.mandate_signed"

    principal_id: UUID
    agent_kind: str
    agent_id: UUID
    form: str
    text_sha256: str
    paper_sha256: str
    since: date
    until: date


@dataclass(frozen=True)
class MandateAccepted(MandateFact):
    """The agent may act under the mandate now."""

    kind = "identity.mandate_accepted"

    principal_id: UUID


@dataclass(frozen=True)
class MandateEnded(MandateFact):
    """Nobody acts under the mandate any more."""

    kind = "identity.mandate_ended"

    principal_id: UUID
    state: str
    ended_by: str


@dataclass(frozen=True)
class GuardianshipBegun(PersonFact):
    """A guardian acts for a minor; the subject is the minor."""

    kind = "identity.guardianship_begun"

    guardian_id: UUID
    proof: str
    until: date


@dataclass(frozen=True)
class GuardianshipEnded(PersonFact):
    """A guardian acts for somebody no more; the subject is the ward."""

    kind = "identity.guardianship_ended"

    guardian_id: UUID


@dataclass(frozen=True)
class StaffPersonStated(PersonFact):
    """A staff member said which natural person they are, and the register agreed."""

    kind = "identity.staff_person_stated"

    staff_id: UUID
