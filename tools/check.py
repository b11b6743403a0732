# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""All checks that need no test run: ``make check``; with ``--fix`` repair what a machine can.

Every check runs, two at a time; what fails is shown whole at the end.
"""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
TYPED = ("config", "operations", "tools", "src/yiwang")


@dataclass(frozen=True, slots=True)
class Check:
    """One command whose exit code says yes or no."""

    name: str
    command: tuple[str, ...]


def _tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(Path(PYTHON).with_name(name)), *arguments)


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (PYTHON, "-m", name, *arguments)


# The longest first: the others run beside it.
CHECKS = (
    Check("types", _tool("mypy", *TYPED)),
    Check("docs", _module("sphinx", "-W", "--keep-going", "-q", "docs", "docs/_build/html")),
    Check("migrations", _module("tools.migrations")),
    Check("format", _tool("ruff", "format", "--check", "--quiet", ".")),
    Check("lint", _tool("ruff", "check", "--output-format", "concise", ".")),
    Check("imports", _tool("lint-imports", "--no-cache")),
    Check("templates", _tool("djlint", "src/yiwang", "--lint", "--quiet")),
    Check("dependencies", _tool("deptry", ".")),
    Check("translations", _module("tools.messages")),
    Check("headers", _module("tools.headers")),
    Check("publiccode", _module("tools.publiccode")),
)
REPAIRS = (
    Check("lint", _tool("ruff", "check", "--fix", "--quiet", ".")),
    Check("format", _tool("ruff", "format", "--quiet", ".")),
    Check("headers", _module("tools.headers", "--fix")),
    Check("migrations", _module("tools.migrations", "--fix")),
    Check("references", _module("tools.references")),
)


def run(check: Check) -> tuple[Check, int, str, float]:
    """Run one check, and return its exit code, what it said and how long it took."""
    started = time.monotonic()
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    answer = subprocess.run(
        check.command,
        cwd=ROOT,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return check, answer.returncode, answer.stdout, time.monotonic() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fix", action="store_true", help="repair what a machine can repair")
    parser.add_argument("names", nargs="*", help="only these checks")
    options = parser.parse_args()
    known = REPAIRS if options.fix else CHECKS
    chosen = [check for check in known if not options.names or check.name in options.names]
    # Repairs touch the same files, so they take turns.
    with ThreadPoolExecutor(max_workers=1 if options.fix else 2) as pool:
        failed = []
        for check, code, said, seconds in pool.map(run, chosen):
            print(f"{'FAILED' if code else 'ok':6}  {check.name:20} {seconds:6.1f} s", flush=True)
            if code:
                failed.append((check, said))
    for check, said in failed:
        print(f"\n── {check.name}: {' '.join(check.command[:4])} …\n{said.rstrip()}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
