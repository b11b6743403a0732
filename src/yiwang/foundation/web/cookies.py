# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What our cookies are called."""

from django.conf import settings


def cookie_name(name: str) -> str:
    """Return the name of a cookie on this site.

    Where everything goes over TLS the prefix makes browsers refuse a cookie of this name that is
    not secure, or that another host of the domain has set.
    """
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name
