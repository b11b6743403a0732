# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which passwords we take: one profile for citizens, a stricter one for staff.

Citizens: 10 characters and not a common one, no rules of composition (OWASP ASVS 5.0, 6.2). Staff:
three of four kinds of characters besides, as level 3 of the multi-level protection scheme asks
(GB/T 22239-2019, 8.1.4.1).
"""

import secrets
from functools import cache

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import refuse_forbidden_characters
from yiwang.identity.errors import WeakPassword

SHORTEST = 10
LONGEST = 128
KINDS_FOR_STAFF = 3
EASY_TO_READ = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
"""Letters and digits without those that are mistaken for each other."""


def hashed(password: str, *, login: str, is_staff: bool) -> str:
    """Return the hash of an acceptable password.

    :raises WeakPassword: the sentence says what to change
    """
    check_acceptable(password, login=login, is_staff=is_staff)
    return make_password(password)


def random_password() -> str:
    """Return a password that nobody chose, good enough for staff: 20 characters in four groups."""
    while True:
        groups = ("".join(secrets.choice(EASY_TO_READ) for _place in range(5)) for _group in "1234")
        password = "-".join(groups)
        if _kinds(password) > KINDS_FOR_STAFF:
            return password


def check_acceptable(password: str, *, login: str, is_staff: bool) -> None:
    """Let a password pass, or say what is wrong with it.

    :raises WeakPassword: too short, too long, common, like the login, or too plain for staff
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(
            _("密码须为%(shortest)s到%(longest)s个字符。"),
            params={"shortest": SHORTEST, "longest": LONGEST},
        )
    try:
        refuse_forbidden_characters(password)
    except InvalidText as error:
        raise WeakPassword(_("密码不能含有控制字符。")) from error
    if login.lower() in password.lower():
        raise WeakPassword(_("密码不能包含账号。"))
    if _is_common(password) or len(set(password)) < 4:
        raise WeakPassword(_("这个密码太常见，请换一个。"))
    if is_staff and _kinds(password) < KINDS_FOR_STAFF:
        raise WeakPassword(_("工作人员的密码须含大写字母、小写字母、数字、符号中的至少三种。"))


def _is_common(password: str) -> bool:
    try:
        _common_passwords().validate(password)
    except ValidationError:
        return True
    return False


@cache
def _common_passwords() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def _kinds(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit)
    found = sum(any(map(test, password)) for test in tests)
    return found + any(not character.isalnum() for character in password)
