# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""pytest plugin: without DATABASE_URL, a PostgreSQL of our own for the length of one test run."""

import atexit
import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from operations.postgres import Cluster


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Start the server before pytest-django reads the settings; workers inherit its address."""
    if not os.environ.get("DATABASE_URL") and "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["DATABASE_URL"] = _start()
    return (yield)


def _start() -> str:
    folder = Path(tempfile.mkdtemp(prefix="yiwang-tests-"))
    cluster = Cluster(folder / "postgres", is_lasting=False)

    # At exit and not in a hook: a run that fails while it is set up calls no further hooks.
    @atexit.register
    def _end() -> None:
        cluster.remove()
        folder.rmdir()

    cluster.start()
    return cluster.test_url
