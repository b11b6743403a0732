# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What every channel outside the site does, and what the sandboxes write."""

import json
from pathlib import Path
from smtplib import SMTPException
from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.core import mail

from yiwang.notifications import services
from yiwang.notifications.channels import base
from yiwang.notifications.errors import ChannelUnknown, NotDelivered

MESSAGE = {"subject": "验证码", "text": "您的验证码是 123456。"}
TO = {"email": "zhang@example.org", "sms": "13800001234"}


@pytest.fixture(autouse=True)
def _own_outbox(settings: LazySettings, tmp_path: Path) -> None:
    settings.OUTBOX = tmp_path / "outbox"


@pytest.mark.parametrize("name", [each for each in base.names() if each != "push"])  # its own file
def test_every_channel_sends_or_says_that_it_could_not(name: str) -> None:
    channel = base.channel(name)

    if name.endswith("refusing"):
        with pytest.raises(NotDelivered):
            channel.send(to=TO["sms"], **MESSAGE)
    else:
        channel.send(to=TO["email" if name == "email" else "sms"], **MESSAGE)


def test_every_channel_has_a_twin_that_refuses() -> None:
    working = {name for name in base.names() if not name.endswith("-refusing")}

    assert {f"{name}-refusing" for name in working} <= set(base.names())


def test_the_sandbox_writes_what_a_telephone_would_show(settings: LazySettings) -> None:
    services.deliver(channel="sms", to=TO["sms"], **MESSAGE)

    (line,) = (settings.OUTBOX / "sms.jsonl").read_text().splitlines()
    assert json.loads(line)["text"] == MESSAGE["text"]
    assert json.loads(line)["to"] == TO["sms"]


def test_a_mail_is_plain_text(settings: LazySettings) -> None:
    services.deliver(channel="email", to=TO["email"], **MESSAGE)

    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([TO["email"]], *MESSAGE.values())
    assert sent.content_subtype == "plain"


def test_a_subject_of_two_lines_forges_no_header() -> None:
    with pytest.raises(NotDelivered):
        services.deliver(channel="email", to=TO["email"], subject="a\nBcc: b@c.org", text="x")


@pytest.mark.parametrize("fault", [SMTPException(), ConnectionRefusedError(), TimeoutError()])
def test_a_mail_server_that_is_away_is_a_refusal(fault: Exception) -> None:
    with (
        patch("django.core.mail.EmailMessage.send", side_effect=fault),
        pytest.raises(NotDelivered) as refusal,
    ):
        services.deliver(channel="email", to=TO["email"], **MESSAGE)

    assert refusal.value.status == 503


def test_an_outbox_that_cannot_be_written_is_a_refusal(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path / "file"
    settings.OUTBOX.write_text("")

    with pytest.raises(NotDelivered):
        services.deliver(channel="sms", to=TO["sms"], **MESSAGE)


def test_a_channel_that_is_switched_off_says_so(settings: LazySettings) -> None:
    settings.SMS_CHANNEL = "none"

    with pytest.raises(ChannelUnknown, match="没有开通"):
        services.deliver(channel="sms", to=TO["sms"], **MESSAGE)
