# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applications that one body takes in and another decides, on both sides."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import ReceivingState
from yiwang.cases.services import reading, receiving
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.organizations.enums import Right
from yiwang.workbench.cases.looks import chip_of
from yiwang.workbench.counter import people
from yiwang.workbench.frame import actor_of, do, page, shown_text, uuids

HERE = "/workbench/received"
FOUND_AT_ONCE = 50


def _check_counter(request: HttpRequest) -> None:
    if not actor_of(request).has_right(Right.COUNTER_ASSIST):
        raise Forbidden


@audience("staff")
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """List what this counter took in for other bodies: who has it now, and how it stands."""
    _check_counter(request)
    actor, state = actor_of(request), request.GET.get("state", "")
    with read_only():
        found = cases.taken_in_here(
            actor,
            states=[state] if state in ReceivingState.values else [],
            cursor=request.GET.get("cursor", ""),
            limit=50,
        )
        kept = {"state": state, "cursor": found.next_cursor}
        context = {
            "rows": [(one, chip_of(one.case.state)) for one in found.rows],
            "states": list(ReceivingState),
            "state": state,
            "today": timezone.localdate(),
            "next_url": f"?{urlencode(kept)}" if found.next_cursor else "",
        }
        answer = page(request, "workbench/receiving/list.html", context, current=HERE)
    reading.note_listed([one.case for one in found.rows], actor=actor, at=timezone.now())
    return answer


@audience("staff")
@require_safe
def received_one(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one: what this counter answers for, and what waits for it."""
    _check_counter(request)
    actor = actor_of(request)
    with read_only():
        found = cases.taken_in(case_id, actor)
        context = {"one": found, "chip": chip_of(found.case.state), "today": timezone.localdate()}
        answer = page(request, "workbench/receiving/one.html", context, current=HERE)
    reading.note_listed([found.case], actor=actor, at=timezone.now())
    return answer


@audience("staff")
@require_POST
def hand_over(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hand over to the body that decides."""
    return do(
        request,
        lambda: receiving.hand_over(
            case_id=case_id,
            note=request.POST.get("note", ""),
            actor=actor_of(request),
            at=timezone.now(),
        ),
        done=_("已移交，等待办理机关接收。"),
        back_to=f"{HERE}/{case_id}",
    )


@audience("staff")
@require_POST
def give_out(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give the result to the applicant."""
    return do(
        request,
        lambda: receiving.give_out(case_id=case_id, actor=actor_of(request), at=timezone.now()),
        done=_("结果已发放。"),
        back_to=f"{HERE}/{case_id}",
    )


@audience("staff")
@require_POST
def answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take over, give back, or send the result, as the body that decides."""
    actor, at = actor_of(request), timezone.now()
    acts = {
        "take": lambda: receiving.take_over(case_id=case_id, actor=actor, at=at),
        "back": lambda: receiving.give_back(
            case_id=case_id, reason=request.POST.get("reason", ""), actor=actor, at=at
        ),
        "result": lambda: receiving.send_result(case_id=case_id, actor=actor, at=at),
    }
    act = acts.get(request.POST.get("do", ""), acts["take"])
    return do(request, act, done=_("已处理。"), back_to=f"/workbench/cases/{case_id}")


@audience("staff")
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose an item that another body decides, for somebody at this counter.

    The words may name a place: 温州鹿城 社保卡.
    """
    _check_counter(request)
    chosen = uuids([request.GET.get("applicant", "")])
    if not chosen:
        return HttpResponseRedirect("/workbench/counter")
    words, actor = shown_text(request.GET.get("q", "")), actor_of(request)
    with read_only():
        applicant = identity.applicant_summary(chosen[0])
        found = (
            catalogue.search(words, actor.division_code, applicant.kind, limit=FOUND_AT_ONCE)
            if words
            else None
        )
        context = {
            "applicant": applicant,
            "words": words,
            "place_name": found.place_name if found else "",
            "items": [
                one
                for one in (found.services if found else ())
                if one.is_applied_for and one.department_id != actor.department_id
            ],
        }
        answer = page(request, "workbench/receiving/choose.html", context, current=HERE)
    people.note_shown(applicant, actor=actor, at=timezone.now())
    return answer
