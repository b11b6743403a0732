# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about benchmarks of discretion."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.catalogue.events import BaseItemFact


@dataclass(frozen=True)
class BenchmarkFact(BaseItemFact):
    """A fact about a benchmark.

    :param implementation_id: the list whose department made it for itself; None: for all lists
    """

    benchmark_id: UUID
    implementation_id: UUID | None
    number: int


@dataclass(frozen=True)
class BenchmarkSaved(BenchmarkFact):
    """The draft of a benchmark was begun or changed."""

    kind = "catalogue.benchmark_saved"

    revision: int


@dataclass(frozen=True)
class BenchmarkDiscarded(BenchmarkFact):
    """The draft of a benchmark was thrown away."""

    kind = "catalogue.benchmark_discarded"


@dataclass(frozen=True)
class BenchmarkPublished(BenchmarkFact):
    """A second person published a benchmark."""

    kind = "catalogue.benchmark_published"

    effective_from: date
    content_sha256: str


@dataclass(frozen=True)
class BenchmarkWithdrawn(BenchmarkFact):
    """A published benchmark was taken back."""

    kind = "catalogue.benchmark_withdrawn"
