# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What differs between cases that somebody wants to handle together, and what became of batches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yiwang.cases.automation.enums import Automation
from yiwang.cases.desk.enums import Apart, BatchAction, BatchResult, ConsultationState
from yiwang.cases.desk.errors import (
    BatchEmpty,
    BatchMixed,
    BatchNotFound,
    BatchNotThisStep,
    BatchTooLarge,
)
from yiwang.cases.enums import (
    ApplicantKind,
    CaseMode,
    CaseState,
    OriginalResult,
    Purpose,
    ReceivingState,
    WorkState,
)
from yiwang.cases.models import (
    Batch,
    BatchEntry,
    Case,
    CaseMaterial,
    Consultation,
    Correction,
    OriginalCheck,
    Receiving,
    StepRecord,
    WorkItem,
)
from yiwang.cases.procedures.bases import shared
from yiwang.cases.queries import batch_forms, spared
from yiwang.cases.queries.clock_face import Tone, days_left, tone_of
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_name
from yiwang.ledger import selectors as ledger

MOST = 200
INTAKE, DECISION = "intake", "decision"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One case among those that somebody wants to handle together.

    :param apart: why it has to be handled alone; empty: it may be in the batch
    :param missing: the names of required materials that are not there
    :param opinion: what the last step said, by whom
    """

    item: WorkItem
    case: Case
    apart: Sequence[Apart]
    missing: Sequence[str]
    opinion: str
    opinion_by: str
    files: int
    days_left: int
    tone: Tone

    @property
    def applicant_name(self) -> str:
        """Return the applicant's name as lists show it: of a person, masked."""
        name = self.case.applicant_name
        return name if self.case.applicant_kind == ApplicantKind.LEGAL else mask_name(name)

    @property
    def may_join(self) -> bool:
        return not self.apart


@dataclass(frozen=True, slots=True)
class BatchLook:
    """What would be done to which cases; ``gone`` of the ticked ones wait no longer.

    :param form_code: of the step's own form, which every case has to hold; "" for none
    """

    action: BatchAction
    item_code: str
    item_name: str
    step_name: str
    form_code: str
    rows: Sequence[BatchRow]
    gone: int

    @property
    def joining(self) -> list[BatchRow]:
        return [one for one in self.rows if one.may_join]

    @property
    def bases(self) -> Sequence[tuple[str, str]]:
        """Return law and article, among which one choice can be made for all; else none."""
        if self.action is not BatchAction.GRANT:
            return ()
        return shared(one.case.version_id for one in self.joining) or ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What is asked once for all cases."""

    files: Mapping[UUID, Sequence[str]]
    steps: Mapping[UUID, StepRecord]
    corrected: Collection[UUID]
    consulted: Collection[UUID]
    differing: Collection[UUID]
    held: Collection[UUID]
    read: Mapping[UUID, datetime]
    is_unfit: bool
    """The step's form is of one case only."""


def look_at(work_item_ids: Sequence[UUID], actor: Actor, *, today: date) -> BatchLook:
    """Return what ticked tasks have in common, and what sets some of them apart.

    The number of queries does not grow with the cases, save for those that rest on findings.

    :raises BatchEmpty, BatchTooLarge: none of them waits, or more than 200
    :raises BatchMixed: they belong to different items or steps
    :raises BatchNotThisStep: it is neither acceptance, nor a step of the process, nor a decision
    """
    wanted = list(dict.fromkeys(work_item_ids))
    if len(wanted) > MOST:
        raise BatchTooLarge(params={"most": MOST, "count": len(wanted)})
    found = WorkItem.objects.visible_to(actor).filter(pk__in=wanted, state=WorkState.OPEN)
    items = list(found.select_related("case").order_by("due_on", "id"))
    if not items:
        raise BatchEmpty
    first = items[0]
    action = _action_of(first)
    if len({_kind_of(one) for one in items}) > 1:
        raise BatchMixed
    known = _known(items, action)
    return BatchLook(
        action=action,
        item_code=first.case.item_code,
        item_name=first.item_name,
        step_name=first.step_name,
        form_code=first.form_code if action is BatchAction.STEP else "",
        rows=[_row(one, known, action, actor, today) for one in items],
        gone=len(wanted) - len(items),
    )


def _kind_of(item: WorkItem) -> tuple[object, ...]:
    """Return what all cases of a batch have in common; versions of an item may share a form."""
    case = item.case
    return case.item_code, item.step_name, item.kind, item.form_code, case.department_id


def _action_of(item: WorkItem) -> BatchAction:
    if item.step_key == INTAKE:
        return BatchAction.ACCEPT
    if item.kind == DECISION:
        return BatchAction.GRANT
    if not item.element_id:
        raise BatchNotThisStep
    return BatchAction.STEP


def _known(items: Sequence[WorkItem], action: BatchAction) -> _Known:
    ids, form_code = [one.case_id for one in items], items[0].form_code
    files: dict[UUID, list[str]] = {}
    handed = CaseMaterial.objects.filter(case_id__in=ids, replaced_at__isnull=True)
    for case_id, key in handed.order_by("id").values_list("case_id", "requirement_key"):
        files.setdefault(case_id, []).append(key)
    said = StepRecord.objects.filter(case_id__in=ids).only("case_id", "opinion", "done_by_name")
    steps = said.order_by("done_at", "id")
    asked = Consultation.objects.filter(case_id__in=ids, state=ConsultationState.ASKED)
    mismatch = OriginalCheck.objects.filter(
        case_id__in=ids, result=OriginalResult.MISMATCH, voided_at__isnull=True
    )
    is_intake = action is BatchAction.ACCEPT
    corrected = Correction.objects.filter(case_id__in=ids) if is_intake else None
    waits = [ReceivingState.HELD, ReceivingState.RETURNED, ReceivingState.HANDED_OVER]
    held = Receiving.objects.filter(case_id__in=ids, state__in=waits) if is_intake else None
    return _Known(
        files=files,
        steps={one.case_id: one for one in steps},
        corrected=set() if corrected is None else set(corrected.values_list("case_id", flat=True)),
        consulted=set(asked.values_list("case_id", flat=True)),
        differing=set(mismatch.values_list("case_id", flat=True)),
        held=set() if held is None else set(held.values_list("case_id", flat=True)),
        read=ledger.last_of_kind("cases.case_read", "case", ids),
        is_unfit=action is BatchAction.STEP and bool(form_code) and not batch_forms.fits(form_code),
    )


def _row(item: WorkItem, known: _Known, action: BatchAction, actor: Actor, today: date) -> BatchRow:
    case = item.case
    sheets, changed = spared.rested_on(case) if case.found_count else ([], [])
    found = {one.key for one in sheets if one.counts}
    missing = _missing(case, {*known.files.get(case.pk, ()), *found})
    reasons = {
        Apart.FORM: known.is_unfit,
        Apart.TAKEN: item.claimed_by_id not in (None, actor.staff_id, *actor.covers_for),
        Apart.STOPPED: item.is_stopped or case.state == CaseState.SUSPENDED,
        Apart.MATERIALS: bool(missing),
        Apart.MODE: case.mode != CaseMode.STANDARD,
        Apart.CORRECTED: case.pk in known.corrected,
        Apart.FINDINGS: any(one.is_open_dispute for one in sheets),
        Apart.CHANGED: bool(changed),
        Apart.RULE: case.automation == Automation.PERSON,
        Apart.PROCEDURES: case.has_procedures,
        Apart.CONSULTED: case.pk in known.consulted,
        Apart.ABOUT: case.purpose not in (Purpose.NEW, Purpose.ANEW),
        Apart.UNREAD: not _was_read(case, known),
        Apart.ORIGINALS: case.pk in known.differing,
        Apart.HANDED: case.pk in known.held,
    }
    last = known.steps.get(case.pk)
    return BatchRow(
        item=item,
        case=case,
        apart=[reason for reason, holds in reasons.items() if holds],
        missing=missing,
        opinion=last.opinion if last else "",
        opinion_by=last.done_by_name if last else "",
        files=len(known.files.get(case.pk, ())),
        days_left=days_left(item.due_on, today=today),
        tone=tone_of(item.due_on, is_stopped=item.is_stopped, today=today),
    )


def _missing(case: Case, there: Collection[str]) -> list[str]:
    if case.own_process_id is not None:
        return []
    snapshot = catalogue.snapshot(case.version_id)
    asked = catalogue.materials_for(snapshot, case.form_data, case.scenario_answers)
    return [
        each.name
        for each in asked
        if each.is_uploaded and each.is_required and each.key not in there
    ]


def _was_read(case: Case, known: _Known) -> bool:
    """Tell whether anybody has opened it since it, or its correction, came in."""
    at = known.read.get(case.pk)
    return at is not None and at >= case.received_at


def batches(actor: Actor) -> list[Batch]:
    """Return the actor's last batches."""
    return list(Batch.objects.of_reader(actor).order_by("-made_at", "-id")[:50])


@dataclass(frozen=True, slots=True)
class ShownBatch:
    """A batch with what became of each case, in the order of the list."""

    row: Batch
    entries: Sequence[BatchEntry]
    answers: Mapping[UUID, Sequence[batch_forms.Answer]]
    """By case, what the step's form holds there."""

    def of(self, *results: BatchResult) -> list[BatchEntry]:
        return [one for one in self.entries if one.result in results]

    @property
    def done(self) -> list[BatchEntry]:
        return self.of(BatchResult.DONE)

    @property
    def waiting(self) -> list[BatchEntry]:
        return self.of(BatchResult.WAITING)

    @property
    def left(self) -> list[BatchEntry]:
        return [one for one in self.entries if one.result != BatchResult.DONE]


def batch(batch_id: UUID, actor: Actor) -> ShownBatch:
    """Return one of the actor's batches.

    :raises BatchNotFound: it is somebody else's
    """
    found = Batch.objects.of_reader(actor).filter(pk=batch_id).first()
    if found is None:
        raise BatchNotFound
    entries = list(BatchEntry.objects.filter(batch=found).order_by("place"))
    done = [one for one in entries if one.result == BatchResult.DONE]
    is_step = found.action == BatchAction.STEP
    return ShownBatch(found, entries, batch_forms.answers_of(done) if is_step else {})
