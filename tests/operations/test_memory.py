# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from operations import memory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def url(transactional_db):
    chosen = settings.DATABASES["default"]
    address = (
        f"postgresql://{chosen['USER']}:{chosen['PASSWORD']}@{chosen['HOST']}:{chosen['PORT']}"
        f"/{connection.settings_dict['NAME']}"
    )
    yield address
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS operations_memory")


def test_a_new_database_remembers_nothing(url):
    assert memory.recall(url) == {}


def test_what_was_done_is_remembered_once(url):
    memory.prepare(url)
    memory.remember(url, "migrations", "old")
    memory.remember(url, "migrations", "new")

    assert memory.recall(url) == {"migrations": "new"}


def test_what_is_forgotten_is_done_again(url):
    memory.prepare(url)
    memory.remember(url, "load laws", "x")

    memory.forget(url, ["load laws"])

    assert memory.recall(url) == {}


def test_a_fingerprint_changes_with_content_names_and_revision(tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text("1")
    first = memory.fingerprint([file])

    file.write_text("2")
    changed = memory.fingerprint([file])
    renamed = memory.fingerprint([file.rename(tmp_path / "b.csv")])
    revised = memory.fingerprint([tmp_path / "b.csv"], extra="2")

    assert len({first, changed, renamed, revised}) == 4
