# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of the credit room; Django finds models here."""

from yiwang.credit.models.events import CreditEvent, CreditRequest

__all__ = ["CreditEvent", "CreditRequest"]
