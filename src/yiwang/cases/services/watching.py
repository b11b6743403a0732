# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""关注: following a case, and word of its steps to those who follow it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.desk import events
from yiwang.cases.desk.errors import WatchesTooMany
from yiwang.cases.models import StaffNotice, Watch
from yiwang.cases.queries import cases as questions
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

MOST = 200


@transaction.atomic
def watch(*, case_id: UUID, actor: Actor, at: datetime) -> Watch:
    """Follow a case that one may see; to follow it again changes nothing.

    :raises CaseNotFound: there is none, or the actor may not see it
    :raises WatchesTooMany: two hundred are enough
    """
    staff_id = policies.staff_of(actor)
    case = questions.case(case_id, actor)
    mine = Watch.objects.of_reader(actor)
    if (known := mine.filter(case_id=case.pk).first()) is not None:
        return known
    if mine.count() >= MOST:
        raise WatchesTooMany(params={"most": MOST})
    made, is_new = Watch.objects.get_or_create(
        case_id=case.pk,
        department_id=policies.department_of(actor),
        staff_id=staff_id,
        defaults={"region_code": case.region_code, "since": at},
    )
    if is_new:
        fact = events.WatchStarted(case_id=case.pk)
        ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return made


@transaction.atomic
def unwatch(*, case_id: UUID, actor: Actor, at: datetime) -> None:
    """Follow a case no longer; what was told of it before stays told."""
    policies.staff_of(actor)
    found = Watch.objects.of_reader(actor).select_for_update().filter(case_id=case_id).first()
    if found is None:
        return
    found.delete()
    fact = events.WatchEnded(case_id=case_id)
    ledger.append(fact, actor=actor, at=at, region_code=found.region_code)


@transaction.atomic
def note_seen(*, actor: Actor, at: datetime) -> int:
    """Take down that somebody has read what they were told; return how much that was."""
    waiting = StaffNotice.objects.of_reader(actor).filter(seen_at__isnull=True, at__lte=at)
    return waiting.update(seen_at=at)
