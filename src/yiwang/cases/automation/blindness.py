# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever judges a case again does not know how it ended, and cannot look it up meanwhile.

Opening a re-check shuts the case to that person, by whatever page or number, until a verdict is
in. Who has opened the case since the decision knows already and does not judge it.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.cases.automation import events
from yiwang.cases.automation.errors import RecheckSeen
from yiwang.cases.automation.reaching import staff_of
from yiwang.cases.models import Recheck, RecheckReader
from yiwang.foundation.actors import Actor
from yiwang.identity.services.privacy_reads import WITHIN
from yiwang.ledger import selectors as ledger_questions
from yiwang.ledger import services as ledger

READS_LOOKED_AT: Final = 1000


def shut_the_case(recheck: Recheck, *, actor: Actor, at: datetime) -> None:
    """Keep the case from whoever opens its re-check; twice changes nothing.

    :raises RecheckSeen: they have opened the case since it was decided
    """
    staff_id = staff_of(actor)
    if recheck.done_at is not None or is_reader(recheck, staff_id):
        return
    if _has_seen(recheck, staff_id):
        raise RecheckSeen
    with transaction.atomic():
        _reader, is_new = RecheckReader.objects.get_or_create(
            recheck=recheck,
            staff_id=staff_id,
            defaults={
                "case_id": recheck.case_id,
                "region_code": recheck.region_code,
                "began_at": at,
            },
        )
        if is_new:
            fact = events.RecheckOpened(case_id=recheck.case_id, recheck_id=recheck.pk)
            ledger.append(fact, actor=actor, at=at, region_code=recheck.region_code)


def is_reader(recheck: Recheck, staff_id: UUID) -> bool:
    """Tell whether somebody has opened this re-check."""
    return RecheckReader.objects.filter(recheck=recheck, staff_id=staff_id).exists()


def open_the_case(recheck: Recheck, *, at: datetime) -> None:
    """Let everybody see the case again who had opened its re-check."""
    RecheckReader.objects.filter(recheck=recheck, ended_at__isnull=True).update(ended_at=at)


def _has_seen(recheck: Recheck, staff_id: UUID) -> bool:
    """Tell whether they read the case after the decision.

    Reads of the minutes before count: a page that is looked at again so soon is not noted again.
    """
    decided_at = recheck.case.decided_at or recheck.drawn_at
    reads = ledger_questions.facts_about(
        "case",
        recheck.case_id,
        kind="cases.case_read",
        since=decided_at - WITHIN,
        limit=READS_LOOKED_AT,
    )
    return any(one.actor.get("staff_id") == str(staff_id) for one in reads)
