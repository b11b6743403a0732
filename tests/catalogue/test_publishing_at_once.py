# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two editors at once: one wins, the other is told."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection

from tests.catalogue.worlds import (
    DATA,
    LOADER,
    MORNING,
    TODAY,
    base_content,
    list_content,
    make_definitions,
)
from tests.organizations.factories import XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue import selectors, services
from yiwang.catalogue.loading.themes import load_themes
from yiwang.catalogue.models import ImplementationVersion
from yiwang.foundation.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*commands: Callable[[], object]) -> list[str]:
    """Run commands at the same time and return the codes of what was refused."""
    refused: list[str] = []
    together = Barrier(len(commands))

    def run(command: Callable[[], object]) -> None:
        try:
            together.wait(timeout=10)
            command()
        except DomainError as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(command,)) for command in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def drafted() -> tuple[UUID, UUID]:
    """Return the id of a base item in force and that of a draft of a list of it."""
    make_definitions()
    load_themes(root=DATA, actor=LOADER)
    base = services.draft_base_item(
        place=services.NewBaseItem(ZHEJIANG, "市场监管", "31", "T1"),
        content=base_content(),
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    services.publish_base_version(version_id=base.id, actor=LOADER, at=MORNING)
    version = services.draft_list(
        base_item_id=base.base_item_id,
        department_id=DepartmentFactory(of=XIHU).id,
        content=list_content(),
        actor=LOADER,
        at=MORNING,
    )
    return base.base_item_id, version.id


def test_a_draft_is_published_once() -> None:
    _item, version_id = drafted()

    def publish() -> object:
        return services.publish_list_version(version_id=version_id, actor=LOADER, at=MORNING)

    assert at_once(publish, publish) == ["workflow.transition_not_allowed"]
    assert selectors.is_open(version_id, TODAY)


def test_an_item_is_listed_once_in_a_department() -> None:
    item, _version = drafted()
    department = DepartmentFactory(of=XIHU)

    def draft() -> object:
        return services.draft_list(
            base_item_id=item,
            department_id=department.id,
            content=list_content(),
            actor=LOADER,
            at=MORNING,
        )

    assert at_once(draft, draft) == ["catalogue.already_listed"]
    assert ImplementationVersion.objects.count() == 2


def test_a_base_item_and_a_list_of_it_published_at_once_agree_in_the_end() -> None:
    base_item_id, version_id = drafted()
    services.publish_list_version(version_id=version_id, actor=LOADER, at=MORNING)
    implementation_id = ImplementationVersion.objects.get(pk=version_id).implementation_id
    base = services.revise_base_item(
        base_item_id=base_item_id,
        content=base_content(promise_ceiling={"amount": 3}),
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    draft = services.revise_list(
        implementation_id=implementation_id,
        content=list_content(address="新址", promise_limit={"amount": 2}),
        actor=LOADER,
        at=MORNING,
    )

    refused = at_once(
        lambda: services.publish_base_version(version_id=base.id, actor=LOADER, at=MORNING),
        lambda: services.publish_list_version(version_id=draft.id, actor=LOADER, at=MORNING),
    )

    in_force = ImplementationVersion.objects.get(
        implementation_id=implementation_id, state="published", effective_to__isnull=True
    )
    assert in_force.base_version_id == base.id
    assert set(refused) <= {"catalogue.not_publishable"}


def test_a_list_withdrawn_while_its_base_changes_stays_withdrawn() -> None:
    base_item_id, version_id = drafted()
    services.publish_list_version(version_id=version_id, actor=LOADER, at=MORNING)
    implementation_id = ImplementationVersion.objects.get(pk=version_id).implementation_id
    base = services.revise_base_item(
        base_item_id=base_item_id,
        content=base_content(quantity_limit="十件"),
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )

    refused = at_once(
        lambda: services.publish_base_version(version_id=base.id, actor=LOADER, at=MORNING),
        lambda: services.withdraw_list(
            implementation_id=implementation_id, actor=LOADER, at=MORNING
        ),
    )

    assert refused == []
    assert not ImplementationVersion.objects.filter(
        implementation_id=implementation_id, state="published", effective_to__isnull=True
    ).exists()
