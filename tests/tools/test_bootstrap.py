# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Preparing a tree: done once, done again only when something changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools import bootstrap
from tools.bootstrap import Blocked, Bootstrap

Calls = list[list[str]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").write_text("django==5.2")
    (tmp_path / "requirements" / "dev.txt").write_text("django==5.2\npytest==9")
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "frontend" / "dist").mkdir(parents=True)
    (tmp_path / "frontend" / "node_modules").mkdir()
    (tmp_path / "frontend" / "package.json").write_text("{}")
    (tmp_path / "frontend" / "package-lock.json").write_text("{}")
    (tmp_path / "frontend" / "site.ts").write_text("1")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    made: Calls = []
    monkeypatch.setattr(bootstrap, "_call", lambda command, *_rest: made.append(command))
    monkeypatch.setattr(Bootstrap, "_npm", lambda _self: (["npm"], {}))
    return made


STEPS: list[Callable[[Bootstrap], bool]] = [
    Bootstrap.install_packages,
    Bootstrap.install_command,
    Bootstrap.build_bundle,
]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_done_once(tree: Path, calls: Calls, step: Callable[[Bootstrap], bool]):
    assert step(Bootstrap(tree, is_development=False))
    done = len(calls)

    assert not step(Bootstrap(tree, is_development=False))
    assert len(calls) == done


def test_packages_are_installed_with_hashes_only(tree: Path, calls: Calls):
    Bootstrap(tree, is_development=False).install_packages()

    assert "--require-hashes" in calls[0]
    assert calls[0][-1] == str(tree / "requirements" / "base.txt")


def test_a_changed_lock_is_installed(tree: Path, calls: Calls):
    Bootstrap(tree, is_development=False).install_packages()
    (tree / "requirements" / "base.txt").write_text("django==5.3")

    assert Bootstrap(tree, is_development=False).install_packages()


def test_an_environment_for_development_is_enough_for_running(tree: Path, calls: Calls):
    Bootstrap(tree, is_development=True).install_packages()

    assert not Bootstrap(tree, is_development=False).install_packages()


def test_an_environment_for_running_is_not_enough_for_development(tree: Path, calls: Calls):
    Bootstrap(tree, is_development=False).install_packages()

    assert Bootstrap(tree, is_development=True).install_packages()


def test_a_changed_source_is_built_without_fetching_packages_again(tree: Path, calls: Calls):
    Bootstrap(tree, is_development=False).build_bundle()
    calls.clear()
    (tree / "frontend" / "site.ts").write_text("2")

    assert Bootstrap(tree, is_development=False).build_bundle()
    assert [command[1] for command in calls] == ["run"]


def test_what_the_build_makes_is_no_source(tree: Path, calls: Calls):
    Bootstrap(tree, is_development=False).build_bundle()
    (tree / "frontend" / "dist" / "site.js").write_text("1")

    assert not Bootstrap(tree, is_development=False).build_bundle()


def test_a_broken_environment_is_made_anew(tree: Path, calls: Calls):
    assert Bootstrap(tree, is_development=False).make_environment()
    assert calls[0][1:3] == ["-m", "venv"]


def test_without_rights_the_missing_thing_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)

    with pytest.raises(Blocked, match=r"lacks a browser.*apt-get install chromium"):
        bootstrap._install_system_packages(["chromium"], "a browser")
