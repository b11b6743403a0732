# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing asked twice for staff: figures, disputes that wait, data sources, and deciding."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import spared
from yiwang.cases.services.spared import CheckOutcome, Resolution
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.sharing import selectors as sharing
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import actor_of, do, page, whole_number

HERE = "/workbench/spared"


@audience("staff")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what items spared, which disputes wait and how the sources are."""
    actor = actor_of(request)
    if not actor.has_right(Right.CASES_READ):
        raise Forbidden
    with read_only():
        figures = cases.spared.figures(actor)
        now = timezone.now()
        context = {
            "figures": figures,
            "totals": [
                sum(getattr(one, name) for one in figures)
                for name in ("cases", "materials", "fields", "refused")
            ],
            "disputes": cases.spared.open_disputes(actor),
            "affected": cases.spared.affected(actor),
            "sources": [(one, one.is_paused(now)) for one in sharing.sources()],
        }
        return page(request, "workbench/spared/overview.html", context, current=HERE)


@audience("staff")
@require_POST
def resolve(request: HttpRequest, case_id: UUID, finding_id: UUID) -> HttpResponse:
    """Decide which of the two stands."""
    actor, sent = actor_of(request), request.POST

    def act() -> object:
        chosen = sent.get("resolution", "")
        return spared.resolve_dispute(
            case_id=case_id,
            finding_id=finding_id,
            resolution=Resolution(chosen) if chosen in Resolution.values else Resolution.NONE,
            note=sent.get("note", ""),
            field=sent.get("field", ""),
            actor=actor,
            at=timezone.now(),
            revision=whole_number(sent.get("revision", "")),
        )

    return do(
        request, act, done=_("异议已处理并记录。"), back_to=f"/workbench/cases/{case_id}#found"
    )


@audience("staff")
@require_POST
def doubt(request: HttpRequest, case_id: UUID, finding_id: UUID) -> HttpResponse:
    """Ask the provider to check what was found."""
    actor, sent = actor_of(request), request.POST

    def act() -> object:
        return spared.doubt_finding(
            case_id=case_id,
            finding_id=finding_id,
            reason=sent.get("reason", ""),
            fields=sent.getlist("field"),
            actor=actor,
            at=timezone.now(),
            revision=whole_number(sent.get("revision", "")),
        )

    back_to = f"/workbench/cases/{case_id}#finding-{finding_id}"
    return do(request, act, done=_("核对请求会发给提供部门。"), back_to=back_to)


@audience("staff")
@require_POST
def note_answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say that what the provider answered was looked at."""
    actor, sent = actor_of(request), request.POST

    def act() -> object:
        return spared.note_answer(
            case_id=case_id,
            actor=actor,
            at=timezone.now(),
            revision=whole_number(sent.get("revision", "")),
        )

    back_to = f"/workbench/cases/{case_id}#found"
    return do(request, act, done=_("已记下，核对答复已查看。"), back_to=back_to)


@audience("staff")
@require_POST
def check_decision(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say what follows for a decision whose grounds turned out doubtful."""
    actor, sent = actor_of(request), request.POST

    def act() -> object:
        chosen = sent.get("outcome", "")
        if chosen not in CheckOutcome.values:
            raise Unanswered(message=_("请选择复核结果。"))
        return spared.conclude_check(
            case_id=case_id,
            outcome=CheckOutcome(chosen),
            reason=sent.get("reason", ""),
            actor=actor,
            at=timezone.now(),
        )

    return do(request, act, done=_("复核结果已记下。"), back_to=f"/workbench/cases/{case_id}#found")


@audience("staff")
@require_POST
def trust(request: HttpRequest, case_id: UUID, finding_id: UUID) -> HttpResponse:
    """Say why there is no doubt any more."""
    actor, sent = actor_of(request), request.POST

    def act() -> object:
        return spared.end_doubt(
            case_id=case_id,
            finding_id=finding_id,
            note=sent.get("note", ""),
            actor=actor,
            at=timezone.now(),
            revision=whole_number(sent.get("revision", "")),
        )

    back_to = f"/workbench/cases/{case_id}#finding-{finding_id}"
    return do(request, act, done=_("已记下，不再怀疑这份资料。"), back_to=back_to)
