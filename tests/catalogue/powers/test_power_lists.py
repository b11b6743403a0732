# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Power lists: who may do what, side by side, and the responsibilities that go with it."""

import pytest

from tests.catalogue import worlds
from tests.organizations.factories import HANGZHOU, NINGBO, XIHU, ZHEJIANG
from yiwang.catalogue import selectors, services
from yiwang.catalogue.checks import base_faults
from yiwang.catalogue.content import BaseContent, read_content
from yiwang.catalogue.errors import (
    ContentInvalid,
    NotAPower,
    PlacesToCompare,
    PowerListTooLong,
)
from yiwang.catalogue.models import ImplementationList
from yiwang.catalogue.powers import drawing, duties, lists
from yiwang.foundation.errors import InvalidDivisionCode

pytestmark = pytest.mark.django_db
PENALTY = "K0300"
PUBLIC_SERVICE = "K0278"


@pytest.fixture(autouse=True)
def _loaded(catalogue):
    services.load_duties(root=worlds.DATA, actor=worlds.LOADER)


def walked(wanted: lists.PowerFilter, limit: int) -> list[str]:
    codes, after = [], ""
    while True:
        page = selectors.power_list(wanted, after=after, limit=limit)
        codes += [power.code for power in page.rows]
        after = page.after
        if not after:
            return codes


def test_a_list_has_every_power_once_in_the_order_of_its_code_whatever_the_page_size(catalogue):
    wanted = lists.PowerFilter(XIHU)

    whole = [power.code for power in selectors.whole_list(wanted)]

    assert walked(wanted, 2) == walked(wanted, 3) == whole
    assert len(set(whole)) == len(whole) > 4
    assert [code[19:] for code in whole] == sorted(code[19:] for code in whole)


def test_a_list_has_no_public_services_and_nothing_from_elsewhere(catalogue):
    powers = selectors.whole_list(lists.PowerFilter(XIHU))

    assert {power.region_code for power in powers} == {XIHU}
    assert "20" not in {power.item_type for power in powers}


def test_a_list_is_narrowed_by_type_and_department(catalogue):
    penalties = selectors.whole_list(lists.PowerFilter(XIHU, item_type="02"))
    owner = penalties[0].department_id

    of_owner = selectors.whole_list(lists.PowerFilter(XIHU, department_id=owner))

    assert {power.item_type for power in penalties} == {"02"}
    assert {power.department_id for power in of_owner} == {owner}


def test_an_unknown_type_lists_nothing(catalogue):
    assert selectors.whole_list(lists.PowerFilter(XIHU, item_type="20")) == []


def test_groups_add_up_to_the_list(catalogue):
    groups = selectors.power_groups(lists.PowerFilter(XIHU))

    assert sum(group.powers for group in groups) == len(
        selectors.whole_list(lists.PowerFilter(XIHU))
    )
    assert dict(selectors.types_in(groups))["02"] >= 1


def test_a_page_of_the_list_costs_one_statement(catalogue, django_assert_num_queries):
    with django_assert_num_queries(1):
        selectors.power_list(lists.PowerFilter(XIHU), limit=200)


def test_a_download_has_bounds(catalogue):
    with pytest.raises(PowerListTooLong):
        lists.whole_list(lists.PowerFilter(XIHU), most=2)


@pytest.mark.parametrize("place", ["", "99", "33010600000x", "999999000000", "' OR 1=1 --"])
def test_a_wrong_place_is_refused(catalogue, place):
    with pytest.raises(InvalidDivisionCode):
        selectors.power_list(lists.PowerFilter(place))


def test_a_withdrawn_power_is_on_the_list_no_more(catalogue):
    implementation = catalogue.list_of(PENALTY)

    services.withdraw_list(
        implementation_id=implementation.id, actor=worlds.LOADER, at=worlds.MORNING
    )

    codes = {power.code for power in selectors.whole_list(lists.PowerFilter(XIHU))}
    assert implementation.code not in codes


# ── side by side


def test_places_are_compared_item_by_item(catalogue):
    found = selectors.compared([XIHU, HANGZHOU, NINGBO], limit=200)

    assert found.total == len(found.lines)
    assert all(len(line.cells) == 3 for line in found.lines)
    for line in found.lines:
        for place, powers in zip(found.places, line.cells, strict=True):
            assert {power.region_code for power in powers} <= {place}
    assert found.common == sum(all(line.cells) for line in found.lines)
    assert found.only == tuple(
        sum(line.only_in == place for line in found.lines) for place in range(3)
    )


def test_what_only_one_place_has_is_told(catalogue):
    found = selectors.compared([XIHU, ZHEJIANG], shown="missing", limit=200)

    assert found.lines
    assert all(line.only_in is not None for line in found.lines)


def test_other_terms_for_the_same_item_are_told(catalogue):
    version = worlds.published(catalogue)
    other = ImplementationList.objects.get(pk=version.implementation_id)
    ImplementationList.objects.filter(pk=other.pk).update(region_code=NINGBO)

    found = selectors.compared([XIHU, NINGBO], shown="differing", limit=200)

    assert found.differing == len(found.lines) > 0
    assert all(line.differs for line in found.lines)


def test_a_comparison_is_paged(catalogue):
    whole = selectors.compared([XIHU, HANGZHOU], limit=200)
    first = selectors.compared([XIHU, HANGZHOU], limit=2)

    second = selectors.compared([XIHU, HANGZHOU], limit=200, after=first.after)

    assert [*first.lines, *second.lines] == whole.lines


def test_a_comparison_costs_the_same_however_many_places(catalogue, django_assert_num_queries):
    with django_assert_num_queries(3):
        selectors.compared([XIHU, HANGZHOU, NINGBO, ZHEJIANG], limit=200)


@pytest.mark.parametrize(
    "places",
    [[], [XIHU], [XIHU, XIHU], [XIHU, HANGZHOU, NINGBO, ZHEJIANG, "330100000000", "330300000000"]],
)
def test_too_few_too_many_or_the_same_places_are_refused(catalogue, places):
    with pytest.raises(PlacesToCompare):
        selectors.compared(places)


def test_a_comparison_of_thousands_of_places_is_refused_at_once(catalogue):
    with pytest.raises(PlacesToCompare):
        selectors.compared([f"33{number:04}000000" for number in range(100, 9000)])


# ── one power


def test_a_power_shows_its_duties_the_reasons_for_being_held_to_account_and_the_phone(catalogue):
    found = selectors.power(catalogue.list_of(PENALTY).code, worlds.TODAY)

    assert [duty.stage for duty in found.duties][:2] == ["立案责任", "调查责任"]
    assert found.liabilities
    assert all(line.law == "行政处罚法" for line in found.liabilities)
    assert found.supervision_phone


def test_a_public_service_is_no_power(catalogue):
    with pytest.raises(NotAPower):
        selectors.power(catalogue.list_of(PUBLIC_SERVICE).code, worlds.TODAY)


def test_every_type_of_power_has_duties_and_liabilities():
    for item_type in lists.POWER_TYPES:
        kinds = [line.kind for line in duties.responsibilities((), item_type)]
        assert kinds.count("duty") >= 3, item_type
        assert kinds.count("liability") >= 1, item_type


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ({"stage": "", "text": "没有环节"}, "/responsibilities/0"),
        ({"stage": "受理责任", "text": "  "}, "/responsibilities/0/text"),
        ({"stage": "受理责任"}, "/responsibilities/0/text"),
        ({"kind": "crime", "stage": "受理责任", "text": "一次告知。"}, "/responsibilities/0/kind"),
        ({"kind": "liability", "text": "长" * 501}, "/responsibilities/0/text"),
        ({"stage": "长" * 41, "text": "一次告知。"}, "/responsibilities/0/stage"),
        ({"stage": "受理责任", "text": "告知。", "law": "行政许可法"}, "/responsibilities/0"),
    ],
)
def test_a_line_that_says_nothing_or_too_much_is_named(line, path):
    with pytest.raises(ContentInvalid) as refusal:
        read_content(BaseContent, worlds.base_content(responsibilities=[line]))

    assert [error.path for error in refusal.value.errors] == [path]
    assert all(error.message for error in refusal.value.errors)


def test_an_item_has_no_more_than_forty_lines():
    lines = [{"kind": "liability", "text": f"情形{number}。"} for number in range(41)]

    with pytest.raises(ContentInvalid) as refusal:
        read_content(BaseContent, worlds.base_content(responsibilities=lines))

    assert refusal.value.errors[0].path == "/responsibilities"


def test_an_article_that_is_none_and_duties_of_a_public_service_keep_an_item_from_being_published():
    lines = [{"stage": "受理责任", "text": "告知。", "law": "行政许可法", "article": "某一条"}]
    power = read_content(BaseContent, worlds.base_content(responsibilities=lines))
    service = read_content(BaseContent, worlds.base_content(item_type="20", responsibilities=lines))

    assert "/responsibilities/0/article" in {one.path for one in base_faults(power, themes=())}
    assert "/responsibilities" in {one.path for one in base_faults(service, themes=())}


# ── the drawing


def test_a_flow_chart_has_a_box_for_each_step_one_under_the_other(catalogue):
    item = selectors.power(catalogue.list_of("K0008").code, worlds.TODAY).guide.item

    chart = drawing.draw(drawing.stages_of(item.steps, ["" for _step in item.steps]))

    assert [box.head for box in chart.boxes] == [step.name for step in item.steps]
    assert [heading.text for heading in chart.headings] == [
        "申请与受理",
        "审查与决定",
        "颁证与送达",
    ]
    ends = [box.y + box.height for box in chart.boxes]
    assert all(end < box.y for end, box in zip(ends, chart.boxes[1:], strict=False))
    assert chart.height > ends[-1]


def test_a_power_of_own_motion_is_drawn_from_the_stages_of_its_duties(catalogue):
    found = selectors.power(catalogue.list_of(PENALTY).code, worlds.TODAY)

    chart = selectors.drawing_of(found, ())

    assert chart.boxes[0].head == "立案责任"
    assert chart.words.startswith("1. 立案责任；2. 调查责任")


def test_a_long_text_is_cut_with_a_sign_that_it_goes_on():
    chart = drawing.draw([drawing.Stage("审查", text="查" * 500)])

    lines = [text for _y, text in chart.boxes[0].lines]
    assert len(lines) == 4
    assert lines[-1].endswith("…")
