# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The guide in steps for a new base item; every step is saved, and any may be taken up again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.catalogue.enums import Severity
from yiwang.catalogue.errors import ChangedMeanwhile
from yiwang.catalogue.services import guided, guided_questions
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue import guide_shown, reading
from yiwang.workbench.catalogue.desk import ALL, EDIT, ORDERS, entitled, section
from yiwang.workbench.frame import shown_text, whole_number

LINES: Final = "/workbench/catalogue/lines"
TONES: Final[Mapping[Severity, tuple[str, str]]] = {
    Severity.HIGH: ("danger", "alert-circle"),
    Severity.MEDIUM: ("warn", "alert-triangle"),
    Severity.LOW: ("quiet", "info-circle"),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a step was sent with and why it was not taken, or rows were only asked for.

    :ivar is_begun: the responsibilities of the type were put in; nothing is saved yet
    """

    content: Mapping[str, Any]
    refusal: DomainError | None = None
    more: str = ""
    is_begun: bool = False


@audience("staff")
@require_safe
def resume(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Go on with the first step that is not complete."""
    actor = entitled(request, *ALL)
    with read_only():
        view = guided_questions.guided(line_id, "", actor)
    return HttpResponseRedirect(f"{LINES}/{line_id}/guide/{view.current.key}")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, line_id: UUID, guide_step: str) -> HttpResponse:
    """Show one step, or save it and go on."""
    actor = entitled(request, *ALL)
    sent = None
    if request.method == "POST":
        entitled(request, EDIT)
        with read_only():
            view = guided_questions.guided(line_id, guide_step, actor)
        sent, target = _post(request, view, actor)
        if sent is None:
            return HttpResponseRedirect(f"{LINES}/{line_id}/guide/{target}")
    with read_only():
        return _page(request, guided_questions.guided(line_id, guide_step, actor), sent)


@audience("staff")
@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """Show, while a name is being typed, the items that it may be confused with."""
    actor = entitled(request, EDIT)
    with read_only():
        context = {"alike": names_like(request.GET.get("name", ""), actor)}
        return section(request, "guide/_alike.html", context, tab=ORDERS)


def names_like(
    name: str, actor: Actor, except_id: UUID | None = None
) -> list[guided_questions.Alike]:
    """Return the items whose names are like one, in the catalogue of the actor's place first."""
    return guided_questions.alike_names(
        shown_text(name),
        scope_code=actor.division_code,
        on=timezone.localdate(),
        except_id=except_id,
    )


# ── what is sent

Act = Callable[[HttpRequest, UUID, int, Actor], None]


def _add_basis(request: HttpRequest, line_id: UUID, revision: int, actor: Actor) -> None:
    guided.add_basis(
        line_id=line_id,
        law=shown_text(request.POST.get("law", "")),
        article=shown_text(request.POST.get("article", "")),
        revision=revision,
        actor=actor,
        at=timezone.now(),
    )


def _add_material(request: HttpRequest, line_id: UUID, revision: int, actor: Actor) -> None:
    guided.add_material(
        line_id=line_id,
        evidence_type=shown_text(request.POST.get("type", "")),
        revision=revision,
        actor=actor,
        at=timezone.now(),
    )


def _follow(request: HttpRequest, line_id: UUID, revision: int, actor: Actor) -> None:
    guided.follow_process(
        line_id=line_id,
        process_code=shown_text(request.POST.get("process_code", "")),
        revision=revision,
        actor=actor,
        at=timezone.now(),
    )


def _add_step(request: HttpRequest, line_id: UUID, revision: int, actor: Actor) -> None:
    guided.add_standard_step(
        line_id=line_id,
        standard=shown_text(request.POST.get("standard", "")),
        revision=revision,
        actor=actor,
        at=timezone.now(),
    )


ADDING: Final[Mapping[str, tuple[str, Act]]] = {
    "basis": ("law", _add_basis),
    "material": ("materials", _add_material),
    "follow": ("process", _follow),
    "standard": ("process", _add_step),
}
"""What a button of a step adds, and in which step it stands."""


def _post(
    request: HttpRequest, view: guided_questions.Guided, actor: Actor
) -> tuple[Sent | None, str]:
    """Do what was sent; return what to show again, or the step to go to."""
    line_id, key = view.editor.line.id, view.current.key
    add, more = request.POST.get("add", ""), request.POST.get("more", "")
    revision = whole_number(request.POST.get("revision", "")) or 0
    if add in ADDING and ADDING[add][0] == key:
        try:
            ADDING[add][1](request, line_id, revision, actor)
        except DomainError as refusal:
            _say(request, refusal)
        else:
            messages.success(request, _("已加入。"))
        return None, key
    content = reading.read_content(request.POST, view.fields)
    if more:
        return Sent(content, more=more), key
    if key == "responsibilities" and request.POST.get("begin"):
        common = guided_questions.common_responsibilities(view)
        begun = [one.model_dump(mode="json") for one in common]
        return Sent({"responsibilities": begun}, is_begun=True), key
    try:
        guided.save_step(
            line_id=line_id,
            step=key,
            elements=content,
            revision=revision,
            actor=actor,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return Sent(content, refusal), key
    messages.success(request, _("已保存。"))
    return None, key if request.POST.get("stay") else view.after


def _say(request: HttpRequest, refusal: DomainError) -> None:
    details = "".join(dict.fromkeys(one.message for one in refusal.errors))
    messages.error(request, f"{refusal}{details}")


# ── what is shown


def _page(request: HttpRequest, view: guided_questions.Guided, sent: Sent | None) -> HttpResponse:
    refusal = sent.refusal if sent else None
    is_conflict = isinstance(refusal, ChangedMeanwhile)
    faults = refusal.errors if refusal and not is_conflict else view.editor.faults
    context = {
        "view": view,
        "line": view.editor.line,
        "order": view.editor.order,
        "refusal": refusal,
        "is_conflict": is_conflict,
        "faults": faults,
        "is_unsaved": sent is not None,
        "is_begun": sent is not None and sent.is_begun,
        "fields": guide_shown.fields(
            view, sent.content if sent else None, faults, sent.more if sent else ""
        ),
        **_parts(request, view),
    }
    return section(
        request,
        "guide/page.html",
        context,
        tab=ORDERS,
        status=refusal.status if refusal else 200,
    )


def _parts(request: HttpRequest, view: guided_questions.Guided) -> dict[str, Any]:
    """Return what only this step shows."""
    at, key = timezone.now(), view.current.key
    words = shown_text(request.GET.get("q", ""))
    actor = entitled(request, *ALL)
    if key == "basics":
        return {"alike": names_like(view.content.name, actor, view.item.id)}
    if key == "law":
        return {
            "words": words,
            "offered": guided_questions.find_bases(view, words, actor, at=at),
            "chosen": guide_shown.bases(view, at=at),
        }
    if key == "materials":
        return {
            "words": words,
            "library": guided_questions.find_evidence(words, at=at),
            "chosen": guide_shown.materials(view),
        }
    return _more_parts(view)


BESIDE: Final[Mapping[str, Callable[[guided_questions.Guided], dict[str, Any]]]] = {
    "trust": lambda view: {"ways": guide_shown.ways(view)},
    "review": lambda view: {"places": guided_questions.places_of_form(view)},
    "responsibilities": lambda view: {
        "common": guided_questions.common_responsibilities(view),
        "own": view.content.responsibilities,
    },
}


def _more_parts(view: guided_questions.Guided) -> dict[str, Any]:
    at, key = timezone.now(), view.current.key
    if key == "process":
        return {"standard": guided_questions.standard_steps()}
    if key == "limits":
        return {"law_limits": guided_questions.law_limits(view, at=at)}
    if key == "holders":
        return {"holders": guided_questions.holders(view)}
    if key in BESIDE:
        return BESIDE[key](view)
    if key == "check":
        return {
            "found": [
                (one, *TONES[one.severity], one.severity.label)
                for one in guided_questions.draft_findings(view, at=at)
            ],
            "places": guide_shown.places(view),
            "tomorrow": guide_shown.tomorrow(at),
        }
    return {}
