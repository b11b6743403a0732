# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A real worker, in a process of its own, that is killed at the worst moment."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests.documents.conftest import MONDAY, issue
from tests.documents.test_faults import every_row_has_its_bytes
from tests.documents.worker import PLACES
from yiwang.documents import issuing
from yiwang.documents.models import IssuedDocument, StoredFile
from yiwang.organizations.models import Department

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


def work(var: Path, place: str = "") -> int:
    """Run a worker on this test's database and folder, and return how it ended."""
    there = {name: quote(str(value)) for name, value in connection.settings_dict.items() if value}
    address = f"{there.get('HOST', '')}:{there.get('PORT', 5432)}/{there['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{there['USER']}:{there.get('PASSWORD', '')}@{address}",
        "YIWANG_VAR": str(var),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "tests.documents.worker", *filter(None, [place])]
    return subprocess.run(command, env=environment, timeout=60, check=False).returncode


def test_a_worker_sets_what_was_issued(bureau: Department, tmp_path: Path) -> None:
    issued = [issue(bureau) for _ in range(3)]

    assert work(tmp_path) == 0

    rendered = IssuedDocument.objects.exclude(rendered_at=None)
    assert {document.id for document in rendered} == {document.id for document in issued}
    every_row_has_its_bytes()


@pytest.mark.parametrize("place", PLACES)
def test_a_worker_killed_half_way_loses_nothing_and_doubles_nothing(
    bureau: Department, place: str, tmp_path: Path
) -> None:
    issued = issue(bureau)

    assert work(tmp_path, place) == -signal.SIGKILL
    assert IssuedDocument.objects.unrendered().count() == 1
    assert not StoredFile.objects.exists()

    assert issuing.render_overdue(at=MONDAY + timedelta(minutes=6)) == 1
    assert work(tmp_path) == 0

    assert IssuedDocument.objects.get(id=issued.id).file is not None
    assert StoredFile.objects.count() == 1
    every_row_has_its_bytes()
