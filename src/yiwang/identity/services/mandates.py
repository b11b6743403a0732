# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Mandates: signed by the principal, accepted by the agent, ended by either at once."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.identity import mandate_events, mandate_texts
from yiwang.identity.enums import AgentKind, MandateForm, MandateSide, MandateState
from yiwang.identity.errors import BadCredentials, MandateNotFound, NotYours
from yiwang.identity.mandate_texts import Draft, Terms
from yiwang.identity.models import AccessToken, Account, Mandate, NaturalPerson
from yiwang.identity.queries import parties
from yiwang.identity.refusals import (
    AgentUnfit,
    AssuranceNeeded,
    MandateNotSigned,
    MandateOver,
    MandateTooLong,
    MandateToOneself,
    MandateUnclear,
    PrincipalUnfit,
)
from yiwang.identity.services import real_names, throttle
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger

NUMBER_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I, O: a number is read out at counters."""
CONFIRMED_FOR = timedelta(minutes=5)
"""So long after a passkey was shown again a mandate may be signed with it."""
LIVE = frozenset({MandateState.UNCONFIRMED, MandateState.OFFERED, MandateState.ACTIVE})


def check_may_entrust(*, actor: Actor, at: datetime) -> None:
    """Raise unless the actor may give mandates at all; asked before anybody is looked up.

    :raises PrincipalUnfit, AssuranceNeeded: as ``draft_mandate`` does
    """
    _principal(actor, at)


def draft_mandate(*, terms: Terms, actor: Actor, at: datetime) -> Draft:
    """Return the whole text that the principal is to read and sign.

    :raises PrincipalUnfit: the actor is a minor, or acts for somebody else
    :raises AgentUnfit, MandateToOneself, MandateUnclear, MandateTooLong: as they say
    """
    return mandate_texts.draft(checked(terms, _principal(actor, at), at), _principal(actor, at))


def sign_mandate(
    *,
    terms: Terms,
    seen_sha256: str,
    is_agreed: bool,
    password: str = "",
    reauthenticated_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> Mandate:
    """Give a mandate: the principal has read the text, states that they want it, and shows again
    that they are themselves. Call it outside a transaction: a wrong password stays counted.
    The same text signed again, while the first waits for its answer, is the first: a doubled click.

    :param seen_sha256: of the text that the page showed
    :param reauthenticated_at: when the session showed a passkey again; then no password is asked
    :raises MandateNotSigned: not expressly stated, or another text was shown
    :raises BadCredentials: the password is wrong
    :raises TooManyAttempts: it was wrong too often
    :raises DomainError: as ``draft_mandate`` does
    """
    drafted = draft_mandate(terms=terms, actor=actor, at=at)
    if not is_agreed or seen_sha256 != drafted.sha256:
        raise MandateNotSigned
    if reauthenticated_at is None or not _is_fresh(reauthenticated_at, at):
        _confirm_password(actor, password, at)
    with transaction.atomic():
        # One at a time for each principal: the second click finds what the first has signed.
        NaturalPerson.objects.select_for_update(no_key=True).get(pk=_principal(actor, at).pk)
        waiting = Mandate.objects.filter(account_id=actor.account_id, state=MandateState.OFFERED)
        signed = waiting.filter(text_sha256=drafted.sha256).first()
        if signed is not None:
            return signed
        made = made_of(drafted, _principal(actor, at), MandateForm.ONLINE, at)
        made.account_id, made.state = actor.account_id, MandateState.OFFERED
        made.save(force_insert=True)
        ledger.append(signed_fact(made), actor=actor, at=at)
    return made


def _is_fresh(moment: datetime, at: datetime) -> bool:
    return timedelta(0) <= at - moment <= CONFIRMED_FOR


def _confirm_password(actor: Actor, password: str, at: datetime) -> None:
    if actor.account_id is None:
        raise NotYours
    throttle.count_confirmation(account=str(actor.account_id), at=at)
    account = Account.objects.get(pk=actor.account_id)
    if not check_password(password, account.password):
        raise BadCredentials
    throttle.forget_confirmation(account=str(actor.account_id))


@transaction.atomic
def accept_mandate(*, mandate_id: UUID, actor: Actor, at: datetime) -> Mandate:
    """Accept what somebody has entrusted to oneself, one's firm or one's station.

    :raises MandateNotFound: there is none such for the actor
    :raises MandateOver: it waits for no answer
    :raises AssuranceNeeded: the actor is not real-name
    """
    made = locked(mandate_id)
    if parties.side_of(made, actor, at) not in {MandateSide.AGENT, MandateSide.STATION}:
        raise MandateNotFound
    if made.state != MandateState.OFFERED or made.until <= timezone.localdate(at):
        raise MandateOver
    if actor.is_citizen and actor.assurance < real_names.CHECKED:
        raise AssuranceNeeded
    made.state, made.accepted_at = MandateState.ACTIVE, at
    made.save(update_fields=["state", "accepted_at"])
    ledger.append(accepted_fact(made), actor=actor, at=at)
    return made


@transaction.atomic
def end_mandate(*, mandate_id: UUID, actor: Actor, at: datetime) -> Mandate:
    """End a mandate now, by either side; an agent who has not accepted declines.

    Whoever acts under it at this moment is refused at the next step; tokens for it are gone.

    :raises MandateNotFound: the actor has no part in it
    :raises MandateOver: it has ended
    """
    made = locked(mandate_id)
    side = parties.side_of(made, actor, at)
    if side is None:
        raise MandateNotFound
    if made.state not in LIVE:
        raise MandateOver
    is_declined = side is not MandateSide.PRINCIPAL and made.state == MandateState.OFFERED
    state = MandateState.DECLINED if is_declined else MandateState.REVOKED
    _end(made, state, side, actor=actor, at=at)
    return made


def end_mandates_of_firm(*, legal_person_id: UUID, actor: Actor, at: datetime) -> None:
    """End what was entrusted to a firm that exists no more."""
    rows = Mandate.objects.select_for_update().filter(
        agent_firm_id=legal_person_id, state__in=sorted(LIVE)
    )
    for made in rows.order_by("id"):
        _end(made, MandateState.REVOKED, MandateSide.SYSTEM, actor=actor, at=at)


def end_mandates_of_person(*, person_id: UUID, actor: Actor, at: datetime) -> None:
    """End what somebody gave or took who closes their account."""
    rows = Mandate.objects.select_for_update(of=("self",)).filter(
        Q(principal_id=person_id) | Q(agent_person_id=person_id), state__in=sorted(LIVE)
    )
    for made in rows.order_by("id"):
        _end(made, MandateState.REVOKED, MandateSide.SYSTEM, actor=actor, at=at)


@transaction.atomic
def expire_mandates(*, actor: Actor, at: datetime) -> int:
    """Note that mandates are over; return how many. They gave nothing since their last day."""
    due = Mandate.objects.overdue_on(timezone.localdate(at))
    rows = due.select_for_update(skip_locked=True).order_by("until", "id")[:500]
    for made in rows:
        _end(made, MandateState.EXPIRED, MandateSide.SYSTEM, actor=actor, at=at)
    return len(rows)


def _end(
    made: Mandate, state: MandateState, side: MandateSide, *, actor: Actor, at: datetime
) -> None:
    made.state, made.ended_at, made.ended_by, made.code_hash = state, at, side.value, ""
    made.save(update_fields=["state", "ended_at", "ended_by", "code_hash"])
    AccessToken.objects.filter(acting_for=made.id).delete()
    tokens.clear()
    fact = mandate_events.MandateEnded(
        mandate_id=made.id,
        principal_id=made.principal_id,
        state=state.value,
        ended_by=side.value,
    )
    ledger.append(fact, actor=actor, at=at)


def locked(mandate_id: UUID) -> Mandate:
    """Return a mandate, locked, with its principal."""
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("principal")
    made = rows.filter(pk=mandate_id).first()
    if made is None:
        raise MandateNotFound
    return made


def _principal(actor: Actor, at: datetime) -> NaturalPerson:
    if not actor.is_citizen or actor.is_acting_for_another:
        raise PrincipalUnfit
    if actor.person_id is None or actor.assurance < real_names.CHECKED:
        raise AssuranceNeeded
    return fit(NaturalPerson.objects.filter(pk=actor.person_id).first(), at)


def fit(person: NaturalPerson | None, at: datetime) -> NaturalPerson:
    """Return somebody who may give a mandate.

    :raises PrincipalUnfit: unknown, or a minor
    """
    if person is None or not _is_of_age(person, at):
        raise PrincipalUnfit
    return person


def _is_of_age(person: NaturalPerson, at: datetime) -> bool:
    return real_names.age_on(person.born_on, timezone.localdate(at)) >= real_names.OF_AGE


def checked(terms: Terms, principal: NaturalPerson, at: datetime) -> Terms:
    """Return the terms when such a mandate can be given."""
    _check_period(terms.since, terms.until, timezone.localdate(at))
    if not terms.is_clear:
        raise MandateUnclear
    _AGENT_CHECKS[terms.agent_kind](terms.agent_id, principal, at)
    return terms


def _check_period(since: date, until: date, today: date) -> None:
    longest: int = settings.IDENTITY_MANDATE_MAX_DAYS
    if not today <= since < until:
        raise MandateUnclear
    if (until - since).days > longest:
        raise MandateTooLong(params={"days": longest})


def _check_person(agent_id: UUID, principal: NaturalPerson, at: datetime) -> None:
    if agent_id == principal.id:
        raise MandateToOneself
    agent = NaturalPerson.objects.filter(pk=agent_id).first()
    if agent is None or agent.assurance_level < real_names.CHECKED or not _is_of_age(agent, at):
        raise AgentUnfit


def _check_firm(agent_id: UUID, _principal_: NaturalPerson, at: datetime) -> None:
    if not parties.is_active_firm(agent_id):
        raise AgentUnfit


def _check_station(agent_id: UUID, _principal_: NaturalPerson, at: datetime) -> None:
    if not parties.is_station(agent_id):
        raise AgentUnfit


_AGENT_CHECKS = {
    AgentKind.PERSON: _check_person,
    AgentKind.FIRM: _check_firm,
    AgentKind.STATION: _check_station,
}
_AGENT_COLUMN: Mapping[AgentKind, str] = {
    AgentKind.PERSON: "agent_person_id",
    AgentKind.FIRM: "agent_firm_id",
    AgentKind.STATION: "agent_department_id",
}


def made_of(drafted: Draft, principal: NaturalPerson, form: MandateForm, at: datetime) -> Mandate:
    """Return a mandate as drafted, not yet stored and in no state."""
    terms = drafted.terms
    return Mandate(
        number="WT" + "".join(secrets.choice(NUMBER_SIGNS) for _ in range(12)),
        principal=principal,
        items=[one.code for one in terms.items],
        item_names=[one.name for one in terms.items],
        themes=list(terms.themes),
        rights=sorted(terms.rights),
        since=terms.since,
        until=terms.until,
        text=drafted.text,
        text_sha256=drafted.sha256,
        form=form,
        signed_at=at,
        **{_AGENT_COLUMN[terms.agent_kind]: terms.agent_id},
    )


def signed_fact(made: Mandate) -> mandate_events.MandateSigned:
    """Return what the ledger has of a signature."""
    kind, agent_id = parties.agent_of(made)
    return mandate_events.MandateSigned(
        mandate_id=made.id,
        principal_id=made.principal_id,
        agent_kind=kind.value,
        agent_id=agent_id,
        form=str(made.form),
        text_sha256=made.text_sha256,
        paper_sha256=made.paper_sha256,
        since=made.since,
        until=made.until,
    )


def accepted_fact(made: Mandate) -> mandate_events.MandateAccepted:
    """Return what the ledger has of an agent's answer."""
    return mandate_events.MandateAccepted(mandate_id=made.id, principal_id=made.principal_id)
