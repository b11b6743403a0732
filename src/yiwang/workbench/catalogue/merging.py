# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two texts of one item side by side, and the button that makes them one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.catalogue.errors import NothingToMerge
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue import reading, shown
from yiwang.workbench.catalogue.desk import EDIT, ORDERS, entitled, section
from yiwang.workbench.frame import do, whole_number

LINES = "/workbench/catalogue/lines"


@dataclass(frozen=True, slots=True)
class ClashView:
    """A clash as the page shows it.

    :ivar take: what was chosen before, "" when nothing
    :ivar fields: in which a third text is written; none where there can be none
    """

    clash: editing_questions.Clash
    place: int
    take: str
    fields: Sequence[shown.FieldView]
    error: str


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show both texts where they clash, or make them one as was chosen."""
    actor = entitled(request, EDIT)
    refusal = None
    try:
        if request.method == "POST":
            refusal = _merged(request, line_id, actor)
            if refusal is None:
                messages.success(request, _("已合并。请核对以后再提交。"))
                return HttpResponseRedirect(f"{LINES}/{line_id}#changes")
        with read_only():
            return _page(request, editing_questions.merge_of(line_id, actor), refusal)
    except NothingToMerge as nothing:
        messages.info(request, str(nothing))
        return HttpResponseRedirect(f"{LINES}/{line_id}")


@audience("staff")
@require_POST
def drop(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Give up what one had set aside."""
    actor = entitled(request, EDIT)
    return do(
        request,
        lambda: editing.drop_aside(line_id=line_id, actor=actor),
        done=gettext_lazy("已放弃您另存的内容，保留同事保存的。"),
        back_to=f"{LINES}/{line_id}",
    )


def _merged(request: HttpRequest, line_id: UUID, actor: Actor) -> DomainError | None:
    """Merge as was chosen; return why not."""
    try:
        view = editing_questions.merge_of(line_id, actor)
        editing.merge_line(
            line_id=line_id,
            revision=whole_number(request.POST.get("revision", "")) or 0,
            version=whole_number(request.POST.get("version", "")) or 0,
            choices=_choices(request, view),
            actor=actor,
            at=timezone.now(),
        )
    except NothingToMerge:
        raise
    except DomainError as refusal:
        return refusal
    return None


def _choices(request: HttpRequest, view: editing_questions.LineMerge) -> dict[str, editing.Choice]:
    """Return what was chosen, by part: the form names each one beside its choice."""
    found = {}
    for clash in view.merge.clashes:
        place, take = _sent(request, clash, view)
        if take:
            is_own = take is editing.Take.EDITED and not clash.is_order
            value = _written(request, clash, view, place) if is_own else None
            found[clash.part] = editing.Choice(take, value)
    return found


def _sent(
    request: HttpRequest, clash: editing_questions.Clash, view: editing_questions.LineMerge
) -> tuple[int, editing.Take | None]:
    """Return at which place of the form a clash stood, and what was chosen there."""
    for place in range(len(view.merge.clashes)):
        if request.POST.get(f"part-{place}") == clash.part:
            take = request.POST.get(f"take-{place}", "")
            return place, editing.Take(take) if take in set(editing.Take) else None
    return 0, None


def _written(
    request: HttpRequest,
    clash: editing_questions.Clash,
    view: editing_questions.LineMerge,
    place: int,
) -> Any:
    field = _field(clash, view)
    if clash.is_row:
        return reading.read_row(request.POST, f"text-{place}", field.parts)
    return reading.read_value(request.POST, f"text-{place}", field)


def _field(
    clash: editing_questions.Clash, view: editing_questions.LineMerge
) -> editing_questions.FormField:
    fields = [each for group in editing_questions.form_fields(view.layer) for each in group.fields]
    return next(each for each in fields if each.name == clash.element)


def _page(
    request: HttpRequest, view: editing_questions.LineMerge, refusal: DomainError | None
) -> HttpResponse:
    choices = editing_questions.line_editor(view.line.id, entitled(request, EDIT)).choices
    clashes = [
        _clash(request, clash, view, place, choices)
        for place, clash in enumerate(view.merge.clashes)
    ]
    context = {
        "view": view,
        "line": view.line,
        "order": view.order,
        "clashes": clashes,
        "is_colleague": view.source == editing_questions.Source.COLLEAGUE,
        "refusal": refusal,
        "faults": refusal.errors if refusal else (),
    }
    status = refusal.status if refusal else 200
    return section(request, "merge.html", context, tab=ORDERS, status=status)


def _clash(
    request: HttpRequest,
    clash: editing_questions.Clash,
    view: editing_questions.LineMerge,
    place: int,
    choices: Any,
) -> ClashView:
    was, take = _sent(request, clash, view)
    fields: Sequence[shown.FieldView] = ()
    if not clash.is_order:
        value = clash.value
        if take is editing.Take.EDITED:
            value = _written(request, clash, view, was)
        page = shown.Page({}, choices)
        fields = shown.written(_field(clash, view), f"text-{place}", value, page, clash.is_row)
    is_missing = request.method == "POST" and take is None
    return ClashView(
        clash,
        place,
        take.value if take else "",
        fields,
        _("请选定用哪一个。") if is_missing else "",
    )
