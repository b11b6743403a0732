# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about logos of departments: ids, numbers and hashes."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class LogoProposed(Fact):
    """A logo was sent and drawn anew; somebody else has to publish it."""

    kind = "documents.logo_proposed"
    subject_type = "logo"
    subject_field = "logo_id"

    logo_id: UUID
    department_id: UUID
    number: int
    sha256: str
    source_sha256: str


@dataclass(frozen=True)
class LogoPublished(Fact):
    """Templates that place a logo print this one from now on."""

    kind = "documents.logo_published"
    subject_type = "logo"
    subject_field = "logo_id"

    logo_id: UUID
    department_id: UUID
    number: int
    sha256: str


@dataclass(frozen=True)
class LogoReturned(Fact):
    """A proposed logo was not taken."""

    kind = "documents.logo_returned"
    subject_type = "logo"
    subject_field = "logo_id"

    logo_id: UUID
    department_id: UUID
    number: int


@dataclass(frozen=True)
class LogoWithdrawn(Fact):
    """A published logo is printed no more; the one before it is, if there is one."""

    kind = "documents.logo_withdrawn"
    subject_type = "logo"
    subject_field = "logo_id"

    logo_id: UUID
    department_id: UUID
    number: int
