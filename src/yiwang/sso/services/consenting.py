# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Consents of citizens: what goes to whom and why, remembered until it is taken back."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.sso import events
from yiwang.sso.enums import Audience, Scope, SessionEnd
from yiwang.sso.errors import ConsentNotFound
from yiwang.sso.models import Client, ClientSession, Consent
from yiwang.sso.services.ending import end_shares


def is_consent_needed(*, client: Client, scopes: tuple[str, ...], actor: Actor) -> bool:
    """Tell whether somebody has to be asked before a client learns what the scopes say."""
    if client.audience == Audience.STAFF:
        return False  # government tells government who works for it
    if actor.account_id is None:
        return True
    given = Consent.objects.filter(account_id=actor.account_id, client=client, revoked_at=None)
    known = given.values_list("scopes", flat=True).first()
    return known is None or not set(scopes) <= set(known)


def consent_text(*, client: Client, scopes: tuple[str, ...], department: str) -> str:
    """Return the text that somebody consents to, in the language of the moment."""
    lines = [
        _("%(department)s的“%(name)s”请求获得您的下列信息，用于：%(purpose)s")
        % {"department": department, "name": client.name, "purpose": client.purpose}
    ]
    for scope in Scope:
        if scope in scopes:
            reason = str(client.reasons.get(scope.value, ""))
            lines.append(f"{scope.label}（{reason}）" if reason else str(scope.label))
    lines.append(_("授权长期有效，您可以随时在“我的空间—已授权的系统”撤销。"))
    return "\n".join(lines)


@transaction.atomic
def give_consent(
    *, client: Client, scopes: tuple[str, ...], department: str, actor: Actor, at: datetime
) -> None:
    """Remember that somebody lets a client know what the scopes say, beside what it knew."""
    if actor.account_id is None:
        raise ConsentNotFound
    rows = Consent.objects.select_for_update().filter(
        account_id=actor.account_id, client=client, revoked_at=None
    )
    before = rows.first()
    together = tuple(sorted({*scopes, *(before.scopes if before else ())}))
    text = consent_text(client=client, scopes=together, department=department)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if before is not None:
        before.revoked_at = at
        before.save(update_fields=["revoked_at"])
    Consent.objects.create(
        account_id=actor.account_id,
        client=client,
        scopes=list(together),
        text=text,
        text_hash=digest,
        given_at=at,
    )
    fact = events.ConsentGiven(
        account_id=actor.account_id, system_id=client.id, scopes=together, text_hash=digest
    )
    ledger.append(fact, actor=actor, at=at)


@transaction.atomic
def revoke_consent(*, consent_id: UUID, actor: Actor, at: datetime) -> None:
    """Take a consent back; the client's tokens die now, and it is told to sign the person out.

    :raises ConsentNotFound: it is not the actor's, or is revoked already
    """
    rows = Consent.objects.select_for_update().filter(pk=consent_id, revoked_at=None)
    found = rows.filter(account_id=actor.account_id).first() if actor.account_id else None
    if found is None:
        raise ConsentNotFound
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    fact = events.ConsentRevoked(account_id=found.account_id, system_id=found.client_id)
    ledger.append(fact, actor=actor, at=at)
    shares = ClientSession.objects.filter(account_id=found.account_id, client_id=found.client_id)
    end_shares(shares, reason=SessionEnd.CONSENT_REVOKED, actor=actor, at=at)
