# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room holds of a person: their cases and drafts, for a copy and for closing."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import OPEN_STATES
from yiwang.cases.models import Case, CaseMaterial, Correction, Decision, Draft
from yiwang.cases.models.case import KEEPING_YEARS
from yiwang.cases.procedures import own_interests
from yiwang.cases.procedures.own_interests import bytes_of
from yiwang.cases.queries.timeline import TimelineEntry, timelines
from yiwang.documents import selectors as documents
from yiwang.documents.enums import FOR_STAFF_ONLY
from yiwang.identity import selectors as identity
from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry, Kept, Whose

if TYPE_CHECKING:
    from yiwang.documents.models import IssuedDocument

TOGETHER = 200
"""How many cases are read at once: who has fifty thousand costs statements by the hundred."""
ROW = (
    *("number", "item_name", "item_code", "state", "outcome", "channel", "submitted_at"),
    *("accepted_at", "due_on", "decided_at", "delivered_at", "closed_at", "form_data"),
    *("handling_code", "scenario_answers"),
)

DRAFT_ROW = ("item_name", "form_data", "scenario_answers", "updated_at")


def _entries(whose: Whose) -> Iterator[Entry]:
    if whose.person_id is None:
        return
    mine = Case.objects.told().filter(applicant_id=whose.person_id)
    rows = mine.order_by("submitted_at", "id")
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), TOGETHER):
        some = list(rows.filter(pk__in=ids[start : start + TOGETHER]))
        held = _held_of(some)
        for case in some:
            yield from _case(case, held)
    yield from own_interests.entries(whose.person_id)
    drafts = Draft.objects.filter(applicant_id=whose.person_id).order_by("updated_at")
    yield json_entry("drafts.json", list(drafts.values(*DRAFT_ROW)))


@dataclass(frozen=True, slots=True)
class _Held:
    """What the platform holds about some cases, by case."""

    materials: Mapping[UUID, Sequence[CaseMaterial]]
    papers: Mapping[UUID, Sequence["IssuedDocument"]]
    corrections: Mapping[UUID, Correction]
    decisions: Mapping[UUID, Decision]
    timelines: Mapping[UUID, Sequence[TimelineEntry]]


def _held_of(some: Sequence[Case]) -> _Held:
    ids = [case.pk for case in some]
    materials: defaultdict[UUID, list[CaseMaterial]] = defaultdict(list)
    counting = CaseMaterial.objects.filter(case__in=ids, replaced_at__isnull=True)
    for each in counting.select_related("file").order_by("requirement_key", "id"):
        materials[each.case_id].append(each)
    return _Held(
        materials,
        documents.documents_about_each("case", ids),
        {one.case_id: one for one in Correction.objects.filter(case__in=ids)},
        {one.case_id: one for one in Decision.objects.filter(case__in=ids)},
        timelines(some),
    )


def _case(case: Case, held: _Held) -> Iterator[Entry]:
    folder = f"cases/{case.number}"
    yield json_entry(f"{folder}/case.json", _told(case, held))
    for each in held.materials.get(case.pk, ()):
        name = f"{folder}/files/{each.requirement_key}-{str(each.file_id)[-6:]}-{each.file.name}"
        yield Entry(name, partial(bytes_of, each.file))
    for paper in held.papers.get(case.pk, ()):
        if paper.file and paper.kind not in FOR_STAFF_ONLY:
            name = f"{folder}/papers/{paper.kind}-{str(paper.pk)[-6:]}.pdf"
            yield Entry(name, partial(bytes_of, paper.file))


def _told(case: Case, held: _Held) -> dict[str, Any]:
    correction, decision = held.corrections.get(case.pk), held.decisions.get(case.pk)
    return {
        **{name: getattr(case, name) for name in ROW},
        "correction": {"entries": correction.entries, "note": correction.note}
        if correction
        else None,
        "reasons": decision.reasons if decision else "",
        "timeline": [asdict(entry) for entry in held.timelines[case.pk]],
    }


def _open_matters(whose: Whose) -> list[str]:
    if whose.person_id is None:
        return []
    mine = Case.objects.told().filter(applicant_id=whose.person_id)
    waiting = mine.filter(state__in=sorted(OPEN_STATES))
    return list(waiting.order_by("submitted_at").values_list("number", flat=True))


def _kept(whose: Whose) -> list[Kept]:
    if whose.person_id is None:
        return []
    number = Case.objects.told().filter(applicant_id=whose.person_id).count()
    number += Case.objects.filter(agent_id=whose.person_id).count()
    number += own_interests.held(whose.person_id)
    if not number:
        return []
    basis = _("《行政许可法》第四十条、《档案法》第十四条")
    return [Kept(_("办件、材料和文书"), number, KEEPING_YEARS, basis)]


def _erase(whose: Whose) -> int:
    if whose.person_id is None:
        return 0
    return Draft.objects.filter(applicant_id=whose.person_id).delete()[0]


def _untold(case_ids: Collection[UUID]) -> set[UUID]:
    """Return of which cases, opened of a body's own motion, the party has not been told yet."""
    rows = Case.objects.filter(pk__in=case_ids)
    return set(rows.exclude(pk__in=rows.told().values("pk")).values_list("pk", flat=True))


identity.own_data.leave_out(_untold)
holdings.register(
    holdings.Holding(
        name="cases", entries=_entries, open_matters=_open_matters, kept=_kept, erase=_erase
    )
)
