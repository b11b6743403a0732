# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Secrets of authenticator apps at rest: sealed, opened, and sealed anew when keys change."""

import base64
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.identity import policies
from yiwang.identity.numbers import FACTOR_SECRET
from yiwang.identity.policies import Action
from yiwang.identity.services.rotation import note_rotation

PLACE = "secret"
"""django-allauth does not tell for which row a secret is sealed."""


@dataclass(frozen=True, slots=True)
class SecretRotation:
    """How far a rotation is; call again with ``last_id`` until it is done."""

    rotated: int
    last_id: int
    is_done: bool


def seal_secret(plain: str) -> str:
    """Return a secret sealed, as text."""
    return base64.b64encode(FACTOR_SECRET.seal(plain, PLACE)).decode()


def open_secret(sealed: str) -> str:
    """Return a secret that was sealed.

    :raises DecryptionFailed: changed, or the key is not on the ring any more
    """
    return FACTOR_SECRET.open(base64.b64decode(sealed), PLACE)


@transaction.atomic
def rotate_factor_secrets(
    *, batch: int = 500, after: int = 0, actor: Actor, at: datetime
) -> SecretRotation:
    """Seal the secrets of the next authenticator apps by id anew; skip what is current.

    :raises NotYours: the actor is not a process of our own
    :raises DecryptionFailed: a key that secrets are sealed with is not on the ring any more
    """
    policies.check_can(actor, Action.ROTATE_NUMBERS)
    rows = Authenticator.objects.select_for_update().filter(
        pk__gt=after, type=Authenticator.Type.TOTP
    )
    found = list(rows.order_by("pk")[:batch])
    changed = [one for one in found if FACTOR_SECRET.is_stale(_sealed(one))]
    for one in changed:
        one.data = one.data | {PLACE: seal_secret(open_secret(one.data[PLACE]))}
    Authenticator.objects.bulk_update(changed, ["data"])
    note_rotation(len(changed), actor=actor, at=at)
    last_id = found[-1].pk if found else after
    return SecretRotation(len(changed), last_id, is_done=len(found) < batch)


def _sealed(kept: Authenticator) -> bytes:
    return base64.b64decode(kept.data[PLACE])
