# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Account and security: what signs in, what is open, and proving once more who one is."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateCodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity_selectors
from yiwang.identity import services as identity
from yiwang.identity.policies import needs_cryptographic_factor
from yiwang.portal.account.adapter import HOMES
from yiwang.portal.account.pages import AccountPage, next_of, page, to
from yiwang.portal.account.views.signing_in import SecondFactorForm
from yiwang.portal.account.words import FACTORS
from yiwang.portal.frame import actor_of


@audience("citizen", "staff")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what signs in to one's account, and lead to every change of it."""
    actor = actor_of(request)
    with read_only():
        account = identity_selectors.own_account(actor)
        return page(
            request,
            "account/index.html",
            {
                "title": _("账号与安全"),
                "account": account,
                "factor_words": FACTORS,
                "factor": FACTORS.get(request.session.get("factor", "password"), ""),
                "certificate_shown": identity.shown_certificate(request) is not None,
                "takes_certificates": bool(settings.CLIENT_CERTIFICATE_HEADER),
                "providers": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"],
            },
        )


@audience("citizen", "staff")
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List the sessions that are open, and end those that one chooses."""
    actor = actor_of(request)
    here = request.session.session_key or ""
    if request.method == "POST":
        return _end(request, here)
    with read_only():
        found = identity_selectors.own_sessions(actor, here=here)
        return page(
            request, "account/sessions.html", {"sessions": found} | _headed(_("登录的设备"))
        )


def _end(request: HttpRequest, here: str) -> HttpResponse:
    actor = actor_of(request)
    open_ones = {one.id: one for one in identity_selectors.own_sessions(actor, here=here)}
    if request.POST.get("which") == "others":
        chosen = [one.id for one in open_ones.values() if not one.is_here]
    else:
        sent = request.POST.get("session", "")
        chosen = [one for one in open_ones if str(one) == sent]
    assert actor.account_id is not None  # noqa: S101 - the audience has an account
    number = identity.end_sessions(
        account_id=actor.account_id, session_ids=chosen, actor=actor, at=timezone.now()
    )
    said = ngettext("结束了 %(n)s 个登录。", "结束了 %(n)s 个登录。", number) % {"n": number}
    messages.success(request, said)
    if any(open_ones[one].is_here for one in chosen):
        request.session.flush()
        return to("account_login")
    return to("account_sessions")


def _headed(title: Any) -> dict[str, Any]:
    return {"title": title, "cancel_url": reverse("account_index")}


class Reauthenticating(AccountPage):
    """What the three ways of proving once more share."""

    title = _("再次确认是您本人")
    note = _("下一步会改变怎样登录这个账号，请先确认是您本人在操作。")
    button = _("确认")
    template_name = "account/again.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = identity.factor_kinds(self.request.user)  # type: ignore[arg-type]
        wanted = next_of(self.request)
        ways = [("account_reauthenticate", "lock", _("用密码"))]
        if {"totp", "recovery_codes"} & kinds:
            ways.append(("mfa_reauthenticate", "device-mobile", _("用验证器或恢复码")))
        if "webauthn" in kinds:
            ways.append(("mfa_reauthenticate_webauthn", "key", _("用通行密钥")))
        others = [way for way in ways if reverse(way[0]) != self.request.path]
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"ways": others, "next": wanted, "is_key": False}

    def noted(self) -> None:
        """Write down that it was proven."""
        actor = actor_of(self.request)
        assert actor.account_id is not None  # noqa: S101 - the audience has an account
        identity.note_reauthentication(account_id=actor.account_id, actor=actor, at=timezone.now())


@audience("citizen", "staff")
class Reauthenticate(Reauthenticating, ReauthenticateView):
    """Prove it by password."""

    def form_valid(self, form: Any) -> HttpResponse:
        self.noted()
        answer: HttpResponse = ReauthenticateView.form_valid(self, form)
        return answer


class CodeAgainForm(SecondFactorForm, ReauthenticateCodeForm):
    """Takes a code once more."""

    def save(self) -> None:
        ReauthenticateCodeForm.save(self)


@audience("citizen", "staff")
class ReauthenticateByCode(Reauthenticating, ReauthenticateCodeView):
    """Prove it by the code of an authenticator app, or a recovery code."""

    form_class = CodeAgainForm

    def form_valid(self, form: Any) -> HttpResponse:
        self.noted()
        identity.raise_factor(self.request, form.authenticator.type)
        answer: HttpResponse = ReauthenticateCodeView.form_valid(self, form)
        return answer


@audience("citizen", "staff")
class ReauthenticateByKey(Reauthenticating, ReauthenticateWebAuthnView):
    """Prove it by passkey; the session counts as one of a passkey from then on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"is_key": True}

    def form_valid(self, form: Any) -> HttpResponse:
        self.noted()
        identity.raise_factor(self.request, "webauthn")
        answer: HttpResponse = ReauthenticateWebAuthnView.form_valid(self, form)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, str(_("没有验证成功，请再试一次。")))
        return to("mfa_reauthenticate_webauthn")


@audience("citizen", "staff")
@require_safe
def strong_factor(request: HttpRequest) -> HttpResponse:
    """Tell whoever lacks a factor that is asked of them to show it, or first to add one."""
    actor = actor_of(request)
    kinds = identity.factor_kinds(request.user)  # type: ignore[arg-type]
    is_cryptographic = needs_cryptographic_factor(actor)
    title = _("需要通行密钥或证书") if is_cryptographic else _("需要第二步验证")
    context = _headed(title) | {
        "is_cryptographic": is_cryptographic,
        "has_passkey": "webauthn" in kinds,
        "has_app": "totp" in kinds,
        "next": next_of(request) or HOMES[actor.is_staff],
        "takes_certificates": bool(settings.CLIENT_CERTIFICATE_HEADER),
        "sign_out": "/workbench/signout" if actor.is_staff else "/signout",
    }
    return page(request, "account/strong.html", context)
