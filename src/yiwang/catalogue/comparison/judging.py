# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people do about findings: contest, judge, accept as an exception."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.catalogue import events
from yiwang.catalogue.comparison import policies
from yiwang.catalogue.enums import FindingAction, FindingState
from yiwang.catalogue.errors import ExceptionEndInvalid, FindingNotFound, FindingReasonMissing
from yiwang.catalogue.models import Finding
from yiwang.catalogue.states import FINDING
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

LEAST_WORDS: Final = 5
MOST_WORDS: Final = 500
LONGEST_EXCEPTION: Final = timedelta(days=366)
_FACTS: Final = {
    FindingAction.CONTEST: events.FindingContested,
    FindingAction.UPHOLD: events.FindingUpheld,
    FindingAction.DISMISS: events.FindingDismissed,
}


def contest_finding(*, finding_id: UUID, reason: str, actor: Actor, at: datetime) -> Finding:
    """Say that a finding is none; a second person judges.

    :raises FindingNotFound: there is none, or it is out of reach
    :raises NotYourCatalogue: the post may not edit this catalogue
    :raises FindingReasonMissing: the reason is too short or too long
    :raises TransitionNotAllowed: it is contested, cleared or judged already
    """
    with transaction.atomic():
        finding = _locked(finding_id)
        policies.check_can(actor, FindingAction.CONTEST, finding)
        finding.contest_reason = _reason(reason)
        finding.contested_by_id, finding.contested_at = actor.staff_id, at
        finding.judgement, finding.judged_by_id, finding.judged_at = "", None, None
        return _moved(finding, FindingAction.CONTEST, actor=actor, at=at)


def judge_finding(
    *, finding_id: UUID, is_upheld: bool, reason: str, actor: Actor, at: datetime
) -> Finding:
    """Judge an objection: the finding stands, or it was none and never comes back.

    :raises FindingNotFound: there is none, or it is out of reach
    :raises NotYourCatalogue: the post may not publish in this catalogue
    :raises SecondPersonNeeded: they contested it themselves
    :raises FindingReasonMissing: the reason is too short or too long
    :raises TransitionNotAllowed: nobody contests it
    """
    action = FindingAction.UPHOLD if is_upheld else FindingAction.DISMISS
    with transaction.atomic():
        finding = _locked(finding_id)
        policies.check_can(actor, action, finding)
        _judge(finding, reason, actor, at)
        return _moved(finding, action, actor=actor, at=at)


def accept_exception(
    *, finding_id: UUID, reason: str, until: date, actor: Actor, at: datetime
) -> Finding:
    """Let a finding stand as it is until a day; then it is open again.

    :param until: the last day, after today and within a year
    :raises FindingNotFound: there is none, or it is out of reach
    :raises NotYourCatalogue: the post may not publish in this catalogue
    :raises SecondPersonNeeded: they contested it themselves
    :raises FindingReasonMissing: the reason is too short or too long
    :raises ExceptionEndInvalid: the day is not one of those
    :raises TransitionNotAllowed: it is cleared or dismissed
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        finding = _locked(finding_id)
        policies.check_can(actor, FindingAction.EXCEPT, finding)
        if not today < until <= today + LONGEST_EXCEPTION:
            raise ExceptionEndInvalid
        _judge(finding, reason, actor, at)
        finding.excepted_until = until
        return _moved(finding, FindingAction.EXCEPT, actor=actor, at=at)


def _locked(finding_id: UUID) -> Finding:
    found = Finding.objects.select_for_update().filter(pk=finding_id).first()
    if found is None:
        raise FindingNotFound
    return found


def _judge(finding: Finding, reason: str, actor: Actor, at: datetime) -> None:
    finding.judgement = _reason(reason)
    finding.judged_by_id, finding.judged_at = actor.staff_id, at


def _reason(text: str) -> str:
    try:
        reason = clean_text(text, multiline=True)
    except InvalidText as refusal:
        raise FindingReasonMissing from refusal
    if not LEAST_WORDS <= len(reason) <= MOST_WORDS:
        raise FindingReasonMissing
    return reason


def _moved(finding: Finding, action: FindingAction, *, actor: Actor, at: datetime) -> Finding:
    finding.state = FINDING.transition(FindingState(finding.state), action).target
    finding.save()
    about = (finding.id, finding.rule, finding.base_item_id, finding.implementation_id)
    fact: events.FindingFact
    if action is FindingAction.EXCEPT and finding.excepted_until is not None:
        fact = events.FindingExcepted(*about, until=finding.excepted_until)
    else:
        fact = _FACTS[action](*about)
    ledger.append(fact, actor=actor, at=at, region_code=finding.region_code)
    return finding
