# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding whom a case concerns by name; saying who a party is that was told without a number."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action, ApplicantKind, PartyRole, Role
from yiwang.cases.services import procedures, reading
from yiwang.foundation.errors import DomainError, FieldError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.cases.attempts import Answers
from yiwang.workbench.cases.own_motion import may_open
from yiwang.workbench.frame import actor_of, do, page, whole_number

CURRENT = "/workbench/cases"


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked for, and what came of it."""

    typed: Answers
    found: tuple[procedures.FoundParty, ...] = ()
    is_done: bool = False
    faults: tuple[FieldError, ...] = ()
    status: int = 200


def _searched(request: HttpRequest, *, case_id: UUID | None = None) -> Search:
    """Look for whom a form names; it is sent by POST, so that no name stands in an address."""
    sent = Answers(request.POST.dict())
    born_on: date | None = None
    with suppress(ValueError):
        born_on = date.fromisoformat(sent["born_on"])
    wanted = procedures.Wanted(sent["kind"], sent["wanted"], born_on, sent["phone"])
    try:
        found = procedures.find_parties(
            wanted, actor=actor_of(request), at=timezone.now(), case_id=case_id
        )
    except DomainError as refusal:
        at_field = "/firm-name" if wanted.kind == ApplicantKind.LEGAL else "/person-name"
        fault = FieldError(at_field, refusal.code, str(refusal))
        return Search(sent, faults=(fault,), status=refusal.status)
    return Search(sent, tuple(found), is_done=True)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def find_for_own_motion(request: HttpRequest) -> HttpResponse:
    """Find whom a case is opened about; choosing one leads back to the form."""
    if not may_open(actor_of(request)):
        raise Forbidden
    search = _searched(request) if request.method == "POST" else Search(Answers())
    context = {"search": search, "action": "/workbench/own-motion/party"}
    return page(
        request,
        "workbench/procedures/find_party.html",
        context,
        current=CURRENT,
        status=search.status,
    )


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, case_id: UUID, party_id: UUID) -> HttpResponse:
    """Show whether a party is known, and find, link or unlink it."""
    action = request.POST.get("action", "") if request.method == "POST" else ""
    if action in ("", "find"):
        return _party_page(request, case_id, party_id, is_search=action == "find")
    if action == "paper":
        return do(
            request,
            lambda: procedures.issue_rights_paper(
                case_id=case_id, party_id=party_id, actor=actor_of(request), at=timezone.now()
            ),
            done=_("已出具权利告知书，稍后刷新可以看到。"),
            back_to=f"/workbench/cases/{case_id}/services?party={party_id}",
        )
    if action not in ("link", "unlink"):
        raise Http404
    here = f"/workbench/cases/{case_id}/parties/{party_id}"
    given: dict[str, Any] = {
        "case_id": case_id,
        "party_id": party_id,
        "actor": actor_of(request),
        "at": timezone.now(),
        "revision": whole_number(request.POST.get("revision", "")),
    }
    sent = request.POST
    if action == "unlink":
        return do(
            request,
            lambda: procedures.unlink_party(reason=sent.get("reason", ""), **given),
            done=_("关联已撤销，对方从现在起看不到这一办件。"),
            back_to=here,
        )
    return do(
        request,
        lambda: procedures.link_party(
            number=sent.get("number", ""), found=sent.get("found", ""), **given
        ),
        done=_("已关联，对方从现在起可以自己查看、提出异议、要求听证，并会收到消息。"),
        back_to=here,
    )


def _party_page(
    request: HttpRequest, case_id: UUID, party_id: UUID, *, is_search: bool
) -> HttpResponse:
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        found = cases.procedures_of(case, today=timezone.localdate())
        row = next((one for one in found.parties if one.pk == party_id), None)
        if row is None or row.role != PartyRole.INTERESTED:
            raise Http404
        is_open = bool({Action.DECIDE, Action.RESUME} & policies.possible_actions(case))
        may_act = is_open and policies.can(actor, Action.CLAIM, case, role=Role.HANDLER)
    if is_search and not may_act:
        raise Forbidden
    search = _searched(request, case_id=case_id) if is_search else Search(Answers())
    context = {
        "case": case,
        "party": row,
        "is_linked": row.person_id is not None or row.number_index is not None,
        "may_act": may_act,
        "search": search,
        "action": f"/workbench/cases/{case_id}/parties/{party_id}",
    }
    return page(
        request,
        "workbench/procedures/party.html",
        context,
        current=CURRENT,
        status=search.status,
    )
