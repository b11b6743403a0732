# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Services of other institutions among what a search finds: by letters, sound and synonyms.

Their few names are nobody's vocabulary, so they are compared letter by letter; everyday words of
the query count when a name says an official word for them. Where no name fits so, wrong letters
that sound right may: 店费 for 电费. Pure.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from yiwang.catalogue.queries import Query, cover
from yiwang.catalogue.understanding import QUIET_WORDS, Terms
from yiwang.catalogue.words import run_together

MOST_FOUND: Final = 5
_SHORTEST: Final = 2
_SHORTEST_SOUND: Final = 4
_LEAST_SHARE: Final = 0.5
_BETWEEN: Final = "、"
_SOUNDLESS: Final[Mapping[str, str]] = {}
_QUIET: Final = dict.fromkeys(QUIET_WORDS, 0)


@dataclass(frozen=True, slots=True)
class OutsideHit:
    """A service that another institution offers on its own site.

    :ivar region_code: the place that it serves, with all below
    :ivar called: what people call it beside its title, with 、 between
    :ivar sound: every name in pinyin, each after 、
    :ivar initials: the first letters of their syllables, each after 、
    :ivar names: the title and the other names, for matching
    :ivar text: the names, whose it is and what it is about
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
    names: str = field(init=False, default="")
    text: str = field(init=False, default="")

    def __post_init__(self) -> None:
        title = run_together(self.title)
        names = f"{title}{_BETWEEN}{self.called}" if self.called else title
        text = names + run_together(self.owner_name) + run_together(self.summary)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "text", text)


def outside_found(
    query: Query,
    hits: Iterable[OutsideHit],
    places: Collection[str],
    terms: Terms,
    sounds: Mapping[str, str] = _SOUNDLESS,
) -> tuple[OutsideHit, ...]:
    """Return services for a place that share most of what a query says, the likest first.

    Something of it has to stand in a name; owner and summary may say the rest.

    :param terms: everyday words of the query, each with official words
    :param sounds: how characters sound
    """
    there = [hit for hit in hits if hit.region_code in places]
    said = [piece for run in query.runs for piece in _said(run, terms)]
    shares = [(_share(query, said, hit, terms), hit) for hit in there]
    if sounds and not any(share >= _LEAST_SHARE for share, _hit in shares):
        shares = [] if query.letters else _shares_by_sound(said, there, sounds)
    ranked = [(-share, hit.title, hit) for share, hit in shares if share >= _LEAST_SHARE]
    ranked.sort(key=lambda row: row[:2])
    return tuple(hit for _share_found, _title, hit in ranked[:MOST_FOUND])


def outside_suggested(
    query: Query,
    hits: Iterable[OutsideHit],
    places: Collection[str],
    sounds: Mapping[str, str] = _SOUNDLESS,
) -> list[OutsideHit]:
    """Return services for a place one of whose names holds or sounds like what was typed.

    Those that begin so come first.

    :param sounds: how characters sound
    """
    there = [hit for hit in hits if hit.region_code in places]
    fitting = [hit for hit in there if _holds(query, hit)]
    if not fitting and sounds:
        fitting = _sounding(query, there, sounds)
    fitting.sort(key=lambda hit: (not _begins(query, hit), hit.title))
    return fitting[:MOST_FOUND]


def sounded(names: str, sounds: Mapping[str, str]) -> tuple[str, str]:
    """Return the pinyin of names and their initials, each name after 、.

    :param names: with 、 between
    :param sounds: how characters sound
    """
    syllables = [
        [sounds.get(sign, sign) for sign in run_together(name)]
        for name in names.split(_BETWEEN)
        if name
    ]
    return (
        "".join(_BETWEEN + "".join(name) for name in syllables),
        "".join(_BETWEEN + "".join(one[:1] for one in name) for name in syllables),
    )


def _begins(query: Query, hit: OutsideHit) -> bool:
    if hit.names.startswith(query.text):
        return True
    begun = _BETWEEN + query.letters
    return bool(query.letters) and (begun in hit.sound or begun in hit.initials)


def _sounding(
    query: Query, hits: Sequence[OutsideHit], sounds: Mapping[str, str]
) -> list[OutsideHit]:
    """Return the services of whose names what was typed sounds like a part."""
    sound = _sound(query.text, sounds)
    if query.letters or len(query.text) < _SHORTEST:
        return []
    return [hit for hit in hits if sound in hit.sound and _is_half_right(query.text, hit.names)]


def _shares_by_sound(
    said: Sequence[str], hits: Sequence[OutsideHit], sounds: Mapping[str, str]
) -> list[tuple[float, OutsideHit]]:
    """Return how much of a query each service's names sound like, half of it written so."""
    heard = {
        pair: _sound(pair, sounds)
        for piece in said
        for pair in (piece[at : at + _SHORTEST] for at in range(len(piece) - 1))
    }
    letters = sum(len(piece) for piece in said)
    shares = []
    for hit in hits:
        if not any(sound in hit.sound for sound in heard.values()):
            continue
        names = hit.names
        shared = sum(_shared_by_sound(piece, names, hit.sound, sounds) for piece in said)
        shares.append((shared / letters, hit))
    return shares


def _shared_by_sound(piece: str, names: str, sound: str, sounds: Mapping[str, str]) -> int:
    """Return how many letters of a piece sound like a part of names, two or more at a time."""
    at, shared = 0, 0
    while at < len(piece):
        sizes = range(len(piece) - at, _SHORTEST - 1, -1)
        longest = next(
            (
                size
                for size in sizes
                if _sound(piece[at : at + size], sounds) in sound
                and _is_half_right(piece[at : at + size], names)
            ),
            0,
        )
        shared += longest
        at += longest or 1
    return shared


def _sound(text: str, sounds: Mapping[str, str]) -> str:
    return "".join([sounds.get(sign, sign) for sign in text])


def _is_half_right(text: str, names: str) -> bool:
    """Say whether at least half of the letters stand in names as they were typed."""
    return sum(sign in names for sign in text) * 2 >= len(text)


def _holds(query: Query, hit: OutsideHit) -> bool:
    is_heard = len(query.letters) >= _SHORTEST_SOUND and query.letters in hit.sound
    return is_heard or query.text in hit.names or _begins(query, hit)


def _share(query: Query, said: Sequence[str], hit: OutsideHit, terms: Terms) -> float:
    if query.letters:
        return 1.0 if _holds(query, hit) else 0.0
    letters = sum(len(piece) for piece in said)
    if not any(_touches(piece, hit.names, terms) for piece in said):
        return 0.0
    return sum(_shared(piece, hit.text, terms) for piece in said) / letters


def _said(run: str, terms: Terms) -> Iterator[str]:
    """Yield what is left of a run between words that say little, everyday words for themselves."""
    at = 0
    for start, end in [*cover(run, _QUIET, terms), (len(run), len(run))]:
        if start > at:
            yield run[at:start]
        if run[start:end] in terms:
            yield run[start:end]
        at = end


def _touches(piece: str, text: str, terms: Terms) -> bool:
    """Say whether a text shares anything with a piece."""
    pairs = (piece[at : at + _SHORTEST] for at in range(len(piece) - _SHORTEST + 1))
    return any(pair in text for pair in pairs) or _is_meant(piece, text, terms)


def _is_meant(piece: str, text: str, terms: Terms) -> bool:
    """Say whether a text says an official word for a piece."""
    official = (meant for meant, _sureness in terms.get(piece, ()))
    return any(all(word in text for word in meant.split()) for meant in official)


def _shared(piece: str, text: str, terms: Terms) -> int:
    """Return how many letters of a piece stand in a text, two or more at a time.

    All of them when the text says an official word for the piece.
    """
    if _is_meant(piece, text, terms):
        return len(piece)
    at, shared = 0, 0
    while at < len(piece):
        sizes = range(len(piece) - at, _SHORTEST - 1, -1)
        longest = next((size for size in sizes if piece[at : at + size] in text), 0)
        shared += longest
        at += longest or 1
    return shared
