# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Passwords that were found in breaches: Django's list, and a larger set that a site may keep.

The larger set lies on the site's own disk; nothing of a password leaves the machine. SHA-1 is the
form in which such sets are published, and protects nothing here.
"""

import hashlib
from functools import cache

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from yiwang.foundation import sorted_hashes


def is_breached(password: str) -> bool:
    """Tell whether a password is in Django's list, or in the set of the installation."""
    try:
        _common_passwords().validate(password)
    except ValidationError:
        return True
    if settings.BREACHED_PASSWORDS is None:
        return False
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()
    return sorted_hashes.holds(settings.BREACHED_PASSWORDS, digest)


@cache
def _common_passwords() -> CommonPasswordValidator:
    return CommonPasswordValidator()
