# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was asked and answered in a case that the reader sees already."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from yiwang.cases.errors import CaseNotFound
from yiwang.cases.models import Case, CaseQuestion, QuestionFile
from yiwang.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, and the files of each."""

    row: CaseQuestion
    files: Sequence[QuestionFile]
    answer_files: Sequence[QuestionFile]


def questions_of(case: Case) -> list[Exchange]:
    """Return what was asked in a case, first things first; no query where nothing was."""
    if not case.question_count:
        return []
    rows = list(CaseQuestion.objects.filter(case=case).order_by("asked_at", "id"))
    files: dict[tuple[UUID, bool], list[QuestionFile]] = {}
    for each in QuestionFile.objects.filter(case=case).select_related("file").order_by("id"):
        files.setdefault((each.question_id, each.is_of_answer), []).append(each)
    return [
        Exchange(row, files.get((row.pk, False), []), files.get((row.pk, True), [])) for row in rows
    ]


def question_file(case_id: UUID, file_id: UUID, actor: Actor) -> QuestionFile:
    """Return one file of a question or an answer that the actor may see.

    :raises CaseNotFound: no such file, or not theirs
    """
    seen = Case.objects.visible_to(actor).filter(pk=case_id)
    found = QuestionFile.objects.filter(case__in=seen, file_id=file_id).select_related("file")
    one = found.first()
    if one is None:
        raise CaseNotFound
    return one
