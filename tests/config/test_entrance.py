# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The WSGI entrance and its two stacks."""

from io import BytesIO

import pytest
from django.test import RequestFactory

from config.wsgi import Entrance

pytestmark = pytest.mark.django_db


def ask(path: str, **extra: str) -> tuple[str, dict[str, str], bytes]:
    environ = RequestFactory().get(path, **extra).environ | {"wsgi.input": BytesIO()}
    told: list[tuple[str, list[tuple[str, str]]]] = []
    answer = Entrance()(environ, lambda status, headers: told.append((status, headers)))
    status, headers = told[0]
    return status, {name.lower(): value for name, value in headers}, b"".join(answer)


def test_a_probe_passes_the_thin_stack():
    status, headers, body = ask("/healthz")

    assert status == "200 OK"
    assert body == b'{"status": "alive"}'
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "x-request-id" in headers


def test_a_page_passes_the_whole_stack():
    status, headers, _body = ask("/there-is-no-such-page")

    assert status == "404 Not Found"
    assert "'unsafe-inline'" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert "camera=()" in headers["permissions-policy"]


def test_a_machine_s_unknown_path_is_a_problem_and_no_page():
    status, headers, body = ask("/api/there-is-no-such-path")

    assert status == "404 Not Found"
    assert headers["content-type"] == "application/problem+json"
    assert b'"code": "not_found"' in body


def test_a_path_that_only_begins_like_the_machine_interface_is_a_page():
    _status, headers, _body = ask("/apiary")

    assert headers["content-type"].startswith("text/html")
