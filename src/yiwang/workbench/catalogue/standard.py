# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The standardization index with its drift, and the rules that it rests on."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.catalogue.enums import IndexScope, Severity, SubjectKind
from yiwang.catalogue.selectors import comparison
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.charts import line_chart
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue.desk import RULES, STANDARD, section
from yiwang.workbench.catalogue.findings import WEIGHTS, reader
from yiwang.workbench.frame import shown_text, whole_number

PAGE: Final = 50


@audience("staff")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the index of departments, cities or themes, and how one of them has moved."""
    actor = reader(request)
    scope = request.GET.get("scope", "")
    scope = scope if scope in IndexScope.values else IndexScope.DEPARTMENT
    key = shown_text(request.GET.get("key", ""))
    offset = whole_number(request.GET.get("from", ""), digits=5) or 0
    with read_only():
        day = comparison.latest_index_day()
        within = actor.division_code if scope == IndexScope.DEPARTMENT else ""
        lines = (
            comparison.index_of_day(day, scope, within=within, offset=offset, limit=PAGE + 1)
            if day
            else []
        )
        key = key or (lines[0].row.key if lines else "")
        series = comparison.index_series(scope, key) if key else []
        is_more = len(lines) > PAGE
        context = {
            "day": day,
            "scope": scope,
            "scopes": IndexScope.choices,
            "lines": lines[:PAGE],
            "key": key,
            "series": series,
            "chart": line_chart([(row.day, row.hundredths / 100) for row in series]),
            "next_url": f"?scope={scope}&from={offset + PAGE}" if is_more else "",
        }
        return section(request, "findings/standard.html", context, tab=STANDARD)


@audience("staff")
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """List the rules, and what of the published rules cannot be computed and why."""
    reader(request)
    with read_only():
        context = {
            "groups": [
                (
                    kind.label,
                    [_row(rule) for rule in comparison.RULES.values() if rule.subject == kind],
                )
                for kind in SubjectKind
            ],
            "not_computed": comparison.NOT_COMPUTED.items(),
        }
        return section(request, "findings/rules.html", context, tab=RULES)


def _row(rule: comparison.Rule) -> tuple[comparison.Rule, str, str, str, int]:
    severity = Severity(rule.severity)
    tone, icon = WEIGHTS[severity]
    return rule, str(severity.label), tone, icon, comparison.WORKDAYS_BY_SEVERITY[severity]
