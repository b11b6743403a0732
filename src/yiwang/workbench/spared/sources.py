# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Data sources for those who keep them, and requests to correct for those who provide the data."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity.enums import Purpose
from yiwang.identity.services import privacy_reads
from yiwang.identity.services.privacy_reads import Seen
from yiwang.sharing import selectors as sharing
from yiwang.sharing import services
from yiwang.sharing.enums import CorrectionResult, SwitchState
from yiwang.workbench.frame import actor_of, do, page, private

SOURCES, CORRECTIONS = "/workbench/sources", "/workbench/source-corrections"


@audience("staff")
@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Show how each source is, how it was used and which switches wait."""
    actor, now = actor_of(request), timezone.now()
    with read_only():
        used = sharing.watching.uses(actor, at=now)
        rows = [
            (one, one.is_paused(now), used.get(one.code, sharing.watching.Use()))
            for one in sharing.sources()
        ]
        waiting = [one for one in sharing.watching.switches(actor) if one.state in OPEN]
        changes = sharing.changing.changes(actor, only_waiting=True)
        context = {"rows": rows, "waiting": waiting, "changes": changes}
        return page(request, "workbench/spared/sources.html", context, current=SOURCES)


OPEN = (SwitchState.WAITING, SwitchState.APPROVED)


@audience("staff")
@require_safe
def source(request: HttpRequest, code: str) -> HttpResponse:
    """Show one source: its uses and answer times, what waits for it, and its switch."""
    actor, now = actor_of(request), timezone.now()
    with read_only():
        used = sharing.watching.uses(actor, at=now)
        found = sharing.source(code)
        switches = sharing.watching.switches(actor, code=code)
        changes = sharing.changing.changes(actor, code=code) if found.is_over_http else []
        context = {
            "open_change": next((one for one in changes if one.state in OPEN), None),
            "past_changes": [one for one in changes if one.state not in OPEN],
            "key_name": sharing.changing.key_name(code, actor) if found.is_over_http else "",
            "source": found,
            "is_paused": found.is_paused(now),
            "use": used.get(code, sharing.watching.Use()),
            "calls": sharing.watching.last_calls(code, actor),
            "waiting_cases": cases.spared.waiting_for(code),
            "open_switch": next((one for one in switches if one.state in OPEN), None),
            "past": [one for one in switches if one.state not in OPEN],
            "me": actor.account_id,
            "typed": {"name": "", "number": ""},
            "refusal": "",
        }
        return page(request, "workbench/spared/source.html", context, current=SOURCES)


@audience("staff")
@require_POST
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose that a source be asked, or no longer."""
    actor, sent = actor_of(request), request.POST

    def act() -> object:
        return services.propose_switch(
            code=code,
            is_on=sent.get("is_on") == "1",
            reason=sent.get("reason", ""),
            effective_at=_moment(sent.get("effective_at", "")),
            actor=actor,
            at=timezone.now(),
        )

    return do(request, act, done=_("启停申请已提交，等另一人复核。"), back_to=f"{SOURCES}/{code}")


def _moment(text: str) -> datetime | None:
    """Return the moment that a field of the browser holds; None for at once."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return timezone.make_aware(found) if timezone.is_naive(found) else found


@audience("staff")
@require_POST
def decide(request: HttpRequest, code: str, switch_id: UUID) -> HttpResponse:
    """Agree to a switch that somebody else proposed, refuse it, or take one back."""
    actor, sent = actor_of(request), request.POST
    answer = sent.get("answer", "")

    def act() -> object:
        if answer == "withdraw":
            return services.withdraw_switch(switch_id=switch_id, actor=actor, at=timezone.now())
        return services.decide_switch(
            switch_id=switch_id,
            is_agreed=answer == "agree",
            note=sent.get("note", ""),
            actor=actor,
            at=timezone.now(),
        )

    return do(request, act, done=_("已处理这次启停申请。"), back_to=f"{SOURCES}/{code}")


@audience("staff")
@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """List what the department is asked to check, the open ones and the most urgent first."""
    actor = actor_of(request)
    with read_only():
        context = {"rows": sharing.watching.to_answer(actor)}
        return page(request, "workbench/spared/corrections.html", context, current=CORRECTIONS)


@audience("staff")
@require_safe
def correction(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Show one request with the whole name and number; that goes to the ledger."""
    actor = actor_of(request)
    found = sharing.watching.one_to_answer(correction_id, actor)
    privacy_reads.note_reads(
        [Seen(found.subject_id, None)],
        actor=actor,
        at=timezone.now(),
        purpose=Purpose.DATA_SUBJECT_REQUEST,
    )
    with read_only():
        context = {"one": found, "results": CorrectionResult.choices[1:]}
        shown = page(request, "workbench/spared/correction.html", context, current=CORRECTIONS)
    return private(shown)


@audience("staff")
@require_POST
def answer(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Answer a request as the provider."""
    actor, sent = actor_of(request), request.POST
    chosen = sent.get("result", "")

    def act() -> object:
        return services.answer_correction(
            correction_id=correction_id,
            result=CorrectionResult(chosen)
            if chosen in CorrectionResult.values
            else CorrectionResult.NONE,
            answer=sent.get("answer", ""),
            actor=actor,
            at=timezone.now(),
        )

    back_to = f"{CORRECTIONS}/{correction_id}"
    return do(request, act, done=_("答复已记录，用到这条数据的办件都会收到。"), back_to=back_to)
