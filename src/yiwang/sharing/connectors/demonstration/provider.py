# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sources of made-up people and firms, in a table of our own."""

from yiwang.foundation.identifiers import new_id
from yiwang.sharing.connectors.base import (
    Connector,
    CorrectionNote,
    Nonsense,
    Question,
    Reply,
)
from yiwang.sharing.connectors.registry import register
from yiwang.sharing.enums import Trouble
from yiwang.sharing.models import DemonstrationRecord
from yiwang.sharing.numbers import indexes


@register("demonstration")
class Demonstration(Connector):
    """Answers from what the demonstration loaded; some records are late, away or nonsense."""

    def ask(self, question: Question, *, seconds: float) -> Reply:
        found = DemonstrationRecord.objects.filter(
            source_code=question.source_code, number_index__in=indexes(question.number)
        ).first()
        reference = f"demo-{new_id()}"
        if found is None:
            return Reply(is_found=False, reference=reference)
        match found.behaviour:
            case Trouble.LATE:
                raise TimeoutError
            case Trouble.AWAY:
                raise ConnectionRefusedError
            case Trouble.NONSENSE:
                raise Nonsense
        wanted = {key: found.values[key] for key in question.fields if key in found.values}
        return Reply(True, wanted, found.as_of, found.valid_until, reference)

    def request_correction(self, note: CorrectionNote, *, seconds: float) -> str:
        return f"demo-{note.reference}"
