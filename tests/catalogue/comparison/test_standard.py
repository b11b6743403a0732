# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The standardization index: what it is made of, day by day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.worlds import LOADER, MORNING, TODAY, Catalogue
from yiwang.catalogue.comparison import engine, selectors
from yiwang.catalogue.comparison.standard import index_hundredths, keep_index
from yiwang.catalogue.comparison.taking_over import take_over_lists
from yiwang.catalogue.enums import FindingState, IndexScope
from yiwang.catalogue.models import Finding, ImplementationList, StandardIndex

FOOD = "K0008"


def test_it_is_a_hundred_when_nothing_is_found_and_nothing_when_all_is() -> None:
    assert index_hundredths(8, high=0, medium=0, low=0) == 10_000
    assert index_hundredths(8, high=8, medium=8, low=8) == 0
    assert index_hundredths(4, high=1, medium=0, low=0) == 8_500
    assert index_hundredths(4, high=0, medium=1, low=2) == 8_750


@given(st.integers(1, 10_000), st.data())
def test_it_stays_in_bounds_and_falls_with_each_finding(lists: int, data: st.DataObject) -> None:
    high, medium, low = (data.draw(st.integers(0, lists)) for _ in range(3))

    value = index_hundredths(lists, high=high, medium=medium, low=low)

    assert 0 <= value <= 10_000
    if low:
        assert index_hundredths(lists, high=high, medium=medium, low=low - 1) >= value


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (1, 2, 0, 0), (1, 0, 2, 0), (1, 0, 0, 2)])
def test_it_is_made_of_lists(counts: tuple[int, int, int, int]) -> None:
    lists, high, medium, low = counts

    with pytest.raises(ValueError, match="made of lists"):
        index_hundredths(lists, high=high, medium=medium, low=low)


@pytest.mark.django_db
def test_a_finding_on_a_list_lowers_its_department_its_city_and_its_theme(
    indexed: Catalogue, catalogue: Catalogue
) -> None:
    implementation = catalogue.list_of(FOOD)
    Finding.objects.all().delete()
    keep_index(on=TODAY - timedelta(days=1))
    take_over_lists(
        elements={implementation.id: {"consult_phone": "87654321"}}, actor=LOADER, at=MORNING
    )
    engine.compare_some(lists=[implementation.id], actor=LOADER, at=MORNING)
    Finding.objects.exclude(rule="phone-area-code").update(state=FindingState.DISMISSED)

    keep_index(on=TODAY)

    lists = ImplementationList.objects.filter(
        department_id=implementation.department_id, state="open"
    ).count()
    department = StandardIndex.objects.get(key=str(implementation.department_id), day=TODAY)
    assert (department.lists, department.low, department.findings) == (lists, 1, 1)
    (city, *_rest) = selectors.index_of_day(TODAY, IndexScope.CITY)
    assert city.row.key == f"{implementation.region_code[:4]}00000000"
    assert city.row.low == 1
    assert city.drift.startswith("-")
    assert StandardIndex.objects.filter(scope=IndexScope.THEME, day=TODAY, low=1).exists()
    days = [row.day for row in selectors.index_series(IndexScope.CITY, city.row.key)]
    assert days == [TODAY - timedelta(days=1), TODAY]


@pytest.mark.django_db
def test_a_finding_on_a_base_item_touches_all_its_lists_but_counts_for_its_owner_alone(
    indexed: Catalogue, catalogue: Catalogue
) -> None:
    implementation = catalogue.list_of(FOOD)
    engine.compare_all(actor=LOADER, at=MORNING)
    Finding.objects.all().update(state=FindingState.DISMISSED)
    on_base = Finding.objects.filter(subject_kind="base").first()
    assert on_base is not None
    Finding.objects.filter(pk=on_base.pk).update(state=FindingState.OPEN, severity=3)

    keep_index(on=TODAY)

    touched = ImplementationList.objects.filter(
        base_item_id=on_base.base_item_id, state="open"
    ).count()
    province = StandardIndex.objects.get(scope=IndexScope.PROVINCE, day=TODAY)
    below = StandardIndex.objects.get(key=str(implementation.department_id), day=TODAY)
    assert province.high == touched
    assert below.high == 0


@pytest.mark.django_db
def test_written_again_it_takes_the_place_of_what_was_written(
    indexed: Catalogue, catalogue: Catalogue
) -> None:
    first = keep_index(on=TODAY)

    assert keep_index(on=TODAY) == first
    assert StandardIndex.objects.count() == first
    with pytest.raises(IntegrityError), transaction.atomic():
        StandardIndex.objects.update(hundredths=10_001)
