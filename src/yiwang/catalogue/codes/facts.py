# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is written to the ledger when codes change."""

from dataclasses import dataclass
from datetime import date

from yiwang.catalogue.events import BaseItemFact


@dataclass(frozen=True)
class CodesSucceeded(BaseItemFact):
    """Codes of an item and of its lists ended, and lead to others or to nothing.

    :param steps_sha256: digest over old and new code of each step, ``-`` for nothing, in order, a
        newline after each
    """

    kind = "catalogue.codes_succeeded"

    succession_kind: str
    steps: int
    on: date
    steps_sha256: str
