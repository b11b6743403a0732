# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The command line as an operator meets it: its own process, exit codes, one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from operations.cli import app

ROOT = Path(__file__).parents[2]
COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands)


def yiwang(*arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "operations", *arguments],
        cwd=ROOT,
        env={**kept, "COLUMNS": "200", **surroundings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_lists_the_commands_in_both_languages():
    answer = yiwang("--help")

    assert answer.returncode == 0
    for word in ("up", "load", "tour", "doctor", "ledger", "createstaff", "启动整个平台"):
        assert word in answer.stdout


def test_an_unknown_command_is_a_usage_error():
    assert yiwang("frobnicate").returncode == 2


def test_the_doctor_of_an_installation_that_was_never_made_says_how_to_make_it(tmp_path):
    answer = yiwang("doctor", YIWANG_VAR=str(tmp_path / "var"), PORT="1")

    assert "not made yet" in answer.stdout
    assert "yiwang up" in answer.stdout
    assert not (tmp_path / "var" / "postgres").exists()


def test_the_doctor_fails_where_something_is_broken(tmp_path):
    answer = yiwang("doctor", YIWANG_VAR=str(tmp_path), DATABASE_URL="postgresql://a@127.0.0.1:9/b")

    assert answer.returncode == 1
    assert "Check DATABASE_URL" in answer.stdout


def test_an_unusable_setting_is_one_sentence():
    answer = yiwang("doctor", PORT="eighty")

    assert answer.returncode == 1
    assert answer.stderr.startswith("Setting PORT:")
    assert "Traceback" not in answer.stderr


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path):
    answer = yiwang(
        "migrate", DATABASE_URL="postgresql://a@127.0.0.1:9/b", YIWANG_VAR=str(tmp_path)
    )

    assert answer.returncode == 1
    assert answer.stderr.startswith("yiwang: PostgreSQL at DATABASE_URL does not answer")
    assert "Traceback" not in answer.stderr


def test_an_unknown_load_is_refused_before_the_database_is_touched(tmp_path):
    answer = yiwang("load", "moonlight", YIWANG_VAR=str(tmp_path))

    assert answer.returncode == 1
    assert "no load called moonlight" in answer.stderr
    assert not (tmp_path / "postgres").exists()


def test_development_settings_serve_this_machine_alone(tmp_path):
    answer = yiwang("up", HOST="0.0.0.0", YIWANG_VAR=str(tmp_path))  # noqa: S104 - it is refused

    assert answer.returncode == 1
    assert "serve this machine alone" in answer.stderr


def test_demo_reset_refuses_production(tmp_path):
    answer = yiwang(
        "demo-reset",
        "--yes",
        YIWANG_VAR=str(tmp_path),
        DJANGO_SETTINGS_MODULE="config.settings.production",
    )

    assert answer.returncode == 1
    assert "refuses production settings" in answer.stderr


def test_fresh_keys_are_fit_and_never_the_same():
    first, second = yiwang("keys").stdout, yiwang("keys").stdout

    assert first != second
    made = dict(line.split("=", 1) for line in first.splitlines())
    answer = yiwang("keys", **made)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    answer = yiwang(command, "--help")

    assert answer.returncode == 0
    assert f" {command} " in answer.stdout


def test_the_installed_command_finds_the_measures_from_any_folder(tmp_path):
    answer = subprocess.run(
        [str(Path(sys.executable).parent / "yiwang"), "bench", "no-such-measure"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "YIWANG_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 2
    assert "submission" in answer.stdout  # the measures that there are
