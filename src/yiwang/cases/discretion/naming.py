# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A tier as a decision names it. Pure."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yiwang.cases.models import DiscretionChoice


def named(choice: "DiscretionChoice") -> str:
    """Return the tier with its benchmark and its article."""
    return f"《{choice.benchmark_name}》{choice.tier_name}（{choice.place}）"
