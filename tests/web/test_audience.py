# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.views import View

from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind
from yiwang.foundation.web.audience import (
    AudienceMiddleware,
    audience,
    audience_of,
    check_audience,
)

CITIZEN = Actor(kind=ActorKind.CITIZEN)
STAFF = Actor(kind=ActorKind.STAFF)


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


def enter(actor: Actor, *names: str, **headers: str) -> HttpResponse | None:
    def view(request: HttpRequest) -> HttpResponse:
        return page(request)

    marked = audience(*names)(view) if names else view
    request = RequestFactory().get("/my/cases?page=2", headers=headers)
    request.actor = actor
    return AudienceMiddleware(page).process_view(request, marked, (), {})


@pytest.mark.parametrize("actor", [ANONYMOUS, CITIZEN, STAFF])
def test_a_public_page_is_everybody_s(actor: Actor):
    assert enter(actor, "public") is None


@pytest.mark.parametrize(
    ("names", "actor"),
    [(["citizen"], CITIZEN), (["staff"], STAFF), (["citizen", "staff"], STAFF)],
)
def test_an_audience_gets_its_page(names: list[str], actor: Actor):
    assert enter(actor, *names) is None


@pytest.mark.parametrize(("names", "actor"), [(["citizen"], STAFF), (["staff"], CITIZEN)])
def test_somebody_else_is_refused(names: list[str], actor: Actor):
    answer = enter(actor, *names)

    assert answer is not None
    assert answer.status_code == 403


@pytest.mark.parametrize("actor", [ANONYMOUS, CITIZEN, STAFF])
def test_a_page_that_names_no_audience_is_nobody_s(actor: Actor):
    answer = enter(actor)

    assert answer is not None
    assert answer.status_code == 403


def test_who_is_not_signed_in_signs_in_and_comes_back():
    answer = enter(ANONYMOUS, "citizen")

    assert answer.status_code == 302
    assert answer.url == "/signin?next=%2Fmy%2Fcases%3Fpage%3D2"


def test_staff_have_a_door_of_their_own():
    assert enter(ANONYMOUS, "staff").url.startswith("/workbench/signin?")


def test_a_fragment_s_request_moves_the_whole_page():
    answer = enter(
        ANONYMOUS,
        "citizen",
        **{"HX-Request": "true", "HX-Current-URL": "https://evil.example/my/cases"},
    )

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/signin?next=%2Fmy%2Fcases"


def test_an_unknown_audience_is_a_fault_of_the_programmer():
    with pytest.raises(ImproperlyConfigured):
        audience("everyone")


def test_a_view_class_carries_its_audience_to_the_view():
    @audience("staff")
    class Page(View):
        pass

    assert audience_of(Page.as_view()) == {"staff"}


def test_a_public_page_does_not_ask_who_is_there():
    class Untouchable:
        def __getattr__(self, name: str):
            raise AssertionError(f"asked for {name}")

    check_audience(frozenset({"public"}), Untouchable())
