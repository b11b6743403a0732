# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Names and everyday phrases, laid out so that what begins or holds some letters is found at once.

All phrases stand in one text, in their order, so that looking for letters within any of them is
one search of a text in C; initials and sounds stand sorted, so that a beginning is a bisection.
Pure.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

# Stands between phrases and in none: phrases are letters, digits and Han characters.
_BETWEEN: Final = "\n"
_LAST: Final = "\uffff"
BEGINS: Final = 3
SOUNDS_LIKE: Final = 2


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """A phrase that leads to an item; see ``models.SearchPhrase``."""

    base_item_id: UUID
    phrase: str
    sound: str
    initials: str
    weight: int

    def fit(self, typed: str, *, is_letters: bool) -> int:
        """Return how well the phrase fits what was typed, beside its own weight."""
        if self.phrase.startswith(typed):
            return self.weight + BEGINS
        if not is_letters:
            return self.weight
        if self.initials == typed:
            return self.weight + BEGINS
        is_alike = self.initials.startswith(typed) or self.sound.startswith(typed)
        return self.weight + SOUNDS_LIKE * is_alike


class KeptPhrases:
    """All phrases of the index."""

    def __init__(self, rows: Iterable[PhraseRow]) -> None:
        self._rows = sorted(rows, key=lambda row: (row.phrase, row.base_item_id))
        self._text = _BETWEEN.join(row.phrase for row in self._rows)
        self._starts = list(_starts(self._rows))
        self._initials = sorted((row.initials, place) for place, row in enumerate(self._rows))
        self._sounds = sorted((row.sound, place) for place, row in enumerate(self._rows))

    def fitting(self, typed: str, *, is_letters: bool) -> Iterator[tuple[PhraseRow, int]]:
        """Yield the phrases that hold what was typed, or begin to sound like it, with their fit.

        :param is_letters: it may be pinyin or initials
        """
        places = set(self._holding(typed))
        if is_letters:
            places.update(_beginning(self._initials, typed))
            places.update(_beginning(self._sounds, typed))
        for place in sorted(places):
            row = self._rows[place]
            yield row, row.fit(typed, is_letters=is_letters)

    def _holding(self, typed: str) -> Iterator[int]:
        at = self._text.find(typed)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            following = self._starts[place + 1] if place + 1 < len(self._starts) else -1
            at = self._text.find(typed, following) if following > 0 else -1


def _starts(rows: Iterable[PhraseRow]) -> Iterator[int]:
    at = 0
    for row in rows:
        yield at
        at += len(row.phrase) + len(_BETWEEN)


def _beginning(ordered: list[tuple[str, int]], typed: str) -> Iterator[int]:
    first = bisect_left(ordered, (typed,))
    last = bisect_left(ordered, (typed + _LAST,))
    return (place for _text, place in ordered[first:last])
