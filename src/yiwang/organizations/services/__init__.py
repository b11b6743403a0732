# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of this room, gathered for the others; each lives in a module of its own."""

from yiwang.organizations.newcomers import Newcomer, when_staff_are_imported
from yiwang.organizations.services.bulk_staffing import (
    NewPost,
    NewStaffMember,
    create_posts_bulk,
    create_staff_bulk,
)
from yiwang.organizations.services.departments import create_department, load_departments
from yiwang.organizations.services.divisions import load_changes, load_divisions, load_villages
from yiwang.organizations.services.grants import ask_grant, decide_grant, withdraw_grant
from yiwang.organizations.services.imports import (
    apply_staff_import,
    cancel_staff_import,
    check_staff_import,
    confirm_staff_import,
    send_staff_import,
)
from yiwang.organizations.services.labels import set_clearance, set_label
from yiwang.organizations.services.leaves import end_leave, end_own_leave, set_leave
from yiwang.organizations.services.leaving import remove_staff
from yiwang.organizations.services.loading import LoadReport
from yiwang.organizations.services.reviews import (
    close_overdue,
    decide_entries,
    open_review,
    overdue_reviews,
)
from yiwang.organizations.services.staffing import (
    assign_post,
    change_post_rights,
    create_post,
    create_staff,
    end_post,
)

__all__ = [
    "LoadReport",
    "NewPost",
    "NewStaffMember",
    "Newcomer",
    "apply_staff_import",
    "ask_grant",
    "assign_post",
    "cancel_staff_import",
    "change_post_rights",
    "check_staff_import",
    "close_overdue",
    "confirm_staff_import",
    "create_department",
    "create_post",
    "create_posts_bulk",
    "create_staff",
    "create_staff_bulk",
    "decide_entries",
    "decide_grant",
    "end_leave",
    "end_own_leave",
    "end_post",
    "load_changes",
    "load_departments",
    "load_divisions",
    "load_villages",
    "open_review",
    "overdue_reviews",
    "remove_staff",
    "send_staff_import",
    "set_clearance",
    "set_label",
    "set_leave",
    "when_staff_are_imported",
    "withdraw_grant",
]
