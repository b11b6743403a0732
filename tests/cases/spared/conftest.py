# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The same world as that of the other cases, with one item more."""

from collections.abc import Iterator

import pytest

from tests.cases.conftest import _fresh_caches, _own_store, world  # noqa: F401
from tests.cases.spared import world as spared_world
from tests.factories import Item, World


@pytest.fixture
def made(world: World) -> Iterator[Item]:  # noqa: F811
    """Publish an item for which a source answers."""
    return spared_world.item(world)
