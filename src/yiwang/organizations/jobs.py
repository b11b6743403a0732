# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of this room by name, deferred inside the command's own transaction."""

from uuid import UUID

from procrastinate.contrib.django import app

CHECK_TASK = "organizations.check_staff_import"
APPLY_TASK = "organizations.apply_staff_import"


def defer_check(import_id: UUID) -> None:
    """Have a spreadsheet read and checked."""
    app.configure_task(CHECK_TASK).defer(import_id=str(import_id))


def defer_apply(import_id: UUID) -> None:
    """Have a confirmed spreadsheet taken over."""
    app.configure_task(APPLY_TASK).defer(import_id=str(import_id))
