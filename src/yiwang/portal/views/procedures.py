# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hearings, visits and notices in one's own case; asking for a hearing, and being heard."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action, PartyRole, StatementKind
from yiwang.cases.services import procedures
from yiwang.documents import services as document_services
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.portal.frame import actor_of, page

OPEN = frozenset({Action.DECIDE, Action.RESUME})
"""What a case between acceptance and decision can meet next."""


@audience("citizen")
@require_safe
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show when and where, what came of it, and what was said and answered."""
    return _page(request, case_id)


def _page(
    request: HttpRequest, case_id: UUID, *, refusal: DomainError | None = None
) -> HttpResponse:
    actor = actor_of(request)
    with read_only():
        case = cases.case(case_id, actor)
        found = cases.procedures_of(case, today=timezone.localdate())
        party = found.applicant_party
        may_speak = bool(OPEN & policies.possible_actions(case))
        may_ask = party is not None and party.hearing_ask_by is not None
        if party is None or party.hearing_waived_at or not may_speak:
            may_ask = False
        context = {
            "case": case,
            "found": found,
            "party": party,
            "may_speak": may_speak,
            "may_ask": may_ask
            and party is not None
            and not party.hearing_asked_at
            and party.hearing_ask_by is not None
            and timezone.localdate() <= party.hearing_ask_by,
            "may_waive": may_ask,
            "statements": [
                (one, found.files_of_statement(one.pk) if _is_own(one) else [])
                for one in found.statements
            ],
            "refusal": str(refusal) if refusal else "",
            "typed": request.POST.get("words") or request.POST.get("reason") or "",
        }
        status = refusal.status if refusal else 200
        return page(request, "portal/procedures.html", context, current="my", status=status)


def _is_own(statement: object) -> bool:
    party = getattr(statement, "party", None)
    if party is not None:
        return bool(party.role == PartyRole.APPLICANT)
    return getattr(statement, "procedure_id", None) is None


@audience("citizen")
@require_POST
def act(request: HttpRequest, case_id: UUID, action: str) -> HttpResponse:
    """Ask for a hearing, give it up, or state one's view; done once however often it is sent."""
    if action not in COMMANDS:
        raise Http404
    command, done = COMMANDS[action]
    actor, at = actor_of(request), timezone.now()
    try:
        ledger.perform_once(
            key=request.POST.get("idempotency_key") or None,
            scope=f"portal:{actor.account_id}:{case_id}:{action}",
            fingerprint=ledger.request_fingerprint(
                method="POST",
                path=request.path,
                body=(request.POST.get("words", "") + request.POST.get("reason", "")).encode(),
            ),
            action=lambda: _answered(lambda: command(request, case_id, actor, at)),
        )
    except RequestInFlight:
        pass
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        return _page(request, case_id, refusal=refusal)
    messages.success(request, str(done))
    return HttpResponseRedirect(f"/my/cases/{case_id}/procedures")


def _answered(command: Callable[[], object]) -> ledger.Answer:
    command()
    return ledger.Answer(status=200, body={"done": True})


def _ask(request: HttpRequest, case_id: UUID, actor: Actor, at: datetime) -> object:
    return procedures.ask_hearing(
        case_id=case_id, reason=request.POST.get("reason", ""), actor=actor, at=at
    )


def _waive(_request: HttpRequest, case_id: UUID, actor: Actor, at: datetime) -> object:
    return procedures.waive_hearing(case_id=case_id, actor=actor, at=at)


def _state(request: HttpRequest, case_id: UUID, actor: Actor, at: datetime) -> object:
    case = cases.case(case_id, actor)
    files = [
        document_services.store_upload(
            upload,
            name=upload.name or "",
            owner=actor,
            at=at,
            region_code=case.region_code,
            expected_size=upload.size,
        ).id
        for upload in request.FILES.getlist("files")
    ]
    return procedures.state(
        case_id=case_id,
        kind=StatementKind.STATEMENT,
        words=request.POST.get("words", ""),
        files=files,
        actor=actor,
        at=at,
    )


Command = Callable[[HttpRequest, UUID, Actor, datetime], object]
COMMANDS: Mapping[str, tuple[Command, str | Promise]] = {
    "ask-hearing": (_ask, _("听证申请已经提出，会在二十个工作日内组织。")),
    "waive-hearing": (_waive, _("已记录您放弃听证。")),
    "state": (_state, _("已经收到，作出决定前会答复您。")),
}
