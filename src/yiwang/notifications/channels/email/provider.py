# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""E-mail through Django's mail backend: SMTP, files or the console, as the settings say."""

from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage

from yiwang.notifications.channels.base import Channel, register
from yiwang.notifications.errors import AddressGone, NotDelivered

MARK: Final = "yiwang-"


@register("email")
class Email(Channel):
    """Sends plain text: nothing that a reader's program would fetch or run."""

    def send(self, *, to: str, subject: str, text: str, reference: str = "") -> None:
        try:
            EmailMessage(subject=subject, body=text, to=[to], headers=_named(reference)).send()
        except SMTPRecipientsRefused as error:
            codes = {code for code, _words in error.recipients.values()}
            # 550 to 553: there is no such mailbox (RFC 5321, section 4.2.3).
            raise (AddressGone if codes <= {550, 551, 553} else NotDelivered) from error
        except (SMTPException, OSError, BadHeaderError) as error:
            raise NotDelivered from error


def _named(reference: str) -> dict[str, str]:
    """Return a Message-ID that a bounce gives back (RFC 3464 returns the headers)."""
    if not reference:
        return {}
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return {"Message-ID": f"<{MARK}{reference}@{domain}>", "Auto-Submitted": "auto-generated"}


@register("email-refusing")
class RefusingEmail(Channel):
    """Refuses every address."""

    def send(self, *, to: str, subject: str, text: str, reference: str = "") -> None:
        raise NotDelivered
