# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about rules that decide: for staff, for the applicant, and for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.cases.automation import reaching, tables
from yiwang.cases.automation.choices import Choices as Choices
from yiwang.cases.automation.choices import choices as choices
from yiwang.cases.automation.drawn import listed_for
from yiwang.cases.automation.enums import Doubt, RuleOutcome, RuleState
from yiwang.cases.automation.errors import RuleSetNotFound
from yiwang.cases.automation.failures import failure_counts as failure_counts
from yiwang.cases.automation.failures import failures as failures
from yiwang.cases.automation.judges import Rechecks as Rechecks
from yiwang.cases.automation.judges import rechecks as rechecks
from yiwang.cases.automation.objection_questions import disputed_labels as disputed_labels
from yiwang.cases.automation.objection_questions import objection_to as objection_to
from yiwang.cases.automation.objection_questions import open_objections as open_objections
from yiwang.cases.automation.reaching import Act
from yiwang.cases.models import (
    AutomaticDecision,
    Case,
    DryRun,
    DryRunDifference,
    Recheck,
    RuleSet,
    RuleStop,
    RuleVersion,
)
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.marks import Mark

DAYS = 90
MOST_ROWS = 200

_FIGURES = """
SELECT count(*) FILTER (WHERE made.outcome = 'grant'),
    count(*) FILTER (WHERE made.outcome = 'person'),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY made.milliseconds)
        FILTER (WHERE made.outcome = 'grant'),
    percentile_cont(0.95) WITHIN GROUP (ORDER BY made.milliseconds)
        FILTER (WHERE made.outcome = 'grant')
FROM cases_automatic_decision AS made
JOIN cases_rule_version AS version ON version.id = made.version_id
WHERE version.rule_set_id = %s AND made.made_at >= %s
"""
_DOUBTS = """
SELECT doubt ->> 'code', count(DISTINCT made.id)
FROM cases_automatic_decision AS made
JOIN cases_rule_version AS version ON version.id = made.version_id
CROSS JOIN LATERAL jsonb_array_elements(made.doubts) AS doubt
WHERE version.rule_set_id = %s AND made.made_at >= %s
GROUP BY 1 ORDER BY 2 DESC, 1
"""
_RULES = """
SELECT string_agg(version.id::text || ' ' || rules.name, ' ' ORDER BY version.id) || coalesce(
    ' ' || (SELECT string_agg(id::text, ' ' ORDER BY id) FROM cases_rule_stop
             WHERE restarted_at IS NULL), '')
FROM catalogue_implementation AS list
JOIN cases_rule_set AS rules ON rules.implementation_id = list.id
    OR (rules.implementation_id IS NULL AND rules.base_item_id = list.base_item_id)
JOIN cases_rule_version AS version ON version.rule_set_id = rules.id
WHERE list.code = %s AND version.state = 'published' AND version.valid_from <= %s
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a rule set did in the last ninety days, as far as the reader sees its cases."""

    granted: int
    passed: int
    p50_seconds: float | None
    p95_seconds: float | None
    doubts: Sequence[tuple[str, int]]
    rechecked: int
    differing: int
    waiting: int


@dataclass(frozen=True, slots=True)
class SetLine:
    """One rule set in the list."""

    rules: RuleSet
    live: RuleVersion | None
    in_the_making: RuleVersion | None
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class PublicRule:
    """What everybody may know of a rule that decides (算法公示)."""

    id: UUID
    name: str
    number: int
    valid_from: date
    published_at: datetime
    is_stopped: bool
    is_everywhere: bool
    base_item_id: UUID
    implementation_id: UUID | None
    region_code: str
    sample_percent: int
    grants: Sequence[str]
    leaves: Sequence[str]
    data: Sequence[tuple[str, str]]

    @property
    def tag(self) -> str:
        """Return what changes when a page about the rule has to change."""
        return f"{self.id.hex[:8]}-{self.number}-{int(self.is_stopped)}"


def rule_sets(actor: Actor) -> list[SetLine]:
    """Return all rule sets; they are no secret among those who may see them.

    :raises NotYourRules: the post has nothing to do with them
    """
    reaching.check_may(actor, Act.SEE)
    found = list(RuleSet.objects.order_by("name", "id").prefetch_related("versions"))
    stopped = _stopped()
    return [_line(one, stopped) for one in found]


def rule_set(rule_set_id: UUID, actor: Actor) -> SetLine:
    """Return one rule set.

    :raises RuleSetNotFound: there is none, or the post has nothing to do with rules
    """
    if not reaching.may(actor, Act.SEE):
        raise RuleSetNotFound
    found = RuleSet.objects.filter(pk=rule_set_id).prefetch_related("versions").first()
    if found is None:
        raise RuleSetNotFound
    return _line(found, _stopped())


def table_of(made: RuleVersion) -> tables.RuleTable | None:
    """Return the table of a version; None while it cannot be read."""
    return tables.compiled(made.table_xml)


def versions_of(line: SetLine) -> list[RuleVersion]:
    """Return the versions of a set, the newest first."""
    return sorted(line.rules.versions.all(), key=lambda one: -one.number)


def version(rule_set_id: UUID, number: int, actor: Actor) -> RuleVersion:
    """Return one version of a set.

    :raises RuleSetNotFound: there is none
    """
    if not reaching.may(actor, Act.SEE):
        raise RuleSetNotFound
    found = RuleVersion.objects.select_related("rule_set").filter(
        rule_set_id=rule_set_id, number=number
    )
    made = found.first()
    if made is None:
        raise RuleSetNotFound
    return made


def dry_runs(made: RuleVersion) -> list[DryRun]:
    """Return the dry runs of a version, the newest first."""
    return list(made.dry_runs.order_by("-started_at")[:20])


def differences(run: DryRun, actor: Actor) -> list[DryRunDifference]:
    """Return where a dry run differs from people.

    Who writes or publishes these rules sees what the rule went by in each; the number of a case
    only who may see the case.
    """
    rules = run.version.rule_set
    is_theirs = any(reaching.may(actor, act, rules) for act in (Act.WRITE, Act.PUBLISH))
    seen = run.differences.filter(case__in=listed_for(actor))
    # What a rule would have granted comes first: it is what the publisher has to have seen.
    rows = list((run.differences if is_theirs else seen).order_by("outcome", "id")[:MOST_ROWS])
    known = set(seen.values_list("id", flat=True))
    for row in rows:
        row.case_number = row.case_number if row.pk in known else ""
    return rows


def stops(rule_set_id: UUID | None) -> list[RuleStop]:
    """Return when the switch of a set, or of all, was pulled; the newest first."""
    whose = Q(rule_set__isnull=True) if rule_set_id is None else Q(rule_set_id=rule_set_id)
    return list(RuleStop.objects.filter(whose).order_by("-stopped_at")[:50])


def figures(rule_set_id: UUID, *, at: datetime) -> Figures:
    """Return what a rule set did in the last ninety days; four statements."""
    since = at - timedelta(days=DAYS)
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, [rule_set_id, since])
        granted, passed, p50, p95 = cursor.fetchone()
        cursor.execute(_DOUBTS, [rule_set_id, since])
        doubts = [(str(Doubt(code).label), count) for code, count in cursor.fetchall()]
    drawn = Recheck.objects.filter(version__rule_set_id=rule_set_id, is_by_rule=True)
    done = list(drawn.values_list("is_different", flat=True))
    return Figures(
        granted=granted,
        passed=passed,
        p50_seconds=None if p50 is None else p50 / 1000,
        p95_seconds=None if p95 is None else p95 / 1000,
        doubts=doubts,
        rechecked=sum(one is not None for one in done),
        differing=sum(one is True for one in done),
        waiting=sum(one is None for one in done),
    )


def differing_rechecks(rule_set_id: UUID, actor: Actor) -> list[Recheck]:
    """Return re-checks that differ from what the rule said, within what the actor sees."""
    found = Recheck.objects.filter(
        version__rule_set_id=rule_set_id,
        is_by_rule=True,
        is_different=True,
        case__in=Case.objects.visible_to(actor),
    )
    return list(found.select_related("case").order_by("-done_at")[:MOST_ROWS])


def automatic_decision(case: Case) -> AutomaticDecision | None:
    """Return what a rule made of a case, with the objection; no query where there is none."""
    if not case.automation:
        return None
    found = AutomaticDecision.objects.select_related("version__rule_set", "objection")
    return found.filter(case_id=case.pk).first()


def facts_shown(facts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return facts with what their values are called, and the moment of each."""
    return [
        {**one, "moment": datetime.fromisoformat(one["asked_at"]), "shown": _shown(one["value"])}
        for one in facts
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return _("没有") if value is None else str(value)


def doubts_shown(made: AutomaticDecision | DryRunDifference) -> list[str]:
    """Return why a person decides, in the reader's language as far as it is ours."""
    return [_doubt(one) for one in made.doubts]


def _doubt(one: Mapping[str, str]) -> str:
    label = str(Doubt(one["code"]).label)
    return f"{label}：{one['text']}" if one["text"] else label


def public_rules() -> list[PublicRule]:
    """Return every rule that decides today, for everybody."""
    return _public(Q())


def public_rule_of(item_code: str) -> PublicRule | None:
    """Return the rule by which an item is decided today; two queries at most."""
    own = Q(rule_set__implementation__code=item_code)
    shared = Q(rule_set__implementation__isnull=True, rule_set__base_item__lists__code=item_code)
    found = _public(own | shared)
    return next((one for one in found if one.implementation_id), next(iter(found), None))


def public_rule_mark(item_code: str) -> Mark:
    """Return what changes whenever :func:`public_rule_of` an item does; no value without one."""
    return Mark(_RULES, (item_code, timezone.localdate()))


def item_names(rules: Sequence[PublicRule]) -> dict[UUID, tuple[str, str]]:
    """Return name and code of an example of each rule's item, by the rule's id."""
    found = {}
    today = timezone.localdate()
    for one in rules:
        version_id = catalogue.version_in_force(
            base_item_id=one.base_item_id, implementation_id=one.implementation_id, on=today
        )
        if version_id is not None:
            item = catalogue.snapshot(version_id)
            found[one.id] = (item.name, item.code)
    return found


def _public(wanted: Q) -> list[PublicRule]:
    rows = (
        RuleVersion.objects.filter(
            wanted, state=RuleState.PUBLISHED, valid_from__lte=timezone.localdate()
        )
        .select_related("rule_set")
        .order_by("valid_from", "number")
    )
    newest = {row.rule_set_id: row for row in rows}
    if not newest:
        return []
    stopped = _stopped()
    found = [_published(row, stopped) for row in newest.values()]
    return sorted(found, key=lambda one: (one.name, one.id))


def _published(row: RuleVersion, stopped: set[UUID | None]) -> PublicRule:
    table = tables.compiled(row.table_xml)
    rows = table.rows if table else ()
    if row.published_at is None:
        raise RuleSetNotFound
    return PublicRule(
        id=row.rule_set_id,
        name=row.rule_set.name,
        number=row.number,
        valid_from=row.valid_from,
        published_at=row.published_at,
        is_stopped=bool({None, row.rule_set_id} & stopped),
        is_everywhere=row.rule_set.implementation_id is None,
        base_item_id=row.rule_set.base_item_id,
        implementation_id=row.rule_set.implementation_id,
        region_code=row.rule_set.region_code,
        sample_percent=row.sample_percent,
        grants=tuple(one.description or one.reason for one in rows if one.is_grant),
        leaves=tuple(one.reason for one in rows if not one.is_grant),
        data=tuple((one["label"], one["source"]) for one in row.facts),
    )


def _stopped() -> set[UUID | None]:
    open_ones = RuleStop.objects.filter(restarted_at__isnull=True)
    return set(open_ones.values_list("rule_set_id", flat=True))


def _line(rules: RuleSet, stopped: set[UUID | None]) -> SetLine:
    today = timezone.localdate()
    made = sorted(rules.versions.all(), key=lambda one: (one.valid_from, one.number))
    live = [one for one in made if one.state == RuleState.PUBLISHED and one.valid_from <= today]
    making = [one for one in made if one.state in (RuleState.DRAFT, RuleState.PROPOSED)]
    return SetLine(
        rules=rules,
        live=live[-1] if live else None,
        in_the_making=making[0] if making else None,
        is_stopped=bool({None, rules.pk} & stopped),
    )


def is_grant(made: AutomaticDecision) -> bool:
    """Return whether the rule granted."""
    return made.outcome == RuleOutcome.GRANT
