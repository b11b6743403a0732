# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A one-time code that is being waited for, and the page that takes it.

Registering, getting an account back and changing what signs in all wait for a code. Whoever asks
gets the same page after the same work, whether or not the number or the address is known.
"""

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core import context as allauth_context
from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.portal.account import words
from yiwang.portal.account.fields import ContactField
from yiwang.portal.account.pages import AccountPage, CodeField, to

SECONDS = 300
TRIES = 3
RESENT = 2

REGISTER, RECOVER, CONTACT = "register", "recover", "contact"


class ContactForm(forms.Form):
    """Asks for a number or an address, and counts how often."""

    contact = ContactField(widget=forms.TextInput(attrs={"autocomplete": "username"}))

    def clean_contact(self) -> str:
        contact: str = self.cleaned_data["contact"]
        count(allauth_context.request, contact)
        self.kind = "email" if "@" in contact else "phone"
        account = identity.account_by_contact(self.kind, contact)
        # Staff have a door of their own; here they are strangers like any other.
        self.account = account if account and account.staff_id is None else None
        return contact


class CodeForm(forms.Form):
    """Asks for the code that was sent."""

    code = CodeField()


def count(request: HttpRequest, contact: str) -> None:
    """Count a request for a code.

    :raises ValidationError: too many were asked for
    """
    try:
        identity.count_code(contact=contact, ip=client_ip(request), at=timezone.now())
    except DomainError as refusal:
        raise forms.ValidationError(str(refusal), code=refusal.code) from refusal


class PendingCode(AbstractCodeVerificationProcess):
    """A code that was sent, in the session of whoever asked for it."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(max_attempts=TRIES, timeout=SECONDS, state=state)

    @classmethod
    def begin(
        cls,
        request: HttpRequest,
        *,
        purpose: str,
        kind: str,
        contact: str,
        gets_code: bool,
        user: Any = None,
        **kept: Any,
    ) -> "PendingCode":
        """Send the code, or in its stead what a number or an address is told that gets none.

        :param kept: what the next step needs
        """
        made = cls(request, cls.initial_state(user))
        made.state |= {"purpose": purpose, "kind": kind, "contact": contact}
        made.state |= {"gets_code": gets_code, "kept": kept}
        made.send()
        made.persist()
        return made

    @classmethod
    def resume(cls, request: HttpRequest, purpose: str) -> "PendingCode | None":
        """Return what this session waits for, if its time is not over."""
        state = request.session.get(_key(purpose))
        if not isinstance(state, dict):
            return None
        found: PendingCode | None = cls(request, state).abort_if_invalid()
        return found

    def send(self) -> None:
        adapter = get_adapter(self.request)
        code = adapter.generate_login_code()
        contact, is_phone = self.state["contact"], self.state["kind"] == "phone"
        self.state["code"] = code if self.state["gets_code"] else ""
        if self.state["gets_code"] and is_phone:
            adapter.send_verification_code_sms(self.user, contact, code)
        elif self.state["gets_code"]:
            adapter.send_mail("account/email/login_code", contact, {"code": code})
        elif self.state["purpose"] == RECOVER:
            self._tell("unknown", "account/email/unknown_account")
        else:
            self._tell("exists", "account/email/account_already_exists")

    def _tell(self, text: str, mail: str) -> None:
        adapter = get_adapter(self.request)
        if self.state["kind"] == "phone":
            adapter.tell(self.state["contact"], text)
        else:
            adapter.send_mail(mail, self.state["contact"], {})

    def persist(self) -> None:
        self.request.session[_key(self.state["purpose"])] = self.state

    def abort(self) -> None:
        self.request.session.pop(_key(self.state["purpose"]), None)

    @property
    def can_resend(self) -> bool:
        return not self.is_resend_quota_reached(RESENT)

    def is_right(self, code: str) -> bool:
        """Tell whether this is the code; nothing is, where none was sent."""
        return bool(self.code) and compare_user_code(actual=code, expected=self.code)


def _key(purpose: str) -> str:
    return f"account_code_{purpose}"


class CodePage(AccountPage, FormView):  # type: ignore[type-arg]
    """Take the code that was sent, three times at most.

    :cvar begins_at: name of the page where the journey begins again
    """

    form_class = CodeForm
    template_name = "account/code.html"
    title = _("请输入验证码")
    note = _("验证码已经发出，5 分钟内有效。")
    is_entrance = True
    purpose: ClassVar[str]
    begins_at: ClassVar[str]
    pending: PendingCode

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        pending = PendingCode.resume(request, self.purpose)
        if pending is None:
            return to(self.begins_at)
        self.pending = pending
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "resend" and self.pending.can_resend:
            return self._resend(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            identity.count_code_try(contact=self.pending.state["contact"], at=timezone.now())
        except DomainError as refusal:
            self.pending.abort()
            messages.error(self.request, str(refusal))
            return to(self.begins_at)
        if self.pending.is_right(form.cleaned_data["code"]):
            return self.go_on()
        if not self.pending.record_invalid_attempt():
            messages.error(self.request, str(words.ERRORS["too_many_login_attempts"]))
            return to(self.begins_at)
        form.add_error("code", str(words.ERRORS["incorrect_code"]))
        return self.form_invalid(form)

    def go_on(self) -> HttpResponse:
        """Do what the code was asked for."""
        raise TypeError(type(self).__name__)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"can_resend": self.pending.can_resend}

    def _resend(self, request: HttpRequest) -> HttpResponse:
        try:
            count(request, self.pending.state["contact"])
        except forms.ValidationError as refusal:
            messages.error(request, refusal.message)
        else:
            self.pending.record_resend()
            self.pending.send()
            self.pending.persist()
            messages.success(request, str(_("验证码已经重新发出。")))
        return to_here(request)


def to_here(request: HttpRequest) -> HttpResponse:
    """Lead back to the same page."""
    answer = HttpResponse(status=302)
    answer.headers["Location"] = request.path
    return answer
