# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Bring the stored findings up to what a comparison has just found: open, open again, clear."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection

from yiwang.catalogue.bulk import Row, copy_rows
from yiwang.catalogue.comparison.rule import Hit
from yiwang.catalogue.comparison.rules import RULES, WORKDAYS_BY_SEVERITY
from yiwang.foundation import selectors as foundation

_PREPARE: Final = """
CREATE TEMP TABLE compared_rule (rule varchar(40), severity int, due_on date) ON COMMIT DROP;
CREATE TEMP TABLE compared_item (
    rule varchar(40), base_item_id uuid, other_id uuid, department_id uuid, region_code varchar(12),
    evidence jsonb
) ON COMMIT DROP;
CREATE TEMP TABLE compared_hit (
    rule varchar(40), subject_kind varchar(4), subject_id uuid, base_item_id uuid,
    implementation_id uuid, other_id uuid, department_id uuid, region_code varchar(12),
    evidence jsonb, evidence_sha256 varchar(64)
) ON COMMIT DROP;
CREATE TEMP TABLE compared_change (
    what varchar(8), id uuid, rule varchar(40), base_item_id uuid, implementation_id uuid,
    subject_id uuid, evidence_sha256 varchar(64), due_on date
) ON COMMIT DROP
"""
_TAKE_ITEMS: Final = """
INSERT INTO compared_hit
SELECT DISTINCT ON (i.rule, i.base_item_id, i.evidence)
       i.rule, 'base', i.base_item_id, i.base_item_id, NULL, i.other_id, i.department_id,
       i.region_code, i.evidence, encode(sha256(convert_to(i.evidence::text, 'UTF8')), 'hex')
  FROM compared_item i
"""
_MATCH: Final = (
    "f.subject_id = h.subject_id AND f.rule = h.rule AND f.evidence_sha256 = h.evidence_sha256"
)
_CHANGED: Final = "id, rule, base_item_id, implementation_id, subject_id, evidence_sha256, due_on"
_OPEN: Final = f"""
WITH new AS (
    INSERT INTO catalogue_finding (
        id, rule, severity, subject_kind, subject_id, base_item_id, implementation_id, other_id,
        department_id, region_code, evidence, evidence_sha256, state, found_at, due_on, reopened,
        contest_reason, judgement)
    SELECT gen_random_uuid(), h.rule, r.severity, h.subject_kind, h.subject_id, h.base_item_id,
           h.implementation_id, h.other_id, h.department_id, h.region_code, h.evidence,
           h.evidence_sha256, 'open', %(at)s, r.due_on, 0, '', ''
      FROM compared_hit h JOIN compared_rule r USING (rule)
     WHERE NOT EXISTS (SELECT FROM catalogue_finding f WHERE {_MATCH})
    ON CONFLICT (subject_id, rule, evidence_sha256) DO NOTHING
    RETURNING {_CHANGED}
)
INSERT INTO compared_change SELECT 'opened', new.* FROM new
"""  # noqa: S608 - only constants of this module
_REOPEN: Final = f"""
WITH back AS (
    UPDATE catalogue_finding f
       SET state = 'open', due_on = r.due_on, cleared_at = NULL, reopened = f.reopened + 1,
           contest_reason = '', contested_by_id = NULL, contested_at = NULL, judgement = '',
           judged_by_id = NULL, judged_at = NULL, excepted_until = NULL,
           department_id = h.department_id
      FROM compared_hit h JOIN compared_rule r USING (rule)
     WHERE {_MATCH}
       AND (f.state = 'cleared' OR (f.state = 'excepted' AND f.excepted_until < %(on)s))
    RETURNING f.id, f.rule, f.base_item_id, f.implementation_id, f.subject_id, f.evidence_sha256,
              f.due_on
)
INSERT INTO compared_change SELECT 'reopened', back.* FROM back
"""  # noqa: S608 - only constants of this module
# A grave rule that is found slight gives more time, a slight one that is found grave gives less.
_WEIGH: Final = """
WITH weighed AS (
    UPDATE catalogue_finding f
       SET severity = r.severity,
           due_on = CASE WHEN f.state NOT IN ('open', 'contested', 'upheld') THEN f.due_on
                         WHEN r.severity > f.severity THEN least(f.due_on, r.due_on)
                         ELSE greatest(f.due_on, r.due_on) END
      FROM compared_rule r
     WHERE f.rule = r.rule AND f.severity <> r.severity
    RETURNING f.rule, r.severity
)
SELECT rule, severity, count(*) FROM weighed GROUP BY rule, severity ORDER BY rule
"""
_CLEAR: Final = f"""
WITH gone AS (
    UPDATE catalogue_finding f SET state = 'cleared', cleared_at = %(at)s
     WHERE f.state IN ('open', 'contested', 'upheld', 'excepted') AND (%%s)
       AND NOT EXISTS (SELECT FROM compared_hit h WHERE {_MATCH})
    RETURNING {_CHANGED}
)
INSERT INTO compared_change SELECT 'cleared', gone.* FROM gone
"""  # noqa: S608 - only constants of this module
_CLEAR_ALL: Final = _CLEAR.replace("%%s", "TRUE")
# A condition for each index: one that says "everything or these" would be read through.
_CLEAR_SOME: Final = _CLEAR.replace(
    "%%s",
    "f.subject_id = ANY (%(lists)s::uuid[]) OR f.base_item_id = ANY (%(items)s::uuid[])"
    " OR f.other_id = ANY (%(items)s::uuid[])",
)
_COUNT: Final = """
SELECT count(*) FILTER (WHERE what = 'opened'), count(*) FILTER (WHERE what = 'reopened'),
       count(*) FILTER (WHERE what = 'cleared'),
       encode(sha256(convert_to(coalesce(string_agg(
           what || ' ' || rule || ' ' || subject_id || ' ' || evidence_sha256, E'\\n'
           ORDER BY what, rule, subject_id, evidence_sha256), ''), 'UTF8')), 'hex')
  FROM compared_change
"""


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a comparison is about: everything, or some base items with all their lists, and lists.

    :ivar lists: lists beside those of the items
    """

    items: Collection[UUID] = ()
    lists: Collection[UUID] = ()
    is_whole: bool = False

    def parameters(self) -> dict[str, Any]:
        return {"items": list(self.items), "lists": list(self.lists)}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a comparison changed."""

    opened: int
    reopened: int
    cleared: int
    sha256: str

    @property
    def count(self) -> int:
        return self.opened + self.reopened + self.cleared


@dataclass(frozen=True, slots=True)
class Changed:
    """One finding that a comparison opened, opened again or cleared."""

    what: str
    id: UUID
    rule: str
    base_item_id: UUID
    implementation_id: UUID | None
    evidence_sha256: str
    due_on: date


def prepare(on: date) -> None:
    """Make the tables of one comparison; they go with its transaction."""
    calendar = foundation.working_calendar()
    due = {
        severity: calendar.add_workdays(on, days).on
        for severity, days in WORKDAYS_BY_SEVERITY.items()
    }
    with connection.cursor() as cursor:
        for statement in _PREPARE.split(";"):
            cursor.execute(statement)
    rules = ((rule.id, rule.severity.value, due[rule.severity]) for rule in RULES.values())
    copy_rows("compared_rule", ("rule", "severity", "due_on"), rules)


def take_items(hits: Sequence[tuple[Hit, UUID | None, str]]) -> None:
    """Take what was found about base items, each with its owner and the division of both."""
    columns = ("rule", "base_item_id", "other_id", "department_id", "region_code", "evidence")
    copy_rows("compared_item", columns, (_row(*hit) for hit in hits))
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_ITEMS)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A rule whose weight has changed, and how many stored findings follow it."""

    rule: str
    severity: int
    findings: int


def weigh_anew() -> list[Weighed]:
    """Give stored findings the weight that their rules have now, and the time that goes with it."""
    with connection.cursor() as cursor:
        cursor.execute(_WEIGH)
        return [Weighed(*row) for row in cursor.fetchall()]


def merge(subjects: Subjects, *, at: datetime, on: date) -> Changes:
    """Open what is new, open again what came back, clear what is gone."""
    values = {"at": at, "on": on, **subjects.parameters()}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE compared_hit")
        # Reopened first, so that what was just opened is not looked at again.
        cursor.execute(_REOPEN, values)
        cursor.execute(_OPEN, values)
        cursor.execute(_CLEAR_ALL if subjects.is_whole else _CLEAR_SOME, values)
        cursor.execute(_COUNT)
        opened, reopened, cleared, digest = cursor.fetchone()
    return Changes(opened, reopened, cleared, digest)


def changed() -> list[Changed]:
    """Return what was changed, one by one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT what, id, rule, base_item_id, implementation_id, evidence_sha256, due_on "
            "FROM compared_change ORDER BY what, rule, id"
        )
        return [Changed(*row) for row in cursor.fetchall()]


def _row(hit: Hit, department_id: UUID | None, region_code: str) -> Row:
    evidence = {"found": dict(hit.evidence.found), "expected": dict(hit.evidence.expected)}
    return (
        hit.rule,
        hit.base_item_id,
        hit.evidence.other_id,
        department_id,
        region_code,
        orjson.dumps(evidence).decode(),
    )
