# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The scenario's questions at the counter: asked one by one, as at home, before the form is filled.

Every answer stands in the address, as on the portal, under a name of its own so that no field of
the application form can be taken for one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import AnswersDoNotFit
from yiwang.catalogue.services import editing_questions
from yiwang.foundation.errors import FieldError, NotFound
from yiwang.foundation.templatetags.yw import Fact
from yiwang.foundation.templatetags.yw_text import yuan
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.workbench.counter import people
from yiwang.workbench.frame import actor_of, page

PREFIX = "answer."
CARRIED = ("ticket", "mandate", "draft")
"""What a page of the counter hands on to the next one, besides the answers."""
UNASKED = "unasked"
ASKED = "asked"
MOST_ANSWERS = 60

Guided = catalogue.scenarios.Guided


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given, and the address under which it can be given anew."""

    title: str
    words: str
    url: str


def answers_in(request: HttpRequest) -> dict[str, str]:
    """Return the answers that a request carries, by question."""
    sent = request.POST if request.method == "POST" else request.GET
    names = [name for name in sent if name.startswith(PREFIX)][:MOST_ANSWERS]
    return {name.removeprefix(PREFIX): str(sent[name]) for name in names}


def followed(snapshot: catalogue.ItemSnapshot, answers: Mapping[str, object]) -> Guided | None:
    """Return how far answers lead; None for none, and where they fit the scenario no longer."""
    if not answers:
        return None
    try:
        return catalogue.scenarios.guided_in(snapshot, answers)
    except (AnswersDoNotFit, NotFound):
        return None


def is_to_ask(request: HttpRequest, snapshot: catalogue.ItemSnapshot) -> bool:
    """Tell whether the questions come first: there are some, and nobody has passed them over."""
    is_begun = request.GET.get(UNASKED) == "1" or bool(request.GET.get("draft"))
    return not is_begun and catalogue.scenarios.has_scenario(snapshot.base_item_id)


def address(
    request: HttpRequest, applicant_id: UUID, version_id: UUID, answers: Mapping[str, object] = {}
) -> str:
    """Return the address of the questions, with answers and with what the pages hand on."""
    query = urlencode({**_carried(request), **named(answers)})
    path = f"/workbench/counter/apply/{applicant_id}/{version_id}/scenario"
    return f"{path}?{query}" if query else path


def named(answers: Mapping[str, object]) -> dict[str, object]:
    """Return answers under the names that forms and addresses carry them by."""
    return {f"{PREFIX}{key}": value for key, value in answers.items()}


def shown(
    request: HttpRequest, applicant_id: UUID, guided: Guided | None, form: Mapping[str, object]
) -> dict[str, Any]:
    """Return what the application's page shows of the answers."""
    if guided is None:
        return {"handling": None, "carried_answers": {}}
    answers, version_id = guided.walk.answers, guided.item.version_id
    return {
        "handling": guided.handling,
        "carried_answers": named(answers),
        "facts": _facts(guided.handling),
        "form_agrees": catalogue.scenarios.agrees(guided.walk, form),
        "scenario_url": address(request, applicant_id, version_id, answers),
    }


@audience("staff")
@require_safe
def scenario(request: HttpRequest, applicant_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask the next question, or show what the answers have led to and go on to the form."""
    people.check_counter(actor_of(request))
    answers, errors = answers_in(request), []
    with read_only():
        snapshot = catalogue.open_snapshot(version_id, timezone.localdate())
        if not snapshot.is_applied_for:
            raise Http404
        applicant = identity.applicant_summary(applicant_id)
        try:
            guided = catalogue.scenarios.guided_in(snapshot, answers)
        except AnswersDoNotFit as refusal:
            wrong = {error.path.rpartition("/")[2] for error in refusal.errors}
            kept = {key: value for key, value in answers.items() if key not in wrong}
            guided = catalogue.scenarios.guided_in(snapshot, kept)
            errors = [FieldError("/answer", one.code, one.message) for one in refusal.errors]
        else:
            if guided.walk.question and request.GET.get(ASKED) == guided.walk.question.key:
                errors = [FieldError("/answer", "required", _("请先回答这个问题。"))]
        context = _context(request, guided, applicant, errors)
        status = 422 if errors else 200
        answer = page(
            request,
            "workbench/counter_scenario.html",
            context,
            current="/workbench/counter",
            status=status,
        )
    people.note_shown(applicant, actor=actor_of(request), at=timezone.now())
    return answer


def _context(
    request: HttpRequest, guided: Guided, applicant: Any, errors: Sequence[FieldError]
) -> dict[str, Any]:
    version_id, answers = guided.item.version_id, guided.walk.answers
    given = _given(request, applicant.id, guided)
    carried = _carried(request)
    path = f"/workbench/counter/apply/{applicant.id}/{version_id}"
    return {
        "snapshot": guided.item,
        "applicant": applicant,
        "question": guided.walk.question,
        "intro": guided.stored.scenario.intro if not given else "",
        "given": given,
        "back": given[-1].url if given else "",
        "errors": errors,
        "carried": {**carried, **named(answers)},
        "prefix": PREFIX,
        "path": f"{path}/scenario",
        "handling": guided.handling,
        "facts": _facts(guided.handling),
        "apply_url": f"{path}?{urlencode({**carried, **named(answers)})}",
        "unasked_url": f"{path}?{urlencode({**carried, UNASKED: '1'})}",
    }


def _given(request: HttpRequest, applicant_id: UUID, guided: Guided) -> list[Given]:
    found: list[Given] = []
    before: dict[str, object] = {}
    for one in guided.walk.answered:
        url = address(request, applicant_id, guided.item.version_id, before)
        found.append(Given(one.question.title, one.words, url))
        before = {**before, one.question.key: one.answer}
    return found


def _carried(request: HttpRequest) -> dict[str, str]:
    sent = request.POST if request.method == "POST" else request.GET
    return {name: str(sent[name])[:40] for name in CARRIED if sent.get(name)}


def _facts(handling: catalogue.scenarios.Handling | None) -> list[Fact]:
    if handling is None or not handling.code:
        return []
    limit = editing_questions.limit_words(handling.limit) if handling.limit else "—"
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
