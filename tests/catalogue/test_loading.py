# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists in bulk: where they are published, loading again, and what stays out."""

import pytest
from django.db import connection

from tests.catalogue.worlds import (
    DATA,
    LOADER,
    MORNING,
    OWN_MOTION,
    TODAY,
    Catalogue,
    publish_everywhere,
)
from tests.organizations.factories import HANGZHOU, LINGYIN, XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue import selectors, services
from yiwang.catalogue.bulk import copy_new_rows, copy_rows, told
from yiwang.catalogue.content import BaseContent
from yiwang.catalogue.enums import ProjectType
from yiwang.catalogue.errors import NotPublishable
from yiwang.catalogue.loading import files, items, local
from yiwang.catalogue.models import (
    BaseItemVersion,
    ImplementationList,
    ImplementationVersion,
    RegionFigures,
    Theme,
    ThemeTopic,
    Topic,
)
from yiwang.forms.models import FormDefinition
from yiwang.foundation.codes.items import parse_implementation_code
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db


def regions_of(catalogue: Catalogue, item: str) -> set[str]:
    lists = ImplementationList.objects.filter(base_item_id=catalogue.items[item])
    return set(lists.values_list("region_code", flat=True))


def test_items_are_listed_at_the_levels_they_are_exercised_at(catalogue: Catalogue) -> None:
    assert regions_of(catalogue, "K0244") == {XIHU}
    assert regions_of(catalogue, "K0008") == {HANGZHOU, XIHU, "330200000000"}
    assert regions_of(catalogue, "K0043") == {XIHU, LINGYIN}
    assert regions_of(catalogue, "K0009") == {ZHEJIANG}


def test_lists_belong_to_the_department_of_the_line_and_to_the_window_of_a_township(
    catalogue: Catalogue,
) -> None:
    for one in ImplementationList.objects.select_related("department", "base_item"):
        expected = "便民服务中心" if one.level == 5 else one.base_item.line
        assert one.department.line == expected
        assert one.department.division_id == one.region_code


def test_a_line_that_is_carried_by_another_department_is_found_there(
    catalogue: Catalogue,
) -> None:
    place = "330300000000"
    carrier = DepartmentFactory(
        of=place, line="发展改革", carries=["公积金"], phone="0577-12345", address="某路1号"
    )
    publish_everywhere([catalogue.sources["K0278"]])

    assert catalogue.list_of("K0278", place).department_id == carrier.id


def test_every_code_is_sound_and_says_body_level_and_item(catalogue: Catalogue) -> None:
    for one in ImplementationList.objects.select_related("department", "base_item"):
        code = parse_implementation_code(one.code)
        assert code.uscc == one.department.uscc
        assert code.level == one.level
        assert code.basic_code == one.base_item.code


def test_every_promise_is_within_the_law_and_the_same_each_time(catalogue: Catalogue) -> None:
    versions = ImplementationVersion.objects.select_related(
        "base_version", "implementation__base_item"
    )
    for version in versions:
        source = catalogue.sources[version.implementation.base_item.local_code]
        if version.promise_amount is None or source.model:
            continue
        again = local.promise(source, version.implementation.region_code)
        assert (version.promise_amount, version.promise_unit) == (again.amount, again.unit)
        assert again.weight <= source.content.statutory_limit.weight


def test_places_differ_in_what_they_promise(catalogue: Catalogue) -> None:
    source = catalogue.sources["K0156"]
    promises = {local.promise(source, f"3301{number:02d}000000").amount for number in range(1, 30)}

    assert len(promises) > 3
    assert max(promises) < source.content.statutory_limit.amount


def test_powers_of_own_motion_are_public_and_take_no_applications(catalogue: Catalogue) -> None:
    for item in OWN_MOTION:
        one = catalogue.list_of(item)
        assert one.state == "open"
        assert not selectors.is_open(one.current_id, TODAY)
        assert selectors.guide(one.code).item.form_id is None


def test_loading_again_changes_nothing(catalogue: Catalogue) -> None:
    events = Event.objects.count()

    assert publish_everywhere(catalogue.sources.values()) == 0
    report = items.store_items(list(catalogue.sources.values()), actor=LOADER, at=MORNING)
    assert report.changed == 0
    assert Event.objects.count() == events


def test_a_changed_item_gets_a_new_version_and_so_do_its_lists(catalogue: Catalogue) -> None:
    before = catalogue.list_of("K0244")
    source = catalogue.sources["K0244"]
    changed = source.content.model_copy(update={"quantity_limit": "无数量限制"})
    altered = type(source)(
        keys=source.keys,
        content=changed,
        project_type=source.project_type,
        form_code=source.form_code,
        process_code=source.process_code,
        model=source.model,
    )

    assert items.store_items([altered], actor=LOADER, at=MORNING).changed == 1
    assert publish_everywhere([altered]) == 0  # they followed their item
    after = catalogue.list_of("K0244")
    assert (after.id, after.code) == (before.id, before.code)
    assert selectors.snapshot(after.current_id).base.quantity_limit == "无数量限制"
    assert (
        selectors.snapshot(before.current_id).base.quantity_limit == source.content.quantity_limit
    )
    assert not selectors.is_open(before.current_id, TODAY)


def test_a_new_form_makes_a_new_version_of_its_items(catalogue: Catalogue) -> None:
    source = catalogue.sources["K0156"]
    FormDefinition.objects.create(code=source.form_code, version=2, schema={}, published_at=MORNING)

    assert items.store_items([source], actor=LOADER, at=MORNING).changed == 1


def test_nothing_is_kept_when_one_item_is_faulty(catalogue: Catalogue) -> None:
    versions = BaseItemVersion.objects.count()
    good, bad = catalogue.sources["K0156"], catalogue.sources["K0278"]
    faulty = type(bad)(
        keys=bad.keys,
        content=bad.content.model_copy(update={"conditions": ()}),
        project_type=bad.project_type,
        form_code="no-such-form",
        process_code=bad.process_code,
    )

    with pytest.raises(NotPublishable) as refusal:
        items.store_items([good, faulty], actor=LOADER, at=MORNING)

    assert [error.path for error in refusal.value.errors] == [
        "/K0278/conditions",
        "/K0278/form_code",
    ]
    assert BaseItemVersion.objects.count() == versions


def test_an_absent_default_process_falls_back_to_the_promised_one(catalogue: Catalogue) -> None:
    version = BaseItemVersion.objects.get(base_item_id=catalogue.items["K0156"])

    assert catalogue.sources["K0156"].process_code == "default-benefit"
    assert version.process_code in {"default-benefit", "default-promise"}
    assert version.process_id is not None


def test_the_ledger_says_how_many_lists_and_which(catalogue: Catalogue) -> None:
    event = Event.objects.get(kind="catalogue.lists_loaded", subject_id=catalogue.items["K0008"])

    assert event.payload["lists"] == 3
    assert len(event.payload["lists_sha256"]) == 64


def test_figures_of_a_place_are_those_of_its_open_lists(catalogue: Catalogue) -> None:
    for figures in RegionFigures.objects.exclude(pk="000000000000"):
        lists = ImplementationList.objects.filter(region_code=figures.pk, state="open")
        assert figures.lists == lists.count()
        assert figures.online == lists.filter(is_online=True).count()
        assert figures.immediate == lists.filter(is_immediate=True).count()
        assert figures.departments == lists.values("department_id").distinct().count()


def test_who_must_come_in_person_is_told_why(catalogue: Catalogue) -> None:
    marriage = selectors.snapshot(catalogue.list_of("K0152").current_id)
    pension = selectors.snapshot(catalogue.list_of("K0278").current_id)

    assert marriage.visits == 1
    assert "双方共同" in marriage.local.visit_reason
    assert pension.visits == 0


def test_fees_have_a_basis_and_can_be_paid_online(catalogue: Catalogue) -> None:
    house = selectors.snapshot(catalogue.list_of("K0099").current_id)

    assert house.fees[0].amount_cents == 8000
    assert house.fees[0].basis
    assert house.local.is_pay_online


def test_themes_and_topics_are_loaded_once(catalogue: Catalogue) -> None:
    services.load_themes(root=DATA, actor=LOADER)

    assert Theme.objects.filter(audience="natural").count() == 30
    assert Theme.objects.filter(audience="legal").count() == 34
    assert Topic.objects.count() == 16
    assert Topic.objects.filter(is_confirmed=True).count() == 6
    assert ThemeTopic.objects.count() == len(files.table(DATA, files.THEME_TOPICS))


def test_made_up_lists_are_as_many_as_asked_for_and_not_made_twice(catalogue: Catalogue) -> None:
    make_more = {"items": 10, "actor": LOADER, "at": MORNING}
    services.load_synthetic_lists(count=35, **make_more)
    services.load_synthetic_lists(count=50, **make_more)
    made = ImplementationList.objects.filter(base_item__line="演练")
    one = made.select_related("current").first()

    assert made.count() == 50
    assert made.values("base_item_id").distinct().count() == 10
    assert one is not None
    assert selectors.is_open(one.current_id, TODAY)
    with pytest.raises(ValueError, match="not enough"):
        services.load_synthetic_lists(count=10**9, **make_more)


def test_on_the_spot_means_a_promise_of_nothing(catalogue: Catalogue) -> None:
    trader = selectors.snapshot(catalogue.list_of("K0004").current_id)

    assert trader.project_type == ProjectType.IMMEDIATE
    assert trader.promise_limit.amount == 0
    assert isinstance(trader.base, BaseContent)


# ── writing many rows


def test_rows_that_are_there_are_left_out() -> None:
    columns = ("word", "entries", "articles")
    with connection.cursor() as cursor:
        assert copy_rows("catalogue_search_word", columns, [("甲", 1, 0)]) == 1
        assert copy_new_rows("catalogue_search_word", columns, [("甲", 9, 9), ("乙", 1, 1)]) == 1
        cursor.execute("SELECT entries FROM catalogue_search_word WHERE word = '甲'")
        assert cursor.fetchone() == (1,)


def test_progress_is_told_from_nothing_to_all() -> None:
    steps: list[tuple[int, int]] = []
    rows = list(told(range(4_500), 4_500, lambda done, total: steps.append((done, total))))

    assert len(rows) == 4_500
    assert steps[0] == (0, 4_500)
    assert steps[-1] == (4_500, 4_500)
    assert len(steps) == 4
