# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The editor of what people call things, on its pages and for programs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import PASSWORD, SYSTEM, World
from tests.organizations.factories import (
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
)
from tests.rest.calling import Caller, token_of
from tests.workbench.desks import at_desk, words
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.models import BaseItem, Synonym, UnansweredQuery
from yiwang.identity import services as identity
from yiwang.identity.models import Account
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

SYNONYMS, UNANSWERED = "/workbench/synonyms", "/workbench/unanswered"


@pytest.fixture
def editors(world: World) -> list[Account]:
    """Make two who keep the province's catalogue."""
    department = DepartmentFactory(of=ZHEJIANG)
    post = PostFactory(department=department, standard=StandardPost.CATALOGUE, covers_subtree=True)
    made = []
    for number in (1, 2):
        staff = StaffMemberFactory(department=department)
        since = timezone.localdate() - timedelta(days=1)
        PostHoldingFactory(staff=staff, post=post, held_from=since)
        account = identity.create_staff_account(
            staff_id=staff.id,
            login=f"keeper{number}",
            password=PASSWORD,
            actor=SYSTEM,
            at=timezone.now(),
        )
        made.append(account)
    return made


@pytest.fixture
def number(world: World) -> str:
    """Return the number of an item of the province."""
    item = BaseItem.objects.order_by("code").first()
    assert item is not None
    BaseItem.objects.filter(pk=item.pk).update(local_code="K0008")
    return "K0008"


def test_one_drafts_tries_and_another_publishes(editors: list[Account], number: str) -> None:
    one, two = at_desk(editors[0]), at_desk(editors[1])
    sent = {"phrase": "弄个铺子", "item": number, "weight": "3"}

    trial = words(one.post(f"{SYNONYMS}/new", {**sent, "act": "try"}))
    assert "发布后，指向的事项排在第一" in trial
    assert one.post(f"{SYNONYMS}/new", {**sent, "act": "draft"}).url == SYNONYMS
    synonym = Synonym.objects.get()
    assert f"{synonym.id}/publish" not in words(one.get(SYNONYMS))
    assert f"{synonym.id}/publish" in words(two.get(SYNONYMS, {"q": "铺子", "state": "draft"}))
    two.post(f"{SYNONYMS}/{synonym.id}/publish")
    synonym.refresh_from_db()
    assert synonym.state == "published"
    assert "已撤下" in words(one.post(f"{SYNONYMS}/{synonym.id}/withdraw", follow=True))


def test_what_is_wrong_is_said_and_nothing_is_lost(editors: list[Account]) -> None:
    answer = at_desk(editors[0]).post(f"{SYNONYMS}/new", {"phrase": "铺", "act": "draft"})

    assert answer.status_code == 422
    assert "至少两个字" in words(answer)
    assert 'value="铺"' in words(answer)


def test_words_that_find_nothing_become_a_task_with_a_way_to_answer(
    editors: list[Account], client: Client
) -> None:
    for address, typed in (("203.0.113.7", "魑魅魍魉"), ("203.0.113.8", "魑魅魍魉？")):
        page = words(client.get("/search", {"q": typed}, REMOTE_ADDR=address))
        assert "没有找到相关的事项" in page
    one = at_desk(editors[0])

    assert "魑魅魍魉" in words(one.get(UNANSWERED))
    query = UnansweredQuery.objects.get()
    one.post(f"{UNANSWERED}/{query.id}/close", {"state": "none"})
    assert "不属于政务服务" in words(one.get(UNANSWERED))
    assert one.post(f"{UNANSWERED}/{query.id}/close", {"state": "open"}).status_code == 404


def test_who_keeps_no_catalogue_gets_none_of_it(counter: Client) -> None:
    for path in (SYNONYMS, f"{SYNONYMS}/new", UNANSWERED):
        assert counter.get(path).status_code == 403


def test_programs_do_the_same(editors: list[Account], number: str) -> None:
    one, two = Caller(token_of(editors[0])), Caller(token_of(editors[1]))
    body = {"phrase": "弄个铺子", "item_code": number}

    trial = one.post("/staff/synonyms/trial", body).json()
    made = one.post("/staff/synonyms", body)
    assert made.status_code == 201
    place = f"/staff/synonyms/{made.json()['id']}"
    assert one.post(f"{place}/publication", {}).status_code == 403
    assert two.post(f"{place}/publication", {}).json()["state"] == "published"
    assert trial["is_first"]
    (row,) = one.get("/staff/synonyms?state=published").json()["items"]
    assert row["phrase"] == "弄个铺子"
    assert one.post(f"{place}/withdrawal", {}).json()["state"] == "withdrawn"


def test_programs_see_and_close_what_found_nothing(editors: list[Account]) -> None:
    for seeker in ("a", "b"):
        catalogue.synonyms.note_unanswered(text="魑魅魍魉", seeker=seeker, on=timezone.localdate())
    one = Caller(token_of(editors[0]))

    (row,) = one.get("/staff/unanswered-queries").json()["items"]
    assert row["times"] == 2
    closed = one.post(f"/staff/unanswered-queries/{row['id']}/closure", {"state": "answered"})
    assert closed.json() == {"done": True}
    assert one.get("/staff/unanswered-queries").json()["items"] == []
