# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about batches of papers: the reader's own, how far each is, what became of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from yiwang.cases.desk.enums import LineResult
from yiwang.cases.enums import WorkState
from yiwang.cases.models import Case, PaperBatch, PaperBatchLine, WorkItem
from yiwang.cases.paper_batch_refusals import PaperBatchNotFound
from yiwang.documents import selectors as documents
from yiwang.foundation.actors import Actor

SHOWN = 50


@dataclass(frozen=True, slots=True)
class PaperBatchView:
    """A batch with its figures.

    :ivar made: cases whose paper is there
    :ivar left: cases that still wait
    """

    row: PaperBatch
    made: int
    none: int
    left: int

    @property
    def version_words(self) -> str:
        """Which version of the template was chosen; "" for the one in force."""
        chosen = self.row.chosen.get("version_id", "")
        version = documents.templates.chosen(UUID(chosen)) if chosen else None
        return documents.templates.in_words(version) if version else ""

    @property
    def done(self) -> int:
        """How many cases have been through."""
        return self.row.total - self.left


def paper_batches(actor: Actor) -> list[PaperBatchView]:
    """Return the reader's latest batches."""
    rows = list(PaperBatch.objects.of_reader(actor).order_by("-made_at")[:SHOWN])
    return _views(rows)


def paper_batch(batch_id: UUID, actor: Actor) -> tuple[PaperBatchView, Sequence[PaperBatchLine]]:
    """Return one with its lines; the numbers of cases, no names.

    :raises PaperBatchNotFound: there is none that this post asked for
    """
    row = PaperBatch.objects.of_reader(actor).filter(pk=batch_id).first()
    if row is None:
        raise PaperBatchNotFound
    return _views([row])[0], list(row.lines.order_by("number", "id"))


def _views(rows: Sequence[PaperBatch]) -> list[PaperBatchView]:
    counted = (
        PaperBatchLine.objects.filter(batch__in=rows)
        .values_list("batch_id", "result")
        .annotate(Count("id"))
        .order_by()
    )
    figures = {(batch_id, result): count for batch_id, result, count in counted}
    return [
        PaperBatchView(
            row=row,
            made=figures.get((row.pk, LineResult.ISSUED), 0)
            + figures.get((row.pk, LineResult.KNOWN), 0),
            none=figures.get((row.pk, LineResult.NONE), 0),
            left=figures.get((row.pk, LineResult.WAITING), 0),
        )
        for row in rows
    ]


def items_and_steps(actor: Actor) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what a choice can be made by: items with cases in the department, steps that wait."""
    department_id = actor.department_id
    if department_id is None:
        return [], []
    mine = Case.objects.visible_to(actor).filter(department_id=department_id)
    items = mine.order_by("item_code").distinct("item_code").values_list("item_code", "item_name")
    waiting = WorkItem.objects.filter(department_id=department_id, state=WorkState.OPEN)
    steps = waiting.order_by("step_name").distinct("step_name")
    return list(items[:200]), list(steps.values_list("step_name", flat=True)[:100])
