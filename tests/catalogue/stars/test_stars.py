# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Stars: the same number in Python and in PostgreSQL, from facts alone, and typed in by nobody."""

import itertools
from dataclasses import astuple, fields, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests.catalogue import worlds
from tests.organizations.factories import XIHU
from yiwang.catalogue import selectors, services
from yiwang.catalogue.models import CaseDay, ImplementationList, Standing
from yiwang.catalogue.stars import keeping
from yiwang.catalogue.stars.rule import StarFacts, stars_of

pytestmark = pytest.mark.django_db
NAMES = tuple(field.name for field in fields(StarFacts))
BEST = StarFacts(
    is_rated=True,
    can_apply_online=True,
    is_prefilled=True,
    is_paid_online=True,
    is_delivered=True,
    is_unseen=True,
    is_by_rule=True,
    recent_cases=10,
    recent_online=10,
    recent_decided=10,
    recent_on_time=10,
)
# Cases, online, decided, in time: none, too few, all well, few online, one late, many late.
LATELY = (
    (0, 0, 0, 0),
    (4, 4, 4, 4),
    (10, 8, 10, 10),
    (10, 7, 10, 10),
    (10, 9, 10, 9),
    (9, 9, 9, 7),
)


def every_combination() -> list[StarFacts]:
    switches = itertools.product((False, True), repeat=7)
    return [StarFacts(*one, *lately) for one in switches for lately in LATELY]


def test_postgresql_and_python_count_the_same_stars_for_all_facts():
    facts = every_combination()
    rows = [astuple(one) for one in facts]
    columns = ", ".join(NAMES)
    expression = Standing._meta.get_field("stars").generated_sql(connection)
    statement, parameters = expression
    values = ", ".join(f"({', '.join(['%s'] * len(NAMES))})" for _row in rows)

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {statement} FROM (VALUES {values}) AS facts ({columns})",  # noqa: S608
            [*parameters, *itertools.chain.from_iterable(rows)],
        )
        counted = [stars for (stars,) in cursor.fetchall()]

    assert counted == [stars_of(one).count for one in facts]
    assert set(counted) == {None, 1, 2, 3, 4, 5}


def test_five_stars_leave_nothing_to_do():
    assert stars_of(BEST).count == 5
    assert stars_of(BEST).next_step == ""
    assert all(reason.is_met for reason in stars_of(BEST).reasons)


@pytest.mark.parametrize(
    ("changes", "count", "key"),
    [
        ({"can_apply_online": False}, 1, "online"),
        ({"is_prefilled": False, "is_paid_online": False, "is_delivered": False}, 2, "prefilled"),
        ({"is_unseen": False}, 3, "unseen"),
        ({"recent_on_time": 8}, 3, "on_time"),
        ({"is_by_rule": False}, 4, "by_rule"),
        ({"recent_online": 7}, 4, "really"),
        ({"recent_on_time": 9}, 4, "really"),
        ({"recent_cases": 4}, 4, "really"),
    ],
)
def test_what_is_missing_is_the_reason_and_the_next_step(changes, count, key):
    found = stars_of(replace(BEST, **changes))

    missing = [reason for reason in found.reasons if not reason.is_met]
    assert found.count == count
    assert missing[0].key == key
    assert found.next_step == missing[0].next_step


def test_a_power_of_own_motion_has_no_stars(catalogue):
    keeping.keep_stars(on=worlds.TODAY, everything=True)

    assert selectors.stars(catalogue.list_of("K0300").id).stars.count is None


def test_nobody_can_type_in_stars(catalogue):
    keeping.keep_stars(on=worlds.TODAY, everything=True)

    for statement in (
        "UPDATE catalogue_standing SET stars = 5",
        "INSERT INTO catalogue_standing (implementation_id, stars) VALUES (gen_random_uuid(), 5)",
    ):
        with (
            pytest.raises(ProgrammingError, match="stars"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_facts_that_somebody_typed_in_are_put_right_at_night(catalogue):
    implementation = catalogue.list_of("K0244")
    keeping.keep_stars(on=worlds.TODAY, everything=True)
    honest = selectors.stars(implementation.id)
    Standing.objects.filter(pk=implementation.id).update(
        **{name: getattr(BEST, name) for name in NAMES}
    )
    assert selectors.stars(implementation.id).stars.count == 5

    changed = services.move_stars_on(on=worlds.TODAY)

    assert changed == 1
    assert selectors.stars(implementation.id) == honest


def test_the_facts_are_those_of_the_version_in_force(catalogue):
    version = worlds.published(catalogue, is_express=True, online_depth=4)

    keeping.keep_stars(on=worlds.TODAY, lists=[version.implementation_id])

    facts = selectors.stars(version.implementation_id).facts
    assert (facts.can_apply_online, facts.is_paid_online, facts.is_delivered) == (True, True, True)
    assert (facts.is_unseen, facts.is_by_rule) == (True, False)


def test_a_fee_that_cannot_be_paid_online_costs_a_star(catalogue):
    fee = {"name": "工本费", "standard": "每证10元", "amount_cents": 1000, "basis": "文件"}
    version = worlds.drafted(catalogue, fees=[fee])
    shown = {"current_id": version.id, "state": "open"}
    ImplementationList.objects.filter(pk=version.implementation_id).update(**shown)

    keeping.keep_stars(on=worlds.TODAY, lists=[version.implementation_id])

    assert not selectors.stars(version.implementation_id).facts.is_paid_online


def test_a_withdrawn_list_loses_its_stars(catalogue):
    version = worlds.published(catalogue)
    keeping.keep_stars(on=worlds.TODAY, lists=[version.implementation_id])

    services.withdraw_list(
        implementation_id=version.implementation_id, actor=worlds.LOADER, at=worlds.MORNING
    )
    keeping.keep_stars(on=worlds.TODAY, lists=[version.implementation_id])

    assert not Standing.objects.filter(pk=version.implementation_id).exists()


# ── what really happened


def count(version_id, *, days_ago: int = 0, **what: int) -> keeping.CaseCount:
    return keeping.CaseCount(version_id, worlds.TODAY - timedelta(days=days_ago), **what)


def test_cases_are_counted_by_list_and_day(catalogue):
    version = worlds.published(catalogue)

    services.count_cases(
        [
            count(version.id, filed=1, online=1),
            count(version.id, filed=1),
            count(version.id, days_ago=1, decided=1, on_time=1),
        ],
        on=worlds.TODAY,
    )
    services.count_cases([count(version.id, filed=1, online=1)], on=worlds.TODAY)

    days = list(
        CaseDay.objects.filter(implementation_id=version.implementation_id)
        .order_by("-day")
        .values_list("filed", "filed_online", "decided", "decided_on_time")
    )
    assert days == [(3, 2, 0, 0), (0, 0, 1, 1)]
    facts = selectors.stars(version.implementation_id).facts
    assert (facts.recent_cases, facts.recent_online, facts.recent_decided) == (3, 2, 1)


def test_what_is_ninety_days_past_counts_no_more(catalogue):
    version = worlds.published(catalogue)
    services.count_cases(
        [count(version.id, days_ago=89, filed=2), count(version.id, days_ago=90, filed=5)],
        on=worlds.TODAY,
    )
    assert selectors.stars(version.implementation_id).facts.recent_cases == 2

    services.move_stars_on(on=worlds.TODAY + timedelta(days=1))

    assert selectors.stars(version.implementation_id).facts.recent_cases == 0


def test_a_count_for_a_version_that_is_not_there_changes_nothing(catalogue):
    services.count_cases([count(uuid4(), filed=1)], on=worlds.TODAY)

    assert not CaseDay.objects.exists()


def test_reading_counts_nothing(catalogue, django_assert_num_queries):
    version = worlds.published(catalogue)
    keeping.keep_stars(on=worlds.TODAY, lists=[version.implementation_id])

    with django_assert_num_queries(1):
        selectors.stars(version.implementation_id)
    with django_assert_num_queries(1):
        selectors.ranking(XIHU)


def test_departments_are_ranked_by_the_stars_of_their_lists(catalogue):
    keeping.keep_stars(on=worlds.TODAY, everything=True)

    ranked = selectors.ranking(XIHU)

    averages = [department.average for department in ranked]
    assert averages == sorted(averages, reverse=True)
    assert all(sum(department.each) == department.items for department in ranked)
    rated = ImplementationList.objects.filter(
        region_code=XIHU, standing__stars__isnull=False
    ).count()
    assert sum(department.items for department in ranked) == rated > 0
