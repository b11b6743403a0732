# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Calls to clients: short, without redirects, and never to a private address by accident."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from yiwang.sso.enums import OK

TIMEOUT_SECONDS = (3.0, 5.0)
LARGEST_ANSWER = 4_096


def post_form(address: str, fields: Mapping[str, str]) -> str:
    """Send a form and return how it went: ``ok``, or a reason.

    Only 200 and 204 are success (Back-Channel Logout 1.0, section 2.8).
    """
    try:
        with _manager(address).get_session() as session:
            answer = session.request("POST", address, data=dict(fields), stream=True)
            answer.raw.read(LARGEST_ANSWER)
            answer.close()
    except InvalidIPAddress:
        return "forbidden_address"
    except (requests.RequestException, OSError, ValueError):
        return "unreachable"
    return OK if answer.status_code in {200, 204} else "refused"


def _manager(address: str) -> Manager:
    host = (urlsplit(address).hostname or "").lower()
    return Manager(
        Config(
            ip_filter_enable=host not in settings.SSO_PRIVATE_HOSTS,
            ip_filter_allow_loopback_ips=settings.SSO_ALLOWS_LOOPBACK,
            never_redirect=True,
            default_timeout=TIMEOUT_SECONDS,
            user_agent_override="yiwang-sso",
        )
    )
