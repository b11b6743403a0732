# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Posts and their rights, requests for powerful posts, locked logins, and who is which."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import AdminRole
from yiwang.organizations.errors import StaffNotFound
from yiwang.workbench.administration.gate import (
    ADMINISTRATORS,
    AUDIT,
    GRANTS,
    SECURITY,
    SYSTEM,
    entitled,
    id_in,
    role_name,
    section,
)
from yiwang.workbench.administration.rights import RIGHT_NAMES
from yiwang.workbench.frame import do

POSTS = "/workbench/posts"
LOCKOUTS = "/workbench/lockouts"


@audience("staff")
@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    """List the posts of a department, and offer to set up another."""
    actor = entitled(request, SYSTEM, SECURITY)
    chosen = id_in(request.GET.get("department", "")) or actor.department_id
    with read_only():
        posts = organizations.posts_in_reach(actor, on=timezone.localdate(), department_id=chosen)
        context = {
            "posts": [
                (post, role_name(post.admin_role), [RIGHT_NAMES[one] for one in post.rights])
                for post in posts
            ],
            "rights": RIGHT_NAMES.items(),
            "departments": organizations.find_departments(actor, "", limit=200),
            "chosen": chosen,
            "may_reach_down": actor.covers_subtree,
        }
        return section(request, "posts.html", context, tab=POSTS)


@audience("staff")
@require_POST
def new_post(request: HttpRequest) -> HttpResponse:
    """Set up a post."""
    actor = entitled(request, SYSTEM, SECURITY)
    department_id = id_in(request.POST.get("department", ""))
    return do(
        request,
        lambda: services.create_post(
            department_id=department_id or UUID(int=0),
            name=request.POST.get("name", ""),
            rights=request.POST.getlist("rights"),
            covers_subtree=request.POST.get("covers_subtree") == "1",
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已设立岗位。"),
        back_to=f"{POSTS}?department={department_id}" if department_id else POSTS,
    )


@audience("staff")
@require_POST
def change_rights(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Give a post other rights."""
    actor = entitled(request, SYSTEM, SECURITY)
    department_id = id_in(request.POST.get("department", ""))
    return do(
        request,
        lambda: services.change_post_rights(
            post_id=post_id,
            rights=request.POST.getlist("rights"),
            covers_subtree=request.POST.get("covers_subtree") == "1",
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已调整权限，对在岗人员立即生效。"),
        back_to=f"{POSTS}?department={department_id}" if department_id else POSTS,
    )


@audience("staff")
@require_safe
def grant_list(request: HttpRequest) -> HttpResponse:
    """Show the requests that wait, and those that were answered."""
    actor = entitled(request, SYSTEM, SECURITY, AUDIT)
    with read_only():
        shown = {
            is_open: [
                (grant, role_name(grant.admin_role), [RIGHT_NAMES[one] for one in grant.rights])
                for grant in organizations.grants_in_reach(actor, is_open=is_open)
            ]
            for is_open in (True, False)
        }
        context = {
            "waiting": shown[True],
            "answered": shown[False],
            "may_decide": actor.has_right(SECURITY),
        }
        return section(request, "grants.html", context, tab=GRANTS)


@audience("staff")
@require_POST
def decide_grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Approve or refuse a request."""
    actor = entitled(request, SECURITY)
    is_approved = request.POST.get("decision") == "approve"
    return do(
        request,
        lambda: services.decide_grant(
            grant_id=grant_id,
            is_approved=is_approved,
            answer=request.POST.get("answer", ""),
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已批准，立即生效。") if is_approved else _("未予批准。"),
        back_to=GRANTS,
    )


@audience("staff")
@require_POST
def withdraw_grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Take back a request of one's own."""
    actor = entitled(request, SYSTEM, SECURITY)
    return do(
        request,
        lambda: services.withdraw_grant(grant_id=grant_id, actor=actor, at=timezone.now()),
        done=_("已撤回申请。"),
        back_to=GRANTS,
    )


@audience("staff")
@require_safe
def lockout_list(request: HttpRequest) -> HttpResponse:
    """List the logins that are locked after failed attempts."""
    actor = entitled(request, SECURITY)
    with read_only():
        found = identity_services.locked_accounts(
            organizations.staff_ids_in_reach(actor), at=timezone.now(), limit=100
        )
        context = {
            "rows": [
                (account, until, organizations.staff_member(account.staff_id, actor))
                for account, until in found
            ]
        }
        return section(request, "lockouts.html", context, tab=LOCKOUTS)


@audience("staff")
@require_POST
def unlock(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Let a locked login be tried again."""
    actor = entitled(request, SECURITY)
    account = identity.staff_accounts([staff_id]).get(staff_id)
    if account is None:
        raise StaffNotFound
    return do(
        request,
        lambda: identity_services.unlock_sign_in(
            account_id=account.id, actor=actor, at=timezone.now()
        ),
        done=_("已解除锁定，可以重新登录。"),
        back_to=LOCKOUTS,
    )


@audience("staff")
@require_POST
def void_factors(request: HttpRequest) -> HttpResponse:
    """End the factors of a staff member who lost them all; the account waits for a new code."""
    actor = entitled(request, SECURITY)
    number = request.POST.get("staff_number", "").strip()
    wanted = organizations.StaffFilter(words=number)
    reached = organizations.staff_in_reach(actor, wanted=wanted, limit=200).rows
    found = next((row for row in reached if row.staff_number == number), None)
    account = identity.staff_accounts([found.id]).get(found.id) if found is not None else None
    if account is None:
        messages.error(request, _("管理范围内没有这个工号的账号。"))
        return HttpResponseRedirect(LOCKOUTS)
    return do(
        request,
        lambda: identity_services.void_factors_of_staff(
            account_id=account.id, actor=actor, at=timezone.now()
        ),
        done=_("验证方式已作废，账号已停止使用，请系统管理员发放新的激活码。"),
        back_to=LOCKOUTS,
    )


@audience("staff")
@require_safe
def administrators(request: HttpRequest) -> HttpResponse:
    """List who is which of the three administrators."""
    actor = entitled(request, SECURITY, AUDIT)
    with read_only():
        rows = organizations.administrators_in_reach(actor, on=timezone.localdate())
        context = {
            "groups": [
                (role.label, [row for row in rows if row[0] == role.value])
                for role in (AdminRole.SYSTEM, AdminRole.SECURITY, AdminRole.AUDIT)
            ]
        }
        return section(request, "administrators.html", context, tab=ADMINISTRATORS)
