# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that this room writes: what words messages have."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class FirmContactSet(Fact):
    """A firm gets its messages at an address that was confirmed; the address is not in it."""

    kind = "notifications.firm_contact_set"
    subject_type = "legal_person"
    subject_field = "firm_id"

    firm_id: UUID
    way: str


@dataclass(frozen=True)
class FirmContactRemoved(Fact):
    """A firm gets no more messages on this way."""

    kind = "notifications.firm_contact_removed"
    subject_type = "legal_person"
    subject_field = "firm_id"

    firm_id: UUID
    way: str


@dataclass(frozen=True)
class FirmContactsRotated(Fact):
    """Addresses of firms were encrypted anew with the current key."""

    kind = "notifications.firm_contacts_rotated"
    subject_type = "encryption"

    rotated: int


@dataclass(frozen=True)
class TemplatePublished(Fact):
    """Words of messages were put to use."""

    kind = "notifications.template_published"
    subject_type = "message_template"
    subject_field = "template_id"

    template_id: UUID
    message_kind: str
    version: int
