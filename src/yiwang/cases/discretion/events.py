# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about the tier of a case."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class TierChosen(CaseFact):
    """A case was put into a tier of the benchmark.

    :param content_sha256: of the facts, the outcome and the reason
    """

    kind = "cases.tier_chosen"

    benchmark_id: UUID
    tier: str
    is_within: bool
    content_sha256: str


@dataclass(frozen=True)
class DepartureAnswered(CaseFact):
    """The leader agreed, or did not, that the outcome leaves the span."""

    kind = "cases.departure_answered"

    benchmark_id: UUID
    tier: str
    is_given: bool
