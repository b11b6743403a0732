# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What strangers try from outside, and what comes back."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.core.mail import BadHeaderError, EmailMessage
from django.http import HttpRequest, HttpResponse
from structlog.testing import capture_logs

from tests.factories import PASSWORD
from tests.security.people import Everything
from tests.security.site import SiteClient, taken_back
from yiwang.foundation.web import pages

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/%09/evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "\thttps://evil.example/",
]
MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_to_another_site(site: Everything, target: str):
    browser = site.visitors["owner"].browser
    login = {"login": site.accounts["owner"].login, "password": PASSWORD, "next": target}
    answers = [
        SiteClient().get("/prefer", {"layout": "elder", "next": target}),
        SiteClient().get("/region/330106000000/choose", {"next": target}),
        browser.get("/workbench/systems/continue", {"next": target}),
    ]
    with taken_back():
        answers.append(SiteClient().post("/signin", login))
    with taken_back():
        answers.append(SiteClient().post("/signin?next=" + target, login))

    for answer in answers:
        led_to = answer.headers.get("Location", "")
        is_here = led_to.startswith("/") and not led_to.startswith(("//", "/\\"))
        assert not led_to or is_here, led_to
        assert not urlsplit(led_to).netloc


@pytest.mark.parametrize(
    "address", ["/search?q=", "/verify/", "/guide/", "/region/", "/track?number="]
)
def test_markup_in_an_address_comes_back_as_text(address: str):
    answer = SiteClient().get(address + quote(MARKUP, safe=""))
    page = b"".join(answer) if answer.streaming else answer.content

    assert b"<script>alert(1)" not in page
    assert b"<img src=x" not in page


def test_what_is_encoded_twice_is_decoded_once():
    page = SiteClient().get("/search?q=%253Cscript%253E").content.decode()

    assert "<script>" not in page
    assert "&lt;script" not in page


@pytest.mark.parametrize(
    "value", ["a\r\nSet-Cookie: evil=1", "a\nLocation: //evil", "a\r\n\r\n<html>"]
)
def test_no_header_can_be_split(site: Everything, value: str):
    answers = [
        SiteClient().get("/prefer", {"layout": "elder", "next": f"/{value}"}),
        SiteClient().get("/", headers={"X-Request-ID": value}),
        site.visitors["owner"].program.get("/api/v1/cases", headers={"X-Request-ID": value}),
    ]

    for answer in answers:
        for name, content in answer.headers.items():
            assert "\n" not in content, name
            assert "\r" not in content, name
        assert "evil" not in answer.cookies


def test_a_mail_takes_no_further_header():
    mail = EmailMessage("标题\nBcc: evil@example.org", "text", "a@example.org", ["b@example.org"])

    with pytest.raises(BadHeaderError):
        mail.message()


@pytest.mark.parametrize(
    "host", ["evil.example", "yw.example.evil.example", "127.0.0.1:99999", "a@b"]
)
def test_a_host_that_is_not_ours_is_refused(settings: Any, host: str):
    settings.ALLOWED_HOSTS = ["yw.example"]

    answer = SiteClient().get("/signin", headers={"Host": host})

    assert answer.status_code == 400
    assert host.encode() not in answer.content


@pytest.mark.parametrize("path", ["/help", "/api/v1/topics"])
def test_a_fault_is_logged_and_tells_nothing_of_our_insides(
    monkeypatch: pytest.MonkeyPatch, path: str
):
    secret = "postgresql://yiwang:secret@10.0.0.1/yiwang"

    def broken(*_args: object, **_kwargs: object) -> HttpResponse:
        raise KeyError(secret)

    monkeypatch.setattr("yiwang.portal.views.about.shared_page", broken)
    monkeypatch.setattr("yiwang.catalogue.selectors.topics", broken)
    with capture_logs() as lines:
        answer = SiteClient().get(path)

    assert answer.status_code == 500
    shown = answer.content.decode()
    for word in (secret, "Traceback", "KeyError", "site-packages", ".py", "django", "SELECT"):
        assert word not in shown, word
    assert answer.headers["X-Request-ID"] in shown
    assert any(line["event"] == "fault" for line in lines)


def test_the_500_page_asks_neither_database_nor_session(
    django_assert_num_queries: Callable[..., Any],
):
    with django_assert_num_queries(0):
        answer = pages.server_error(HttpRequest())

    assert answer.status_code == 500
