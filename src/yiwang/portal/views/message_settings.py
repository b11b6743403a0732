# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What one wants to be told of and how; the browsers one lets be woken; what was sent."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.notifications import selectors as notifications
from yiwang.notifications import services
from yiwang.notifications.enums import OUTSIDE, Group, Way
from yiwang.portal.frame import actor_of, page

HERE = "/my/messages/settings"
FIRM_WAYS = (Way.EMAIL, Way.SMS)
WORKER = """
self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : { title: "", text: "" };
  event.waitUntil(self.registration.showNotification(told.title, { body: told.text }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/my/messages"));
});
"""


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def message_settings(request: HttpRequest) -> HttpResponse:
    """Show and keep what a citizen, or the firm they act for, wants to be told of and when."""
    actor = actor_of(request)
    if request.method == "POST":
        try:
            wishes = _wishes(request.POST)
            services.preferring.keep(wishes=wishes, actor=actor, at=timezone.now())
            messages.success(request, _("已保存。"))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(HERE)
    with read_only():
        owner_id = services.preferring.chooser(actor)
        is_firm = actor.legal_person_id is not None
        ways = FIRM_WAYS if is_firm else OUTSIDE
        chosen = notifications.own_preference(owner_id, at=timezone.now())
        context = {
            "chosen": chosen,
            "is_firm": is_firm,
            "contacts": services.firm_contacts.shown(owner_id) if is_firm else [],
            "ways": [(way.value, way.label) for way in ways],
            "rows": [
                (
                    group,
                    [(way, f"{group}:{way}", f"{group}:{way}" not in chosen.off) for way in ways],
                )
                for group in Group
            ],
            "hours": range(24),
            "languages": settings.LANGUAGES,
            "browsers": [] if is_firm else notifications.own_browsers(owner_id),
            "push_key": "" if is_firm else services.preferring.push_key(),
        }
        return page(request, "portal/message_settings.html", context, current="messages")


def _wishes(typed: QueryDict) -> "services.preferring.Wishes":
    on = set(typed.getlist("on"))
    return services.preferring.Wishes(
        off=sorted(services.preferring.CHOICES - on),
        quiet_from=_hour(typed.get("quiet_from", "")),
        quiet_to=_hour(typed.get("quiet_to", "")),
        is_digest=typed.get("digest") == "yes",
        language=typed.get("language", ""),
        gets_copies=typed.get("copies") == "yes",
    )


def _hour(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else -1


def _browser_name(agent: str) -> str:
    """Return what a browser says it is, in one word that a person knows."""
    known = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    return next((name for sign, name in known.items() if sign in agent), "")


@audience("citizen")
@require_POST
def add_browser(request: HttpRequest) -> HttpResponse:
    """Let the browser that asks be woken; its script sends what its push service gave it."""
    browser = services.preferring.Browser(
        endpoint=request.POST.get("endpoint", ""),
        public_key=request.POST.get("public_key", ""),
        secret=request.POST.get("secret", ""),
    )
    try:
        services.preferring.add_browser(
            browser=browser,
            device=_browser_name(request.headers.get("User-Agent", "")),
            actor=actor_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("这个浏览器会收到推送。"))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(HERE)


@audience("citizen")
@require_POST
def remove_browser(request: HttpRequest, browser_id: UUID) -> HttpResponse:
    """Wake a browser no more."""
    services.preferring.remove_browser(browser_id=browser_id, actor=actor_of(request))
    return HttpResponseRedirect(HERE)


@audience("public")
@require_safe
def push_worker(request: HttpRequest) -> HttpResponse:
    """Hand out the script that shows a message when the browser is woken."""
    response = HttpResponse(WORKER, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@audience("citizen")
@require_safe
def case_messages(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """List what was sent about one's case: on which way, when, with what outcome."""
    with read_only():
        case = cases.case(case_id, actor_of(request))
        found = notifications.sent_about(case.pk, cursor=request.GET.get("cursor", ""))
        next_url = f"?{urlencode({'cursor': found.next_cursor})}" if found.next_cursor else ""
        context = {"case": case, "sent": found.rows, "next_url": next_url}
        return page(request, "portal/case_messages.html", context, current="my")
