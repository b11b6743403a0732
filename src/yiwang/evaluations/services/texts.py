# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Publishing words, or withholding them for one of the listed reasons."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.evaluations import events, masking, policies
from yiwang.evaluations.enums import TextState, Withholding
from yiwang.evaluations.errors import ReasonMissing, TextDecided, TextNotFound
from yiwang.evaluations.models import ReviewText
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger


def publish_text(*, evaluation_id: UUID, hide: str, actor: Actor, at: datetime) -> ReviewText:
    """Publish words; more of them may be hidden, none changed.

    :param hide: further parts to hide, one a line
    :raises TextNotFound, OwnDepartmentsText, TextDecided: as they say
    """
    with transaction.atomic():
        found = _waiting(evaluation_id, actor)
        found.text = masking.without(found.text, hide)[:500]
        return _judge(found, TextState.PUBLISHED, "", actor, at)


def withhold_text(*, evaluation_id: UUID, reason: str, actor: Actor, at: datetime) -> ReviewText:
    """Keep words back; the review counts all the same, and how many are kept back is public.

    :raises TextNotFound, OwnDepartmentsText, TextDecided, ReasonMissing: as they say
    """
    if reason not in Withholding.values:
        raise ReasonMissing
    with transaction.atomic():
        found = _waiting(evaluation_id, actor)
        return _judge(found, TextState.WITHHELD, reason, actor, at)


def _waiting(evaluation_id: UUID, actor: Actor) -> ReviewText:
    found = ReviewText.objects.select_for_update().filter(pk=evaluation_id).first()
    if found is None:
        raise TextNotFound
    policies.check_moderates(actor, found)
    if found.state != TextState.WAITING:
        raise TextDecided
    return found


def _judge(
    found: ReviewText, state: TextState, reason: str, actor: Actor, at: datetime
) -> ReviewText:
    found.state, found.reason = state, reason
    found.judged_on, found.judged_by = timezone.localdate(at), actor.staff_id
    found.save(update_fields=["text", "state", "reason", "judged_on", "judged_by"])
    fact = events.TextJudged(evaluation_id=found.pk, state=state, reason=reason)
    ledger.append(fact, actor=actor, at=at, region_code=found.region_code)
    return found
