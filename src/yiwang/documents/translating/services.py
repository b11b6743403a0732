# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of papers in other languages, gathered for the other rooms."""

from yiwang.documents.translating.errors import (
    LanguageNotOffered,
    NoTranslationOfThis,
    TranslationNotFound,
    TranslationThere,
)
from yiwang.documents.translating.making import ask, set_waiting
from yiwang.documents.translating.wishing import wish_for_matter, wish_for_oneself

__all__ = [
    "LanguageNotOffered",
    "NoTranslationOfThis",
    "TranslationNotFound",
    "TranslationThere",
    "ask",
    "set_waiting",
    "wish_for_matter",
    "wish_for_oneself",
]
