# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Handing tasks over: one from its case's page, or several that were ticked in the list."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiwang.cases import selectors as cases
from yiwang.cases.enums import RIGHT_OF_ROLE, Role
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.services import work
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.workbench.errors import NoSuchColleague, Unanswered
from yiwang.workbench.frame import HOME, actor_of, do, page, shown_text, uuids

MOST_AT_ONCE = 100
TO_EVERYBODY = "everybody"
MOST_SHOWN = 200
"""Names in a list to choose from; whoever comes after is named by staff number."""


@audience("staff")
@require_POST
def hand_over(request: HttpRequest, work_item_id: UUID) -> HttpResponse:
    """Give a task to a colleague, or back to everybody."""
    actor = actor_of(request)
    item = cases.work_item(work_item_id, actor)
    is_for_all = not (request.POST.get("to", "") or request.POST.get("number", "").strip())
    return do(
        request,
        lambda: work.hand_over_work(
            work_item_id=item.pk,
            to_staff_id=chosen_colleague(request, item.department_id),
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已退回给大家领取。") if is_for_all else _("已转交。"),
        back_to=f"/workbench/cases/{item.case_id}",
    )


@audience("staff")
@require_POST
def hand_over_many(request: HttpRequest) -> HttpResponse:
    """Ask to whom the ticked tasks go, then hand them over; each is told for itself when not."""
    actor, to = actor_of(request), request.POST.get("to", "")
    ticked = uuids(request.POST.getlist("task")[:MOST_AT_ONCE])
    if not ticked:
        messages.warning(request, _("请先勾选要转交的办件。"))
        return HttpResponseRedirect(HOME)
    if not to:
        return _ask(request, actor, ticked)
    try:
        chosen = chosen_colleague(request, actor.department_id)
    except NoSuchColleague as refusal:
        messages.error(request, str(refusal))
        return _ask(request, actor, ticked)
    handed = 0
    for work_item_id in ticked:
        try:
            work.hand_over_work(
                work_item_id=work_item_id, to_staff_id=chosen, actor=actor, at=timezone.now()
            )
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            handed += 1
    if handed:
        messages.success(request, _("转交了 %(count)d 件。") % {"count": handed})
    return HttpResponseRedirect(HOME)


def _ask(request: HttpRequest, actor: Actor, ticked: Sequence[UUID]) -> HttpResponse:
    with read_only():
        items = []
        for work_item_id in ticked:
            with suppress(CaseNotFound):
                items.append(cases.work_item(work_item_id, actor))
        people = _who_may_take_all(items, actor)
        context = {
            "items": items,
            "people": people[:MOST_SHOWN],
            "is_cut": len(people) > MOST_SHOWN,
        }
        return page(request, "workbench/hand_over.html", context)


def _who_may_take_all(items: Sequence[Any], actor: Actor) -> list[Any]:
    """Return the other colleagues whose posts allow every one of these tasks, by staff number."""
    today = timezone.localdate()
    wanted = {(item.department_id, RIGHT_OF_ROLE[Role(item.role)]) for item in items}
    able = [
        organizations.staff_with_right(department_id, right, today)
        for department_id, right in sorted(wanted, key=str)
    ]
    if not able:
        return []
    ids = set.intersection(*({one.id for one in people} for people in able))
    return [one for one in able[0] if one.id in ids and one.id != actor.staff_id]


def chosen_colleague(request: HttpRequest, department_id: UUID | None) -> UUID | None:
    """Return the colleague who was chosen or named by number; None gives it back to everybody.

    :raises NoSuchColleague: nobody in the department has the number
    """
    if number := shown_text(request.POST.get("number", "")).strip():
        named = organizations.colleague_numbered(department_id, number)
        if named is None:
            raise NoSuchColleague
        return named
    text = request.POST.get("to", "")
    try:
        return UUID(text) if text and text != TO_EVERYBODY else None
    except ValueError:
        raise Unanswered from None
