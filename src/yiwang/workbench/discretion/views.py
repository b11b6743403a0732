# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Benchmarks of discretion: the list, the editor with its checks, and the second person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.services import benchmarks
from yiwang.foundation.errors import DomainError, FieldError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.discretion.form import content_of, shown
from yiwang.workbench.frame import actor_of, do, page, shown_text

HERE = "/workbench/benchmarks"
KINDS = (
    ("term", gettext_lazy("期限长短")),
    ("quantity", gettext_lazy("数量")),
    ("amount", gettext_lazy("金额")),
    ("conditions", gettext_lazy("附加条件")),
)


@audience("staff")
@require_safe
def benchmark_list(request: HttpRequest) -> HttpResponse:
    """List the items of the reader's catalogue with what there is of their benchmarks."""
    actor = actor_of(request)
    if not (actor.has_right(Right.CATALOGUE_EDIT) or actor.has_right(Right.CATALOGUE_PUBLISH)):
        raise Forbidden
    words = shown_text(request.GET.get("q", ""))
    with read_only():
        context = {
            "rows": catalogue.discretion.rows_of(actor, words),
            "sought": words,
            "may_count": actor.has_right(Right.CASES_READ),
        }
        return page(request, "workbench/discretion/list.html", context, current=HERE)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def benchmark(
    request: HttpRequest, base_item_id: UUID, implementation_id: UUID | None = None
) -> HttpResponse:
    """Show the editor; keep what was written, or show the page again with another row."""
    found = _edited(request, base_item_id, implementation_id)
    if request.method != "POST":
        return _editor(request, found, *_start(found))
    content, on = content_of(request.POST), request.POST.get("effective_from", "")
    if "edit" in request.POST or "check" in request.POST:
        return _editor(request, found, content, on)
    try:
        effective_from = date.fromisoformat(on)
    except ValueError:
        faults = [FieldError("/effective_from", "invalid", _("请填写施行日期。"))]
        return _editor(request, found, content, on, faults, status=422)
    try:
        benchmarks.save_benchmark(
            base_item_id=base_item_id,
            implementation_id=implementation_id,
            content=content,
            effective_from=effective_from,
            revision=_revision(request),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _editor(request, found, content, on, refusal.errors, status=refusal.status)
    messages.success(request, _("草稿已保存。"))
    return HttpResponseRedirect(_address(base_item_id, implementation_id))


@audience("staff")
@require_POST
def act(
    request: HttpRequest, base_item_id: UUID, action: str, implementation_id: UUID | None = None
) -> HttpResponse:
    """Publish the draft, throw it away, or take back what was published."""
    actor, at = actor_of(request), timezone.now()
    back_to = _address(base_item_id, implementation_id)
    acts = {
        "publish": (
            lambda: benchmarks.publish_benchmark(
                base_item_id=base_item_id,
                implementation_id=implementation_id,
                revision=_revision(request),
                actor=actor,
                at=at,
            ),
            _("已发布，公众在办事指南里就能看到。"),
        ),
        "discard": (
            lambda: benchmarks.discard_benchmark(
                base_item_id=base_item_id, implementation_id=implementation_id, actor=actor, at=at
            ),
            _("草稿已删除。"),
        ),
        "withdraw": (
            lambda: benchmarks.withdraw_benchmark(
                base_item_id=base_item_id,
                implementation_id=implementation_id,
                reason=request.POST.get("reason", ""),
                actor=actor,
                at=at,
            ),
            _("已停用。"),
        ),
    }
    if action not in acts:
        return HttpResponseRedirect(back_to)
    verb, done = acts[action]
    return do(request, verb, done=done, back_to=back_to)


def _edited(
    request: HttpRequest, base_item_id: UUID, implementation_id: UUID | None
) -> catalogue.discretion.EditedBenchmark:
    with read_only():
        found = catalogue.discretion.edited(base_item_id, implementation_id, timezone.localdate())
    benchmarks.check_sees(actor_of(request), found.whose)
    return found


def _start(found: catalogue.discretion.EditedBenchmark) -> tuple[dict[str, Any], str]:
    stored = found.draft or found.newest
    if stored is not None:
        content = catalogue.discretion.dump_benchmark(stored.benchmark)
        is_draft = found.draft is not None
        return content, stored.effective_from.isoformat() if is_draft else ""
    if found.upper is not None:
        content = catalogue.discretion.dump_benchmark(found.upper.benchmark)
        tiers = [tier | {"within": tier["key"]} for tier in content["tiers"]]
        return content | {"tiers": tiers, "lets_lower": False, "document": ""}, ""
    return {"measures": [{}], "tiers": [{}]}, ""


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _editor(
    request: HttpRequest,
    found: catalogue.discretion.EditedBenchmark,
    content: Mapping[str, Any],
    effective_from: str,
    errors: Sequence[FieldError] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    with read_only():
        draft = found.draft
        is_own = draft is not None and actor.staff_id in draft.editors
        context = {
            "found": found,
            "address": _address(found.whose.base_item.id, found.whose.implementation_id),
            "content": shown(content),
            "effective_from": effective_from,
            "faults": list(errors) or _faults(found, content, effective_from),
            "kinds": KINDS,
            "uppers": found.upper.benchmark.tiers if found.upper else (),
            "may_edit": benchmarks.may_edit(actor, found.whose),
            "may_publish": benchmarks.may_publish(actor, found.whose),
            "can_publish": draft is not None
            and benchmarks.may_publish(actor, found.whose)
            and not is_own,
            "is_own": is_own,
        }
        return page(
            request, "workbench/discretion/editor.html", context, current=HERE, status=status
        )


def _faults(
    found: catalogue.discretion.EditedBenchmark, content: Mapping[str, Any], effective_from: str
) -> list[FieldError]:
    """Return what keeps the content from being published; one that was published has nothing."""
    if found.draft is None and not effective_from:
        return []
    today = timezone.localdate()
    try:
        on = date.fromisoformat(effective_from)
        return catalogue.discretion.faults_of(found.whose, content, on, today)
    except ValueError:
        return [FieldError("/effective_from", "invalid", _("请填写施行日期。"))]
    except DomainError as refusal:
        return list(refusal.errors)


def _address(base_item_id: UUID, implementation_id: UUID | None) -> str:
    own = f"/lists/{implementation_id}" if implementation_id else ""
    return f"{HERE}/{base_item_id}{own}"
