# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What other rooms may do with reviews by a lower body; each verb lives in a room below."""

from datetime import datetime
from uuid import UUID

from django.http.response import HttpResponseBase

from yiwang.cases.contacts import opening
from yiwang.cases.errors import NotYourCase
from yiwang.cases.lower_body import asking
from yiwang.cases.lower_body.reviewing import (
    Forwarding,
    accept,
    ask_correction,
    forward,
    refuse_acceptance,
)
from yiwang.cases.services import reading
from yiwang.documents import services as documents
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor

__all__ = [
    "Forwarding",
    "accept",
    "ask_correction",
    "forward",
    "hand_out",
    "open_numbers",
    "open_review",
    "refuse_acceptance",
]


def open_review(*, case_id: UUID, actor: Actor, at: datetime) -> asking.LowerReview:
    """Return a review with its file to the lower body, and write down that it was read.

    :raises NotReviewedHere: the actor's body does not review it
    """
    found = asking.review_here(case_id, actor)
    reading.note_case(found.case, actor=actor, at=at)
    return found


def open_numbers(*, case_id: UUID, purpose: str, actor: Actor, at: datetime) -> asking.LowerReview:
    """Return a review whose form may be shown in full, and write down who reads it and what for.

    :raises NotReviewedHere: the actor's body does not review it
    :raises NotYourCase: the actor's post does not work on it
    :raises PurposeUnknown: no purpose was chosen
    """
    found = asking.review_here(case_id, actor)
    if not any(actor.has_right(right) for right in opening.OPENERS):
        raise NotYourCase
    opening.note(found.case, purpose=purpose, actor=actor, at=at)
    return found


def hand_out(
    *, case_id: UUID, file_id: UUID, actor: Actor, at: datetime, inline: bool = True
) -> HttpResponseBase:
    """Return a file of a reviewed case as an answer, and write down who looked at it.

    :raises NotReviewedHere: it is no file of a case that the actor's body reviews
    """
    case = asking.reviewed_file(case_id, file_id, actor)
    reading.note_case(case, actor=actor, at=at)
    with reach.everywhere():
        return documents.hand_out_file(
            file_id=file_id,
            actor=actor,
            check=lambda _file: None,  # it was found in a case that this body reviews
            purpose=reading.purpose_of(case, actor),
            at=at,
            inline=inline,
        )
