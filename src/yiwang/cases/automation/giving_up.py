# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A job that should have decided a case failed for good: people decide, and the record says why."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.cases.automation import deciding, events, jobs
from yiwang.cases.automation.enums import Doubt
from yiwang.cases.automation.judging import Judgement, Why
from yiwang.cases.models import AutomaticDecision, Case
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger

SILENT: Final = "worker_lost"
"""What went wrong when no try lived to say so."""


def give_up(
    *, case_id: UUID, attempts: int, trouble: str, at: datetime
) -> AutomaticDecision | None:
    """Leave a case to people because the job failed for good; twice changes nothing.

    None when the case waits for no rule (any more).

    :param trouble: name of what went wrong
    """
    case = Case.objects.filter(pk=case_id).first()
    if case is None or not deciding.waits(case):
        return None
    version = deciding.live_versions([case], timezone.localdate(at)).get(case.pk)
    if version is None:
        return None
    judgement = Judgement(None, (Why(Doubt.FAILED, ""),))
    with transaction.atomic():
        made = deciding.leave_to_people(case.pk, version, judgement, ())
        if made is not None:
            fact = events.RuleGaveUp(
                case_id=case.pk, version_id=version.pk, attempts=attempts, trouble=trouble[:60]
            )
            actor = system_actor("automatic-decision")
            ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return made


def sweep(*, at: datetime) -> int:
    """Give up what killed its workers, so that no try could say so; return how many cases."""
    return sum(
        give_up(case_id=case_id, attempts=attempts + 1, trouble=SILENT, at=at) is not None
        for case_id, attempts in jobs.given_up()
    )
