# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""批量出文 on the workbench: choose cases and a kind of paper, follow the job, fetch its files."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.cases.services import paper_batches
from yiwang.documents import selectors as documents
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.errors import DomainError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import actor_of, page, shown_text, uuids

HERE = "/workbench/papers"
NAMES = ("kind", "item_code", "state", "step", "first_on", "last_on", "version_id", "key")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """List the reader's batches, and begin one with chosen cases."""
    actor = actor_of(request)
    if not actor.has_right(Right.CASES_READ):
        raise Forbidden
    sent = request.POST if request.method == "POST" else request.GET
    typed = {name: shown_text(sent.get(name, "")) for name in NAMES}
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            made = paper_batches.make_batch(
                kind=_kind(typed["kind"]),
                choice=_choice(typed),
                key=typed["key"][:64] or uuid4().hex,
                actor=actor,
                at=timezone.now(),
            )
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("已经开始生成，完成后在这里下载。"))
            return HttpResponseRedirect(f"{HERE}/{made.pk}")
    with read_only():
        items, steps = cases.paper_batches.items_and_steps(actor)
        context = {
            "batches": cases.paper_batches.paper_batches(actor),
            "items": items,
            "steps": steps,
            "states": [one for one in CaseState if one is not CaseState.DRAFT],
            "kinds": [(kind.value, kind.label) for kind in paper_batches.KINDS],
            "versions": documents.templates.choices(
                paper_batches.MAKERS, actor, item_code=typed["item_code"]
            ),
            "typed": typed | {"key": uuid4().hex},
            "count": _counted(request, typed),
            "most": paper_batches.MOST,
            "refusal": refusal,
        }
        status = refusal.status if refusal else 200
        template = "workbench/paper_batches/list.html"
        return page(request, template, context, current=HERE, status=status)


def _counted(request: HttpRequest, typed: Mapping[str, str]) -> int | None:
    """Return how many cases a choice fits, where somebody wants to know before."""
    if request.method != "GET" or not any(typed.values()):
        return None
    return paper_batches.chosen_cases(_choice(typed), actor_of(request)).count()


def _kind(text: str) -> NoticeKind:
    try:
        return NoticeKind(text)
    except ValueError:
        raise Unanswered(message=_("请选择一种文书。")) from None


def _choice(typed: Mapping[str, str]) -> paper_batches.Choice:
    return paper_batches.Choice(
        item_code=typed["item_code"],
        state=typed["state"],
        step=typed["step"],
        first_on=_day(typed["first_on"]),
        last_on=_day(typed["last_on"]),
        version_id=_version(typed["version_id"]),
    )


def _version(text: str) -> UUID | None:
    if not text:
        return None
    chosen = uuids([text])
    if not chosen:
        raise Unanswered(message=_("请从列表里选一个模板版本。"))
    return chosen[0]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@audience("staff")
@require_safe
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show how far a batch is, what became of each case, and its files."""
    with read_only():
        shown, lines = cases.paper_batches.paper_batch(batch_id, actor_of(request))
        context = {"shown": shown, "lines": lines}
        return page(request, "workbench/paper_batches/one.html", context, current=HERE)


@audience("staff")
@require_safe
def file(request: HttpRequest, batch_id: UUID, which: str) -> HttpResponseBase:
    """Hand out the archive, or the file to print."""
    if which not in {"zip", "pdf"}:
        raise Http404
    return paper_batches.hand_out(
        batch_id=batch_id, is_archive=which == "zip", actor=actor_of(request), at=timezone.now()
    )
