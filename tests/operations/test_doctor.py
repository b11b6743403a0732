# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the doctor looks at, and what it advises."""

import http.server
import socket
import threading
from collections.abc import Iterator
from datetime import date

import pytest

from config.environment import Environment
from operations import doctor
from operations.doctor import Health


@pytest.fixture
def stranger() -> Iterator[int]:
    """Another program on a port, which answers HTTP but is not Yiwang."""
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def chosen(**settings: object) -> Environment:
    return Environment().model_copy(update=settings)


@pytest.mark.parametrize(
    ("known", "today", "health"),
    [
        ({2025, 2026}, date(2026, 10, 31), Health.GOOD),
        ({2025, 2026}, date(2026, 11, 1), Health.WARNING),
        ({2026, 2027}, date(2026, 11, 1), Health.GOOD),
        ({2025, 2026}, date(2027, 1, 1), Health.BAD),
        (set(), date(2026, 6, 1), Health.BAD),
    ],
)
def test_next_year_s_holidays_are_asked_for_from_november(known, today, health):
    found = doctor.judge_calendar(known, today=today)

    assert found.health is health
    assert bool(found.advice) == (health is not Health.GOOD)


@pytest.mark.parametrize(
    ("known", "taken_on", "tables", "is_above", "health"),
    [
        (4, 4, 20, False, Health.GOOD),
        (4, 4, 20, True, Health.WARNING),
        (4, 0, 20, False, Health.BAD),
        (4, 4, 0, False, Health.BAD),
        (0, 0, 0, True, Health.BAD),
    ],
)
def test_row_security_is_good_for_a_narrowed_role_only(known, taken_on, tables, is_above, health):
    found = doctor.judge_row_security(
        known=known, taken_on=taken_on, tables=tables, is_above=is_above
    )

    assert found.health is health
    assert bool(found.advice) == (health is not Health.GOOD)


def test_a_free_port_is_good():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]

    assert doctor._port(chosen(PORT=free)).health is Health.GOOD


def test_a_port_that_another_program_has_is_bad(stranger: int):
    found = doctor._port(chosen(PORT=stranger))

    assert (found.health, found.advice) == (Health.BAD, "Set PORT.")


def test_a_full_disk_is_bad(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "FREE_BYTES_WANTED", 10**18)

    assert doctor._disk(chosen(VAR=tmp_path)).health is Health.BAD


def test_a_bundle_that_was_never_built_is_bad(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "ROOT", tmp_path)

    assert "yw.css" in doctor._bundle(chosen()).saying


def test_development_keys_are_a_warning_and_keys_of_one_s_own_are_good():
    from tests.config.test_environment import FIT

    assert doctor._keys(chosen()).health is Health.WARNING
    own = Environment.model_validate(FIT)
    assert doctor._keys(own).health is Health.GOOD
