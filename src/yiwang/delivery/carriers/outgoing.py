# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Calls to carriers: short, without redirects, and never to a private address by accident."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from yiwang.delivery.errors import CarrierAway

TIMEOUT_SECONDS: Final = (3.0, 8.0)
LARGEST_ANSWER: Final = 1 << 20


def post(address: str, *, body: bytes, headers: Mapping[str, str]) -> bytes:
    """Send something and return what was answered.

    :raises CarrierAway: nobody answers, or not with 200, or with far too much
    """
    try:
        with _manager(address).get_session() as session:
            answer = session.request("POST", address, data=body, headers=dict(headers), stream=True)
            content: bytes = answer.raw.read(LARGEST_ANSWER + 1, decode_content=True)
            answer.close()
    except (InvalidIPAddress, requests.RequestException, OSError, ValueError) as error:
        raise CarrierAway from error
    if answer.status_code != 200 or len(content) > LARGEST_ANSWER:
        raise CarrierAway
    return content


def _manager(address: str) -> Manager:
    host = (urlsplit(address).hostname or "").lower()
    return Manager(
        Config(
            ip_filter_enable=host not in settings.DELIVERY_PRIVATE_HOSTS,
            ip_filter_allow_loopback_ips=settings.DELIVERY_ALLOWS_LOOPBACK,
            never_redirect=True,
            default_timeout=TIMEOUT_SECONDS,
            user_agent_override="yiwang-delivery",
        )
    )
