# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Services of other institutions among what a search finds: by letters, sound and synonyms.

Their few titles are nobody's vocabulary, so they are compared letter by letter; everyday words of
the query count when the title says an official word for them. Pure.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yiwang.catalogue.queries import Query, cover
from yiwang.catalogue.understanding import QUIET_WORDS, Terms
from yiwang.catalogue.words import run_together

MOST_FOUND: Final = 5
_SHORTEST: Final = 2
_SHORTEST_SOUND: Final = 4
_LEAST_SHARE: Final = 0.5
_QUIET: Final = dict.fromkeys(QUIET_WORDS, 0)


@dataclass(frozen=True, slots=True)
class OutsideHit:
    """A service that another institution offers on its own site.

    :ivar region_code: the place that it serves, with all below
    :ivar called: what people call it beside its title, with 、 between
    :ivar sound: the title in pinyin
    :ivar initials: the first letters of its syllables
    """

    id: UUID
    region_code: str
    title: str
    summary: str
    owner_name: str
    institution: str
    called: str
    url: str
    host: str
    sound: str = ""
    initials: str = ""

    @property
    def names(self) -> str:
        """The title and the other names, for matching."""
        title = run_together(self.title)
        return f"{title}、{self.called}" if self.called else title


def outside_found(
    query: Query, hits: Iterable[OutsideHit], places: Collection[str], terms: Terms
) -> tuple[OutsideHit, ...]:
    """Return services for a place that share most of what a query says, the likest first.

    Something of it has to stand in the title; owner and summary may say the rest.

    :param terms: everyday words of the query, each with official words
    """
    ranked = sorted(
        (
            (-share, hit.title, hit)
            for hit in hits
            if hit.region_code in places and (share := _share(query, hit, terms)) >= _LEAST_SHARE
        ),
        key=lambda row: row[:2],
    )
    return tuple(hit for _share_found, _title, hit in ranked[:MOST_FOUND])


def outside_suggested(
    query: Query, hits: Iterable[OutsideHit], places: Collection[str]
) -> list[OutsideHit]:
    """Return services for a place whose title holds or sounds like what was typed.

    Those that begin so come first.
    """
    fitting = [hit for hit in hits if hit.region_code in places and _holds(query, hit)]
    fitting.sort(key=lambda hit: (not _begins(query, hit), hit.title))
    return fitting[:MOST_FOUND]


def sounded(title: str, sounds: Mapping[str, str]) -> tuple[str, str]:
    """Return the pinyin of a title and its initials.

    :param sounds: how characters sound
    """
    syllables = [sounds.get(sign, sign) for sign in run_together(title)]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def _begins(query: Query, hit: OutsideHit) -> bool:
    if run_together(hit.title).startswith(query.text):
        return True
    letters = query.letters
    return bool(letters) and (hit.sound.startswith(letters) or hit.initials.startswith(letters))


def _holds(query: Query, hit: OutsideHit) -> bool:
    is_heard = len(query.letters) >= _SHORTEST_SOUND and query.letters in hit.sound
    return is_heard or query.text in hit.names or _begins(query, hit)


def _share(query: Query, hit: OutsideHit, terms: Terms) -> float:
    title = hit.names
    if query.letters:
        return 1.0 if _holds(query, hit) else 0.0
    said = [piece for run in query.runs for piece in _said(run, terms)]
    letters = sum(len(piece) for piece in said)
    if not any(_shared(piece, title, terms) for piece in said):
        return 0.0
    text = title + run_together(hit.owner_name) + run_together(hit.summary)
    return sum(_shared(piece, text, terms) for piece in said) / letters


def _said(run: str, terms: Terms) -> Iterator[str]:
    """Yield what is left of a run between words that say little, everyday words for themselves."""
    at = 0
    for start, end in [*cover(run, _QUIET, terms), (len(run), len(run))]:
        if start > at:
            yield run[at:start]
        if run[start:end] in terms:
            yield run[start:end]
        at = end


def _shared(piece: str, text: str, terms: Terms) -> int:
    """Return how many letters of a piece stand in a text, two or more at a time.

    All of them when the text says an official word for the piece.
    """
    official = (meant for meant, _sureness in terms.get(piece, ()))
    if any(all(word in text for word in meant.split()) for meant in official):
        return len(piece)
    at, shared = 0, 0
    while at < len(piece):
        sizes = range(len(piece) - at, _SHORTEST - 1, -1)
        longest = next((size for size in sizes if piece[at : at + size] in text), 0)
        shared += longest
        at += longest or 1
    return shared
