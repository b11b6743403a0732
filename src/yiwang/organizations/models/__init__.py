# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of this room; imported here so that Django registers them."""

from yiwang.organizations.models.divisions import Division, DivisionChange, DivisionSuccession
from yiwang.organizations.models.staff import Department, Post, PostHolding, StaffMember

__all__ = [
    "Department",
    "Division",
    "DivisionChange",
    "DivisionSuccession",
    "Post",
    "PostHolding",
    "StaffMember",
]
