# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in and out of the workbench, and the post that one acts in."""

import pytest
from django.test import Client

from tests.factories import PASSWORD, World, staff_account
from tests.workbench.desks import COUNTER, HANDLER, at_desk, words

pytestmark = pytest.mark.django_db

SIGN_IN = "/workbench/signin"


def sign_in(login: str, password: str = PASSWORD, **fields: str):
    return Client().post(SIGN_IN, {"login": login, "password": password, **fields})


def test_staff_sign_in_and_come_to_their_tasks(world: World):
    answer = sign_in(world.staff[COUNTER].login)

    assert answer["Location"] == "/workbench/"


def test_a_wrong_password_is_told_without_saying_which_is_wrong(world: World):
    wrong = sign_in(world.staff[COUNTER].login, "wrong")
    unknown = sign_in("nobody", "wrong")

    assert wrong.status_code == unknown.status_code == 401
    assert "账号或密码不正确" in words(wrong)
    assert "账号或密码不正确" in words(unknown)


def test_a_citizen_does_not_get_in(world: World):
    assert sign_in(world.citizen.login).status_code == 401


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/workbench/cases", "/workbench/cases"),
        ("https://evil.example/workbench/", "/workbench/"),
        ("//evil.example", "/workbench/"),
        ("/workbench/../my", "/workbench/"),
        ("/my", "/workbench/"),
        ("javascript:alert(1)", "/workbench/"),
    ],
)
def test_sign_in_leads_on_within_the_workbench_only(world: World, wanted: str, leads_to: str):
    assert sign_in(world.staff[COUNTER].login, next=wanted)["Location"] == leads_to


def test_signing_out_ends_the_session(world: World, counter: Client):
    answer = counter.post("/workbench/signout", follow=True)

    assert "您已安全退出" in words(answer)
    assert counter.get("/workbench/")["Location"].startswith(SIGN_IN)


def test_somebody_with_two_posts_switches(world: World):
    desk = at_desk(staff_account(world.department, COUNTER, HANDLER))
    page = words(desk.get("/workbench/post"))
    posts = [part.partition('"')[0] for part in page.split('name="post" value="')[1:]]
    assert len(posts) == 2
    seen = set()

    for post in posts:
        desk.post("/workbench/post", {"post": post})
        seen.add("窗口受理" in words(desk.get("/workbench/done")).partition("<main")[0])

    assert seen == {True, False}


@pytest.mark.parametrize("post", ["", "nonsense", "01a2064b-0000-7000-8000-00000000dead"])
def test_a_post_that_one_does_not_hold_is_refused(world: World, counter: Client, post: str):
    answer = counter.post("/workbench/post", {"post": post}, follow=True)

    assert answer.status_code == 200
    assert 'role="alert"' in words(answer)


def test_staff_without_a_post_are_told(world: World):
    desk = at_desk(staff_account(world.department))

    assert desk.get("/workbench/").status_code == 200
    assert "您现在没有岗位" in words(desk.get("/workbench/post"))


def test_the_workbench_is_english_on_demand(world: World, counter: Client):
    counter.cookies["yw_language"] = "en"

    assert 'lang="en"' in words(counter.get("/workbench/"))
