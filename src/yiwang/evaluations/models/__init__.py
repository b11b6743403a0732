# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of this room."""

from yiwang.evaluations.models.corrections import Correction, CorrectionStep
from yiwang.evaluations.models.figures import Figure, Reason, ReviewText
from yiwang.evaluations.models.reviews import Authorship, Evaluation, Invitation

__all__ = [
    "Authorship",
    "Correction",
    "CorrectionStep",
    "Evaluation",
    "Figure",
    "Invitation",
    "Reason",
    "ReviewText",
]
