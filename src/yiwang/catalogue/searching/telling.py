# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How much of what somebody typed is said by a few words. Pure."""

from collections.abc import Collection, Hashable, Mapping
from functools import lru_cache
from typing import Final, TypeVar

from yiwang.catalogue.queries import Query, cover, read_query
from yiwang.catalogue.words import STOP_WORDS, run_together

_NOTHING: Final[dict[str, int]] = {}

Key = TypeVar("Key", bound=Hashable)


def told_shares(
    text: str, words: Mapping[Key, tuple[tuple[str, ...], tuple[str, ...]]]
) -> dict[Key, float]:
    """Return which share of a text each of some groups of words says, where it says any.

    Words that stand in every question count only where a group holds them.

    :param words: key words of each group, one of which has to stand in the text, each perhaps of
        several that have to stand together, as 办事大厅 时间; and words that may stand beside them
    """
    query = read_query(text)
    shares = {key: _share(query, keys, others) for key, (keys, others) in words.items()}
    return {key: share for key, share in shares.items() if share}


def _share(query: Query, keys: tuple[str, ...], others: tuple[str, ...]) -> float:
    text = query.text
    begun = [words for words in _split(keys) if words[0] in text]
    told = [words for words in begun if all(word in text for word in words)]
    if not told:
        return 0.0
    said = {word for words in (*told, *_split(others)) for word in words}
    marked = sum(len(_marked(run, said)) for run in query.runs)
    return marked / (marked + sum(_unmarked(run, said) for run in query.runs))


@lru_cache(maxsize=200)
def _split(keys: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(run_together(word) for word in key.split()) for key in keys if key.strip())


def _marked(run: str, said: Collection[str]) -> set[int]:
    return {
        place
        for word in said
        for start in range(len(run) - len(word) + 1)
        if run.startswith(word, start)
        for place in range(start, start + len(word))
    }


def _unmarked(run: str, said: Collection[str]) -> int:
    """Return how many letters of a run are neither said nor parts of words that say nothing."""
    quiet = {
        place
        for start, end in cover(run, _NOTHING)
        if run[start:end] in STOP_WORDS
        for place in range(start, end)
    }
    return len(set(range(len(run))) - quiet - _marked(run, said))
