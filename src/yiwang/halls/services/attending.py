# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A code that somebody shows at the counter in place of a signature: for this one act."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.halls import policies
from yiwang.halls.errors import PresenceRefused
from yiwang.halls.services import presence
from yiwang.identity import selectors as identity
from yiwang.identity.enums import ApplicantKind
from yiwang.identity.services import throttle


def count_try(*, applicant_id: UUID, actor: Actor, at: datetime) -> None:
    """Count a code that a clerk types; call it before the command, outside its doing.

    :raises TooManyAttempts: five were wrong; guessing is over for this person and this clerk
    """
    policies.check_is_clerk(actor)
    throttle.count_presence(account=str(actor.account_id), ticket=str(applicant_id), at=at)


@transaction.atomic
def show(*, applicant_id: UUID, code: str, actor: Actor, at: datetime) -> UUID:
    """Use the code of an applicant up, or of who represents a firm; return which one it was.

    :raises PresenceRefused: the code is wrong, used, too old or somebody else's
    """
    policies.check_is_clerk(actor)
    found = presence.spent(code, at=at)
    if found.applicant_id != _who_signs(applicant_id):
        raise PresenceRefused
    throttle.forget_presence(account=str(actor.account_id), ticket=str(applicant_id))
    return found.pk


def _who_signs(applicant_id: UUID) -> UUID | None:
    """Return whose code counts: the person's own, or the legal representative's for a firm."""
    if identity.applicant_summary(applicant_id).kind != ApplicantKind.LEGAL:
        return applicant_id
    return identity.legal_person(applicant_id).representative_id
