# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Back-channel logout: one signed token for each session at a client, sent until it is taken.

Source: OpenID Connect Back-Channel Logout 1.0.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.sso import events, outgoing, signing
from yiwang.sso.enums import OK, LogoutState, Step
from yiwang.sso.errors import NoLogoutAddress
from yiwang.sso.models import Client, ClientSession, LogoutDelivery
from yiwang.sso.policies import Action
from yiwang.sso.protocol import figures
from yiwang.sso.protocol.issuer import issuer
from yiwang.sso.services.finding import client_for

TASK = "sso.deliver_logout"
QUEUE = "logout"
EVENT = "http://schemas.openid.net/event/backchannel-logout"
LIVES_SECONDS = 120
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 3_600
LEASE_SECONDS = 60
"""So long nobody else tries; longer than a call can take."""
ACTOR = system_actor("sso-logout")


def announce(ended: Sequence[RecordedEvent]) -> None:
    """Have every client told whose session ended; called with the facts, in their order."""
    for event in ended:
        share_id = event.payload.get("client_session_id")
        session_id = event.payload["session_id"]
        shares = ClientSession.objects.filter(
            **({"pk": share_id} if share_id else {"session_id": session_id})
        )
        told = shares.exclude(client__logout_uri="").exclude(signed_in_at=None)
        for share in told.filter(logout__isnull=True).order_by("id"):
            _queue(share, at=event.at)


def _queue(share: ClientSession, *, at: datetime) -> None:
    delivery = LogoutDelivery.objects.create(client_session=share, asked_at=at, next_at=at)
    _have_it_sent(delivery.id)


def deliver(delivery_id: UUID, *, at: datetime) -> None:
    """Send a logout once; when it is not taken, have it tried again later.

    The call is made outside any transaction, under a lease that keeps others away.
    """
    taken = _take(delivery_id, at=at)
    if taken is None:
        return
    share = taken.client_session
    outcome = outgoing.post_form(share.client.logout_uri, {"logout_token": logout_token(share)})
    _note(taken, outcome, at=timezone.now())


def logout_token(share: ClientSession) -> str:
    """Return a fresh logout token for a session at a client."""
    return _token(share.client, subject=share.subject, sid=str(share.id))


def test_logout(*, client_id: str, actor: Actor, at: datetime) -> str:
    """Send a logout token of a session that does not exist to a system of one's own.

    :return: how it went: ``ok`` or a reason
    :raises SystemNotFound, NoLogoutAddress: as they say
    """
    client = client_for(client_id, actor=actor, action=Action.OPERATE)
    if not client.logout_uri:
        raise NoLogoutAddress
    token = _token(client, subject=secrets.token_urlsafe(32), sid=str(uuid4()))
    outcome = outgoing.post_form(client.logout_uri, {"logout_token": token})
    with transaction.atomic():
        fact = events.LogoutTested(system_id=client.id, outcome=outcome)
        ledger.append(fact, actor=actor, at=at, region_code=client.region_code)
    return outcome


def resend_overdue(*, at: datetime) -> int:
    """Pick up logouts whose job was lost; return how many."""
    overdue = at - timedelta(seconds=2 * LEASE_SECONDS)
    rows = LogoutDelivery.objects.filter(state=LogoutState.WAITING, next_at__lte=overdue)
    ids = list(rows.order_by("next_at").values_list("id", flat=True)[:500])
    for delivery_id in ids:
        _have_it_sent(delivery_id)
    return len(ids)


@transaction.atomic
def _take(delivery_id: UUID, *, at: datetime) -> LogoutDelivery | None:
    rows = LogoutDelivery.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.select_related("client_session__client").filter(pk=delivery_id).first()
    if found is None or found.state != LogoutState.WAITING or found.next_at > at:
        return None
    found.attempts += 1
    found.next_at = at + timedelta(seconds=LEASE_SECONDS)
    found.save(update_fields=["attempts", "next_at"])
    return found


@transaction.atomic
def _note(delivery: LogoutDelivery, outcome: str, *, at: datetime) -> None:
    client = delivery.client_session.client
    delivery.outcome = outcome
    if outcome == OK:
        delivery.state, delivery.finished_at = LogoutState.DELIVERED, at
    elif at >= delivery.asked_at + timedelta(hours=settings.SSO_LOGOUT_MAX_HOURS):
        _give_up(delivery, client, at)
    else:
        delivery.next_at = at + timedelta(seconds=_wait(delivery.attempts))
        _have_it_sent(delivery.id, at=delivery.next_at)
    delivery.save(update_fields=["state", "finished_at", "next_at", "outcome"])
    figures.note(client.id, Step.LOGOUT, outcome, at=at)


def _give_up(delivery: LogoutDelivery, client: Client, at: datetime) -> None:
    delivery.state, delivery.finished_at = LogoutState.GIVEN_UP, at
    fact = events.LogoutGivenUp(
        system_id=client.id,
        client_session_id=delivery.client_session_id,
        attempts=delivery.attempts,
    )
    ledger.append(fact, actor=ACTOR, at=at, region_code=client.region_code)
    figures.note(client.id, Step.LOGOUT, "too_old", at=at)


def _wait(attempts: int) -> int:
    """Return the seconds until the next try: doubling, with a share of chance."""
    longest = min(FIRST_WAIT_SECONDS << min(attempts - 1, 20), LONGEST_WAIT_SECONDS)
    return longest + secrets.randbelow(longest // 2 + 1)


def _have_it_sent(delivery_id: UUID, *, at: datetime | None = None) -> None:
    # By name: the job itself is declared in the room's tasks, which know the services.
    job = app.configure_task(TASK, queue=QUEUE, schedule_at=at)
    job.defer(delivery_id=str(delivery_id))


def _token(client: Client, *, subject: str, sid: str) -> str:
    now = int(timezone.now().timestamp())
    claims = {
        "iss": issuer(),
        "aud": client.client_id,
        "iat": now,
        "exp": now + LIVES_SECONDS,
        "jti": str(uuid4()),
        "sub": subject,
        "sid": sid,
        "events": {EVENT: {}},
    }
    return signing.sign(claims, algorithm=client.algorithm, kind="logout+jwt")
