# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Locked parts are compared with advisories, from files and from a service."""

import json
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tools import advisories
from tools.advisories import Part

TODAY = date(2026, 11, 26)
DJANGO = Part("PyPI", "django", "5.2.8")
HTMX = Part("npm", "htmx.org", "2.0.4")


def record(
    name: str, *events: dict[str, str], ecosystem: str = "PyPI", **more: Any
) -> dict[str, Any]:
    affected = {
        "package": {"ecosystem": ecosystem, "name": name},
        "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
    }
    return {"id": "X-1", "published": "2026-11-20T08:00:00Z", "affected": [affected]} | more


NPM = record("left-pad", {"introduced": "0"}, ecosystem="npm")
PYPI = record("nobody", {"introduced": "0"})


@pytest.mark.parametrize(
    ("events", "is_found"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": "5.2.9"}], True),
        ([{"introduced": "0"}, {"fixed": "5.2.8"}], False),
        ([{"introduced": "5.2.9"}], False),
        ([{"introduced": "0"}, {"last_affected": "5.2.8"}], True),
        ([{"introduced": "0"}, {"last_affected": "5.2.7"}], False),
        (
            [{"introduced": "0"}, {"fixed": "4.2.26"}, {"introduced": "5.0"}, {"fixed": "5.2.9"}],
            True,
        ),
        ([{"fixed": "4.2.26"}, {"introduced": "0"}], False),
        ([{"introduced": "5.10"}], False),
    ],
)
def test_a_version_is_placed_among_those_that_an_advisory_names(events, is_found):
    found = advisories.compare([DJANGO], [record("Django", *events)], today=TODAY)

    assert bool(found) is is_found


@pytest.mark.parametrize(
    ("version", "fixed", "is_found"),
    [
        ("2.0.4", "2.0.5", True),
        ("2.0.4", "2.0.4", False),
        ("2.0.4-beta.2", "2.0.4", True),
        ("2.0.10", "2.0.9", False),
        ("2.0.4-beta.10", "2.0.4-beta.9", False),
    ],
)
def test_npm_s_versions_are_ordered_as_npm_orders_them(version, fixed, is_found):
    part = Part("npm", "htmx.org", version)
    told = record("htmx.org", {"introduced": "0"}, {"fixed": fixed}, ecosystem="npm")

    assert bool(advisories.compare([part], [told], today=TODAY)) is is_found


@pytest.mark.parametrize(
    ("severity", "due_on"),
    [
        ("CRITICAL", date(2026, 11, 22)),
        ("HIGH", date(2026, 12, 4)),
        ("MODERATE", date(2027, 1, 19)),
        ("", date(2027, 1, 19)),
    ],
)
def test_the_day_follows_from_the_policy(severity, due_on):
    told = record("django", {"introduced": "0"}, database_specific={"severity": severity})

    (found,) = advisories.compare([DJANGO], [told], today=TODAY)

    assert found.due_on == due_on
    assert found.said(TODAY).startswith("OVERDUE" if due_on < TODAY else "due")


def test_an_advisory_that_was_withdrawn_concerns_nobody():
    told = record("django", {"introduced": "0"}, withdrawn="2026-11-21T00:00:00Z")

    assert advisories.compare([DJANGO], [told], today=TODAY) == []


def test_advisories_that_are_silent_about_an_ecosystem_are_no_comparison():
    with pytest.raises(advisories.NothingToCompareWith, match="npm"):
        advisories.compare([DJANGO, HTMX], [PYPI], today=TODAY)


def test_every_locked_part_is_compared():
    locked = advisories.locked_parts()

    assert len(locked) > 80
    assert {part.ecosystem for part in locked} == {"PyPI", "npm"}
    assert any(part.name == "django" for part in locked)


def test_records_are_read_from_an_archive_and_from_a_folder(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("X-1.json", json.dumps(PYPI))
        archive.writestr("notes.txt", "nothing")
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "X-1.json").write_text(json.dumps(NPM))

    assert list(advisories.records_in(tmp_path / "all.zip")) == [PYPI]
    assert list(advisories.records_in(folder)) == [NPM]


def test_the_command_says_what_is_overdue(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    django = next(part for part in advisories.locked_parts() if part.name == "django")
    old = record("django", {"introduced": "0"}, published="2026-01-01T00:00:00Z")
    for name, one in (("a", NPM), ("b", PYPI), ("c", old)):
        (tmp_path / f"{name}.json").write_text(json.dumps(one))

    overdue = advisories.main(["--file", str(tmp_path)])
    said = capsys.readouterr().out
    (tmp_path / "c.json").unlink()
    nothing = advisories.main(["--file", str(tmp_path)])

    assert (overdue, nothing) == (1, 0)
    assert f"X-1  unrated  django {django.version}" in said
    assert "OVERDUE" in said


def test_what_was_looked_at_counts_until_a_day():
    text = "X-1:\n  reason: The part in question is never imported here.\n  until: 2026-12-01\n"

    assert advisories.accepted(text, today=TODAY) == {"X-1"}
    assert advisories.accepted(text, today=date(2026, 12, 2)) == set()
    with pytest.raises(ValueError, match="reason"):
        advisories.accepted("X-1:\n  until: 2026-12-01\n", today=TODAY)
    assert advisories.accepted(advisories.ACCEPTED.read_text(), today=TODAY) is not None


class Service(BaseHTTPRequestHandler):
    """Stands for the service of advisories."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        results = [
            {"vulns": [{"id": "X-1"}]} if "/django@" in one["package"]["purl"] else {}
            for one in asked
        ]
        self.answer({"results": results})

    def do_GET(self) -> None:
        self.answer(record("django", {"introduced": "0"}))

    def answer(self, body: Any) -> None:
        sent = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_service_is_asked_about_every_part(service: str):
    locked = [DJANGO, HTMX]

    found = advisories.compare(
        locked, advisories.records_of_service(locked, server=service), today=TODAY
    )

    assert [(one.advisory, one.part) for one in found] == [("X-1", DJANGO)]


def test_a_service_that_does_not_answer_is_a_failure(capsys: pytest.CaptureFixture[str]):
    assert advisories.main(["--network", "--server", "http://127.0.0.1:9"]) == 1
    assert "advisories:" in capsys.readouterr().err
