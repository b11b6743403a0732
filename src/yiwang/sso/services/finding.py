# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding a client or an application that the actor may do something to."""

from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.sso import policies
from yiwang.sso.errors import SystemNotFound
from yiwang.sso.models import Client, Registration
from yiwang.sso.policies import Action


def client_for(client_id: str, *, actor: Actor, action: Action, is_locked: bool = False) -> Client:
    """Return a client that the actor manages.

    :raises SystemNotFound: there is none such, or it is another department's
    """
    rows = Client.objects.select_for_update(of=("self",)) if is_locked else Client.objects
    found: Client | None = rows.filter(client_id=client_id).first()
    if found is None or not _may(actor, action, found.department_id, found.region_code):
        raise SystemNotFound
    return found


def registration_for(registration_id: UUID, *, actor: Actor, action: Action) -> Registration:
    """Return and lock an application that the actor may see.

    :raises SystemNotFound: there is none such, or it is another department's
    """
    rows = Registration.objects.select_for_update(of=("self",))
    found = rows.filter(pk=registration_id).first()
    if found is None or not _may(actor, action, found.department_id, found.region_code):
        raise SystemNotFound
    return found


def _may(actor: Actor, action: Action, department_id: UUID, division_code: str) -> bool:
    return policies.can(actor, action, department_id=department_id, division_code=division_code)
