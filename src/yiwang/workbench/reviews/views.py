# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Bad reviews: which wait, one of them with what may be done, and words before publication."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.evaluations import policies
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import (
    ContactOutcome,
    CorrectionAction,
    CorrectionState,
    Withholding,
)
from yiwang.evaluations.errors import CorrectionNotFound, TextNotFound
from yiwang.evaluations.services import correcting, texts
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, do, page

HERE: Final = "/workbench/evaluations"
TEXTS: Final = "/workbench/evaluations/texts"


def supervisor(request: HttpRequest) -> Actor:
    """Return who asks, when their post has to do with bad reviews.

    :raises Forbidden: it has not
    """
    actor = actor_of(request)
    if not policies.supervises(actor):
        raise Forbidden
    return actor


@audience("staff")
@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """List the bad reviews in reach, what is due first at the top."""
    actor = supervisor(request)
    state = request.GET.get("state", "running")
    with read_only():
        context = {
            "rows": evaluations.corrections(actor, state=state),
            "state": state,
            "states": CorrectionState.choices,
            "moderates": policies.moderates(actor),
        }
        return page(request, "workbench/reviews/list.html", context, current=HERE)


@audience("staff")
@require_safe
def correction(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Show a bad review without its writer, what was done, and what may be done now."""
    actor = supervisor(request)
    with read_only():
        found = evaluations.correction(correction_id, actor)
        context = {
            "found": found,
            "line": found.line,
            "actions": [(each.value, each.label) for each in CorrectionAction if each in found.may],
            "outcomes": ContactOutcome.choices,
            "least": correcting.LEAST,
            "longest": correcting.LONGEST,
        }
        return page(request, "workbench/reviews/one.html", context, current=HERE)


@audience("staff")
@require_POST
def act(request: HttpRequest, correction_id: UUID, action: str) -> HttpResponse:
    """Take a step: call, correct, ask for a rejection, judge one, judge an appeal."""
    actor = supervisor(request)
    if action not in CorrectionAction.values:
        raise CorrectionNotFound
    said = correcting.Said(request.POST.get("note", ""), request.POST.get("outcome", ""))
    return do(
        request,
        lambda: correcting.take_step(
            correction_id=correction_id,
            action=CorrectionAction(action),
            said=said,
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已登记。"),
        back_to=f"{HERE}/{correction_id}",
    )


@audience("staff")
@require_safe
def text_list(request: HttpRequest) -> HttpResponse:
    """List words that wait to be looked at before everybody reads them."""
    actor = supervisor(request)
    with read_only():
        context = {
            "rows": evaluations.waiting_texts(actor),
            "reasons": Withholding.choices,
            "moderates": True,
        }
        return page(request, "workbench/reviews/texts.html", context, current=HERE)


@audience("staff")
@require_POST
def judge(request: HttpRequest, evaluation_id: UUID, action: str) -> HttpResponse:
    """Publish words, or keep them back for one of the listed reasons."""
    actor, at = supervisor(request), timezone.now()
    if action == "publish":
        hide = request.POST.get("hide", "")
        return do(
            request,
            lambda: texts.publish_text(evaluation_id=evaluation_id, hide=hide, actor=actor, at=at),
            done=_("已公开。"),
            back_to=TEXTS,
        )
    if action == "withhold":
        reason = request.POST.get("reason", "")
        return do(
            request,
            lambda: texts.withhold_text(
                evaluation_id=evaluation_id, reason=reason, actor=actor, at=at
            ),
            done=_("文字不公开，评价照样计入。"),
            back_to=TEXTS,
        )
    raise TextNotFound
