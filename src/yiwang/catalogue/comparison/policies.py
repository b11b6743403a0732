# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may see a finding, contest it, judge it. Pure: reads what it is handed."""

from uuid import UUID

from yiwang.catalogue.enums import FindingAction, FindingState
from yiwang.catalogue.errors import FindingNotFound, NotYourCatalogue, SecondPersonNeeded
from yiwang.catalogue.models import Finding
from yiwang.catalogue.states import FINDING
from yiwang.foundation.actors import Actor
from yiwang.organizations import policies as organizations
from yiwang.organizations.enums import Right

HOME_SCOPE = "330000000000"
"""Whose catalogue the law corpus serves: the province's."""
READERS = (
    Right.CATALOGUE_EDIT,
    Right.CATALOGUE_REVIEW,
    Right.CATALOGUE_PUBLISH,
    Right.CASES_SUPERVISE,
)
RIGHT_FOR = {
    FindingAction.CONTEST: Right.CATALOGUE_EDIT,
    FindingAction.UPHOLD: Right.CATALOGUE_PUBLISH,
    FindingAction.DISMISS: Right.CATALOGUE_PUBLISH,
    FindingAction.EXCEPT: Right.CATALOGUE_PUBLISH,
}


def reads_findings(actor: Actor) -> bool:
    """Return whether the actor's post has to do with findings at all."""
    return actor.is_staff and any(actor.has_right(right) for right in READERS)


def can_read(actor: Actor, finding: Finding) -> bool:
    """Return whether a finding is within the actor's reach."""
    return reads_findings(actor) and _reaches(actor, finding.region_code, finding.department_id)


def check_can_read(actor: Actor, finding: Finding) -> None:
    """Raise unless the actor may see a finding; it is then as if there were none.

    :raises FindingNotFound: it is not within their reach
    """
    if not can_read(actor, finding):
        raise FindingNotFound


def can(actor: Actor, action: FindingAction, finding: Finding) -> bool:
    """Return whether the actor may do this about a finding now."""
    has_right = action in RIGHT_FOR and actor.has_right(RIGHT_FOR[action])
    is_open = FINDING.allows(FindingState(finding.state), action)
    return can_read(actor, finding) and has_right and is_open and _may(actor, action, finding)


def check_can(actor: Actor, action: FindingAction, finding: Finding) -> None:
    """Raise unless the actor may do this about a finding, whatever its state.

    :raises FindingNotFound: it is not within their reach
    :raises NotYourCatalogue: the post has not the right
    :raises SecondPersonNeeded: they contested it themselves
    """
    check_can_read(actor, finding)
    if not actor.has_right(RIGHT_FOR[action]):
        raise NotYourCatalogue
    if not _may(actor, action, finding):
        raise SecondPersonNeeded


def can_settle(actor: Actor) -> bool:
    """Return whether the actor keeps the province's catalogue, and so settles cited titles."""
    is_keeper = actor.is_staff and actor.has_right(Right.CATALOGUE_EDIT) and actor.covers_subtree
    return actor.is_system or (is_keeper and actor.division_code == HOME_SCOPE)


def check_settles(actor: Actor) -> None:
    """Raise unless the actor settles cited titles.

    :raises NotYourCatalogue: they do not
    """
    if not can_settle(actor):
        raise NotYourCatalogue


def _reaches(actor: Actor, division_code: str, department_id: UUID | None) -> bool:
    return organizations.reaches(actor, division_code=division_code, department_id=department_id)


def _may(actor: Actor, action: FindingAction, finding: Finding) -> bool:
    """Return whether the actor is another person than the one who objected, where that counts."""
    return action is FindingAction.CONTEST or finding.contested_by_id != actor.staff_id
