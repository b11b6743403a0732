# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""我的快递: one's parcels, and how the result of a case shall come."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import shipping
from yiwang.delivery import policies
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Leg, ParcelState, Payer
from yiwang.delivery.services import cancelling, parcels, redirecting
from yiwang.delivery.services.addressing import Address
from yiwang.documents import services as documents
from yiwang.foundation.errors import DomainError, Kind, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.portal.frame import actor_of, page
from yiwang.portal.regions import region_of

PAGE = 20
TONES: Mapping[str, tuple[str, str]] = {
    ParcelState.PREPARED: ("quiet", "hourglass"),
    ParcelState.BOOKED: ("quiet", "clock"),
    ParcelState.COLLECTED: ("", "truck-delivery"),
    ParcelState.MOVING: ("", "truck-delivery"),
    ParcelState.OUT: ("", "truck-delivery"),
    ParcelState.FAILED: ("warn", "alert-triangle"),
    ParcelState.STORED: ("warn", "building-store"),
    ParcelState.RECEIVED: ("", "circle-check"),
    ParcelState.HANDED_OUT: ("", "circle-check"),
    ParcelState.RETURNING: ("warn", "arrow-back-up"),
    ParcelState.RETURNED: ("warn", "arrow-back-up"),
    ParcelState.LOST: ("danger", "alert-circle"),
    ParcelState.DAMAGED: ("danger", "alert-circle"),
    ParcelState.CANCELLED: ("quiet", "ban"),
}


def chip_of(parcel: Any) -> dict[str, str]:
    """Return how a parcel's state is shown: word, tone and icon."""
    tone, icon = TONES[parcel.state]
    return {"text": parcel.get_state_display(), "tone": tone, "icon": icon}


def shown(found: list[Any]) -> list[dict[str, Any]]:
    """Return parcels with their stories, as pages show them."""
    told = delivery.story(found) if found else {}
    return [
        {
            "parcel": each,
            "chip": chip_of(each),
            "carrier": delivery.carrier_title(each.carrier)
            if each.carrier != delivery.OTHER_CARRIER
            else _("自行交寄"),
            "story": told[each.pk][::-1],
            "reason": delivery.fail_words(each),
            "cancellation": delivery.cancellation(each, for_staff=False),
            "redirection": delivery.redirection(each, for_staff=False),
        }
        for each in found
    ]


@audience("citizen")
@require_safe
def parcel_list(request: HttpRequest) -> HttpResponse:
    """List one's parcels, newest first."""
    cursor = None
    with suppress(ValueError):
        cursor = UUID(request.GET.get("cursor", ""))
    with read_only():
        rows = delivery.parcels(actor_of(request), cursor=cursor, limit=PAGE + 1)
        next_url = f"?cursor={rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
        context = {"rows": shown(rows[:PAGE]), "next_url": next_url}
        return page(request, "portal/parcels/list.html", context, current="my")


@audience("citizen")
@require_safe
def parcel(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Show one parcel: where it is, and what one can do."""
    with read_only():
        return _parcel_page(request, parcel_id)


def _parcel_page(
    request: HttpRequest, parcel_id: UUID, *, code: str = "", refusal: str = "", status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    found = delivery.parcel(parcel_id, actor)
    context = shown([found])[0] | {
        "sender": found.sender.masked,
        "recipient": found.recipient.masked,
        "may": policies.may(actor, found),
        "code": code,
        "refusal": refusal,
        "typed": _typed(request),
        "places": _places(request),
        "region": region_of(request),
    }
    return page(request, "portal/parcels/parcel.html", context, current="my", status=status)


@audience("citizen")
@require_safe
def photo(request: HttpRequest, parcel_id: UUID) -> HttpResponseBase:
    """Hand out the picture that shows the receipt."""
    with read_only():
        file = delivery.photo(delivery.parcel(parcel_id, actor_of(request)))
        if file is None:
            raise NotFound
        return documents.download_response(file)


@audience("citizen")
@require_POST
def act(request: HttpRequest, parcel_id: UUID, action: str) -> HttpResponse:
    """Call a parcel off, send it elsewhere, or get a fresh code."""
    actor, at = actor_of(request), timezone.now()
    delivery.parcel(parcel_id, actor)  # whose it is comes before what is wrong with the form
    if action == "code":
        try:
            code = parcels.renew_code(parcel_id=parcel_id, actor=actor, at=at)
        except DomainError as refusal:
            return _refused(request, parcel_id, refusal)
        return _parcel_page(request, parcel_id, code=code)
    commands: Mapping[str, tuple[Callable[[], object], str]] = {
        "cancel": (
            lambda: cancelling.cancel_parcel(parcel_id=parcel_id, actor=actor, at=at),
            _("取消寄件的要求已经记下，结果见下面。"),
        ),
        "address": (
            lambda: redirecting.change_address(
                parcel_id=parcel_id, recipient=_address(request), actor=actor, at=at
            ),
            _("新地址已经记下，结果见下面。"),
        ),
    }
    if action not in commands:
        raise Http404
    command, done = commands[action]
    try:
        command()
    except DomainError as refusal:
        return _refused(request, parcel_id, refusal)
    messages.success(request, done)
    return HttpResponseRedirect(f"/my/parcels/{parcel_id}")


def _refused(request: HttpRequest, parcel_id: UUID, refusal: DomainError) -> HttpResponse:
    if refusal.kind is Kind.NOT_FOUND:
        raise refusal
    return _parcel_page(request, parcel_id, refusal=str(refusal), status=refusal.status)


def _address(request: HttpRequest) -> Address:
    sent = request.POST
    return Address.stated(
        name=sent.get("name", ""),
        phone=sent.get("phone", ""),
        division=sent.get("division", ""),
        street=sent.get("street", ""),
    )


def _typed(request: HttpRequest) -> dict[str, str]:
    """Return what stood in the form, so that nothing has to be typed twice."""
    names = ("name", "phone", "division", "street", "carrier", "contents", "waybill", "window")
    return {name: request.POST.get(name, "") for name in names}


def _places(request: HttpRequest) -> list[organizations.DivisionName]:
    """Return the counties around the reader's region; another city is chosen in the header."""
    path = region_of(request).path
    return organizations.children(path[1].code) if len(path) > 1 else []


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def case_shipping(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Choose how the result comes, or have originals fetched."""
    if request.method != "POST":
        with read_only():
            return _shipping_page(request, case_id)
    return _case_act(request, case_id, request.POST.get("action", ""))


def _case_act(request: HttpRequest, case_id: UUID, action: str) -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    cases.case(case_id, actor)  # whose it is comes before what is wrong with the form
    try:
        if action == "quote":
            return _quoted(request, case_id)
        if action == "originals":
            sent = shipping.send_originals(
                case_id=case_id, sent=_originals(request, at), actor=actor, at=at
            )
            messages.success(request, _("已登记，快递企业接单后会告诉您运单号。"))
            return HttpResponseRedirect(f"/my/parcels/{sent.pk}")
        is_by_courier = request.POST.get("method") == "courier"
        wish = shipping.Wish(
            address=_address(request) if is_by_courier else None,
            carrier=request.POST.get("carrier", ""),
        )
        shipping.choose(case_id=case_id, wish=wish, actor=actor, at=at)
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        return _shipping_page(
            request, case_id, refusal=str(refusal), tried=action, status=refusal.status
        )
    messages.success(request, _("取件方式已经保存。"))
    return HttpResponseRedirect(f"/my/cases/{case_id}#shipping")


def _quoted(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what the result's way would cost; nothing is kept."""
    case = cases.case(case_id, actor_of(request))
    wanted = shipping.result_parcel(
        case, recipient=_address(request), carrier=request.POST.get("carrier", "")
    )
    asked = parcels.quote(parcel=wanted)
    return _shipping_page(request, case_id, quote=asked)


def _originals(request: HttpRequest, at: datetime) -> shipping.Originals:
    sent = request.POST
    waybill = sent.get("waybill", "").strip()[:40]
    return shipping.Originals(
        sender=_address(request),
        carrier=sent.get("carrier", ""),
        contents=sent.get("contents", "").strip()[:200] or _("申请材料原件"),
        window=None if waybill else _window(sent.get("window", ""), at),
        waybill=waybill,
    )


def _windows(at: datetime) -> list[tuple[str, str]]:
    """Return the times to choose from: mornings and afternoons of the next three days."""
    found = []
    for day in range(4):
        for hour, words in ((9, _("上午 9 点到 12 点")), (13, _("下午 1 点到 5 点"))):
            since = timezone.localtime(at).replace(hour=hour, minute=0, second=0, microsecond=0)
            since += timedelta(days=day)
            if since > at:
                on = _("%(month)d月%(day)d日") % {"month": since.month, "day": since.day}
                found.append((f"{since:%Y-%m-%dT%H}", f"{on} {words}"))
    return found[:6]


def _window(text: str, at: datetime) -> parcels.Window | None:
    """Return the window that was chosen; the first to come when it is none of those offered."""
    offered = [value for value, _words in _windows(at)]
    chosen = text if text in offered else offered[0]
    since = timezone.make_aware(datetime.strptime(chosen, "%Y-%m-%dT%H"))  # noqa: DTZ007
    return parcels.Window(since, since + timedelta(hours=3 if since.hour < 12 else 4))


def _shipping_page(
    request: HttpRequest,
    case_id: UUID,
    *,
    refusal: str = "",
    tried: str = "",
    quote: Any = None,
    status: int = 200,
) -> HttpResponse:
    case = cases.case(case_id, actor_of(request))
    payers = delivery.payers(case.department_id)
    choices = delivery.carrier_choices()
    context = {
        "case": case,
        "travelling": cases.travelling(case),
        "carriers": choices,
        "places": _places(request),
        "region": region_of(request),
        "windows": _windows(timezone.now()),
        "typed": _typed(request),
        "tried": tried,
        "refusal": refusal,
        "quote": quote,
        "payer_in": Payer(payers[Leg.TO_HALL]).label,
        "payer_out": Payer(payers[Leg.TO_CITIZEN]).label,
        "wants": request.GET.get("wants", ""),
    }
    return page(request, "portal/parcels/shipping.html", context, current="my", status=status)
