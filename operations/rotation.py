# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang rotate-keys``: everything that is sealed, under the first of the keys.

Numbers of persons, numbers that sign in, secrets of authenticator apps, addresses of parcels
and for service, addresses and contacts of cases, addresses of firms, work mails of staff, keys of
data sources, private keys and session keys of single sign-on. Each goes batch by batch while
people work; safe to stop and start again.

Put the new key first in FIELD_ENCRYPTION_KEYS, restart, run this, then take the old key away.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from yiwang.cases.services import rotation as cases
from yiwang.delivery.services import rotation as delivery
from yiwang.delivery.services import service_addresses
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity import services as identity
from yiwang.notifications.services import rotation as notifications
from yiwang.sharing import services as sharing
from yiwang.sso import services as sso

BATCH = 1000


def run(*, say: Callable[[str], None]) -> None:
    """Go through everything that is sealed."""
    actor = system_actor("rotation")
    for what, rotate, first in (
        ("natural persons", identity.rotate_person_numbers, UUID(int=0)),
        ("legal persons", identity.rotate_legal_person_numbers, UUID(int=0)),
        ("numbers that sign in", identity.rotate_account_numbers, UUID(int=0)),
        ("authenticator apps", identity.rotate_factor_secrets, 0),
        ("addresses of parcels", delivery.rotate_addresses, UUID(int=0)),
        ("addresses for service", service_addresses.rotate, UUID(int=0)),
        ("addresses that results go to", cases.rotate_wishes, UUID(int=0)),
        ("contacts in cases", cases.rotate_contacts, UUID(int=0)),
        ("addresses of firms", notifications.rotate_firm_contacts, UUID(int=0)),
        ("work mails of staff", notifications.rotate_staff_contacts, UUID(int=0)),
        ("sessions of single sign-on", sso.rotate_session_keys, UUID(int=0)),
    ):
        say(f"{what}: {_all_of(rotate, first, actor=actor):,} encrypted anew")
    number = sso.rotate_private_keys(actor=actor, at=timezone.now())
    say(f"private keys of single sign-on: {number:,} encrypted anew")
    number = sharing.rotate_source_keys(actor=actor, at=timezone.now())
    say(f"keys of data sources: {number:,} encrypted anew")


def _all_of(rotate: Callable[..., Any], first: Any, *, actor: Actor) -> int:
    after, total, is_done = first, 0, False
    while not is_done:
        step = rotate(batch=BATCH, after=after, actor=actor, at=timezone.now())
        after, total, is_done = step.last_id, total + step.rotated, step.is_done
    return total


def rotate_signing_keys(*, say: Callable[[str], None]) -> None:
    """Sign the tokens of single sign-on with the keys in reserve, and make new ones."""
    current = sso.rotate_signing_keys(actor=system_actor("rotation"), at=timezone.now())
    say(f"Tokens are signed with {', '.join(current)} now; the old keys stay published a day.")
