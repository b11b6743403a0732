# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of the comparison, gathered; each lives in a module of its own."""

from yiwang.catalogue.comparison.engine import ComparisonReport, compare_all, compare_some
from yiwang.catalogue.comparison.judging import accept_exception, contest_finding, judge_finding
from yiwang.catalogue.comparison.law_changes import load_law_changes
from yiwang.catalogue.comparison.standard import keep_index
from yiwang.catalogue.comparison.taking_over import take_over_lists
from yiwang.catalogue.comparison.titles import Settlement, reopen_title, settle_title

__all__ = [
    "ComparisonReport",
    "Settlement",
    "accept_exception",
    "compare_all",
    "compare_some",
    "contest_finding",
    "judge_finding",
    "keep_index",
    "load_law_changes",
    "reopen_title",
    "settle_title",
    "take_over_lists",
]
