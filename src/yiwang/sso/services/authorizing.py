# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing somebody in to a client: what has to happen first, and the code in the end."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.db import transaction
from django.http import HttpRequest

from yiwang.foundation.actors import Actor
from yiwang.identity import services as identity
from yiwang.sso.enums import OK, Audience, Step
from yiwang.sso.protocol import authorization, figures
from yiwang.sso.protocol.authorization import Asked, Fatal, Refused
from yiwang.sso.services.consenting import is_consent_needed
from yiwang.sso.services.sessions import level_of, open_share

_SALT = "sso.signed-in-after"


class Need(StrEnum):
    """What has to happen before the client gets its answer."""

    SIGN_IN = "sign_in"
    OTHER_ACCOUNT = "other_account"
    SIGN_IN_AGAIN = "sign_in_again"
    SECOND_FACTOR = "second_factor"
    STEP_UP = "step_up"
    CONSENT = "consent"
    NOTHING = "nothing"


SILENT_ERRORS = {
    Need.SIGN_IN: "login_required",
    Need.OTHER_ACCOUNT: "login_required",
    Need.SIGN_IN_AGAIN: "login_required",
    Need.SECOND_FACTOR: "interaction_required",
    Need.STEP_UP: "interaction_required",
    Need.CONSENT: "consent_required",
}
"""What a client is told that asked to bother nobody."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands before the client's door, and since when they are signed in.

    :param after: only a sign-in later than this counts; None when any does
    :param settles_for_less: the person goes on without stepping up
    """

    session: SessionBase
    actor: Actor
    after: datetime | None = None
    settles_for_less: bool = False


def read_request(request: HttpRequest, *, at: datetime) -> Asked:
    """Return what a client asks for; what is wrong is counted.

    :raises Fatal: nobody is sent anywhere
    :raises Refused: the client is told, at its ``address``
    """
    try:
        return authorization.read(request)
    except Refused as refusal:
        figures.note(refusal.client.pk, Step.AUTHORIZE, refusal.error, at=at)
        raise
    except Fatal as refusal:
        if refusal.client is not None:
            figures.note(refusal.client.pk, Step.AUTHORIZE, refusal.reason, at=at)
        raise


def next_need(asked: Asked, standing: Standing, *, at: datetime) -> Need:
    """Return what has to happen before this person may go on to the client."""
    actor = standing.actor
    if not actor.is_authenticated:
        return Need.SIGN_IN
    if actor.kind.value != asked.client.audience:
        return Need.OTHER_ACCOUNT
    proof = identity.authentication_of(standing.session, actor=actor, at=at)
    return _need_of_proof(asked, standing, proof, at) or _need_of_consent(asked, actor)


def _need_of_proof(
    asked: Asked, standing: Standing, proof: identity.Authentication, at: datetime
) -> Need | None:
    if identity.lacks_factor(standing.session, standing.actor):
        return Need.SECOND_FACTOR
    if _is_too_old(asked, standing, proof.at, at):
        return Need.SIGN_IN_AGAIN
    is_enough = level_of(standing.actor, proof) >= asked.level
    if not is_enough and (asked.is_level_essential or not standing.settles_for_less):
        return Need.STEP_UP
    return None


def _need_of_consent(asked: Asked, actor: Actor) -> Need:
    asks_anew = bool({"consent", "select_account"} & asked.prompts)
    if asked.client.audience == Audience.CITIZEN and asks_anew:
        return Need.CONSENT
    needed = is_consent_needed(client=asked.client, scopes=asked.scopes, actor=actor)
    return Need.CONSENT if needed else Need.NOTHING


def _is_too_old(asked: Asked, standing: Standing, signed_in: datetime, at: datetime) -> bool:
    if standing.after is not None:
        return int(signed_in.timestamp()) < int(standing.after.timestamp())
    if "login" in asked.prompts:
        return True
    return asked.max_age is not None and (at - signed_in).total_seconds() > asked.max_age


@transaction.atomic
def issue_code(asked: Asked, standing: Standing, *, at: datetime) -> str:
    """Return the address at which the client gets its code."""
    actor = standing.actor
    share = open_share(
        standing.session, client=asked.client, scopes=asked.scopes, actor=actor, at=at
    )
    address = authorization.answer(
        asked, account_id=share.account_id, client_session_id=share.id, at=at
    )
    figures.note(asked.client.pk, Step.AUTHORIZE, OK, at=at)
    return address


def refusal_address(asked: Asked, error: str, *, at: datetime) -> str:
    """Return the address at which the client hears why it gets no code."""
    figures.note(asked.client.pk, Step.AUTHORIZE, error, at=at)
    return asked.refused(error).address


def mark_of(at: datetime) -> str:
    """Return a sign that only a sign-in after this moment counts; nobody can make it up."""
    return signing.dumps(int(at.timestamp()), salt=_SALT)


def moment_of(mark: str) -> datetime | None:
    """Return the moment of a sign that we made within the hour; None for everything else."""
    try:
        return datetime.fromtimestamp(signing.loads(mark, salt=_SALT, max_age=3_600), UTC)
    except (signing.BadSignature, TypeError, ValueError):
        return None
