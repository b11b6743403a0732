# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How sources are used, how fast they answer, which switches are open, what providers answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_default
from yiwang.identity.services import registers
from yiwang.sharing import details
from yiwang.sharing.correcting import check_answers
from yiwang.sharing.enums import CorrectionState, Outcome, Trouble
from yiwang.sharing.errors import CorrectionNotFound
from yiwang.sharing.models import Call, CorrectionRequest, SourceSwitch
from yiwang.sharing.shown import of_row
from yiwang.sharing.switching import check_switches

LATELY: Final = timedelta(days=7)
MOST_CALLS: Final = 50
MOST_REQUESTS: Final = 200

_TIMES: Final = """
    SELECT source_id, count(*), count(*) FILTER (WHERE outcome = 'found'),
           count(*) FILTER (WHERE outcome = 'not_found'),
           count(*) FILTER (WHERE outcome = 'unavailable'),
           coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY milliseconds), 0),
           coalesce(percentile_disc(0.95) WITHIN GROUP (ORDER BY milliseconds), 0)
      FROM sharing_call WHERE asked_at >= %s GROUP BY source_id
"""


@dataclass(frozen=True, slots=True)
class Use:
    """How a source was used lately; times in milliseconds."""

    calls: int = 0
    found: int = 0
    not_found: int = 0
    unavailable: int = 0
    median: int = 0
    slow: int = 0


@dataclass(frozen=True, slots=True)
class CallShown:
    """One question to a source, without whom it was about."""

    asked_at: datetime
    item_code: str
    purpose: str
    fields: Sequence[str]
    outcome: str
    trouble: str
    milliseconds: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A request to correct as the provider's staff see it.

    :ivar name: of the person or firm, masked in lists
    :ivar is_late: the time for the answer has gone by
    """

    id: UUID
    subject_id: UUID
    source_name: str
    name: str
    number: str
    labels: Sequence[str]
    reason: str
    state: CorrectionState
    state_words: str
    asked_at: datetime
    due_on: date
    is_late: bool
    answered_at: datetime | None
    answered_by: str
    result_words: str
    answer: str


def uses(actor: Actor, *, at: datetime) -> dict[str, Use]:
    """Return how each source was used in the last seven days, by code; one query.

    :raises NotYourSource: the actor does not keep the connections to other systems
    """
    check_switches(actor)
    with reach.everywhere(), connection.cursor() as cursor:
        cursor.execute(_TIMES, [at - LATELY])
        return {code: Use(*figures) for code, *figures in cursor.fetchall()}


def last_calls(code: str, actor: Actor) -> list[CallShown]:
    """Return the newest questions to a source; whom they were about is not shown.

    :raises NotYourSource: the actor does not keep the connections to other systems
    """
    check_switches(actor)
    with reach.everywhere():
        rows = list(Call.objects.filter(source_id=code).order_by("-asked_at")[:MOST_CALLS])
    return [
        CallShown(
            asked_at=one.asked_at,
            item_code=one.item_code,
            purpose=one.purpose,
            fields=tuple(one.fields),
            outcome=str(Outcome(one.outcome).label),
            trouble=str(Trouble(one.trouble).label) if one.trouble else "",
            milliseconds=one.milliseconds,
            detail=details.words(one.detail),
        )
        for one in rows
    ]


def switches(actor: Actor, *, code: str = "") -> list[SourceSwitch]:
    """Return changes of switches, the newest first.

    :raises NotYourSource: the actor does not keep the connections to other systems
    """
    check_switches(actor)
    rows = SourceSwitch.objects.select_related("source").order_by("-proposed_at")
    return list((rows.filter(source_id=code) if code else rows)[:MOST_REQUESTS])


def to_answer(actor: Actor) -> list[ToAnswer]:
    """Return the requests about what the actor's department provides, open ones first.

    :raises NotYourSource: the actor does not answer for their department
    """
    check_answers(actor)
    rows = CorrectionRequest.objects.to_answer_by(actor).select_related("source")
    found = sorted(
        rows.order_by("-asked_at")[:MOST_REQUESTS],
        key=lambda one: (one.answered_at is not None, one.due_on),
    )
    return [_shown(one, is_whole=False) for one in found]


def one_to_answer(correction_id: UUID, actor: Actor) -> ToAnswer:
    """Return one request with the whole name and number, for finding the record.

    :raises NotYourSource, CorrectionNotFound: as they say
    """
    check_answers(actor)
    rows = CorrectionRequest.objects.to_answer_by(actor).select_related("source")
    found = rows.filter(pk=correction_id).first()
    if found is None:
        raise CorrectionNotFound
    return _shown(found, is_whole=True)


def _shown(one: CorrectionRequest, *, is_whole: bool) -> ToAnswer:
    source = of_row(one.source)
    party = registers.party(one.subject_id, kind=one.source.subject)
    name, number = (party.name, party.number) if party else ("", "")
    return ToAnswer(
        id=one.pk,
        subject_id=one.subject_id,
        source_name=source.name,
        name=name if is_whole else mask_default(name),
        number=number if is_whole else mask_default(number),
        labels=[source.label_of(key) for key in one.fields],
        reason=one.reason,
        state=CorrectionState(one.state),
        state_words=one.get_state_display(),
        asked_at=one.asked_at,
        due_on=one.due_on,
        is_late=one.answered_at is None and timezone.localdate() > one.due_on,
        answered_at=one.answered_at,
        answered_by=one.answered_by_name,
        result_words=one.get_result_display() if one.result else "",
        answer=one.answer,
    )
