# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from tests.organizations.conftest import DATA
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.organizations import reference_files
from yiwang.organizations.naming import Place, departments_of, township_window

PROVINCE = Place("330000000000", 2, "浙江省")
CITY = Place("330100000000", 3, "杭州市")
DISTRICT = Place("330106000000", 4, "西湖区", city="杭州市")
COUNTY = Place("330122000000", 4, "桐庐县", city="杭州市")
COUNTY_CITY = Place("330281000000", 4, "余姚市", city="宁波市")
AUTONOMOUS = Place("331127000000", 4, "景宁畲族自治县", city="丽水市")


@pytest.fixture(scope="module")
def lines():
    return reference_files.lines(DATA)


def name(place, line, lines):
    return next(d.name for d in departments_of(place, lines) if d.line == line)


@pytest.mark.parametrize(
    ("place", "line", "expected"),
    [
        (PROVINCE, "市场监管", "浙江省市场监督管理局"),
        (CITY, "市场监管", "杭州市市场监督管理局"),
        (DISTRICT, "市场监管", "杭州市西湖区市场监督管理局"),
        (COUNTY, "市场监管", "桐庐县市场监督管理局"),
        (COUNTY_CITY, "市场监管", "余姚市市场监督管理局"),
        (PROVINCE, "公安", "浙江省公安厅"),
        (DISTRICT, "公安", "杭州市公安局西湖区分局"),
        (COUNTY, "公安", "桐庐县公安局"),
        (COUNTY, "生态环境", "杭州市生态环境局桐庐分局"),
        (AUTONOMOUS, "生态环境", "丽水市生态环境局景宁分局"),
        (PROVINCE, "税务", "国家税务总局浙江省税务局"),
        (DISTRICT, "机构编制", "中共杭州市西湖区委机构编制委员会办公室"),
        (PROVINCE, "卫生健康", "浙江省卫生健康委员会"),
        (COUNTY_CITY, "卫生健康", "余姚市卫生健康局"),
    ],
)
def test_a_department_is_named_as_its_level_names_it(place, line, expected, lines):
    assert name(place, line, lines) == expected


def test_a_short_name_ends_like_the_full_one(lines):
    def short(place):
        return next(d.short_name for d in departments_of(place, lines) if d.line == "发展改革")

    assert (short(PROVINCE), short(CITY), short(DISTRICT)) == (
        "省发展改革委",
        "杭州市发展改革委",
        "西湖区发展改革局",
    )


def test_a_line_without_a_body_of_its_own_is_carried_by_another(lines):
    at_the_province = {d.line: d for d in departments_of(PROVINCE, lines)}
    in_the_county = {d.line: d for d in departments_of(COUNTY, lines)}

    assert "药监" in at_the_province
    assert "药监" not in at_the_province["市场监管"].carries
    assert "药监" not in in_the_county
    assert "药监" in in_the_county["市场监管"].carries


def test_only_coastal_cities_have_a_maritime_body(lines):
    ningbo = Place("330200000000", 3, "宁波市")

    assert name(ningbo, "海事", lines) == "宁波海事局"
    assert "海事" not in {d.line for d in departments_of(CITY, lines)}


def test_a_township_has_one_window_named_after_its_county():
    street = Place("330106003000", 5, "灵隐街道", city="杭州市", county="杭州市西湖区")

    window = township_window(street)

    assert window.name == "杭州市西湖区灵隐街道便民服务中心"
    assert window.line == "便民服务中心"


def test_made_up_credit_codes_pass_every_check_and_stay_the_same(lines):
    first = [d.uscc for d in departments_of(DISTRICT, lines)]
    again = [d.uscc for d in departments_of(DISTRICT, lines)]

    assert first == again
    assert len(set(first)) == len(first)
    assert all(parse_uscc(code).area_code == "330106" for code in first)
    assert all(code[8:10] == "TE" for code in first)
