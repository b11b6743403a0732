# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two texts of one item made one by programs."""

from typing import Any
from uuid import uuid4

import pytest

from tests.factories import World, staff_account
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from tests.rest.test_catalogue_editing import HOME, begun
from yiwang.catalogue.models import AsideText, ImplementationList
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db


def caller(world: World, right: Right) -> Caller:
    return Caller(token_of(staff_account(world.department, rights={right})))


@pytest.fixture
def editor(world: World, db: None) -> Caller:
    return caller(world, Right.CATALOGUE_EDIT)


@pytest.fixture
def second(world: World, db: None) -> Caller:
    return caller(world, Right.CATALOGUE_EDIT)


@pytest.fixture
def legal(world: World, db: None) -> Caller:
    return caller(world, Right.CATALOGUE_REVIEW)


@pytest.fixture
def listed(world: World, db: None) -> ImplementationList:
    return ImplementationList.objects.get(current_id=world.shop.version_id)


@pytest.fixture
def line(
    editor: Caller,
    second: Caller,
    listed: ImplementationList,
) -> dict[str, Any]:
    """Return a line that one editor saved while another one wrote, who set it aside."""
    order = begun(editor, listed)
    shown: dict[str, Any] = done(editor.get(f"{HOME}/lines/{order['lines'][0]['id']}"))
    body = {"revision": shown["revision"], "content": shown["content"]}
    address = f"{HOME}/lines/{shown['id']}"
    done(editor.put(address, body | {"content": shown["content"] | {"counter": "7号"}}))
    mine = {"counter": "8号", "hours": "早八晚五"}
    done(second.put(f"{address}/aside", body | {"content": shown["content"] | mine}))
    return shown


def test_a_program_merges_what_it_chose(second: Caller, line: dict[str, Any]) -> None:
    address = f"{HOME}/lines/{line['id']}"
    waiting = done(second.get(f"{address}/merge"))
    (clash,) = waiting["clashes"]
    assert (clash["part"], clash["mine"], clash["theirs"]) == ("counter", ["8号"], ["7号"])

    body = {"revision": waiting["revision"], "version": 0, "choices": []}
    open_answer = second.post(f"{address}/merge", body)
    assert (open_answer.status_code, code_of(open_answer)) == (422, "catalogue.merge_undecided")
    choice = {"part": "counter", "take": "edited", "value": "7、8号"}
    done(second.post(f"{address}/merge", body | {"choices": [choice]}))

    merged = done(second.get(address))["content"]
    assert (merged["counter"], merged["hours"]) == ("7、8号", "早八晚五")
    gone = second.get(f"{address}/merge")
    assert (gone.status_code, code_of(gone)) == (409, "catalogue.nothing_to_merge")


@pytest.mark.parametrize(
    "choice",
    [
        {"part": "counter", "take": "edited", "value": {"a": [1]}},
        {"part": "counter", "take": "edited", "value": "长" * 9000},
        {"part": "counter", "take": "nobody"},
        {"part": "", "take": "mine"},
        {"part": "no such part", "take": "mine"},
    ],
    ids=["shape", "long", "take", "empty", "unknown"],
)
def test_nonsense_is_refused(second: Caller, line: dict[str, Any], choice: dict[str, Any]) -> None:
    address = f"{HOME}/lines/{line['id']}/merge"

    answer = second.post(address, {"revision": 2, "version": 0, "choices": [choice]})

    assert answer.status_code in {400, 422}
    assert AsideText.objects.count() == 1


def test_others_do_not_reach_it(
    editor: Caller,
    legal: Caller,
    second: Caller,
    line: dict[str, Any],
) -> None:
    address = f"{HOME}/lines/{line['id']}"

    assert editor.get(f"{address}/merge").status_code == 409
    assert legal.get(f"{address}/merge").status_code == 403
    assert second.get(f"{HOME}/lines/{uuid4()}/merge").status_code == 404
    assert done(second.delete(f"{address}/aside"))["revision"] == 0
    assert second.delete(f"{address}/aside").status_code == 409
