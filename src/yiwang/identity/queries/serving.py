# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether somebody who applies serves in the body that decides."""

from uuid import UUID

from django.db.models import Q

from yiwang.identity.models import LegalPerson, StaffPerson


def serves_in(applicant_id: UUID, department_id: UUID) -> bool:
    """Return whether an applicant, or who represents the firm, is of a department's staff."""
    firms = LegalPerson.objects.filter(pk=applicant_id).values("representative_id")
    return StaffPerson.objects.filter(
        Q(person_id=applicant_id) | Q(person_id__in=firms), staff__department_id=department_id
    ).exists()
