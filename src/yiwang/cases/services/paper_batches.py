# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""批量出文: chosen cases, one kind of paper, made by a job that goes on where it was stopped.

Each case is a transaction of its own: killed in the middle, no number is lost and none is used
twice. What a case has already is taken as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import structlog
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from procrastinate.contrib.django import app

from yiwang.cases import policies
from yiwang.cases.desk.enums import LineResult
from yiwang.cases.enums import CaseState, WorkState
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import Case, PaperBatch, PaperBatchLine
from yiwang.cases.paper_batch_refusals import (
    KindNotInBatches,
    NoCaseChosen,
    PaperBatchNotFound,
    PaperFailed,
    TooManyCases,
    VersionNotPublished,
)
from yiwang.cases.queries import cases as questions
from yiwang.cases.services import application_papers, notices, reading
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind, TemplateState
from yiwang.documents.errors import TypesettingBusy
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.errors import DomainError
from yiwang.organizations.enums import Right

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from yiwang.cases.models.case import CaseQuerySet

log = structlog.get_logger(__name__)
ACTOR = system_actor("paper-batch")
JOB: Final = "cases.paper_batch"
MOST: Final = 200
STILL: Final = timedelta(minutes=5)
"""After which a batch that does not move is taken up again."""
FOLLOWS_SOON: Final = timedelta(minutes=10)
"""Within which a notice that a fact calls for comes by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which cases of the department: everything left empty is any.

    :param step: name of the step that waits
    :param version_id: of the template to make papers with; None for the one in force on the day
    """

    item_code: str = ""
    state: str = ""
    step: str = ""
    first_on: date | None = None
    last_on: date | None = None
    version_id: UUID | None = None


def _receipt(case: Case) -> Any:
    return notices.receipt(case), case.submitted_at


def _acceptance(case: Case) -> Any:
    return (notices.acceptance(case), case.accepted_at) if case.accepted_at else None


def _decision(kind: NoticeKind) -> Callable[[Case], Any]:
    def made(case: Case) -> Any:
        decision = questions.decision(case)
        if decision is None:
            return None
        data = notices.decided(case, decision)
        return (data, decision.decided_at) if notices.kind_of(data) is kind else None

    return made


MAKERS: Mapping[NoticeKind, Callable[[Case], Any]] = {
    NoticeKind.APPLICATION: lambda case: (application_papers.application(case), None),
    NoticeKind.RECEIPT: _receipt,
    NoticeKind.ACCEPTANCE: _acceptance,
    NoticeKind.GRANTED: _decision(NoticeKind.GRANTED),
    NoticeKind.REFUSED: _decision(NoticeKind.REFUSED),
}
"""The kinds that follow from the rows of a case, and since when."""
TAKEN_ONLY: Final = frozenset(
    {NoticeKind.CORRECTION, NoticeKind.NOT_ACCEPTED, NoticeKind.CERTIFICATE}
)
"""Kinds that a batch gathers where they were issued, and never makes."""
KINDS: Final = (*MAKERS, *sorted(TAKEN_ONLY))


def chosen_cases(choice: Choice, actor: Actor) -> "CaseQuerySet":
    """Return the cases of the actor's department that a choice fits, oldest first."""
    found = Case.objects.visible_to(actor).filter(department_id=policies.department_of(actor))
    if choice.item_code:
        found = found.filter(item_code=choice.item_code)
    if choice.state in CaseState.values:
        found = found.filter(state=choice.state)
    if choice.step:
        found = found.filter(
            work_items__step_name=choice.step, work_items__state=WorkState.OPEN
        ).distinct()
    if choice.first_on:
        found = found.filter(submitted_at__date__gte=choice.first_on)
    if choice.last_on:
        found = found.filter(submitted_at__date__lte=choice.last_on)
    return found.filter(own_process_id__isnull=True).order_by("submitted_at", "id")


def make_batch(
    *, kind: NoticeKind, choice: Choice, key: str, actor: Actor, at: datetime
) -> PaperBatch:
    """Take chosen cases into a batch and let a job make their papers.

    :param key: the sender's word; sent twice, it is one batch
    :raises KindNotInBatches: papers of this kind are not made in batches
    :raises NoCaseChosen: nothing fits
    :raises TooManyCases: more fits than a batch holds
    :raises VersionNotPublished: the chosen version is none that the department may use for this
    """
    if not actor.has_right(Right.CASES_READ) or actor.department_id is None:
        raise NotYourCase
    if kind not in KINDS:
        raise KindNotInBatches
    staff_id = policies.staff_of(actor)
    known = PaperBatch.objects.filter(staff_id=staff_id, key=key).first()
    if known is not None:
        return known
    _check_version(kind, choice, actor)
    rows = list(chosen_cases(choice, actor)[: MOST + 1])
    if not rows:
        raise NoCaseChosen
    if len(rows) > MOST:
        raise TooManyCases(params={"most": MOST})
    try:
        return _made(rows, kind, choice, key=key, actor=actor, at=at)
    except IntegrityError as error:
        if "paper_batch_key_once" not in str(error):
            raise
        return PaperBatch.objects.get(staff_id=staff_id, key=key)


def _check_version(kind: NoticeKind, choice: Choice, actor: Actor) -> None:
    if choice.version_id is None:
        return
    known = documents.templates.choices([kind], actor, item_code=choice.item_code)
    if kind not in MAKERS or choice.version_id not in {each.id for each in known}:
        raise VersionNotPublished


@transaction.atomic
def _made(
    rows: list[Case], kind: NoticeKind, choice: Choice, *, key: str, actor: Actor, at: datetime
) -> PaperBatch:
    batch = PaperBatch(
        region_code=actor.division_code,
        department_id=policies.department_of(actor),
        staff_id=policies.staff_of(actor),
        key=key,
        kind=kind,
        chosen={name: str(value or "") for name, value in asdict(choice).items()},
        total=len(rows),
        made_at=at,
        moved_at=at,
    )
    batch.save(force_insert=True)
    PaperBatchLine.objects.bulk_create(
        PaperBatchLine(batch=batch, case=case, number=case.number) for case in rows
    )
    reading.note_listed(rows, actor=actor, at=at)
    _defer(batch.pk)
    return batch


def go_on(*, batch_id: UUID, at: datetime) -> None:
    """Make the papers that are still missing, then the two files; done twice, it changes nothing.

    Two workers share the lines: each takes one that nobody holds.
    """
    while _next_line(batch_id, at=at):
        pass
    _finish(batch_id, at=at)


def take_up(*, at: datetime) -> int:
    """Let batches go on whose worker was lost; return how many."""
    still = PaperBatch.objects.filter(done_at__isnull=True, moved_at__lt=at - STILL)
    ids = list(still.order_by("moved_at").values_list("pk", flat=True)[:100])
    for batch_id in ids:
        _defer(batch_id)
    return len(ids)


def _defer(batch_id: UUID) -> None:
    app.configure_task(JOB, queue="documents").defer(batch_id=str(batch_id))


@transaction.atomic
def _next_line(batch_id: UUID, *, at: datetime) -> bool:
    waiting = PaperBatchLine.objects.filter(batch_id=batch_id, result=LineResult.WAITING)
    line = waiting.select_for_update(of=("self",), skip_locked=True).order_by("id").first()
    if line is None:
        return False
    batch = PaperBatch.objects.get(pk=batch_id)
    try:
        with transaction.atomic():
            line.document_id, line.result = _paper(
                line.case_id, NoticeKind(batch.kind), version_id=version_of(batch), at=at
            )
    except (OperationalError, InterfaceError, OSError, TypesettingBusy):
        raise  # the same line may go well another time
    except DomainError as refusal:
        line.result, line.refusal = LineResult.NONE, str(refusal)[:300]
    except Exception:  # a bulkhead: one case that cannot be printed holds no other up
        log.exception("cases.paper_failed", batch=str(batch_id), line=line.pk)
        line.result, line.refusal = LineResult.NONE, str(PaperFailed())
    line.save(update_fields=["document_id", "result", "refusal"])
    PaperBatch.objects.filter(pk=batch_id).update(moved_at=at)
    return True


def version_of(batch: PaperBatch) -> UUID | None:
    """Return the version of the template that was chosen for a batch."""
    chosen = batch.chosen.get("version_id", "")
    return UUID(chosen) if chosen else None


def _with_version(data: Any, version_id: UUID | None) -> Any:
    """Return the data of a paper with the version that was chosen, if it still stands.

    :raises VersionNotPublished: it was withdrawn meanwhile
    """
    if version_id is None:
        return data
    version = documents.templates.chosen(version_id)
    if version is None or version.state != TemplateState.PUBLISHED:
        raise VersionNotPublished
    return replace(data, case=replace(data.case, version_id=version_id))


def _paper(
    case_id: UUID, kind: NoticeKind, *, version_id: UUID | None, at: datetime
) -> tuple[UUID | None, LineResult]:
    """Return the paper of a case, issued now where it has none, and set in type."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    made = MAKERS[kind](case) if kind in MAKERS else None
    before = documents.documents_about("case", case.pk).filter(kind=kind).last()
    if kind is NoticeKind.APPLICATION and before is not None and made is not None:
        same = before.data["notice"]["content_sha256"] == made[0].content_sha256
        before = before if same else None
    if before is not None:
        return _set(before.pk), LineResult.KNOWN
    if made is None or (made[1] is not None and made[1] > at - FOLLOWS_SOON):
        return None, LineResult.NONE
    issued = document_services.issue_document(
        kind=kind,
        subject_type="case",
        subject_id=case.pk,
        region_code=case.region_code,
        department_id=case.department_id,
        data=_with_version(made[0], version_id),
        actor=ACTOR,
        at=at,
    )
    return _set(issued.pk), LineResult.ISSUED


def _set(document_id: UUID) -> UUID:
    """Set a paper and its translations in type; the batch gathers them together."""
    document_services.render_now(document_id)
    document_services.translations.set_waiting(document_id)
    return document_id


@transaction.atomic
def _finish(batch_id: UUID, *, at: datetime) -> None:
    """Make the archive and the file to print, once, when no line waits or is being made."""
    batch = PaperBatch.objects.select_for_update().get(pk=batch_id)
    lines = batch.lines.order_by("number", "id")
    if batch.done_at is not None or lines.filter(result=LineResult.WAITING).exists():
        return
    ids = [each.document_id for each in lines if each.document_id]
    if ids:
        bundle = document_services.bundle_documents(
            ids,
            name=f"{NoticeKind(batch.kind).value}-{batch.made_at:%Y%m%d}-{len(ids)}",
            region_code=batch.region_code,
            actor=ACTOR,
            at=at,
        )
        batch.archive_id, batch.printable_id = bundle.archive_id, bundle.printable_id
    batch.done_at = batch.moved_at = at
    batch.save(update_fields=["archive_id", "printable_id", "done_at", "moved_at"])


def hand_out(*, batch_id: UUID, is_archive: bool, actor: Actor, at: datetime) -> "HttpResponseBase":
    """Hand out one of the two files to who asked for the batch, and note whose papers they hold.

    :raises PaperBatchNotFound: it is not theirs, or not done
    """
    batch = PaperBatch.objects.of_reader(actor).filter(pk=batch_id).first()
    file_id = (batch.archive_id if is_archive else batch.printable_id) if batch else None
    if batch is None or file_id is None:
        raise PaperBatchNotFound
    ids = batch.lines.values_list("case_id", flat=True)
    rows = list(Case.objects.visible_to(actor).filter(pk__in=ids).order_by("id"))
    if len(rows) != batch.total:  # a label was set, or the post has changed since
        raise PaperBatchNotFound
    reading.note_listed(rows, actor=actor, at=at)
    return document_services.hand_out_file(
        file_id=file_id,
        actor=actor,
        check=lambda _file: None,  # the lines above have found it in a batch of the actor's own
        purpose="case_handling",
        at=at,
    )
