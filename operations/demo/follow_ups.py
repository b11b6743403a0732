# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked for about something that was granted, from its holder's own page."""

from datetime import datetime

from operations.demo import cases as stories
from yiwang.cases.enums import Purpose
from yiwang.cases.models import Case, Entitlement
from yiwang.cases.services import entitlements, submission
from yiwang.foundation.actors import Actor


def asked_for(made: Entitlement, purpose: Purpose, holder: Actor, at: datetime) -> Case:
    """Let a holder ask for a change, a renewal, a replacement or a cancellation."""
    draft = entitlements.begin_follow_up(
        entitlement_id=made.pk, purpose=purpose, actor=holder, at=at
    )
    return submission.submit_case(
        application=submission.Application(
            version_id=draft.version_id,
            form=stories.completed(draft.version_id, draft.form_data, holder, at),
            materials=stories.scans(draft.version_id, draft.form_data, holder, at),
            draft_id=draft.pk,
            purpose=purpose,
            about_id=made.pk,
        ),
        actor=holder,
        at=at,
    )
