# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who filed cases for firms: they may have copies of what the firm is told."""

from collections.abc import Collection
from uuid import UUID

from yiwang.cases.enums import ApplicantKind
from yiwang.cases.models import Case
from yiwang.identity.services import reachable
from yiwang.notifications.services import copies


def filers(case_ids: Collection[UUID]) -> dict[UUID, copies.Filer]:
    """Return who filed each case of a firm themselves: not a clerk for them, nor by mandate."""
    rows = Case.objects.filter(
        pk__in=case_ids,
        applicant_kind=ApplicantKind.LEGAL,
        mandate__isnull=True,
    ).values_list("id", "applicant_id", "submitted_by_id")
    found = list(rows)
    people = reachable.people_of({account_id for _id, _firm, account_id in found})
    return {
        case_id: copies.Filer(firm_id, people[account_id], account_id)
        for case_id, firm_id, account_id in found
        if account_id in people
    }


copies.register(filers)
