# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A world, its files in a folder of their own, and somebody whose data are read."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone

from tests import factories
from tests.factories import World
from yiwang.cases.services import reading
from yiwang.foundation.actors import Actor
from yiwang.identity.models import RecentRead
from yiwang.organizations.enums import StandardPost


@pytest.fixture(autouse=True)
def _own_store(settings: LazySettings, tmp_path: Path) -> None:
    settings.DOCUMENT_STORE = tmp_path / "files"
    settings.CLAMD_ADDRESS = ""


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    factories.forget_everything()
    yield
    factories.forget_everything()


@pytest.fixture
def world(db: None) -> World:
    return factories.world()


@pytest.fixture
def citizen(world: World) -> Actor:
    return world.actor(world.citizen)


@pytest.fixture
def auditor(world: World) -> Actor:
    return world.actor(world.auditor)


def read_by(world: World, post: StandardPost, times: int = 1) -> None:
    """Let a colleague open the citizen's newest case, as often as that, minutes apart."""
    case = factories.submitted_case(world)
    for number in range(times):
        RecentRead.objects.all().delete()
        at = timezone.now() + timedelta(seconds=number)
        reading.open_case(case_id=case.id, actor=world.staff_actor(post), at=at)
