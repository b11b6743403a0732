# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""People at a counter: who they are, who may act for them, mandates on paper."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.foundation.calendar import day_after
from yiwang.foundation.errors import DomainError, Forbidden, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.enums import AGENT_RIGHTS, AgentKind, HandlerRight, MandateState, Purpose
from yiwang.identity.services import privacy_reads
from yiwang.notifications import services as notifications
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE, Right
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import actor_of, page
from yiwang.workbench.uploads import stored

CURRENT = "/workbench/people"
MANDATES = "/workbench/mandates"
USUAL_DAYS = 180


def _check_counter(request: HttpRequest) -> organizations.DepartmentSummary:
    actor = actor_of(request)
    if actor.department_id is None or not actor.has_right(Right.COUNTER_ASSIST):
        raise Forbidden
    return organizations.department(actor.department_id)


@audience("staff")
@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find somebody by their number; the search goes to the ledger."""
    _check_counter(request)
    if request.method != "POST":
        return page(request, "workbench/people.html", {"refusal": ""}, current=CURRENT)
    try:
        found = identity_services.find_person_by_resident_id(
            request.POST.get("number", ""),
            actor=actor_of(request),
            purpose=Purpose.IDENTITY_CHECK,
            at=timezone.now(),
        )
    except DomainError as refusal:
        if refusal.kind is Kind.FORBIDDEN:
            raise
        context = {"refusal": str(refusal)}
        return page(
            request, "workbench/people.html", context, current=CURRENT, status=refusal.status
        )
    return HttpResponseRedirect(f"{CURRENT}/{found.id}")


@audience("staff")
@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show how sure we are who somebody is, and what a counter can do about it."""
    return _person_page(request, person_id)


def _person_page(
    request: HttpRequest, person_id: UUID, *, refusal: DomainError | None = None
) -> HttpResponse:
    department = _check_counter(request)
    today = timezone.localdate()
    seen = [privacy_reads.Seen(identity.person(person_id).id)]
    privacy_reads.note_reads(
        seen, actor=actor_of(request), purpose=Purpose.IDENTITY_CHECK, at=timezone.now()
    )
    with read_only():
        shown = identity.applicant_summary(person_id)
        context = {
            "person": shown,
            "level": identity.person(person_id).assurance_level,
            "evidence": identity.evidence_of(person_id),
            "wards": identity.wards_of(person_id),
            "is_station": department.line == TOWNSHIP_LINE,
            "station": department,
            "rights": [right for right in HandlerRight if right in AGENT_RIGHTS],
            "themes": catalogue.themes("natural"),
            "today": today.isoformat(),
            "last_on": (today + timedelta(days=USUAL_DAYS)).isoformat(),
            "refusal": str(refusal) if refusal else "",
        }
        status = refusal.status if refusal else 200
        return page(request, "workbench/person.html", context, current=CURRENT, status=status)


@audience("staff")
@require_POST
def act(request: HttpRequest, person_id: UUID, action: str) -> HttpResponse:
    """Verify somebody who stands here, give a number back, record a guardian, take a paper."""
    _check_counter(request)
    if action not in _ACTIONS:
        raise Http404
    try:
        done, target = _ACTIONS[action](request, person_id)
    except DomainError as refusal:
        if refusal.kind is Kind.FORBIDDEN:
            raise
        return _person_page(request, person_id, refusal=refusal)
    messages.success(request, done)
    return HttpResponseRedirect(target)


def _verify(request: HttpRequest, person_id: UUID) -> tuple[str, str]:
    made = identity_services.verify_at_counter(
        person_id=person_id,
        is_card_seen=request.POST.get("seen") == "yes",
        actor=actor_of(request),
        at=timezone.now(),
    )
    level = {"level": made.assurance_level}
    return _("已核验，现在是 %(level)d 级。") % level, f"{CURRENT}/{person_id}"


def _release(request: HttpRequest, person_id: UUID) -> tuple[str, str]:
    identity_services.release_number(
        person_id=person_id,
        is_card_seen=request.POST.get("seen") == "yes",
        actor=actor_of(request),
        at=timezone.now(),
    )
    return _("号码已从原来的账号收回，本人可以用自己的账号实名。"), f"{CURRENT}/{person_id}"


def _lost(request: HttpRequest, person_id: UUID) -> tuple[str, str]:
    identity_services.replace_lost_factors(
        person_id=person_id,
        is_card_seen=request.POST.get("seen") == "yes",
        actor=actor_of(request),
        at=timezone.now(),
    )
    said = _("原来的验证器、通行密钥、恢复码和外部账号都已作废，所有登录已结束，本人可以重新设置。")
    return said, f"{CURRENT}/{person_id}"


def _guardian(request: HttpRequest, person_id: UUID) -> tuple[str, str]:
    actor, at = actor_of(request), timezone.now()
    ward = identity_services.find_person_by_resident_id(
        request.POST.get("ward_number", ""), actor=actor, purpose=Purpose.IDENTITY_CHECK, at=at
    )
    identity_services.register_guardian(
        guardian_id=person_id,
        ward_id=ward.id,
        is_proof_seen=request.POST.get("seen") == "yes",
        actor=actor,
        at=at,
    )
    return _("监护关系已登记。"), f"{CURRENT}/{person_id}"


def _paper(request: HttpRequest, person_id: UUID) -> tuple[str, str]:
    department = _check_counter(request)
    actor, at = actor_of(request), timezone.now()
    ids = stored(request, "scan", region_code=department.division_code, actor=actor, at=at)
    if not ids:
        raise Unanswered
    sha256 = documents.hashes_of_own_files(ids[:1], actor)
    codes = request.POST.get("items", "").replace("，", " ").replace(",", " ").split()
    names = catalogue.names_of_items(codes)
    taken = identity_services.take_paper_mandate(
        principal_id=person_id,
        terms=identity_services.Terms(
            agent_kind=AgentKind.STATION,
            agent_id=department.id,
            items=[identity_services.ScopeItem(code, names.get(code, "")) for code in codes],
            themes=request.POST.getlist("theme"),
            rights=request.POST.getlist("right"),
            since=_day(request.POST.get("since", "")),
            until=day_after(_day(request.POST.get("last_on", ""))),
        ),
        paper=identity_services.Paper(ids[0], sha256[ids[0]]),
        actor=actor,
        at=at,
    )
    notifications.send_mandate_code(taken)
    return _("书面委托已登记。"), f"{MANDATES}/{taken.mandate.id}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


_ACTIONS = {
    "verify": _verify,
    "release": _release,
    "lost": _lost,
    "guardian": _guardian,
    "paper": _paper,
}


@audience("staff")
@require_safe
def mandate_list(request: HttpRequest) -> HttpResponse:
    """List what was entrusted to this station."""
    _check_counter(request)
    with read_only():
        context = {"mandates": identity.station_mandates(actor_of(request))}
        answer = page(request, "workbench/mandates.html", context, current=MANDATES)
    _note(request, *context["mandates"])
    return answer


def _note(request: HttpRequest, *shown: identity.MandateFacts) -> None:
    """Write down that a page shows who gave these mandates."""
    privacy_reads.note_reads(
        [privacy_reads.Seen(one.principal_id) for one in shown],
        actor=actor_of(request),
        purpose=Purpose.COUNTER_SERVICE,
        at=timezone.now(),
    )


@audience("staff")
@require_safe
def mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Show a mandate of this station, what was done under it, and what can be applied for."""
    _check_counter(request)
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        found = identity.mandate(mandate_id, actor)
        context = {
            "mandate": found,
            "lines": found.text.splitlines(),
            "is_valid": found.is_valid_on(today),
            "items": _items(found, actor.division_code) if found.is_valid_on(today) else [],
            "done": cases.done_under(found.id),
            "states": MandateState,
        }
        answer = page(request, "workbench/mandate.html", context, current=MANDATES)
    _note(request, found)
    return answer


def _items(found: identity.MandateFacts, division_code: str) -> list[catalogue.ItemHit]:
    """Return the items that the mandate names, as they are offered where the station is."""
    hits: dict[UUID, catalogue.ItemHit] = {}
    for code, name in zip(found.items, found.item_names, strict=True):
        for hit in catalogue.search(name, division_code, audience="natural", limit=5).services:
            if catalogue.snapshot(hit.version_id).basic_code == code and hit.is_applied_for:
                hits[hit.version_id] = hit
    for theme in found.themes:
        for hit in catalogue.items_by_theme(division_code, theme, "natural")[:30]:
            if hit.is_applied_for:
                hits[hit.version_id] = hit
    return list(hits.values())


@audience("staff")
@require_POST
def act_on_mandate(request: HttpRequest, mandate_id: UUID, action: str) -> HttpResponse:
    """Accept or end a mandate, tell back its code, send another one."""
    _check_counter(request)
    if action not in {"accept", "confirm", "code", "end"}:
        raise Http404
    actor, at = actor_of(request), timezone.now()
    try:
        if action == "accept":
            identity_services.accept_mandate(mandate_id=mandate_id, actor=actor, at=at)
        elif action == "confirm":
            code = request.POST.get("code", "")
            identity_services.confirm_paper_mandate(
                mandate_id=mandate_id, code=code, actor=actor, at=at
            )
        elif action == "code":
            notifications.send_mandate_code(
                identity_services.renew_code(mandate_id=mandate_id, actor=actor, at=at)
            )
        else:
            identity_services.end_mandate(mandate_id=mandate_id, actor=actor, at=at)
    except DomainError as refusal:
        if refusal.kind in {Kind.FORBIDDEN, Kind.NOT_FOUND}:
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已完成。"))
    return HttpResponseRedirect(f"{MANDATES}/{mandate_id}")


@audience("staff")
@require_safe
def paper(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Hand out the scan of a mandate on paper to the station that took it."""
    _check_counter(request)
    with read_only():
        found = identity.mandate(mandate_id, actor_of(request))
        if found.paper_file_id is None:
            raise Forbidden
        file = documents.file_by_grant(found.paper_file_id, check=lambda _file: None)
    _note(request, found)
    with read_only():
        return document_services.download_response(file)  # type: ignore[return-value]
