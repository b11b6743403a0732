# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room writes to the ledger."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class ProcessPublished(Fact):
    """A version of a process definition came into force."""

    kind = "workflow.process_published"
    subject_type = "process"
    subject_field = "process_id"

    process_id: UUID
    code: str
    version: int
    sha256: str


@dataclass(frozen=True)
class DecisionPublished(Fact):
    """A version of a decision table came into force."""

    kind = "workflow.decision_published"
    subject_type = "decision"
    subject_field = "decision_id"

    decision_id: UUID
    code: str
    version: int
    sha256: str
