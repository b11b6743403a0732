# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A crash between handing a message over and noting it sends nothing twice, where a channel can."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from yiwang.notifications.channels.base import channel
from yiwang.notifications.channels.push import provider as push
from yiwang.notifications.channels.push.encryption import Browser
from yiwang.notifications.channels.sms.provider import SandboxSms


@pytest.fixture
def outbox(settings: LazySettings, tmp_path: Path) -> Path:
    settings.OUTBOX = tmp_path / "outbox"
    return tmp_path / "outbox" / "sms.jsonl"


def test_a_message_of_the_same_reference_is_taken_once(outbox: Path) -> None:
    for text in ("第一次", "第二次"):
        SandboxSms().send(to="13800001234", subject="", text=text, reference="a-1")
    SandboxSms().send(to="13800001234", subject="", text="别的", reference="a-2")
    for _time in range(2):
        SandboxSms().send(to="13800001234", subject="", text="没有名字")
    lines = outbox.read_text().splitlines()
    assert len(lines) == 4
    assert "第一次" in lines[0]


def test_a_browser_is_told_to_replace_the_same_message(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(push, "check_endpoint", lambda _endpoint: None)
    monkeypatch.setattr(push.encryption, "browser_of", lambda _to: Browser("https://x", "", ""))
    monkeypatch.setattr(push.encryption, "sealed", lambda *_what: b"")

    def posted(_endpoint: str, _body: bytes, *, topic: str) -> int:
        sent.append(topic)
        return 201

    monkeypatch.setattr(push, "_posted", posted)
    for reference in ("a-1", "a-1", "a-2", ""):
        channel("push").send(to="", subject="", text="", reference=reference)
    first, again, other, none = sent
    assert (first, none) == (again, "")
    assert first != other
    assert len(first) <= 32
