# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of this room, gathered for the others; each lives in a module of its own."""

from yiwang.organizations.services.departments import create_department, load_departments
from yiwang.organizations.services.divisions import load_changes, load_divisions, load_villages
from yiwang.organizations.services.loading import LoadReport
from yiwang.organizations.services.staffing import (
    NewPost,
    NewStaffMember,
    assign_post,
    change_post_rights,
    create_post,
    create_posts_bulk,
    create_staff,
    create_staff_bulk,
    end_post,
)

__all__ = [
    "LoadReport",
    "NewPost",
    "NewStaffMember",
    "assign_post",
    "change_post_rights",
    "create_department",
    "create_post",
    "create_posts_bulk",
    "create_staff",
    "create_staff_bulk",
    "end_post",
    "load_changes",
    "load_departments",
    "load_divisions",
    "load_villages",
]
