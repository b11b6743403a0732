# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What browsers are told beside a static file (``WHITENOISE_ADD_HEADERS_FUNCTION``)."""

from wsgiref.headers import Headers

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


def add_headers(headers: Headers, _path: str, _url: str) -> None:
    """Keep a picture or a script that is opened by itself from doing anything."""
    headers["Content-Security-Policy"] = POLICY
