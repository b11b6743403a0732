# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How a page of the account is answered: in the frame of whoever reads it, stored nowhere."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError
from yiwang.portal import frame
from yiwang.portal.account.adapter import is_own_path

LABELS: Mapping[str, str | Promise] = {
    "code": _("验证码"),
    "contact": _("手机号码或电子邮箱"),
    "email": _("电子邮箱"),
    "name": _("名称"),
    "oldpassword": _("现在的密码"),
    "password": _("密码"),
    "password1": _("新密码"),
    "phone": _("手机号码"),
}
SECRETS = frozenset({"oldpassword", "password", "password1"})


class AccountPage:
    """What all pages of the account share, before one of django-allauth's views.

    :cvar title: heading of the page
    :cvar note: a sentence below it
    :cvar button: what the form's button says
    :cvar is_entrance: the page stands on the way in, outside one's own account
    """

    request: HttpRequest
    template_name: Any = "account/form.html"
    title: str | Promise = ""
    note: str | Promise = ""
    button: str | Promise = ""
    icon: str = "check"
    is_entrance: bool = False
    labels: ClassVar[Mapping[str, str | Promise]] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer, and keep the answer out of every cache."""
        return frame.private(super().dispatch(request, *args, **kwargs))  # type: ignore[misc]

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form with our labels; a field that is wrong says so to a screen reader."""
        form = super().get_form(form_class)  # type: ignore[misc]
        return styled(form, self.labels)

    def guarded(self, form: Any, act: Callable[[Any], HttpResponse]) -> HttpResponse:
        """Do something with a form; what a service refuses is said above it."""
        try:
            return act(form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.answer(self.context(form), status=refusal.status)

    def context(self, form: Any) -> dict[str, Any]:
        """Return what the page with this form shows."""
        shown: dict[str, Any] = self.get_context_data(form=form)  # type: ignore[attr-defined]
        return shown

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.answer(self.context(form), status=422)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return self.answer(context)

    def answer(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        values = {
            "title": self.title,
            "note": self.note,
            "button": self.button,
            "icon": self.icon,
            "cancel_url": "" if self.is_entrance else reverse("account_index"),
        }
        return page(
            self.request,
            self.template_name,
            values | {k: v for k, v in context.items() if k != "view"},
            is_staff=self.is_for_staff(),
            is_entrance=self.is_entrance,
            status=status,
        )

    def is_for_staff(self) -> bool:
        """Tell whose page it is when nobody is signed in yet."""
        login = getattr(getattr(self, "stage", None), "login", None)
        return bool(login and login.user and login.user.staff_id)


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    is_staff: bool = False,
    is_entrance: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Answer a page in the portal's frame, for staff in the workbench's."""
    actor = frame.actor_of(request)
    face = "workbench" if actor.is_staff or is_staff else "portal"
    values = {
        "title": "",
        "note": "",
        "action": request.path,
        "next": next_of(request),
        "cancel_url": "",
        "frame": f"account/{face}_{'entrance' if is_entrance else 'own'}.html",
        "is_for_staff": face == "workbench",
    }
    return frame.page(request, template, values | dict(context), current="my", status=status)


def styled(form: Any, labels: Mapping[str, str | Promise] | None = None) -> Any:
    """Return a form whose fields look and are read out like ours."""
    words = {**LABELS, **(labels or {})}
    for name, field in form.fields.items():
        attributes = field.widget.attrs
        attributes.pop("placeholder", None)
        attributes["class"] = "form-control"
        field.label = words.get(name, field.label)
        if name in SECRETS:
            attributes["maxlength"] = 200
            field.help_text = ""
        described = []
        if field.help_text:
            described.append(f"id_{name}-help")
        if form.is_bound and name in form.errors:
            attributes["aria-invalid"] = "true"
            described.append(f"id_{name}-error")
        if described:
            attributes["aria-describedby"] = " ".join(described)
    return form


def next_of(request: HttpRequest) -> str:
    """Return where to go afterwards, "" when nobody said, or said another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_path(wanted) else ""


def to(name: str) -> HttpResponseRedirect:
    """Lead to a page of the account by its name."""
    return HttpResponseRedirect(reverse(name))


class CodeField(forms.CharField):
    """A one-time code, as people type it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "maxlength": 40}
        )
        super().__init__(max_length=40, widget=widget, **kwargs)
