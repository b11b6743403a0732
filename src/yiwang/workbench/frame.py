# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What frames every page of the workbench, and how a command of a page is done."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.cases import selectors as cases
from yiwang.catalogue.selectors import link_tasks
from yiwang.foundation.actors import Actor
from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.errors import DomainError
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

HOME = "/workbench/"
WORKING = (Right.CASES_ACCEPT, Right.CASES_HANDLE, Right.CASES_APPROVE)
OUTSIDE = "/workbench/outside"
BASE_NOTICES = "/workbench/catalogue/told"
CONSULTATIONS = "/workbench/consultations"
WATCHING = "/workbench/watching"
CODES = "/workbench/catalogue/codes"
LOWER_REVIEWS = "/workbench/lower-reviews"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the side navigation."""

    url: str
    label: str | Promise
    icon: str
    right: Right | None = None
    count: int = 0
    is_urgent: bool = False


class BaseEntry(Entry):
    """An entry for posts that keep the base items of a whole division."""


class LowerEntry(Entry):
    """An entry for bodies that have others above them: of counties and townships."""


ENTRIES = (
    Entry(HOME, _("我的待办"), "checklist"),
    Entry("/workbench/counter", _("窗口受理"), "building-store", Right.COUNTER_ASSIST),
    Entry("/workbench/desk", _("窗口叫号"), "ticket", Right.COUNTER_ASSIST),
    Entry("/workbench/halls", _("大厅管理"), "building-community", Right.HALLS_MANAGE),
    Entry("/workbench/received", _("代收办件"), "switch-horizontal", Right.COUNTER_ASSIST),
    LowerEntry(LOWER_REVIEWS, _("下级初审"), "hierarchy-2", Right.CASES_READ),
    Entry("/workbench/people", _("实名与授权"), "shield-check", Right.COUNTER_ASSIST),
    Entry("/workbench/mandates", _("代办委托"), "writing", Right.COUNTER_ASSIST),
    Entry("/workbench/cases", _("全部办件"), "file-search", Right.CASES_READ),
    Entry("/workbench/parcels", _("邮寄台"), "truck-delivery", Right.CASES_ACCEPT),
    Entry("/workbench/entitlements", _("准予的结果"), "certificate", Right.CASES_READ),
    Entry("/workbench/spared", _("免交免填"), "file-check", Right.CASES_READ),
    Entry("/workbench/credit", _("信用异议和修复"), "rosette-discount-check", Right.CASES_READ),
    Entry(BASE_NOTICES, _("目录变更告知"), "bell", Right.CATALOGUE_EDIT),
    Entry(CODES, _("事项编码"), "sitemap", Right.CATALOGUE_PUBLISH),
    Entry(CONSULTATIONS, _("内部会商"), "message-question", Right.CASES_READ),
    Entry(WATCHING, _("我的关注"), "eye", Right.CASES_READ),
    Entry("/workbench/done", _("我的已办"), "circle-check"),
    Entry("/workbench/opinions", _("常用意见"), "bookmark", Right.CASES_READ),
    Entry("/workbench/batches", _("批量办理"), "checks", Right.CASES_READ),
    Entry("/workbench/notices", _("通知文书"), "file-text", Right.CASES_READ),
    Entry("/workbench/papers", _("批量出文"), "files", Right.CASES_READ),
    Entry("/workbench/catalogue", _("事项目录"), "list-details", Right.CATALOGUE_EDIT),
    Entry("/workbench/automation", _("自动审批"), "bolt", Right.CATALOGUE_EDIT),
    Entry("/workbench/automation", _("规则发布"), "bolt", Right.CATALOGUE_PUBLISH),
    Entry("/workbench/automation", _("自动审批监督"), "bolt", Right.CASES_SUPERVISE),
    Entry("/workbench/automation/rechecks", _("抽查复核"), "zoom-in", Right.CASES_REVIEW),
    Entry("/workbench/catalogue/orders", _("法制审核"), "gavel", Right.CATALOGUE_REVIEW),
    Entry("/workbench/catalogue/orders", _("事项批准"), "rubber-stamp", Right.CATALOGUE_PUBLISH),
    Entry("/workbench/catalogue/findings", _("规范比对"), "scale", Right.CASES_SUPERVISE),
    Entry("/workbench/evaluations", _("好差评"), "star", Right.CASES_SUPERVISE),
    Entry("/workbench/windows", _("部门窗口"), "building-community", Right.CATALOGUE_EDIT),
    Entry("/workbench/windows", _("窗口发布"), "building-community", Right.CATALOGUE_PUBLISH),
    Entry("/workbench/outside", _("外部服务"), "external-link", Right.CATALOGUE_EDIT),
    Entry("/workbench/outside", _("外部服务审核"), "external-link", Right.CATALOGUE_PUBLISH),
    Entry("/workbench/templates", _("文书模板"), "file-text", Right.CATALOGUE_EDIT),
    Entry("/workbench/templates", _("文书模板发布"), "file-text", Right.CATALOGUE_PUBLISH),
    BaseEntry("/workbench/messages", _("消息模板"), "mail", Right.CATALOGUE_EDIT),
    BaseEntry("/workbench/messages", _("模板发布"), "mail", Right.CATALOGUE_PUBLISH),
    Entry("/workbench/benchmarks", _("裁量权基准"), "scale", Right.CATALOGUE_EDIT),
    Entry("/workbench/benchmarks", _("裁量权基准发布"), "scale", Right.CATALOGUE_PUBLISH),
    Entry("/workbench/benchmarks/figures", _("裁量情况"), "scale", Right.CASES_SUPERVISE),
    BaseEntry("/workbench/scenarios", _("情形引导"), "route", Right.CATALOGUE_EDIT),
    BaseEntry("/workbench/evidence-types", _("材料库"), "certificate", Right.CATALOGUE_EDIT),
    BaseEntry("/workbench/modelling", _("流程与表单"), "hierarchy-2", Right.WORKFLOW_EDIT),
    BaseEntry(
        "/workbench/modelling/waiting", _("待发布草稿"), "file-upload", Right.CATALOGUE_PUBLISH
    ),
    Entry("/workbench/source-corrections", _("数据核对请求"), "square-check", Right.CASES_HANDLE),
    Entry("/workbench/sources", _("数据源"), "database-search", Right.IDENTITY_MANAGE),
    Entry("/workbench/systems", _("接入系统"), "link", Right.IDENTITY_MANAGE),
    Entry("/workbench/systems", _("接入系统"), "link", Right.SECURITY_MANAGE),  # never both
    Entry("/workbench/staff", _("机构与人员"), "users", Right.ORGANIZATIONS_MANAGE),
    Entry("/workbench/grants", _("机构与人员"), "users", Right.SECURITY_MANAGE),
    Entry("/workbench/administrators", _("机构与人员"), "users", Right.LEDGER_READ),
    Entry("/workbench/synonyms", _("搜索说法"), "search", Right.CATALOGUE_EDIT),
    Entry("/workbench/synonyms", _("说法发布"), "search", Right.CATALOGUE_PUBLISH),
    Entry("/workbench/corrections", _("更正个人信息"), "id", Right.COUNTER_ASSIST),
    Entry("/workbench/questions", _("数据查看询问"), "message-question", Right.LEDGER_READ),
    Entry("/workbench/ledger", _("存证账本"), "shield-check", Right.LEDGER_READ),
)
TONES = {
    cases.Tone.OVERDUE: ("danger", "alert-circle", _("超期")),
    cases.Tone.SOON: ("warn", "alert-triangle", _("今明到期")),
    cases.Tone.FINE: ("", "clock", _("正常")),
    cases.Tone.STOPPED: ("quiet", "player-pause", _("停钟")),
}


def actor_of(request: HttpRequest) -> Actor:
    """Return the staff member who asks; the audience check has made sure of one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def is_fragment(request: HttpRequest) -> bool:
    """Say whether a script asks for a part of the page."""
    return request.headers.get("HX-Request") == "true"


def uuids(texts: Iterable[str]) -> list[UUID]:
    """Return those texts that are ids, as ids."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(UUID(text))
    return found


def shown_text(text: str) -> str:
    """Return what somebody typed to search for, without signs that no text holds."""
    return "".join(sign for sign in text if sign.isprintable()).strip()[:100]


def whole_number(text: str, *, digits: int = 9) -> int | None:
    """Return a whole number of at most so many digits; None for everything else."""
    is_number = text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if is_number else None


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    current: str = HOME,
    status: int = 200,
) -> HttpResponse:
    """Answer a page of the workbench; it is never stored by any cache."""
    values = _frame(actor_of(request), current) | dict(context or {})
    return private(render(request, template, values, status=status))


def private(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of every cache: screens of counters and offices are shared."""
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _frame(actor: Actor, current: str) -> dict[str, Any]:
    waiting = cases.waiting(actor, today=timezone.localdate())
    department = organizations.department(actor.department_id) if actor.department_id else None
    unseen, dead_links = link_tasks.unseen(actor)
    is_lower = department is not None and department.level >= DivisionLevel.COUNTY
    return {
        "entries": [
            _counted(entry, waiting, unseen, dead_links)
            for entry in ENTRIES
            if (entry.right is None or actor.has_right(entry.right))
            and (actor.covers_subtree or not isinstance(entry, BaseEntry))
            and (is_lower or not isinstance(entry, LowerEntry))
        ],
        "current": current,
        "waiting": waiting,
        "actor": actor,
        "department": department,
        "post": _post(actor),
        "own_person": _own_person(actor, current),
    }


def framed(actor: Actor, *, path: str) -> dict[str, Any]:
    """Return what frames a page that no view of ours has answered, such as a refusal.

    :param path: where the reader is; the entry that it belongs to is lit
    """
    frame = _frame(actor, "")
    places = (entry.url for entry in frame["entries"] if entry.url != HOME)
    here = max((url for url in places if f"{path}/".startswith(f"{url}/")), key=len, default="")
    return frame | {"current": here}


def _own_person(actor: Actor, current: str) -> str:
    """Return whether a staff member is asked to say who they are: "", ``offered``, ``required``.

    Asked are those who work on cases: everywhere where it is required, else on their first page.
    """
    works = any(map(actor.has_right, WORKING))
    if not works or actor.has_stated_person:
        return ""
    mode: str = settings.STAFF_OWN_PERSON
    return mode if mode == "required" or current == HOME else ""


def _counted(entry: Entry, waiting: cases.Waiting, unseen: int, dead_links: int) -> Entry:
    if entry.url == BASE_NOTICES:
        return replace(entry, count=unseen)
    if entry.url == OUTSIDE:
        return replace(entry, count=dead_links)
    if entry.url == CONSULTATIONS:
        return replace(entry, count=waiting.asked)
    if entry.url == WATCHING:
        return replace(entry, count=waiting.told)
    if entry.url != HOME:
        return entry
    return replace(entry, count=waiting.all, is_urgent=waiting.overdue > 0)


def _post(actor: Actor) -> object:
    if actor.staff_id is None:
        return None
    held = organizations.posts_of(actor.staff_id, timezone.localdate())
    return next((post for post in held if post.post_id == actor.post_id), None)


def do(
    request: HttpRequest, act: Callable[[], object], *, done: str | Promise, back_to: str
) -> HttpResponse:
    """Do a command once, say so or say why not, and lead back."""
    try:
        once(request, lambda: _answered(act))
    except DomainError as refusal:
        for line in dict.fromkeys([str(refusal), *(str(each.message) for each in refusal.errors)]):
            messages.error(request, line)
    else:
        messages.success(request, str(done))
    return HttpResponseRedirect(back_to)


def once(request: HttpRequest, act: Callable[[], ledger.Answer]) -> ledger.Answer:
    """Do a command; the form's hidden idempotency key makes a doubled click one act.

    :raises DomainError: whatever the command refuses; then nothing has happened
    """
    return ledger.perform_once(
        key=request.POST.get("idempotency_key") or None,
        scope=f"workbench:{actor_of(request).account_id}",
        fingerprint=ledger.request_fingerprint(
            method="POST", path=request.path, body=_what_was_sent(request)
        ),
        action=act,
    )


def _what_was_sent(request: HttpRequest) -> bytes:
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)  # differs between two copies of the same page
    return fields.urlencode().encode()


def _answered(act: Callable[[], object]) -> ledger.Answer:
    act()
    return ledger.Answer(status=200, body={"done": True})
