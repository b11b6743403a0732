# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The first and the last line of every command on a case: lock it, and save what changed."""

from uuid import UUID

from yiwang.cases import policies
from yiwang.cases.enums import Action, CaseState
from yiwang.cases.errors import CaseChanged, CaseNotFound
from yiwang.cases.models import Case
from yiwang.cases.states import CASE
from yiwang.foundation.actors import Actor


def locked_case(case_id: UUID, *, revision: int | None = None, actor: Actor | None = None) -> Case:
    """Return the case, locked until the transaction ends.

    :param revision: what the person saw; None when it does not matter
    :param actor: who says what they saw; to others the case does not answer
    :raises CaseNotFound: there is none, or none that this citizen may know of
    :raises NotYourCase: it is another department's
    :raises CaseChanged: somebody else acted on it since
    """
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound
    if actor is not None:
        policies.check_reaches(actor, case)
    if revision is not None and case.revision != revision:
        raise CaseChanged
    return case


def move(case: Case, action: Action) -> None:
    """Set the state that the action leads to.

    :raises TransitionNotAllowed: the state table has no such row
    """
    case.state = CASE.transition(CaseState(case.state), action).target


def save(case: Case, *fields: str) -> None:
    """Write the state and these fields, and count the change."""
    case.save(update_fields=changed(case, *fields))


def changed(case: Case, *fields: str) -> tuple[str, ...]:
    """Count a change of the case and return the fields that are to be saved."""
    case.revision += 1
    return ("state", "revision", *fields)
