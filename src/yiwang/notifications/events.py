# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that this room writes: what words messages have."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class TemplatePublished(Fact):
    """Words of messages were put to use."""

    kind = "notifications.template_published"
    subject_type = "message_template"
    subject_field = "template_id"

    template_id: UUID
    message_kind: str
    version: int
