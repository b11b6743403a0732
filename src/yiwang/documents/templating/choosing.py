# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which version of a template is in force: of the item, of the department, of the place.

It is asked within the statement that writes a document, so that it costs none of its own.
"""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from yiwang.documents.enums import CHINESE, NoticeKind, TemplateState
from yiwang.documents.models import TemplateVersion

# The nearest first: an item's own template, then the department's, then the smallest place's; of
# one template the version that took effect last.
IN_FORCE: Final = """
SELECT version.id
FROM documents_template template
JOIN documents_template_version version ON version.template_id = template.id
WHERE template.kind = %(kind)s::text AND template.language = %(language)s::text
  AND (template.department_id = %(department_id)s::uuid
       OR template.department_id IS NULL AND template.region_code = ANY(%(places)s))
  AND template.item_code IN ('', %(item_code)s::text)
  AND version.state = 'published' AND version.effective_on <= %(on)s::date
ORDER BY template.item_code = '', template.department_id IS NULL, template.region_code DESC,
         version.effective_on DESC, version.number DESC
LIMIT 1
"""
_LEVELS = (2, 4, 6, 9, 12)


def asked(
    kind: NoticeKind,
    *,
    department_id: UUID,
    region_code: str,
    item_code: str,
    on: date,
    language: str = CHINESE,
) -> dict[str, Any]:
    """Return the values that the question needs."""
    return {
        "kind": kind.value,
        "language": language,
        "department_id": department_id,
        "places": places_above(region_code),
        "item_code": item_code,
        "on": on,
    }


def places_above(region_code: str) -> list[str]:
    """Return the codes of a place and of every place that it lies in."""
    return sorted({region_code[:level].ljust(12, "0") for level in _LEVELS})


def choosable(
    kind: NoticeKind, *, department_id: UUID, region_code: str, item_code: str = ""
) -> QuerySet[TemplateVersion]:
    """Return the published versions with which a department may issue a kind, newest first.

    :param item_code: of the list that everything is about; "" leaves templates of one item out
    """
    theirs = Q(template__department_id=department_id) | Q(
        template__department=None, template__region_code__in=places_above(region_code)
    )
    found = TemplateVersion.objects.filter(
        theirs,
        state=TemplateState.PUBLISHED,
        template__kind=kind,
        template__language=CHINESE,
        template__item_code__in={"", item_code},
    )
    return found.select_related("template__department").order_by("-effective_on", "-number", "id")


def version_in_force(
    kind: NoticeKind, *, department_id: UUID, region_code: str, item_code: str, on: date
) -> TemplateVersion | None:
    """Return the version that a notice would be issued with; None for the built-in sheet."""
    values = asked(
        kind, department_id=department_id, region_code=region_code, item_code=item_code, on=on
    )
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, values)
        row = cursor.fetchone()
    return TemplateVersion.objects.get(id=row[0]) if row else None
