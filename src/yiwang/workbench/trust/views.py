# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Originals, deferred materials and promises of a case, and what people say to their records."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import OPEN_STATES, OriginalResult
from yiwang.cases.services import modes, reading
from yiwang.catalogue import selectors as catalogue
from yiwang.credit import policies as credit_policies
from yiwang.credit import selectors as credit
from yiwang.credit import services as credit_services
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.cases.looks import chip_of
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import actor_of, do, page, uuids, whole_number

CASES = "/workbench/cases"
HERE = "/workbench/credit"
COPIES_A_PAGE = 50
LOOKING = (Right.CASES_ACCEPT, Right.CASES_HANDLE)


@audience("staff")
@require_safe
def trust_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show grades, originals, what has to follow and the check of a promise."""
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        needs = catalogue.snapshot(case.version_id).materials
        trust = cases.trust.trust_of(case, {each.key: each.name for each in needs})
        today = timezone.localdate()
        months = {each.key: each.reuse_months for each in needs}
        copies = Paginator(trust.copies, COPIES_A_PAGE)
        context = {
            "case": case,
            "chip": chip_of(case.state),
            "trust": trust,
            "copies": copies.get_page(request.GET.get("page")),
            "longest": {key: modes.longest_reuse(today, number) for key, number in months.items()},
            "results": list(OriginalResult),
            "may_look": case.state in OPEN_STATES and policies.has_right(actor, case, *LOOKING),
            "may_void": policies.has_right(actor, case, *LOOKING),
            "may_check": policies.has_right(actor, case, Right.CASES_HANDLE),
            "may_revoke": policies.has_right(actor, case, Right.CASES_APPROVE),
            "today": today,
            "is_late": trust.promise is not None
            and trust.promise.state == "due"
            and trust.promise.due_on < today,
        }
        return page(request, "workbench/trust/case.html", context, current=CASES)


Act = Callable[[HttpRequest, UUID], object]


def _original(request: HttpRequest, case_id: UUID) -> object:
    sent = request.POST
    result = sent.get("result", "")
    if result not in OriginalResult.values:
        raise Unanswered(params={"what": _("核验结果")})
    return modes.check_original(
        case_id=case_id,
        material_id=_id(sent.get("material", "")),
        seen=modes.Seen(
            result=OriginalResult(result),
            original=sent.get("original", ""),
            place=sent.get("place", ""),
            difference=sent.get("difference", ""),
            valid_until=_day(sent.get("valid_until", "")),
        ),
        actor=actor_of(request),
        at=timezone.now(),
        revision=whole_number(sent.get("revision", "")),
    )


def _void(request: HttpRequest, case_id: UUID) -> object:
    return modes.void_check(
        case_id=case_id,
        check_id=_id(request.POST.get("check", "")),
        reason=request.POST.get("reason", ""),
        actor=actor_of(request),
        at=timezone.now(),
    )


def _give_back(request: HttpRequest, case_id: UUID) -> object:
    return modes.give_back(
        case_id=case_id,
        key=request.POST.get("key", ""),
        reason=request.POST.get("reason", ""),
        actor=actor_of(request),
        at=timezone.now(),
        revision=whole_number(request.POST.get("revision", "")),
    )


def _check(request: HttpRequest, case_id: UUID) -> object:
    is_kept = _kept(request)
    days = whole_number(request.POST.get("workdays", "").strip(), digits=4) or 0
    return modes.record_check(
        case_id=case_id,
        is_kept=is_kept,
        findings=request.POST.get("findings", ""),
        order=None if is_kept else modes.Order(request.POST.get("order", ""), days),
        actor=actor_of(request),
        at=timezone.now(),
        revision=whole_number(request.POST.get("revision", "")),
    )


def _recheck(request: HttpRequest, case_id: UUID) -> object:
    return modes.record_recheck(
        case_id=case_id,
        is_kept=_kept(request),
        findings=request.POST.get("findings", ""),
        actor=actor_of(request),
        at=timezone.now(),
        revision=whole_number(request.POST.get("revision", "")),
    )


def _revoke(request: HttpRequest, case_id: UUID) -> object:
    return modes.revoke(
        case_id=case_id,
        reasons=request.POST.get("reasons", ""),
        actor=actor_of(request),
        at=timezone.now(),
        revision=whole_number(request.POST.get("revision", "")),
    )


ACTS: Mapping[str, tuple[Act, str | Promise]] = {
    "original": (_original, gettext_lazy("原件核验已登记。")),
    "void": (_void, gettext_lazy("这次核验已作废。")),
    "give-back": (_give_back, gettext_lazy("已退回，申请人会收到消息。")),
    "check": (_check, gettext_lazy("核查已登记。")),
    "recheck": (_recheck, gettext_lazy("复查已登记。")),
    "revoke": (_revoke, gettext_lazy("决定已撤销，告知书会送达申请人。")),
}


@audience("staff")
@require_POST
def act(request: HttpRequest, case_id: UUID, action: str) -> HttpResponse:
    """Write down what was seen or found."""
    if action not in ACTS:
        raise Http404
    command, done = ACTS[action]
    return do(
        request,
        lambda: command(request, case_id),
        done=done,
        back_to=f"{CASES}/{case_id}/trust",
    )


def _kept(request: HttpRequest) -> bool:
    answer = request.POST.get("is_kept", "")
    if answer not in {"1", "0"}:
        raise Unanswered(params={"what": _("核查结果")})
    return answer == "1"


def _id(text: str) -> UUID:
    found = uuids([text])
    if not found:
        raise Unanswered(params={"what": _("材料")})
    return found[0]


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Unanswered(params={"what": _("沿用期限")}) from None


# ── records of broken promises


@audience("staff")
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """List the objections and requests for repair that wait, and the department's records."""
    actor = actor_of(request)
    if not actor.has_right(Right.CASES_READ):
        raise Forbidden
    with read_only():
        context = {
            "rows": credit.open_requests(actor),
            "records": credit.records(actor),
            "today": timezone.localdate(),
        }
        return page(request, "workbench/trust/requests.html", context, current=HERE)


@audience("staff")
@require_safe
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show one request with its record, and let those who may answer it."""
    actor = actor_of(request)
    with read_only():
        found = credit.request(request_id, actor)
        context = {
            "found": found,
            "may_answer": found.state == "filed" and credit_policies.may_answer(actor, found.event),
        }
        return page(request, "workbench/trust/request.html", context, current=HERE)


@audience("staff")
@require_POST
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Answer an objection or a request for repair."""

    def command() -> object:
        verdict = request.POST.get("verdict", "")
        if verdict not in {"grant", "refuse"}:
            raise Unanswered(params={"what": _("答复")})
        return credit_services.answer_request(
            request_id=request_id,
            is_granted=verdict == "grant",
            answer=request.POST.get("answer", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )

    return do(request, command, done=_("已答复。"), back_to=f"{HERE}/{request_id}")
