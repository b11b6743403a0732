# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Accounts elsewhere that sign in to ours: linked by their holder, never by an e-mail address."""

from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.identity import services as identity
from yiwang.portal.account import words
from yiwang.portal.account.adapter import FAILED_LINK
from yiwang.portal.account.outside import OutsideProvider
from yiwang.portal.account.pages import to
from yiwang.portal.frame import actor_of


class LinkingAdapter(DefaultSocialAccountAdapter):
    """Outside providers, for django-allauth: they open no account and claim none."""

    error_messages = DefaultSocialAccountAdapter.error_messages | words.LINKING_ERRORS

    def get_provider(self, request: HttpRequest, provider: str, client_id: Any = None) -> Any:
        """Return a provider, with our checks of what it says."""
        found = super().get_provider(request, provider, client_id=client_id)
        return OutsideProvider(request, app=found.app)

    def get_requests_session(self) -> Any:
        """Return what calls providers; it follows them nowhere."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link, or let in; whoever is not linked is asked to sign in first.

        :raises ImmediateHttpResponse: always, but for the sign-in of somebody who is linked
        """
        if sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(self._link(request, sociallogin))
        if not sociallogin.is_existing or sociallogin.user.staff_id is not None:
            messages.error(request, str(words.LINKING_ERRORS["email_taken"]))
            raise ImmediateHttpResponse(to("account_login"))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Say that it did not work, and not why: the details are the provider's."""
        messages.error(request, str(FAILED_LINK))
        raise ImmediateHttpResponse(to("account_login"))

    def _link(self, request: HttpRequest, sociallogin: Any) -> Any:
        actor = actor_of(request)
        if (
            actor.account_id is None
            or not actor.is_citizen
            or not did_recently_reauthenticate(request)
        ):
            messages.error(request, str(_("请先确认是您本人，再绑定外部账号。")))
            return to("account_index")
        if sociallogin.is_existing:
            messages.error(request, str(words.LINKING_ERRORS["connected_other"]))
            return to("account_index")
        with transaction.atomic():
            sociallogin.connect(request, request.user)
            identity.note_factor(
                account_id=actor.account_id,
                factor="openid",
                change="added",
                actor=actor,
                at=timezone.now(),
            )
        messages.success(
            request, str(words.MESSAGES["socialaccount/messages/account_connected.txt"])
        )
        return to("account_index")
