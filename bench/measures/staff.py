# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A hundred thousand staff from one spreadsheet: how long, and how much memory.

The import runs in a process of its own, as it does in a worker, so that its memory is its own.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.harness import ROOT, Figure
from bench.installation import Place

ROWS = 100_000
GOAL_SECONDS = 180.0
GOAL_MIB = 150.0
CHUNK = 1 << 20
POST = "导入测量岗"


def imported(place: Place) -> list[Figure]:
    """Import 100,000 new people with their posts, and again, when nothing changes."""
    answer = subprocess.run(
        [sys.executable, "-c", "from bench.measures import staff; staff.run()"],
        cwd=ROOT,
        env=place.surroundings,
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(answer.stdout.splitlines()[-1])
    return [
        Figure("import", found["seconds"], "s", GOAL_SECONDS, is_ceiling=True, notes=found),
        Figure("import memory", found["grown_mib"], "MiB", GOAL_MIB, is_ceiling=True),
    ]


def run() -> None:
    """Measure in this process, and print what was found as one line of JSON."""
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    with tempfile.TemporaryDirectory(prefix="yiwang-bench-") as folder:
        path = Path(folder) / "staff.xlsx"
        manager, uscc = _department()
        _write(path, uscc)
        before = _peak()
        seconds, checking, made = _import(path, manager)
        again, _checking, same = _import(path, manager)
    found = {
        "rows": made.rows_new,
        "seconds": round(seconds, 1),
        "of_that_checking": round(checking, 1),
        "again_seconds": round(again, 1),
        "unchanged": same.rows_same,
        "grown_mib": round(_peak() - before, 1),
    }
    print(json.dumps(found))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _department() -> tuple[object, str]:
    """Return an administrator of a new department with one post, and its credit code."""
    from django.utils import timezone

    from yiwang.foundation.actors import Actor, ActorKind, system_actor
    from yiwang.foundation.codes.test_data import make_test_uscc
    from yiwang.foundation.identifiers import new_id
    from yiwang.organizations import selectors, services
    from yiwang.organizations.enums import Right

    actor, at = system_actor("bench"), timezone.now()
    county, mark = "330106000000", new_id().hex[-6:]
    uscc = make_test_uscc(int(mark, 16) % 900_000, area_code="330198")
    made = services.create_department(
        division_code=county,
        name=f"导入测量局{mark}",
        short_name=f"导入测量局{mark}",
        uscc=uscc,
        line="导入测量",
        actor=actor,
        at=at,
    )
    rights = {POST: [Right.CASES_READ], "系统管理岗": [Right.ORGANIZATIONS_MANAGE]}
    posts = {
        name: services.create_post(
            department_id=made.id, name=name, rights=given, actor=actor, at=at
        )
        for name, given in rights.items()
    }
    member = services.create_staff(
        name="测量员", staff_number=f"M{mark}", department_id=made.id, actor=actor, at=at
    )
    services.assign_post(staff_id=member.id, post_id=posts["系统管理岗"].id, actor=actor, at=at)
    (held,) = selectors.posts_of(member.id, timezone.localdate(at))
    manager = Actor(
        kind=ActorKind.STAFF,
        staff_id=member.id,
        department_id=made.id,
        division_code=county,
        rights=held.rights,
    )
    return manager, uscc


def _write(path: Path, uscc: str) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("工作人员")
    sheet.append(("工号", "姓名", "部门统一社会信用代码", "岗位", "手机号码"))
    for number in range(ROWS):
        row = (f"{uscc[-7:]}{number:06}", "王小明", uscc, POST, f"139{number:08}")
        sheet.append(row)
    book.save(path)


def _import(path: Path, manager: object) -> tuple[float, float, object]:
    from django.utils import timezone

    from yiwang.organizations import services

    began = time.perf_counter()
    sent = services.send_staff_import(
        chunks=_pieces(path), file_name=path.name, actor=manager, at=timezone.now()
    )
    services.check_staff_import(import_id=sent.id, at=timezone.now())
    checking = time.perf_counter() - began
    services.confirm_staff_import(
        import_id=sent.id, only_good_rows=False, actor=manager, at=timezone.now()
    )
    made = services.apply_staff_import(import_id=sent.id, at=timezone.now())
    return time.perf_counter() - began, checking, made


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece
