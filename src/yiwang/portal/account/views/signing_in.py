# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The ways in beside the password: a one-time code, a passkey, and the second factor."""

from typing import Any

from allauth.account import views as account_views
from allauth.account.internal import flows
from allauth.account.models import Login
from allauth.core import context as allauth_context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.identity.errors import BadCredentials
from yiwang.portal.account.codes import ContactForm
from yiwang.portal.account.pages import AccountPage, next_of, styled
from yiwang.portal.account.words import MFA_ERRORS

STAFF_DOOR = "/workbench/signin"
DOOR = "door"


@audience("public")
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Lead back to the sign-in page that somebody came from."""
    page = STAFF_DOOR if request.session.get(DOOR) == "staff" else "/signin"
    wanted = next_of(request)
    return HttpResponseRedirect(f"{page}?{urlencode({'next': wanted})}" if wanted else page)


@audience("public")
class RequestCode(AccountPage, account_views.RequestLoginCodeView):
    """Ask for a one-time code to sign in with."""

    form_class = ContactForm
    title = _("用验证码登录")
    note = _("填写登录用的手机号码或电子邮箱，我们发一个验证码给您。")
    button = _("发送验证码")
    icon = "send"
    is_entrance = True

    def get_form_class(self) -> Any:
        return self.form_class

    def form_valid(self, form: Any) -> HttpResponse:
        flows.login_by_code.LoginCodeVerificationProcess.initiate(
            request=self.request,
            user=form.account,
            **{form.kind: form.cleaned_data["contact"]},
        )
        return HttpResponseRedirect(self.get_success_url())


@audience("public")
class ConfirmCode(AccountPage, account_views.ConfirmLoginCodeView):
    """Take the one-time code."""

    template_name = "account/code.html"
    title = _("请输入验证码")
    note = _("验证码已经发出。没有收到的，可能是填写的号码没有登记。")
    button = _("登录")
    icon = "login-2"
    is_entrance = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the try first: requests that are sent at once all read the same session."""
        state = self._process.state
        contact = state.get("phone") or state.get("email") or ""
        try:
            identity.count_code_try(contact=contact, at=timezone.now())
        except DomainError as refusal:
            self._process.abort()
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("account_request_login_code"))
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = account_views.ConfirmLoginCodeView.form_invalid(self, form)
        return answer


class SecondFactorForm(AuthenticateForm):
    """Takes a code of an authenticator app or a recovery code; attempts count in the database."""

    def clean_code(self) -> str:
        request = allauth_context.request
        at = timezone.now()
        try:
            identity.count_factor(account=self.user, ip=client_ip(request), at=at)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        code: str = self.cleaned_data["code"]
        try:
            self.authenticator = identity.factor_of_code(self.user, code)
            if self.authenticator is None:
                raise BadCredentials
            identity.accept_code(account=self.user, code=code, ip=client_ip(request))
        except DomainError as refusal:
            identity.note_factor_refused(account=self.user, at=at)
            raise forms.ValidationError(str(MFA_ERRORS["incorrect_code"])) from refusal
        return code


class SecondFactorKeyForm(AuthenticateWebAuthnForm):
    """Takes the answer of a passkey; a wrong one is written down."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except forms.ValidationError:
            identity.note_factor_refused(account=self.user, at=timezone.now())
            raise


@audience("public")
class SecondFactor(AccountPage, AuthenticateView):
    """Ask for the second factor of somebody whose password was right."""

    form_class = SecondFactorForm
    webauthn_form_class = SecondFactorKeyForm
    template_name = "account/second_factor.html"
    title = _("第二步验证")
    note = _("这个账号设置了第二步验证，请用其中一种方式证明是您本人。")
    button = _("验证")
    is_entrance = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = identity.factor_kinds(self.stage.login.user)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "form": styled(self.auth_form, {"code": _("验证器的验证码，或者一个恢复码")}),
            "has_codes": bool({"totp", "recovery_codes"} & kinds),
            "has_passkey": "webauthn" in kinds,
            "key_error": next(iter(self.webauthn_form.errors.get("credential", [])), ""),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = AuthenticateView.form_valid(self, form)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.answer(self.get_context_data(form=form), status=422)


@audience("public")
class SignInByPasskey(AccountPage, LoginWebAuthnView):
    """Sign in with a passkey alone: it is two factors in one."""

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=next_of(self.request) or None)
        answer: HttpResponse = perform_passwordless_login(self.request, authenticator, login)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, str(_("没有验证成功，请再试一次，或者用密码登录。")))
        return HttpResponseRedirect(reverse("account_login"))
