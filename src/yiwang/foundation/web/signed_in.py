# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A cookie that tells the site's own script that somebody is signed in; it opens nothing.

It holds the kind of account, after how many idle seconds the session ends, and a stamp that changes
when that end moves forward. A page that stays open clears itself when the cookie goes, and when its
stamp has stood still for so long: also without a connection, and in every window at once.
"""

from datetime import datetime

from django.conf import settings
from django.http.response import HttpResponseBase

from yiwang.foundation.web.cookies import cookie_name

SIGNED_IN_COOKIE = cookie_name("yw_signed_in")
CITIZEN, STAFF = "1", "2"
CLEAR = '"storage"'
"""What browsers are asked to clear. Not "cookies", which would take those of every other site of
the domain, and our language and region, too: ours are deleted by name. Not "cache": nothing of a
person is in it (``no-store``), and to go through it holds Chromium up for seconds."""


def mark_signed_in(
    response: HttpResponseBase, *, is_staff: bool, idle_seconds: int, at: datetime
) -> None:
    """Say that somebody is signed in, and was here a moment ago."""
    kind = STAFF if is_staff else CITIZEN
    response.set_cookie(
        SIGNED_IN_COOKIE,
        f"{kind}.{idle_seconds}.{int(at.timestamp())}",
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def forget_signed_in(response: HttpResponseBase) -> None:
    """Say that nobody is signed in any more, and have the browser clear what it holds."""
    response.delete_cookie(SIGNED_IN_COOKIE, samesite="Lax")
    response.headers["Clear-Site-Data"] = CLEAR
