# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the department granted, what it does about it, and who contests its decisions."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import (
    GROUNDS,
    EntitlementState,
    MeasureGround,
    MeasureKind,
    RemedyKind,
    RemedyState,
)
from yiwang.cases.services import measures, reading, remedies
from yiwang.foundation.errors import DomainError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.cases.looks import chip_of
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import actor_of, do, page, shown_text, whole_number

HERE = "/workbench/entitlements"
WITHIN = (30, 60, 90, 180)
"""Days within which a last day falls, as a list can be narrowed to."""
_LOOKS = {
    EntitlementState.EFFECTIVE: ("", "circle-check"),
    EntitlementState.PENDING: ("warn", "clock"),
    EntitlementState.SUSPENDED: ("warn", "player-pause"),
}


@audience("staff")
@require_safe
def entitlement_list(request: HttpRequest) -> HttpResponse:
    """List what was granted, by holder, state and last day."""
    state = request.GET.get("state", "")
    within = whole_number(request.GET.get("within", ""), digits=4)
    wanted = cases.EntitlementFilter(
        states=[state] if state in EntitlementState.values else [],
        ends_within=within if within in WITHIN else None,
        words=shown_text(request.GET.get("q", "")),
        has_measure=request.GET.get("measure") == "open",
    )
    actor = actor_of(request)
    if not actor.has_right(Right.CASES_READ):
        raise Forbidden
    with read_only():
        found = cases.entitlements(
            actor,
            wanted=wanted,
            today=timezone.localdate(),
            cursor=request.GET.get("cursor", ""),
            limit=50,
        )
        kept = {
            "q": wanted.words,
            "state": state,
            "within": wanted.ends_within or "",
            "measure": "open" if wanted.has_measure else "",
            "cursor": found.next_cursor,
        }
        context = {
            "rows": [(one, _look(one.state)) for one in found.rows],
            "states": list(EntitlementState),
            "within": WITHIN,
            "wanted": wanted,
            "state": state,
            "next_url": f"?{urlencode(kept)}" if found.next_cursor else "",
        }
        answer = page(request, "workbench/aftermath/list.html", context, current=HERE)
    reading.note_listed([one.case for one in found.rows], actor=actor, at=timezone.now())
    return answer


def _look(state: str) -> dict[str, Any]:
    known = EntitlementState(state)
    tone, icon = _LOOKS.get(known, ("quiet", "ban"))
    return {"text": known.label, "tone": tone, "icon": icon}


@audience("staff")
@require_safe
def entitlement_detail(request: HttpRequest, entitlement_id: UUID) -> HttpResponse:
    """Show one, and let those who may propose and decide measures."""
    actor = actor_of(request)
    with read_only():
        made = cases.entitlement(entitlement_id, actor)
    reading.note_case(made.case, actor=actor, at=timezone.now())
    with read_only():
        done = cases.measures_of(made)
        running = cases.open_measure(done)
        context = {
            "made": made,
            "look": _look(made.state),
            "measures": done,
            "running": running,
            "may_propose": running is None and _may(request, made, Right.CASES_HANDLE),
            "may_decide": running is not None and _may(request, made, Right.CASES_APPROVE),
            "is_own": running is not None and running.proposed_by_id == actor.staff_id,
            "grounds": _grounds(),
            "follow_ups": [
                (case, chip_of(case.state)) for case in cases.follow_ups_of(made, actor)
            ],
        }
        return page(request, "workbench/aftermath/entitlement.html", context, current=HERE)


def _may(request: HttpRequest, made: Any, right: Right) -> bool:
    try:
        policies.check_granted_it(actor_of(request), made, right)
    except DomainError:
        return False
    return True


def _grounds() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return each kind of measure with its grounds: value, words, article."""
    return [
        (
            str(kind.label),
            [
                (f"{kind.value}:{ground.value}", str(ground.label), article)
                for ground, article in of_kind.items()
            ],
        )
        for kind, of_kind in GROUNDS.items()
    ]


@audience("staff")
@require_POST
def propose(request: HttpRequest, entitlement_id: UUID) -> HttpResponse:
    """Propose to withdraw, revoke or cancel."""

    def act() -> None:
        kind, _separator, ground = request.POST.get("ground", "").partition(":")
        if kind not in MeasureKind.values or ground not in MeasureGround.values:
            raise Unanswered(params={"what": _("情形")})
        measures.propose_measure(
            entitlement_id=entitlement_id,
            kind=MeasureKind(kind),
            ground=MeasureGround(ground),
            statement_of_facts=request.POST.get("facts", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )

    return do(request, act, done=_("已提出，等待批准。"), back_to=f"{HERE}/{entitlement_id}")


@audience("staff")
@require_POST
def decide(request: HttpRequest, entitlement_id: UUID, measure_id: UUID) -> HttpResponse:
    """Take a measure, or let what was granted stand."""

    def act() -> None:
        answer = request.POST.get("verdict", "")
        if answer not in {"take", "drop"}:
            raise Unanswered(params={"what": _("决定")})
        measures.decide_measure(
            measure_id=measure_id,
            verdict=measures.Verdict(
                is_taken=answer == "take",
                reasons=request.POST.get("reasons", ""),
                statement_answer=request.POST.get("statement_answer", ""),
                compensation=request.POST.get("compensation", ""),
                effective_on=_day(request.POST.get("effective_on", ""), _("生效日期")),
            ),
            actor=actor_of(request),
            at=timezone.now(),
            revision=whole_number(request.POST.get("revision", "")),
        )

    return do(request, act, done=_("已作出决定。"), back_to=f"{HERE}/{entitlement_id}")


def _day(text: str, what: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Unanswered(params={"what": what}) from None


def _some_day(text: str, what: str) -> date:
    day = _day(text, what)
    if day is None:
        raise Unanswered(params={"what": what})
    return day


# ── reconsiderations and lawsuits


@audience("staff")
@require_safe
def remedy_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show who contests the decision of a case, and let those who may note it."""
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        found = cases.remedies_of(case)
        context = {
            "case": case,
            "remedies": found,
            "kinds": list(RemedyKind),
            "outcomes": [one for one in RemedyState if one is not RemedyState.PENDING],
            "may_note": actor.has_right(Right.CASES_APPROVE) and case.state in remedies.CONTESTABLE,
            "today": timezone.localdate(),
        }
        return page(request, "workbench/aftermath/remedies.html", context, current=HERE)


@audience("staff")
@require_POST
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Note a reconsideration or a lawsuit."""

    def act() -> None:
        kind = request.POST.get("kind", "")
        if kind not in RemedyKind.values:
            raise Unanswered(params={"what": _("复议还是诉讼")})
        filing = remedies.Filing(
            kind=RemedyKind(kind),
            body=request.POST.get("body", ""),
            matter_number=request.POST.get("matter_number", ""),
            filed_on=_some_day(request.POST.get("filed_on", ""), _("提出日期")),
            suspends=request.POST.get("suspends") == "yes",
        )
        remedies.note_remedy(
            case_id=case_id, filing=filing, actor=actor_of(request), at=timezone.now()
        )

    return do(request, act, done=_("已登记。"), back_to=f"/workbench/cases/{case_id}/remedies")


@audience("staff")
@require_POST
def conclude(request: HttpRequest, case_id: UUID, remedy_id: UUID) -> HttpResponse:
    """Note what came of it, and let it take effect."""

    def act() -> None:
        outcome = request.POST.get("outcome", "")
        if outcome not in RemedyState.values:
            raise Unanswered(params={"what": _("结果")})
        remedies.conclude_remedy(
            remedy_id=remedy_id,
            outcome=RemedyState(outcome),
            concluded_on=_some_day(request.POST.get("concluded_on", ""), _("作出日期")),
            conclusion=request.POST.get("conclusion", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )

    return do(request, act, done=_("结果已登记。"), back_to=f"/workbench/cases/{case_id}/remedies")
