# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about consultations: what one is asked, what one has asked, and the case behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.cases.desk import consulting
from yiwang.cases.desk.consulting import WORKING as WORKING
from yiwang.cases.desk.enums import ConsultationState
from yiwang.cases.desk.errors import ConsultationNotFound
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.models import Case, CaseMaterial, Consultation, ConsultationFile, StepRecord
from yiwang.cases.queries.clock_face import days_left
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations

MOST = 100


@dataclass(frozen=True, slots=True)
class ShownConsultation:
    """A consultation for people to read; ``days_left`` is below 0 once it is overdue."""

    row: Consultation
    from_department: str
    to_department: str
    days_left: int
    files: Sequence[ConsultationFile] = ()

    @property
    def is_open(self) -> bool:
        return self.row.state == ConsultationState.ASKED

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.days_left < 0


@dataclass(frozen=True, slots=True)
class ConsultedCase:
    """What somebody who is asked may read of another department's case."""

    case: Case
    materials: Sequence[CaseMaterial]
    steps: Sequence[StepRecord]


def asked_of(actor: Actor, *, today: date, is_open: bool = True) -> list[ShownConsultation]:
    """Return what the actor is asked, the most urgent first; or what is over, the last first."""
    if not consulting.works(actor):
        return []
    found = Consultation.objects.put_to(actor)
    if is_open:
        rows = found.filter(state=ConsultationState.ASKED).order_by("due_on", "id")
    else:
        rows = found.exclude(state=ConsultationState.ASKED).order_by("-asked_at", "-id")
    return _shown(list(rows[:MOST]), today=today)


def asked_by(actor: Actor, *, today: date) -> list[ShownConsultation]:
    """Return what the actor has asked, the last first."""
    if actor.staff_id is None or actor.department_id is None:
        return []
    found = Consultation.objects.filter(
        asked_by_id=actor.staff_id, asked_from_id=actor.department_id
    )
    return _shown(list(found.order_by("-asked_at", "-id")[:MOST]), today=today)


def of_case(of: Case, *, today: date) -> list[ShownConsultation]:
    """Return the consultations of a case that the reader sees, first things first."""
    rows = list(Consultation.objects.filter(case=of).order_by("asked_at", "id"))
    return _shown(rows, today=today, with_files=True)


def consultation(consultation_id: UUID, actor: Actor, *, today: date) -> ShownConsultation:
    """Return one consultation that the actor is asked, has asked, or whose case they see.

    :raises ConsultationNotFound: there is none
    """
    found = _found(consultation_id, actor)
    return _shown([found], today=today, with_files=True)[0]


def _found(consultation_id: UUID, actor: Actor) -> Consultation:
    if actor.is_staff:
        asked = Consultation.objects.put_to(actor).filter(pk=consultation_id).first()
        if asked is not None and consulting.works(actor):
            return asked
        seen = Case.objects.visible_to(actor)
        own = Consultation.objects.filter(pk=consultation_id, case__in=seen).first()
        if own is not None:
            return own
    raise ConsultationNotFound


def may_answer(actor: Actor, of: Consultation) -> bool:
    """Tell whether the actor is asked and nothing has ended it; shows or hides the form."""
    if of.state != ConsultationState.ASKED or not consulting.works(actor):
        return False
    return Consultation.objects.put_to(actor).filter(pk=of.pk).exists()


def consulted_case(consultation_id: UUID, actor: Actor) -> ConsultedCase:
    """Return another department's case to somebody who is asked about it, until they answer.

    :raises ConsultationNotFound: somebody else is asked
    :raises ConsultationOver: it is over, and with it the right to read
    """
    with reach.everywhere():
        found = Consultation.objects.put_to(actor).filter(pk=consultation_id)
        made = found.select_related("case", "case__department").first()
        if made is None:
            raise ConsultationNotFound
        consulting.check_may_answer(actor, made.case, made)
        files = CaseMaterial.objects.filter(case=made.case, replaced_at__isnull=True)
        steps = StepRecord.objects.filter(case=made.case).order_by("done_at", "id")
        return ConsultedCase(
            case=made.case,
            materials=list(files.select_related("file").order_by("requirement_key", "id")),
            steps=list(steps),
        )


def answer_file(consultation_id: UUID, file_id: UUID, actor: Actor) -> ConsultationFile:
    """Return one file of an answer to whoever may read the answer.

    :raises CaseNotFound: no such file, or not theirs
    """
    made = _found(consultation_id, actor)
    found = ConsultationFile.objects.filter(consultation=made, file_id=file_id).first()
    if found is None:
        raise CaseNotFound
    return found


def _shown(
    rows: Sequence[Consultation], *, today: date, with_files: bool = False
) -> list[ShownConsultation]:
    files: dict[UUID, list[ConsultationFile]] = {}
    answered = [one.pk for one in rows if one.state == ConsultationState.ANSWERED]
    if with_files and answered:
        found = ConsultationFile.objects.filter(consultation_id__in=answered)
        for each in found.select_related("file").order_by("added_at", "id"):
            files.setdefault(each.consultation_id, []).append(each)
    return [
        ShownConsultation(
            row=one,
            from_department=organizations.department(one.asked_from_id).name,
            to_department=organizations.department(one.to_department_id).name,
            days_left=days_left(one.due_on, today=today),
            files=files.get(one.pk, ()),
        )
        for one in rows
    ]
