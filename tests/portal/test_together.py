# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two people apply together on pages: each sees what is theirs, and nobody else sees anything."""

import re

import pytest
from django.test import Client

from tests.cases.together import couples
from tests.cases.world import LONG_AGO
from tests.factories import Item, World
from tests.rest.test_languages import publish, set_all
from yiwang.cases.models import CaseQuestion, CoApplicant, Draft
from yiwang.documents.enums import NoticeKind

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def item(world: World) -> Item:
    return couples.item_for_two(world)


@pytest.fixture
def draft(world: World, item: Item, db: None) -> Draft:
    return couples.begun(world, item)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_to_share_is_said_in_words(neighbour: Client):
    assert "没有和别人一起的申请" in read(neighbour, "/my/together")


def test_two_people_share_sign_and_stand_in_one_case(
    world: World, draft: Draft, citizen: Client, neighbour: Client
):
    one = couples.invited(world, draft)
    assert "共同登记" in read(neighbour, "/my/together")
    part = f"/my/together/{one.pk}"
    neighbour.post(f"{part}/answer", {"accepts": "yes"})
    assert "下一步：看材料" in read(neighbour, part)
    papers = read(neighbour, f"{part}?step=2")
    file_at = re.search(rf'href="({part}/files/[0-9a-f-]+)"', papers)
    assert file_at is not None
    assert neighbour.get(file_at[1]).getvalue()
    assert citizen.get(file_at[1]).status_code == 404
    assert 'name="revision"' in read(neighbour, f"{part}?step=3")
    page = read(neighbour, f"{part}?step=4")
    digest = re.search(r'name="text_sha256" value="(\w{64})"', page)
    assert digest is not None

    unread = neighbour.post(f"{part}/sign", {"text_sha256": digest[1]})
    assert unread.status_code >= 400
    assert CoApplicant.objects.get(pk=one.pk).signed_at is None
    neighbour.post(f"{part}/sign", {"text_sha256": digest[1], "agreed": "yes"})
    assert CoApplicant.objects.get(pk=one.pk).signed_at is not None
    assert "已签署" in read(citizen, f"/my/drafts/{draft.pk}/together")

    case = couples.handed_in(world, draft.pk)
    assert case.number in read(neighbour, "/my/together")
    assert 'name="idempotency_key"' in read(neighbour, part)

    doubled = {"words": "什么时候能拿到？", "idempotency_key": "a-doubled-click"}
    for _click in range(2):
        assert neighbour.post(f"{part}/ask", doubled).status_code == 302
    assert CaseQuestion.objects.filter(case=case).count() == 1
    assert case.number in read(neighbour, part)


def test_what_is_shared_with_one_is_there_for_nobody_else(
    world: World, draft: Draft, citizen: Client, neighbour: Client
):
    one = couples.invited(world, draft)
    assert neighbour.get(f"/my/drafts/{draft.pk}/together").status_code == 404
    assert citizen.get(f"/my/together/{one.pk}").status_code == 404
    assert citizen.post(f"/my/together/{one.pk}/answer", {"accepts": "yes"}).status_code == 404
    assert neighbour.post(f"/my/together/{one.pk}/rob").status_code == 404
    one.refresh_from_db()
    assert one.state == "invited"


def test_a_co_applicant_states_the_language_of_their_papers(
    world: World, draft: Draft, neighbour: Client
):
    one = couples.joined(world, draft)
    part = f"/my/together/{one.pk}"
    unoffered = read(neighbour, part)
    publish(world, NoticeKind.RECEIPT, at=LONG_AGO)

    assert 'name="language"' not in unoffered
    assert 'value="en"' in read(neighbour, part)
    assert neighbour.post(f"{part}/language", {"language": "xx"}).status_code == 422
    assert neighbour.post(f"{part}/language", {"language": "en"}).status_code == 302
    assert 'value="en" selected' in read(neighbour, part)
    couples.signed(world, one)
    case = couples.handed_in(world, draft.pk)
    set_all(str(case.pk))
    page = read(neighbour, part)
    assert 'value="en" selected' in page
    assert "译文，供参考，以中文为准" in page
