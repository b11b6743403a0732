# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How one is reached in a case of one's own: read masked, changed part by part."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yiwang.cases import selectors as cases
from yiwang.cases.services import contacts
from yiwang.delivery.services.addressing import Address
from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.organizations import selectors as organizations
from yiwang.portal.frame import actor_of, page
from yiwang.portal.regions import region_of

FIELDS = ("contact_phone", "email", "name", "phone", "division", "street")
ADDRESS = ("name", "phone", "street")
"""One of these filled in means that the address shall change; a division is always chosen."""


@audience("citizen")
@sensitive_post_parameters("contact_phone", "email", "name", "phone", "street")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show how one is reached in a case, and change it."""
    if request.method != "POST":
        return _page(request, case_id)
    cases.case(case_id, actor_of(request))  # whose it is comes before what is wrong with the form
    try:
        ledger.perform_once(
            key=request.POST.get("idempotency_key") or None,
            scope=f"portal:{actor_of(request).account_id}:{case_id}:contact",
            fingerprint=ledger.request_fingerprint(
                method="POST", path=request.path, body=_sent(request)
            ),
            action=lambda: _changed(request, case_id),
        )
    except RequestInFlight:
        pass
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        return _page(request, case_id, refusal=refusal)
    messages.success(request, _("联系方式已经更改，办理的工作人员看得到。"))
    return HttpResponseRedirect(f"/my/cases/{case_id}/contact")


def _sent(request: HttpRequest) -> bytes:
    names = (*FIELDS, "redirects", "version")
    return "\n".join(request.POST.get(name, "") for name in names).encode()


def _changed(request: HttpRequest, case_id: UUID) -> ledger.Answer:
    sent = request.POST
    contacts.change(
        case_id=case_id,
        wanted=contacts.Wanted(
            phone=sent.get("contact_phone", ""),
            email=sent.get("email", ""),
            address=_address(request),
            redirects=sent.get("redirects") == "yes",
        ),
        version=_version(sent.get("version", "")),
        actor=actor_of(request),
        at=timezone.now(),
    )
    return ledger.Answer(status=200, body={"done": True})


def _version(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,5}", text) else -1


def _address(request: HttpRequest) -> Address | None:
    typed = {name: request.POST.get(name, "") for name in ADDRESS}
    if not any(text.strip() for text in typed.values()):
        return None
    return Address.stated(**typed, division=request.POST.get("division", ""))


def _page(
    request: HttpRequest, case_id: UUID, *, refusal: DomainError | None = None
) -> HttpResponse:
    actor = actor_of(request)
    with read_only():
        case = cases.case(case_id, actor)
        path = region_of(request).path
        wrong = dict.fromkeys(FIELDS, "")
        wrong |= {one.path.strip("/"): one.message for one in refusal.errors} if refusal else {}
        travelling = cases.contacts.on_their_way(case, actor)
        context = {
            "case": case,
            "contact": cases.contacts.shown_contact(case),
            "changes": cases.contacts.changes_of(case),
            "on_their_way": travelling,
            "can_redirect": any(each.is_possible for each in travelling),
            "may_change": contacts.may_change(actor, case),
            "places": organizations.children(path[1].code) if len(path) > 1 else [],
            "region": region_of(request),
            "typed": {name: request.POST.get(name, "") for name in FIELDS},
            "wants_old": request.method == "POST" and "redirects" not in request.POST,
            "refusal": refusal,
            "wrong": wrong,
        }
        status = refusal.status if refusal else 200
        return page(request, "portal/contacts/contact.html", context, current="my", status=status)
