# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How many questions the busiest pages ask of the database: few, and as many whatever there is."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import World, stored_file, submitted_case
from tests.workbench.desks import accepted, examined
from yiwang.foundation.identifiers import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_reference_data")]

TASK_LIST = 13
CASE_LIST = 12
CASE_PAGE = 26


def warm(client: Client, *addresses: str) -> None:
    """Let the process remember what it keeps of forms, items, departments and divisions."""
    for address in addresses:
        assert client.get(address).status_code == 200


def test_the_task_list_asks_as_much_for_one_as_for_thirty(
    world: World, counter: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    submitted_case(world)
    warm(counter, "/workbench/")
    with django_assert_num_queries(TASK_LIST):
        counter.get("/workbench/")
    for _ in range(29):
        submitted_case(world)

    with django_assert_num_queries(TASK_LIST):
        assert counter.get("/workbench/").content.count(b'name="task"') == 30


def test_the_case_list_asks_as_much_for_one_as_for_thirty(
    world: World, counter: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    for count in (1, 29):
        for _ in range(count):
            submitted_case(world)
        warm(counter, "/workbench/cases")
        with django_assert_num_queries(CASE_LIST):
            counter.get("/workbench/cases")


def test_a_case_asks_as_much_with_more_files_and_steps(
    world: World, counter: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    small, large = accepted(world), examined(world)
    lease = large.materials.get()
    for _ in range(5):
        lease.pk = None
        lease.id = new_id()
        lease.file_id = stored_file(world.actor(world.citizen))
        lease.save(force_insert=True)
    pages = {f"/workbench/cases/{case.id}": case for case in (small, large)}
    warm(counter, *pages)

    for page, case in pages.items():
        # What the steps are called is asked once one is done.
        with django_assert_num_queries(CASE_PAGE - (case is small)):
            counter.get(page)
