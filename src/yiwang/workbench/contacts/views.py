# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How the applicant of a case is reached: masked, opened for a purpose, changed at the counter."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.cases import selectors as cases
from yiwang.cases.services import contacts, reading
from yiwang.delivery.services.addressing import Address
from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.organizations import selectors as organizations
from yiwang.workbench.cases.shown import case_page
from yiwang.workbench.contacts import opening
from yiwang.workbench.frame import actor_of, once, page

CURRENT = "/workbench/cases"
FIELDS = ("contact_phone", "email", "name", "phone", "division", "street", "ground")
ADDRESS = ("name", "phone", "street")


@audience("staff")
@sensitive_post_parameters("contact_phone", "email", "name", "phone", "street")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show how the applicant is reached, and change it for who stands at the counter."""
    if request.method != "POST":
        return _page(request, case_id)
    cases.case(case_id, actor_of(request))  # who may see it comes before what is wrong
    try:
        once(request, lambda: _changed(request, case_id))
    except RequestInFlight:
        messages.info(request, _("刚才的操作正在处理，请看下面的最新状态。"))
    except DomainError as refusal:
        if refusal.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        return _page(request, case_id, refusal=refusal)
    else:
        messages.success(request, _("联系方式已经更改，申请人的账号会收到通知。"))
    return HttpResponseRedirect(f"/workbench/cases/{case_id}/contact")


@audience("staff")
@require_POST
def open_contact(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the contact in full, for the purpose that was chosen; the applicant can see who did."""
    try:
        opened = contacts.open_contact(
            case_id=case_id,
            purpose=request.POST.get("purpose", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        if refusal.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        return _page(request, case_id, refusal=refusal)
    return _page(request, case_id, opened=opened)


@audience("staff")
@require_POST
def open_numbers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the page of a case with the numbers of its form in full, for the purpose chosen."""
    try:
        contacts.note_opened(
            case_id=case_id,
            purpose=request.POST.get("purpose", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        if refusal.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"/workbench/cases/{case_id}")
    return case_page(request, case_id, opens_numbers=True)


def _changed(request: HttpRequest, case_id: UUID) -> ledger.Answer:
    sent = request.POST
    version = sent.get("version", "")
    contacts.change(
        case_id=case_id,
        wanted=contacts.Wanted(
            phone=sent.get("contact_phone", ""),
            email=sent.get("email", ""),
            address=_address(request),
            redirects=sent.get("redirects") == "yes",
            ground=sent.get("ground", ""),
        ),
        version=int(version) if re.fullmatch(r"[0-9]{1,5}", version) else -1,
        actor=actor_of(request),
        at=timezone.now(),
    )
    return ledger.Answer(status=200, body={"done": True})


def _address(request: HttpRequest) -> Address | None:
    typed = {name: request.POST.get(name, "") for name in ADDRESS}
    if not any(text.strip() for text in typed.values()):
        return None
    return Address.stated(**typed, division=request.POST.get("division", ""))


def _wrong(refusal: DomainError | None) -> dict[str, str]:
    return {one.path.strip("/"): one.message for one in refusal.errors} if refusal else {}


def _places(division_code: str) -> list[organizations.DivisionName]:
    """Return the counties of the city in which a department stands."""
    path = organizations.division_path(division_code) if division_code else []
    return organizations.children(path[1].code) if len(path) > 1 else []


def _page(
    request: HttpRequest,
    case_id: UUID,
    *,
    refusal: DomainError | None = None,
    opened: contacts.Contact | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        may_change = contacts.may_change(actor, case)
        travelling = cases.contacts.on_their_way(case, actor)
        context = {
            "case": case,
            "contact": cases.contacts.shown_contact(case),
            "opened": opened,
            "changes": cases.contacts.changes_of(case),
            "on_their_way": travelling,
            "can_redirect": any(each.is_possible for each in travelling),
            "may_change": may_change,
            "may_open": contacts.may_open(actor, case),
            "purposes": opening.purposes(),
            "grounds": [(one.value, one.label) for one in contacts.AT_THE_COUNTER],
            "places": _places(actor.division_code) if may_change else [],
            "home": actor.division_code,
            "typed": {name: request.POST.get(name, "") for name in FIELDS},
            "refusal": refusal,
            "wrong": dict.fromkeys(FIELDS, "") | _wrong(refusal),
        }
        status = refusal.status if refusal else 200
        return page(
            request, "workbench/contacts/contact.html", context, current=CURRENT, status=status
        )
