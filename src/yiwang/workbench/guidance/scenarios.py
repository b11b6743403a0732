# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenarios in the workbench: list, editor with its checks, trying, and the second person."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.catalogue import policies
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services as commands
from yiwang.catalogue.errors import AnswersDoNotFit, ScenarioInvalid
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, do, page, shown_text
from yiwang.workbench.guidance.scenario_form import LINES, content_of, filling_text, lines_text

SCENARIOS = "/workbench/scenarios"
LARGEST = 500_000
BLANK_QUESTION = {
    **dict.fromkeys(("key", "title", "help", "unit", "field", "to"), ""),
    "kind": "choice",
    "minimum": None,
    "maximum": None,
}
BLANK_CHOICE = dict.fromkeys(("code", "label", "help", "to"), "")
BLANK_OUTCOME = {
    **dict.fromkeys(("key", "name", "summary", "elsewhere"), ""),
    **dict.fromkeys(("situation", "visits", "materials", "limit"), None),
}


@audience("staff")
@require_safe
def scenario_list(request: HttpRequest) -> HttpResponse:
    """List the base items of the reader's catalogue with what there is of their scenarios."""
    actor = actor_of(request)
    _check_sees(actor, actor.division_code)
    words = shown_text(request.GET.get("q", ""))
    with read_only():
        rows = catalogue.scenarios.scenario_rows(actor.division_code, words, timezone.localdate())
        context = {"rows": rows, "sought": words}
        return page(request, "workbench/guidance/scenarios.html", context, current=SCENARIOS)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def scenario(request: HttpRequest, base_item_id: UUID) -> HttpResponse:
    """Show the editor; keep what was written, or show the page again with another row."""
    found = _edited(request, base_item_id)
    if request.method != "POST":
        return _editor(request, found, _start(found))
    content = _sent(request)
    if "edit" in request.POST or "check" in request.POST:
        return _editor(request, found, content)
    revision = _revision(request)
    try:
        commands.scenarios.save_scenario(
            base_item_id=base_item_id,
            content=content,
            revision=revision,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except ScenarioInvalid as refusal:
        return _editor(request, found, content, refusal.errors, status=refusal.status)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _editor(request, found, content, status=refusal.status)
    messages.success(request, _("草稿已保存。"))
    return HttpResponseRedirect(f"{SCENARIOS}/{base_item_id}")


@audience("staff")
@require_POST
def act(request: HttpRequest, base_item_id: UUID, action: str) -> HttpResponse:
    """Publish the draft, throw it away, or take back what is in force."""
    actor, at = actor_of(request), timezone.now()
    back_to = f"{SCENARIOS}/{base_item_id}"
    verbs = commands.scenarios
    if action == "publish":
        return do(
            request,
            lambda: verbs.publish_scenario(
                base_item_id=base_item_id, revision=_revision(request), actor=actor, at=at
            ),
            done=_("已发布，公众现在就能看到。"),
            back_to=back_to,
        )
    verb, done = {
        "discard": (verbs.discard_scenario, _("草稿已删除。")),
        "withdraw": (verbs.withdraw_scenario, _("已撤下，办事指南不再提问。")),
    }.get(action, (None, ""))
    if verb is None:
        return HttpResponseRedirect(back_to)
    return do(
        request,
        lambda: verb(base_item_id=base_item_id, actor=actor, at=at),
        done=done,
        back_to=back_to,
    )


@audience("staff")
@require_safe
def try_scenario(request: HttpRequest, base_item_id: UUID) -> HttpResponse:
    """Go through the draft as the public will."""
    found = _edited(request, base_item_id)
    stored = found.draft or found.published
    context: dict[str, Any] = {"found": found, "walk": None, "refusal": ""}
    if stored is not None:
        given = {name: str(value) for name, value in request.GET.items()}
        try:
            context["walk"] = catalogue.scenarios.walk(stored.scenario, given, stored.table)
        except AnswersDoNotFit as refusal:
            context["refusal"] = str(refusal.errors[0].message)
        except catalogue.scenarios.NoWayOn:
            context["refusal"] = _("从这里没有去向，请看编辑页上列出的问题。")
    return page(request, "workbench/guidance/scenario_try.html", context, current=SCENARIOS)


@audience("staff")
@require_safe
def download(request: HttpRequest, base_item_id: UUID) -> HttpResponse:
    """Send the draft, else the published scenario, as JSON."""
    found = _edited(request, base_item_id)
    stored = found.draft or found.published
    content = catalogue.scenarios.dump_scenario(stored.scenario) if stored else {}
    body = json.dumps(content, ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="scenario.json"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _edited(request: HttpRequest, base_item_id: UUID) -> catalogue.scenarios.Edited:
    with read_only():
        found = catalogue.scenarios.edited(base_item_id, timezone.localdate())
    _check_sees(actor_of(request), found.scope_code)
    return found


def _check_sees(actor: Actor, scope_code: str) -> None:
    """Raise unless the actor writes scenarios here, or publishes what others have written."""
    if not policies.can(actor, policies.Action.PUBLISH_BASE, division_code=scope_code):
        policies.check_can(actor, policies.Action.EDIT_BASE, division_code=scope_code)


def _start(found: catalogue.scenarios.Edited) -> dict[str, Any]:
    stored = found.draft or found.published
    if stored is not None:
        return catalogue.scenarios.dump_scenario(stored.scenario)
    return {"questions": [{"choices": [{}, {}]}], "outcomes": [{}]}


def _sent(request: HttpRequest) -> dict[str, Any]:
    """Return the scenario that was sent: a file when there is one, else the fields."""
    upload = request.FILES.get("file")
    if upload is None or upload.size is None or upload.size > LARGEST:
        return content_of(request.POST)
    try:
        found = json.loads(upload.read().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        messages.error(request, _("文件不是格式正确的 JSON。"))
        return content_of(request.POST)
    return found if isinstance(found, dict) else content_of(request.POST)


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _editor(
    request: HttpRequest,
    found: catalogue.scenarios.Edited,
    content: Mapping[str, Any],
    errors: Sequence[FieldError] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    with read_only():
        faults = list(errors) or _faults(found.base_item_id, content)
        actor = actor_of(request)
        draft = found.draft
        context = {
            "found": found,
            "content": _shown(content),
            "faults": faults,
            "targets": _targets(content),
            "materials": found.base.content.get("materials", []),
            "steps": found.base.content.get("steps", []),
            "can_publish": _can_publish(request, found),
            "is_own": draft is not None and actor.staff_id in draft.editors,
        }
        return page(
            request, "workbench/guidance/scenario.html", context, current=SCENARIOS, status=status
        )


def _can_publish(request: HttpRequest, found: catalogue.scenarios.Edited) -> bool:
    actor = actor_of(request)
    allowed = policies.can(actor, policies.Action.PUBLISH_BASE, division_code=found.scope_code)
    return allowed and found.draft is not None and actor.staff_id not in found.draft.editors


def _faults(base_item_id: UUID, content: Mapping[str, Any]) -> list[FieldError]:
    try:
        return list(catalogue.scenarios.faults_of(base_item_id, content))
    except DomainError as refusal:
        return list(refusal.errors)


def _shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content with every field that the editor shows."""
    return {
        "intro": content.get("intro", ""),
        "table": content.get("table", ""),
        "questions": [_question(one) for one in _parts(content.get("questions"))],
        "outcomes": [_outcome(one) for one in _parts(content.get("outcomes"))],
    }


def _parts(value: object) -> list[dict[str, Any]]:
    """Return the parts of a list; a file may bring anything in their place."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _question(question: Mapping[str, Any]) -> dict[str, Any]:
    choices = [
        {**BLANK_CHOICE, **choice, "filled": _filled(choice.get("fill"))}
        for choice in _parts(question.get("choices"))
    ]
    branches = [{"when": "", "to": "", **branch} for branch in _parts(question.get("branches"))]
    return {**BLANK_QUESTION, **question, "choices": choices, "branches": branches}


def _filled(fill: object) -> str:
    return filling_text(fill) if isinstance(fill, dict) else ""


def _outcome(outcome: Mapping[str, Any]) -> dict[str, Any]:
    made = {**BLANK_OUTCOME, **outcome}
    limit, materials = made["limit"], made["materials"]
    made["limit"] = {"amount": "", "unit": "workday", **limit} if isinstance(limit, dict) else None
    made["materials"] = materials if isinstance(materials, list) else None
    return made | {name: lines_text(made.get(name)) for name in LINES}


def _targets(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what an answer may lead to, in words."""
    found = [(q.get("key", ""), q.get("title", "")) for q in _parts(content.get("questions"))]
    found += [(o.get("key", ""), o.get("name", "")) for o in _parts(content.get("outcomes"))]
    if content.get("table"):
        found.append(("table", _("由决策表决定")))
    return [(key, words) for key, words in found if key]
