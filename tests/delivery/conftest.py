# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A division for addresses, a store for pictures, and nothing remembered between tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests import factories
from tests.organizations.factories import XIHU, division


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
def place(db: None) -> None:
    division(XIHU)
