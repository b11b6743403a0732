# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""邮寄台: what goes out today, what is on its way, what failed, and what lies here again."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases.services import shipping
from yiwang.delivery import policies
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Happening, Inquiry, Leg, ParcelState, Payer
from yiwang.delivery.services import cancelling, silence
from yiwang.delivery.services import desk as services
from yiwang.documents import services as documents
from yiwang.foundation.errors import DomainError, InvalidAmount, NotFound
from yiwang.foundation.money import Money
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import actor_of, do, page, uuids

CURRENT = "/workbench/parcels"
PAGE = 50
SHELVES: Mapping[str, str | Promise] = {
    delivery.Shelf.TO_SEND: _("今天要寄"),
    delivery.Shelf.COMING: _("寄来的原件"),
    delivery.Shelf.MOVING: _("在途"),
    delivery.Shelf.FAILED: _("没送到"),
    delivery.Shelf.REDIRECTS: _("改寄未成"),
    delivery.Shelf.CALLED_OFF: _("取消未成"),
    delivery.Shelf.RETURNED: _("退回、丢失、破损"),
    delivery.Shelf.QUIET: _("久无动静"),
    delivery.Shelf.DONE: _("已完成"),
}
TONES: Mapping[str, tuple[str, str]] = {
    ParcelState.FAILED: ("warn", "alert-triangle"),
    ParcelState.STORED: ("warn", "building-store"),
    ParcelState.RETURNING: ("warn", "arrow-back-up"),
    ParcelState.RETURNED: ("warn", "arrow-back-up"),
    ParcelState.LOST: ("danger", "alert-circle"),
    ParcelState.DAMAGED: ("danger", "alert-circle"),
    ParcelState.RECEIVED: ("", "circle-check"),
    ParcelState.HANDED_OUT: ("", "circle-check"),
    ParcelState.CANCELLED: ("quiet", "ban"),
}


ENDINGS = (("lost", _("丢失")), ("damaged", _("破损")), ("returned", _("已退回窗口")))


def shown(found: Any) -> dict[str, Any]:
    """Return one parcel as lists and pages show it."""
    tone, icon = TONES.get(found.state, ("", "truck-delivery"))
    price = found.price_fen
    return {
        "parcel": found,
        "chip": {"text": found.get_state_display(), "tone": tone, "icon": icon},
        "carrier": delivery.carrier_title(found.carrier)
        if found.carrier != delivery.OTHER_CARRIER
        else _("自行交寄"),
        "reason": delivery.fail_words(found),
        "cancellation": delivery.cancellation(found, for_staff=True),
        "redirection": delivery.redirection(found, for_staff=True),
        "price": str(Money(price)) if price is not None else "",
    }


@audience("staff")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """List the parcels of one shelf."""
    actor = actor_of(request)
    policies.check_reads_a_desk(actor)
    shelf = request.GET.get("shelf", "")
    shelf = shelf if shelf in SHELVES else delivery.Shelf.TO_SEND
    cursor = None
    with suppress(ValueError):
        cursor = UUID(request.GET.get("cursor", ""))
    with read_only():
        rows = delivery.parcels(actor, shelf=shelf, cursor=cursor, limit=PAGE + 1)
        counts = delivery.counts(actor)
        more = rows[PAGE - 1].pk if len(rows) > PAGE else None
        context = {
            "rows": [shown(row) for row in rows[:PAGE]],
            "shelves": [(name, words, counts[name]) for name, words in SHELVES.items()],
            "shelf": shelf,
            "can_print": shelf == delivery.Shelf.TO_SEND and actor.has_right(Right.CASES_ACCEPT),
            "next_url": f"?shelf={shelf}&cursor={more}" if more else "",
        }
        return page(request, "workbench/delivery/desk.html", context, current=CURRENT)


@audience("staff")
@require_safe
def parcel(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Show one parcel: addresses masked, its story, and what the desk can do."""
    actor = actor_of(request)
    with read_only():
        found = delivery.parcel(parcel_id, actor)
        context = shown(found) | {
            "sender": found.sender.masked,
            "recipient": found.recipient.masked,
            "story": delivery.story([found])[found.pk][::-1],
            "may": policies.may(actor, found),
            "can_take_in": found.leg == Leg.TO_HALL and found.ended_at is None,
            "is_open": found.ended_at is None and found.state != ParcelState.PREPARED,
            "endings": ENDINGS,
            "inquiries": Inquiry.choices,
            "compensation": str(Money(found.compensation_fen)) if found.compensation_fen else "",
        }
        return page(request, "workbench/delivery/parcel.html", context, current=CURRENT)


@audience("staff")
@require_safe
def photo(request: HttpRequest, parcel_id: UUID) -> HttpResponseBase:
    """Hand out the picture that shows the receipt."""
    with read_only():
        file = delivery.photo(delivery.parcel(parcel_id, actor_of(request)))
        if file is None:
            raise NotFound
        return documents.download_response(file)


@audience("staff")
@require_POST
def act(request: HttpRequest, parcel_id: UUID, action: str) -> HttpResponse:
    """Do one thing with a parcel."""
    actor, at = actor_of(request), timezone.now()
    back = f"/workbench/parcels/{parcel_id}"
    endings = {
        "lost": Happening.LOSE,
        "damaged": Happening.DAMAGE,
        "returned": Happening.BRING_BACK,
    }
    commands: Mapping[str, Callable[[], object]] = {
        "take-in": lambda: services.take_in(parcel_id=parcel_id, actor=actor, at=at),
        "cancel": lambda: cancelling.cancel_parcel(parcel_id=parcel_id, actor=actor, at=at),
        "asked": lambda: silence.note_inquiry(
            parcel_id=parcel_id, answer=_answer(request), actor=actor, at=at
        ),
        "compensate": lambda: services.note_compensation(
            parcel_id=parcel_id, fen=_fen(request), actor=actor, at=at
        ),
        **{
            name: partial(
                services.note_ended, parcel_id=parcel_id, happening=happening, actor=actor, at=at
            )
            for name, happening in endings.items()
        },
    }
    if action == "hand-out":
        return _hand_out(request, parcel_id, back)
    if action not in commands:
        raise Http404
    return do(request, commands[action], done=_("已登记。"), back_to=back)


def _hand_out(request: HttpRequest, parcel_id: UUID, back: str) -> HttpResponse:
    """Hand over what came back; the count of wrong codes outlives the refusal, so no key here."""
    try:
        services.hand_out(
            parcel_id=parcel_id,
            code=request.POST.get("code", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(_("已交付收件人。")))
    return HttpResponseRedirect(back)


def _answer(request: HttpRequest) -> Inquiry:
    answer = request.POST.get("answer", "")
    if answer not in Inquiry.values:
        raise Http404
    return Inquiry(answer)


def _fen(request: HttpRequest) -> int:
    amount = Money.parse(request.POST.get("yuan", ""))
    if amount.fen < 0:
        raise InvalidAmount
    return amount.fen


@audience("staff")
@require_POST
def labels(request: HttpRequest) -> HttpResponse:
    """Print the labels that were ticked, as one PDF."""
    chosen = uuids(request.POST.getlist("parcel"))
    if not chosen:
        return HttpResponseRedirect(CURRENT)
    pdf = services.print_labels(parcel_ids=chosen, actor=actor_of(request), at=timezone.now())
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@audience("staff")
@require_POST
def set_payer(request: HttpRequest) -> HttpResponse:
    """Say who pays for one leg from now on."""
    sent = request.POST
    leg, payer = sent.get("leg", ""), sent.get("payer", "")
    if leg not in Leg.values or payer not in Payer.values:
        raise Http404
    return do(
        request,
        lambda: services.set_payer(
            leg=Leg(leg), payer=Payer(payer), actor=actor_of(request), at=timezone.now()
        ),
        done=_("已保存，以后新寄的邮件照这个付。"),
        back_to="/workbench/parcels/settlement",
    )


@audience("staff")
@require_safe
def carriers(request: HttpRequest) -> HttpResponse:
    """Show how the carriers' interfaces do."""
    policies.check_reads_a_desk(actor_of(request))
    with read_only():
        context = {"rows": delivery.health()}
        return page(request, "workbench/delivery/carriers.html", context, current=CURRENT)


@audience("staff")
@require_POST
def act_on_case(request: HttpRequest, case_id: UUID, action: str) -> HttpResponse:
    """Send a case's result, send originals back, or check in what came."""
    actor, at, sent = actor_of(request), timezone.now(), request.POST
    contents, carrier = sent.get("contents", "")[:200], sent.get("carrier", "")[:40]
    commands: Mapping[str, tuple[Callable[[], object], str | Promise]] = {
        "send": (
            lambda: shipping.send_result(
                case_id=case_id, contents=contents, carrier=carrier, actor=actor, at=at
            ),
            _("已登记寄出，正在向快递企业下单。"),
        ),
        "send-back": (
            lambda: shipping.send_back(
                case_id=case_id, contents=contents, carrier=carrier, actor=actor, at=at
            ),
            _("已登记寄回，正在向快递企业下单。"),
        ),
        "check": (
            lambda: shipping.check_originals(
                case_id=case_id,
                is_right=sent.get("is_right") == "1",
                note=sent.get("note", ""),
                actor=actor,
                at=at,
            ),
            _("已查收原件。"),
        ),
    }
    if action not in commands:
        raise Http404
    command, done = commands[action]
    return do(request, command, done=done, back_to=f"/workbench/cases/{case_id}#shipping")
