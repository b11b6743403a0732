# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reviewing a service, once; a bad review opens its correction in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yiwang.evaluations import events
from yiwang.evaluations.codes import indexes_of
from yiwang.evaluations.enums import BAD, Aspect, Level
from yiwang.evaluations.errors import (
    InvitationExpired,
    InvitationNotFound,
    LevelUnknown,
    OwnService,
    ReviewedAlready,
)
from yiwang.evaluations.models import Authorship, Correction, Evaluation, Invitation
from yiwang.foundation import reach
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.foundation.text import clean_text
from yiwang.identity.enums import HandlerRight
from yiwang.ledger import services as ledger

if TYPE_CHECKING:
    from yiwang.ledger.events import Fact

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody says of a service.

    :param wants_call: the correction may open the case and call back
    """

    level: int
    aspects: Sequence[str] = ()
    text: str = ""
    wants_call: bool = False


def review_case(*, case_id: UUID, review: Review, actor: Actor, at: datetime) -> UUID:
    """Review the result of one's own case.

    :raises InvitationNotFound: nobody was invited, or the case is somebody else's
    :raises ReviewedAlready, InvitationExpired, LevelUnknown, InvalidText: as they say
    """
    if not actor.is_citizen or actor.mandate_id or not actor.may_for_principal(HandlerRight.TRACK):
        raise InvitationNotFound
    with transaction.atomic(), reach.everywhere():
        found = Invitation.objects.select_for_update().filter(
            case_id=case_id, applicant_id=actor.applicant_id
        )
        return _review(found.first(), review, at)


def review_by_code(*, code: str, review: Review, actor: Actor, at: datetime) -> UUID:
    """Review the service that a code was printed for; nobody has to sign in.

    :raises OwnService: a member of staff holds the code
    :raises InvitationNotFound: no such code
    :raises ReviewedAlready, InvitationExpired, LevelUnknown, InvalidText: as they say
    """
    if actor.is_staff:
        raise OwnService
    with transaction.atomic(), reach.everywhere():
        found = Invitation.objects.select_for_update().filter(code_index__in=indexes_of(code))
        return _review(found.first(), review, at)


def _review(invitation: Invitation | None, review: Review, at: datetime) -> UUID:
    today = timezone.localdate(at)
    _check_open(invitation, today)
    assert invitation is not None  # noqa: S101 - _check_open has refused None
    made = _recorded(invitation, review, today)
    made.save(force_insert=True)
    _remember_whose(invitation, made, today)
    facts: list[Fact] = [_reviewed(made)]
    if made.level in BAD:
        facts.append(open_correction(made, today=today))
    # Whoever it was: the ledger knows nobody of a review.
    ledger.append(*facts, actor=ANONYMOUS, at=at, region_code=made.region_code)
    return made.pk


def _check_open(invitation: Invitation | None, today: date) -> None:
    if invitation is None:
        raise InvitationNotFound
    if invitation.used_on:
        raise ReviewedAlready
    if invitation.expires_on < today:
        raise InvitationExpired


def _recorded(invitation: Invitation, review: Review, today: date) -> Evaluation:
    aspects = sorted(set(review.aspects))
    if review.level not in Level.values or not set(aspects) <= set(Aspect.values):
        raise LevelUnknown
    return Evaluation(
        region_code=invitation.region_code,
        department_id=invitation.department_id,
        item_code=invitation.item_code,
        item_name=invitation.item_name,
        moment=invitation.moment,
        channel=invitation.channel,
        level=review.level,
        aspects=aspects,
        text=clean_text(review.text, max_length=LONGEST, multiline=True),
        # Without a known person there is nobody to call.
        wants_call=review.wants_call and invitation.applicant_id is not None,
        received_on=today,
    )


def _remember_whose(invitation: Invitation, made: Evaluation, today: date) -> None:
    invitation.used_on = today
    invitation.save(update_fields=["used_on"])
    Authorship.objects.create(
        evaluation=made,
        invitation_id=invitation.pk,
        case_id=invitation.case_id,
        applicant_id=invitation.applicant_id,
        received_at=timezone.make_aware(datetime.combine(today, time.min)),
    )


def _reviewed(made: Evaluation) -> events.Reviewed:
    return events.Reviewed(
        evaluation_id=made.pk,
        department_id=made.department_id,
        item_code=made.item_code,
        channel=made.channel,
        level=made.level,
    )


def open_correction(made: Evaluation, *, today: date) -> events.CorrectionOpened:
    """Open the correction of a bad review, with the days by which to call and to correct."""
    contact_due_on, correct_due_on = deadlines(today)
    opened = Correction.objects.create(
        evaluation=made,
        region_code=made.region_code,
        department_id=made.department_id,
        item_name=made.item_name,
        level=made.level,
        opened_on=today,
        contact_due_on=contact_due_on,
        correct_due_on=correct_due_on,
        moved_on=today,
    )
    return events.CorrectionOpened(
        correction_id=opened.pk,
        department_id=made.department_id,
        contact_due_on=contact_due_on,
        correct_due_on=correct_due_on,
    )


def deadlines(today: date) -> tuple[date, date]:
    """Return by when to call back and by when to correct, counted from a day."""
    calendar = foundation.working_calendar()
    return (
        calendar.add_workdays(today, settings.EVALUATION_CONTACT_WORKDAYS).on,
        calendar.add_workdays(today, settings.EVALUATION_CORRECT_WORKDAYS).on,
    )
