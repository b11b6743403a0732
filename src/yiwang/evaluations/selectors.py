# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions of the evaluation room, gathered for the faces."""

from yiwang.evaluations.codes import spaced
from yiwang.evaluations.queries.own import (
    Asked,
    OwnReview,
    answered,
    asked,
    of_case,
    visit_code,
)
from yiwang.evaluations.queries.public import (
    Figures,
    NamedReason,
    NamedScore,
    PublishedText,
    Score,
    Texts,
    aspect_name,
    departments_in,
    figures,
    read_score,
    reasons,
    scope_of,
    score_mark,
    score_of,
    texts,
)
from yiwang.evaluations.queries.staff import (
    CorrectionLine,
    CorrectionView,
    correction,
    corrections,
    is_open_to,
    waiting_texts,
)

__all__ = [
    "Asked",
    "CorrectionLine",
    "CorrectionView",
    "Figures",
    "NamedReason",
    "NamedScore",
    "OwnReview",
    "PublishedText",
    "Score",
    "Texts",
    "answered",
    "asked",
    "aspect_name",
    "correction",
    "corrections",
    "departments_in",
    "figures",
    "is_open_to",
    "of_case",
    "read_score",
    "reasons",
    "scope_of",
    "score_mark",
    "score_of",
    "spaced",
    "texts",
    "visit_code",
    "waiting_texts",
]
