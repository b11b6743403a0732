# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cursors that somebody made up, damaged, or took from another list."""

import re
from pathlib import Path

import pytest

from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done, submitted
from yiwang.rest import paging
from yiwang.rest.errors import CursorInvalid

SOME_ID = "01a218e8-69ea-7205-814d-153183eb0797"
GOOD = {
    "cases": f"2026-11-26T17:39:17.744677+00:00_{SOME_ID}",
    "system-cases": f"2026-11-26T17:39:17.744677+00:00_{SOME_ID}",
    "messages": f"2026-11-26T17:39:17.777730+00:00_{SOME_ID}",
    "tasks": f"2026-11-13_{SOME_ID}",
    "documents": SOME_ID,
    "search": "20",
    "items": "50",
    "events": "193",
    "feed": "0",
    "drafts": f"2026-11-26T17:39:17.777730+00:00_{SOME_ID}",
    "case-messages": f"2026-11-26T17:39:17.777730+00:00_{SOME_ID}",
    "received": f"2026-11-26T17:39:17.777730+00:00_{SOME_ID}",
    "entitlements": f"2026-11-13_{SOME_ID}",
    "lower-reviews": SOME_ID,
    "parcels": SOME_ID,
    "reads": "193",
}
BY_STAFF_NUMBER = ("activations", "colleagues", "staff")
"""Lists in the order of staff numbers, which may be any line of text."""
BAD = (
    "x", "-1", "+1", " 1", "1.5", "٣", "9" * 16, "::", ",,,", "\x00", "1|2",
    f"2026-99-99T00:00:00+00:00_{SOME_ID}", f"2026-11-26T17:39:17_{SOME_ID}",
    f"2026-99-99_{SOME_ID}", "2026-11-13_x", f"infinity_{SOME_ID}", f"_{SOME_ID}", "2026-11-13_",
)  # fmt: skip


@pytest.mark.parametrize(("name", "place"), GOOD.items())
def test_a_cursor_leads_back_to_where_it_was_given_out(name: str, place: str) -> None:
    assert paging.opened(name, paging.sealed(name, place)) == place


@pytest.mark.parametrize("place", BAD)
@pytest.mark.parametrize("name", GOOD)
def test_a_made_up_place_is_refused_and_not_taken_for_the_beginning(name: str, place: str) -> None:
    with pytest.raises(CursorInvalid):
        paging.opened(name, paging.sealed(name, place))


def test_every_list_knows_what_its_places_look_like() -> None:
    named = re.compile(r'paging\.(?:opened|sealed)\(\s*"([^"]+)"')
    used = {
        name
        for file in Path(paging.__file__).parent.rglob("*.py")
        for name in named.findall(file.read_text())
    }

    for name in used:
        with pytest.raises(CursorInvalid):
            paging.opened(name, paging.sealed(name, "\x00"))


@pytest.mark.parametrize("name", BY_STAFF_NUMBER)
def test_a_list_by_staff_number_goes_on_after_any_number(name: str) -> None:
    assert paging.opened(name, paging.sealed(name, "西湖-007 甲")) == "西湖-007 甲"


@pytest.mark.parametrize("other", GOOD)
@pytest.mark.parametrize("name", GOOD)
def test_a_list_takes_only_its_own_cursors(name: str, other: str) -> None:
    if name == other:
        assert paging.opened(name, paging.sealed(other, GOOD[other]))
        return
    with pytest.raises(CursorInvalid):
        paging.opened(name, paging.sealed(other, GOOD[other]))


def test_every_page_leads_to_the_next_and_the_last_to_none(world: World, citizen: Caller) -> None:
    made = {str(submitted(citizen, world.shop)["case_id"]) for _case in range(3)}
    seen, cursor = [], ""
    for _page in range(3):
        page = done(citizen.get(f"/cases?limit=1&cursor={cursor}"))
        seen += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]

    assert set(seen) == made
    assert cursor == ""


def test_a_forged_cursor_is_a_400(world: World, citizen: Caller) -> None:
    response = citizen.get(f"/cases?cursor={paging.sealed('cases', 'x')}")

    assert (response.status_code, code_of(response)) == (400, "rest.cursor_invalid")
