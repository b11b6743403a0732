# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking colleagues about a case, and answering; who is asked reads this one case only."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.services import consultations, reading
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import services as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.organizations import selectors as organizations
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import actor_of, do, once, page, uuids
from yiwang.workbench.uploads import stored

CURRENT = "/workbench/consultations"


@audience("staff")
@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    """List what the staff member is asked, and what they have asked."""
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        context = {
            "asked_of": cases.consultations.asked_of(actor, today=today),
            "over": cases.consultations.asked_of(actor, today=today, is_open=False)[:30],
            "asked_by": cases.consultations.asked_by(actor, today=today),
        }
        return page(request, "workbench/consultations/list.html", context, current=CURRENT)


@audience("staff")
@require_safe
def consultation(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Show a question, its answer, and to who is asked the case while they may answer."""
    return _shown(request, consultation_id)


def _shown(
    request: HttpRequest, consultation_id: UUID, *, typed: str = "", wrong: str = ""
) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    shown = cases.consultations.consultation(consultation_id, actor, today=today)
    opened = None
    if cases.consultations.may_answer(actor, shown.row):
        opened = cases.consultations.consulted_case(consultation_id, actor)
        reading.note_case(opened.case, actor=actor, at=timezone.now())
    with read_only():
        context: dict[str, Any] = {
            "shown": shown,
            "typed": typed,
            "wrong": wrong,
            "may_withdraw": shown.is_open and _sees(shown.row.case_id, actor),
        }
        if opened is not None:
            context |= _of_case(opened, actor)
        status = 422 if wrong else 200
        template = "workbench/consultations/one.html"
        return page(request, template, context, current=CURRENT, status=status)


def _sees(case_id: UUID, actor: Actor) -> bool:
    try:
        return policies.has_right(actor, cases.case(case_id, actor), *cases.consultations.WORKING)
    except CaseNotFound:
        return False


def _of_case(opened: Any, actor: Any) -> dict[str, Any]:
    case = opened.case
    snapshot = catalogue.snapshot(case.version_id)
    names = {each.key: each.name for each in snapshot.materials}
    compiled = forms.compiled_form(case.own_form_id or snapshot.form_id)
    return {
        "opened": opened,
        "answers": compiled.display(cases.shown_form(case, actor)),
        "files": [(names.get(one.requirement_key, ""), one) for one in opened.materials],
    }


@audience("staff")
@require_POST
def act(request: HttpRequest, consultation_id: UUID, action: str) -> HttpResponse:
    """Answer a question, or take one back."""
    actor, at = actor_of(request), timezone.now()
    if action == "withdraw":
        return do(
            request,
            lambda: consultations.withdraw(consultation_id=consultation_id, actor=actor, at=at),
            done=_("已撤回。"),
            back_to=f"{CURRENT}/{consultation_id}",
        )
    if action != "answer":
        raise Http404
    words = request.POST.get("words", "")
    cases.consultations.consulted_case(consultation_id, actor)  # nothing is stored for others
    try:
        if not words.strip():
            raise Unanswered(message=_("请写明答复意见。"))
        files = stored(request, "files", region_code=actor.division_code, actor=actor, at=at)
        consultations.answer(
            consultation_id=consultation_id, words=words, files=files, actor=actor, at=at
        )
    except DomainError as refusal:
        return _shown(request, consultation_id, typed=words, wrong=str(refusal))
    messages.success(request, _("已答复。这个办件您不能再看了，您的答复还在。"))
    return HttpResponseRedirect(f"{CURRENT}/{consultation_id}")


@audience("staff")
@require_safe
def file(request: HttpRequest, consultation_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Show a material of the case to who is asked, or a file of the answer to its readers."""
    actor, at = actor_of(request), timezone.now()
    try:
        cases.consultations.answer_file(consultation_id, file_id, actor)
    except CaseNotFound:
        opened = cases.consultations.consulted_case(consultation_id, actor)
        if file_id not in {one.file_id for one in opened.materials}:
            raise
        reading.note_case(opened.case, actor=actor, at=at)
    return documents.hand_out_file(
        file_id=file_id,
        actor=actor,
        check=lambda _file: None,  # the lines above have found it where the actor may read
        purpose="case_handling",
        at=at,
        inline=True,
    )


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def consult(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Choose whom to ask, and what; the question goes to them within a deadline."""
    if request.method != "POST":
        return _form(request, case_id)
    try:
        with suppress(RequestInFlight):  # a doubled click: the first one is being done
            once(request, lambda: _asked(request, case_id))
    except DomainError as refusal:
        return _form(request, case_id, wrong=refusal)
    messages.success(request, _("已发出，答复会出现在办件页和“我的关注”里。"))
    return HttpResponseRedirect(f"/workbench/cases/{case_id}#consultations")


def _asked(request: HttpRequest, case_id: UUID) -> ledger.Answer:
    sent = request.POST
    consultations.ask(
        case_id=case_id,
        to=_addressee(sent.get("department", ""), sent.get("to", "")),
        question=sent.get("question", ""),
        due_on=_day(sent.get("due_on", "")),
        actor=actor_of(request),
        at=timezone.now(),
    )
    return ledger.Answer(status=200, body={"done": True})


def _form(request: HttpRequest, case_id: UUID, *, wrong: DomainError | None = None) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    sent = request.POST if request.method == "POST" else request.GET
    with read_only():
        case = cases.case(case_id, actor)
        policies.check_has_right(actor, case, *cases.consultations.WORKING)
        chosen = uuids([sent.get("department", "")])
        department = chosen[0] if chosen else case.department_id
        departments = organizations.departments_in(case.region_code)
        if all(one.id != department for one in departments):
            department = case.department_id
        context = {
            "case": case,
            "is_open": policies.may_consult(actor, case),
            "departments": departments,
            "chosen": department,
            "is_own": department == actor.department_id,
            "posts": organizations.posts_with_right(department, cases.consultations.WORKING),
            "people": [
                one
                for one in organizations.staff_with_any_right(
                    department, cases.consultations.WORKING, today
                )
                if one.id != actor.staff_id
            ],
            "question": sent.get("question", ""),
            "due_on": sent.get("due_on", ""),
            "today": today,
            "last": case.due_on or case.intake_due_on,
            "wrong": str(wrong) if wrong else "",
        }
        status = wrong.status if wrong else 200
        template = "workbench/consultations/ask.html"
        return page(request, template, context, current="/workbench/cases", status=status)


def _addressee(department: str, to: str) -> consultations.Addressee:
    """Return who is asked: ``post:<id>``, ``staff:<id>``, or "" for the whole department."""
    kind, _colon, wanted = to.partition(":")
    try:
        department_id = UUID(department)
        chosen = UUID(wanted) if to else None
    except ValueError:
        raise Unanswered from None
    return consultations.Addressee(
        department_id,
        post_id=chosen if kind == "post" else None,
        staff_id=chosen if kind == "staff" else None,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Unanswered(message=_("请选择答复期限。")) from None
