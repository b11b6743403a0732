# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The tier of a case: choosing it, the leader's consent to leave its span, and the figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.services import discretion as verbs
from yiwang.cases.services import reading
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import actor_of, do, once, page, whole_number

CASES = "/workbench/cases"
CHOOSING = (Right.CASES_HANDLE, Right.CASES_APPROVE)
OUTCOME = "outcome-"


@dataclass(frozen=True, slots=True)
class MeasureField:
    """One thing that the decision settles, as the form asks for it."""

    key: str
    name: str
    unit: str
    is_conditions: bool
    typed: str
    error: str


@dataclass(frozen=True, slots=True)
class TierRow:
    """One tier to choose from, with its spans in words."""

    key: str
    name: str
    circumstances: str
    spans: list[tuple[str, str]]
    is_by_law: bool


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def discretion(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the tiers that apply to a case and what was chosen; keep a choice."""
    if request.method != "POST":
        return _page(request, case_id)
    chosen = verbs.Chosen(
        tier=request.POST.get("tier", ""),
        facts=request.POST.get("facts", ""),
        outcome=_outcome(request.POST),
        reason=request.POST.get("reason", ""),
    )
    try:
        once(request, lambda: _chosen(request, case_id, chosen))
    except DomainError as refusal:
        return _page(request, case_id, refusal=refusal)
    messages.success(request, _("裁量阶次已保存。"))
    return HttpResponseRedirect(f"{CASES}/{case_id}/discretion")


@audience("staff")
@require_POST
def consent(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Agree or not that the outcome leaves the span."""
    is_given = request.POST.get("answer") == "given"
    return do(
        request,
        lambda: verbs.answer_departure(
            case_id=case_id,
            is_given=is_given,
            words=request.POST.get("words", ""),
            revision=whole_number(request.POST.get("revision", "")) or 0,
            actor=actor_of(request),
            at=timezone.now(),
        ),
        done=_("已同意，可以作出决定。") if is_given else _("已记录不同意，请经办人重新选。"),
        back_to=f"{CASES}/{case_id}/discretion",
    )


@audience("staff")
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show how often decisions left the span, by department and tier."""
    actor = actor_of(request)
    if not actor.has_right(Right.CASES_READ):
        raise Forbidden
    begins_on, ends_on = _day(request, "from"), _day(request, "to")
    with read_only():
        rows = cases.discretion.figures(actor, begins_on=begins_on, ends_on=ends_on)
        decided, outside = (sum(getattr(row, n) for row in rows) for n in ("decided", "outside"))
        context = {
            "rows": rows,
            "decided": decided,
            "outside": outside,
            "begins_on": begins_on,
            "ends_on": ends_on,
        }
        here = "/workbench/benchmarks/figures"
        return page(request, "workbench/discretion/figures.html", context, current=here)


def _chosen(request: HttpRequest, case_id: UUID, chosen: verbs.Chosen) -> ledger.Answer:
    made = verbs.choose_tier(
        case_id=case_id,
        chosen=chosen,
        actor=actor_of(request),
        at=timezone.now(),
        revision=whole_number(request.POST.get("revision", "")),
    )
    return ledger.Answer(status=200, body={"revision": made.revision})


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def _outcome(post: QueryDict) -> dict[str, str]:
    return {
        name.removeprefix(OUTCOME): value
        for name, value in post.dict().items()
        if name.startswith(OUTCOME) and isinstance(value, str)
    }


def _page(
    request: HttpRequest, case_id: UUID, *, refusal: DomainError | None = None
) -> HttpResponse:
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        found = cases.discretion.of_case(case, today=timezone.localdate())
        choice = found.choice
        is_due = verbs.may_be_chosen(case) and found.applying is not None
        waits = choice is not None and choice.consent == cases.discretion.Consent.ASKED
        context = {
            "case": case,
            "found": found,
            "choice": choice,
            "tiers": _tiers(found.applying),
            "fields": _fields(request, found, refusal),
            "typed": _typed(request, found),
            "refusal": refusal,
            "can_choose": is_due and policies.has_right(actor, case, *CHOOSING),
            "can_consent": is_due
            and waits
            and policies.has_right(actor, case, Right.CASES_APPROVE)
            and choice is not None
            and choice.chosen_by_id != actor.staff_id,
        }
        status = refusal.status if refusal else 200
        return page(
            request, "workbench/discretion/case.html", context, current=CASES, status=status
        )


def _tiers(stored: catalogue.discretion.StoredBenchmark | None) -> list[TierRow]:
    if stored is None:
        return []
    words = catalogue.discretion.wording.span_words
    return [
        TierRow(
            tier.key,
            tier.name,
            tier.circumstances,
            [(one.name, words(one, tier.span(one.key))) for one in stored.benchmark.measures],
            tier.is_by_law,
        )
        for tier in stored.benchmark.tiers
    ]


def _typed(request: HttpRequest, found: cases.discretion.CaseDiscretion) -> Mapping[str, Any]:
    """Return what stands in the form: what was sent, else what was chosen before."""
    names = ("tier", "facts", "reason")
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in names}
    return {name: getattr(found.choice, name, "") for name in names}


def _fields(
    request: HttpRequest, found: cases.discretion.CaseDiscretion, refusal: DomainError | None
) -> list[MeasureField]:
    if found.applying is None:
        return []
    wrong = {one.path: str(one.message) for one in refusal.errors} if refusal else {}
    before = found.choice.outcome if found.choice else {}
    return [
        MeasureField(
            key=one.key,
            name=one.name,
            unit=one.unit,
            is_conditions=one.kind == catalogue.discretion.MeasureKind.CONDITIONS,
            typed=_value(request, one.key, before),
            error=wrong.get(f"/outcome/{one.key}", ""),
        )
        for one in found.applying.benchmark.measures
    ]


def _value(request: HttpRequest, key: str, before: Mapping[str, Any]) -> str:
    if request.method == "POST":
        return request.POST.get(f"{OUTCOME}{key}", "")
    value = before.get(key, "")
    return "\n".join(value) if isinstance(value, list) else str(value)
