# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Second factors of one's own account: added, named, taken away; each change is a fact."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic.edit import FormView

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.identity import services as identity
from yiwang.identity.selectors import own_account
from yiwang.portal.account.pages import AccountPage, next_of, page, to
from yiwang.portal.account.words import MFA_ERRORS
from yiwang.portal.frame import actor_of

again = reauthentication_required(app="allauth.mfa")


def note(request: HttpRequest, factor: str, change: str) -> None:
    """Write down what happened to a factor; inside the transaction in which it happens."""
    actor = actor_of(request)
    assert actor.account_id is not None  # noqa: S101 - the audience has an account
    identity.note_factor(
        account_id=actor.account_id,
        factor=factor,
        change=change,
        actor=actor,
        at=timezone.now(),
    )


class FactorPage(AccountPage):
    """A change of a factor and its fact, in one transaction.

    :cvar noted: factor and change
    """

    noted: tuple[str, str]

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            note(self.request, *self.noted)
        return answer


class FirstFactorPage(FactorPage):
    """A factor that is added; with the first one its holder gets recovery codes.

    They are shown in the answer itself: nothing keeps them but their hashes.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            identity.raise_factor(self.request, self.noted[0])
            codes = identity.first_recovery_codes(self.request.user)  # type: ignore[arg-type]
        if not codes:
            return answer
        return _shown(self.request, codes, going_on_to=next_of(self.request))


def _shown(request: HttpRequest, codes: list[str], *, going_on_to: str = "") -> HttpResponse:
    """Show new recovery codes, this once."""
    context = {"title": _("恢复码"), "cancel_url": reverse("account_index"), "next": going_on_to}
    return page(request, "account/recovery_codes.html", context | {"codes": codes})


@audience("citizen", "staff")
class AddAuthenticatorApp(FirstFactorPage, ActivateTOTPView):
    """Show the secret for an authenticator app, and take its first code."""

    template_name = "account/totp.html"
    title = _("添加验证器")
    note = _("用手机上的验证器应用扫二维码，再填写它显示的 6 位数字。")
    button = _("启用")
    noted = ("totp", "added")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[i : i + 4] for i in range(0, len(secret), 4)]
        return context | {"secret": " ".join(groups)}


@audience("citizen", "staff")
class RemoveAuthenticatorApp(FactorPage, DeactivateTOTPView):
    """Take the authenticator app away."""

    title = _("停用验证器")
    note = _("停用以后，登录不再需要验证器的验证码。")
    button = _("停用")
    icon = "trash"
    noted = ("totp", "removed")


@audience("citizen", "staff")
class AddPasskey(FirstFactorPage, AddWebAuthnView):
    """Make a passkey on the device before which somebody sits."""

    template_name = "account/passkey.html"
    title = _("添加通行密钥")
    note = _("通行密钥存在您的手机、电脑或安全密钥里，用指纹、面容或设备密码登录，不怕假网站。")
    button = _("添加")
    icon = "key"
    noted = ("webauthn", "added")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # A passkey proper: kept on the device, and its holder shows each time that they are there.
        options = auth.begin_registration(self.request.user, True)
        context.setdefault("form", self.get_form())
        return context | {"js_data": {"creation_options": options}, "next": next_of(self.request)}

    def get_success_url(self) -> str:
        return next_of(self.request) or reverse("account_index")


@audience("citizen", "staff")
class RenamePasskey(AccountPage, EditWebAuthnView):
    """Give a passkey another name."""

    title = _("给通行密钥起名")
    button = _("保存")

    def get_success_url(self) -> str:
        return reverse("account_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context


@audience("citizen", "staff")
class RemovePasskey(FactorPage, RemoveWebAuthnView):
    """Take a passkey away; not the last one of somebody whose post asks for it."""

    title = _("删除通行密钥")
    note = _("删除以后，这个通行密钥不能再登录。")
    button = _("删除")
    icon = "trash"
    noted = ("webauthn", "removed")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not get_mfa_adapter().can_delete_authenticator(self.get_object()):
            messages.error(request, str(MFA_ERRORS["cannot_delete_authenticator"]))
            return to("account_index")
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def get_success_url(self) -> str:
        return reverse("account_index")


@audience("citizen", "staff")
@require_safe
@again
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Tell how many recovery codes are left; which ones, nobody knows but their holder."""
    account = own_account(actor_of(request))
    if not account.has_second_factor:
        raise Http404
    context = {"title": _("恢复码"), "cancel_url": reverse("account_index")}
    context |= {"codes": [], "left": account.recovery_codes_left, "next": next_of(request)}
    return page(request, "account/recovery_codes.html", context)


@audience("citizen", "staff")
@method_decorator(again, name="dispatch")
class MakeRecoveryCodes(FactorPage, FormView):  # type: ignore[type-arg]
    """Make new recovery codes; the old ones are void."""

    form_class = GenerateRecoveryCodesForm
    title = _("生成新的恢复码")
    note = _("旧的恢复码马上作废。新的恢复码只显示一次，请抄下来或打印出来收好。")
    button = _("生成")
    icon = "refresh"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        account: Any = self.request.user
        with transaction.atomic():
            codes = identity.renew_recovery_codes(account)
            note(self.request, "recovery_codes", "renewed")
        get_adapter().send_notification_mail("mfa/email/recovery_codes_generated", account)
        return _shown(self.request, codes)


# ── certificates


@audience("citizen", "staff")
@require_POST
@again
def add_certificate(request: HttpRequest) -> HttpResponse:
    """Bind the certificate that the browser has shown."""
    account: Any = request.user
    fingerprint = identity.shown_certificate(request)
    try:
        identity.add_certificate(
            account=account,
            fingerprint=fingerprint,
            name=(fingerprint or b"").hex()[:12],
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return to("account_index")
    identity.raise_factor(request, "certificate")
    get_adapter(request).send_notification_mail("account/certificate_added", account)
    messages.success(request, str(_("证书已经绑定。")))
    return HttpResponseRedirect(next_of(request) or reverse("account_index"))


@audience("citizen", "staff")
@require_POST
@again
def remove_certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Unbind a certificate."""
    account: Any = request.user
    try:
        identity.remove_certificate(
            account=account,
            certificate_id=certificate_id,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(_("证书已经解除绑定。")))
    return to("account_index")
