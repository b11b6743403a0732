# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Set up a base item, or take one up for a department: both begin as a change order."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.catalogue.enums import ItemType, ServiceObject
from yiwang.catalogue.services import editing, editing_questions, guided_questions
from yiwang.foundation.actors import Actor
from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.workbench.catalogue.desk import EDIT, ITEMS, ORDERS, entitled, made_once, section
from yiwang.workbench.catalogue.guide import names_like
from yiwang.workbench.frame import shown_text, uuids

LEVELS = ("2", "3", "4", "5", "6")
TYPED = ("name", "item_type", "line", "department_code", "local_code", "reason")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def new_base(request: HttpRequest) -> HttpResponse:
    """Ask what must be known of a new base item, and begin its order."""
    actor = entitled(request, EDIT)
    refusal = None
    with read_only():
        alike = names_like(request.POST.get("name", ""), actor)
    is_asked = any(one.is_serious for one in alike) and request.POST.get("is_other") != "1"
    if request.method == "POST" and not is_asked:
        try:
            order_id = made_once(request, lambda: _new_base(request, actor))
        except DomainError as error:
            refusal = error
        else:
            with read_only():
                line_id = guided_questions.first_line(order_id, actor)
            return HttpResponseRedirect(f"/workbench/catalogue/lines/{line_id}/guide")
    chosen = request.POST.getlist
    with read_only():
        context = {
            "refusal": refusal,
            "alike": alike,
            "is_asked": is_asked,
            "typed": {name: request.POST.get(name, "") for name in TYPED},
            "types": ItemType.choices,
            "people": [
                (value, label, value in chosen("service_objects"))
                for value, label in ServiceObject.choices
            ],
            "levels": [
                (level, DivisionLevel(int(level)).label, level in chosen("exercise_levels"))
                for level in LEVELS
            ],
            "lines": editing_questions.lines_of_business(actor.division_code),
        }
        status = refusal.status if refusal else (409 if is_asked else 200)
        return section(request, "founding/base.html", context, tab=ITEMS, status=status)


def _new_base(request: HttpRequest, actor: Actor) -> UUID:
    typed = request.POST
    return editing.open_new_base_order(
        first=editing.FirstElements(
            name=typed.get("name", ""),
            item_type=typed.get("item_type", ""),
            service_objects=tuple(typed.getlist("service_objects")),
            exercise_levels=tuple(typed.getlist("exercise_levels")),
            line=typed.get("line", ""),
            department_code=typed.get("department_code", ""),
            local_code=typed.get("local_code", ""),
        ),
        reason=typed.get("reason", ""),
        actor=actor,
        at=timezone.now(),
    ).id


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest) -> HttpResponse:
    """Show base items that a department has no list of, and begin the order that takes one up."""
    actor = entitled(request, EDIT)
    refusal = None
    if request.method == "POST":
        try:
            order_id = made_once(request, lambda: _take_up(request, actor))
        except DomainError as error:
            refusal = error
        else:
            return HttpResponseRedirect(f"{ORDERS}/{order_id}")
    asked = request.POST if request.method == "POST" else request.GET
    words = shown_text(asked.get("q", ""))
    with read_only():
        departments = organizations.find_departments(actor, "", limit=200)
        chosen = uuids([asked.get("department", "")])
        department_id = chosen[0] if chosen else actor.department_id
        context = {
            "refusal": refusal,
            "departments": departments,
            "department_id": department_id,
            "words": words,
            "found": editing_questions.items_to_take_up(
                actor, department_id, words, at=timezone.now()
            )
            if department_id is not None and department_id in dict(departments)
            else (),
        }
        status = refusal.status if refusal else 200
        return section(request, "founding/take_up.html", context, tab=ITEMS, status=status)


def _take_up(request: HttpRequest, actor: Actor) -> UUID:
    item, department = (uuids([request.POST.get(name, "")]) for name in ("item", "department"))
    nothing = UUID(int=0)
    return editing.open_new_list_order(
        base_item_id=item[0] if item else nothing,
        department_id=department[0] if department else nothing,
        reason=request.POST.get("reason", ""),
        actor=actor,
        at=timezone.now(),
    ).id
