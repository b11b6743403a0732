# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What tests of accounts share: outboxes, and browsers with and without a session."""

import json
import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import mail
from django.test import Client

from tests import factories
from yiwang.identity.models import Account

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = "13900001111"
ADDRESS = "chen@example.org"
LONG = "a-long-and-quiet-night"
CODE = re.compile(r"[A-Z0-9]{4}-?[A-Z0-9]{4}|\b\d{6}\b")


def texts() -> list[dict[str, str]]:
    """Return the text messages that were sent, the newest last."""
    outbox: Path = settings.OUTBOX / "sms.jsonl"
    return [json.loads(line) for line in outbox.read_text().splitlines()] if outbox.exists() else []


def code_by_text() -> str:
    found = CODE.search(texts()[-1]["text"])
    assert found, texts()[-1]
    return found[0]


def code_by_mail() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def signed_in(account: Account, *, door: str = "/signin") -> Client:
    """Return a browser in which somebody has signed in by password."""
    client = Client()
    answer = client.post(door, {"login": account.login, "password": factories.PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def confirmed(client: Client, password: str = factories.PASSWORD) -> Client:
    """Return the browser after its holder has proven once more who they are."""
    answer = client.post("/account/again?next=/account", {"password": password, "next": "/account"})
    assert answer.status_code == 302, answer.content.decode()
    return client


def is_in(client: Client) -> bool:
    """Tell whether the browser's session is somebody's."""
    return client.get("/account").status_code == 200
