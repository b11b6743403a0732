# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafting a rule: table, data checks, steps, share; as fields, or as text for experts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, FieldError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.automation import form
from yiwang.workbench.frame import actor_of, page, shown_text, whole_number

HERE = "/workbench/automation"
LARGEST = 200_000
NUMBERS = ("sample_percent", "most_differences")
PLACES = {"": "form", "kept": "steps"}
"""Faults of the whole form, and of what it carries along, stand at these places of the page."""


@dataclass(slots=True)
class _Written:
    """What the page holds: a stored version, or what somebody has typed.

    :ivar is_text: data checks and steps are shown as text, for experts
    """

    table: str
    content: form.Content
    plain: Mapping[str, Any]
    is_text: bool = False
    texts: dict[str, str] = field(default_factory=dict)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, rule_set_id: UUID) -> HttpResponse:
    """Write the next version; it begins as the newest one."""
    actor = actor_of(request)
    with read_only():
        line = cases.rules.rule_set(rule_set_id, actor)
        choices = cases.rules.choices(line.rules)
    if request.method != "POST":
        written = _stored(line)
        faults = _faults(line, written) if line.in_the_making else []
        return _shown(request, line, choices, written, faults)
    with read_only():
        written, faults = _typed(request.POST, choices, actor)
    if "check" in request.POST and not any(one.code == "json" for one in faults):
        return _shown(request, line, choices, written, faults + _faults(line, written))
    if faults:
        return _shown(request, line, choices, written, faults, status=422)
    if order := request.POST.get("edit", ""):
        return _shown(request, line, choices, _turned(written, order), [], order=order)
    try:
        made = automation.save_draft(
            rule_set_id=rule_set_id,
            rule=_rule(written),
            revision=whole_number(request.POST.get("revision", "")) or 0,
            actor=actor,
            at=timezone.now(),
        )
    except DomainError as refusal:
        wrong = list(refusal.errors) or [FieldError("", refusal.code, str(refusal))]
        return _shown(request, line, choices, written, wrong, status=refusal.status)
    messages.success(request, _("草稿已保存。"))
    return HttpResponseRedirect(f"{HERE}/{rule_set_id}/versions/{made.number}")


def _stored(line: cases.rules.SetLine) -> _Written:
    versions = cases.rules.versions_of(line)
    shown = line.in_the_making or line.live or next(iter(versions), None)
    rule = automation.rule_of(shown) if shown else None
    return _Written(
        table=rule.table_xml if rule else "",
        content={
            "facts": [dict(one) for one in rule.facts] if rule else [],
            "steps": {name: dict(data) for name, data in rule.steps.items()} if rule else {},
        },
        plain={
            "sample_percent": rule.sample_percent if rule else 5,
            "most_differences": rule.most_differences if rule else 1,
            "valid_from": _first_day(line, shown),
        },
    )


def _first_day(line: cases.rules.SetLine, shown: Any) -> str:
    is_draft = line.in_the_making is not None
    return (shown.valid_from if is_draft else timezone.localdate()).isoformat()


def _typed(
    post: QueryDict, choices: cases.rules.Choices, actor: Actor
) -> tuple[_Written, list[FieldError]]:
    """Return what was posted, and what of it cannot be read at all."""
    faults = []
    is_text = post.get("view") == "text"
    try:
        content = form.content_of(post, choices)
    except ValueError as error:
        name = str(error)
        words = {"facts": _("数据核验"), "steps": _("环节填写"), "kept": _("环节填写")}[name]
        message = _("“%(name)s”不是有效的 JSON") % {"name": words}
        faults.append(FieldError(f"/{name}", "json", message))
        content = {"facts": [], "steps": {}}
    faults += _plain_faults(post)
    written = _Written(
        table=_table(post, actor),
        content=content,
        plain={name: post.get(name, "") for name in (*NUMBERS, "valid_from")},
        is_text=is_text,
        texts={name: post.get(name, "") for name in ("facts", "steps")} if is_text else {},
    )
    return written, faults


def _plain_faults(post: QueryDict) -> list[FieldError]:
    if post.get("edit"):
        return []
    words = {"sample_percent": _("请填写抽查比例。"), "most_differences": _("请填写几件。")}
    faults = [
        FieldError(f"/{name}", "number", words[name])
        for name in NUMBERS
        if whole_number(post.get(name, "")) is None
    ]
    if _day(post.get("valid_from", "")) is None:
        faults.append(FieldError("/valid_from", "invalid", _("请填写生效日期。")))
    return faults


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _table(post: QueryDict, actor: Actor) -> str:
    """Return the table of the page; the choice of one from the modelling room takes its place."""
    code = shown_text(post.get("from_modelling", ""))
    if code:
        return catalogue.modelling.edited("decision", code, actor).body
    return post.get("table", "").replace("\r\n", "\n")[: LARGEST + 1]


def _rule(written: _Written) -> automation.Rule:
    numbers = {name: whole_number(str(written.plain[name])) or 0 for name in NUMBERS}
    return automation.Rule(
        table_xml=written.table,
        valid_from=_day(str(written.plain["valid_from"])) or timezone.localdate(),
        facts=written.content["facts"],
        steps=written.content["steps"],
        **numbers,
    )


def _turned(written: _Written, order: str) -> _Written:
    """Show the same as text for experts, or as fields again."""
    if order in {"text", "fields"}:
        written.is_text, written.texts = order == "text", {}
    return written


def _faults(line: cases.rules.SetLine, written: _Written) -> list[FieldError]:
    with read_only():
        return automation.faults_in(line.rules, {"table_xml": written.table, **written.content})


def _shown(
    request: HttpRequest,
    line: cases.rules.SetLine,
    choices: cases.rules.Choices,
    written: _Written,
    faults: Sequence[FieldError],
    *,
    order: str = "",
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    with read_only():
        context = {
            "line": line,
            "summary": [_placed(one, written) for one in faults],
            "wrong": dict.fromkeys(("facts", "steps", *NUMBERS, "valid_from"), "")
            | {one.path.strip("/"): str(one.message) for one in reversed(faults)},
            "table_faults": [one for one in faults if one.path.startswith("/table")],
            "written": written,
            "texts": {
                name: written.texts.get(name) or form.written(written.content[name])
                for name in ("facts", "steps")
            },
            "facts": form.fact_rows(written.content, choices, faults),
            "last": len(written.content["facts"]) - 1,
            "offered": form.offered(choices),
            "fields": form.fields(choices),
            "choices": choices,
            "steps": form.step_rows(written.content, choices, faults),
            "kept": form.kept(written.content, choices),
            "tables": _tables(actor),
            "revision": line.in_the_making.revision if line.in_the_making else 0,
            "focus": _focus(order, len(written.content["facts"])),
            "checked": "check" in request.POST and not faults,
        }
        context["kept_text"] = form.written(context["kept"]) if context["kept"] else ""
        return page(
            request, "workbench/automation/draft.html", context, current=HERE, status=status
        )


def _placed(fault: FieldError, written: _Written) -> FieldError:
    """Return a fault with the place of its field on the page."""
    part, _sep, rest = fault.path.strip("/").partition("/")
    if part == "facts" and rest and not written.is_text:
        return FieldError(f"/facts-{int(rest) - 1}", fault.code, fault.message)
    if part == "steps" and rest and not written.is_text:
        return FieldError(f"/steps-{rest}", fault.code, fault.message)
    return FieldError(f"/{PLACES.get(part, part)}", fault.code, fault.message)


def _tables(actor: Actor) -> list[Any]:
    """Return the decision tables of the modelling room, for those who see them."""
    try:
        return catalogue.modelling.definitions("decision", actor)
    except Forbidden:
        return []


def _focus(order: str, count: int) -> str:
    """Return the field that takes the focus after a button of the form."""
    verb, _sep, number = order.partition(":")
    place = int(number) if number.isdecimal() else 0
    moved = {"add": count - 1, "up": place - 1, "down": place + 1, "drop": place}
    if verb not in moved or not count:
        return ""
    return f"facts-{min(max(moved[verb], 0), count - 1)}-label"
