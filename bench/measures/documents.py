# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What files and documents cost: a page set in type, a file taken in."""

import io
import itertools
import os
import random
import struct
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from bench.harness import Figure, Round, compared, timed
from bench.installation import Place

PAGE_GOAL_MS = 50.0
UPLOAD_GOAL = 0.3
ROUNDS, PAGES, FILES = 5, 20, 20
FILE_BYTES = 1_000_000


def typesetting(_place: Place) -> list[Figure]:
    """Set notices of acceptance in type, each of another applicant: PDF/A, QR code and all."""
    from yiwang.documents import pages, typesetting
    from yiwang.documents.enums import NoticeKind
    from yiwang.documents.services import notices
    from yiwang.foundation.identifiers import new_id
    from yiwang.organizations.selectors import DepartmentSummary

    bureau = DepartmentSummary(
        id=new_id(),
        name="杭州市西湖区市场监督管理局",
        short_name="西湖区市场监管局",
        uscc="",
        division_code="330106000000",
        line="市场监管",
        carries=(),
        level=4,
        phone="0571-00000000",
        address="杭州市西湖区文三路 1 号",
        is_test_data=True,
    )
    on, at = date(2026, 11, 23), datetime(2026, 11, 23, tzinfo=UTC)
    url = "http://127.0.0.1:8000/verify/0123456789ABCDEF"
    turns = itertools.count()

    def one_page() -> None:
        turn = next(turns)
        case = notices.CaseFacts(
            number=f"330106-261123-{turn:06d}-K",
            item_name="食品经营许可（新办）",
            item_code="11330106002489418Q4000131007000",
            item_type="01",
            applicant=notices.Applicant(kind=notices.ApplicantKind.NATURAL, name=f"王{turn}明"),
            submitted_on=on,
        )
        data = notices.AcceptanceData(case=case, accepted_on=on, due_on=on, promised="5个工作日")
        kind = NoticeKind.ACCEPTANCE
        content = pages.content_of(
            kind, data, department=bureau, region_code=bureau.division_code, on=on
        )
        code = {"verification_code": "0123", "verification_url": url}
        sheet = content | code | {"number": str(turn), "is_preview": False}
        typesetting.typeset(sheet | {"qr": typesetting.qr_code(url)}, at=at)

    spent = timed(one_page, times=PAGES)
    began = time.process_time()
    for _ in range(PAGES):
        one_page()
    processor = (time.process_time() - began) / PAGES
    return [
        Figure(
            "typesetting",
            median(spent) * 1000,
            "ms",
            PAGE_GOAL_MS,
            is_ceiling=True,
            spread=(min(spent) * 1000, max(spent) * 1000),
            notes={"cpu_ms_a_page": round(processor * 1000, 1)},
        )
    ]


def upload(_place: Place) -> list[Figure]:
    """Take in files of a megabyte: count, hash, look at, make durable; beside writing alone."""
    from yiwang.documents.inspection.kinds import inspect
    from yiwang.documents.receiving import receive
    from yiwang.documents.stores.local import LocalFileStore

    seeds = itertools.count()

    with tempfile.TemporaryDirectory(dir=_place_for_files()) as folder:
        store = LocalFileStore(Path(folder) / "files")

        def take_in(content: bytes) -> None:
            with store.incoming() as incoming:
                received = receive(io.BytesIO(content), incoming.file, limit=FILE_BYTES * 2)
                inspect(incoming.file, name="scan.jpg", allowed=["jpeg"])
                incoming.keep(received.sha256)

        def write_alone(content: bytes) -> None:
            target = Path(folder) / f"plain-{next(seeds)}"
            with target.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())

        rounds = [Round(_rate(take_in, seeds), _rate(write_alone, seeds)) for _ in range(ROUNDS)]
    return [
        compared(
            "upload",
            rounds,
            unit="files/s",
            reference="the same bytes written and synced",
            goal=UPLOAD_GOAL,
            notes={"bytes_a_file": FILE_BYTES},
        )
    ]


def _rate(act: Callable[[bytes], None], seeds: "itertools.count[int]") -> float:
    contents = [_picture(next(seeds)) for _ in range(FILES)]
    began = time.perf_counter()
    for content in contents:
        act(content)
    return FILES / (time.perf_counter() - began)


def _picture(seed: int) -> bytes:
    frame = struct.pack(">BHHB", 8, 600, 800, 1) + b"\x01\x11\x00"
    head = b"\xff\xd8" + struct.pack(">BBH", 0xFF, 0xC0, len(frame) + 2) + frame
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    return head + scan + random.Random(seed).randbytes(FILE_BYTES) + b"\xff\xd9"


def _place_for_files() -> Path:
    from django.conf import settings

    folder = Path(settings.DOCUMENT_STORE)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
