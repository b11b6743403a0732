# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""My tasks: what waits, most urgent first."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import Role
from yiwang.cases.services import work
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.cookies import cookie_name
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.workbench.frame import HOME, TONES, actor_of, once, page, shown_text, uuids

MOST_AT_ONCE = 100
KEPT_FILTER = cookie_name("wb_filter")


@audience("staff")
@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    """List what waits for the staff member's present post, narrowed as they last chose."""
    sent = _sent_or_kept(request)
    wanted = _filter(sent)
    today = timezone.localdate()
    with read_only():
        actor = actor_of(request)
        found = cases.tasks(
            actor, today=today, wanted=wanted, cursor=request.GET.get("cursor", ""), limit=50
        )
        counts = cases.task_counts(actor, today=today)
        context = {
            "tasks": [(task, TONES[task.tone]) for task in found.rows],
            "counts": [
                {"tone": tone.value, "look": TONES[tone], "count": number}
                for tone, number in counts.items()
            ],
            "wanted": wanted,
            "is_narrowed": wanted != cases.TaskFilter(),
            "roles": [role for role in Role if role not in {Role.APPLICANT, Role.SYSTEM}],
            # Asked only where the frame has counted some: a template calls it.
            "asked_of_me": lambda: cases.consultations.asked_of(actor, today=today),
            "next_url": _next_url(sent, found.next_cursor),
        }
        response = page(request, "workbench/tasks.html", context)
    if request.GET:
        _keep(response, wanted)
    return response


def _sent_or_kept(request: HttpRequest) -> QueryDict:
    """Return the filter of this request, or the one that was chosen last."""
    return request.GET if request.GET else QueryDict(request.COOKIES.get(KEPT_FILTER, "")[:200])


def _filter(sent: QueryDict) -> cases.TaskFilter:
    tone, role = sent.get("tone", ""), sent.get("role", "")
    return cases.TaskFilter(
        mine=sent.get("mine") == "1",
        tone=cases.Tone(tone) if tone in {one.value for one in TONES} else None,
        roles=(role,) if role in Role.values else (),
        words=shown_text(sent.get("q", "")),
    )


def _keep(response: HttpResponse, wanted: cases.TaskFilter) -> None:
    """Keep what the list is narrowed to; the words stay out, they may be somebody's name."""
    kept = {
        "mine": "1" if wanted.mine else "",
        "tone": wanted.tone.value if wanted.tone else "",
        "role": "".join(wanted.roles),
    }
    response.set_cookie(
        KEPT_FILTER,
        urlencode({name: value for name, value in kept.items() if value}),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _next_url(sent: QueryDict, cursor: str) -> str:
    if not cursor:
        return ""
    kept = {key: value for key, value in sent.items() if key != "cursor"}
    return "?" + urlencode(kept | {"cursor": cursor})


@audience("staff")
@require_safe
def done_list(request: HttpRequest) -> HttpResponse:
    """List what the staff member has done."""
    with read_only():
        context: dict[str, Any] = {"items": cases.done_tasks(actor_of(request), limit=100)}
        return page(request, "workbench/done.html", context, current="/workbench/done")


@audience("staff")
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the most urgent task that nobody has, and open it."""
    actor, at = actor_of(request), timezone.now()

    def take() -> ledger.Answer:
        item = work.take_next(actor=actor, at=at)
        taken = {"case_id": str(item.case_id), "number": item.case_number} if item else {}
        return ledger.Answer(200, taken)

    try:
        taken = once(request, take).body
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(HOME)
    if not taken:
        messages.info(request, _("没有等待领取的办件。"))
        return HttpResponseRedirect(HOME)
    messages.success(request, _("已领取 %(number)s。") % taken)
    return HttpResponseRedirect(f"/workbench/cases/{taken['case_id']}")


@audience("staff")
@require_POST
def take_many(request: HttpRequest) -> HttpResponse:
    """Take the tasks that were ticked, or that of an open case; each is told when it cannot be."""
    actor, taken = actor_of(request), 0
    chosen = uuids(request.POST.getlist("task")[:MOST_AT_ONCE])
    for work_item_id in chosen:
        try:
            work.claim_work(work_item_id=work_item_id, actor=actor, at=timezone.now())
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            taken += 1
    if taken:
        messages.success(request, _("领取了 %(count)d 件。") % {"count": taken})
    elif not chosen:
        messages.warning(request, _("请先勾选要领取的办件。"))
    opened = uuids([request.POST.get("case", "")])
    return HttpResponseRedirect(f"/workbench/cases/{opened[0]}" if opened else HOME)
