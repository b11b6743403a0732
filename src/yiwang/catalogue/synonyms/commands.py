# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs about synonyms and unanswered words, gathered for the other rooms."""

from yiwang.catalogue.synonyms.editing import (
    Meaning,
    draft_synonym,
    publish_synonym,
    withdraw_synonym,
)
from yiwang.catalogue.synonyms.unanswered import (
    close_unanswered,
    forget_single_queries,
    note_unanswered,
)

__all__ = [
    "Meaning",
    "close_unanswered",
    "draft_synonym",
    "forget_single_queries",
    "note_unanswered",
    "publish_synonym",
    "withdraw_synonym",
]
