# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Text messages in a sandbox: written into the outbox, where a developer reads them."""

import json

from django.conf import settings
from django.utils import timezone

from yiwang.notifications.channels.base import Channel, register
from yiwang.notifications.errors import NotDelivered


@register("sandbox")
class SandboxSms(Channel):
    """Writes one line of JSON a message into ``outbox/sms.jsonl`` of the installation's folder."""

    def send(self, *, to: str, subject: str, text: str, reference: str = "") -> None:
        line = json.dumps(
            {
                "at": timezone.now().isoformat(),
                "to": to,
                "text": text,
                **({"reference": reference} if reference else {}),
            },
            ensure_ascii=False,
        )
        try:
            settings.OUTBOX.mkdir(parents=True, exist_ok=True)
            with (settings.OUTBOX / "sms.jsonl").open("a") as outbox:
                outbox.write(line + "\n")
        except OSError as error:
            raise NotDelivered from error


@register("sandbox-refusing")
class RefusingSms(Channel):
    """Refuses every number, as an operator's gateway does with one that is out of service."""

    def send(self, *, to: str, subject: str, text: str, reference: str = "") -> None:
        raise NotDelivered
