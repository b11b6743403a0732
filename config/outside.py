# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of things outside, in the words of those who use them."""

import json
from typing import Any
from urllib.parse import unquote, urlsplit

PROVIDER_FIELDS = ("id", "name", "client_id", "secret", "server_url")


def openid_apps(text: str) -> list[dict[str, Any]]:
    """Return outside OpenID providers, a JSON list, as django-allauth reads them.

    :raises ValueError: it is no such list
    """
    try:
        found = json.loads(text or "[]")
    except ValueError as error:
        raise ValueError("is not JSON") from error
    if not isinstance(found, list) or not all(map(_is_provider, found)):
        raise ValueError(f"is a list of objects with {', '.join(PROVIDER_FIELDS)}")
    return [
        {
            "provider_id": one["id"],
            "name": one["name"],
            "client_id": one["client_id"],
            "secret": one["secret"],
            "settings": {"server_url": one["server_url"], "oauth_pkce_enabled": True},
        }
        for one in found
    ]


def email_settings(address: str) -> dict[str, Any]:
    """Return how mails are sent, in Django's words; into files when there is no server.

    :raises ValueError: the address is of another kind: no mail leaves without TLS
    """
    url = urlsplit(address)
    if address and (url.scheme not in {"smtp", "smtps"} or not url.hostname):
        raise ValueError("begins with smtp:// (STARTTLS) or smtps:// and names a host")
    if not url.hostname:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp",
        "EMAIL_TIMEOUT": 10,
    }


def _is_provider(one: object) -> bool:
    return isinstance(one, dict) and all(isinstance(one.get(name), str) for name in PROVIDER_FIELDS)
