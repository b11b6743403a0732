# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Registering by telephone or e-mail: nothing is opened before the code has been seen.

So nobody can open an account around somebody else's number and wait until its owner comes.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.identity import services as identity
from yiwang.portal.account.codes import REGISTER, CodePage, ContactForm, PendingCode
from yiwang.portal.account.fields import ContactField
from yiwang.portal.account.pages import AccountPage, next_of, to
from yiwang.portal.frame import actor_of


class RegistrationForm(ContactForm):
    """Asks for a number or an address and for a password, and tells nobody who is known."""

    contact = ContactField(
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        help_text=_("以后用它登录，先要验证它是您的。"),
    )
    password = forms.CharField(
        strip=False,
        help_text=_("至少 8 个字符。可以是一句话，可以粘贴；不能是常见的密码。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Hash the password at once, whoever asks: the work is the same for all.

        Nothing is hashed for somebody who has asked too often.
        """
        if "contact" not in self.cleaned_data:
            return ""
        own = identity.words_of_contacts(self.cleaned_data["contact"])
        try:
            return identity.hashed(self.cleaned_data["password"], login="", own=own, is_staff=False)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal


@audience("public")
class Register(AccountPage, FormView):  # type: ignore[type-arg]
    """Let a stranger register with a telephone number or an e-mail address."""

    form_class = RegistrationForm
    template_name = "account/register.html"
    title = _("注册")
    note = _("先开账号，再实名。实名以后才能办事，只用做一次。")
    button = _("发送验证码")
    icon = "send"
    is_entrance = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if actor_of(request).is_authenticated:
            return to("account_index")
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        contact = form.cleaned_data["contact"]
        PendingCode.begin(
            self.request,
            purpose=REGISTER,
            kind=form.kind,
            contact=contact,
            gets_code=not identity.is_contact_known(form.kind, contact),
            password=form.cleaned_data["password"],
            next=next_of(self.request),
        )
        return to("account_confirm_registration")


@audience("public")
class ConfirmRegistration(CodePage):
    """Take the code, open the account and sign in."""

    note = _("验证码已经发出，5 分钟内有效。已有账号的，收到的是提醒，请直接登录。")
    button = _("完成注册")
    icon = "user-check"
    purpose = REGISTER
    begins_at = "account_signup"

    def go_on(self) -> HttpResponse:
        state = self.pending.state
        self.pending.abort()
        try:
            account = identity.register_account(
                **{state["kind"]: state["contact"]},
                password_hash=state["kept"]["password"],
                at=timezone.now(),
            )
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
            return to("account_signup")
        target = state["kept"]["next"] or "/my"
        return identity.enter(self.request, account=account, method="code", target=target)
