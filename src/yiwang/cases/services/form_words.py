# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers of a form for a paper: Chinese, with the form's own words in other languages beside them.

The words are those that editors gave the form (``x-en``), of the published version that the case
follows, so that a translation made years later says the same. What the form does not say in a
language is left to the list of words of the template, and else is quoted in Chinese.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import translation

from yiwang.forms import selectors as forms

CHINESE: Final = "zh-hans"
OTHERS: Final = ("en",)
"""In which languages a form can have words of its own."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A text, and what it is called in the languages that the form has it in."""

    text: str
    others: dict[str, str]


@dataclass(frozen=True, slots=True)
class WordedSection:
    """A section of a form, with those of its answers that say something."""

    title: Worded
    rows: tuple[tuple[Worded, Worded], ...]


def worded(form: forms.CompiledForm, data: Mapping[str, Any]) -> list[WordedSection]:
    """Return the answers of a form by section, each question and answer in every language."""
    with translation.override(CHINESE):
        chinese = form.display(data)
    shown = {}
    for tag in OTHERS:
        with translation.override(tag):
            shown[tag] = form.display(data)
    return [
        WordedSection(
            title=_word(section.title, {tag: other[place].title for tag, other in shown.items()}),
            rows=tuple(_rows(section, {tag: other[place] for tag, other in shown.items()})),
        )
        for place, section in enumerate(chinese)
    ]


def _rows(section: Any, others: Mapping[str, Any]) -> Iterator[tuple[Worded, Worded]]:
    for place, row in enumerate(section.rows):
        if row.text:
            there = {tag: other.rows[place] for tag, other in others.items()}
            yield (
                _word(row.label, {tag: one.label for tag, one in there.items()}),
                _word(row.text, {tag: one.text for tag, one in there.items()}),
            )


def _word(text: str, others: Mapping[str, str]) -> Worded:
    return Worded(text, {tag: other for tag, other in others.items() if other != text})
