# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A bare WSGI application: the least that the same server can do."""

from collections.abc import Callable, Iterable
from typing import Any

BODY = b"x" * 32_768


def application(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer 32 KiB of nothing."""
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))])
    return [BODY]
