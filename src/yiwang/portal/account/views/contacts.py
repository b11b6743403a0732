# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Another telephone number or e-mail address to sign in with: confirmed first, then stored."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core import context as allauth_context
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.identity import services as identity
from yiwang.portal.account.codes import CONTACT, CodePage, PendingCode, count
from yiwang.portal.account.fields import ContactField
from yiwang.portal.account.pages import AccountPage, to
from yiwang.portal.frame import actor_of

again = method_decorator(reauthentication_required(app="allauth.account"), name="dispatch")


class PhoneForm(forms.Form):
    """Asks for a mobile number."""

    phone = ContactField(
        only="phone", widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"})
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        count(allauth_context.request, phone)
        return phone


class EmailForm(forms.Form):
    """Asks for an e-mail address."""

    email = ContactField(only="email", widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        count(allauth_context.request, email)
        return email


class ContactPage(AccountPage, FormView):  # type: ignore[type-arg]
    """Send a code to the new number or address."""

    kind: str
    button = _("发送验证码")
    icon = "send"

    def form_valid(self, form: Any) -> HttpResponse:
        contact = form.cleaned_data[self.kind]
        PendingCode.begin(
            self.request,
            purpose=CONTACT,
            kind=self.kind,
            contact=contact,
            gets_code=not identity.is_contact_known(self.kind, contact),
        )
        return to("account_confirm_contact")


@audience("citizen", "staff")
@again
class ChangePhone(ContactPage):
    """Sign in with another telephone number."""

    form_class = PhoneForm
    kind = "phone"
    title = _("登录手机号码")
    note = _("新号码收到验证码并填写以后才会更换，我们同时告诉原来的号码。")


@audience("citizen", "staff")
@again
class ChangeEmail(ContactPage):
    """Sign in with another e-mail address."""

    form_class = EmailForm
    kind = "email"
    title = _("登录邮箱")
    note = _("新邮箱收到验证码并填写以后才会更换，我们同时告诉原来的邮箱。")


@audience("citizen", "staff")
class ConfirmContact(CodePage):
    """Take the code, and store what it was sent to."""

    note = _("验证码已经发出，5 分钟内有效。这个号码或邮箱已用于另一个账号的，收到的是提醒。")
    button = _("更换")
    is_entrance = False
    purpose = CONTACT
    begins_at = "account_index"

    def go_on(self) -> HttpResponse:
        kind, contact = self.pending.state["kind"], self.pending.state["contact"]
        self.pending.abort()
        try:
            self._store(kind, contact)
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, str(_("已经更换。")))
        return to("account_index")

    def _store(self, kind: str, contact: str) -> None:
        account: Any = self.request.user
        actor = actor_of(self.request)
        adapter = get_adapter(self.request)
        before = identity.phone_of(account) if kind == "phone" else identity.email_of(account)
        store = identity.set_phone if kind == "phone" else identity.set_email
        store(account_id=account.pk, **{kind: contact}, actor=actor, at=timezone.now())
        if before and kind == "phone":
            adapter.warn("account/phone_changed", phone=before)
        elif before:
            adapter.warn("account/email/email_changed", email=before)
