# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Layout, colours, language and region: cookies, and nothing but cookies."""

import pytest
from django.test import RequestFactory

from yiwang.foundation.web.preferences import Layout, Scheme, preferences_of


@pytest.fixture
def urls(settings):
    settings.SECURE_SSL_REDIRECT = False


def test_without_cookies_everything_is_as_usual():
    liked = preferences_of(RequestFactory().get("/"))

    assert (liked.layout, liked.scheme, liked.region_code) == (Layout.STANDARD, Scheme.AUTO, "")


@pytest.mark.parametrize(
    "value", ["", "x", "330106", "3301060000000", "33010600000a", "３３０１０６００００００"]
)
def test_a_region_cookie_that_is_no_code_is_not_believed(value):
    request = RequestFactory().get("/")
    request.COOKIES["yw_region"] = value

    assert preferences_of(request).region_code == ""


def test_unknown_values_count_as_not_said():
    request = RequestFactory().get("/")
    request.COOKIES |= {"yw_layout": "<script>", "yw_scheme": "purple"}

    liked = preferences_of(request)

    assert (liked.layout, liked.scheme) == (Layout.STANDARD, Scheme.AUTO)


def test_the_layout_for_elders_is_remembered(client):
    answer = client.get("/prefer", {"layout": "elder", "next": "/help"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/help")
    assert answer.cookies["yw_layout"].value == "elder"
    assert answer.cookies["yw_layout"]["httponly"]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/\\evil",
    ],
)
def test_nobody_is_sent_to_another_site(client, target):
    answer = client.get("/prefer", {"layout": "elder", "next": target})

    assert answer.headers["Location"] == "/"


def test_an_unknown_language_is_not_remembered(client):
    assert "yw_language" not in client.get("/prefer", {"language": "tlh"}).cookies


def test_preferences_cannot_be_posted(client):
    assert client.post("/prefer").status_code == 405
