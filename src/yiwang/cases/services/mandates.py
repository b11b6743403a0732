# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applying for somebody else: within the mandate, or with the right that they have given."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yiwang.cases.errors import AssuranceTooLow, NotYourCase, OutsideTheMandate
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.enums import HandlerRight


def check_may_apply(actor: Actor, snapshot: catalogue.ItemSnapshot) -> None:
    """Let a citizen apply for this item, for oneself or for whom they act.

    :raises NotYourCase: the one acted for has not given the right to apply
    :raises OutsideTheMandate: the mandate names other items
    """
    if not actor.may_for_principal(HandlerRight.APPLY):
        raise NotYourCase
    if not actor.is_within_mandate(snapshot.basic_code, snapshot.theme_names):
        raise OutsideTheMandate


def check_assurance(actor: Actor, snapshot: catalogue.ItemSnapshot) -> None:
    """Let somebody pass of whom we are as sure as the item asks.

    :raises AssuranceTooLow: the sentence says which level it asks for
    """
    if actor.assurance < snapshot.assurance_level:
        levels = {"needed": snapshot.assurance_level, "now": actor.assurance}
        raise AssuranceTooLow(params=levels)


def check_station(
    mandate_id: UUID,
    snapshot: catalogue.ItemSnapshot,
    *,
    applicant_id: UUID,
    actor: Actor,
    at: datetime,
) -> None:
    """Let a station apply under what was entrusted to it.

    :raises MandateNotFound: not valid today, for another station, or of another principal
    :raises OutsideTheMandate: it names other items, or does not let the station apply
    """
    found = identity.station_mandate(
        mandate_id, actor, principal_id=applicant_id, on=timezone.localdate(at)
    )
    names_all = not found.items and not found.themes
    is_named = snapshot.basic_code in found.items or not snapshot.theme_names.isdisjoint(
        found.themes
    )
    if not (names_all or is_named) or HandlerRight.APPLY not in found.rights:
        raise OutsideTheMandate
