# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What production refuses to start with: development keys, and connections in the clear."""

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from config import outside

if TYPE_CHECKING:
    from config.environment import Environment

DEVELOPMENT_SECRET = "development-only-not-a-secret"
DEVELOPMENT_FIELD_KEYS = "dev1:aes256gcm+hmac-sha256:ZGV2ZWxvcG1lbnQgb25seTogbm90IGEgc2VjcmV0ISE="
DEVELOPMENT_SIGNING_KEY = "ZGV2ZWxvcG1lbnQgb25seTogbm90IGEgc2lnbmVyISE="
VERIFYING = frozenset({"verify-ca", "verify-full"})
"""Modes of libpq that encrypt and check whom they talk to; ``require`` checks nobody."""


def faults_of(chosen: "Environment") -> list[str]:
    """Return what makes an environment unfit for production, one sentence each."""
    found = _faults_of_site(chosen) | _faults_of_names(chosen) | _faults_of_connections(chosen)
    return [sentence for sentence, is_faulty in found.items() if is_faulty]


def _faults_of_site(chosen: "Environment") -> dict[str, bool]:
    return {
        "SECRET_KEY is the development key or under 50 characters: make one (yiwang keys).": (
            len(chosen.SECRET_KEY.get_secret_value()) < 50
        ),
        "DEBUG is on: it shows our insides to everybody. Remove it.": chosen.DEBUG,
        "ALLOWED_HOSTS is empty or holds *: name the hosts that this site answers to.": (
            not chosen.ALLOWED_HOSTS or "*" in chosen.ALLOWED_HOSTS
        ),
        "DATABASE_URL is empty: production does not run on the embedded database.": (
            not chosen.DATABASE_URL
        ),
        "FIELD_ENCRYPTION_KEYS holds the development key: make a new key (yiwang keys).": (
            DEVELOPMENT_FIELD_KEYS in chosen.FIELD_ENCRYPTION_KEYS
        ),
        "LEDGER_SIGNING_KEY is the development key: make a new one (yiwang keys).": (
            chosen.LEDGER_SIGNING_KEY.get_secret_value() == DEVELOPMENT_SIGNING_KEY
        ),
        "SITE_URL must begin with https:// in production.": (
            not chosen.SITE_URL.startswith("https://")
        ),
        "STAFF_SECOND_FACTOR must be required or everyone in production.": (
            chosen.STAFF_SECOND_FACTOR == "offered"
        ),
        "SMS_CHANNEL is a sandbox: nobody would get a code. Name a gateway, or none.": (
            chosen.SMS_CHANNEL.startswith("sandbox")
        ),
    }


def _faults_of_names(chosen: "Environment") -> dict[str, bool]:
    names = [chosen.PORTAL_HOST, chosen.WORKBENCH_HOST, chosen.API_HOST]
    given = [name for name in names if name]
    return {
        "PORTAL_HOST must be the host of SITE_URL.": (
            bool(given) and urlsplit(chosen.SITE_URL).netloc != chosen.PORTAL_HOST
        ),
        "PORTAL_HOST, WORKBENCH_HOST and API_HOST must be different names.": (
            len(set(given)) != len(given)
        ),
    }


def _faults_of_connections(chosen: "Environment") -> dict[str, bool]:
    providers = outside.openid_apps(chosen.OPENID_PROVIDERS.get_secret_value())
    return {
        "DATABASE_URL goes to another machine in the clear: add ?sslmode=verify-full.": (
            is_database_in_the_clear(chosen.DATABASE_URL)
        ),
        "DATABASE_OWNER_URL goes to another machine in the clear: add ?sslmode=verify-full.": (
            is_database_in_the_clear(chosen.DATABASE_OWNER_URL)
        ),
        "CLAMD_ADDRESS is on another machine and would send files in the clear: use a socket.": (
            _is_elsewhere(urlsplit(chosen.CLAMD_ADDRESS).hostname)
        ),
        "OPENID_PROVIDERS names an address that does not begin with https://.": any(
            not app["settings"]["server_url"].startswith("https://") for app in providers
        ),
    }


def is_database_in_the_clear(address: str) -> bool:
    """Tell whether PostgreSQL is asked over a network without TLS that checks the server."""
    parts = urlsplit(address)
    said = parse_qs(parts.query)
    hosts = [unquote(parts.hostname or ""), *said.get("host", []), *said.get("hostaddr", [])]
    modes = said.get("sslmode", [""])
    is_elsewhere = any(_is_elsewhere(host) for named in hosts for host in named.split(","))
    return is_elsewhere and not VERIFYING.issuperset(modes)


def _is_elsewhere(host: str | None) -> bool:
    """Tell whether a host is neither this machine nor a socket on it."""
    if not host or host.startswith("/") or host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True
