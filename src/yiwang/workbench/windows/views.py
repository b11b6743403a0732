# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk of who runs a place's site: its name and colour, notices, entries of others."""

from contextlib import suppress
from datetime import date
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services
from yiwang.catalogue.enums import (
    Institution,
    LinkHealth,
    OutsideState,
    WindowColour,
    WindowNoticeState,
)
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.organizations.errors import NotInYourReach
from yiwang.workbench import uploads
from yiwang.workbench.frame import actor_of, do, page

WINDOWS: Final = "/workbench/windows"
OUTSIDE: Final = "/workbench/outside"
TONES: Final = {
    LinkHealth.ALIVE: ("", "circle-check"),
    LinkHealth.SHAKY: ("warn", "alert-triangle"),
    LinkHealth.DEAD: ("danger", "circle-x"),
    LinkHealth.UNKNOWN: ("quiet", "clock"),
}


def _editor(request: HttpRequest) -> Actor:
    """Return who asks, when their post edits or publishes.

    :raises NotInYourReach: it does neither
    """
    actor = actor_of(request)
    if actor.rights.isdisjoint({Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH}):
        raise NotInYourReach
    return actor


@audience("staff")
@require_safe
def window(request: HttpRequest) -> HttpResponse:
    """Show a place's site as those see it who run it."""
    actor = _editor(request)
    with read_only():
        place = organizations.division(request.GET.get("place", "") or actor.division_code)
        below = organizations.children(place.code)
        can_publish = catalogue.can_run(actor, Right.CATALOGUE_PUBLISH, region_code=place.code)
        can_edit = catalogue.can_run(actor, Right.CATALOGUE_EDIT, region_code=place.code)
        if not (can_publish or can_edit):
            raise NotInYourReach
        context = {
            "place": place,
            "brand": catalogue.windows.brand(place.code),
            "colours": WindowColour.choices,
            "notices": [
                (notice, WindowNoticeState(notice.state).label)
                for notice in catalogue.windows.notices_kept(place.code, actor)
            ],
            "can_brand": catalogue.can_brand(actor, region_code=place.code),
            "can_publish": can_publish,
            "can_edit": can_edit,
            "below": [
                one
                for one in below
                if catalogue.can_run(actor, Right.CATALOGUE_EDIT, region_code=one.code)
                or catalogue.can_run(actor, Right.CATALOGUE_PUBLISH, region_code=one.code)
            ],
        }
        return page(request, "workbench/windows/window.html", context, current=WINDOWS)


@audience("staff")
@require_POST
def brand(request: HttpRequest) -> HttpResponse:
    """Give a place's site its name, slogan, colour and emblem."""
    actor = _editor(request)
    place = request.POST.get("place", "")[:12]

    def act() -> None:
        sent = uploads.stored(request, "emblem", region_code=place, actor=actor, at=timezone.now())
        kept = None if request.POST.get("drop") else catalogue.windows.brand(place).emblem_id
        services.set_brand(
            region_code=place,
            title=request.POST.get("title", ""),
            slogan=request.POST.get("slogan", ""),
            colour=request.POST.get("colour", ""),
            emblem_id=sent[0] if sent else kept,
            actor=actor,
            at=timezone.now(),
        )

    return do(request, act, done=_("窗口的名称和样子已经更新。"), back_to=_at(place))


@audience("staff")
@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """Write a notice as a draft."""
    actor = _editor(request)
    place = request.POST.get("place", "")[:12]
    expires_on: date | None = None
    with suppress(ValueError):
        expires_on = date.fromisoformat(request.POST.get("expires_on", ""))
    return do(
        request,
        lambda: services.write_notice(
            region_code=place,
            title=request.POST.get("title", ""),
            body=request.POST.get("body", ""),
            expires_on=expires_on,
            department_id=actor.department_id if request.POST.get("own") else None,
            actor=actor,
            at=timezone.now(),
        ),
        done=_("公告已存为草稿，发布后才会显示。"),
        back_to=_at(place),
    )


@audience("staff")
@require_POST
def move(request: HttpRequest, notice_id: UUID, state: str) -> HttpResponse:
    """Publish a notice, or take it down."""
    actor = _editor(request)
    target = {"publish": WindowNoticeState.PUBLISHED, "withdraw": WindowNoticeState.WITHDRAWN}
    if state not in target:
        raise NotFound
    return do(
        request,
        lambda: services.move_notice(
            notice_id=notice_id, state=target[state], actor=actor, at=timezone.now()
        ),
        done=_("公告已更新。"),
        back_to=_at(request.POST.get("place", "")[:12]),
    )


@audience("staff")
@require_safe
def outside_list(request: HttpRequest) -> HttpResponse:
    """List the entries that lead outside, those that wait and those that are dead first."""
    actor = _editor(request)
    with read_only():
        rows = [
            (
                row,
                OutsideState(row.state).label,
                LinkHealth(row.health).label,
                TONES[LinkHealth(row.health)],
                Institution(row.institution).label,
            )
            for row in catalogue.outside.entries_kept_by(actor)
        ]
        tasks = catalogue.link_tasks.tasks_of(actor)
        context = {
            "rows": rows,
            "dead": sum(
                row.state == OutsideState.APPROVED and row.health == LinkHealth.DEAD
                for row, *_words in rows
            ),
            "tasks": [(task, _found(task.found)) for task in tasks],
            "can_mark": any(
                task.seen_at is None and task.department_id == actor.department_id for task in tasks
            ),
            "today": timezone.localdate(),
            "topics": catalogue.topics(),
            "institutions": Institution.choices,
            "place": organizations.division(actor.division_code),
            "can_edit": actor.has_right(Right.CATALOGUE_EDIT),
            "can_publish": actor.has_right(Right.CATALOGUE_PUBLISH),
        }
        return page(request, "workbench/windows/outside.html", context, current=OUTSIDE)


@audience("staff")
@require_POST
def name(request: HttpRequest, outside_id: UUID) -> HttpResponse:
    """Say what people call an entry beside its title."""
    actor = _editor(request)
    return do(
        request,
        lambda: services.call_outside(
            outside_id=outside_id,
            names=request.POST.get("also_called", "")[:400],
            actor=actor,
            at=timezone.now(),
        ),
        done=_("别名已保存，搜索马上认得。"),
        back_to=OUTSIDE,
    )


@audience("staff")
@require_POST
def see(request: HttpRequest) -> HttpResponse:
    """Mark messages about dead links of one's own department as read."""
    actor = _editor(request)
    ids = [UUID(text) for text in request.POST.getlist("task") if _is_id(text)]
    return do(
        request,
        lambda: services.see_link_tasks(outside_ids=ids, actor=actor, at=timezone.now()),
        done=_("已标记为已读。"),
        back_to=OUTSIDE,
    )


@audience("staff")
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Propose an entry that leads outside."""
    actor = _editor(request)
    sent = {
        name: request.POST.get(name, "")
        for name in ("topic", "institution", "owner_name", "title", "summary", "url", "also_called")
    }
    return do(
        request,
        lambda: services.propose_outside(
            entry=services.NewEntry(region_code=actor.division_code, **sent),
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已提出，等另一位同事审核。"),
        back_to=OUTSIDE,
    )


@audience("staff")
@require_POST
def judge(request: HttpRequest, outside_id: UUID, state: str) -> HttpResponse:
    """Approve, refuse or retire an entry."""
    actor = _editor(request)
    target = {
        "approve": OutsideState.APPROVED,
        "refuse": OutsideState.REFUSED,
        "retire": OutsideState.RETIRED,
    }
    if state not in target:
        raise NotFound
    return do(
        request,
        lambda: services.judge_outside(
            outside_id=outside_id,
            state=target[state],
            reason=request.POST.get("reason", ""),
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已处理。"),
        back_to=OUTSIDE,
    )


def _found(found: str) -> str:
    """Return what a check found, in words."""
    if found.startswith("http_"):
        return _("网站回答了错误（HTTP %(status)s）") % {"status": found.removeprefix("http_")}
    return _("网址指向内部网络") if found == "forbidden" else _("打不开")


def _is_id(text: str) -> bool:
    with suppress(ValueError):
        return bool(UUID(text))
    return False


def _at(place: str) -> str:
    return f"{WINDOWS}?{urlencode({'place': place})}" if place.isdigit() else WINDOWS
