# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a text says and finds, wherever it is asked: worked out once for each index."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar
from uuid import UUID

from yiwang.catalogue import lawsearch, questions
from yiwang.catalogue.lawsearch import LawHit
from yiwang.catalogue.placing import Narrowing
from yiwang.catalogue.queries import Query, joined
from yiwang.catalogue.questions import AskedQuestion
from yiwang.catalogue.regions import Reach
from yiwang.catalogue.searching.kept import Entry, KeptIndex
from yiwang.catalogue.searching.outside import OutsideHit, outside_found
from yiwang.catalogue.searching.ranking import ranked_entries
from yiwang.catalogue.searching.scoring import Scores, scores_of, scores_of_alike
from yiwang.catalogue.searching.senses import asks_for_paper, in_company
from yiwang.catalogue.searching.spelling import respelled
from yiwang.catalogue.searching.stages import leaning, stages_of_question
from yiwang.catalogue.searching.wording import plainly
from yiwang.catalogue.thesaurus import Tried, terms_of
from yiwang.catalogue.understanding import Sought, Terms, official_stretches, understood
from yiwang.foundation.shelf import Shelf

TEXTS_KEPT: Final = 4_000
LAWS_FOUND: Final = 5
_OWN_MOTION: Final = -1.2

Made = TypeVar("Made")
_kept: Shelf[Any] = Shelf(TEXTS_KEPT)


class Heard:
    """A query, heard with an index.

    :param stamp: of the index
    :param tried: a synonym to follow though it is not in force; then nothing is kept
    """

    def __init__(
        self, query: Query, index: KeptIndex, stamp: str, tried: Tried | None = None
    ) -> None:
        # As it was typed, for phrases that hold 个 or 一家 themselves, and in fewer words.
        self.asked, self.index = joined(query, index.terms), index
        is_tried_word = tried is not None and tried.item_id is None
        known = {*index.terms, tried.phrase} if tried and is_tried_word else index.terms
        self.query = plainly(self.asked, known)
        self._stamp, self._tried = stamp, tried

    @property
    def sought(self) -> Sought:
        """What it looks for among the entries."""
        return self._words()[0]

    def scores(self) -> Scores | None:
        """What each base item scores; None when nothing was asked: every item."""
        if self.query.is_empty:
            return None
        return self._remembered(
            "found",
            lambda: self._leaned(scores_of(self.query, self.sought, self._tried, self.asked)),
        )

    def scores_of_alike(self) -> Scores:
        """What each base item scores that sounds or looks like it."""
        return self._remembered(
            "alike",
            lambda: self._leaned(scores_of_alike(self.query, self.sought, self.index.sounds)),
        )

    def _leaned(self, scores: Scores) -> Scores:
        """Return what items score, those first of many alike whose stage was asked for.

        Who asks for a paper wants none of what government does of its own motion.
        """
        asked = stages_of_question(self.query.text)
        own_motion = _OWN_MOTION if asks_for_paper(self.query.text) else 0.0
        entries = self.index.entries

        def leans(item_id: UUID) -> float:
            entry = entries.get(item_id)
            if entry is None:
                return 0.0
            leans = 0.0 if entry.stages is None else leaning(entry.stages, asked)
            return leans if entry.is_applied_for else leans + own_motion

        return {item_id: max(score + leans(item_id), 0.0) for item_id, score in scores.items()}

    def ranked(
        self, reach: Reach, narrowing: Narrowing, *, alike: bool = False
    ) -> list[tuple[Entry, float]]:
        """Return the best items of the catalogues that a place belongs to."""
        scopes = frozenset(reach.chain) & self.index.scopes

        def ranking() -> list[tuple[Entry, float]]:
            scores = self.scores_of_alike() if alike else self.scores()
            if scores is None:
                scores = dict.fromkeys(self.index.entries, 0.0)
            return ranked_entries(scores, self.index, scopes, narrowing)

        return self._remembered(("ranked", alike, scopes, narrowing), ranking)

    def as_meant(self) -> "Heard":
        """Return the query with its wrong characters put right; itself when none are."""
        meant: Query = self._remembered("meant", self._put_right)
        if meant == self.query:
            return self
        return Heard(meant, self.index, self._stamp, self._tried)

    def _put_right(self) -> Query:
        index = self.index
        return respelled(self.query, index.words, index.terms, index.homophones)

    def laws(self, text: str) -> tuple[LawHit, ...]:
        """Return the articles that it names or speaks of.

        :param text: as it was typed, with its signs: 《道路交通安全法》第十九条
        """
        vocabulary = self._words()[2]
        return self._remembered(
            ("laws", text),
            lambda: lawsearch.find_articles(text, self.query, vocabulary, LAWS_FOUND),
        )

    def outside(self, reach: Reach) -> tuple[OutsideHit, ...]:
        """Return what other institutions offer in a place about it."""
        places = frozenset(reach.chain) & self.index.offered
        return self._remembered(
            ("outside", places),
            lambda: outside_found(
                self.query, self.index.outside, places, self.terms(), self.index.sounds
            ),
        )

    def terms(self) -> Terms:
        """Return the everyday words that it holds, each with official words."""
        return self._company()[0]

    def questions(self) -> tuple[AskedQuestion, ...]:
        """Return the questions that ask the same, about whatever item."""
        return self._remembered("questions", lambda: questions.asked_alike(self._words()[1]))

    def _company(self) -> tuple[Terms, frozenset[str]]:
        def company() -> tuple[Terms, frozenset[str]]:
            return in_company(self.query, terms_of(self.query, self.index.terms, self._tried))

        return self._remembered("terms", company)

    def _words(self) -> tuple[Sought, Sought, Mapping[str, tuple[int, int]]]:
        return self._remembered("words", self._understood)

    def _understood(self) -> tuple[Sought, Sought, Mapping[str, tuple[int, int]]]:
        terms, altered = self._company()
        known = self.index.words
        vocabulary = {
            stretch: known[stretch]
            for stretch in (*self.query.stretches, *sorted(official_stretches(terms)))
            if stretch in known
        }
        entries = {word: count for word, (count, _) in vocabulary.items() if count}
        anything = {word: sum(counts) for word, counts in vocabulary.items()}
        return (
            understood(self.query, entries, terms, altered),
            understood(self.query, anything, terms, altered),
            vocabulary,
        )

    def _remembered(self, what: object, make: Callable[[], Made]) -> Made:
        if self._tried is not None:
            return make()
        kept: Made = _kept.get((self._stamp, self.asked.runs, what), make)
        return kept


def forget_texts() -> None:
    """Drop what this process keeps of texts."""
    _kept.clear()
