# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""My tasks: the one list of everything that waits for a staff member."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from yiwang.cases.automation.enums import Doubt
from yiwang.cases.desk import consulting
from yiwang.cases.enums import ApplicantKind, ReviewState, WorkState
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.lower_body import waiting as lower_body
from yiwang.cases.models import AutomaticDecision, Case, PreliminaryReview, WorkItem
from yiwang.cases.models.clearance import is_barred
from yiwang.cases.models.work import WorkItemQuerySet
from yiwang.cases.queries import watching
from yiwang.cases.queries.clock_face import SOON, Tone, days_left, tone_of
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_name
from yiwang.organizations.enums import Right

LOWER_REVIEW = "lower_review"
"""The kind of a task that is another body's case, reviewed here first."""
COUNTED_AT_MOST = 1000
"""Counts beside the list stop here and show "999+": nobody reads further."""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list; ``is_in_stead``: taken by a colleague on leave whose deputy asks.

    :ivar doubt: code of why a rule left the case to people, "" for most
    """

    id: UUID
    case_id: UUID
    case_number: str
    item_name: str
    applicant_name: str
    role: str
    step_key: str
    step_name: str
    kind: str
    form_code: str
    due_on: date
    days_left: int
    tone: Tone
    is_mine: bool
    is_taken: bool
    is_in_stead: bool
    doubt: str = ""

    @property
    def is_lower_review(self) -> bool:
        """Tell whether it is another body's case, which has a page of its own here."""
        return self.kind == LOWER_REVIEW

    @property
    def doubt_name(self) -> str:
        """Return why a rule left the case to people, in the reader's language."""
        return str(Doubt(self.doubt).label) if self.doubt else ""


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Some tasks, the most urgent first, and where the next ones start ("" at the end)."""

    rows: Sequence[Task]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What the list is narrowed to; the empty filter shows everything."""

    mine: bool = False
    tone: Tone | None = None
    roles: Sequence[str] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class OpenWork:
    """How many steps of one role somebody has taken in a department and not finished."""

    department_id: UUID
    role: str
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for somebody, and how much of it is overdue; neither beyond 1,000.

    :ivar asked: how many consultations wait for their answer
    :ivar told: how much they were told of cases that they follow, and have not read
    """

    all: int
    overdue: int
    asked: int = 0
    told: int = 0


def tasks(
    actor: Actor,
    *,
    today: date,
    wanted: TaskFilter = TaskFilter(),
    cursor: str = "",
    limit: int = 50,
) -> TaskPage:
    """Return a page of what waits for this actor's present post.

    :param limit: 1 to 200
    """
    limit = max(1, min(limit, 200))
    found, place = _narrowed(_open(actor), wanted, actor, today), _place(cursor)
    if place:
        due_on, last_id = place
        found = found.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, id__gt=last_id))
    # Asked for the rows of the page alone: a join with guarded cases would be made for every task.
    kinds = Case.objects.filter(pk=OuterRef("case_id")).values("applicant_kind")
    doubts = AutomaticDecision.objects.filter(case_id=OuterRef("case_id"))
    found = found.annotate(
        applicant_kind=Subquery(kinds), doubt=Subquery(doubts.values("doubts__0__code")[:1])
    )
    own = [_task(row, actor, today) for row in found.order_by("due_on", "id")[: limit + 1]]
    lower = [one for one in _lower(actor, wanted, today) if not place or _at(one) > place]
    rows = sorted([*own, *lower], key=_at)
    more = rows[limit - 1] if len(rows) > limit else None
    return TaskPage(rows[:limit], f"{more.due_on.isoformat()}_{more.id}" if more else "")


def task_counts(actor: Actor, *, today: date) -> dict[Tone, int]:
    """Return how many tasks are overdue, due soon, fine and stopped; each at most 1,000."""
    lower = Counter(one.tone for one in _lower(actor, TaskFilter(), today))
    own = {
        tone: _narrowed(_open(actor), TaskFilter(tone=tone), actor, today)[:COUNTED_AT_MOST].count()
        for tone in (Tone.OVERDUE, Tone.SOON, Tone.FINE, Tone.STOPPED)
    }
    return {tone: min(number + lower[tone], COUNTED_AT_MOST) for tone, number in own.items()}


def waiting(actor: Actor, *, today: date) -> Waiting:
    """Return how much waits for this actor's post; one query, none for posts without cases.

    One more where the post's body reviews something for another.
    """
    if not (actor.has_right(Right.CASES_READ) or consulting.works(actor)):
        return Waiting(all=0, overdue=0)
    urgent = _open(actor).order_by("due_on", "id")[:COUNTED_AT_MOST]
    late = _of_tone(Tone.OVERDUE, today)
    none = Count("id") * 0  # makes an aggregate of a figure that has nothing to do with the tasks
    counted = urgent.aggregate(
        all=Count("id"),
        overdue=Count("id", filter=late),
        asked=none + watching.asked_of(actor),
        told=none + watching.unseen_of(actor),
    )
    dues = [lower_body.due_of(row) for row in lower_body.waiting_here(actor)]
    counted["all"] = min(counted["all"] + len(dues), COUNTED_AT_MOST)
    overdue = counted["overdue"] + sum(due < today for due in dues)
    return Waiting(**counted | {"overdue": min(overdue, COUNTED_AT_MOST)})


def done_tasks(actor: Actor, *, limit: int = 50) -> list[WorkItem]:
    """Return what this staff member has done, last first."""
    done = WorkItem.objects.filter(done_by_id=actor.staff_id, state=WorkState.DONE)
    if (barred := is_barred(actor, item_code="case__item_code")) is not None:
        done = done.exclude(barred)
    return list(done.order_by("-done_at")[: max(1, min(limit, 200))])


def open_items(of: Case) -> list[WorkItem]:
    """Return the steps of a case that wait for somebody."""
    return list(WorkItem.objects.filter(case=of, state=WorkState.OPEN).order_by("created_at"))


def open_work_of(staff_id: UUID) -> list[OpenWork]:
    """Return what a staff member has taken and not finished, by department and step's role.

    For whoever manages staff: numbers only, nothing of any applicant.
    """
    taken = WorkItem.objects.filter(claimed_by_id=staff_id, state=WorkState.OPEN)
    rows = taken.values_list("department_id", "role").annotate(count=Count("id"))
    return [OpenWork(*row) for row in rows.order_by("department_id", "role")]


def work_item(work_item_id: UUID, actor: Actor) -> WorkItem:
    """Return one work item that the actor's post may take.

    :raises CaseNotFound: there is none
    """
    found = WorkItem.objects.visible_to(actor).filter(id=work_item_id).first()
    if found is None:
        raise CaseNotFound
    return found


def next_task(actor: Actor, *, is_for_taking: bool = False) -> WorkItem | None:
    """Return the most urgent task that nobody has taken.

    :param is_for_taking: lock its case, and pass over those that others act on at this moment
    """
    free = _open(actor).filter(claimed_by_id__isnull=True, is_stopped=False)
    if is_for_taking:
        free = free.select_related("case").select_for_update(of=("case", "self"), skip_locked=True)
    return free.order_by("due_on", "id").first()


def _open(actor: Actor) -> WorkItemQuerySet:
    return WorkItem.objects.visible_to(actor).filter(state=WorkState.OPEN)


def _narrowed(
    found: WorkItemQuerySet, wanted: TaskFilter, actor: Actor, today: date
) -> WorkItemQuerySet:
    if wanted.mine:
        found = found.filter(claimed_by_id__in=[actor.staff_id, *actor.covers_for])
    if wanted.roles:
        found = found.filter(role__in=wanted.roles)
    if words := wanted.words.strip()[:100]:
        found = found.filter(
            Q(case_number=words.upper())
            | Q(applicant_name__startswith=words)
            | Q(item_name__contains=words)
        )
    return found.filter(_of_tone(wanted.tone, today)) if wanted.tone else found


def _of_tone(tone: Tone, today: date) -> Q:
    if tone is Tone.STOPPED:
        return Q(is_stopped=True)
    soon_until = foundation.working_calendar().add_workdays(today, SOON).on
    ranges = {
        Tone.OVERDUE: Q(due_on__lt=today),
        Tone.SOON: Q(due_on__gte=today, due_on__lte=soon_until),
        Tone.FINE: Q(due_on__gt=soon_until),
    }
    return ranges.get(tone, Q()) & Q(is_stopped=False)


def _task(row: WorkItem, actor: Actor, today: date) -> Task:
    return Task(
        id=row.id,
        case_id=row.case_id,
        case_number=row.case_number,
        item_name=row.item_name,
        applicant_name=_shown_name(row),
        role=row.role,
        step_key=row.step_key,
        step_name=row.step_name,
        kind=row.kind,
        form_code=row.form_code,
        due_on=row.due_on,
        days_left=days_left(row.due_on, today=today),
        tone=tone_of(row.due_on, is_stopped=row.is_stopped, today=today),
        is_mine=row.claimed_by_id == actor.staff_id,
        is_taken=row.claimed_by_id is not None,
        is_in_stead=row.claimed_by_id in actor.covers_for,
        doubt=getattr(row, "doubt", None) or "",
    )


def _lower(actor: Actor, wanted: TaskFilter, today: date) -> list[Task]:
    """Return what the post does for another body, as lines of the same list.

    Nobody takes such a line for themselves: the whole body answers for it.
    """
    if wanted.mine:
        return []
    found = [_lower_task(row, today) for row in lower_body.waiting_here(actor)]
    return [one for one in found if _fits(one, wanted)]


def _fits(task: Task, wanted: TaskFilter) -> bool:
    words = wanted.words.strip()[:100]
    return (
        (not wanted.roles or task.role in wanted.roles)
        and (wanted.tone is None or task.tone is wanted.tone)
        and (
            not words
            or task.case_number == words.upper()
            or task.applicant_name.startswith(words)
            or words in task.item_name
        )
    )


def _lower_task(row: PreliminaryReview, today: date) -> Task:
    due_on, is_person = lower_body.due_of(row), row.case.applicant_kind != ApplicantKind.LEGAL
    return Task(
        id=row.pk,
        case_id=row.case_id,
        case_number=row.case.number,
        item_name=row.case.item_name,
        applicant_name=mask_name(row.case.applicant_name) if is_person else row.case.applicant_name,
        role=lower_body.ROLES[ReviewState(row.state)].value,
        step_key=row.state,
        step_name=str(ReviewState(row.state).label),
        kind=LOWER_REVIEW,
        form_code="",
        due_on=due_on,
        days_left=days_left(due_on, today=today),
        tone=tone_of(due_on, is_stopped=False, today=today),
        is_mine=False,
        is_taken=False,
        is_in_stead=False,
    )


def _at(task: Task) -> tuple[date, UUID]:
    return task.due_on, task.id


def _shown_name(row: WorkItem) -> str:
    is_person = getattr(row, "applicant_kind", "") != ApplicantKind.LEGAL
    return mask_name(row.applicant_name) if is_person else row.applicant_name


def _place(cursor: str) -> tuple[date, UUID] | None:
    day, _separator, last_id = cursor.partition("_")
    try:
        return date.fromisoformat(day), UUID(last_id)
    except ValueError:
        return None
