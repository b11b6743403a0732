# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Text messages in a sandbox: written into the outbox, where a developer reads them."""

import json
from fcntl import LOCK_EX, flock
from os import SEEK_END
from typing import Final, TextIO

from django.conf import settings
from django.utils import timezone

from yiwang.notifications.channels.base import Channel, register
from yiwang.notifications.errors import NotDelivered

LOOKED_BACK: Final = 1 << 20
"""Bytes of the outbox in which a message is looked for that was taken before."""


@register("sandbox")
class SandboxSms(Channel):
    """Writes one line of JSON a message into ``outbox/sms.jsonl`` of the installation's folder.

    A message of the same reference is taken once, as a gateway does with an idempotency key.
    """

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
            with (settings.OUTBOX / "sms.jsonl").open("a+") as outbox:
                flock(outbox, LOCK_EX)
                if not (reference and _is_there(outbox, reference)):
                    outbox.write(line + "\n")
        except OSError as error:
            raise NotDelivered from error


def _is_there(outbox: TextIO, reference: str) -> bool:
    outbox.seek(max(0, outbox.seek(0, SEEK_END) - LOOKED_BACK))
    found = f'"reference": "{reference}"' in outbox.buffer.read().decode(errors="replace")
    outbox.seek(0, SEEK_END)
    return found


@register("sandbox-refusing")
class RefusingSms(Channel):
    """Refuses every number, as an operator's gateway does with one that is out of service."""

    def send(self, *, to: str, subject: str, text: str, reference: str = "") -> None:
        raise NotDelivered
