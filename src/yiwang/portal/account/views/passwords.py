# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Another password for one's own account."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.edit import FormView

from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.portal.account.pages import AccountPage, next_of
from yiwang.portal.account.words import MESSAGES
from yiwang.portal.frame import actor_of


class PasswordForm(forms.Form):
    """Asks for the present and for the new password, once each."""

    oldpassword = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    password1 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


@audience("citizen", "staff")
@method_decorator(sensitive_post_parameters("oldpassword", "password1"), name="dispatch")
class ChangePassword(AccountPage, FormView):  # type: ignore[type-arg]
    """Change one's password; sessions elsewhere and tokens end, this session goes on."""

    form_class = PasswordForm
    template_name = "account/password.html"
    title = _("修改密码")
    button = _("保存新密码")

    def form_valid(self, form: Any) -> HttpResponse:
        return self.guarded(form, self._change)

    def _change(self, form: Any) -> HttpResponse:
        request, at = self.request, timezone.now()
        account: Any = request.user
        old, new = form.cleaned_data["oldpassword"], form.cleaned_data["password1"]
        identity.confirm_own_password(account=account, password=old, ip=client_ip(request), at=at)
        changed = identity.change_password(
            account_id=account.pk,
            old=old,
            new=new,
            keep=request.session.session_key or "",
            actor=actor_of(request),
            at=at,
        )
        identity.keep_session(request, account=changed)
        get_adapter(request).send_notification_mail("account/email/password_changed", changed)
        messages.success(request, str(MESSAGES["account/messages/password_changed.txt"]))
        return HttpResponseRedirect(next_of(request) or reverse("account_index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        profile = identity.password_profile(is_staff=actor_of(self.request).is_staff)
        return super().get_context_data(**kwargs) | {
            "profile": profile,
            "is_due": bool(self.request.session.get("must_change_password")),
        }
