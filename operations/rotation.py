# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang rotate-keys``: every stored number of a person under the first of the keys.

Put the new key first in FIELD_ENCRYPTION_KEYS, restart, run this, then take the old key away.
"""

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from yiwang.foundation.actors import system_actor
from yiwang.identity import services as identity
from yiwang.sso import services as sso

BATCH = 1000


def run(*, say: Callable[[str], None]) -> None:
    """Go through natural and legal persons batch by batch; safe to stop and start again."""
    for what, rotate in (
        ("natural persons", identity.rotate_person_numbers),
        ("legal persons", identity.rotate_legal_person_numbers),
    ):
        after, total, is_done = UUID(int=0), 0, False
        while not is_done:
            step = rotate(
                batch=BATCH, after=after, actor=system_actor("rotation"), at=timezone.now()
            )
            after, total, is_done = step.last_id, total + step.rotated, step.is_done
        say(f"{what}: {total:,} encrypted anew")


def rotate_signing_keys(*, say: Callable[[str], None]) -> None:
    """Sign the tokens of single sign-on with the keys in reserve, and make new ones."""
    current = sso.rotate_signing_keys(actor=system_actor("rotation"), at=timezone.now())
    say(f"Tokens are signed with {', '.join(current)} now; the old keys stay published a day.")
