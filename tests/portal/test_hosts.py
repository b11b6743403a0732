# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Portal, workbench and machine interface on three names: each audience on its own."""

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.factories import PASSWORD, World
from tests.sso import parties
from yiwang.foundation.web import hosts
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

PORTAL, WORKBENCH, API = "zwfw.example.cn", "desk.example.cn", "api.example.cn"


@pytest.fixture(autouse=True)
def _three_names(settings: LazySettings) -> None:
    settings.PORTAL_HOST, settings.WORKBENCH_HOST, settings.API_HOST = PORTAL, WORKBENCH, API
    settings.ALLOWED_HOSTS = [PORTAL, WORKBENCH, API]
    settings.SITE_URL = f"https://{PORTAL}"


def at(host: str) -> Client:
    return Client(HTTP_HOST=host)


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("/", PORTAL),
        ("/signin", PORTAL),
        ("/my", PORTAL),
        ("/search", PORTAL),
        ("/workbench/", WORKBENCH),
        ("/workbench/signin", WORKBENCH),
    ],
)
def test_a_page_answers_at_its_own_name_and_leads_there_from_others(path: str, home: str):
    answers = {name: at(name).get(f"{path}?a=1") for name in (PORTAL, WORKBENCH, API)}

    assert "://" not in answers.pop(home).headers.get("Location", "")
    for answer in answers.values():
        assert answer.headers["Location"] == f"http://{home}{path}?a=1"


def test_the_machine_interface_answers_at_its_own_name_alone():
    answers = {name: at(name).get("/api/openapi.json") for name in (PORTAL, WORKBENCH, API)}

    assert answers.pop(API).status_code == 200
    for answer in answers.values():
        assert answer.status_code == 404
        assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_nothing_is_taken_at_a_name_that_is_not_its_own():
    assert at(PORTAL).post("/workbench/signin", {"login": "a", "password": "b"}).status_code == 421
    assert at(WORKBENCH).post("/signin", {"login": "a", "password": "b"}).status_code == 421
    assert at(API).post("/account/recover", {"contact": "a"}).status_code == 421


def test_a_name_that_is_none_of_ours_is_refused_before_it_leads_anywhere():
    answer = at("evil.example").get("/workbench/")

    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize("path", ["/healthz", "/static/nothing.css"])
def test_probes_and_static_files_are_at_home_everywhere(path: str):
    assert hosts.hosts_of(path) == ()


def test_cookies_are_the_name_s_alone(world: World):
    desk = at(WORKBENCH)

    answer = desk.post(
        "/workbench/signin",
        {"login": world.staff[StandardPost.COUNTER].login, "password": PASSWORD},
    )

    assert answer.cookies["yw_session"]["domain"] == ""
    assert desk.get("/workbench/").status_code == 200


def test_a_session_of_staff_is_nobody_s_at_the_portal_and_the_other_way_round(world: World):
    desk, reader = at(WORKBENCH), at(PORTAL)
    staff = world.staff[StandardPost.COUNTER].login
    desk.post("/workbench/signin", {"login": staff, "password": PASSWORD})
    reader.post("/signin", {"login": world.citizen.login, "password": PASSWORD})
    assert reader.get("/my").status_code == 200
    assert desk.get("/account").status_code == 200

    carried_out = at(PORTAL)
    carried_out.cookies = desk.cookies
    carried_in = at(WORKBENCH)
    carried_in.cookies = reader.cookies

    assert "signin" in carried_out.get("/account").headers["Location"]
    assert "signin" in carried_in.get("/account").headers["Location"]


def test_on_one_name_everything_answers_there(settings: LazySettings, world: World):
    settings.PORTAL_HOST = settings.WORKBENCH_HOST = settings.API_HOST = ""

    assert [at(PORTAL).get(path).status_code for path in ("/", "/workbench/signin")] == [200, 200]
    assert at(PORTAL).get("/api/openapi.json").status_code == 200


def test_a_system_of_staff_signs_them_in_where_they_are_signed_in(world: World):
    office = parties.office()
    desk_system = parties.party(office, audience="staff", scopes=("openid", "staff"))
    citizens_system = parties.party(office)

    at_portal = desk_system.ask(at(PORTAL), scope="openid")
    at_desk = citizens_system.ask(at(WORKBENCH))
    at_home = desk_system.ask(at(WORKBENCH), scope="openid")

    assert at_portal.headers["Location"].startswith(f"http://{WORKBENCH}/openid/authorize?")
    assert at_desk.headers["Location"].startswith(f"http://{PORTAL}/openid/authorize?")
    assert at_home.headers["Location"].startswith("/workbench/signin?next=")
    leaving = at(PORTAL).get("/openid/logout", {"client_id": desk_system.client.client_id})
    assert leaving.headers["Location"].startswith(f"http://{WORKBENCH}/openid/logout?")
