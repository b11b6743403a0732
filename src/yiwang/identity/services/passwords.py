# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which passwords we take; what is asked of whom stands in ``profiles``."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import refuse_forbidden_characters
from yiwang.identity.errors import WeakPassword
from yiwang.identity.models import Account, PastPassword
from yiwang.identity.profiles import CITIZEN, STAFF, profile_of
from yiwang.identity.services import password_words
from yiwang.identity.services.breached_passwords import is_breached

LONGEST = max(CITIZEN.longest, STAFF.longest)
EASY_TO_READ = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
"""Letters and digits without those that are mistaken for each other."""


def hashed(password: str, *, login: str, own: Collection[str] = (), is_staff: bool) -> str:
    """Return the hash of an acceptable password.

    :param own: further words that belong to the account, from ``password_words``
    :raises WeakPassword: the sentence says what to change
    """
    check_acceptable(password, login=login, own=own, is_staff=is_staff)
    return make_password(password)


def random_password() -> str:
    """Return a password that nobody chose, good enough for staff: 20 characters in four groups."""
    while True:
        groups = ("".join(secrets.choice(EASY_TO_READ) for _place in range(5)) for _group in "1234")
        password = "-".join(groups)
        if _kinds(password) > STAFF.kinds:
            return password


def check_acceptable(
    password: str, *, login: str, own: Collection[str] = (), is_staff: bool
) -> None:
    """Let a password pass, or say what is wrong with it.

    :param own: further words that belong to the account
    :raises WeakPassword: too short, too long, known from breaches, made of a word that belongs to
        the account or the platform, or too plain for staff
    """
    profile = profile_of(is_staff=is_staff)
    if not profile.shortest <= len(password) <= profile.longest:
        raise WeakPassword(
            _("密码须为%(shortest)s到%(longest)s个字符。"),
            params={"shortest": profile.shortest, "longest": profile.longest},
        )
    try:
        refuse_forbidden_characters(password)
    except InvalidText as error:
        raise WeakPassword(_("密码不能含有控制字符。")) from error
    if login and login.lower() in password.lower():
        raise WeakPassword(_("密码不能包含账号。"))
    if password_words.first_found(password, own):
        raise WeakPassword(_("密码不能包含姓名、手机号码、生日、邮箱、单位或者本平台的名称。"))
    if is_breached(password) or len(set(password)) < 4:
        raise WeakPassword(_("这个密码太常见，请换一个。"))
    if _kinds(password) < profile.kinds:
        raise WeakPassword(_("工作人员的密码须含大写字母、小写字母、数字、符号中的至少三种。"))


def check_not_had(account: Account, password: str) -> None:
    """Let a password pass that the account has not had lately, as its profile says.

    :raises WeakPassword: it is one of the last few
    """
    remembered = profile_of(is_staff=account.staff_id is not None).remembered
    if not remembered:
        return
    past = account.past_passwords.order_by("-replaced_at", "-pk")[: remembered - 1]
    had = [account.password, *(one.password for one in past)]
    if any(check_password(password, kept) for kept in had):
        raise WeakPassword(
            _("新密码不能与最近%(count)s次用过的密码相同。"), params={"count": remembered}
        )


def remember(account: Account, *, at: datetime) -> None:
    """Keep the hash of the present password, and forget those that are old enough."""
    remembered = profile_of(is_staff=account.staff_id is not None).remembered
    if not remembered:
        return
    PastPassword.objects.create(account=account, password=account.password, replaced_at=at)
    kept = account.past_passwords.order_by("-replaced_at", "-pk")[: remembered - 1]
    account.past_passwords.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def is_due(account: Account, *, at: datetime) -> bool:
    """Tell whether the password is so old that its profile wants another one."""
    every = profile_of(is_staff=account.staff_id is not None).changed_every
    return every is not None and at - account.password_changed_at >= every


def _kinds(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit)
    found = sum(any(map(test, password)) for test in tests)
    return found + any(not character.isalnum() for character in password)
