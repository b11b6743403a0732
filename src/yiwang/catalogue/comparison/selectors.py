# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions about findings and the standardization index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from yiwang.catalogue.comparison import policies
from yiwang.catalogue.comparison.rule import Rule
from yiwang.catalogue.comparison.rules import NOT_COMPUTED, RULES, WORKDAYS_BY_SEVERITY
from yiwang.catalogue.comparison.title_questions import (
    WaitingTitle,
    settled_titles,
    waiting_titles,
)
from yiwang.catalogue.comparison.wording import Told, sentence_of, side
from yiwang.catalogue.enums import FindingState, IndexScope, VersionState
from yiwang.catalogue.errors import FindingNotFound
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    Finding,
    ImplementationList,
    StandardIndex,
)
from yiwang.catalogue.models.comparison import WAITING
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden
from yiwang.organizations import selectors as organizations

__all__ = [
    "NOT_COMPUTED",
    "RULES",
    "WORKDAYS_BY_SEVERITY",
    "FindingFilter",
    "FindingPage",
    "FindingView",
    "IndexLine",
    "Rule",
    "Told",
    "WaitingTitle",
    "findings",
    "get_finding",
    "index_days",
    "index_of_day",
    "index_series",
    "latest_index_day",
    "place_of",
    "policies",
    "settled_titles",
    "waiting_titles",
]
MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings are wanted; without a state, those that wait."""

    rule: str = ""
    severity: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with what it is about, in words."""

    row: Finding
    sentence: str
    item_name: str
    item_code: str
    list_code: str
    department_name: str

    @property
    def rule(self) -> Rule | None:
        return RULES.get(self.row.rule)

    @property
    def code(self) -> str:
        """The code of what it is about: of the list, else of the base item."""
        return self.list_code or self.item_code

    @property
    def found(self) -> list[Told]:
        return side(self.row.evidence, "found")

    @property
    def expected(self) -> list[Told]:
        return side(self.row.evidence, "expected")


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Findings in the order of their deadlines, and where the next ones begin."""

    rows: Sequence[FindingView]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class IndexLine:
    """An index of one day, and how it has changed since the day before that is known."""

    row: StandardIndex
    before: int | None

    @property
    def value(self) -> str:
        return self.row.value

    @property
    def drift(self) -> str:
        """The change with its sign; "" when there is nothing to compare with."""
        if self.before is None:
            return ""
        return f"{(self.row.hundredths - self.before) / 100:+.2f}"


def findings(
    actor: Actor, *, wanted: FindingFilter | None = None, cursor: str = "", limit: int = 50
) -> FindingPage:
    """Return findings that the actor's post has to do with, the most urgent first.

    Its cost does not grow with the findings that there are: an index leads to the page.

    :param cursor: ``next_cursor`` of the page before
    :raises Forbidden: the post has nothing to do with findings
    :raises ValueError: the cursor is none of ours
    """
    if not policies.reads_findings(actor):
        raise Forbidden
    limit = max(1, min(limit, MOST_ROWS))
    rows = Finding.objects.filter(_reach(actor), _narrowing(wanted or FindingFilter()))
    if cursor:
        due_on, last_id = place_of(cursor)
        rows = rows.filter(due_on__gte=due_on).exclude(due_on=due_on, id__lte=last_id)
    found = list(rows.order_by("due_on", "id")[: limit + 1])
    is_more = len(found) > limit
    page = found[:limit]
    next_cursor = f"{page[-1].due_on.isoformat()}_{page[-1].id}" if is_more else ""
    return FindingPage(_views(page), next_cursor)


def get_finding(finding_id: UUID, actor: Actor) -> FindingView:
    """Return one finding.

    :raises FindingNotFound: there is none, or it is out of the actor's reach
    """
    row = Finding.objects.filter(pk=finding_id).first()
    if row is None:
        raise FindingNotFound
    policies.check_can_read(actor, row)
    return _views([row])[0]


def place_of(cursor: str) -> tuple[date, UUID]:
    """Return the day and the id that a cursor holds.

    :raises ValueError: it holds none
    """
    day, _separator, last_id = cursor.partition("_")
    return date.fromisoformat(day), UUID(last_id)


def latest_index_day() -> date | None:
    """Return the last day on which the index was written."""
    rows = StandardIndex.objects.filter(scope=IndexScope.PROVINCE).order_by("-day")
    return rows.values_list("day", flat=True).first()


def index_days(before: date, limit: int = 2) -> list[date]:
    """Return the last days up to one on which the index was written, the newest first."""
    rows = StandardIndex.objects.filter(scope=IndexScope.PROVINCE, day__lte=before)
    return list(rows.order_by("-day").values_list("day", flat=True).distinct()[:limit])


def index_of_day(
    on: date, scope: str, *, within: str = "", offset: int = 0, limit: int = 100
) -> list[IndexLine]:
    """Return the index of places, departments or themes on a day, the least standard first.

    :param within: only departments of this division and below
    """
    rows = StandardIndex.objects.filter(scope=scope, day=on)
    if within:
        rows = rows.filter(region_code__range=organizations.code_range(within))
    page = list(rows.order_by("hundredths", "key")[offset : offset + limit])
    days = index_days(on)
    before = _values_on(days[1], scope, [row.key for row in page]) if len(days) > 1 else {}
    return [IndexLine(row, before.get(row.key)) for row in page]


def index_series(scope: str, key: str, *, limit: int = 90) -> list[StandardIndex]:
    """Return the index of one place, department or theme by day, the oldest first."""
    rows = StandardIndex.objects.filter(scope=scope, key=key).order_by("-day")
    return list(rows[:limit])[::-1]


def _values_on(on: date, scope: str, keys: Sequence[str]) -> Mapping[str, int]:
    rows = StandardIndex.objects.filter(scope=scope, day=on, key__in=keys)
    return dict(rows.values_list("key", "hundredths"))


def _reach(actor: Actor) -> Q:
    if actor.covers_subtree:
        return Q(region_code__range=organizations.code_range(actor.division_code))
    return Q(department_id=actor.department_id)


def _narrowing(wanted: FindingFilter) -> Q:
    state = Q(state=wanted.state) if wanted.state in FindingState.values else WAITING
    rule = Q(rule=wanted.rule) if wanted.rule else Q()
    severity = Q(severity=wanted.severity) if wanted.severity else Q()
    return state & rule & severity


def _views(rows: Sequence[Finding]) -> list[FindingView]:
    items = {row.base_item_id for row in rows}
    names = {
        item_id: (name, code)
        for item_id, name, code in BaseItemVersion.objects.filter(
            base_item_id__in=items, effective_to__isnull=True, state=VersionState.PUBLISHED
        ).values_list("base_item_id", "name", "base_item__code")
    }
    codes = dict(BaseItem.objects.filter(pk__in=items - names.keys()).values_list("id", "code"))
    lists = dict(
        ImplementationList.objects.filter(
            pk__in={row.implementation_id for row in rows if row.implementation_id}
        ).values_list("id", "code")
    )
    departments = organizations.reader_names(
        [row.department_id for row in rows if row.department_id]
    ).departments
    return [
        FindingView(
            row=row,
            sentence=sentence_of(row.rule, row.evidence),
            item_name=names.get(row.base_item_id, ("", ""))[0],
            item_code=names.get(row.base_item_id, ("", codes.get(row.base_item_id, "")))[1],
            list_code=lists.get(row.implementation_id, "") if row.implementation_id else "",
            department_name=departments.get(row.department_id, "") if row.department_id else "",
        )
        for row in rows
    ]
