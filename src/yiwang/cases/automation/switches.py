# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The kill switch: one person stops a rule set, or all; two people switch on again.

Deciding holds a shared lock, stopping an exclusive one: once the switch is pulled, nothing is
decided by a rule any more, not even what was under way.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from yiwang.cases.automation import events, reaching
from yiwang.cases.automation.errors import (
    NotYourRules,
    RestartNeedsAnother,
    RuleSetNotFound,
    RulesNotStopped,
    RulesStopped,
)
from yiwang.cases.automation.reaching import Act
from yiwang.cases.errors import ReasonMissing
from yiwang.cases.models import RuleSet, RuleStop
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

LOCK: Final = 5_902_117_846_001
"""Of the advisory lock; any number that nobody else uses."""
LONGEST_REASON: Final = 2000


@transaction.atomic
def stop(*, rule_set_id: UUID | None, reason: str, actor: Actor, at: datetime) -> RuleStop:
    """Pull the switch of one rule set, or of all with None; it works at once.

    :param actor: somebody whose post reaches the rules, or a process of our own
    :raises RulesStopped: it is pulled already
    :raises ReasonMissing: nobody says why
    """
    rules = _rules(rule_set_id)
    if not actor.is_system:
        _check_may_stop(actor, rules)
    words = clean_text(reason, max_length=LONGEST_REASON, multiline=True)
    if not words:
        raise ReasonMissing
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if _open_stop(rule_set_id) is not None:
        raise RulesStopped
    made = RuleStop.objects.create(
        rule_set=rules, reason=words, stopped_by_id=actor.staff_id, stopped_at=at
    )
    _note(events.RulesStopped, made, rules, actor, at)
    return made


@transaction.atomic
def ask_restart(*, rule_set_id: UUID | None, reason: str, actor: Actor, at: datetime) -> RuleStop:
    """Ask to switch on again; somebody else has to agree.

    :raises RulesNotStopped: the switch is not pulled
    """
    rules = _rules(rule_set_id)
    _check_may_restart(actor, rules)
    found = _open_stop(rule_set_id)
    words = clean_text(reason, max_length=LONGEST_REASON, multiline=True)
    if found is None:
        raise RulesNotStopped
    if not words:
        raise ReasonMissing
    found.restart_reason = words
    found.restart_asked_by_id, found.restart_asked_at = reaching.staff_of(actor), at
    found.save(update_fields=["restart_reason", "restart_asked_by_id", "restart_asked_at"])
    _note(events.RestartAsked, found, rules, actor, at)
    return found


@transaction.atomic
def confirm_restart(*, rule_set_id: UUID | None, actor: Actor, at: datetime) -> RuleStop:
    """Switch on again as the second person.

    :raises RulesNotStopped: it is not pulled, or nobody has asked
    :raises RestartNeedsAnother: the actor asked
    """
    rules = _rules(rule_set_id)
    _check_may_restart(actor, rules)
    found = _open_stop(rule_set_id)
    if found is None or found.restart_asked_by_id is None:
        raise RulesNotStopped
    staff_id = reaching.staff_of(actor)
    if staff_id == found.restart_asked_by_id:
        raise RestartNeedsAnother
    found.restarted_by_id, found.restarted_at = staff_id, at
    found.save(update_fields=["restarted_by_id", "restarted_at"])
    _note(events.RulesRestarted, found, rules, actor, at)
    return found


def are_stopped(rule_set_id: UUID) -> bool:
    """Return whether this rule set, or all, are stopped; hold the switch where it is.

    Inside a transaction: until that ends, nobody can pull it, and who wants to waits.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
    return RuleStop.objects.filter(
        Q(rule_set_id=rule_set_id) | Q(rule_set__isnull=True), restarted_at__isnull=True
    ).exists()


def _rules(rule_set_id: UUID | None) -> RuleSet | None:
    if rule_set_id is None:
        return None
    found = RuleSet.objects.filter(pk=rule_set_id).first()
    if found is None:
        raise RuleSetNotFound
    return found


def _open_stop(rule_set_id: UUID | None) -> RuleStop | None:
    stops = RuleStop.objects.select_for_update().filter(restarted_at__isnull=True)
    whose = Q(rule_set__isnull=True) if rule_set_id is None else Q(rule_set_id=rule_set_id)
    return stops.filter(whose).first()


def _check_may_stop(actor: Actor, rules: RuleSet | None) -> None:
    if rules is not None:
        reaching.check_may(actor, Act.STOP, rules)
    elif not reaching.may_stop_all(actor):
        raise NotYourRules


def _check_may_restart(actor: Actor, rules: RuleSet | None) -> None:
    """Restarting takes the right to publish, or to supervise a whole place."""
    if rules is not None and reaching.may(actor, Act.PUBLISH, rules):
        return
    _check_may_stop(actor, rules)


def _note(
    kind: type[events.RulesStopped | events.RestartAsked | events.RulesRestarted],
    made: RuleStop,
    rules: RuleSet | None,
    actor: Actor,
    at: datetime,
) -> None:
    fact = kind(rule_set_id=made.rule_set_id, stop_id=made.pk)
    region = rules.region_code if rules else actor.division_code
    ledger.append(fact, actor=actor, at=at, region_code=region)
