# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applying together: inviting, reading and typing in a shared draft, signing, the case of both."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import asking, together
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.evaluations import selectors as evaluations
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.portal import wording
from yiwang.portal.frame import actor_of, page
from yiwang.portal.views.halls import qr

TYPED = ("name", "number", "role")
STEPS = (
    gettext_lazy("看申请内容"),
    gettext_lazy("看材料、交材料"),
    gettext_lazy("要改的就改"),
    gettext_lazy("确认签署"),
)
STEP_OF: Mapping[str, int] = {"upload": 2, "save": 3, "sign": 4, "take-back": 4}
"""Which step an action belongs to."""


@audience("citizen")
@require_safe
def of_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show who was invited to one's draft, and the form to invite somebody."""
    return _draft_page(request, draft_id)


def _draft_page(
    request: HttpRequest, draft_id: UUID, *, refusal: DomainError | None = None
) -> HttpResponse:
    with read_only():
        draft = cases.draft(draft_id, actor_of(request))
        people, roles = cases.together.of_draft(draft), together.roles_of(draft)
        there = {one.role for one in people if one.state != "declined"}
        context = {
            "draft": draft,
            "people": people,
            "may_remind": {one.pk for one in people if together.may_remind(one, timezone.now())},
            "roles": list(roles.items()),
            "missing": [title for role, title in roles.items() if role not in there],
            "refusal": str(refusal) if refusal else "",
            "typed": {name: request.POST.get(name, "") for name in TYPED},
        }
        status = refusal.status if refusal else 200
        return page(request, "portal/together/draft.html", context, current="my", status=status)


@audience("citizen")
@require_POST
def invite(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Invite somebody by name and resident number."""
    name, number, role = (request.POST.get(one, "").strip() for one in TYPED)
    try:
        together.invite(
            draft_id=draft_id,
            name=name,
            number=number,
            role=role,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        return _draft_page(request, draft_id, refusal=refusal)
    messages.success(request, _("已邀请。姓名和号码都对上的本人登录后就能看到。"))
    return HttpResponseRedirect(f"/my/drafts/{draft_id}/together")


@audience("citizen")
@require_POST
def end(request: HttpRequest, draft_id: UUID, co_applicant_id: UUID) -> HttpResponse:
    """Stop sharing with somebody, at once."""
    actor = actor_of(request)
    cases.draft(draft_id, actor)
    together.end(co_applicant_id=co_applicant_id, actor=actor, at=timezone.now())
    messages.success(request, _("已停止共享。"))
    return HttpResponseRedirect(f"/my/drafts/{draft_id}/together")


@audience("citizen")
@require_POST
def remind(request: HttpRequest, draft_id: UUID, co_applicant_id: UUID) -> HttpResponse:
    """Ask somebody again to answer or to sign; once a day."""
    actor = actor_of(request)
    cases.draft(draft_id, actor)
    try:
        together.remind(co_applicant_id=co_applicant_id, actor=actor, at=timezone.now())
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        return _draft_page(request, draft_id, refusal=refusal)
    messages.success(request, _("已提醒对方。"))
    return HttpResponseRedirect(f"/my/drafts/{draft_id}/together")


@audience("citizen")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the invitations that wait for the reader, and what they have a part in."""
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        context = {
            "needs_real_name": actor.assurance < 2,
            "invitations": cases.together.invited(actor, today=today),
            "parts": cases.together.joined(actor, today=today),
        }
        return page(request, "portal/together/mine.html", context, current="my")


@audience("citizen")
@require_safe
def part(request: HttpRequest, co_applicant_id: UUID) -> HttpResponse:
    """Show the shared draft to its co-applicant, or the case that it became."""
    return _part_page(request, co_applicant_id)


@audience("citizen")
@require_safe
def part_file(request: HttpRequest, co_applicant_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Hand out a file of what the reader applies for together with others."""
    return together.hand_out_paper(
        co_applicant_id=co_applicant_id,
        file_id=file_id,
        actor=actor_of(request),
        at=timezone.now(),
    )


def _step(request: HttpRequest, tried: str) -> int:
    """Return which step of the shared draft is shown: the one asked for, or what was refused."""
    if tried:
        return STEP_OF.get(tried, 1)
    text = request.GET.get("step", "")
    return int(text) if text in {"1", "2", "3", "4"} else 1


def _part_page(
    request: HttpRequest,
    co_applicant_id: UUID,
    *,
    refusal: DomainError | None = None,
    tried: str = "",
) -> HttpResponse:
    actor = actor_of(request)
    try:
        one, draft = together.open_draft(
            co_applicant_id=co_applicant_id, actor=actor, at=timezone.now()
        )
    except together.RealNameNeeded:
        return HttpResponseRedirect("/my/together")
    except DomainError:
        return _case_page(request, co_applicant_id, refusal=refusal)
    with read_only():
        item = catalogue.snapshot(draft.version_id)
        form = forms.compiled_form(item.form_id)
        shown = together.shown_to(draft, actor)
        papers = together.papers_of_draft(draft)
        context = _language(one) | {
            "one": one,
            "draft": draft,
            "shown": form.display(shown),
            "sections": form.fields(shown),
            "materials": [
                (each, papers.get(each.key, ())) for each in item.materials if each.is_uploaded
            ],
            "steps": [str(name) for name in STEPS],
            "step": _step(request, tried),
            "digest": together.digest_of(draft),
            "refusal": str(refusal) if refusal else "",
        }
        status = refusal.status if refusal else 200
        return page(request, "portal/together/part.html", context, current="my", status=status)


def _language(one: Any) -> dict[str, Any]:
    """Return in which language the reader's papers of this come, and which are offered."""
    offered = documents.translations.offered(on=timezone.localdate())
    return {"offered": offered, "paper_language": together.language_of(one) if offered else ""}


def _case_page(
    request: HttpRequest, co_applicant_id: UUID, *, refusal: DomainError | None = None
) -> HttpResponse:
    actor = actor_of(request)
    one, case, moments, questions = cases.together.story_for(co_applicant_id, actor)
    context = _language(one) | {
        "one": one,
        "case": case,
        "state": wording.state_chip(case.state),
        "moments": wording.story(moments, case.state, ()),
        "questions": questions,
        "parties": cases.together.of_case(case),
        "papers": together.papers_of_case(case),
        "refusal": str(refusal) if refusal else "",
    }
    status = refusal.status if refusal else 200
    return page(request, "portal/together/case.html", context, current="my", status=status)


@audience("citizen")
@require_safe
def receipt(request: HttpRequest, co_applicant_id: UUID) -> HttpResponse:
    """Show a co-applicant number, query code and their own code to review with, to be printed."""
    actor = actor_of(request)
    with read_only():
        one, case = cases.together.case_of(co_applicant_id, actor)
        own = evaluations.of_case(case.pk, actor)
        code = own.code if own.may_review else ""
        here = f"{settings.SITE_URL}/my/together/{one.pk}/receipt"
        place = f"{settings.SITE_URL}/review/{code}" if code else here
        context = {
            "one": one,
            "case": case,
            "qr": qr(f"{settings.SITE_URL}/track?number={case.number}"),
            "review_qr": qr(place) if code or own.asked is None else "",
            "review_code": evaluations.spaced(code),
            "review_page": f"{settings.SITE_URL}/review",
            "is_reviewed": own.asked is not None and own.asked.used_on is not None,
            "answer_page": f"/review/{own.code}/answer" if own.asked else "",
        }
        return page(request, "portal/receipt.html", context, current="my")


@audience("citizen")
@require_POST
def act(request: HttpRequest, co_applicant_id: UUID, action: str) -> HttpResponse:
    """Take one action in a shared draft or in the case that it became."""
    if action not in ACTIONS:
        raise Http404
    command, done = ACTIONS[action]
    try:
        command(request, co_applicant_id, actor_of(request), timezone.now())
    except DomainError as refusal:
        if refusal.kind is Kind.NOT_FOUND or isinstance(refusal, together.RealNameNeeded):
            raise
        return _part_page(request, co_applicant_id, refusal=refusal, tried=action)
    messages.success(request, str(done))
    is_over = action == "leave" or (action == "answer" and request.POST.get("accepts") != "yes")
    if is_over:
        return HttpResponseRedirect("/my/together")
    step = f"?step={STEP_OF[action]}" if action in STEP_OF else ""
    return HttpResponseRedirect(f"/my/together/{co_applicant_id}{step}")


Command = Callable[[HttpRequest, UUID, Actor, datetime], object]


def _answer(request: HttpRequest, one: UUID, actor: Actor, at: datetime) -> object:
    accepts = request.POST.get("accepts") == "yes"
    return together.answer(co_applicant_id=one, accepts=accepts, actor=actor, at=at)


def _save(request: HttpRequest, one: UUID, actor: Actor, at: datetime) -> object:
    _part, draft = together.open_draft(co_applicant_id=one, actor=actor, at=at)
    form = forms.compiled_form(catalogue.snapshot(draft.version_id).form_id)
    text = request.POST.get("revision", "")
    seen = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    typed = form.parse(request.POST)
    conflicts = together.save_part(co_applicant_id=one, form=typed, seen=seen, actor=actor, at=at)
    if conflicts:
        raise together.refusal_of(draft, conflicts)
    return None


def _upload(request: HttpRequest, one: UUID, actor: Actor, at: datetime) -> object:
    key = request.POST.get("key", "")
    for upload in request.FILES.getlist("file"):
        together.receive(
            co_applicant_id=one,
            key=key,
            stream=upload,
            name=upload.name or "",
            size=upload.size,
            actor=actor,
            at=at,
        )
    return None


def _sign(request: HttpRequest, one: UUID, actor: Actor, at: datetime) -> object:
    is_agreed = request.POST.get("agreed") == "yes"
    seen = request.POST.get("text_sha256", "") if is_agreed else ""
    return together.sign(co_applicant_id=one, seen_sha256=seen, actor=actor, at=at)


def _take_back(_request: HttpRequest, one: UUID, actor: Actor, at: datetime) -> object:
    return together.take_back(co_applicant_id=one, actor=actor, at=at)


def _leave(_request: HttpRequest, one: UUID, actor: Actor, at: datetime) -> object:
    return together.end(co_applicant_id=one, actor=actor, at=at)


def _agree(_request: HttpRequest, one: UUID, actor: Actor, at: datetime) -> object:
    return together.agree(co_applicant_id=one, actor=actor, at=at)


def _wish(request: HttpRequest, one: UUID, actor: Actor, at: datetime) -> object:
    language = request.POST.get("language", "")
    return together.wish_language(co_applicant_id=one, language=language, actor=actor, at=at)


def _ask(request: HttpRequest, one: UUID, actor: Actor, at: datetime) -> object:
    _part, case = cases.together.case_of(one, actor)
    words = request.POST.get("words", "")

    def asked() -> ledger.Answer:
        asking.ask(case_id=case.pk, words=words, actor=actor, at=at)
        return ledger.Answer(status=200, body={"done": True})

    with suppress(RequestInFlight):  # a doubled click: the first one is being done
        ledger.perform_once(
            key=request.POST.get("idempotency_key") or None,
            scope=f"portal:{actor.account_id}:{case.pk}:ask",
            fingerprint=ledger.request_fingerprint(
                method="POST", path=request.path, body=words.encode()
            ),
            action=asked,
        )
    return None


ACTIONS: Mapping[str, tuple[Command, str | Promise]] = {
    "answer": (_answer, gettext_lazy("已记录您的答复。")),
    "save": (_save, gettext_lazy("已保存。")),
    "upload": (_upload, gettext_lazy("文件已经放进申请。")),
    "sign": (_sign, gettext_lazy("已签署。对方可以提交了；内容再有改动会请您重新签署。")),
    "take-back": (_take_back, gettext_lazy("签署已撤回。")),
    "leave": (_leave, gettext_lazy("您已退出。")),
    "agree": (_agree, gettext_lazy("已同意撤回。")),
    "language": (_wish, gettext_lazy("已记下。以后的文书会附这种语言的译文，中文是原件。")),
    "ask": (_ask, gettext_lazy("咨询已经送到经办部门，答复后会通知您。")),
}
