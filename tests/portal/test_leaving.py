# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever leaves takes everything along: the browser is asked to clear, and open pages can tell."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.factories import PASSWORD
from tests.portal.accounts import signed_in
from yiwang.foundation.web.signed_in import SIGNED_IN_COOKIE
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

DESK = "/workbench/signin"


@pytest.fixture(params=["citizen", "staff"])
def somebody(request, world) -> tuple[Client, str, str, str]:
    """Return a browser with its home, its way out, and its mark."""
    if request.param == "citizen":
        return signed_in(world.citizen), "/my", "/signout", "1.7200."
    desk = signed_in(world.staff[StandardPost.COUNTER], door=DESK)
    return desk, "/workbench/", "/workbench/signout", "2.1800."


def test_the_mark_says_after_how_long_a_page_clears_itself(somebody):
    client, home, _out, mark = somebody

    client.get(home)

    cookie = client.cookies[SIGNED_IN_COOKIE]
    assert cookie.value.startswith(mark)
    assert not cookie["httponly"], "the page's own script reads it"
    assert cookie["samesite"] == "Lax"


def test_signing_out_asks_the_browser_to_clear_what_it_holds(somebody):
    client, _home, out, _mark = somebody

    answer = client.post(out)

    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert answer.cookies[SIGNED_IN_COOKIE].value == ""


def test_a_session_that_was_ended_elsewhere_is_cleared_at_the_next_request(somebody):
    client, home, _out, _mark = somebody
    client.get(home)
    Session.objects.all().delete()

    answer = client.get(home)

    assert "signin" in answer.headers["Location"]
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert answer.cookies[SIGNED_IN_COOKIE].value == ""


def test_whoever_was_never_signed_in_has_nothing_cleared(world):
    answer = Client().get("/my")

    assert "Clear-Site-Data" not in answer.headers
    assert SIGNED_IN_COOKIE not in answer.cookies


def test_a_page_for_everybody_marks_nobody(world):
    client = signed_in(world.citizen)
    client.cookies.pop(SIGNED_IN_COOKIE, None)

    answer = client.get("/help")

    assert SIGNED_IN_COOKIE not in answer.cookies
    assert "Clear-Site-Data" not in answer.headers


def test_signing_out_by_another_system_clears_too(world):
    client = Client()
    client.post("/signin", {"login": world.citizen.login, "password": PASSWORD})

    answer = client.post("/openid/logout/confirm", {"decision": "leave"})

    assert answer.headers["Clear-Site-Data"] == '"storage"'
