# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of this room by name, deferred inside the command's own transaction."""

from uuid import UUID

from procrastinate.contrib.django import app

CHECK_TASK = "organizations.check_staff_import"
APPLY_TASK = "organizations.apply_staff_import"


def defer_check(import_id: UUID) -> None:
    """Have a spreadsheet read and checked."""
    _job(CHECK_TASK, import_id)


def defer_apply(import_id: UUID) -> None:
    """Have a confirmed spreadsheet taken over."""
    _job(APPLY_TASK, import_id)


def _job(name: str, import_id: UUID) -> None:
    # The lock keeps two workers from one import; done one after the other, it is harmless.
    app.configure_task(name, lock=f"staff-import:{import_id}").defer(import_id=str(import_id))
