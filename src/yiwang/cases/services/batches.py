# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""批量受理、批量审批: the same act for several cases, each by its own service and for itself.

A refusal has to state the reasons of its own case (行政许可法 38), so no batch refuses anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.cases import policies
from yiwang.cases.desk import events
from yiwang.cases.desk.enums import BatchAction, BatchResult
from yiwang.cases.desk.errors import (
    BatchBasesDiffer,
    BatchHasNoBases,
    BatchHasNoForm,
    BatchKeyTaken,
    BatchNotThisStep,
    BatchTooLarge,
    NeedsOwnDecision,
)
from yiwang.cases.desk.errors import BatchEmpty as BatchEmpty
from yiwang.cases.enums import Outcome
from yiwang.cases.errors import (
    AlreadyClaimed,
    CaseChanged,
    CaseNotFound,
    DecisionNotDue,
    StepNotOpen,
)
from yiwang.cases.models import Batch, BatchEntry
from yiwang.cases.procedures.bases import Choice, chosen, shared
from yiwang.cases.procedures.gates import Grounds
from yiwang.cases.queries import batch_forms
from yiwang.cases.queries import batches as questions
from yiwang.cases.queries.batch_forms import Filled as Filled
from yiwang.cases.services import content, decisions, handling, intake
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.workflow.errors import TransitionNotAllowed

MOST = questions.MOST
LONGEST_KEY: Final = 64
FASTER: Final = (
    *(AlreadyClaimed, BatchEmpty, BatchNotThisStep, CaseChanged, CaseNotFound, DecisionNotDue),
    *(StepNotOpen, TransitionNotAllowed),
)
"""Refusals that mean: somebody, or the case itself, has moved on since the list was shown."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """One task of a batch, and the state of its case that the sender saw."""

    work_item_id: UUID
    revision: int


def handle_together(
    *,
    key: str,
    ticked: Sequence[Ticked],
    opinion: str,
    actor: Actor,
    at: datetime,
    filled: Filled = batch_forms.NOTHING,
    bases: Choice = None,
) -> Batch:
    """Do the same to several cases, each in a transaction of its own; return the batch.

    Sent twice with the same key it is one batch: what is done stays done, what an interrupted
    sending left waiting is gone on with. A case that is refused stays as it was.

    :param bases: on which of the item's legal bases all these decisions rest; None for all

    :raises BatchHasNoBases, BatchBasesDiffer, NoBasisChosen, NotThisBasis: what was chosen
    :raises BatchEmpty, BatchTooLarge, BatchMixed, BatchNotThisStep: the list as a whole
    :raises BatchKeyTaken: another list was sent with this key
    """
    asked = _Asked(ticked, content.words(opinion), filled, bases)
    batch = _made(key, asked, actor=actor, at=at)
    waiting = BatchEntry.objects.filter(batch=batch, result=BatchResult.WAITING)
    for entry_id in list(waiting.order_by("place").values_list("pk", flat=True)):
        _handle(batch, entry_id, asked, actor=actor, at=at)
    return batch


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a sending asks for, as a whole."""

    ticked: Sequence[Ticked]
    words: str
    filled: Filled
    bases: Choice

    def sha256(self) -> str:
        ids = [one.work_item_id for one in self.ticked]
        asked = sorted([str(one.work_item_id), one.revision] for one in self.ticked)
        answers = self.filled.fingerprint(ids)
        more: list[object] = [answers] if answers else []
        if self.bases is not None:
            more.append({"bases": sorted(set(self.bases))})
        return content.digest([asked, self.words, *more], ())


def _made(key: str, asked: _Asked, *, actor: Actor, at: datetime) -> Batch:
    staff_id = policies.staff_of(actor)
    key = clean_text(key, max_length=LONGEST_KEY)
    if len(asked.ticked) > MOST:
        raise BatchTooLarge(params={"most": MOST, "count": len(asked.ticked)})
    sha256 = asked.sha256()
    known = Batch.objects.filter(staff_id=staff_id, key=key).first() if key else None
    if known is None:
        known = _new(key, sha256, asked, actor=actor, at=at)
    if known.sha256 != sha256 or known.department_id != actor.department_id:
        raise BatchKeyTaken
    return known


def _new(key: str, sha256: str, asked: _Asked, *, actor: Actor, at: datetime) -> Batch:
    revisions = {one.work_item_id: one.revision for one in asked.ticked}
    look = questions.look_at(list(revisions), actor, today=timezone.localdate(at))
    if not look.form_code and asked.filled.fingerprint(revisions):
        raise BatchHasNoForm
    _check_bases(look, asked.bases)
    batch = Batch(
        region_code=actor.division_code,
        department_id=policies.department_of(actor),
        staff_id=policies.staff_of(actor),
        key=key,
        sha256=sha256,
        action=look.action,
        item_code=look.item_code,
        item_name=look.item_name,
        step_name=look.step_name,
        opinion=asked.words,
        made_at=at,
    )
    if not key:
        batch.key = str(batch.pk)
    entries = [
        BatchEntry(
            region_code=row.case.region_code,
            batch=batch,
            place=place,
            case_id=row.case.pk,
            case_number=row.case.number,
            work_item_id=row.item.pk,
            step_key=row.item.step_key,
            revision=revisions[row.item.pk],
        )
        for place, row in enumerate(look.rows, start=1)
    ]
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
            BatchEntry.objects.bulk_create(entries)
    except IntegrityError:
        # The same form came twice at once: the other sending has made the batch meanwhile.
        return Batch.objects.get(staff_id=batch.staff_id, key=batch.key)
    return batch


def _check_bases(look: questions.BatchLook, choice: Choice) -> None:
    if choice is None:
        return
    if look.action != BatchAction.GRANT:
        raise BatchHasNoBases
    if shared(one.case.version_id for one in look.rows) is None:
        raise BatchBasesDiffer
    chosen(catalogue.snapshot(look.rows[0].case.version_id), choice)


def _handle(batch: Batch, entry_id: UUID, asked: _Asked, *, actor: Actor, at: datetime) -> None:
    """Handle one case and take down what became of it, all in one transaction."""
    with transaction.atomic():
        found = BatchEntry.objects.select_for_update(skip_locked=True, of=("self",))
        entry = found.filter(pk=entry_id, result=BatchResult.WAITING).first()
        if entry is None:
            return  # another sending of the same form has it
        form_code = ""
        try:
            look = questions.look_at([entry.work_item_id], actor, today=timezone.localdate(at))
            form_code = look.form_code
            with transaction.atomic():
                _act(batch, entry, look, asked, actor=actor, at=at)
        except DomainError as refusal:
            entry.result, entry.code = _result_of(refusal), refusal.code
            entry.said = batch_forms.sentence(form_code, refusal)
        else:
            entry.result = BatchResult.DONE
        entry.done_at = at
        entry.save(update_fields=["result", "code", "said", "done_at"])


def _result_of(refusal: DomainError) -> BatchResult:
    if isinstance(refusal, NeedsOwnDecision):
        return BatchResult.APART
    return BatchResult.TAKEN if isinstance(refusal, FASTER) else BatchResult.REFUSED


def _act(
    batch: Batch,
    entry: BatchEntry,
    look: questions.BatchLook,
    asked: _Asked,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Do to one case what its own button does, after a last look at what sets it apart."""
    (row,) = look.rows
    if row.case.revision != entry.revision:
        raise CaseChanged
    if row.apart or look.action != batch.action:
        reasons = "；".join(str(one.label) for one in row.apart)
        raise NeedsOwnDecision(params={"reasons": reasons})
    if batch.action == BatchAction.ACCEPT:
        intake.accept_case(case_id=entry.case_id, actor=actor, at=at, revision=entry.revision)
    elif batch.action == BatchAction.STEP:
        handling.complete_step(
            case_id=entry.case_id,
            step_key=entry.step_key,
            data=asked.filled.of(entry.work_item_id),
            opinion=batch.opinion,
            actor=actor,
            at=at,
            revision=entry.revision,
        )
    else:
        decisions.decide_case(
            case_id=entry.case_id,
            outcome=Outcome.GRANTED,
            reasons=batch.opinion,
            grounds=Grounds(bases=asked.bases),
            actor=actor,
            at=at,
            revision=entry.revision,
        )
    fact = events.HandledInBatch(case_id=entry.case_id, batch_id=batch.pk, action=batch.action)
    ledger.append(fact, actor=actor, at=at, region_code=entry.region_code)
