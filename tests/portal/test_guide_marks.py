# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A guide that is kept costs one statement, and is made anew when anything on it changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import discretion as benchmarks
from tests.catalogue.scenarios.worlds import base_item_of, publish_scenario
from tests.factories import World
from tests.sharing.world import source
from yiwang.cases.spared.plan import sources_mark
from yiwang.catalogue.code_enums import CodeChange
from yiwang.catalogue.evidence_types.indexing import index_materials
from yiwang.catalogue.models import (
    CodeOrder,
    EvidenceType,
    ImplementationList,
    MaterialUse,
    Standing,
)
from yiwang.evaluations.models import Figure
from yiwang.foundation.marks import Mark, read_marks
from yiwang.foundation.remembering import Remembered
from yiwang.portal.page_cache import SharedAnswers
from yiwang.sharing.models import DataSource


def a_moment_later(client: Client, code: str) -> str:
    """Open a guide when its finished answer has grown old; its kept body may stand."""
    SharedAnswers.answers.clear()
    answer = client.get(f"/guide/{code}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def code_ends(code: str) -> None:
    CodeOrder.objects.create(
        change=CodeChange.ABOLISH,
        olds=[code[-12:]],
        subjects=[code[-12:]],
        basis="关于取消一批事项的决定",
        on=timezone.localdate() + timedelta(days=9),
        ordered_at=timezone.now(),
    )


def is_reviewed(code: str) -> None:
    Figure.objects.create(
        scope=f"item:{code}", month=timezone.localdate().replace(day=1), level_5=7
    )


def gets_stars(code: str) -> None:
    listed = ImplementationList.objects.get(code=code)
    Standing.objects.create(
        implementation=listed,
        version_id=listed.current_id,
        region_code=listed.region_code,
        department_id=listed.department_id,
        is_rated=True,
        can_apply_online=True,
        is_prefilled=True,
        is_paid_online=False,
        is_delivered=False,
        is_unseen=True,
        is_by_rule=False,
    )


def gets_a_scenario(code: str) -> None:
    publish_scenario(base_item_of(code))


def gets_a_benchmark(code: str) -> None:
    current = ImplementationList.objects.get(code=code).current_id
    assert current is not None
    benchmarks.published(current, at=timezone.now())


def has_a_material_of_a_known_kind(code: str) -> None:
    base_item_id = ImplementationList.objects.get(code=code).base_item_id
    index_materials([base_item_id], on=timezone.localdate())
    kind = EvidenceType.objects.create(code="Z0001", name="店面照片", kind="3")
    use = MaterialUse.objects.get(base_item_id=base_item_id, key="photo")
    MaterialUse.objects.filter(pk=use.pk).update(evidence_type=kind)


def test_a_kept_guide_costs_one_statement(nobody: Client, world: World) -> None:
    first = a_moment_later(nobody, world.shop.code)

    with CaptureQueriesContext(connection) as asked:
        again = a_moment_later(nobody, world.shop.code)

    assert again == first
    assert len(asked) == 1


@pytest.mark.parametrize(
    "happens",
    [
        code_ends,
        is_reviewed,
        gets_stars,
        gets_a_scenario,
        gets_a_benchmark,
        has_a_material_of_a_known_kind,
    ],
)
def test_a_kept_guide_is_made_anew_when_something_on_it_changes(
    nobody: Client, world: World, happens: Callable[[str], None]
) -> None:
    first = a_moment_later(nobody, world.shop.code)

    happens(world.shop.code)

    assert a_moment_later(nobody, world.shop.code) != first


def test_a_kept_guide_is_made_anew_when_a_kind_of_material_is_kept_otherwise(
    nobody: Client, world: World
) -> None:
    has_a_material_of_a_known_kind(world.shop.code)
    a_moment_later(nobody, world.shop.code)
    EvidenceType.objects.filter(code="Z0001").update(revision=2)

    with CaptureQueriesContext(connection) as asked:
        a_moment_later(nobody, world.shop.code)

    assert len(asked) > 1


def test_a_kept_guide_is_made_anew_when_a_data_source_is_described_otherwise(
    nobody: Client, world: World
) -> None:
    known = source()
    first = sources_mark()
    a_moment_later(nobody, world.shop.code)
    DataSource.objects.filter(pk=known.pk).update(provider="民政厅")
    for each in Remembered.everything:
        each.forget()

    with CaptureQueriesContext(connection) as asked:
        a_moment_later(nobody, world.shop.code)

    assert sources_mark() != first
    assert any("catalogue_material_use" in one["sql"] for one in asked[1:])


def test_a_guide_made_anew_costs_one_statement_where_nothing_new_is_around_it(
    nobody: Client, world: World
) -> None:
    a_moment_later(nobody, world.shop.code)
    gets_stars(world.shop.code)

    with CaptureQueriesContext(connection) as asked:
        a_moment_later(nobody, world.shop.code)

    assert len(asked) == 1


def test_an_id_or_a_code_in_small_letters_leads_to_the_code(nobody: Client, world: World) -> None:
    listed = ImplementationList.objects.get(code=world.shop.code)

    for typed in (str(listed.pk), listed.pk.hex, world.shop.code.lower()):
        answer = nobody.get(f"/guide/{typed}")
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            f"/guide/{world.shop.code}",
        )


@pytest.mark.django_db
def test_marks_of_several_rooms_are_read_in_one_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        values = read_marks(
            Mark("SELECT 7"), Mark("SELECT 'a' WHERE %s", (False,)), Mark("SELECT %s", ("b",))
        )

    assert values == ["7", None, "b"]
    assert len(asked) == 1
