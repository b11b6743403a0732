# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import csv
from collections import Counter
from datetime import date

import pytest

from tests.organizations.conftest import DATA, LOADER, MORNING
from yiwang.foundation.actors import ANONYMOUS
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations import reach, selectors, services
from yiwang.organizations.errors import NotInYourReach
from yiwang.organizations.models import Department, Division, DivisionChange, DivisionSuccession

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def items(name):
    with (DATA / "items" / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_all_divisions_of_zhejiang_are_there():
    in_zhejiang = Division.objects.current().filter(province_code="330000000000")

    levels = Counter(in_zhejiang.order_by().values_list("level", flat=True))

    assert levels == {2: 1, 3: 11, 4: 90, 5: 1362, 6: 25_228}


def test_the_whole_country_is_there_down_to_counties():
    levels = Counter(
        Division.objects.current().filter(level__lte=4).order_by().values_list("level", flat=True)
    )

    assert levels == {2: 34, 3: 333, 4: 2847}


def test_villages_without_a_current_township_are_reported(loaded):
    report = loaded["villages"]

    assert (report.read, len(report.left_out)) == (25_547, 319)
    assert not Division.objects.filter(code__in=report.left_out).exists()
    # Longgang is governed without townships: its 103 villages are the largest group left out.
    assert sum(code.startswith("330383") for code in report.left_out) == 103


def test_a_village_lies_in_the_township_it_was_matched_with_not_in_the_one_of_its_digits():
    village = Division.objects.filter(level=6, parent_id="330106014000").order_by("code").first()

    assert village is not None
    assert village.code.startswith("330106007")
    assert selectors.is_within(village.code, "330106014000")
    assert not selectors.is_within(village.code, "330106007000")
    assert selectors.is_within(village.code, "330100000000")


def test_down_to_townships_the_digits_of_a_code_tell_what_lies_in_what():
    parents = dict(
        Division.objects.current()
        .filter(level__lt=DivisionLevel.VILLAGE, parent__isnull=False)
        .order_by()
        .values_list("code", "parent_id")
    )

    assert all(reach.is_below(code, parent) for code, parent in parents.items())


@pytest.mark.parametrize("name", ["divisions", "villages", "changes", "departments"])
def test_loading_again_changes_nothing(name, loaded):
    load = getattr(services, f"load_{name}")

    report = load(root=DATA, actor=LOADER, at=MORNING)

    assert (report.read, report.changed) == (loaded[name].read, 0)


def test_progress_is_told_to_the_end():
    told = []

    services.load_departments(
        root=DATA, actor=LOADER, at=MORNING, progress=lambda done, total: told.append((done, total))
    )

    assert told[0][0] == 0
    assert told[-1] == (5576, 5576)
    assert told == sorted(told)


def test_nobody_but_our_own_processes_loads():
    with pytest.raises(NotInYourReach):
        services.load_divisions(root=DATA, actor=ANONYMOUS, at=MORNING)


def test_every_code_that_ended_leads_to_codes_of_today():
    current = set(Division.objects.current().order_by().values_list("code", flat=True))

    for succession in DivisionSuccession.objects.order_by("code"):
        assert succession.successors, succession
        assert current.issuperset(succession.successors), succession


def test_all_246_changes_are_kept_and_each_old_code_resolves():
    old_codes = set(DivisionChange.objects.exclude(old_code="").values_list("old_code", flat=True))

    assert DivisionChange.objects.count() == 246
    for code in old_codes:
        assert selectors.division(selectors.current_code(code)).is_current


@pytest.mark.parametrize(
    ("code", "on", "today"),
    [
        ("330103000000", None, ("330105000000",)),
        ("330105000000", None, ("330105000000",)),
        ("330104000000", None, ("330102000000", "330114000000")),
        ("330184000000", None, ("330110000000", "330113000000")),
        ("330110000000", None, ("330110000000",)),
        ("330110000000", date(2010, 1, 1), ("330110000000", "330113000000")),
        ("330321000000", date(1981, 6, 1), ("330305000000",)),
        ("330321000000", date(1985, 6, 1), ("330304000000",)),
        ("330502000000", date(1985, 6, 1), ("330500000000",)),
        ("330502000000", None, ("330502000000",)),
        ("339005000000", None, ("330109000000",)),
    ],
)
def test_an_old_code_leads_to_what_stands_for_it_today(code, on, today):
    assert selectors.successors(code, on=on) == today
    assert selectors.current_code(code, on=on) == today[0]


def test_an_ended_division_keeps_its_name_and_its_time():
    xiacheng = Division.objects.get(code="330103000000")

    assert xiacheng.name == "下城区"
    assert xiacheng.valid_to == date(2021, 1, 1)
    assert Division.objects.valid_on(date(2020, 1, 1)).filter(code=xiacheng.code).exists()
    assert not Division.objects.valid_on(date(2022, 1, 1)).filter(code=xiacheng.code).exists()


def test_a_division_that_was_founded_knows_since_when():
    for code, year in (("330113000000", 2021), ("330383000000", 2019), ("330305000000", 2015)):
        assert Division.objects.get(code=code).valid_from == date(year, 1, 1)
    assert Division.objects.get(code="330106000000").valid_from is None


def test_there_are_departments_for_every_level():
    levels = Counter(
        Department.objects.filter(division__province_code="330000000000")
        .order_by()
        .values_list("level", flat=True)
    )

    assert levels == {2: 57, 3: 523, 4: 3600, 5: 1362}


def test_every_item_finds_a_department_wherever_it_is_exercised():
    lines = {}
    for found in selectors.departments_by_line(levels=[2, 3, 4]):
        for line in found.lines:
            lines.setdefault((found.level, line), set()).add(found.division_code)
    divisions = Counter(
        Division.objects.current()
        .filter(province_code="330000000000")
        .order_by()
        .values_list("level", flat=True)
    )

    for item in items("items_from_knowledge.csv"):
        for level in map(int, item["levels"].split(",")):
            if level != DivisionLevel.TOWNSHIP:
                served = lines[level, item["dept"]] - {"511602000000"}
                assert len(served) == divisions[level], (item["dept"], level)


def test_every_department_of_the_real_district_list_is_found_by_its_short_name():
    names = {item["department"] for item in items("guangan_district_items_real.csv")}

    assert len(names) == 34
    for name in names:
        assert selectors.department_by_short_name("511602000000", name).is_test_data


def test_credit_codes_are_valid_and_marked_as_made_up():
    for found in selectors.departments_by_line():
        assert parse_uscc(found.uscc).number == found.uscc
        assert found.is_test_data


def test_a_line_is_found_with_the_body_that_has_it_or_else_carries_it():
    medicine = selectors.department_for_line("药监", "330106000000")
    market = selectors.department_for_line("市场监管", "330106000000")
    window = selectors.department_for_line("便民服务中心", "330106003000")

    assert medicine == market
    assert market.name == "杭州市西湖区市场监督管理局"
    assert window.level == DivisionLevel.TOWNSHIP
