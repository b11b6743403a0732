# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about ways of handling, originals and promises: ids, codes and dates."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class ModeChosen(CaseFact):
    """The applicant signed for a way of handling; the words are known by their SHA-256."""

    kind = "cases.mode_chosen"

    mode: str
    text_sha256: str
    materials: int
    signed_how: str


@dataclass(frozen=True)
class MaterialDeferred(CaseFact):
    """By when one material has to follow."""

    kind = "cases.material_deferred"

    deferred_id: UUID
    due_on: date
    is_provisional: bool


@dataclass(frozen=True)
class DeferralReminded(CaseFact):
    kind = "cases.deferral_reminded"

    deferred_id: UUID
    due_on: date


@dataclass(frozen=True)
class DeferredHandedIn(CaseFact):
    kind = "cases.deferred_handed_in"

    deferred_id: UUID
    content_sha256: str


@dataclass(frozen=True)
class DeferredReturned(CaseFact):
    """What was handed in later does not do."""

    kind = "cases.deferred_returned"

    deferred_id: UUID
    due_on: date


@dataclass(frozen=True)
class AcceptanceWithdrawn(CaseFact):
    """A deferred material did not follow in time."""

    kind = "cases.acceptance_withdrawn"

    missing: int


@dataclass(frozen=True)
class OriginalChecked(CaseFact):
    """A clerk laid a copy beside its original."""

    kind = "cases.original_checked"

    check_id: UUID
    material_id: UUID
    result: str
    grade: str


@dataclass(frozen=True)
class OriginalCheckVoided(CaseFact):
    kind = "cases.original_check_voided"

    check_id: UUID
    material_id: UUID


@dataclass(frozen=True)
class DecisionEffective(CaseFact):
    """All originals agreed: what was decided on copies takes effect."""

    kind = "cases.decision_effective"

    decision_id: UUID


@dataclass(frozen=True)
class DecisionVoided(CaseFact):
    """An original differs: what was decided on copies never takes effect."""

    kind = "cases.decision_voided"

    decision_id: UUID
    check_id: UUID


@dataclass(frozen=True)
class PromiseCheckOpened(CaseFact):
    kind = "cases.promise_check_opened"

    check_id: UUID
    due_on: date
    is_provisional: bool


@dataclass(frozen=True)
class PromiseCheckMoved(CaseFact):
    """A list of holidays moved the last day of a check."""

    kind = "cases.promise_check_moved"

    check_id: UUID
    due_on: date
    is_provisional: bool


@dataclass(frozen=True)
class PromiseCheckOverdue(CaseFact):
    """Nobody came in time."""

    kind = "cases.promise_check_overdue"

    check_id: UUID
    due_on: date


@dataclass(frozen=True)
class PromiseKept(CaseFact):
    kind = "cases.promise_kept"

    check_id: UUID
    was_corrected: bool


@dataclass(frozen=True)
class CorrectionOrdered(CaseFact):
    kind = "cases.correction_ordered"

    check_id: UUID
    correct_by_on: date


@dataclass(frozen=True)
class PromiseBroken(CaseFact):
    """It was not made good either; the decision on revoking is due."""

    kind = "cases.promise_broken"

    check_id: UUID


@dataclass(frozen=True)
class DecisionRevoked(CaseFact):
    kind = "cases.decision_revoked"

    check_id: UUID
    content_sha256: str
