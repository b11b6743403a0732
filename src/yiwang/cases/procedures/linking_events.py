# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about who an interested party turned out to be."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class PartyLinked(CaseFact):
    """Somebody told without a number is known now, and sees from here on what concerns them.

    :ivar person_id: None where nobody with this number has an account yet
    """

    kind = "cases.party_linked"

    party_id: UUID
    person_id: UUID | None


@dataclass(frozen=True)
class PartyUnlinked(CaseFact):
    """It was somebody else: from here on they see nothing of the case any more."""

    kind = "cases.party_unlinked"

    party_id: UUID
    person_id: UUID | None
    reason_sha256: str
