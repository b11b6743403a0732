# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of this room by name, deferred inside the command's own transaction."""

from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

SHEET_TASK: Final = "catalogue.work_on_sheet"
EFFECT_TASK: Final = "catalogue.take_effect"


def defer_sheet(sheet_id: UUID) -> None:
    """Have the next step of a workbook done: read, taken over, or written."""
    # The lock keeps two workers from one workbook; done one after the other, it is harmless.
    app.configure_task(SHEET_TASK, lock=f"catalogue-sheet:{sheet_id}").defer(sheet_id=str(sheet_id))


def defer_effect(order_id: UUID) -> None:
    """Have an approved order of many items take effect at once."""
    app.configure_task(EFFECT_TASK, lock=f"change-order:{order_id}").defer(order_id=str(order_id))
