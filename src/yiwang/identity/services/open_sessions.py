# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sessions that are open elsewhere: ended one by one, or all at once; then they are gone."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from yiwang.foundation.actors import Actor
from yiwang.identity import account_events, policies
from yiwang.identity.errors import AccountNotFound
from yiwang.identity.models import AccessToken, Account
from yiwang.identity.policies import Action, Subject
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger


@transaction.atomic
def end_sessions(
    *, account_id: UUID, session_ids: Collection[int], actor: Actor, at: datetime
) -> int:
    """End open sessions of one's own account; return how many there were to end.

    :raises AccountNotFound: it is not the actor's account
    """
    if not policies.can(actor, Action.CHANGE_PASSWORD, Subject(account_id=account_id)):
        raise AccountNotFound
    found = UserSession.objects.filter(user_id=account_id, pk__in=session_ids)
    number = _end(list(found.values_list("session_key", flat=True)))
    if number:
        fact = account_events.SessionsEnded(account_id=account_id, number=number)
        ledger.append(fact, actor=actor, at=at)
    return number


def end_everything(account: Account, *, but: str = "") -> None:
    """End all sessions and tokens of an account, except the session with a key."""
    open_ones = UserSession.objects.filter(user_id=account.id).exclude(session_key=but)
    _end(list(open_ones.values_list("session_key", flat=True)))
    AccessToken.objects.filter(account=account).delete()
    tokens.clear()


def note_seen(key: str, *, at: datetime) -> None:
    """Remember when a session was last used."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=at)


def forget_ended() -> int:
    """Delete what is known of sessions that are over; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM usersessions_usersession u WHERE NOT EXISTS "
            "(SELECT FROM django_session s WHERE s.session_key = u.session_key)"
        )
        number: int = cursor.rowcount
    return number


def _end(keys: list[str]) -> int:
    Session.objects.filter(session_key__in=keys).delete()
    number: int = UserSession.objects.filter(session_key__in=keys).delete()[0]
    return number
