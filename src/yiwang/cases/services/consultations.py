# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""内部会商: asking colleagues about a case within a deadline, and answering.

Those who are asked may read this one case until they answer. The clock of the case runs on: what
offices ask each other is none of the stops of 行政许可法 45.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.desk import consulting, events
from yiwang.cases.desk.consulting import WHILE, WORKING
from yiwang.cases.desk.enums import ConsultationState
from yiwang.cases.desk.errors import (
    ConsultationDue,
    ConsultationLabelled,
    ConsultationNobody,
    ConsultationNotFound,
    ConsultationNotNow,
    ConsultationOver,
    ConsultationsTooMany,
    ConsultationUnanswered,
    ConsultationUnclear,
)
from yiwang.cases.errors import CaseNotFound, MaterialUnknown
from yiwang.cases.models import Case, Consultation, ConsultationFile
from yiwang.cases.queries.timeline import day_in_words
from yiwang.cases.services import clocks, content, work
from yiwang.cases.services.locking import locked_case
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.errors import NotFound
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact
from yiwang.organizations import policies as organization_policies
from yiwang.organizations import selectors as organizations

MOST_OPEN, MOST_FILES, LONGEST_DAYS = 10, 10, 60


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is asked: a department, or one of its posts, or one of its people."""

    department_id: UUID
    post_id: UUID | None = None
    staff_id: UUID | None = None


@transaction.atomic
def ask(
    *, case_id: UUID, to: Addressee, question: str, due_on: date, actor: Actor, at: datetime
) -> Consultation:
    """Ask colleagues about a case; they may read it until they answer.

    :raises ConsultationNotNow: nobody examines it now
    :raises ConsultationNobody: there is no such addressee, or it is the actor
    :raises ConsultationLabelled: what is labelled as important is not shown to other departments
    :raises ConsultationDue: the day is past, too far away, or after the case's own deadline
    """
    case = locked_case(case_id, actor=actor)
    if actor.is_citizen:
        raise CaseNotFound
    policies.check_has_right(actor, case, *WORKING)
    if case.state not in WHILE:
        raise ConsultationNotNow
    name = _checked(to, case, actor, on=clocks.today_of(at))
    words = content.words(question)
    if not words:
        raise ConsultationUnclear
    _check_due(case, due_on, today=clocks.today_of(at))
    open_ones = Consultation.objects.filter(case=case, state=ConsultationState.ASKED)
    if open_ones.count() >= MOST_OPEN:
        raise ConsultationsTooMany(params={"most": MOST_OPEN})
    made = Consultation.objects.create(
        region_code=case.region_code,
        case=case,
        case_number=case.number,
        item_name=case.item_name,
        asked_by_id=policies.staff_of(actor),
        asked_by_name=work.name_in_record(actor),
        asked_from_id=actor.department_id or case.department_id,
        asked_at=at,
        to_department_id=to.department_id,
        to_post_id=to.post_id,
        to_staff_id=to.staff_id,
        to_name=name,
        question=words,
        due_on=due_on,
    )
    fact = events.ConsultationAsked(
        case_id=case.pk,
        consultation_id=made.pk,
        to_department_id=to.department_id,
        to_post_id=to.post_id,
        to_staff_id=to.staff_id,
        due_on=due_on,
        content_sha256=content.digest([words], ()),
    )
    _note(fact, made, actor=actor, at=at)
    return made


def _checked(to: Addressee, case: Case, actor: Actor, *, on: date) -> str:
    """Return what the post or the colleague is called; "" for a whole department."""
    try:
        organizations.department(to.department_id)
    except NotFound:
        raise ConsultationNobody from None
    is_elsewhere = to.department_id != case.department_id
    if is_elsewhere and organizations.is_labelled(case.department_id, case.item_code):
        raise ConsultationLabelled
    if to.staff_id is not None:
        return _colleague(to, actor, on=on)
    if to.post_id is not None:
        return _post(to)
    if to.department_id == actor.department_id:
        raise ConsultationNobody
    return ""


def _colleague(to: Addressee, actor: Actor, *, on: date) -> str:
    if to.staff_id is None or to.staff_id == actor.staff_id or to.post_id is not None:
        raise ConsultationNobody
    held = organizations.posts_of(to.staff_id, on)
    if not any(
        one.department_id == to.department_id and one.rights.intersection(WORKING) for one in held
    ):
        raise ConsultationNobody
    return organizations.staff_names([to.staff_id])[to.staff_id]


def _post(to: Addressee) -> str:
    names = {one.id: one.name for one in organizations.posts_with_right(to.department_id, WORKING)}
    if to.post_id not in names:
        raise ConsultationNobody
    return names[to.post_id]


def _check_due(case: Case, due_on: date, *, today: date) -> None:
    last = today + timedelta(days=LONGEST_DAYS)
    of_case = case.due_on or case.intake_due_on
    if today <= of_case < last:
        last = of_case
    if not today <= due_on <= last:
        words = {"first": today, "last": last}
        raise ConsultationDue(
            params={key: day_in_words(day.isoformat()) for key, day in words.items()}
        )


@transaction.atomic
def answer(
    *,
    consultation_id: UUID,
    words: str,
    files: Sequence[UUID] = (),
    actor: Actor,
    at: datetime,
) -> Consultation:
    """Answer what one is asked; from then on the case cannot be read any more.

    :param files: uploaded by the actor before
    :raises ConsultationNotFound: somebody else is asked
    :raises ConsultationOver: it was answered or taken back, or the case is over
    """
    with reach.everywhere():
        made, case = locked_for_answer(consultation_id, actor)
        said = content.words(words)
        if not said:
            raise ConsultationUnanswered
        hashes = _keep(made, files, actor=actor, at=at)
        actor = organization_policies.acting_deputy(actor, made.to_staff_id)
        made.state, made.answer, made.ended_at = ConsultationState.ANSWERED, said, at
        made.answered_by_id = policies.staff_of(actor)
        made.answered_by_name = work.name_in_record(actor)
        made.save(
            update_fields=["state", "answer", "ended_at", "answered_by_id", "answered_by_name"]
        )
        fact = events.ConsultationAnswered(
            case_id=case.pk,
            consultation_id=made.pk,
            is_late=clocks.today_of(at) > made.due_on,
            content_sha256=content.digest([said, *hashes], ()),
        )
        _note(fact, made, actor=actor, at=at)
    return made


def locked_for_answer(consultation_id: UUID, actor: Actor) -> tuple[Consultation, Case]:
    """Return what the actor is asked and may still answer, with its case; both are locked.

    The caller has widened the reach: the case is another department's.
    """
    found = Consultation.objects.put_to(actor).filter(pk=consultation_id).first()
    if found is None:
        raise ConsultationNotFound
    case = locked_case(found.case_id)
    made = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation_id)
    consulting.check_may_answer(actor, case, made)
    return made, case


def _keep(made: Consultation, files: Sequence[UUID], *, actor: Actor, at: datetime) -> list[str]:
    if not files:
        return []
    if len(files) > MOST_FILES or len(set(files)) != len(files):
        raise MaterialUnknown
    stored = content.own_files({"files": files}, actor=actor)
    ConsultationFile.objects.bulk_create(
        [
            ConsultationFile(
                region_code=made.region_code,
                case_id=made.case_id,
                consultation=made,
                file_id=file_id,
                added_at=at,
            )
            for file_id in files
        ]
    )
    return sorted(stored.values())


@transaction.atomic
def withdraw(*, consultation_id: UUID, actor: Actor, at: datetime) -> Consultation:
    """Take a question back that nobody has answered; for who asked, and who handles the case now.

    :raises ConsultationNotFound: it belongs to no case of the actor's department
    :raises ConsultationOver: it is over already
    """
    found = Consultation.objects.filter(pk=consultation_id).first()
    if found is None or not actor.is_staff:
        raise ConsultationNotFound
    case = Case.objects.select_for_update(of=("self",)).filter(pk=found.case_id).first()
    if case is None or not policies.has_right(actor, case, *WORKING):
        raise ConsultationNotFound
    made = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation_id)
    if made.state != ConsultationState.ASKED:
        raise ConsultationOver
    made.state, made.ended_at = ConsultationState.WITHDRAWN, at
    made.save(update_fields=["state", "ended_at"])
    fact = events.ConsultationWithdrawn(case_id=case.pk, consultation_id=made.pk)
    _note(fact, made, actor=actor, at=at)
    return made


def end_of_case(case_id: UUID, *, at: datetime) -> int:
    """Let open questions end with their case; return how many there were."""
    waiting = Consultation.objects.filter(case_id=case_id, state=ConsultationState.ASKED)
    rows = list(waiting.select_for_update(of=("self",)).order_by("id"))
    for made in rows:
        made.state, made.ended_at = ConsultationState.ENDED, at
        made.save(update_fields=["state", "ended_at"])
        fact = events.ConsultationEnded(case_id=case_id, consultation_id=made.pk)
        _note(fact, made, actor=system_actor("consultations"), at=at)
    return len(rows)


def _note(fact: Fact, made: Consultation, *, actor: Actor, at: datetime) -> None:
    ledger.append(fact, actor=actor, at=at, region_code=made.region_code)
