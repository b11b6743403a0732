# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What other rooms may do with the tier of a case; each verb lives in a room below."""

from yiwang.cases.discretion.choosing import (
    Chosen,
    answer_departure,
    choose_tier,
    may_be_chosen,
)

__all__ = ["Chosen", "answer_departure", "choose_tier", "may_be_chosen"]
