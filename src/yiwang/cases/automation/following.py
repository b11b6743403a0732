# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What rules hear from the ledger: a case came in, a case was decided."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from yiwang.cases.automation import deciding, jobs, samples
from yiwang.cases.automation.enums import Automation
from yiwang.cases.enums import CaseState
from yiwang.cases.models import Case
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent

WAITING: Final = ("", Automation.DECLINED)


def begin(events: Sequence[RecordedEvent]) -> None:
    """Defer a job for each new case whose item has a rule; the others cost nothing more."""
    ids = [event.subject_id for event in events if event.subject_id]
    new = list(
        Case.objects.filter(
            pk__in=ids,
            state=CaseState.SUBMITTED,
            automation__in=WAITING,
            has_procedures=False,  # what a lower body reviews first is left to people
        )
        .defer("form_data", "process_state", "scenario_answers")
        .order_by("submitted_at", "id")
    )
    ruled = deciding.live_versions(new, timezone.localdate())
    for case in new:
        if case.pk in ruled:
            jobs.defer_decision(case.pk)


ledger.subscribe("cases.a-rule", {"cases.case_submitted"}, begin)  # served before the others
ledger.subscribe("cases.rule-samples", {"cases.case_decided"}, samples.draw)
