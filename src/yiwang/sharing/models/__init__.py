# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of asking; Django finds models here."""

from yiwang.sharing.models.asking import (
    Call,
    CorrectionRequest,
    DataSource,
    DemonstrationRecord,
    SourceSwitch,
)
from yiwang.sharing.models.changes import SourceChange

__all__ = [
    "Call",
    "CorrectionRequest",
    "DataSource",
    "DemonstrationRecord",
    "SourceChange",
    "SourceSwitch",
]
