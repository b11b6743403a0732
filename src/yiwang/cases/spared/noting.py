# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A provider's answer as work: it waits on the task list until staff have looked at it.

What follows from an answer is decided elsewhere: a doubt ends, a dispute is decided, the case is.
Each of these takes the task off the list, as does saying that it was looked at.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.cases import policies
from yiwang.cases.enums import CaseState, Role
from yiwang.cases.models import Case
from yiwang.cases.services import work
from yiwang.cases.services.locking import locked_case
from yiwang.cases.spared import events
from yiwang.cases.spared.errors import NothingToNote
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

DAYS_TO_LOOK: Final = 3
"""Working days; a choice of ours, no law names any."""
AT_THE_COUNTER: Final = (CaseState.SUBMITTED, CaseState.CORRECTION)


def open_task(case: Case, *, at: datetime) -> None:
    """Put an answer before those who work on the locked case; one that waits goes on waiting."""
    if work.open_items(case).filter(step_key=work.EVIDENCE_ANSWER).exists():
        return
    due = foundation.working_calendar().add_workdays(timezone.localdate(at), DAYS_TO_LOOK).on
    role = Role.COUNTER if case.state in AT_THE_COUNTER else Role.HANDLER
    item = work.new_item(case, role=role, key=work.EVIDENCE_ANSWER, due_on=due, at=at)
    item.save(force_insert=True)


def close_task(case: Case, *, actor: Actor, at: datetime) -> None:
    """Take the answer off the list, if it is on it; the case is locked."""
    work.finish_work(case, work.EVIDENCE_ANSWER, actor=actor, at=at)


@transaction.atomic
def note_answer(*, case_id: UUID, actor: Actor, at: datetime, revision: int | None = None) -> None:
    """Say that what the provider answered was looked at.

    :raises NotYourCase, OwnCase, CaseNotFound: the actor does not work on the case
    :raises NothingToNote: no answer waits
    """
    case = locked_case(case_id, revision=revision, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_ACCEPT, Right.CASES_HANDLE)
    if not work.open_items(case).filter(step_key=work.EVIDENCE_ANSWER).exists():
        raise NothingToNote
    close_task(case, actor=actor, at=at)
    ledger.append(
        events.AnswerNoted(case_id=case.pk), actor=actor, at=at, region_code=case.region_code
    )
