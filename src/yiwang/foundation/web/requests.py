# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a request says about itself."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest

MACHINE_PATHS = ("/api/",)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def client_ip(request: HttpRequest) -> str:
    """Return the address of the client, believing as many proxies as TRUSTED_PROXIES says."""
    return address_of_client(request.META)


def address_of_client(environ: Mapping[str, Any]) -> str:
    """Return the address of the client, as ``client_ip`` does.

    Each trusted proxy appends the address that it saw to X-Forwarded-For, so the client stands
    that many places from the right; what stands further left the client may have invented.
    """
    seen = str(environ.get("REMOTE_ADDR", ""))
    chain = str(environ.get("HTTP_X_FORWARDED_FOR", ""))
    forwarded = [part.strip() for part in chain.split(",") if part]
    trusted: int = settings.TRUSTED_PROXIES
    if not trusted or not forwarded:
        return seen
    return forwarded[-trusted] if len(forwarded) >= trusted else forwarded[0]


def request_id_of(request: HttpRequest) -> str:
    """Return the caller's X-Request-ID when it is harmless, else a new one."""
    return offered_id_or_new(request.META)


def offered_id_or_new(environ: Mapping[str, Any]) -> str:
    """Return the id that a request carries when it is harmless, else a new one."""
    offered = environ.get("HTTP_X_REQUEST_ID", "")
    return offered if _REQUEST_ID.fullmatch(offered) else uuid4().hex


def is_machine(request: HttpRequest) -> bool:
    """Tell whether the caller is a program, which wants problem details and not a page."""
    return request.path_info.startswith(MACHINE_PATHS)
