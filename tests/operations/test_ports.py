# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A port that is taken is named in one sentence before anything starts."""

import socket
from collections.abc import Iterator

import pytest

from config.environment import Environment, environment
from operations import demo, installation
from operations.errors import OperationFailed


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def chosen(port: int, monkeypatch: pytest.MonkeyPatch) -> Environment:
    changed = environment().model_copy(update={"HOST": "127.0.0.1", "PORT": port})
    monkeypatch.setattr(demo, "environment", lambda: changed)
    return changed


def test_the_sites_port_is_named(taken, monkeypatch):
    with pytest.raises(OperationFailed, match=rf"Port {taken} on 127.0.0.1, which the site needs"):
        installation._check_ports(chosen(taken, monkeypatch), has_system=False)


def test_the_port_after_it_is_named_with_what_needs_it(taken, monkeypatch):
    with pytest.raises(OperationFailed, match=rf"Port {taken} .* department system") as refusal:
        installation._check_ports(chosen(taken - 1, monkeypatch), has_system=True)

    assert "PORT=8080" in str(refusal.value)
    assert "--data reference" in str(refusal.value)


def test_without_the_demonstration_the_port_after_it_may_be_taken(taken, monkeypatch):
    installation._check_ports(chosen(taken - 1, monkeypatch), has_system=False)


def test_after_the_last_port_there_is_none(monkeypatch):
    with pytest.raises(OperationFailed, match="There is no port 65536"):
        installation._check_ports(chosen(65535, monkeypatch), has_system=True)
