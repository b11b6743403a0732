# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenario guidance, one question a page: every answer stands in the address.

So the way back is the browser's own, a result can be kept and passed on, and nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import AnswersDoNotFit
from yiwang.foundation.errors import FieldError
from yiwang.foundation.templatetags.yw import Fact
from yiwang.foundation.templatetags.yw_text import yuan
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal import applying
from yiwang.portal.applying import FORM
from yiwang.portal.frame import actor_of, page, shared_page
from yiwang.portal.listing import limit_words

ASKED = "asked"
"""Names the question that a page showed: sent without an answer, it is asked for one."""
MOST_ANSWERS = 60


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given, and the address under which it can be given anew."""

    title: str
    words: str
    url: str


@audience("public")
@require_safe
def scenario(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the next question, or show where the answers have led."""
    with read_only():
        try:
            guided = catalogue.scenarios.guided(code, _answers(request))
        except AnswersDoNotFit as refusal:
            return _again(request, code, refusal)
        if _is_unanswered(request, guided):
            missing = FieldError("", "required", _("请先回答这个问题。"))
            return _page(request, guided, [missing])
        return shared_page(
            request,
            "portal/scenario.html",
            lambda: _context(guided),
            version=guided.tag,
        )


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Begin the application of a scenario: the form is filled in with what was answered."""
    actor, given = actor_of(request), _answers(request)
    with read_only():
        begun = applying.application(version_id, actor)
        guided = catalogue.scenarios.guided_in(begun.item, given)
    if guided.handling is None or not guided.handling.code:
        return HttpResponseRedirect(_address(begun.item.code, guided.walk.answers))
    if request.method != "POST":
        return page(request, "portal/scenario_begin.html", _context(guided) | {"begun": begun})
    applying.save(
        begun,
        actor=actor,
        at=timezone.now(),
        typed={**begun.typed, **guided.walk.filled},
        scenario=guided.walk.answers,
        step=FORM,
    )
    return HttpResponseRedirect(f"/apply/{version_id}?step={FORM}")


def _answers(request: HttpRequest) -> dict[str, str]:
    pairs = list(request.GET.items())[:MOST_ANSWERS]
    return {name: str(value) for name, value in pairs if name != ASKED}


def _is_unanswered(request: HttpRequest, guided: catalogue.scenarios.Guided) -> bool:
    question = guided.walk.question
    return question is not None and request.GET.get(ASKED) == question.key


def _again(request: HttpRequest, code: str, refusal: AnswersDoNotFit) -> HttpResponse:
    """Ask a question once more whose answer is none, and keep those before it."""
    wrong = {error.path.rpartition("/")[2] for error in refusal.errors}
    kept = {name: value for name, value in _answers(request).items() if name not in wrong}
    guided = catalogue.scenarios.guided(code, kept)
    return _page(request, guided, refusal.errors)


def _page(request: HttpRequest, guided: Any, errors: Any) -> HttpResponse:
    shown = [FieldError("/answer", error.code, error.message) for error in errors]
    context = _context(guided) | {"errors": shown}
    return page(request, "portal/scenario.html", context, status=422)


def _context(guided: catalogue.scenarios.Guided) -> dict[str, Any]:
    item, walked = guided.item, guided.walk
    given = _given(item.code, guided)
    handling = guided.handling
    context: dict[str, Any] = {
        "item": item,
        "intro": guided.stored.scenario.intro,
        "question": walked.question,
        "answers": walked.answers,
        "given": given,
        "number": len(given) + 1,
        "back": given[-1].url if given else f"/guide/{item.code}",
        "errors": (),
        "who": "natural" if "natural" in item.service_objects else "legal",
        "handling": handling,
    }
    if handling is not None:
        context |= {
            "facts": _facts(handling),
            "to_bring": sum(one.is_required for one in handling.materials),
            "can_apply": bool(handling.code) and item.is_online,
            "apply_url": f"/apply/{item.version_id}/scenario?{urlencode(walked.answers)}",
        }
    return context


def _given(code: str, guided: catalogue.scenarios.Guided) -> list[Given]:
    found: list[Given] = []
    before: dict[str, str | int] = {}
    for one in guided.walk.answered:
        found.append(Given(one.question.title, one.words, _address(code, before)))
        before = {**before, one.question.key: one.answer}
    return found


def _address(code: str, answers: Mapping[str, str | int]) -> str:
    query = f"?{urlencode(answers)}" if answers else ""
    return f"/guide/{code}/scenario{query}"


def _facts(handling: catalogue.scenarios.Handling) -> list[Fact]:
    if not handling.code:
        return []
    limit = limit_words(handling.limit.amount, handling.limit.unit) if handling.limit else "—"
    visits = ngettext("%(count)d 次", "%(count)d 次", handling.visits) % {"count": handling.visits}
    return [
        Fact(_("多久办好"), limit),
        Fact(_("要跑几次"), visits),
        Fact(_("收费"), _fee(handling)),
    ]


def _fee(handling: catalogue.scenarios.Handling) -> str:
    if not handling.fees:
        return _("不收费")
    known = [fee.amount_cents for fee in handling.fees if fee.amount_cents]
    return yuan(sum(known)) if len(known) == len(handling.fees) else _("按标准收费")
