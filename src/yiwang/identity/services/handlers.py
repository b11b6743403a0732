# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Handlers of legal persons: invited with rights and dates, accepted, changed, ended."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.identity import events, mandate_events
from yiwang.identity.enums import FirmStatus, HandlerRight, HandlerRole
from yiwang.identity.errors import (
    BadPeriod,
    LegalPersonNotFound,
    MandateExists,
    MandateNotFound,
    NotYours,
)
from yiwang.identity.models import (
    AccessToken,
    LegalPerson,
    LegalPersonHandler,
    NaturalPerson,
)
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.refusals import FirmRevoked, MandateUnclear, PersonNotMatched, RightMissing
from yiwang.identity.services import real_names, throttle
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger


def matched_person(*, name: str, resident_id: str, actor: Actor, at: datetime) -> NaturalPerson:
    """Return the real-name person with this name and number, whom the actor says that they know.

    Who is not found, who has another name and who is not real-name are one answer. Call it outside
    a transaction: searches stay counted.

    :raises InvalidResidentId, BadName: they cannot be right
    :raises TooManyAttempts: the account has searched too often
    :raises PersonNotMatched: there is none such
    """
    claim = real_names.cleaned(name, resident_id, at)
    throttle.count_search(account=str(actor.account_id), at=at)
    found = NaturalPerson.objects.filter(
        resident_id_index__in=RESIDENT_ID.indexes(claim.number.number),
        name=claim.name,
        assurance_level__gte=real_names.CHECKED,
    ).first()
    if found is None:
        raise PersonNotMatched
    return found


def invite_by_number(
    *,
    legal_person_id: UUID,
    name: str,
    resident_id: str,
    rights: Collection[str],
    until: date | None,
    actor: Actor,
    at: datetime,
) -> LegalPersonHandler:
    """Ask somebody to act for a legal person whom the actor knows by name and number.

    Whether there is such a person is looked up for those only who may invite to this firm. Call it
    outside a transaction: searches stay counted.

    :raises DomainError: as ``invite_handler`` and ``matched_person`` do, in this order
    """
    with transaction.atomic():
        _rights(rights, actor, _managed(legal_person_id, actor, at), at)
    person = matched_person(name=name, resident_id=resident_id, actor=actor, at=at)
    return invite_handler(
        legal_person_id=legal_person_id,
        person_id=person.id,
        rights=rights,
        until=until,
        actor=actor,
        at=at,
    )


@transaction.atomic
def invite_handler(
    *,
    legal_person_id: UUID,
    person_id: UUID,
    rights: Collection[str],
    until: date | None,
    actor: Actor,
    at: datetime,
) -> LegalPersonHandler:
    """Ask somebody to act for a legal person; they may once they have accepted.

    :param until: first day on which they no longer may; open when left out
    :raises LegalPersonNotFound: the actor neither represents it nor manages its handlers
    :raises RightMissing: only the representative lets somebody manage handlers
    :raises BadPeriod, MandateUnclear, MandateExists, NotYours: as they say
    """
    firm = _managed(legal_person_id, actor, at)
    today = timezone.localdate(at)
    chosen = _rights(rights, actor, firm, at)
    _check_until(until, today)
    if person_id == actor.person_id:
        raise NotYours
    handler = LegalPersonHandler(
        legal_person=firm,
        person_id=person_id,
        role=HandlerRole.HANDLER,
        rights=chosen,
        since=today,
        until=until,
        invited_by_id=actor.person_id,
    )
    others = LegalPersonHandler.objects.filter(legal_person=firm, person_id=person_id)
    if (others.acting_on(today) | others.invited_on(today)).exists():
        raise MandateExists
    try:
        with transaction.atomic():
            handler.save(force_insert=True)
    except IntegrityError as error:
        raise MandateExists from error
    fact = mandate_events.HandlerInvited(
        legal_person_id=firm.id, person_id=person_id, rights=tuple(chosen), until=until
    )
    ledger.append(fact, actor=actor, at=at)
    return handler


@transaction.atomic
def accept_invitation(*, handler_id: UUID, actor: Actor, at: datetime) -> LegalPersonHandler:
    """Accept to act for a legal person.

    :raises MandateNotFound: nobody has asked the actor
    :raises FirmRevoked: it exists no more
    """
    handler = _locked(handler_id)
    today = timezone.localdate(at)
    is_open = handler.until is None or handler.until > today
    if handler.person_id != _citizen(actor) or handler.accepted_at is not None or not is_open:
        raise MandateNotFound
    if handler.legal_person.status != FirmStatus.ACTIVE:
        raise FirmRevoked
    handler.accepted_at, handler.since = at, today
    handler.save(update_fields=["accepted_at", "since"])
    fact = events.HandlerAppointed(
        legal_person_id=handler.legal_person_id,
        person_id=handler.person_id,
        role=str(handler.role),
        since=today,
        until=handler.until,
    )
    ledger.append(fact, actor=actor, at=at)
    return handler


@transaction.atomic
def change_handler(
    *,
    handler_id: UUID,
    rights: Collection[str],
    until: date | None,
    actor: Actor,
    at: datetime,
) -> LegalPersonHandler:
    """Give a handler other rights and another last day, from now on.

    :raises MandateNotFound: there is none such whom the actor manages
    :raises DomainError: as ``invite_handler`` does
    """
    handler = _locked(handler_id)
    firm = _managed(handler.legal_person_id, actor, at)
    today = timezone.localdate(at)
    if handler.role != HandlerRole.HANDLER or handler.person_id == actor.person_id:
        raise MandateNotFound
    if handler.until is not None and handler.until <= today:
        raise MandateNotFound
    _check_until(until, today)
    handler.rights, handler.until = _rights(rights, actor, firm, at), until
    handler.save(update_fields=["rights", "until"])
    tokens.clear()
    fact = mandate_events.HandlerInvited(
        legal_person_id=firm.id,
        person_id=handler.person_id,
        rights=tuple(handler.rights),
        until=until,
    )
    ledger.append(fact, actor=actor, at=at)
    return handler


@transaction.atomic
def dismiss_handler(*, handler_id: UUID, actor: Actor, at: datetime) -> LegalPersonHandler:
    """End an invitation or a handler's role today: by those who manage handlers, or by oneself.

    :raises MandateNotFound: there is none such, or the actor has no part in it
    """
    handler = _locked(handler_id)
    today = timezone.localdate(at)
    is_over = handler.until is not None and handler.until <= today
    if is_over or handler.role != HandlerRole.HANDLER:
        raise MandateNotFound
    if handler.person_id != _citizen(actor):
        _managed(handler.legal_person_id, actor, at)
    handler.until = today
    handler.save(update_fields=["until"])
    AccessToken.objects.filter(
        acting_for=handler.legal_person_id, account__person_id=handler.person_id
    ).delete()
    tokens.clear()
    fact = events.HandlerEnded(
        legal_person_id=handler.legal_person_id,
        person_id=handler.person_id,
        role=str(handler.role),
        until=today,
    )
    ledger.append(fact, actor=actor, at=at)
    return handler


def _citizen(actor: Actor) -> UUID:
    if not actor.is_citizen or actor.person_id is None:
        raise NotYours
    return actor.person_id


def _locked(handler_id: UUID) -> LegalPersonHandler:
    rows = LegalPersonHandler.objects.select_for_update(of=("self",)).select_related("legal_person")
    handler = rows.filter(pk=handler_id).first()
    if handler is None:
        raise MandateNotFound
    return handler


def _managed(legal_person_id: UUID, actor: Actor, at: datetime) -> LegalPerson:
    """Return a legal person, locked, whose handlers the actor manages."""
    acting = LegalPersonHandler.objects.acting_on(timezone.localdate(at)).filter(
        legal_person_id=legal_person_id,
        person_id=_citizen(actor),
        rights__contains=[HandlerRight.MANAGE_HANDLERS.value],
    )
    firm = LegalPerson.objects.select_for_update().filter(pk=legal_person_id).first()
    if firm is None or not acting.exists():
        raise LegalPersonNotFound
    if firm.status != FirmStatus.ACTIVE:
        raise FirmRevoked
    return firm


def _rights(rights: Collection[str], actor: Actor, firm: LegalPerson, at: datetime) -> list[str]:
    chosen = sorted({str(right) for right in rights})
    if not chosen or not set(chosen) <= set(HandlerRight.values):
        raise MandateUnclear
    is_managing = HandlerRight.MANAGE_HANDLERS.value in chosen
    if is_managing and firm.representative_id != actor.person_id:
        raise RightMissing(params={"right": HandlerRight.MANAGE_HANDLERS.label})
    return chosen


def _check_until(until: date | None, today: date) -> None:
    if until is not None and until <= today:
        raise BadPeriod
