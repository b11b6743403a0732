# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may take a step of a correction, or judge words. Pure: reads what it is handed."""

from uuid import UUID

from yiwang.evaluations.enums import CorrectionAction, CorrectionRole, CorrectionState
from yiwang.evaluations.errors import (
    CorrectionNotFound,
    OverseerMissing,
    OwnDepartmentsText,
    SecondPersonMissing,
    TextNotFound,
)
from yiwang.evaluations.models import Correction, ReviewText
from yiwang.evaluations.states import CORRECTION
from yiwang.foundation.actors import Actor
from yiwang.organizations import policies as organizations
from yiwang.organizations.enums import Right


def supervises(actor: Actor) -> bool:
    """Return whether the actor's post has to do with bad reviews at all."""
    return actor.is_staff and actor.has_right(Right.CASES_SUPERVISE)


def check_step(actor: Actor, action: CorrectionAction, correction: Correction) -> None:
    """Raise unless this member of staff may take a step now, whatever its state.

    :raises CorrectionNotFound: it is out of reach
    :raises SecondPersonMissing: they asked for the rejection themselves
    :raises OverseerMissing: an appeal is judged above the department
    """
    if not (
        supervises(actor)
        and organizations.reaches(
            actor, division_code=correction.region_code, department_id=correction.department_id
        )
    ):
        raise CorrectionNotFound
    roles = CORRECTION.roles(_source_of(action), action)
    if roles <= {CorrectionRole.CITIZEN, CorrectionRole.SYSTEM}:
        raise CorrectionNotFound
    if CorrectionRole.SECOND in roles and actor.staff_id == correction.rejection_asked_by:
        raise SecondPersonMissing
    is_own = not actor.covers_subtree or actor.department_id == correction.department_id
    if CorrectionRole.OVERSEER in roles and is_own:
        raise OverseerMissing


def may_step(actor: Actor, action: CorrectionAction, correction: Correction) -> bool:
    """Return whether this member of staff may take a step now."""
    state = CorrectionState(correction.state)
    if not CORRECTION.allows(state, action):
        return False
    try:
        check_step(actor, action, correction)
    except (CorrectionNotFound, SecondPersonMissing, OverseerMissing):
        return False
    return True


def _source_of(action: CorrectionAction) -> CorrectionState:
    return next(row.source for row in CORRECTION if row.action == action)


def moderates(actor: Actor) -> bool:
    """Return whether the actor's post looks at words before they are published."""
    return supervises(actor) and actor.covers_subtree


def check_moderates(actor: Actor, text: ReviewText) -> None:
    """Raise unless the actor may publish or withhold these words.

    :raises TextNotFound: out of reach
    :raises OwnDepartmentsText: they are about the actor's own department
    """
    if not (moderates(actor) and organizations.reaches(actor, division_code=text.region_code)):
        raise TextNotFound
    if is_about_own(actor, text.department_id):
        raise OwnDepartmentsText


def is_about_own(actor: Actor, department_id: UUID) -> bool:
    """Return whether a department is the one that the actor serves in."""
    return actor.department_id == department_id
