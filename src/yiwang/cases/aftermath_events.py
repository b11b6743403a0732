# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about what lives on after a decision: ids, codes and dates, no personal text."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class EntitlementMade(CaseFact):
    """What was granted is on record.

    :ivar follows_id: what it changed, renewed or replaced
    """

    kind = "cases.entitlement_made"

    entitlement_id: UUID
    state: str
    valid_from: date
    valid_until: date | None
    follows_id: UUID | None = None


@dataclass(frozen=True)
class EntitlementChanged(CaseFact):
    """What was granted took effect, ended, was stopped or runs again.

    :ivar because: what brought it about: a measure, a remedy, an application, or its last day
    """

    kind = "cases.entitlement_changed"

    entitlement_id: UUID
    state: str
    because: str


@dataclass(frozen=True)
class EntitlementDeemedRenewed(CaseFact):
    """Nobody answered a renewal that came in time; by law it is renewed (行政许可法 50)."""

    kind = "cases.entitlement_deemed_renewed"

    entitlement_id: UUID
    renewal_id: UUID
    valid_until: date


@dataclass(frozen=True)
class MeasureProposed(CaseFact):
    """A body means to take back, revoke or cancel what it granted."""

    kind = "cases.measure_proposed"

    measure_id: UUID
    measure: str
    ground: str
    statement_due_on: date | None


@dataclass(frozen=True)
class MeasureAnswered(CaseFact):
    """Who is affected has stated and defended (陈述申辩, 行政许可法 7)."""

    kind = "cases.measure_answered"

    measure_id: UUID
    content_sha256: str


@dataclass(frozen=True)
class MeasureDecided(CaseFact):
    """What was granted is taken back, revoked or cancelled."""

    kind = "cases.measure_decided"

    measure_id: UUID
    measure: str
    effective_on: date
    content_sha256: str


@dataclass(frozen=True)
class MeasureDropped(CaseFact):
    """What was granted stands."""

    kind = "cases.measure_dropped"

    measure_id: UUID
    measure: str


@dataclass(frozen=True)
class RemedyNoted(CaseFact):
    """Somebody turned to a reconsideration body or a court."""

    kind = "cases.remedy_noted"

    remedy_id: UUID
    remedy: str
    suspends: bool


@dataclass(frozen=True)
class RemedyConcluded(CaseFact):
    """A reconsideration body or a court has decided.

    :ivar anew_id: the case in which the decision is made anew
    """

    kind = "cases.remedy_concluded"

    remedy_id: UUID
    remedy: str
    outcome: str
    anew_id: UUID | None
    content_sha256: str


@dataclass(frozen=True)
class FollowedElsewhere(CaseFact):
    """A body that took the matter over changed, renewed or cancelled what this case granted.

    :param department_id: of that body
    """

    kind = "cases.followed_elsewhere"

    entitlement_id: UUID
    follow_up_id: UUID
    department_id: UUID
    purpose: str


@dataclass(frozen=True)
class FollowUpBegunElsewhere(CaseFact):
    """A body that took the matter over was asked to change, renew or cancel what this case granted.

    :param department_id: of that body
    """

    kind = "cases.follow_up_begun_elsewhere"

    entitlement_id: UUID
    follow_up_id: UUID
    department_id: UUID
    purpose: str


@dataclass(frozen=True)
class FollowUpEndedElsewhere(CaseFact):
    """That follow-up was refused, or ended without a decision: what was granted stays as it is.

    :param how: refused, withdrawn, not_accepted, lapsed or unaccepted
    """

    kind = "cases.follow_up_ended_elsewhere"

    entitlement_id: UUID
    follow_up_id: UUID
    department_id: UUID
    purpose: str
    how: str
