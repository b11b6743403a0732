# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room writes to the ledger."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class FormPublished(Fact):
    """A version of a form came into force."""

    kind = "forms.form_published"
    subject_type = "form"
    subject_field = "form_id"

    form_id: UUID
    code: str
    version: int
    sha256: str
