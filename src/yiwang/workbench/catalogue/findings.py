# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the comparison found: the list, one finding with both sides, and what is done about it."""

from collections.abc import Callable
from datetime import date
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.catalogue.enums import FindingAction, FindingState, Severity
from yiwang.catalogue.errors import ExceptionEndInvalid, FindingNotFound
from yiwang.catalogue.selectors import comparison
from yiwang.catalogue.services import comparison as commands
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue.desk import FINDINGS, section
from yiwang.workbench.frame import actor_of, do, whole_number

PAGE: Final = 50
WEIGHTS: Final = {
    Severity.HIGH: ("danger", "alert-circle"),
    Severity.MEDIUM: ("warn", "alert-triangle"),
    Severity.LOW: ("quiet", "info-circle"),
}
STATES: Final = {
    FindingState.OPEN: ("warn", "clock"),
    FindingState.CONTESTED: ("warn", "message-question"),
    FindingState.UPHELD: ("danger", "gavel"),
    FindingState.DISMISSED: ("quiet", "x"),
    FindingState.EXCEPTED: ("quiet", "player-pause"),
    FindingState.CLEARED: ("", "circle-check"),
}
DONE: Final = {
    FindingAction.CONTEST: _("已提出异议，等待另一位工作人员裁定。"),
    FindingAction.UPHOLD: _("已裁定异议不成立，问题仍要整改。"),
    FindingAction.DISMISS: _("已裁定异议成立，问题不再列出。"),
    FindingAction.EXCEPT: _("已接受为例外，到期后重新列出。"),
}


@audience("staff")
@require_safe
def finding_list(request: HttpRequest) -> HttpResponse:
    """List the findings in reach, the most urgent first."""
    actor = reader(request)
    wanted = _wanted(request)
    with read_only():
        found = comparison.findings(actor, wanted=wanted, cursor=_cursor(request), limit=PAGE)
        kept = {
            "rule": wanted.rule,
            "severity": wanted.severity or "",
            "state": wanted.state,
            "cursor": found.next_cursor,
        }
        context = {
            "rows": [(one, *looks(one)) for one in found.rows],
            "wanted": wanted,
            "rules": comparison.RULES.values(),
            "severities": Severity.choices,
            "states": FindingState.choices,
            "today": timezone.localdate(),
            "next_url": f"?{urlencode(kept)}" if found.next_cursor else "",
        }
        return section(request, "findings/list.html", context, tab=FINDINGS)


@audience("staff")
@require_safe
def finding(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """Show one finding: both sides of its evidence, its life, and what may be done now."""
    actor = reader(request)
    with read_only():
        found = comparison.get_finding(finding_id, actor)
        may = [action for action in DONE if comparison.policies.can(actor, action, found.row)]
        severity, state = looks(found)
        context = {
            "finding": found,
            "row": found.row,
            "severity": severity,
            "state": state,
            "may_contest": FindingAction.CONTEST in may,
            "may_judge": FindingAction.UPHOLD in may,
            "may_except": FindingAction.EXCEPT in may,
            "is_mine": found.row.contested_by_id == actor.staff_id,
            "is_late": _is_late(found),
        }
        return section(request, "findings/one.html", context, tab=FINDINGS)


@audience("staff")
@require_POST
def act(request: HttpRequest, finding_id: UUID, action: str) -> HttpResponse:
    """Contest a finding, judge an objection, or accept an exception."""
    actor = reader(request)
    command = _command(request, finding_id, action, actor)
    done = DONE[FindingAction(action)]
    return do(request, command, done=done, back_to=f"{FINDINGS}/{finding_id}")


def reader(request: HttpRequest) -> Actor:
    """Return who asks, when their post has to do with findings.

    :raises Forbidden: it has not
    """
    actor = actor_of(request)
    if not comparison.policies.reads_findings(actor):
        raise Forbidden
    return actor


Look = tuple[str | Promise, str, str]


def looks(found: comparison.FindingView) -> tuple[Look, Look]:
    """Return words, tone and sign of a finding's weight and of its state."""
    severity, state = Severity(found.row.severity), FindingState(found.row.state)
    return (severity.label, *WEIGHTS[severity]), (state.label, *STATES[state])


def _command(
    request: HttpRequest, finding_id: UUID, action: str, actor: Actor
) -> Callable[[], object]:
    reason, at = request.POST.get("reason", ""), timezone.now()
    if action == FindingAction.CONTEST:
        return lambda: commands.contest_finding(
            finding_id=finding_id, reason=reason, actor=actor, at=at
        )
    if action in (FindingAction.UPHOLD, FindingAction.DISMISS):
        return lambda: commands.judge_finding(
            finding_id=finding_id,
            is_upheld=action == FindingAction.UPHOLD,
            reason=reason,
            actor=actor,
            at=at,
        )
    if action == FindingAction.EXCEPT:
        until = request.POST.get("until", "")
        return lambda: commands.accept_exception(
            finding_id=finding_id, reason=reason, until=_day(until), actor=actor, at=at
        )
    raise FindingNotFound


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ExceptionEndInvalid from error


def _wanted(request: HttpRequest) -> comparison.FindingFilter:
    rule, state = request.GET.get("rule", ""), request.GET.get("state", "")
    severity = whole_number(request.GET.get("severity", ""), digits=1)
    return comparison.FindingFilter(
        rule=rule if rule in comparison.RULES else "",
        severity=severity if severity in Severity.values else None,
        state=state if state in FindingState.values else "",
    )


def _cursor(request: HttpRequest) -> str:
    """Return the cursor of the address; "" for one that is none of ours."""
    cursor = request.GET.get("cursor", "")
    try:
        comparison.place_of(cursor)
    except ValueError:
        return ""
    return cursor


def _is_late(found: comparison.FindingView) -> bool:
    waits = found.row.state in (FindingState.OPEN, FindingState.CONTESTED, FindingState.UPHELD)
    return waits and found.row.due_on < timezone.localdate()
