# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Production settings in a process of their own, as a server would start."""

import os
import subprocess
import sys
from pathlib import Path

from tests.config.test_environment import FIT

ROOT = Path(__file__).parents[2]
SHOW = """
import django; django.setup()
from django.conf import settings as s
from django.core.management import call_command
call_command("check", "--deploy", "--fail-level", "WARNING")
print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 31_000_000)
"""


def start(**surroundings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SHOW],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings.production", **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_refuses_an_empty_environment_naming_every_fault():
    answer = start()

    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "LEDGER_SIGNING_KEY", "SITE_URL"):
        assert name in answer.stderr


def test_production_refuses_debug():
    answer = start(**FIT, DEBUG="true")

    assert answer.returncode == 1
    assert "DEBUG is on" in answer.stderr


def test_production_passes_django_s_deployment_check():
    answer = start(**FIT)

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[-1] == "False True True True"
