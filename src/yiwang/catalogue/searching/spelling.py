# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Wrong characters that sound right, and pinyin: 结昏登记 is meant to be 结婚登记. Pure.

Only letters that no known word explains are doubted, and only a known word that sounds the same
and shares letters with what was typed takes their place.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from yiwang.catalogue.queries import Query, cover
from yiwang.catalogue.understanding import QUIET_WORDS
from yiwang.catalogue.words import STOP_WORDS

SHORTEST: Final = 2
LONGEST: Final = 8
# In a sentence too many pairs of letters sound like some word; in a few letters hardly any do.
_FEW: Final = 6
# Pinyin: wo, de, ban and other single syllables may stand between the words that it spells.
_MOST_SPELLED: Final = 0.6
_SHORTEST_SPELLED: Final = 3
_LONGEST: Final = 40

Syllables = tuple[str, ...]
# Who speaks a southern dialect types 生份证 and 民素: these sounds are told apart by few.
_FOLDED: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"))


class Homophones:
    """Known words by how they sound.

    :param words: known words, each with how common it is; of two that fit as well, the commoner
    :param sounds: how characters sound
    """

    def __init__(self, words: Mapping[str, int], sounds: Mapping[str, str]) -> None:
        self._sounds = {sign: _folded(sound) for sign, sound in sounds.items()}
        self._by_sound: dict[Syllables, list[str]] = {}
        self._by_letters: dict[str, str] = {}
        for word in sorted(words, key=lambda word: (-words[word], word)):
            if SHORTEST <= len(word) <= LONGEST and not word.isascii():
                self._by_sound.setdefault(self._sound(word), []).append(word)
                self._by_letters.setdefault(_in_letters(word, sounds), word)
        for word in (*sorted(QUIET_WORDS), *sorted(STOP_WORDS)):
            if len(word) >= SHORTEST:
                self._by_letters.setdefault(_in_letters(word, sounds), word)

    def meant_by(self, stretch: str) -> str:
        """Return the known word that a stretch is likely to mean; "" when there is none."""
        fitting = [
            (shared, word)
            for word in self._by_sound.get(self._sound(stretch), ())
            if (shared := sum(map(str.__eq__, word, stretch))) * 2 >= len(word)
        ]
        return max(fitting, key=lambda pair: pair[0])[1] if fitting else ""

    def spelled_out(self, letters: str) -> str:
        """Return the words that letters spell in pinyin; "" when too many letters spell none.

        Words of one character are left aside: any letters spell some of them.
        """
        letters = _as_typed(letters)
        places = cover(letters, dict.fromkeys(self._stretches_of(letters), 0))
        explained = sum(end - start for start, end in places)
        if explained < _MOST_SPELLED * len(letters):
            return ""
        return "".join(self._by_letters[letters[start:end]] for start, end in places)

    def _stretches_of(self, letters: str) -> Iterable[str]:
        return (
            stretch
            for start in range(len(letters))
            for end in range(start + _SHORTEST_SPELLED, min(len(letters), start + _LONGEST) + 1)
            if (stretch := letters[start:end]) in self._by_letters
        )

    def _sound(self, text: str) -> Syllables:
        return tuple(self._sounds.get(sign, sign) for sign in text)


def _in_letters(word: str, sounds: Mapping[str, str]) -> str:
    return _as_typed("".join(sounds.get(sign, sign) for sign in word))


def _as_typed(letters: str) -> str:
    """Return pinyin as everybody may type it: ü is v to some and u to others."""
    return letters.replace("v", "u")


def respelled(
    query: Query, known: Collection[str], terms: Collection[str], homophones: Homophones
) -> Query:
    """Return a query with its wrong characters put right; the same one when there are none.

    :param known: words of the index
    :param terms: everyday words
    """
    runs = (_respelled(run, known, terms, homophones) for run in query.runs)
    return Query(tuple(runs))


def _respelled(
    run: str, known: Collection[str], terms: Collection[str], homophones: Homophones
) -> str:
    if run.isascii():
        is_known = run in known or run in terms or not run.isalpha()
        return run if is_known else homophones.spelled_out(run) or run
    doubted = _unexplained(run, known, terms)
    put_right_to = 0
    for at in sorted(doubted):
        if at < put_right_to:
            continue
        for start, end in _stretches_around(at, len(run), put_right_to):
            if not _may_be_wrong(run, start, end, doubted):
                continue
            if meant := homophones.meant_by(run[start:end]):
                run = run[:start] + meant + run[end:]
                put_right_to = end
                break
    return run


def _may_be_wrong(run: str, start: int, end: int, doubted: Collection[int]) -> bool:
    if end - start > SHORTEST:
        return True
    are_doubted = all(place in doubted for place in range(start, end))
    return are_doubted and len(run) <= _FEW and STOP_WORDS.isdisjoint(run[start:end])


def _unexplained(run: str, known: Collection[str], terms: Collection[str]) -> set[int]:
    """Return the places of letters that stand in no known word of two letters or more."""
    telling = {
        run[start:end]: 0
        for start in range(len(run))
        for end in range(start + SHORTEST, len(run) + 1)
        if run[start:end] in known
    }
    explained = {
        place
        for start, end in cover(run, telling, {*terms, *QUIET_WORDS, *STOP_WORDS})
        for place in range(start, end)
    }
    return set(range(len(run))) - explained


def _stretches_around(at: int, length: int, first: int) -> Iterable[tuple[int, int]]:
    """Return the stretches that hold a place and begin no earlier than another, longest first."""
    return (
        (start, start + size)
        for size in range(LONGEST, SHORTEST - 1, -1)
        for start in range(max(first, at - size + 1), min(at, length - size) + 1)
    )


def _folded(sound: str) -> str:
    for spelling, folded in _FOLDED:
        if sound.startswith(spelling):
            sound = folded + sound[len(spelling) :]
    return sound[:-1] if sound.endswith("ng") else sound
