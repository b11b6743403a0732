# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""邮寄送达地址: where papers may be posted to oneself, confirmed, changed and taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.delivery import selectors as delivery
from yiwang.delivery.services import service_addresses
from yiwang.delivery.services.addressing import Address
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.portal.frame import actor_of, page
from yiwang.portal.regions import region_of

HERE = "/my/served/address"
FIELDS = ("name", "phone", "division", "street")


@audience("citizen")
@sensitive_post_parameters("name", "phone", "street")
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Show the address that was confirmed, and the form that confirms another."""
    if request.method != "POST":
        return _page(request)
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        service_addresses.confirm(
            address=Address.stated(**typed), actor=actor_of(request), at=timezone.now()
        )
    except DomainError as refusal:
        return _page(request, typed=typed, refusal=refusal)
    messages.success(request, _("已确认。没有电子送达的文书，以后邮寄到这个地址。"))
    return HttpResponseRedirect(HERE)


@audience("citizen")
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Have papers posted there no longer."""
    try:
        service_addresses.end(actor=actor_of(request), at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已撤回。以前交寄的文书不受影响。"))
    return HttpResponseRedirect(HERE)


def _page(
    request: HttpRequest,
    *,
    typed: dict[str, str] | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    with read_only():
        path = region_of(request).path
        row = delivery.service_address(actor.applicant_id) if actor.applicant_id else None
        context = {
            "row": row,
            "shown": row.address.masked if row else None,
            "text": service_addresses.TEXT,
            "is_agent": actor.mandate_id is not None,
            "typed": typed or dict.fromkeys(FIELDS, ""),
            "places": organizations.children(path[1].code) if len(path) > 1 else [],
            "region": region_of(request),
            "refusal": refusal,
        }
        status = refusal.status if refusal else 200
        return page(request, "portal/serving/address.html", context, current="my", status=status)
