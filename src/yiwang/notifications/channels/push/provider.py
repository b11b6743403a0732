# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Waking a browser through its push service."""

import base64
import hashlib
import json
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.utils import timezone
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from yiwang.notifications.channels.base import Channel, register
from yiwang.notifications.channels.push import encryption
from yiwang.notifications.errors import AddressGone, NotDelivered, PushRefused

TIMEOUT_SECONDS = (3.0, 5.0)
LARGEST_ANSWER = 4_096
KEPT_SECONDS = 86_400
GONE = frozenset({404, 410})


def check_endpoint(endpoint: str) -> None:
    """Let the address of a known push service pass.

    :raises PushRefused: another host, port or scheme, or somebody's name in it
    """
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise PushRefused from error
    if settings.PUSH_ALLOWS_LOOPBACK and host == "127.0.0.1":
        return
    is_known = any(host == each or host.endswith(f".{each}") for each in settings.PUSH_HOSTS)
    is_plain = parts.username is None and parts.password is None and port in (None, 443)
    if not (parts.scheme == "https" and is_known and is_plain and endpoint.isascii()):
        raise PushRefused


@register("push")
class Push(Channel):
    """Seals the message for the browser and hands it to the browser's push service."""

    def send(self, *, to: str, subject: str, text: str, reference: str = "") -> None:
        browser = encryption.browser_of(to)
        check_endpoint(browser.endpoint)  # the list of hosts may have become shorter since
        content = {"title": subject, "text": text[:500], "reference": reference}
        body = encryption.sealed(json.dumps(content, ensure_ascii=False).encode(), browser)
        status = _posted(browser.endpoint, body, topic=_topic(reference))
        if status in GONE:
            raise AddressGone
        if not 200 <= status < 300:
            raise NotDelivered


def _topic(reference: str) -> str:
    """Return what replaces the same message that still waits (RFC 8030, section 5.4)."""
    digest = hashlib.sha256(reference.encode()).digest()[:24]
    return base64.urlsafe_b64encode(digest).decode() if reference else ""


def _posted(endpoint: str, body: bytes, *, topic: str) -> int:
    contact = (
        settings.SITE_URL
        if settings.SITE_URL.startswith("https")
        else "mailto:" + (settings.DEFAULT_FROM_EMAIL)
    )
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_SECONDS),
        "Urgency": "normal",
        **({"Topic": topic} if topic else {}),
        "Authorization": encryption.authorization(endpoint, contact=contact, at=timezone.now()),
    }
    manager = Manager(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=settings.PUSH_ALLOWS_LOOPBACK,
            never_redirect=True,
            default_timeout=TIMEOUT_SECONDS,
            user_agent_override="yiwang-push",
        )
    )
    try:
        with manager.get_session() as session:
            answer = session.request("POST", endpoint, data=body, headers=headers, stream=True)
            answer.raw.read(LARGEST_ANSWER)
            answer.close()
    except (InvalidIPAddress, requests.RequestException, OSError, ValueError) as error:
        raise NotDelivered from error
    return int(answer.status_code)


@register("push-refusing")
class RefusingPush(Channel):
    """Refuses every browser."""

    def send(self, *, to: str, subject: str, text: str, reference: str = "") -> None:
        raise NotDelivered
