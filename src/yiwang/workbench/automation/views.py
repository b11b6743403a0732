# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rules that decide: their list, one set with its figures and its switch, one version."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation
from yiwang.cases.services.automation import Act
from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.automation import words
from yiwang.workbench.frame import actor_of, do, page, shown_text, whole_number

HERE = "/workbench/automation"
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
@require_safe
def version_page(request: HttpRequest, rule_set_id: UUID, number: int) -> HttpResponse:
    """Show a version: its table, its checks, what is wrong with it, what dry runs found."""
    actor = actor_of(request)
    with read_only():
        made = cases.rules.version(rule_set_id, number, actor)
        runs = cases.rules.dry_runs(made)
        differences = cases.rules.differences(runs[0], actor) if runs else []
        table = cases.rules.table_of(made)
        choices = cases.rules.choices(made.rule_set)
        is_open = made.state in ("draft", "proposed")
        context = {
            "made": made,
            "rules": made.rule_set,
            "table": table,
            "rows": words.rows_in_words(table, choices) if table else [],
            "facts": words.facts_in_words(made.facts, choices),
            "steps": words.steps_in_words(made.steps, choices),
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
