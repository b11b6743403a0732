# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where django-allauth meets our rooms: it runs the flow, our services decide and write down."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import policies
from yiwang.identity import services as identity
from yiwang.notifications import services as notifications
from yiwang.portal.account import words
from yiwang.portal.account.fields import ContactField

logger = structlog.get_logger("yiwang.account")

HOMES = {True: "/workbench/", False: "/my"}
FAILED_LINK = _("对方网站没有确认您的身份，请再试一次，或者用别的方式登录。")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of ours, for django-allauth."""

    error_messages = DefaultAccountAdapter.error_messages | words.ERRORS

    # ── signing in

    def get_login_stages(self) -> list[str]:
        """Return what stands between the first proof and the session."""
        return ["allauth.account.stages.LoginByCodeStage", "allauth.mfa.stages.AuthenticateStage"]

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin the session; every way in ends here."""
        factor = factor_of(request, user)
        if identity.has_certificate(user, identity.shown_certificate(request)):
            factor = "certificate"
        identity.open_session(request, account=user, factor=factor, at=timezone.now())

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Lead on, without a message: that somebody is signed in stands in the header."""
        target = kwargs["redirect_url"] or HOMES[user.staff_id is not None]
        return HttpResponseRedirect(target)

    def logout(self, request: HttpRequest) -> None:
        """End the session."""
        identity.end_session(request, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Tell whether the password is right; attempts are counted as those of a sign-in."""
        request = self.request
        try:
            identity.confirm_own_password(
                account=user, password=password, ip=client_ip(request), at=timezone.now()
            )
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return True

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page of whoever is signed in."""
        return HOMES[getattr(request.user, "staff_id", None) is not None]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_index")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("account_index")

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Tell whether an address is a path of ours; another site's never is."""
        return is_own_path(url or "")

    def is_ajax(self, request: HttpRequest) -> bool:
        """Tell whether a script wants JSON: only the one that asks for a passkey's challenge."""
        return request.headers.get("Accept") == "application/json"

    # ── passwords

    def clean_password(self, password: str, user: Any = None) -> str:
        """Return a password that the account's profile takes."""
        login, is_staff = (user.login, user.staff_id is not None) if user else ("", False)
        own = identity.words_of_account(user, at=timezone.now()) if user else ()
        try:
            identity.check_acceptable(password, login=login, own=own, is_staff=is_staff)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return password

    # ── telephone and e-mail

    def phone_form_field(self, **kwargs: Any) -> ContactField:
        return ContactField(only="phone", **kwargs)

    def get_user_by_phone(self, phone: str) -> Any:
        return identity.account_by_phone(phone)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        phone = identity.phone_of(user)
        return (phone, True) if phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        """Do nothing until the number is confirmed."""
        if verified:
            self.set_phone_verified(user, phone)

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """Store a number that its owner has confirmed; nothing changes when it is known."""
        if identity.phone_of(user) != phone:
            identity.set_phone(
                account_id=user.pk, phone=phone, actor=self.request.actor, at=timezone.now()
            )

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Return whether an address is confirmed: none is stored that is not."""
        return bool(email_address.pk and email_address.verified)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Say of a closed account what is said of one that does not exist."""
        messages.error(request, str(words.ERRORS["account_inactive"]))
        return HttpResponseRedirect(reverse("account_login"))

    # ── messages to people

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        self.tell(phone, "code", code=code)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        self.tell(phone, "unknown")

    def send_account_already_exists_sms(self, phone: str) -> None:
        self.tell(phone, "exists")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our mails: plain text, and no address in it but the site's own."""
        values = {"code": str(context.get("code", "")), "site": settings.SITE_URL}
        subject, text = words.mail(template_prefix, **values)
        notifications.deliver(channel="email", to=email, subject=subject, text=text)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the holder of an account what was changed, by mail or else by text message."""
        address = email or EmailAddress.objects.get_primary_email(user)
        self.warn(template_prefix, email=address or "", phone=identity.phone_of(user))

    def warn(self, what: str, *, email: str = "", phone: str = "") -> None:
        """Send a notice about a change to an address, or else to a number.

        The change stands whether or not the notice arrives: the ledger has it in any case.
        """
        if not (email or phone):
            return
        subject, text = words.notice(what)
        channel = "email" if email else "sms"
        try:
            notifications.deliver(channel=channel, to=email or phone, subject=subject, text=text)
        except DomainError as refusal:
            logger.warning("notice not delivered", code=refusal.code, channel=channel)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say something above the next page, if we have words for it."""
        said = message or words.MESSAGES.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def tell(self, phone: str, what: str, **values: str) -> None:
        """Send one of our text messages."""
        text = str(words.TEXTS[what]) % (values | {"site": settings.SITE_URL})
        notifications.deliver(channel="sms", to=phone, subject="", text=text)


def factor_of(request: HttpRequest, user: Any) -> str:
    """Return the strongest thing that somebody has shown in this sign-in."""
    records = get_authentication_records(request, user)
    shown = {one.get("type") or one["method"] for one in records}
    if "socialaccount" in shown:
        shown.add("openid")
    return next((factor for factor in policies.STRENGTH if factor in shown), "password")


def is_own_path(url: str) -> bool:
    """Tell whether an address is a path on this site, and says so plainly."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
