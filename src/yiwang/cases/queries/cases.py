# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about cases. Every one is asked by an actor and answers within what they may see."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, F, Q

from yiwang.cases.asking.reading import question_file
from yiwang.cases.automation.drawn import listed_for
from yiwang.cases.enums import OPEN_STATES, Action, CaseState, ExtensionState
from yiwang.cases.errors import CaseNotFound, DraftNotFound, TrackingFailed
from yiwang.cases.models import (
    Case,
    CaseMaterial,
    ClockStop,
    Correction,
    Decision,
    Draft,
    Extension,
    FieldClaim,
    StepRecord,
)
from yiwang.cases.models.case import CaseQuerySet
from yiwang.cases.queries import watching
from yiwang.cases.queries.attended import signed_paper
from yiwang.cases.queries.procedures import procedure_file
from yiwang.cases.states import CASE
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.case_numbers import parse_case_number
from yiwang.foundation.errors import DomainError
from yiwang.organizations import selectors as organizations

if TYPE_CHECKING:
    from yiwang.documents.models import StoredFile

LIST_COLUMNS = (
    "id",
    "number",
    "item_name",
    "applicant_kind",
    "applicant_id",
    "applicant_name",
    "state",
    "outcome",
    "submitted_at",
    "due_on",
    "intake_due_on",
    "accepted_at",
    "decided_at",
    "closed_at",
    "is_deadline_provisional",
)


LAST_SIGN = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some cases, newest first, and where the next ones start ("" at the end)."""

    rows: Sequence[Case]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list of cases is narrowed to; empty means everything."""

    states: Sequence[str] = ()
    is_open: bool | None = None
    item_code: str = ""
    words: str = ""
    """A case number, or the beginning of an applicant's or an item's name."""


def case(case_id: UUID, actor: Actor) -> Case:
    """Return one case with its department.

    :raises CaseNotFound: there is none, or the actor may not see it
    """
    chosen = Case.objects.visible_to(actor).select_related("department").filter(id=case_id)
    found = (watching.marked(chosen, actor) if actor.is_staff else chosen).first()
    if found is None:
        raise CaseNotFound
    return found


def cases(
    actor: Actor, *, wanted: CaseFilter = CaseFilter(), cursor: str = "", limit: int = 20
) -> CasePage:
    """Return a page of cases, newest first.

    :param cursor: from the page before; anything else starts at the top
    :param limit: 1 to 100
    """
    limit = max(1, min(limit, 100))
    found = _narrowed(listed_for(actor), wanted)
    if place := _place(cursor):
        at, last_id = place
        found = found.filter(
            Q(submitted_at__lt=at) | Q(submitted_at=at, id__lt=last_id), submitted_at__lte=at
        )
    rows = list(found.only(*LIST_COLUMNS).order_by("-submitted_at", "-id")[: limit + 1])
    more = rows[limit - 1] if len(rows) > limit else None
    return CasePage(rows[:limit], f"{more.submitted_at.isoformat()}_{more.id}" if more else "")


def _narrowed(found: CaseQuerySet, wanted: CaseFilter) -> CaseQuerySet:
    if wanted.states:
        found = found.filter(state__in=wanted.states)
    if wanted.is_open is not None:
        states = [state.value for state in OPEN_STATES]
        found = (
            found.filter(state__in=states) if wanted.is_open else found.exclude(state__in=states)
        )
    if wanted.item_code:
        found = found.filter(item_code=wanted.item_code)
    if words := wanted.words.strip()[:100]:
        number = _case_number(words)
        sought = Q(number=number) if number else _begins(words)
        found = found.filter(sought)
    return found


def _case_number(words: str) -> str:
    try:
        return parse_case_number(words).text
    except DomainError:
        return ""


def _begins(words: str) -> Q:
    """Return the condition that the applicant's or the item's name begins so.

    A comparison and not ``LIKE``: the database uses no index for that beneath row security. It
    compares by code points, as the collation of our databases does.
    """
    end = words + LAST_SIGN
    return Q(applicant_name__gte=words, applicant_name__lt=end) | Q(
        item_name__gte=words, item_name__lt=end
    )


def _place(cursor: str) -> tuple[datetime, UUID] | None:
    moment, _separator, last_id = cursor.partition("_")
    try:
        at, last = datetime.fromisoformat(moment), UUID(last_id)
    except ValueError:
        return None
    return (at, last) if at.tzinfo else None


def possible_actions(of: Case) -> frozenset[Action]:
    """Return what the legal life allows in the case's state, whoever may do it; reads no rows."""
    return frozenset(CASE.actions(CaseState(of.state)))


def track(number: str, query_code: str) -> Case:
    """Return the case of a number for somebody who knows its query code, signed in or not.

    :raises TrackingFailed: they do not fit together; which one is wrong is not told
    """
    try:
        canonical = parse_case_number(number)
    except DomainError:
        raise TrackingFailed from None
    found = Case.objects.select_related("department").filter(number=canonical.text).first()
    given = query_code.strip().upper().encode("utf-8", "replace")
    if found is None or not secrets.compare_digest(found.query_code.encode(), given):
        raise TrackingFailed
    return found


def materials(of: Case) -> list[CaseMaterial]:
    """Return the files that count, with what the store knows of them."""
    rows = CaseMaterial.objects.filter(case=of, replaced_at__isnull=True)
    return list(rows.select_related("file").order_by("requirement_key", "id"))


def material_file(case_id: UUID, file_id: UUID, actor: Actor) -> "StoredFile":
    """Return one file of a case, of its procedures or of its questions that the actor may see.

    :raises CaseNotFound: no such file, or not theirs
    """
    found = (
        CaseMaterial.objects.filter(
            case__in=Case.objects.visible_to(actor).filter(id=case_id), file_id=file_id
        )
        .select_related("file")
        .first()
    )
    if found is not None:
        return found.file
    if paper := signed_paper(case_id, file_id, actor):
        scan: StoredFile = paper.file
        return scan
    try:
        return procedure_file(case_id, file_id, actor).file
    except CaseNotFound:
        return claim_file(case_id, file_id, actor) or question_file(case_id, file_id, actor).file


def claim_file(case_id: UUID, file_id: UUID, actor: Actor) -> "StoredFile | None":
    """Return the proof of a claim about a field of evidence, if the actor sees the case."""
    seen = Case.objects.visible_to(actor).filter(id=case_id)
    found = FieldClaim.objects.filter(case__in=seen, file_id=file_id).select_related("file").first()
    return None if found is None else found.file


def done_under(mandate_id: UUID) -> list[Case]:
    """Return the cases filed under a mandate, newest first; at most 100.

    The caller has made sure that the reader has a part in it.
    """
    rows = Case.objects.filter(mandate_id=mandate_id).only(*LIST_COLUMNS)
    with reach.everywhere():
        return list(rows.order_by("-submitted_at", "-id")[:100])


def draft(draft_id: UUID, actor: Actor) -> Draft:
    """Return one of the actor's drafts.

    :raises DraftNotFound: there is none, or it is somebody else's
    """
    found = Draft.objects.visible_to(actor).filter(id=draft_id).first()
    if found is None:
        raise DraftNotFound
    return found


def draft_for(version_id: UUID, actor: Actor) -> Draft | None:
    """Return what the actor has typed so far for an item version, if anything."""
    return Draft.objects.visible_to(actor).filter(version_id=version_id).first()


def drafts(actor: Actor) -> list[Draft]:
    """Return the actor's drafts, last touched first; at most 50."""
    return list(draft_page(actor).rows)


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Some drafts, last touched first, and where the next ones start ("" at the end)."""

    rows: Sequence[Draft]
    next_cursor: str


def draft_page(actor: Actor, *, cursor: str = "", limit: int = 50) -> DraftPage:
    """Return a page of the actor's drafts, without what was typed into them.

    :param cursor: from the page before; anything else starts at the top
    :param limit: 1 to 100
    """
    limit = max(1, min(limit, 100))
    found = Draft.objects.visible_to(actor)
    if place := _place(cursor):
        at, last_id = place
        found = found.filter(Q(updated_at__lt=at) | Q(updated_at=at, id__lt=last_id))
    listed = found.defer("form_data", "scenario_answers", "materials", "changes")
    rows = list(listed.order_by("-updated_at", "-id")[: limit + 1])
    more = rows[limit - 1] if len(rows) > limit else None
    return DraftPage(rows[:limit], f"{more.updated_at.isoformat()}_{more.id}" if more else "")


def correction(of: Case) -> Correction | None:
    """Return the one notice of corrections of a case, if there was one."""
    return Correction.objects.filter(case=of).first()


def correction_days(found: Sequence[Case]) -> dict[UUID, date]:
    """Return until when each of some cases that wait for corrections is to be answered.

    No query where none of them waits.
    """
    waiting = [case.pk for case in found if case.state == CaseState.CORRECTION]
    if not waiting:
        return {}
    rows = Correction.objects.filter(case__in=waiting, answered_at__isnull=True)
    return dict(rows.values_list("case_id", "answer_due_on"))


def decision(of: Case) -> Decision | None:
    """Return the decision of a case, once there is one."""
    return Decision.objects.filter(case=of).first()


def steps(of: Case) -> list[StepRecord]:
    """Return the steps of the process that were done, first things first."""
    return list(StepRecord.objects.filter(case=of).order_by("done_at", "id"))


def open_extension(of: Case) -> Extension | None:
    """Return the request for more time that waits for an answer, if any."""
    return Extension.objects.filter(case=of, state=ExtensionState.ASKED).first()


def open_stop(of: Case) -> ClockStop | None:
    """Return the special procedure that stops the clock now, if any."""
    return ClockStop.objects.filter(case=of, ended_on__isnull=True).first()


def figures(region_code: str, *, since: datetime) -> dict[str, int]:
    """Return counts for the public: received, decided and decided in time since a moment."""
    first, last = organizations.code_range(region_code)
    recent = Case.objects.filter(region_code__range=(first, last), submitted_at__gte=since)
    with reach.everywhere():
        return recent.aggregate(
            received=Count("id"),
            decided=Count("id", filter=Q(decided_at__isnull=False)),
            in_time=Count("id", filter=Q(decided_at__date__lte=F("due_on"))),
            closed=Count("id", filter=Q(state=CaseState.CLOSED)),
        )
