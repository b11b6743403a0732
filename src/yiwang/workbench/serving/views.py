# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""送达 on the workbench: what was served of a case and how, and the form of each way."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import ApplicantKind, PartyRole
from yiwang.cases.services import reading, serving
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeGround, NoticeKind, Receiver, ServiceWay, Transmitter
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import actor_of, do, once, page, uuids
from yiwang.workbench.serving import languages
from yiwang.workbench.uploads import stored

CURRENT = "/workbench/cases"
Choice = TypeVar("Choice")
HELP: Mapping[str, str | Promise] = {
    ServiceWay.DIRECT: gettext_lazy("当面送交，由受送达人或者法律规定的人签收。"),
    ServiceWay.LEAVING: gettext_lazy(
        "受送达人或者同住成年家属拒绝接收时，在见证人在场或者拍照、录像的情况下把文书留在住所。"
    ),
    ServiceWay.ELECTRONIC: gettext_lazy("受送达人同意的，送到其在本平台的账户，到达即送达。"),
    ServiceWay.POST: gettext_lazy("直接送达有困难的，可以邮寄；回执回来后登记收件日期。"),
    ServiceWay.ENTRUSTED: gettext_lazy("直接送达有困难的，可以委托其他机关代为送达。"),
    ServiceWay.TRANSMITTED: gettext_lazy(
        "受送达人是军人、被监禁或者被强制性教育的，由所在单位转交。"
    ),
    ServiceWay.PUBLIC_NOTICE: gettext_lazy(
        "下落不明，或者其他方式都无法送达的，才可以公告；经过三十日视为送达。"
    ),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    ServiceWay.DIRECT: ("servers", "receiver", "receiver_name", "received_on", "place"),
    ServiceWay.LEAVING: ("servers", "place", "received_on", "reason", "witnesses"),
    ServiceWay.ELECTRONIC: (),
    ServiceWay.POST: ("tracking_number", "place"),
    ServiceWay.ENTRUSTED: ("through",),
    ServiceWay.TRANSMITTED: ("through", "transmitter"),
    ServiceWay.PUBLIC_NOTICE: ("announced_in", "ground", "reason", "is_abroad"),
}
TYPED = frozenset(name for names in FIELDS.values() for name in names) | {"note"}
SENT: Mapping[str, str | Promise] = {
    ServiceWay.POST: gettext_lazy("交寄日期"),
    ServiceWay.ENTRUSTED: gettext_lazy("委托日期"),
    ServiceWay.TRANSMITTED: gettext_lazy("交出日期"),
    ServiceWay.PUBLIC_NOTICE: gettext_lazy("公告日期"),
}
"""What the day is called on which it was sent; the other ways are done in one day."""


@audience("staff")
@require_safe
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show how the papers of a case were served, and the form of the way that is chosen."""
    return _page(request, case_id)


def _page(
    request: HttpRequest,
    case_id: UUID,
    *,
    refusal: DomainError | None = None,
    typed: Mapping[str, str] | None = None,
    chosen: list[str] | None = None,
) -> HttpResponse:
    asked_party = (typed or {}).get("party") or request.GET.get("party", "")
    actor, today = actor_of(request), timezone.localdate()
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    asked = (typed or {}).get("way") or request.GET.get("way", "")
    way = asked if asked in ServiceWay.values else ServiceWay.DIRECT.value
    with read_only():
        parties = _parties(case)
        party = _party(parties, asked_party)
        papers = cases.party_papers.of_party(party) if party else None
        shown = papers or cases.serving.services_of(case, actor, today=today)
        values = dict.fromkeys(TYPED, "") | {
            "sent_on": today.isoformat(),
            "received_on": today.isoformat(),
            "servers": actor.display_name or _name(actor),
        }
        may_serve = policies.has_right(actor, case, Right.CASES_ACCEPT)
        is_post = way == ServiceWay.POST and may_serve
        postal = _postal(case, party) if is_post else None
        values |= {"place": postal.line} if postal else {}
        values |= dict(typed or {})
        context = {
            "case": case,
            "shown": shown,
            "may_serve": may_serve,
            "ways": [(each.value, each.label, each.value == way) for each in ServiceWay],
            "way": way,
            "help": HELP[way],
            "fields": FIELDS[way],
            "sent_label": SENT.get(way, ""),
            "receivers": _receivers(
                cases.party_papers.kind_of(party) if party else case.applicant_kind
            ),
            "parties": parties,
            "party": party,
            "party_papers": papers,
            "may_issue": bool(papers) and _may_issue(case, actor),
            "transmitters": Transmitter.choices,
            "grounds": NoticeGround.choices,
            "typed": values,
            "chosen": chosen if chosen is not None else _usual(shown),
            "postal": postal,
            "languages": languages.of_party(party) if party else languages.shown(case),
            "faults": refusal.errors if refusal else (),
            "refusal": refusal,
            "today": today,
        }
        status = refusal.status if refusal else 200
        return page(
            request, "workbench/serving/services.html", context, current=CURRENT, status=status
        )


def _usual(shown: Any) -> list[str]:
    """Return the papers that are served as a rule: a receipt was handed over when it was made."""
    return [str(one.pk) for one in shown.waiting if one.kind != NoticeKind.RECEIPT]


def _name(actor: Actor) -> str:
    return organizations.staff_names([actor.staff_id])[actor.staff_id] if actor.staff_id else ""


def _parties(case: Any) -> list[Any]:
    """Return the interested parties of a case; no query where it has none."""
    rows = cases.procedures_of(case, today=timezone.localdate()).parties
    return [one for one in rows if one.role == PartyRole.INTERESTED]


def _party(parties: list[Any], asked: str) -> Any:
    """Return the party whose papers are asked for; None for the applicant's."""
    if not asked:
        return None
    found = next((one for one in parties if str(one.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _postal(case: Any, party: Any) -> Any:
    posting = cases.posting
    return posting.address_of_party(party) if party else posting.postal_address(case)


def _may_issue(case: Any, actor: Actor) -> bool:
    """Tell whether the paper of a party's rights can still be issued."""
    is_open = case.state in cases.interests.BEFORE_THE_DECISION
    return is_open and policies.has_right(actor, case, Right.CASES_HANDLE, Right.CASES_ACCEPT)


def _receivers(kind: str) -> list[tuple[str, str | Promise]]:
    """Return who may sign, for a person or for a firm; all where nobody knows which it is."""
    never: Mapping[str, set[Receiver]] = {
        ApplicantKind.LEGAL: {Receiver.SELF, Receiver.FAMILY},
        ApplicantKind.NATURAL: {Receiver.HEAD, Receiver.MAIL_ROOM},
    }
    return [(each.value, each.label) for each in Receiver if each not in never.get(kind, set())]


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record an attempt to serve; with the decision served, the case is delivered."""
    if request.method != "POST":
        return HttpResponseRedirect(f"/workbench/cases/{case_id}/services")
    post, actor, at = request.POST, actor_of(request), timezone.now()
    chosen = post.getlist("documents")

    def act() -> ledger.Answer:
        case = cases.case(case_id, actor)
        policies.check_has_right(actor, case, Right.CASES_ACCEPT)  # nothing is stored for others
        proofs = stored(request, "proof", region_code=actor.division_code, actor=actor, at=at)
        serving.serve_papers(
            case_id=case_id,
            document_ids=uuids(chosen),
            attempt=_attempt(post, proof_id=proofs[0] if proofs else None),
            actor=actor,
            at=at,
        )
        return ledger.Answer(status=200, body={"done": True})

    try:
        once(request, act)
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND and uuids(chosen):
            raise
        return _page(request, case_id, refusal=refusal, typed=post.dict(), chosen=chosen)
    messages.success(request, _("已登记送达，送达日期由规则得出。"))
    return HttpResponseRedirect(_back_to(case_id, post.get("party", "")))


def _back_to(case_id: UUID, party: str) -> str:
    """Return the page of services, of the party whose papers were served."""
    whose = next(iter(uuids([party])), None)
    return f"/workbench/cases/{case_id}/services" + (f"?party={whose}" if whose else "")


def _attempt(post: Any, *, proof_id: UUID | None) -> serving.Attempt:
    """Return the attempt of a form; what its way does not have is left out."""
    way = _one_of(post.get("way", ""), ServiceWay) or ServiceWay.DIRECT
    wanted = {name: post.get(name, "") for name in FIELDS[way]}
    received_on = _day(wanted["received_on"]) if "received_on" in wanted else None
    sent_on = received_on if "received_on" in wanted else _day(post.get("sent_on", ""))
    return serving.Attempt(
        way=way,
        sent_on=sent_on or timezone.localdate(),
        received_on=received_on,
        servers=_names(wanted.get("servers", "")),
        receiver=_one_of(wanted.get("receiver", ""), Receiver),
        receiver_name=wanted.get("receiver_name", ""),
        place=wanted.get("place", ""),
        through=wanted.get("through", ""),
        transmitter=_one_of(wanted.get("transmitter", ""), Transmitter),
        tracking_number=wanted.get("tracking_number", ""),
        announced_in=wanted.get("announced_in", ""),
        ground=_one_of(wanted.get("ground", ""), NoticeGround),
        is_abroad=bool(wanted.get("is_abroad")),
        reason=wanted.get("reason", ""),
        witnesses=_names(wanted.get("witnesses", "")),
        proof_id=proof_id,
        note=post.get("note", ""),
    )


def _one_of(text: str, choices: Callable[[str], Choice]) -> Choice | None:
    try:
        return choices(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _names(text: str) -> tuple[str, ...]:
    for mark in "，,；;\n":
        text = text.replace(mark, "、")
    return tuple(name for name in text.split("、") if name.strip())


@audience("staff")
@require_POST
def act(request: HttpRequest, case_id: UUID, service_id: UUID, action: str) -> HttpResponse:
    """Note the receipt of an attempt that was under way, or that it came to nothing."""
    post, actor, at = request.POST, actor_of(request), timezone.now()
    acts: Mapping[str, tuple[Callable[[], object], str]] = {
        "receipt": (
            lambda: serving.note_receipt(
                case_id=case_id,
                service_id=service_id,
                received_on=_day(post.get("received_on", "")) or date.min,
                receiver=_one_of(post.get("receiver", ""), Receiver),
                receiver_name=post.get("receiver_name", ""),
                actor=actor,
                at=at,
            ),
            _("已登记回执，送达日期由规则得出。"),
        ),
        "failure": (
            lambda: serving.note_failure(
                case_id=case_id,
                service_id=service_id,
                reason=post.get("reason", ""),
                actor=actor,
                at=at,
            ),
            _("已登记未能送达，请换一种方式。"),
        ),
    }
    if action not in acts:
        raise Http404
    command, told = acts[action]
    cases.case(case_id, actor)
    return do(request, command, done=told, back_to=_back_to(case_id, post.get("party", "")))


@audience("staff")
@require_safe
def record_of(request: HttpRequest, case_id: UUID, service_id: UUID) -> HttpResponseBase:
    """Show 送达回证 of an attempt."""
    actor = actor_of(request)
    reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        issued = cases.serving.service_record(case_id, service_id, actor)
        return document_services.download_response(documents.page_of(issued), inline=True)


@audience("staff")
@require_safe
def proof(request: HttpRequest, case_id: UUID, service_id: UUID) -> HttpResponseBase:
    """Show the photograph or scan that proves an attempt."""
    return serving.hand_out_proof(
        case_id=case_id, service_id=service_id, actor=actor_of(request), at=timezone.now()
    )
