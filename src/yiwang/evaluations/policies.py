# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may take a step of a correction, or judge words, for the other rooms."""

from yiwang.evaluations.standing import (
    check_moderates,
    check_step,
    is_about_own,
    may_step,
    moderates,
    supervises,
)

__all__ = [
    "check_moderates",
    "check_step",
    "is_about_own",
    "may_step",
    "moderates",
    "supervises",
]
