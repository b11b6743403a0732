# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers to people who ask who saw their data, and corrections at a counter."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.errors import DomainError, Forbidden, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity.services import privacy_corrections, privacy_questions
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import actor_of, page, shown_text, uuids
from yiwang.workbench.records.words import purpose_name

QUESTIONS = "/workbench/questions"
CORRECTIONS = "/workbench/corrections"


@audience("staff")
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List what people asked about reads, for the audit administrator; nobody is named."""
    actor = actor_of(request)
    if not privacy_questions.is_audit_administrator(actor):
        raise Forbidden
    with read_only():
        waiting = identity.own_data.open_questions(actor)
        found = identity.own_data.questions_of(actor)
        context = {
            "waiting": waiting,
            "answered": [one for one in found if one.answered_at],
            "today": timezone.localdate(),
        }
        return page(request, "workbench/questions.html", context, current=QUESTIONS)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Show one question with the read that it is about, and answer it."""
    actor, refusal, words = actor_of(request), "", request.POST.get("words", "")
    if request.method == "POST":
        try:
            privacy_questions.answer_question(
                question_id=question_id, words=words, actor=actor, at=timezone.now()
            )
        except DomainError as error:
            if error.kind in {Kind.FORBIDDEN, Kind.NOT_FOUND}:
                raise
            refusal = str(error)
        else:
            messages.success(request, _("已答复，本人会收到消息。"))
            return HttpResponseRedirect(QUESTIONS)
    asked = privacy_questions.open_question(question_id=question_id, actor=actor, at=timezone.now())
    with read_only():
        context = {
            "asked": asked,
            "read": _read(asked),
            "person": identity.own_data.masked_name(asked.person_id),
            "words": words,
            "refusal": refusal,
        }
        status = 422 if refusal else 200
        return page(request, "workbench/question.html", context, current=QUESTIONS, status=status)


def _read(asked: object) -> dict[str, object]:
    """Return the read that was asked about: for the auditor with the reader's name."""
    event = identity.own_data.read_in_question(asked)  # type: ignore[arg-type]
    if event is None:
        return {}
    doer = event.actor
    ids = uuids(str(doer.get(key, "")) for key in ("department_id", "post_id", "staff_id"))
    names = organizations.reader_names(ids)
    reader = next(iter(names.staff.values()), ("", ""))
    return {
        "at": event.at,
        "seq": event.seq,
        "department": next(iter(names.departments.values()), ""),
        "post": next(iter(names.posts.values()), ""),
        "reader": f"{reader[0]} {reader[1]}".strip() or doer.get("client", ""),
        "purpose": purpose_name(event.purpose),
        "case_id": event.payload.get("case_id"),
    }


@audience("staff")
@sensitive_post_parameters("value")
@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request: HttpRequest) -> HttpResponse:
    """Find a request by its code, and write what the identity card shows."""
    actor, at, refusal = actor_of(request), timezone.now(), ""
    if actor.department_id is None or not actor.has_right(Right.COUNTER_ASSIST):
        raise Forbidden
    code, act = shown_text(request.POST.get("code", "")), request.POST.get("act", "")
    try:
        if act in {"correct", "refuse"}:
            _end(request, code, act)
            return HttpResponseRedirect(CORRECTIONS)
        found = privacy_corrections.find_correction(code=code, actor=actor, at=at) if code else None
    except DomainError as error:
        if error.kind is Kind.FORBIDDEN:
            raise
        refusal, found = str(error), None
    with read_only():
        context = {
            "found": found,
            "person": identity.applicant_summary(found.person_id) if found else None,
            "code": code,
            "refusal": refusal,
        }
        status = 422 if refusal else 200
        return page(
            request, "workbench/corrections.html", context, current=CORRECTIONS, status=status
        )


def _end(request: HttpRequest, code: str, act: str) -> None:
    actor, at = actor_of(request), timezone.now()
    if act == "refuse":
        privacy_corrections.refuse_correction(code=code, actor=actor, at=at)
        messages.success(request, _("已记录：核验后无需更正。"))
        return
    privacy_corrections.correct_at_counter(
        code=code,
        value=shown_text(request.POST.get("value", "")),
        is_card_seen=request.POST.get("seen") == "yes",
        actor=actor,
        at=at,
    )
    messages.success(request, _("已按身份证更正。"))
