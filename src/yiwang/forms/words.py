# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A definition's words in the reader's language: Chinese, or the English of ``x-en``."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

_ENGLISH_NAMES = {
    "title": "title",
    "message": "message",
    "help": "help",
    "x-help": "help",
    "x-placeholder": "placeholder",
    "x-unit": "unit",
    "x-item-title": "item_title",
    "x-pattern-message": "message",
}


def in_language(words: Mapping[str, Any], key: str) -> str:
    """Return one text, "" when there is none; English only where the definition has it."""
    if _is_english():
        english = words.get("x-en", {}).get(_ENGLISH_NAMES[key])
        if english:
            return str(english)
    return str(words.get(key, ""))


def paragraphs(words: Mapping[str, Any], key: str) -> list[str]:
    """Return the paragraphs of ``x-text`` or ``x-intro``."""
    if _is_english():
        english = words.get("x-en", {}).get(key.removeprefix("x-"))
        if english:
            return list(english)
    return list(words.get(key, ()))


def option_labels(words: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of each option by its code, in the order of the definition.

    The names alone would not do: a JSON object comes back from the database in another order.
    """
    labels = dict(words.get("x-labels", {}))
    if _is_english():
        labels |= words.get("x-en", {}).get("labels", {})
    codes = words.get("enum") or words.get("items", {}).get("enum", ())
    return {code: labels[code] for code in codes if code in labels}


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
