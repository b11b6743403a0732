# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The page on which the second of two editors makes one text of two."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from tests import factories
from tests.factories import World
from tests.workbench.desks import at_desk, words
from tests.workbench.test_catalogue import HOME, Desk, form_of
from yiwang.catalogue.models import AsideText, ChangeLine, ImplementationList
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world: World) -> Desk:
    def one(right: Right) -> Client:
        return at_desk(factories.staff_account(world.department, rights={right}))

    listed = ImplementationList.objects.get(current_id=world.shop.version_id)
    rights = (Right.CATALOGUE_EDIT, Right.CATALOGUE_REVIEW, Right.CATALOGUE_PUBLISH)
    return Desk(*(one(right) for right in rights), listed)


def met(world: World, desk: Desk) -> tuple[Client, str, Any]:
    """Let a second editor save first; return the first one's page after saving their own."""
    line = desk.begin().lines.get()
    address = f"{HOME}/lines/{line.id}"
    sent = form_of(desk.editor.get(address))
    second = at_desk(factories.staff_account(world.department, rights={Right.CATALOGUE_EDIT}))
    second.post(address, sent | {"counter": "7号窗口"})
    mine = {"counter": "8号窗口", "hours": "早八晚五"}
    answer = desk.editor.post(address, sent | mine, follow=True)
    return second, f"{address}/merge", answer


def line_at(address: str) -> ChangeLine:
    return ChangeLine.objects.get(pk=address.split("/")[-2])


def test_the_second_editor_is_led_to_both_texts(world: World, desk: Desk) -> None:
    second, address, answer = met(world, desk)

    assert answer.redirect_chain == [(address, 302)]
    said = words(answer)
    assert "8号窗口" in said
    assert "7号窗口" in said
    assert "早八晚五" in said
    assert second.get(address).status_code == 302
    line = desk.editor.get(address.removesuffix("/merge"))
    assert "您写的已另存，没有丢" in words(line)


def test_one_press_merges_what_was_chosen(world: World, desk: Desk) -> None:
    _second, address, answer = met(world, desk)
    fields = form_of(answer)

    unchosen = desk.editor.post(address, fields)
    assert unchosen.status_code == 422
    assert "请选定用哪一个。" in words(unchosen)
    desk.editor.post(address, fields | {"take-0": "theirs"})

    content = line_at(address).content
    assert (content["counter"], content["hours"]) == ("7号窗口", "早八晚五")
    assert not AsideText.objects.exists()
    assert desk.editor.post(address, fields | {"take-0": "mine"}).status_code == 302


def test_a_third_text_is_written_on_the_page(world: World, desk: Desk) -> None:
    _second, address, answer = met(world, desk)
    written = {"take-0": "edited", "text-0": "7、8号窗口"}

    desk.editor.post(address, form_of(answer) | written)

    assert line_at(address).content["counter"] == "7、8号窗口"


@pytest.mark.parametrize(
    "nonsense",
    [
        {"part-0": "x" * 5000, "take-0": "mine"},
        {"take-0": "all"},
        {"revision": "soon", "take-0": "mine"},
        {"revision": "999999999", "version": "7", "take-0": "mine"},
        {"take-0": "edited", "text-0": "长" * 9000},
    ],
    ids=["part", "take", "words", "later", "long"],
)
def test_nonsense_merges_nothing(
    world: World,
    desk: Desk,
    nonsense: dict[str, str],
) -> None:
    _second, address, answer = met(world, desk)

    refused = desk.editor.post(address, form_of(answer) | nonsense)

    assert refused.status_code in {409, 422}
    assert html.fromstring(refused.content).xpath("//form[@class='yw-stack']")
    assert AsideText.objects.count() == 1


def test_what_was_set_aside_can_be_given_up(world: World, desk: Desk) -> None:
    _second, address, _answer = met(world, desk)

    drop = address.replace("/merge", "/aside/drop")
    said = desk.editor.post(drop, {"idempotency_key": uuid4().hex}, follow=True)

    assert "保留同事保存的" in words(said)
    assert not AsideText.objects.exists()
