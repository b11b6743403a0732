# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Orders of many lists: together what one by one would be, in as many statements whatever."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.catalogue.editing.hands import Hands, approved, reviewed, submitted
from tests.catalogue.worlds import MORNING, TODAY, Catalogue
from tests.organizations.factories import XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue import publishing
from yiwang.catalogue.editing import commands, lists_at_once, questions
from yiwang.catalogue.editing.faults import changes_of
from yiwang.catalogue.editing.lists_at_once import publish_together
from yiwang.catalogue.enums import OrderState, VersionState
from yiwang.catalogue.errors import NotPublishable
from yiwang.catalogue.models import (
    ChangeLine,
    ChangeOrder,
    ImplementationList,
    ImplementationVersion,
)
from yiwang.foundation.actors import system_actor
from yiwang.foundation.identifiers import new_id

pytestmark = pytest.mark.django_db
ACTOR = system_actor("change-order")
ORDER_PAGE = 19


@pytest.fixture
def hands(catalogue: Catalogue) -> Hands:
    return Hands(DepartmentFactory(of=ZHEJIANG), covers_subtree=True)


def lists() -> list[ImplementationList]:
    return list(ImplementationList.objects.filter(state="open").order_by("code"))


def order_for(
    hands: Hands, some: list[ImplementationList], change: Callable[[int], dict[str, Any]]
) -> ChangeOrder:
    contents = {}
    for number, one in enumerate(some):
        version = ImplementationVersion.objects.get(pk=one.current_id)
        contents[one.id] = version.content | change(number)
    return commands.open_list_order(contents=contents, actor=hands.drafter, at=MORNING)


def counter(number: int) -> dict[str, Any]:
    return {"counter": f"{number}号窗口"}


def elements(one: ImplementationList) -> dict[str, Any]:
    one.refresh_from_db()
    shown = ImplementationVersion.objects.get(pk=one.current_id)
    names = ("number", "state", "project_type", "promise_amount", "promise_unit", "visits")
    more = ("statutory_amount", "statutory_unit", "online_depth", "is_online", "content")
    last = ("content_sha256", "effective_from", "effective_to", "base_version_id")
    return {name: getattr(shown, name) for name in (*names, *more, *last)} | {
        "list": (one.state, one.is_online, one.is_immediate)
    }


def test_together_is_what_one_by_one_would_be(
    catalogue: Catalogue, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = lists()[:12]
    order = order_for(hands, some, counter)
    monkeypatch.setattr(lists_at_once, "FEW", 1)
    together = publish_together(order, actor=ACTOR, at=MORNING)
    made = [elements(one) for one in some]
    singly = []
    for number, one in enumerate(some):
        draft = publishing.revise_list(
            implementation_id=one.id,
            content=made[number]["content"],
            actor=ACTOR,
            at=MORNING,
        )
        publishing.publish_list_version(version_id=draft.id, actor=ACTOR, at=MORNING)
        singly.append(elements(one))

    assert together == len(some)
    for one in (*made, *singly):
        one.pop("number")
    assert made == singly
    assert not order.lines.filter(is_open=True).exists()
    assert order.lines.filter(published_version__isnull=True).count() == 0


def test_an_order_of_many_goes_all_the_way_by_its_job(catalogue: Catalogue, hands: Hands) -> None:
    some = lists()
    order = submitted(order_for(hands, some, counter), hands)
    order = approved(reviewed(order, hands), hands)
    commands.take_effect_of(order_id=order.id, at=MORNING)
    order.refresh_from_db()
    again = commands.take_effect_of(order_id=order.id, at=MORNING)

    assert (order.state, again) == (OrderState.PUBLISHED, False)
    for number, one in enumerate(some):
        assert elements(one)["content"]["counter"] == f"{number}号窗口"
    ended = ImplementationVersion.objects.filter(effective_to=TODAY, state="published")
    assert ended.count() == len(some)


def test_statements_do_not_grow_with_the_lists(
    catalogue: Catalogue, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists_at_once, "FEW", 1)
    county = [one for one in lists() if one.region_code == XIHU]
    counts = []
    for some in (county[:3], county[3:]):
        order = order_for(hands, some, counter)
        with CaptureQueriesContext(connection) as asked:
            assert publish_together(order, actor=ACTOR, at=MORNING) == len(some)
        counts.append(len(asked))

    assert len(county) > 4
    assert counts[0] == counts[1]


def test_one_that_cannot_be_published_holds_back_all(catalogue: Catalogue, hands: Hands) -> None:
    some = lists()[:12]
    order = order_for(hands, some, counter)
    bad = order.lines.get(position=7)
    bad.content["promise_limit"] = {"amount": 999, "unit": "year"}
    bad.save()
    before = ImplementationVersion.objects.count()
    with pytest.raises(NotPublishable) as refusal:
        publish_together(order, actor=ACTOR, at=MORNING)

    assert [one.path for one in refusal.value.errors] == ["/lines/7/promise_limit"]
    assert ImplementationVersion.objects.count() == before


def test_lists_out_of_the_ordinary_go_their_own_way(catalogue: Catalogue, hands: Hands) -> None:
    some = lists()[:12]
    publishing.revise_list(
        implementation_id=some[0].id, content={"counter": "草稿"}, actor=ACTOR, at=MORNING
    )
    publishing.withdraw_list(implementation_id=some[1].id, actor=ACTOR, at=MORNING)
    order = order_for(hands, some, counter)

    assert publish_together(order, actor=ACTOR, at=MORNING) == len(some) - 2
    assert order.lines.filter(is_open=True).count() == 2


def test_the_job_of_an_order_waits_for_its_day(catalogue: Catalogue, hands: Hands) -> None:
    order = order_for(hands, lists()[:2], counter)

    assert commands.take_effect_of(order_id=order.id, at=MORNING) is False
    assert order.lines.filter(is_open=True).count() == 2
    assert ImplementationVersion.objects.filter(state=VersionState.DRAFT).count() == 0


def test_the_page_of_many_lists_reads_and_checks_what_it_shows(
    catalogue: Catalogue, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every list of the catalogue breaks a rule; the page of an order tells of those on it."""
    monkeypatch.setattr(questions, "LINES_SHOWN", 5)
    some = lists()
    assert len(some) > 2 + questions.LINES_SHOWN
    few, many = (
        order_for(hands, chosen, lambda _number: {"consult_phone": ""})
        for chosen in (some[:2], some[2:])
    )
    asked, found = [], []
    for order in (few, many):
        with CaptureQueriesContext(connection) as queries:
            found.append(questions.order(order.id, hands.drafter))
        asked.append(len(queries))

    assert asked[0] == asked[1] <= ORDER_PAGE
    places = {fault.path.split("/")[2] for fault in found[1].faults}
    assert places <= {str(place) for place in range(questions.LINES_SHOWN)}
    assert list(changes_of(many)) == ["consult_phone"]
    with pytest.raises(NotPublishable) as refusal:
        submitted(many, hands)
    assert len(refusal.value.errors) > len(found[1].faults)
    behind = many.lines.order_by("position").last()
    ChangeLine.objects.filter(pk=behind.pk).update(from_version=new_id())
    stale = questions.order(many.id, hands.drafter)
    assert stale.behind == [(behind.id, behind.name)]
