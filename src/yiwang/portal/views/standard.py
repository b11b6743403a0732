# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How standard the catalogue is (规范化指数), for everybody to read."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.enums import IndexScope
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.charts import line_chart
from yiwang.foundation.web.database import read_only
from yiwang.portal.frame import shared_page, version_of

SHOWN = (IndexScope.CITY, IndexScope.THEME, IndexScope.PROVINCE)


@audience("public")
@require_safe
def standardization(request: HttpRequest) -> HttpResponse:
    """Show the index of cities, themes or provinces, and how one of them has moved."""
    scope = request.GET.get("scope", "")
    scope = scope if scope in SHOWN else IndexScope.CITY
    key = "".join(sign for sign in request.GET.get("key", "") if sign.isprintable())[:36]
    with read_only():
        day = catalogue.comparison.latest_index_day()
        lines = catalogue.comparison.index_of_day(day, scope) if day else []
        series = catalogue.comparison.index_series(scope, key) if key else []
        values = {
            "day": day,
            "scope": scope,
            "scopes": [(one.value, one.label) for one in SHOWN],
            "lines": lines,
            "key": key,
            "series": series,
            "chart": line_chart([(row.day, row.hundredths / 100) for row in series]),
        }
        return shared_page(
            request,
            "portal/standardization.html",
            lambda: values,
            version=version_of(day, [line.row.hundredths for line in lines], len(series)),
        )
