# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in with an account elsewhere, and linking it to one's own."""

from typing import Any

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
    OAuth2View,
)
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.web.audience import audience
from yiwang.identity import services as identity
from yiwang.portal.account.adapter import FAILED_LINK
from yiwang.portal.account.outside import UNBELIEVABLE, OutsideAdapter, note_nonce
from yiwang.portal.account.pages import page, to
from yiwang.portal.account.words import MESSAGES
from yiwang.portal.frame import actor_of

logger = structlog.get_logger("yiwang.account")

again = reauthentication_required(app="allauth.account")


@audience("public")
@require_POST
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider; ``process`` says whether to sign in or to link."""
    if request.POST.get("process") == "connect":
        answer: HttpResponse = _link(request, provider_id=provider_id)
        return answer
    return _go(request, provider_id)


@again
def _link(request: HttpRequest, *, provider_id: str) -> HttpResponse:
    if not actor_of(request).is_citizen:
        raise Http404
    return _go(request, provider_id)


def _go(request: HttpRequest, provider_id: str) -> HttpResponse:
    answer = _asked(OAuth2LoginView, request, provider_id)
    target = answer.headers.get("Location", "")
    if not target.startswith(("http://", "https://")):
        return answer
    # The content security policy lets forms of ours go nowhere else; a page of ours leads on.
    return page(request, "account/leaving.html", {"target": target}, is_entrance=True)


@audience("public")
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider sends back."""
    note_nonce(request, provider_id)
    return _asked(OAuth2CallbackView, request, provider_id)


def _asked(view: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponse:
    """Return what comes of asking a provider; one that cannot be believed is told of in a sentence.

    :raises Http404: the installation has no such provider
    """
    adapter = OutsideAdapter(request, provider_id)
    try:
        adapter.get_provider()
        answer: HttpResponse = view.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except UNBELIEVABLE as error:
        logger.warning("outside provider", provider=provider_id, reason=str(error)[:200])
        messages.error(request, str(FAILED_LINK))
        return to("account_login")
    return answer


@audience("citizen")
@require_POST
@again
def unlink(request: HttpRequest, link_id: int) -> HttpResponse:
    """Let an account elsewhere sign in no more."""
    account: Any = request.user
    with transaction.atomic():
        if not SocialAccount.objects.filter(pk=link_id, user=account).delete()[0]:
            raise Http404
        identity.note_factor(
            account_id=account.pk,
            factor="openid",
            change="removed",
            actor=actor_of(request),
            at=timezone.now(),
        )
    get_adapter(request).send_notification_mail("socialaccount/email/account_disconnected", account)
    messages.success(request, str(MESSAGES["socialaccount/messages/account_disconnected.txt"]))
    return to("account_index")
