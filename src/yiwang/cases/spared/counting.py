# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What asking nothing twice spares: a figure for each item and month, kept as facts come in."""

from collections.abc import Sequence
from typing import Final

from django.db import connection
from django.utils import timezone

from yiwang.cases.models import Case, SparedFigure
from yiwang.cases.spared import waiting
from yiwang.cases.spared.plan import plan_for
from yiwang.catalogue import selectors as catalogue
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent

FOUND: Final = "cases.evidence_found"
REFUSED: Final = "cases.asked_twice"
SUBMITTED: Final = "cases.case_submitted"

_COUNT: Final = """
    INSERT INTO cases_spared_figure AS f
        (region_code, department_id, item_code, item_name, month, cases, materials, fields, refused)
    SELECT region_code, department_id, item_code, item_name, %(month)s, %(cases)s, %(materials)s,
           %(fields)s, %(refused)s
      FROM cases_case WHERE id = %(case)s
    ON CONFLICT (item_code, month) DO UPDATE SET
        item_name = excluded.item_name, cases = f.cases + excluded.cases,
        materials = f.materials + excluded.materials, fields = f.fields + excluded.fields,
        refused = f.refused + excluded.refused
"""


def count(events: Sequence[RecordedEvent]) -> None:
    """Add what each application was spared, and what staff tried to ask for, to its month."""
    with connection.cursor() as cursor:
        for event in events:
            is_found = event.kind == FOUND
            cursor.execute(
                _COUNT,
                {
                    "case": event.subject_id,
                    "month": timezone.localdate(event.at).replace(day=1),
                    "cases": int(is_found and not event.payload["is_later"]),
                    "materials": event.payload["materials"] if is_found else 0,
                    "fields": event.payload["fields"] if is_found else 0,
                    "refused": int(not is_found),
                },
            )


def forget_counts() -> None:
    """Delete the figures; the facts are counted anew."""
    SparedFigure.objects.all().delete()


def ask_later(events: Sequence[RecordedEvent]) -> None:
    """Keep open questions for applications for which nobody has looked yet."""
    ids = [event.subject_id for event in events if event.subject_id is not None]
    rows = Case.objects.filter(pk__in=ids).values_list("id", "version_id", "applicant_kind")
    times = {event.subject_id: event.at for event in events}
    for case_id, version_id, kind in rows.order_by("submitted_at"):
        if plan_for(catalogue.snapshot(version_id), kind).sure:
            waiting.defer_questions(case_id=case_id, at=times[case_id])


ledger.subscribe("cases.spared", {FOUND, REFUSED}, count, clear=forget_counts)
ledger.subscribe("cases.look_later", {SUBMITTED}, ask_later)
