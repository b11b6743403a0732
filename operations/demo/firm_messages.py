# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A firm of the demonstration that is told by mail and text message, with wishes of its own."""

from datetime import datetime
from typing import Final

from operations.loading import Tick
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.notifications import services
from yiwang.notifications.models import FirmContact

DIRECTOR: Final = "wangxm"
ADDRESSES: Final = ("office@cuizhu.example", "13800009001", "13800009002")
IP: Final = "127.0.0.1"


def load(tick: Tick, *, at: datetime) -> int:
    """Confirm an e-mail address and a number for the firm; a second start adds nothing."""
    account = Account.objects.get(login=DIRECTOR)
    if FirmContact.objects.exists() or account.person_id is None:
        return 0
    firm = identity.legal_persons_of(account.person_id)[0]
    actor = identity.actor_for_account(account.pk, acting_for=firm.legal_person_id)
    for place, address in enumerate(ADDRESSES, start=1):
        issued = services.firm_contacts.begin(address=address, ip=IP, actor=actor, at=at)
        services.firm_contacts.confirm(way=issued.way, code=issued.code, actor=actor, at=at)
        tick(place, len(ADDRESSES))
    wishes = services.preferring.Wishes(off=["hall:sms", "review:sms"], is_digest=True)
    services.preferring.keep(wishes=wishes, actor=actor, at=at)
    own = services.preferring.Wishes(gets_copies=True)
    services.preferring.keep(wishes=own, actor=identity.actor_for_account(account.pk), at=at)
    return len(ADDRESSES)
