# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rules that decide: their list, one set with its figures and its switch, one version."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation
from yiwang.cases.services.automation import Act
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, do, page, shown_text, whole_number

HERE = "/workbench/automation"
LARGEST = 200_000
Acts = Mapping[str, tuple[Callable[[], object], str]]


@audience("staff")
@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    """List the rule sets, and the switch of all of them."""
    actor = actor_of(request)
    with read_only():
        failed = cases.rules.failure_counts(at=timezone.now())
        lines = cases.rules.rule_sets(actor)
        context = {
            "lines": [(one, failed.get(one.rules.pk, 0)) for one in lines],
            "open_stop": _open(cases.rules.stops(None)),
            "may_write": automation.may(actor, Act.WRITE),
            "may_stop_all": automation.may_stop_all(actor),
            "staff_id": actor.staff_id,
        }
        return page(request, "workbench/automation/list.html", context, current=HERE)


@audience("staff")
@require_POST
def new_set(request: HttpRequest) -> HttpResponse:
    """Begin the rules of an item."""
    return do(
        request,
        lambda: automation.make_rule_set(
            name=request.POST.get("name", ""),
            item_code=shown_text(request.POST.get("item", "")),
            is_for_all=bool(request.POST.get("is_for_all")),
            actor=actor_of(request),
            at=timezone.now(),
        ),
        done=_("已建立，请起草第一版。"),
        back_to=HERE,
    )


@audience("staff")
@require_safe
def rule_page(request: HttpRequest, rule_set_id: UUID) -> HttpResponse:
    """Show a rule set: what decides now, what it did, what was checked again, the switch."""
    actor = actor_of(request)
    with read_only():
        line = cases.rules.rule_set(rule_set_id, actor)
        stops = cases.rules.stops(rule_set_id)
        context = {
            "line": line,
            "versions": cases.rules.versions_of(line),
            "figures": cases.rules.figures(rule_set_id, at=timezone.now()),
            "failures": cases.rules.failures(rule_set_id, actor, at=timezone.now()),
            "differing": cases.rules.differing_rechecks(rule_set_id, actor),
            "stops": stops,
            "open_stop": _open(stops),
            "may_write": automation.may(actor, Act.WRITE, line.rules),
            "may_stop": automation.may(actor, Act.STOP, line.rules),
            "staff_id": actor.staff_id,
        }
        return page(request, "workbench/automation/set.html", context, current=HERE)


def _open(stops: Sequence[Any]) -> Any:
    """Return the stop that is not undone; None when rules decide."""
    return next((one for one in stops if one.restarted_at is None), None)


@audience("staff")
@require_POST
def switch_all(request: HttpRequest, action: str) -> HttpResponse:
    """Stop every rule set, or take a step to switch on again."""
    return _switch(request, None, action, HERE)


@audience("staff")
@require_POST
def switch(request: HttpRequest, rule_set_id: UUID, action: str) -> HttpResponse:
    """Stop one rule set, or take a step to switch on again."""
    return _switch(request, rule_set_id, action, f"{HERE}/{rule_set_id}")


def _switch(
    request: HttpRequest, rule_set_id: UUID | None, action: str, back_to: str
) -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    reason = request.POST.get("reason", "")
    acts: Acts = {
        "stop": (
            lambda: automation.stop(rule_set_id=rule_set_id, reason=reason, actor=actor, at=at),
            _("已停用，立即生效。"),
        ),
        "ask-restart": (
            lambda: automation.ask_restart(
                rule_set_id=rule_set_id, reason=reason, actor=actor, at=at
            ),
            _("已申请恢复，请另一个人确认。"),
        ),
        "confirm-restart": (
            lambda: automation.confirm_restart(rule_set_id=rule_set_id, actor=actor, at=at),
            _("已恢复。"),
        ),
    }
    if action not in acts:
        raise NotFound
    command, done = acts[action]
    return do(request, command, done=done, back_to=back_to)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, rule_set_id: UUID) -> HttpResponse:
    """Write the next version: table, data checks, steps, share; it begins as the newest one."""
    actor = actor_of(request)
    with read_only():
        line = cases.rules.rule_set(rule_set_id, actor)
        shown = line.in_the_making or line.live or next(iter(cases.rules.versions_of(line)), None)
    typed = request.POST if request.method == "POST" else None
    refusal: DomainError | None = None
    if typed is not None:
        try:
            made = automation.save_draft(
                rule_set_id=rule_set_id,
                rule=_typed_rule(request),
                revision=whole_number(typed.get("revision", "")) or 0,
                actor=actor,
                at=timezone.now(),
            )
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("草稿已保存。"))
            return HttpResponseRedirect(f"{HERE}/{rule_set_id}/versions/{made.number}")
    with read_only():
        context = {
            "line": line,
            "refusal": refusal,
            "fields": _fields(shown, typed),
            "revision": line.in_the_making.revision if line.in_the_making else 0,
        }
        status = 422 if refusal else 200
        return page(
            request, "workbench/automation/draft.html", context, current=HERE, status=status
        )


def _fields(shown: Any, typed: Any) -> dict[str, Any]:
    """Return what the form holds: what was typed, else what the version says."""
    if typed is not None:
        names = ("table", "facts", "steps", "sample_percent", "most_differences", "valid_from")
        return {name: typed.get(name, "") for name in names}
    rule = automation.rule_of(shown) if shown else None
    return {
        "table": rule.table_xml if rule else "",
        "facts": json.dumps(rule.facts if rule else [], ensure_ascii=False, indent=2),
        "steps": json.dumps(rule.steps if rule else {}, ensure_ascii=False, indent=2),
        "sample_percent": rule.sample_percent if rule else 5,
        "most_differences": rule.most_differences if rule else 1,
        "valid_from": timezone.localdate().isoformat(),
    }


def _typed_rule(request: HttpRequest) -> automation.Rule:
    """Return the rule in the form; a code of the modelling room takes the table from there.

    :raises RuleInvalid: a part cannot be read
    """
    post = request.POST
    table = post.get("table", "").replace("\r\n", "\n")[: LARGEST + 1]
    code = shown_text(post.get("from_modelling", ""))
    if code:
        table = catalogue.modelling.edited("decision", code, actor_of(request)).body
    return automation.Rule(
        table_xml=table,
        valid_from=_day(post.get("valid_from", "")),
        facts=_json(post.get("facts", ""), list, _("数据核验")),
        steps=_json(post.get("steps", ""), dict, _("环节填写")),
        sample_percent=whole_number(post.get("sample_percent", "")) or 0,
        most_differences=whole_number(post.get("most_differences", "")) or 0,
    )


def _json(text: str, kind: type, name: str) -> Any:
    try:
        found = json.loads(text or ("[]" if kind is list else "{}"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, kind):
        raise automation.RuleInvalid(
            params={"summary": _("“%(name)s”不是有效的 JSON") % {"name": name}}
        )
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise automation.RuleInvalid(params={"summary": _("请填写生效日期")}) from None


@audience("staff")
@require_safe
def version_page(request: HttpRequest, rule_set_id: UUID, number: int) -> HttpResponse:
    """Show a version: its table, its checks, what is wrong with it, what dry runs found."""
    actor = actor_of(request)
    with read_only():
        made = cases.rules.version(rule_set_id, number, actor)
        runs = cases.rules.dry_runs(made)
        differences = cases.rules.differences(runs[0], actor) if runs else []
        table = cases.rules.table_of(made)
        is_open = made.state in ("draft", "proposed")
        context = {
            "made": made,
            "rules": made.rule_set,
            "table": table,
            "rows": table.shown() if table else [],
            "faults": automation.faults_of(made) if is_open else [],
            "runs": runs,
            "counts_now": bool(runs) and runs[0].content_sha256 == made.content_sha256,
            "differences": [
                (one, cases.rules.doubts_shown(one), cases.rules.facts_shown(one.facts))
                for one in differences
            ],
            "is_own": actor.staff_id in made.editors or actor.staff_id == made.proposed_by_id,
            "may_write": automation.may(actor, Act.WRITE, made.rule_set),
            "may_publish": automation.may(actor, Act.PUBLISH, made.rule_set),
            "is_running": any(run.state == "running" for run in runs),
        }
        return page(request, "workbench/automation/version.html", context, current=HERE)


@audience("staff")
@require_POST
def act(request: HttpRequest, rule_set_id: UUID, number: int, action: str) -> HttpResponse:
    """Try a version, hand it on, give it back, publish it, or end it."""
    actor, at, post = actor_of(request), timezone.now(), request.POST
    with read_only():
        made = cases.rules.version(rule_set_id, number, actor)
    revision = whole_number(post.get("revision", "")) or 0
    who: dict[str, Any] = {"version_id": made.pk, "actor": actor, "at": at}
    acts: Acts = {
        "try": (
            lambda: automation.start_dry_run(
                wanted=whole_number(post.get("wanted", "")) or 200, **who
            ),
            _("试运行已开始，完成后刷新本页。"),
        ),
        "propose": (
            lambda: automation.propose_version(revision=revision, **who),
            _("已提交，由另一个人发布。"),
        ),
        "return": (
            lambda: automation.return_version(revision=revision, **who),
            _("已退回修改。"),
        ),
        "publish": (
            lambda: automation.publish_version(
                revision=revision,
                accepts_differences=bool(post.get("accepts_differences")),
                **who,
            ),
            _("已发布，从生效日起自动审批。"),
        ),
        "withdraw": (
            lambda: automation.withdraw_version(reason=post.get("reason", ""), **who),
            _("这个版本已停用。"),
        ),
    }
    if action not in acts:
        raise NotFound
    command, done = acts[action]
    return do(request, command, done=done, back_to=f"{HERE}/{rule_set_id}/versions/{number}")
