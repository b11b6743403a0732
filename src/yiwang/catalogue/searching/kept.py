# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole index of base items as a process keeps it, read anew when its stamp has moved."""

import math
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection

from yiwang.catalogue.enums import ServiceObject
from yiwang.catalogue.searching.outside import OutsideHit, sounded
from yiwang.catalogue.searching.phrases import KeptPhrases, PhraseRow
from yiwang.catalogue.searching.spelling import LONGEST, Homophones
from yiwang.catalogue.searching.stages import families, stages_of_name


@dataclass(frozen=True, slots=True)
class Entry:
    """A base item as search finds it.

    :ivar stages: what is to happen to the thing, when other items differ in nothing else
    :ivar standing: what it scores for itself: how often it is asked for, and that it can be
    """

    id: UUID
    name: str
    item_type: str
    is_applied_for: bool
    audiences: tuple[str, ...]
    themes: tuple[str, ...]
    topics: tuple[str, ...]
    scope_code: str
    popularity: int
    stages: frozenset[str] | None = None

    @property
    def standing(self) -> float:
        return math.log(1 + self.popularity) / 7 + self.is_applied_for / 2


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """What search reads of base items: a few thousand, however many lists there are.

    :ivar words: known words, each with how many entries and articles hold it
    :ivar terms: everyday words, each with official words and how surely it means them
    :ivar sounds: how characters sound
    :ivar homophones: words, everyday words and phrases by how they sound
    :ivar offered: codes of the divisions in which other institutions offer something
    :ivar themes: names of themes by code
    :ivar themes_for: codes of themes by whom they are for: natural or legal persons
    """

    entries: Mapping[UUID, Entry]
    scopes: frozenset[str]
    words: Mapping[str, tuple[int, int]]
    terms: Mapping[str, Sequence[tuple[str, int]]]
    sounds: Mapping[str, str]
    themes: Mapping[str, str]
    themes_for: Mapping[str, frozenset[str]]
    phrases: KeptPhrases
    outside: Sequence[OutsideHit]
    offered: frozenset[str]
    homophones: Homophones


_ENTRIES: Final = """
SELECT e.base_item_id, e.name, e.item_type, e.is_applied_for, e.audiences, e.themes, e.topics,
       e.scope_code, e.popularity, b.main_item
  FROM catalogue_search_entry e
  JOIN catalogue_base_item b ON b.id = e.base_item_id
"""
_WORDS: Final = "SELECT word, entries, articles FROM catalogue_search_word"
_TERMS: Final = "SELECT term, words, weight FROM catalogue_search_term ORDER BY term, words"
_SOUNDS: Final = "SELECT character, sound FROM catalogue_search_sound"
_THEMES: Final = "SELECT code, name, audience FROM catalogue_theme"
_OUTSIDE: Final = """
SELECT id, region_code, title, summary, owner_name, institution, also_called, url
  FROM catalogue_outside_service WHERE state = 'approved' AND health <> 'dead' ORDER BY title, id
"""
_PHRASES: Final = """
SELECT base_item_id, phrase, sound, initials, weight FROM catalogue_search_phrase
"""

_reading = threading.Lock()
_kept: tuple[str, KeptIndex] | None = None


def kept_index(stamp: str) -> KeptIndex:
    """Return the index of a stamp; seven queries when this process has not read it yet."""
    global _kept  # one index for all threads of the process
    kept = _kept
    if kept is None or kept[0] != stamp:
        with _reading:  # one thread reads, the others wait for it
            kept = _kept
            if kept is None or kept[0] != stamp:
                kept = _kept = (stamp, _read())
    return kept[1]


def forget_index() -> None:
    """Drop what this process keeps of the index."""
    global _kept
    _kept = None


def _read() -> KeptIndex:
    rows = _rows(_ENTRIES)
    alike = families((row[0], _families(row)) for row in rows)
    entries = {row[0]: _entry(row, is_alike=row[0] in alike) for row in rows}
    terms: dict[str, list[tuple[str, int]]] = {}
    for term, words, weight in _rows(_TERMS):
        terms.setdefault(term, []).append((words, weight))
    themes = _rows(_THEMES)
    phrases = [PhraseRow(*row) for row in _rows(_PHRASES) if row[0] in entries]
    words = {word: (of_entries, of_articles) for word, of_entries, of_articles in _rows(_WORDS)}
    sounds = dict(_rows(_SOUNDS))
    outside = [OutsideHit(*row) for row in _as_found(_rows(_OUTSIDE), sounds)]
    return KeptIndex(
        entries=entries,
        scopes=frozenset(entry.scope_code for entry in entries.values()),
        words=words,
        terms=terms,
        sounds=sounds,
        themes={code: name for code, name, _audience in themes},
        themes_for={
            audience: frozenset(code for code, _name, whose in themes if whose == audience)
            for audience in ServiceObject.values
        },
        phrases=KeptPhrases(phrases),
        outside=outside,
        offered=frozenset(hit.region_code for hit in outside),
        homophones=Homophones(_said(words, terms, phrases), sounds),
    )


def _said(
    words: Mapping[str, tuple[int, int]],
    terms: Mapping[str, Sequence[tuple[str, int]]],
    phrases: Iterable[PhraseRow],
) -> dict[str, int]:
    """Return what people may mean to type, each with in how many entries it stands.

    Words of two letters are those of the thesaurus: the index knows any pair of a phrase.
    """
    said = {word: count for word, (count, _articles) in words.items() if count and len(word) > 2}
    said |= dict.fromkeys((row.phrase for row in phrases if len(row.phrase) <= LONGEST), 0)
    said |= dict.fromkeys(terms, 0)
    official = (word for meant in terms.values() for text, _ in meant for word in text.split())
    return said | dict.fromkeys(official, 0)


def _entry(row: Sequence[Any], *, is_alike: bool) -> Entry:
    item_id, name, item_type, is_applied_for, *lists, scope_code, popularity, _main_item = row
    audiences, themes, topics = (tuple(values) for values in lists)
    stages = stages_of_name(name) if is_alike else None
    return Entry(
        item_id,
        name,
        item_type,
        is_applied_for,
        audiences,
        themes,
        topics,
        scope_code,
        popularity,
        stages,
    )


def _families(row: Sequence[Any]) -> list[tuple[str, str]]:
    """Return what items are called that differ from this one only by their stage."""
    name, scope_code, main_item = row[1], row[7], row[9]
    stem = name.partition("（")[0]
    return [(scope_code, called) for called in (main_item, stem) if called]


def _as_found(
    rows: Iterable[tuple[Any, ...]], sounds: Mapping[str, str]
) -> Iterator[tuple[Any, ...]]:
    """Yield rows of outside services, each with the host it is on and how its names sound."""
    for row in rows:
        yield (*row, urlsplit(row[-1]).hostname or "", *sounded(f"{row[2]}、{row[6]}", sounds))


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
