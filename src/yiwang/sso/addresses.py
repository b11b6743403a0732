# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which addresses a client may register; they are compared character by character later."""

from urllib.parse import urlsplit

from django.conf import settings

LONGEST = 500
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def fault_of(address: str) -> str:
    """Return what is wrong with an address, as a code; "" when it may be registered.

    Plain HTTP is for this machine alone, and there only in development.
    """
    if not address.isascii() or not address.isprintable() or " " in address:
        return "characters"
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return "form"
    host = parts.hostname or ""
    faults = {
        "long": len(address) > LONGEST,
        "form": not host or parts.scheme not in {"https", "http"},
        "userinfo": "@" in parts.netloc,
        "fragment": "#" in address,
        "path": _is_crooked(parts.path, host) or "*" in address,
        "scheme": not _is_safe(parts.scheme, host),
    }
    return next((code for code, is_so in faults.items() if is_so), "")


def sector_of(redirect_uris: list[str]) -> str:
    """Return the host that a client's addresses share, in which its subjects are made.

    With several hosts it is the first one in alphabetical order, whatever order they came in.
    """
    return min(urlsplit(uri).netloc.lower() for uri in redirect_uris)


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _is_crooked(path: str, host: str) -> bool:
    steps = path.split("/")
    return (
        "\\" in path + host or "%" in host or "." in steps or ".." in steps or "%2e" in path.lower()
    )


def _is_safe(scheme: str, host: str) -> bool:
    return scheme == "https" or (settings.SSO_ALLOWS_LOOPBACK and host in LOOPBACK)
