# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What runs by itself: questions that wait for a source, and drafts' sheets that are over."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.cases.enums import CaseState
from yiwang.cases.models import Case, Finding
from yiwang.cases.spared import events, searching, submitting
from yiwang.cases.spared.enums import FORM
from yiwang.cases.spared.plan import plan_for
from yiwang.cases.spared.searching import For
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.sharing.enums import Outcome

ASK_AGAIN: Final = timedelta(minutes=1)
"""A source that did not know, or did not answer, is not asked again before."""
LOOKED_AT_ONCE: Final = 200
Open = tuple[str, str]
"""A question that is open: the material's key or ``form``, and the source."""
STILL_LOOKED_FOR: Final = timedelta(days=30)
BEFORE_THE_DECISION: Final = (
    CaseState.SUBMITTED,
    CaseState.CORRECTION,
    CaseState.ACCEPTED,
    CaseState.IN_PROCESS,
    CaseState.SUSPENDED,
)


@transaction.atomic
def defer_questions(*, case_id: UUID, at: datetime) -> int:
    """Keep as open questions what government gets by itself and nobody looked for yet.

    For applications from counters and machines, which look for nothing while they are typed.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    if case.state not in BEFORE_THE_DECISION:
        return 0
    snapshot = catalogue.snapshot(case.version_id)
    plan = plan_for(snapshot, case.applicant_kind)
    if not plan.sure:
        return 0
    asked = catalogue.materials_for(
        snapshot,
        case.form_data,
        case.scenario_answers,
        scenario_id=case.scenario_version_id,
    )
    known = set(Finding.objects.filter(case=case).values_list("requirement_key", flat=True))
    whom = _whom(case, snapshot)
    rows = [
        searching.unanswered(place, plan, whom, at)
        for place in submitting.later(plan, case, known, asked)
    ]
    if rows:
        Finding.objects.bulk_create(rows)
        Case.objects.filter(pk=case.pk).update(found_count=case.found_count + len(rows))
    return len(rows)


def _whom(case: Case, snapshot: catalogue.ItemSnapshot) -> For:
    return For(
        applicant_id=case.applicant_id,
        holder_id=case.mandate_id or case.applicant_id,
        kind=case.applicant_kind,
        snapshot=snapshot,
        is_agent=case.mandate_id is not None,
        case_id=case.pk,
        case_number=case.number,
    )


def look_later(*, at: datetime) -> int:
    """Ask the open questions of cases again; return how many were answered."""
    waiting = Finding.objects.filter(
        case__isnull=False,
        outcome=Outcome.UNAVAILABLE,
        found_at__lte=at - ASK_AGAIN,
        found_at__gt=at - STILL_LOOKED_FOR,
        case__state__in=BEFORE_THE_DECISION,
    )
    cases: dict[UUID, list[Open]] = {}
    rows = waiting.order_by("found_at").values_list("case_id", "requirement_key", "source_code")
    for case_id, key, code in rows[:LOOKED_AT_ONCE]:
        cases.setdefault(case_id, []).append((key, code))
    return sum(_look_again(case_id, each, at) for case_id, each in cases.items())


def _look_again(case_id: UUID, questions: Collection[Open], at: datetime) -> int:
    case = Case.objects.get(pk=case_id)
    snapshot = catalogue.snapshot(case.version_id)
    plan = plan_for(snapshot, case.applicant_kind)
    actor = system_actor("look-later")
    whom = _whom(case, snapshot)
    asked = [key for key, _code in questions if key in plan.materials or key == FORM]
    of_form = [code for key, code in questions if key == FORM]
    found = searching.search(plan, asked, whom, form_of=of_form, actor=actor, at=at)
    return _fill_in(case, [one for one in found if one.outcome != Outcome.UNAVAILABLE], at)


@transaction.atomic
def _fill_in(case: Case, found: Sequence[Finding], at: datetime) -> int:
    """Put answers where the questions stand; nobody else has answered them meanwhile."""
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.state not in BEFORE_THE_DECISION:
        return 0
    answered = []
    for one in found:
        rows = Finding.objects.filter(
            case=case, requirement_key=one.requirement_key, outcome=Outcome.UNAVAILABLE
        )
        if one.requirement_key == FORM:
            rows = rows.filter(source_code=one.source_code)
        changed = rows.update(
            found_in=one.found_in,
            source_code=one.source_code,
            origin_name=one.origin_name,
            origin_id=one.origin_id,
            file_id=one.file_id,
            values=one.values,
            outcome=one.outcome,
            trouble="",
            as_of=one.as_of,
            valid_until=one.valid_until,
            sha256=one.sha256,
            grade=one.grade,
            found_at=at,
        )
        if changed and one.is_found:
            answered.append(one)
    if answered:
        fact = events.EvidenceFound(
            case_id=case.pk,
            item_code=case.item_code,
            department_id=case.department_id,
            materials=sum(one.requirement_key != FORM for one in answered),
            fields=0,
            digests=sorted(one.sha256 for one in answered),
            is_later=True,
        )
        actor = system_actor("look-later")
        ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return len(answered)


def forget_old_findings(*, at: datetime) -> int:
    """Erase what drafts were allowed to keep until now; return how much."""
    deleted, _each = Finding.objects.filter(case__isnull=True, drop_at__lte=at).delete()
    return deleted
