# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What somebody typed, taken apart for the search; touches no dictionary. Pure.

A query is cut along the words of the index: every stretch of it that the index knows is looked up
with one statement, then the longest words win. So no process needs the dictionaries of ``words``.
"""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from yiwang.catalogue.words import LONGEST_WORD, STOP_WORDS, normalized

LONGEST_QUERY: Final = 60
LONGEST_READ: Final = 500
_TYPICAL_ENTRIES: Final = 2000
WEIGHT_OF_ONE_SIGN: Final = 0.2
WEIGHT_OF_PART: Final = 0.35
_HEAD_START_OF_TERM: Final = 0.5
# A word in more entries than this, and thirty times as many as the rarest, tells nothing more.
_EVERYWHERE: Final = 200
_RARE_ENOUGH: Final = 30
_LETTERS: Final = re.compile(r"^[a-z]{2,}$")


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it is compared: normalized, in runs of letters or of Han characters."""

    runs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.runs)

    @property
    def is_empty(self) -> bool:
        return not self.runs

    @property
    def letters(self) -> str:
        """The query as pinyin or initials, when it is nothing but letters; else ""."""
        return self.text if _LETTERS.match(self.text) else ""

    @property
    def stretches(self) -> list[str]:
        """Every stretch that may be a word of the index."""
        found: dict[str, None] = {}
        for run in self.runs:
            if run.isascii():
                found[run] = None
                continue
            for start in range(len(run)):
                for end in range(start + 1, min(len(run), start + LONGEST_WORD) + 1):
                    found[run[start:end]] = None
        return [stretch for stretch in found if stretch not in STOP_WORDS]


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A word of the query and how much it says: rare words more, parts of words less."""

    word: str
    weight: float


def read_query(text: str) -> Query:
    """Return a query of whatever was typed; signs, controls and all beyond 60 letters fall away."""
    runs: list[str] = []
    room = LONGEST_QUERY
    for run in normalized(text[:LONGEST_READ]).split():
        if room > 0:
            runs.append(run[:room])
            room -= len(run)
    return Query(tuple(runs))


def joined(query: Query, known: Collection[str]) -> Query:
    """Return a query whose neighbouring runs of letters stand together where that is known.

    :param known: everyday words, without blanks: idcard, drivinglicence
    """
    runs: list[str] = []
    for run in query.runs:
        begun = runs[-1] if runs else ""
        if begun and begun.isascii() and run.isascii() and begun + run in known:
            runs[-1] = begun + run
        else:
            runs.append(run)
    return query if len(runs) == len(query.runs) else Query(tuple(runs))


def sought_words(query: Query, entries_with: Mapping[str, int]) -> list[SoughtWord]:
    """Return the words to look for.

    :param entries_with: each known stretch and in how many entries it stands
    """
    sought: dict[str, float] = {}
    for run in query.runs:
        for start, end in cover(run, entries_with):
            whole = run[start:end]
            if whole in STOP_WORDS:
                continue  # it only kept others from beginning inside it: 多少年 holds no 少年
            for word in parts_of(whole, entries_with):
                weight = rarity(entries_with[word]) * (1 if word == whole else WEIGHT_OF_PART)
                weight *= WEIGHT_OF_ONE_SIGN if len(word) == 1 else 1
                sought[word] = max(weight, sought.get(word, 0))
    telling = _telling(sought, entries_with)
    return [SoughtWord(word, weight) for word, weight in sought.items() if word in telling]


def cover(run: str, known: Mapping[str, int], terms: Collection[str] = ()) -> list[tuple[int, int]]:
    """Return where the longest known words stand, none across another's edge.

    :param terms: everyday words, which come before others of their length
    """
    places = [
        (start, end)
        for start in range(len(run))
        for end in range(start + 1, len(run) + 1)
        if (word := run[start:end]) in known or word in STOP_WORDS or word in terms
    ]

    def longest_first(place: tuple[int, int]) -> tuple[float, int]:
        start, end = place
        return (start - end - _HEAD_START_OF_TERM * (run[start:end] in terms), start)

    chosen: list[tuple[int, int]] = []
    for start, end in sorted(places, key=longest_first):
        if all(end <= other[0] or other[1] <= start for other in chosen):
            chosen.append((start, end))
    return sorted(chosen)


def parts_of(whole: str, known: Mapping[str, int]) -> set[str]:
    """Return a word with the words that it begins or ends with: 营业执照, 营业, 执照."""
    ends = {whole[:cut] for cut in range(2, len(whole))}
    ends |= {whole[cut:] for cut in range(1, len(whole) - 1)}
    return {part for part in ends if part in known} | {whole}


def _telling(words: Collection[str], entries_with: Mapping[str, int]) -> set[str]:
    """Return the words without those that stand nearly everywhere, beside a rare one."""
    if not words:
        return set()
    most = max(_EVERYWHERE, _RARE_ENOUGH * min(entries_with[word] for word in words))
    return {word for word in words if entries_with[word] <= most}


def rarity(entries: int) -> float:
    return math.log(1 + _TYPICAL_ENTRIES / (1 + entries))
