# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is written to the ledger of workbooks that come back."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class SheetFact(Fact):
    """A fact about a workbook of the catalogue."""

    subject_type = "catalogue_sheet"
    subject_field = "sheet_id"

    sheet_id: UUID


@dataclass(frozen=True)
class SheetSent(SheetFact):
    """Somebody sent a workbook of items back."""

    kind = "catalogue.sheet_sent"

    layer: str
    sha256: str
    size: int


@dataclass(frozen=True)
class SheetChecked(SheetFact):
    """A workbook was checked: how many items it changes, or how many cells cannot be taken."""

    kind = "catalogue.sheet_checked"

    items: int
    faults: int


@dataclass(frozen=True)
class SheetTaken(SheetFact):
    """A confirmed workbook became a change order."""

    kind = "catalogue.sheet_taken"

    order_id: UUID
    items: int
