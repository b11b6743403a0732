# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room holds of a person: their cases and drafts, for a copy and for closing."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import OPEN_STATES
from yiwang.cases.models import Case, Draft
from yiwang.cases.models.case import KEEPING_YEARS
from yiwang.cases.queries import cases as questions
from yiwang.cases.queries.timeline import timeline
from yiwang.documents import selectors as documents
from yiwang.documents.enums import FOR_STAFF_ONLY
from yiwang.foundation.errors import DomainError
from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry, Kept, Whose

CHUNK = 1 << 16
ROW = (
    *("number", "item_name", "item_code", "state", "outcome", "channel", "submitted_at"),
    *("accepted_at", "due_on", "decided_at", "delivered_at", "closed_at", "form_data"),
    *("handling_code", "scenario_answers"),
)

DRAFT_ROW = ("item_name", "form_data", "scenario_answers", "updated_at")


def _entries(whose: Whose) -> Iterator[Entry]:
    if whose.person_id is None:
        return
    for case in Case.objects.filter(applicant_id=whose.person_id).order_by("submitted_at"):
        yield from _case(case)
    drafts = Draft.objects.filter(applicant_id=whose.person_id).order_by("updated_at")
    yield json_entry("drafts.json", list(drafts.values(*DRAFT_ROW)))


def _case(case: Case) -> Iterator[Entry]:
    folder = f"cases/{case.number}"
    yield json_entry(f"{folder}/case.json", _told(case))
    for each in questions.materials(case):
        name = f"{folder}/files/{each.requirement_key}-{str(each.file_id)[-6:]}-{each.file.name}"
        yield Entry(name, partial(_bytes, each.file_id))
    for paper in documents.documents_about("case", case.pk):
        if paper.file_id and paper.kind not in FOR_STAFF_ONLY:
            name = f"{folder}/papers/{paper.kind}-{str(paper.pk)[-6:]}.pdf"
            yield Entry(name, partial(_bytes, paper.file_id))


def _told(case: Case) -> dict[str, Any]:
    correction, decision = questions.correction(case), questions.decision(case)
    return {
        **{name: getattr(case, name) for name in ROW},
        "correction": {"entries": correction.entries, "note": correction.note}
        if correction
        else None,
        "reasons": decision.reasons if decision else "",
        "timeline": [asdict(entry) for entry in timeline(case)],
    }


def _bytes(file_id: UUID) -> Iterator[bytes]:
    """Return a file's bytes; of one that cannot be read, the sentence that says so."""
    try:
        content = documents.open_file(file_id)
    except DomainError as refusal:
        yield str(refusal).encode()
        return
    with content:
        while chunk := content.read(CHUNK):
            yield chunk


def _open_matters(whose: Whose) -> list[str]:
    if whose.person_id is None:
        return []
    waiting = Case.objects.filter(applicant_id=whose.person_id, state__in=sorted(OPEN_STATES))
    return list(waiting.order_by("submitted_at").values_list("number", flat=True))


def _kept(whose: Whose) -> list[Kept]:
    if whose.person_id is None:
        return []
    number = Case.objects.filter(applicant_id=whose.person_id).count()
    number += Case.objects.filter(agent_id=whose.person_id).count()
    if not number:
        return []
    basis = _("《行政许可法》第四十条、《档案法》第十四条")
    return [Kept(_("办件、材料和文书"), number, KEEPING_YEARS, basis)]


def _erase(whose: Whose) -> int:
    if whose.person_id is None:
        return 0
    return Draft.objects.filter(applicant_id=whose.person_id).delete()[0]


holdings.register(
    holdings.Holding(
        name="cases", entries=_entries, open_matters=_open_matters, kept=_kept, erase=_erase
    )
)
