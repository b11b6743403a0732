# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hearings and public notices for everybody; what touches one's interests in others' cases."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import procedures, serving
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.organizations import selectors as organizations
from yiwang.portal.frame import actor_of, page
from yiwang.portal.regions import region_of


@audience("public")
@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    """List the hearings to come and the public notices of a place: what, when, how to take part."""
    return _announced(request, request.GET.get("place", ""))


def _announced(
    request: HttpRequest, asked: str, *, refused: str = "", refusal: DomainError | None = None
) -> HttpResponse:
    """Show the page; after a refusal with what was typed, at the notice that it was typed for."""
    actor = actor_of(request)
    with read_only():
        path = organizations.division_path(asked.strip()[:40] or region_of(request).code)
        code = path[-1].code
        context = {
            "rows": cases.announced(code, today=timezone.localdate()),
            "place": organizations.full_name(code),
            "place_code": code,
            "above": [(step.name, f"?place={step.code}") for step in reversed(path[:-1])],
            "here": f"/announcements?place={code}",
            "is_anonymous": not (actor.is_citizen or actor.is_staff),
            "may_object": actor.is_citizen,
            "refused": refused,
            "refusal": str(refusal) if refusal else "",
            "typed": request.POST.get("words", ""),
        }
        status = refusal.status if refusal else 200
        return page(request, "portal/interests/announced.html", context, status=status)


@audience("citizen")
@require_POST
def object_to_notice(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """Object to a public notice while it hangs out; done once however often it is sent."""
    actor, words = actor_of(request), request.POST.get("words", "")

    def act() -> ledger.Answer:
        said = procedures.object_to_notice(
            procedure_id=procedure_id, words=words, actor=actor, at=timezone.now()
        )
        return ledger.Answer(status=200, body={"party_id": str(said.party_id)})

    try:
        answer = ledger.perform_once(
            key=request.POST.get("idempotency_key") or None,
            scope=f"portal:{actor.account_id}:notice:{procedure_id}",
            fingerprint=ledger.request_fingerprint(
                method="POST", path=request.path, body=words.encode(errors="replace")
            ),
            action=act,
        )
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        place = request.POST.get("place", "")
        return _announced(request, place, refused=str(procedure_id), refusal=refusal)
    messages.success(request, _("已收到您的异议，作出决定前会答复您。"))
    return HttpResponseRedirect(f"/my/interests/{answer.body['party_id']}")


@audience("citizen")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List where the reader was told that a decision touches their interests."""
    with read_only():
        context = {"rows": cases.interests.interests(actor_of(request))}
        return page(request, "portal/interests/mine.html", context, current="my")


@audience("citizen")
@require_safe
def show(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Show one: what it is about, the hearing, what was said and answered."""
    return _page(request, party_id)


def _page(
    request: HttpRequest, party_id: UUID, *, refusal: DomainError | None = None
) -> HttpResponse:
    with read_only():
        found = cases.interests.interest(party_id, actor_of(request), today=timezone.localdate())
        context = {
            "found": found,
            "offered": documents.translations.offered(on=timezone.localdate()),
            "paper_language": found.papers.language,
            "today": timezone.localdate(),
            "refusal": str(refusal) if refusal else "",
            "typed": {name: request.POST.get(name, "") for name in ("words", "reason")},
        }
        status = refusal.status if refusal else 200
        template = "portal/interests/interest.html"
        return page(request, template, context, current="my", status=status)


@audience("citizen")
@require_safe
def paper_file(request: HttpRequest, party_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Hand out a paper that was issued to the reader in somebody else's case."""
    with read_only():
        file = cases.interests.paper_file(
            party_id, document_id, actor_of(request), language=request.GET.get("language", "")
        )
        return document_services.download_response(file)


@audience("citizen")
@require_POST
def act(request: HttpRequest, party_id: UUID, action: str) -> HttpResponse:
    """Object, ask for a hearing or give it up, and act on papers; done once however often sent."""
    if action not in COMMANDS:
        raise Http404
    command, done = COMMANDS[action]
    actor, at = actor_of(request), timezone.now()
    try:
        ledger.perform_once(
            key=request.POST.get("idempotency_key") or None,
            scope=f"portal:{actor.account_id}:{party_id}:{action}",
            fingerprint=ledger.request_fingerprint(
                method="POST",
                path=request.path,
                body="".join(request.POST.get(name, "") for name in SENT).encode(errors="replace"),
            ),
            action=lambda: _answered(lambda: command(request, party_id, actor, at)),
        )
    except RequestInFlight:
        pass
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        return _page(request, party_id, refusal=refusal)
    messages.success(request, str(done))
    return HttpResponseRedirect(f"/my/interests/{party_id}")


def _answered(command: Callable[[], object]) -> ledger.Answer:
    command()
    return ledger.Answer(status=200, body={"done": True})


def _object(request: HttpRequest, party_id: UUID, actor: Actor, at: datetime) -> object:
    files = [
        document_services.store_upload(
            upload, name=upload.name or "", owner=actor, at=at, expected_size=upload.size
        ).id
        for upload in request.FILES.getlist("files")
    ]
    return procedures.object_as_party(
        party_id=party_id, words=request.POST.get("words", ""), files=files, actor=actor, at=at
    )


def _ask(request: HttpRequest, party_id: UUID, actor: Actor, at: datetime) -> object:
    return procedures.ask_hearing_as_party(
        party_id=party_id, reason=request.POST.get("reason", ""), actor=actor, at=at
    )


def _waive(_request: HttpRequest, party_id: UUID, actor: Actor, at: datetime) -> object:
    return procedures.waive_hearing_as_party(party_id=party_id, actor=actor, at=at)


def _language(request: HttpRequest, party_id: UUID, actor: Actor, at: datetime) -> object:
    return procedures.wish_language_as_party(
        party_id=party_id, language=request.POST.get("language", ""), actor=actor, at=at
    )


def _confirm(request: HttpRequest, party_id: UUID, actor: Actor, at: datetime) -> None:
    try:
        service_id = UUID(request.POST.get("service", ""))
    except ValueError:
        raise document_services.serving.ServiceNotFound from None
    serving.confirm_receipt_as_party(party_id=party_id, service_id=service_id, actor=actor, at=at)


SENT = ("words", "reason", "language", "service")
Command = Callable[[HttpRequest, UUID, Actor, datetime], object]
COMMANDS: Mapping[str, tuple[Command, str | Promise]] = {
    "object": (_object, gettext_lazy("已收到您的异议，作出决定前会答复您。")),
    "ask-hearing": (_ask, gettext_lazy("听证申请已经提出，会在二十个工作日内组织。")),
    "waive-hearing": (_waive, gettext_lazy("已记录您放弃听证。")),
    "language": (_language, gettext_lazy("已保存，译文会随文书一起出。")),
    "confirm": (_confirm, gettext_lazy("已记录您收到这份文书。")),
}
