# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff: found, taken down, given an account and posts."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import Role
from yiwang.cases.services import passing_on
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.notifications.services import staff_contacts
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import LeaveReason
from yiwang.organizations.errors import PostNotFound, StaffNotFound
from yiwang.workbench.administration.gate import (
    AUDIT,
    STAFF,
    SYSTEM,
    day_in,
    entitled,
    id_in,
    role_name,
    section,
)
from yiwang.workbench.frame import do, private, shown_text


@audience("staff")
@require_safe
def staff_list(request: HttpRequest) -> HttpResponse:
    """List the staff of the departments in reach."""
    actor = entitled(request, SYSTEM)
    words = shown_text(request.GET.get("q", ""))
    with_left = request.GET.get("left") == "1"
    wanted = organizations.StaffFilter(
        words=words, department_id=id_in(request.GET.get("department", "")), with_left=with_left
    )
    with read_only():
        found = organizations.staff_in_reach(
            actor, wanted=wanted, cursor=shown_text(request.GET.get("cursor", ""))
        )
        accounts = identity.staff_accounts([row.id for row in found.rows])
        kept = {key: value for key, value in request.GET.items() if key != "cursor" and value}
        context = {
            "rows": [(row, accounts.get(row.id)) for row in found.rows],
            "words": words,
            "with_left": with_left,
            "next_url": "?" + urlencode(kept | {"cursor": found.next_cursor})
            if found.next_cursor
            else "",
        }
        return section(request, "staff.html", context, tab=STAFF)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def new_staff(request: HttpRequest) -> HttpResponse:
    """Take down a new staff member."""
    actor = entitled(request, SYSTEM)
    typed = {
        key: shown_text(request.POST.get(key, ""))
        for key in ("name", "staff_number", "department", "phone")
    }
    refusal = ""
    if request.method == "POST":
        try:
            made = services.create_staff(
                name=typed["name"],
                staff_number=typed["staff_number"],
                department_id=id_in(typed["department"]) or UUID(int=0),
                phone=typed["phone"],
                actor=actor,
                at=timezone.now(),
            )
        except DomainError as wrong:
            refusal = str(wrong)
        else:
            messages.success(request, _("已登记，请安排岗位、开通账号。"))
            return HttpResponseRedirect(f"{STAFF}/{made.id}")
    with read_only():
        context = {
            "typed": typed,
            "refusal": refusal,
            "departments": organizations.find_departments(
                actor, shown_text(request.GET.get("q", "")), limit=200
            ),
        }
        status = 422 if refusal else 200
        return section(request, "new_staff.html", context, tab=STAFF, status=status)


@audience("staff")
@require_safe
def staff_detail(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Show one staff member: account, posts, leave, open work."""
    actor = entitled(request, SYSTEM)
    with read_only():
        return _detail(request, staff_id, actor)


def _detail(request: HttpRequest, staff_id: UUID, actor: Actor) -> HttpResponse:
    at = timezone.now()
    member = organizations.staff_member(staff_id, actor)
    account = identity.staff_accounts([staff_id]).get(staff_id)
    context = {
        "member": member,
        "id_text": str(staff_id),
        "account": account,
        "activation": identity.activations.state_of(account.id, at=at) if account else None,
        "is_unused": account is not None and account.is_unused(at),
        "holdings": [
            (each, role_name(each.admin_role), each.held_to and each.held_to <= at.date())
            for each in organizations.holdings_of(staff_id)
        ],
        "posts": organizations.posts_in_reach(
            actor, on=timezone.localdate(at), department_id=member.department_id
        ),
        "leaves": organizations.leaves_of(staff_id, on=timezone.localdate(at)),
        "reasons": LeaveReason.choices,
        "colleagues": _colleagues(actor, member),
        "open_work": [(Role(each.role).label, each.count) for each in cases.open_work_of(staff_id)],
        "today": timezone.localdate(at),
        "mail": staff_contacts.shown_of(staff_id, actor),
        "is_oneself": staff_id == actor.staff_id,
    }
    return private(section(request, "staff_member.html", context, tab=STAFF))


def _colleagues(actor: Actor, member: organizations.StaffLine) -> list[organizations.StaffLine]:
    wanted = organizations.StaffFilter(department_id=member.department_id)
    rows = organizations.staff_in_reach(actor, wanted=wanted, limit=200).rows
    return [row for row in rows if row.id != member.id]


def _back(staff_id: UUID) -> str:
    return f"{STAFF}/{staff_id}"


@audience("staff")
@require_POST
def switch_account(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Close an account, or open it again."""
    actor = entitled(request, SYSTEM)
    account = identity.staff_accounts([staff_id]).get(staff_id)
    if account is None:
        raise StaffNotFound
    command = (
        identity_services.close_account if account.is_active else identity_services.reopen_account
    )
    return do(
        request,
        lambda: command(account_id=account.id, actor=actor, at=timezone.now()),
        done=_("账号已停用，所有登录和令牌都已失效。") if account.is_active else _("账号已恢复。"),
        back_to=_back(staff_id),
    )


@audience("staff")
@sensitive_post_parameters("address")
@require_POST
def set_mail(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Set somebody's work mail, or take it away when nothing is filled in."""
    actor, at = entitled(request, SYSTEM), timezone.now()
    address = request.POST.get("address", "").strip()
    if address:
        return do(
            request,
            lambda: staff_contacts.set_for(staff_id=staff_id, address=address, actor=actor, at=at),
            done=_("工作邮箱已登记。"),
            back_to=_back(staff_id),
        )
    return do(
        request,
        lambda: staff_contacts.remove(staff_id=staff_id, actor=actor, at=at),
        done=_("工作邮箱已移除。"),
        back_to=_back(staff_id),
    )


@audience("staff")
@require_POST
def give_post(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Put somebody in a post; a powerful one is asked for instead."""
    actor = entitled(request, SYSTEM)
    post_id, at = id_in(request.POST.get("post", "")), timezone.now()
    member = organizations.staff_member(staff_id, actor)
    posts = organizations.posts_in_reach(
        actor, on=timezone.localdate(at), department_id=member.department_id
    )
    chosen = next((post for post in posts if post.id == post_id), None)
    if chosen is None:
        raise PostNotFound
    if not chosen.needs_grant:
        return do(
            request,
            lambda: services.assign_post(staff_id=staff_id, post_id=chosen.id, actor=actor, at=at),
            done=_("已安排岗位。"),
            back_to=_back(staff_id),
        )
    return do(
        request,
        lambda: services.ask_grant(
            staff_id=staff_id,
            post_id=chosen.id,
            reason=request.POST.get("reason", ""),
            actor=actor,
            at=at,
        ),
        done=_("已提出申请，等安全管理员批准。"),
        back_to=_back(staff_id),
    )


@audience("staff")
@require_POST
def end_post(request: HttpRequest, staff_id: UUID, post_id: UUID) -> HttpResponse:
    """End somebody's time in a post, today."""
    actor = entitled(request, SYSTEM)
    return do(
        request,
        lambda: services.end_post(
            staff_id=staff_id, post_id=post_id, actor=actor, at=timezone.now()
        ),
        done=_("已免去岗位，权限立即失效。"),
        back_to=_back(staff_id),
    )


@audience("staff")
@require_POST
def set_leave(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Take down a leave with its deputy."""
    actor = entitled(request, SYSTEM)
    sent = request.POST
    reason = sent.get("reason", "")
    return do(
        request,
        lambda: services.set_leave(
            staff_id=staff_id,
            deputy_id=id_in(sent.get("deputy", "")) or UUID(int=0),
            starts_on=day_in(sent.get("starts_on", "")),
            ends_on=day_in(sent.get("ends_on", "")),
            reason=LeaveReason(reason) if reason in LeaveReason.values else LeaveReason.OTHER,
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已登记离岗，代理人到时接手。"),
        back_to=_back(staff_id),
    )


@audience("staff")
@require_POST
def remove_staff(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Let somebody go after a last day, and pass on what they have taken."""
    actor, at = entitled(request, SYSTEM), timezone.now()
    heir = id_in(request.POST.get("heir", ""))

    def remove() -> None:
        passing_on.pass_on_work(from_staff_id=staff_id, to_staff_id=heir, actor=actor, at=at)
        identity_services.dismiss_staff(
            staff_id=staff_id,
            last_day=day_in(request.POST.get("last_day", "")),
            actor=actor,
            at=at,
        )

    return do(request, remove, done=_("已登记离职，在办的环节已移交。"), back_to=_back(staff_id))


@audience("staff")
@require_safe
def unused(request: HttpRequest) -> HttpResponse:
    """List the accounts that nobody has used for 180 days."""
    actor = entitled(request, SYSTEM, AUDIT)
    with read_only():
        found = identity.unused_accounts(
            organizations.staff_ids_in_reach(actor), at=timezone.now(), limit=100
        )
        names = {row.id: row for row in _lines([each.staff_id for each in found], actor)}
        context = {"rows": [(each, names.get(each.staff_id)) for each in found]}
        return section(request, "unused.html", context, tab="/workbench/unused")


def _lines(staff_ids: list[UUID], actor: Actor) -> list[organizations.StaffLine]:
    return [organizations.staff_member(staff_id, actor) for staff_id in staff_ids]
