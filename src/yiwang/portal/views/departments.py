# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Department windows: who is responsible here, and what they do."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.portal import listing
from yiwang.portal.frame import shared_page, version_of
from yiwang.portal.regions import region_of


@audience("public")
@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    """List the departments of the reader's region, and of those above it."""
    with read_only():
        region = region_of(request)
        groups = [(step, organizations.departments_in(step.code)) for step in reversed(region.path)]
        return shared_page(
            request,
            "portal/departments.html",
            lambda: {"groups": groups},
            version=version_of([(step.code, len(rows)) for step, rows in groups]),
            current="departments",
        )


@audience("public")
@require_safe
def department(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """Show one department with its address, telephone and the services it gives."""
    with read_only():
        found = organizations.department(department_id)

        def context() -> dict[str, object]:
            hits = catalogue.items_of_department(department_id, found.division_code)
            return {
                "department": found,
                "place": organizations.division_path(found.division_code),
                "items": listing.rows(hits),
            }

        return shared_page(
            request,
            "portal/department.html",
            context,
            version=version_of(found, catalogue.region_tag(found.division_code)),
            current="departments",
        )
