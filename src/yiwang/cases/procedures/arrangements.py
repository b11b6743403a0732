# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""When, where and with whom a procedure takes place, checked against what its law asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.cases.enums import Role
from yiwang.cases.errors import (
    ChairExamines,
    DaysOutOfRange,
    HearingNoticeTooShort,
    HearingTooLate,
    NotYourCase,
    ProcedureIncomplete,
    TooFewStaff,
)
from yiwang.cases.models import Case, SpecialProcedure, StepRecord, WorkItem
from yiwang.cases.procedures.kinds import Kind, Particular, kind_of
from yiwang.cases.procedures.locking import line
from yiwang.cases.queries.timeline import day_in_words
from yiwang.cases.services import clocks, content
from yiwang.foundation import selectors as foundation
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

LONGEST_AHEAD = timedelta(days=731)
MOST_PEOPLE = 50
LONGEST = 365


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part: a party, an expert, a bidder."""

    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """When, where and with whom.

    :ivar ends_on: the last day of a public notice
    :ivar staff_ids: who chairs or conducts it; the first one leads
    :ivar expected_days: working days that it takes, as told in writing
    """

    starts_at: datetime | None = None
    place: str = ""
    ends_on: date | None = None
    is_public: bool = True
    staff_ids: Sequence[UUID] = ()
    participants: Sequence[Participant] = ()
    particulars: Mapping[str, str] = field(default_factory=dict)
    expected_days: int = 0


def arrange(
    case: Case, procedure: SpecialProcedure, arrangement: Arrangement, *, at: datetime
) -> None:
    """Set when, where and with whom on a procedure; the caller saves it.

    :raises ProcedureIncomplete: something that its kind asks for is missing
    :raises HearingNoticeTooShort, HearingTooLate: the days that the law gives are not kept
    :raises TooFewStaff, ChairExamines, NotYourCase: these people may not conduct it
    """
    kind = kind_of(procedure.kind)
    if not 0 <= arrangement.expected_days <= LONGEST:
        raise DaysOutOfRange
    procedure.starts_at = arrangement.starts_at
    procedure.place = line(arrangement.place)
    procedure.ends_on = arrangement.ends_on if kind.has_last_day else None
    procedure.is_public = arrangement.is_public
    procedure.expected_days = arrangement.expected_days
    procedure.participants = _participants(arrangement.participants)
    procedure.particulars = told_particulars(kind.told, arrangement.particulars)
    _check_complete(kind, procedure)
    procedure.staff = _staff(case, kind, arrangement.staff_ids, at=at)
    _check_days(kind, procedure, at=at)


def told_particulars(fields: Sequence[Particular], given: Mapping[str, str]) -> dict[str, str]:
    """Return what was given for the fields of a kind, cleaned; other keys are left out.

    :raises ProcedureIncomplete: one that is required is empty
    """
    cleaned = {each.key: content.words(str(given.get(each.key, ""))) for each in fields}
    missing = [str(each.label) for each in fields if each.is_required and not cleaned[each.key]]
    if missing:
        raise ProcedureIncomplete(params={"missing": "、".join(missing)})
    return {key: words for key, words in cleaned.items() if words}


def _participants(given: Sequence[Participant]) -> list[dict[str, str]]:
    if len(given) > MOST_PEOPLE:
        raise ProcedureIncomplete(params={"missing": _("参加人最多五十名")})
    people = [{"name": line(one.name), "part": line(one.part)} for one in given]
    return [one for one in people if one["name"]]


def _check_complete(kind: Kind, procedure: SpecialProcedure) -> None:
    missing = []
    if procedure.starts_at is None:
        missing.append(_("时间"))
    if not procedure.place and not kind.has_last_day:
        missing.append(_("地点"))
    if kind.has_last_day and procedure.ends_on is None:
        missing.append(_("公示截止日"))
    if kind.needs_participants and not procedure.participants:
        missing.append(_("参加人"))
    if missing:
        raise ProcedureIncomplete(params={"missing": "、".join(missing)})


def _staff(
    case: Case, kind: Kind, staff_ids: Sequence[UUID], *, at: datetime
) -> list[dict[str, str]]:
    wanted = list(dict.fromkeys(staff_ids))
    if len(wanted) < kind.least_staff:
        raise TooFewStaff(params={"number": kind.least_staff})
    if not wanted:
        return []
    able = organizations.staff_with_right(case.department_id, Right.CASES_READ, clocks.today_of(at))
    names = {one.id: one.name for one in able}
    if not set(wanted) <= names.keys():
        raise NotYourCase
    if kind.is_apart:
        check_apart(case, wanted)
    return [{"id": str(one), "name": names[one]} for one in wanted]


def check_apart(case: Case, staff_ids: Sequence[UUID]) -> None:
    """Raise when somebody who examines the case is to chair its hearing.

    :raises ChairExamines: 行政许可法 48 (3)
    """
    examiners: set[UUID | None] = set(
        StepRecord.objects.filter(
            case_id=case.pk, role__in=[Role.HANDLER, Role.REVIEWER]
        ).values_list("done_by_id", flat=True)
    )
    examiners |= set(
        WorkItem.objects.filter(
            case_id=case.pk, role__in=[Role.HANDLER, Role.REVIEWER], claimed_by_id__isnull=False
        ).values_list("claimed_by_id", flat=True)
    )
    if examiners & set(staff_ids):
        raise ChairExamines


def _check_days(kind: Kind, procedure: SpecialProcedure, *, at: datetime) -> None:
    starts_at, today = procedure.starts_at, clocks.today_of(at)
    if starts_at is None or starts_at < at - timedelta(days=1) or starts_at > at + LONGEST_AHEAD:
        raise ProcedureIncomplete(params={"missing": _("今天或以后的时间")})
    starts_on = clocks.today_of(starts_at)
    calendar = foundation.working_calendar()
    if kind.notice_workdays:
        first = calendar.add_workdays(today, kind.notice_workdays).on
        if starts_on < first:
            raise HearingNoticeTooShort(params={"first": day_in_words(first.isoformat())})
    if procedure.hold_by is not None and starts_on > procedure.hold_by:
        last = day_in_words(procedure.hold_by.isoformat())
        raise HearingTooLate(params={"last": last})
    if procedure.ends_on is not None:
        if not starts_on <= procedure.ends_on <= starts_on + LONGEST_AHEAD:
            raise ProcedureIncomplete(params={"missing": _("开始日以后的截止日")})
        procedure.end_by = procedure.ends_on
    elif procedure.expected_days:
        procedure.end_by = calendar.add_workdays(today, procedure.expected_days).on
