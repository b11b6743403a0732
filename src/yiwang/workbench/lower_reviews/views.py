# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""初审: what the lower body accepts and reviews before another body decides."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import NotAcceptedReason, ReviewOpinion, ReviewState
from yiwang.cases.services import contacts, lower_reviews, reading
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity.errors import PurposeUnknown
from yiwang.organizations.enums import Right
from yiwang.workbench.cases.looks import chip_of
from yiwang.workbench.cases.phrases import PHRASES
from yiwang.workbench.contacts import opening
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import LOWER_REVIEWS, actor_of, do, page, whole_number
from yiwang.workbench.uploads import stored


def _check_may_see(request: HttpRequest) -> None:
    if not actor_of(request).has_right(Right.CASES_READ):
        raise Forbidden


@audience("staff")
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """List what this body reviews for another: what waits, until when, what was passed on."""
    _check_may_see(request)
    actor, state = actor_of(request), request.GET.get("state", "")
    with read_only():
        found = cases.lower_reviews.reviewed_here(
            actor,
            states=[state] if state in ReviewState.values else [],
            cursor=request.GET.get("cursor", ""),
            limit=50,
        )
        kept = {"state": state, "cursor": found.next_cursor}
        context = {
            "rows": [(one, chip_of(one.case.state)) for one in found.rows],
            "states": list(ReviewState),
            "state": state,
            "today": timezone.localdate(),
            "next_url": f"?{urlencode(kept)}" if found.next_cursor else "",
        }
        answer = page(request, "workbench/lower_reviews/list.html", context, current=LOWER_REVIEWS)
    reading.note_listed([one.case for one in found.rows], actor=actor, at=timezone.now())
    return answer


@audience("staff")
@require_safe
def review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one with its whole file, and what this body may do now."""
    _check_may_see(request)
    found = lower_reviews.open_review(case_id=case_id, actor=actor_of(request), at=timezone.now())
    return _page(request, found)


@audience("staff")
@require_POST
def open_numbers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one with the numbers of its form in full, for the purpose chosen."""
    _check_may_see(request)
    try:
        found = lower_reviews.open_numbers(
            case_id=case_id,
            purpose=request.POST.get("purpose", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except PurposeUnknown as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{LOWER_REVIEWS}/{case_id}")
    return _page(request, found, is_open=True)


def _page(request: HttpRequest, found: Any, *, is_open: bool = False) -> HttpResponse:
    actor = actor_of(request)
    with read_only():
        snapshot = catalogue.snapshot(found.case.version_id)
        compiled = forms.compiled_form(snapshot.form_id)
        context = {
            "found": found,
            "review": found.review,
            "case": found.case,
            "chip": chip_of(found.case.state),
            "answers": compiled.display(
                found.case.form_data if is_open else cases.shown_form(found.case, actor)
            ),
            "numbers_url": f"{LOWER_REVIEWS}/{found.case.pk}/numbers",
            "numbers_open": is_open,
            "may_open_numbers": any(map(actor.has_right, contacts.OPENERS)),
            "number_purposes": opening.purposes(),
            "answer_files": compiled.file_ids(found.case.form_data),
            "materials": _materials(snapshot, found),
            "lines": _lines(snapshot),
            "today": timezone.localdate(),
            "is_above": found.stages[-1].state == ReviewState.FORWARDED,
            "may_accept": actor.has_right(Right.CASES_ACCEPT),
            "may_forward": actor.has_right(Right.CASES_HANDLE),
            "opinions": ReviewOpinion.choices,
            "reasons": NotAcceptedReason.choices,
            "phrases": PHRASES,
        }
        return page(request, "workbench/lower_reviews/one.html", context, current=LOWER_REVIEWS)


def _materials(snapshot: Any, found: Any) -> list[tuple[str, list[Any]]]:
    """Return the materials that were handed in, by name, each with its files."""
    return [
        (each.name, files)
        for each in snapshot.materials
        if (files := [one for one in found.materials if one.requirement_key == each.key])
    ]


def _lines(snapshot: Any) -> list[tuple[str, str]]:
    """Return what a notice of corrections may name."""
    named = [(each.key, each.name) for each in snapshot.materials if each.is_uploaded]
    return [("form", _("申请表")), *named]


@audience("staff")
@require_safe
def file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Show a file of a case that this body reviews."""
    _check_may_see(request)
    return lower_reviews.hand_out(
        case_id=case_id, file_id=file_id, actor=actor_of(request), at=timezone.now()
    )


@audience("staff")
@require_POST
def act(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Accept, ask once for corrections, refuse to accept, or pass the file on."""
    sent, actor, at = request.POST, actor_of(request), timezone.now()
    revision = whole_number(sent.get("revision", ""))
    acts = {
        "accept": lambda: lower_reviews.accept(
            case_id=case_id, actor=actor, at=at, revision=revision
        ),
        "correct": lambda: lower_reviews.ask_correction(
            case_id=case_id,
            entries=[
                {"key": key.removeprefix("what-"), "what": words}
                for key, words in sent.items()
                if key.startswith("what-") and isinstance(words, str) and words.strip()
            ],
            note=sent.get("note", ""),
            actor=actor,
            at=at,
            revision=revision,
        ),
        "refuse": lambda: lower_reviews.refuse_acceptance(
            case_id=case_id,
            reason=_one_of(NotAcceptedReason, sent.get("reason", "")),
            explanation=sent.get("explanation", ""),
            actor=actor,
            at=at,
            revision=revision,
        ),
        "forward": lambda: lower_reviews.forward(
            case_id=case_id,
            forwarding=lower_reviews.Forwarding(
                opinion=_one_of(ReviewOpinion, sent.get("opinion", "")),
                words=sent.get("words", ""),
                files=_files(request),
            ),
            actor=actor,
            at=at,
            revision=revision,
        ),
    }
    done = {
        "accept": _("已受理，初审期限从今天算起。"),
        "correct": _("补正告知书已发出。"),
        "refuse": _("已作出不予受理决定。"),
        "forward": _("初审意见和全部材料已报送。"),
    }
    which = sent.get("do", "") if sent.get("do", "") in acts else "accept"
    return do(request, acts[which], done=done[which], back_to=f"{LOWER_REVIEWS}/{case_id}")


def _files(request: HttpRequest) -> list[UUID]:
    actor = actor_of(request)
    return stored(request, "files", region_code=actor.division_code, actor=actor, at=timezone.now())


def _one_of(choices: Any, value: str) -> Any:
    try:
        return choices(value)
    except ValueError:
        raise Unanswered(_("请选择一项。")) from None
