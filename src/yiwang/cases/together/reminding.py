# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking somebody again to answer an invitation, or to sign; once a day at most.

The applicant does it by hand; the clock does it some days before the invitation ends, and once
more on the day before. Messages keep the quiet hours of whoever gets them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from yiwang.cases.models import CoApplicant, Draft
from yiwang.cases.models.together import LIVE
from yiwang.cases.services import clocks
from yiwang.cases.together import events
from yiwang.cases.together.errors import InvitationNotFound, RemindedLately
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import selectors as ledger_selectors
from yiwang.ledger import services as ledger

KIND: Final = events.CoApplicantReminded.kind
CLOCK: Final = "co-applicant-reminders"
LAST: Final = timedelta(days=1)
PAUSE: Final = timedelta(hours=20)


@transaction.atomic
def remind(*, co_applicant_id: UUID, actor: Actor, at: datetime) -> CoApplicant:
    """Send word again to somebody who was invited, or has joined and not signed.

    :raises InvitationNotFound: it has ended, became a case, or is of somebody else's draft
    :raises RemindedLately: they were told within the day, or have signed
    """
    with reach.everywhere():
        live = CoApplicant.objects.filter(pk=co_applicant_id, state__in=LIVE, case__isnull=True)
        found = live.select_for_update().first()
    drafts = Draft.objects.visible_to(actor)
    if found is None or not drafts.filter(pk=found.draft_id).exists():
        raise InvitationNotFound
    if not may_remind(found, at):
        raise RemindedLately
    fact = events.CoApplicantReminded(co_applicant_id=found.pk)
    ledger.append(fact, actor=actor, at=at, region_code=found.region_code)
    return found


def may_remind(one: CoApplicant, at: datetime) -> bool:
    """Tell whether somebody still has something to do and was not told of it lately."""
    is_waiting = one.state in LIVE and one.signed_at is None and one.case_id is None
    if not is_waiting or one.expires_on < clocks.today_of(at) or one.invited_at > at - PAUSE:
        return False
    told = ledger_selectors.timeline("co_applicant", one.pk, kinds=[KIND])
    return not told or told[-1].at <= at - PAUSE


def nearly_over(*, at: datetime) -> Iterable[UUID]:
    """Return the co-applicants whom the clock may remind today."""
    days = settings.TOGETHER_REMINDER_DAYS
    if not days:
        return []
    today = clocks.today_of(at)
    waiting = CoApplicant.objects.filter(
        state__in=LIVE,
        case__isnull=True,
        signed_at__isnull=True,
        expires_on__in={today + timedelta(days=days), today + LAST},
    )
    return list(waiting.order_by("expires_on", "id").values_list("id", flat=True))


@transaction.atomic
def remind_by_clock(*, co_applicant_id: UUID, at: datetime) -> bool:
    """Send word again to one of them; return whether they had not been told lately."""
    found = CoApplicant.objects.select_for_update(of=("self",)).filter(pk=co_applicant_id).first()
    if found is None or not may_remind(found, at):
        return False
    fact = events.CoApplicantReminded(co_applicant_id=found.pk)
    ledger.append(fact, actor=system_actor(CLOCK), at=at, region_code=found.region_code)
    return True
