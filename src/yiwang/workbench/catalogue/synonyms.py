# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The editor of what people call things, and the words for which search found nothing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.catalogue import services
from yiwang.catalogue.enums import QueryState, SynonymState
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import actor_of, page, shown_text

HERE = "/workbench/synonyms"
UNANSWERED = "/workbench/unanswered"


@audience("staff")
@require_safe
def synonym_list(request: HttpRequest) -> HttpResponse:
    """List what editors say people mean, the newest first."""
    actor = actor_of(request)
    state = request.GET.get("state", "")
    words = shown_text(request.GET.get("q", ""))
    with read_only():
        context = {
            "rows": services.synonym_questions.synonyms(actor, state=state, text=words),
            "account_id": actor.account_id,
            "may_publish": actor.has_right(Right.CATALOGUE_PUBLISH),
            "state": state,
            "states": SynonymState.choices,
            "words": words,
        }
        return page(request, "workbench/synonyms/list.html", context, current=HERE)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def new_synonym(request: HttpRequest) -> HttpResponse:
    """Draft a synonym; a button shows what the best results would become."""
    actor, typed = actor_of(request), request.POST if request.method == "POST" else request.GET
    meaning = _meaning(typed)
    trial, refusal = None, ""
    if request.method == "POST":
        try:
            if typed.get("act") != "try":
                services.synonyms.draft_synonym(meaning=meaning, actor=actor, at=timezone.now())
                messages.success(request, _("已存为草稿，请另一位同事发布。"))
                return HttpResponseRedirect(HERE)
            with read_only():
                trial = services.synonym_questions.try_synonym(
                    meaning=meaning,
                    actor=actor,
                    region_code=actor.division_code,
                    asked=shown_text(typed.get("asked", "")),
                )
        except DomainError as error:
            refusal = str(error)
    with read_only():
        services.synonym_questions.synonyms(actor)
        context = {
            "meaning": meaning,
            "asked": shown_text(typed.get("asked", "")),
            "items": services.synonym_questions.item_numbers(),
            "weights": ((3, _("就是它")), (2, _("多半是它")), (1, _("与它有关"))),
            "trial": trial,
            "refusal": refusal,
        }
        status = 422 if refusal else 200
        return page(request, "workbench/synonyms/new.html", context, current=HERE, status=status)


def _meaning(typed: QueryDict) -> services.synonyms.Meaning:
    weight = typed.get("weight", "3")
    return services.synonyms.Meaning(
        phrase=shown_text(typed.get("phrase", "")),
        local_code=shown_text(typed.get("item", ""))[:20],
        words=shown_text(typed.get("words", "")),
        weight=int(weight) if weight in {"1", "2", "3"} else 3,
    )


@audience("staff")
@require_POST
def act_on_synonym(request: HttpRequest, synonym_id: UUID, action: str) -> HttpResponse:
    """Publish a draft, or withdraw a synonym."""
    acts = {
        "publish": (services.synonyms.publish_synonym, _("已生效，搜索立即采用。")),
        "withdraw": (services.synonyms.withdraw_synonym, _("已撤下。")),
    }
    if action not in acts:
        raise NotFound
    act, words = acts[action]
    try:
        act(synonym_id=synonym_id, actor=actor_of(request), at=timezone.now())
        messages.success(request, words)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(HERE)


@audience("staff")
@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    """List words that several people used and that found nothing."""
    actor = actor_of(request)
    with read_only():
        context = {
            "waiting": services.synonym_questions.unanswered(actor),
            "closed": services.synonym_questions.unanswered(actor, is_open=False)[:50],
        }
        return page(request, "workbench/synonyms/unanswered.html", context, current=HERE)


@audience("staff")
@require_POST
def close_unanswered(request: HttpRequest, query_id: UUID) -> HttpResponse:
    """Say that words lead somewhere now, or are no matter of government."""
    state = request.POST.get("state", "")
    if state not in {QueryState.ANSWERED, QueryState.NONE}:
        raise NotFound
    try:
        services.synonyms.close_unanswered(
            query_id=query_id,
            state=QueryState(state),
            actor=actor_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("已处理。"))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(UNANSWERED)
