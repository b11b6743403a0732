# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Getting one's account back with a code, without telling anybody which accounts there are."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView

from yiwang.foundation.web.audience import audience
from yiwang.identity import services as identity
from yiwang.portal.account.codes import RECOVER, CodePage, ContactForm, PendingCode
from yiwang.portal.account.pages import AccountPage, to

CONFIRMED = "code_confirmed"


@audience("public")
class Recover(AccountPage, FormView):  # type: ignore[type-arg]
    """Ask which account somebody wants back."""

    form_class = ContactForm
    title = _("找回账号")
    note = _("填写登录用的手机号码或电子邮箱，凭验证码重设密码。工作人员请联系本部门管理员。")
    button = _("发送验证码")
    icon = "send"
    is_entrance = True

    def form_valid(self, form: Any) -> HttpResponse:
        PendingCode.begin(
            self.request,
            purpose=RECOVER,
            kind=form.kind,
            contact=form.cleaned_data["contact"],
            gets_code=form.account is not None,
            user=form.account,
        )
        return to("account_confirm_password_reset_code")


@audience("public")
class ConfirmRecovery(CodePage):
    """Take the code."""

    note = _("验证码已经发出，5 分钟内有效。没有收到的，可能是填写的号码没有登记。")
    button = _("下一步")
    icon = "arrow-right"
    purpose = RECOVER
    begins_at = "account_reset_password"

    def go_on(self) -> HttpResponse:
        self.pending.state[CONFIRMED] = True
        self.pending.state["code"] = ""
        self.pending.persist()
        return to("account_complete_password_reset")


class NewPasswordForm(forms.Form):
    """Asks for a new password, once: it can be pasted, and nothing stops a password manager."""

    password1 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


@audience("public")
class CompleteRecovery(AccountPage, FormView):  # type: ignore[type-arg]
    """Take the new password; every open session of the account ends."""

    form_class = NewPasswordForm
    title = _("设置新密码")
    note = _("设置以后，这个账号在其他地方的登录都会结束。")
    button = _("保存新密码")
    is_entrance = True
    pending: PendingCode

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        pending = PendingCode.resume(request, RECOVER)
        if pending is None or not pending.state.get(CONFIRMED) or pending.user is None:
            return to("account_confirm_password_reset_code")
        self.pending = pending
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        return self.guarded(form, self._recover)

    def _recover(self, form: Any) -> HttpResponse:
        account: Any = self.pending.user
        identity.recover_password(
            account=account, new=form.cleaned_data["password1"], at=timezone.now()
        )
        self.pending.abort()
        get_adapter().send_notification_mail("account/email/password_reset", account)
        messages.success(self.request, str(_("新密码已经保存，请用它登录。")))
        return to("account_login")
