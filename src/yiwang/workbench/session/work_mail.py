# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where and when a staff member is told by mail of work that waits."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.notifications import services as notifications
from yiwang.notifications.services import staff_contacts
from yiwang.workbench.frame import actor_of, do, page, whole_number

HERE = "/workbench/me/mail"
NO_HOUR = 24


@audience("staff")
@sensitive_post_parameters("address")
@require_http_methods(["GET", "HEAD", "POST"])
def work_mail(request: HttpRequest) -> HttpResponse:
    """Show one's own work mail; send a code to another."""
    actor, wrong = actor_of(request), ""
    if request.method == "POST":
        try:
            notifications.begin_staff_contact(
                address=request.POST.get("address", ""),
                ip=client_ip(request),
                actor=actor,
                at=timezone.now(),
            )
        except DomainError as refusal:
            wrong = str(refusal)
        else:
            messages.success(request, _("验证码已发到这个邮箱，请在 10 分钟内填写。"))
            return HttpResponseRedirect(HERE)
    with read_only():
        context = {
            "mail": staff_contacts.shown(actor),
            "wrong": wrong,
            "typed": request.POST.get("address", ""),
            "hours": range(24),
            "languages": settings.LANGUAGES,
        }
        status = 422 if wrong else 200
        return page(request, "workbench/work_mail.html", context, current=HERE, status=status)


@audience("staff")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Let the address count whose code was told back."""
    try:
        staff_contacts.confirm(
            code=request.POST.get("code", ""), actor=actor_of(request), at=timezone.now()
        )
    except DomainError as refusal:  # not through ``do``: a wrong code has to stay counted
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已登记，以后有事要办会发到这个邮箱。"))
    return HttpResponseRedirect(HERE)


@audience("staff")
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Send nothing more to one's work mail."""
    return do(
        request,
        lambda: staff_contacts.remove(actor=actor_of(request), at=timezone.now()),
        done=_("已移除，不再发邮件提醒。"),
        back_to=HERE,
    )


@audience("staff")
@require_POST
def keep_hours(request: HttpRequest) -> HttpResponse:
    """Keep when one wants to be told."""
    sent = request.POST
    hours = staff_contacts.Hours(
        quiet_from=_hour(sent.get("quiet_from", "")),
        quiet_to=_hour(sent.get("quiet_to", "")),
        is_digest=sent.get("when") == "digest",
        language=sent.get("language", ""),
    )
    return do(
        request,
        lambda: staff_contacts.keep_hours(hours=hours, actor=actor_of(request), at=timezone.now()),
        done=_("已保存。"),
        back_to=HERE,
    )


def _hour(text: str) -> int:
    found = whole_number(text, digits=2)
    return NO_HOUR if found is None else found
