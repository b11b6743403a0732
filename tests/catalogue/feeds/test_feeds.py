# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Site maps, the feed of changes, and spreadsheets in which nothing runs."""

from io import BytesIO
from itertools import chain

import pytest
from openpyxl import load_workbook

from tests.catalogue import worlds
from yiwang.catalogue import selectors, services
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.feeds import changes, sitemaps, spreadsheet
from yiwang.catalogue.models import ImplementationList
from yiwang.ledger.sequencing import sequence_batch

pytestmark = pytest.mark.django_db


def all_codes() -> list[str]:
    return selectors.list_codes(100_000)


def codes_in(number: int, **bounds: int) -> list[str]:
    return [one.code for one in chain.from_iterable(sitemaps.listed(number, **bounds))]


def test_the_maps_together_have_every_open_list_once(catalogue):
    made = sitemaps.build_parts(at=worlds.MORNING, planned=5)

    listed = [code for part in sitemaps.parts() for code in codes_in(part.number, batch=2)]

    assert made == len(sitemaps.parts()) > 2
    assert listed == all_codes()


def test_a_list_that_came_after_the_layout_is_in_a_map_too(catalogue):
    sitemaps.build_parts(at=worlds.MORNING, planned=5)
    version = worlds.published(catalogue)
    code = ImplementationList.objects.get(pk=version.implementation_id).code

    listed = [one for part in sitemaps.parts() for one in codes_in(part.number)]

    assert listed.count(code) == 1


def test_a_map_never_has_more_than_it_may(catalogue):
    sitemaps.build_parts(at=worlds.MORNING)

    assert len(codes_in(1, batch=3, most=7)) == 7


def test_a_site_without_a_layout_has_one_map(catalogue):
    assert [part.number for part in sitemaps.parts()] == [1]
    assert codes_in(1) == all_codes()


@pytest.mark.parametrize("number", [0, 2, 10_000])
def test_a_map_that_is_not_there_is_not_found(catalogue, number):
    with pytest.raises(ItemNotFound):
        sitemaps.part_tag(number)


def test_the_tag_of_a_map_changes_with_the_catalogue(catalogue):
    before = sitemaps.part_tag(1)

    worlds.published(catalogue)

    assert sitemaps.part_tag(1) != before


# ── changes


@pytest.fixture
def _sequenced(catalogue):
    while sequence_batch():
        pass


def caught_up() -> int:
    position = -1
    while True:
        page = changes.changes_after(position, limit=3)
        position = page.position
        if page.is_up_to_date:
            return position


@pytest.mark.usefixtures("_sequenced")
def test_what_is_published_and_what_is_gone_is_told_in_order(catalogue):
    position = caught_up()
    version = worlds.published(catalogue)
    services.withdraw_list(
        implementation_id=version.implementation_id, actor=worlds.LOADER, at=worlds.MORNING
    )
    while sequence_batch():
        pass

    page = changes.changes_after(position)

    assert [change.kind for change in page.items] == ["published", "gone"]
    assert page.items[0].version_id == version.id
    assert page.items[1].version_id is None
    assert page.items[0].code == page.items[1].code != ""
    assert page.is_up_to_date


@pytest.mark.usefixtures("_sequenced")
def test_reading_again_from_where_one_was_misses_nothing_and_repeats_nothing(catalogue):
    whole = changes.changes_after(-1, limit=200).items
    position, seen = -1, []
    while True:
        page = changes.changes_after(position, limit=2)
        seen += page.items
        position = page.position
        if page.is_up_to_date:
            break

    assert seen == whole
    assert changes.changes_after(position).items == []


@pytest.mark.usefixtures("_sequenced")
def test_a_made_up_place_beyond_the_end_skips_nothing_that_is_to_come(catalogue):
    far = changes.changes_after(10**14)
    version = worlds.published(catalogue)
    while sequence_batch():
        pass

    assert far.items == []
    assert [one.version_id for one in changes.changes_after(far.position).items] == [version.id]


def test_lists_are_read_by_code_and_narrowed(catalogue):
    whole = changes.lists_after("", limit=500)
    place = changes.lists_after("", region_code=worlds.XIHU, limit=500)
    item = changes.lists_after("", basic_code=whole[0].basic_code, limit=500)

    assert [one.code for one in whole] == all_codes()
    assert {one.region_code for one in place} == {worlds.XIHU}
    assert {one.basic_code for one in item} == {whole[0].basic_code}
    assert changes.every_list(department_id=whole[0].department_id, most=10_000)


# ── spreadsheets


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "平常的字", "a\x00b\x1fc"]
)
def test_no_text_in_a_spreadsheet_is_a_formula(text):
    body = spreadsheet.workbook("表/[1]:*?", [("名称", 20)], [(text,)])

    cell = load_workbook(BytesIO(body)).active["A2"]

    assert cell.data_type == "s"
    assert cell.value.strip("\t") in text.replace("\x00", "").replace("\x1f", "")
    if text[0] in "=+-@\t":
        assert cell.quotePrefix


def test_a_spreadsheet_keeps_numbers_as_numbers():
    body = spreadsheet.workbook("t", [("n", 5)], [(3,)])

    assert load_workbook(BytesIO(body)).active["A2"].value == 3
