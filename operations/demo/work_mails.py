# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff of the demonstration with a work mail, one of whom has a link to put right."""

from datetime import datetime
from typing import Final

from operations.loading import Tick
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger
from yiwang.notifications.models import StaffContact
from yiwang.notifications.services import staff_contacts

IP: Final = "127.0.0.1"
MAILS: Final = (
    ("scjg-editor", "editor@scjg.example", False),
    ("scjg-publisher", "publisher@scjg.example", True),
    ("mulu-editor", "editor@mulu.example", False),
)
"""Login, address, and whether it comes once a day."""


def load(tick: Tick, *, at: datetime) -> int:
    """Confirm the addresses; a second start adds nothing."""
    if StaffContact.objects.exists():
        return 0
    done = 0
    for login, address, is_digest in MAILS:
        account = Account.objects.filter(login=login).first()
        if account is None:
            continue
        actor = identity.actor_for_account(account.pk)
        issued = staff_contacts.begin(address=address, ip=IP, actor=actor, at=at)
        staff_contacts.confirm(code=issued.code, actor=actor, at=at)
        hours = staff_contacts.Hours(is_digest=is_digest)
        staff_contacts.keep_hours(hours=hours, actor=actor, at=at)
        done += 1
        tick(done, len(MAILS))
    ledger.settle()
    return done
