# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of this room; imported here so that Django registers them."""

from yiwang.organizations.models.divisions import Division, DivisionChange, DivisionSuccession
from yiwang.organizations.models.handover import Grant, Leave
from yiwang.organizations.models.imports import StaffImport, StaffImportPart, StaffImportRow
from yiwang.organizations.models.labels import DataLabel
from yiwang.organizations.models.reviews import Review, ReviewEntry
from yiwang.organizations.models.staff import Department, Post, PostHolding, StaffMember

__all__ = [
    "DataLabel",
    "Department",
    "Division",
    "DivisionChange",
    "DivisionSuccession",
    "Grant",
    "Leave",
    "Post",
    "PostHolding",
    "Review",
    "ReviewEntry",
    "StaffImport",
    "StaffImportPart",
    "StaffImportRow",
    "StaffMember",
]
