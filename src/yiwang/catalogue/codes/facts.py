# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is written to the ledger when codes change."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.catalogue.events import BaseItemFact
from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class CodesSucceeded(BaseItemFact):
    """Codes of an item and of its lists ended, and lead to others or to nothing.

    :param steps_sha256: digest over old and new code of each step, ``-`` for nothing, in order, a
        newline after each
    """

    kind = "catalogue.codes_succeeded"

    succession_kind: str
    steps: int
    on: date
    steps_sha256: str


@dataclass(frozen=True)
class CodeOrderFact(Fact):
    """A fact about a change of codes on a day ahead."""

    subject_type = "code_order"
    subject_field = "code_order_id"

    code_order_id: UUID


@dataclass(frozen=True)
class CodeChangeOrdered(CodeOrderFact):
    """A change of codes was ordered for a day ahead."""

    kind = "catalogue.code_change_ordered"

    change: str
    on: date
    lists: int


@dataclass(frozen=True)
class CodeChangeWithdrawn(CodeOrderFact):
    """A change of codes that waited for its day was withdrawn; the codes stay."""

    kind = "catalogue.code_change_withdrawn"


@dataclass(frozen=True)
class CodeChangeTookEffect(CodeOrderFact):
    """A change of codes took effect on its day."""

    kind = "catalogue.code_change_took_effect"

    lists: int


@dataclass(frozen=True)
class CodeChangeRefused(CodeOrderFact):
    """A change of codes could not be done any more on its day; nothing changed.

    :param reason: the code of the refusal
    """

    kind = "catalogue.code_change_refused"

    reason: str
