# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who writes, publishes, stops and checks rules, by post and by place."""

from enum import StrEnum
from uuid import UUID

from yiwang.cases.automation.errors import NotYourRules
from yiwang.cases.models import RuleSet
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right


class Act(StrEnum):
    """What somebody does with rules."""

    SEE = "see"
    WRITE = "write"
    PUBLISH = "publish"
    STOP = "stop"


RIGHTS: dict[Act, frozenset[Right]] = {
    Act.WRITE: frozenset({Right.WORKFLOW_EDIT, Right.CATALOGUE_EDIT}),
    Act.PUBLISH: frozenset({Right.CATALOGUE_PUBLISH}),
    Act.STOP: frozenset(
        {
            Right.CATALOGUE_EDIT,
            Right.CATALOGUE_PUBLISH,
            Right.WORKFLOW_EDIT,
            Right.CASES_APPROVE,
            Right.CASES_SUPERVISE,
        }
    ),
}


ANSWERERS = (Right.CASES_REVIEW, Right.CASES_APPROVE)
"""Who answers objections to decisions by rule."""


def may(actor: Actor, act: Act, rules: RuleSet | None = None) -> bool:
    """Return whether a post may do this; None asks whether anywhere at all."""
    if not actor.is_staff:
        return False
    if act is Act.SEE:
        return True  # what decides is public; only the cases behind it are not
    has_right = not actor.rights.isdisjoint(RIGHTS[act])
    return has_right and (rules is None or _reaches(actor, rules))


def check_may(actor: Actor, act: Act, rules: RuleSet | None = None) -> None:
    """Raise unless the actor's post may do this.

    :raises NotYourRules: it may not
    """
    if not may(actor, act, rules):
        raise NotYourRules


def check_may_for(actor: Actor, region_code: str, department_id: UUID | None) -> None:
    """Raise unless the actor may write rules for a place, or for a department's own list.

    :raises NotYourRules: they may not
    """
    check_may(actor, Act.WRITE, RuleSet(region_code=region_code, department_id=department_id))


def may_stop_all(actor: Actor) -> bool:
    """Return whether a post may stop every rule: it covers a whole place and may stop one."""
    return may(actor, Act.STOP) and actor.covers_subtree


def staff_of(actor: Actor) -> UUID:
    """Return the staff member who acts.

    :raises NotYourRules: it is nobody of the staff
    """
    if actor.staff_id is None:
        raise NotYourRules
    return actor.staff_id


def _reaches(actor: Actor, rules: RuleSet) -> bool:
    if actor.covers_subtree and organizations.is_within(rules.region_code, actor.division_code):
        return True
    # A department stops what decides its own cases, wherever the rules were written.
    return rules.department_id is not None and rules.department_id == actor.department_id
