# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""E-mail through Django's mail backend: SMTP, files or the console, as the settings say."""

from smtplib import SMTPException

from django.core.mail import BadHeaderError, EmailMessage

from yiwang.notifications.channels.base import Channel, register
from yiwang.notifications.errors import NotDelivered


@register("email")
class Email(Channel):
    """Sends plain text: nothing that a reader's program would fetch or run."""

    def send(self, *, to: str, subject: str, text: str) -> None:
        try:
            EmailMessage(subject=subject, body=text, to=[to]).send()
        except (SMTPException, OSError, BadHeaderError) as error:
            raise NotDelivered from error


@register("email-refusing")
class RefusingEmail(Channel):
    """Refuses every address."""

    def send(self, *, to: str, subject: str, text: str) -> None:
        raise NotDelivered
