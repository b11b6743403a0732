# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""On which of an item's legal bases (法定依据) one decision rests: all, unless some are chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from yiwang.cases.errors import NoBasisChosen, NotThisBasis
from yiwang.catalogue import selectors as catalogue

FIELD: Final = "bases"
"""Stands in a form that offers the choice, so that nothing ticked is not the same as not asked."""
EACH: Final = "basis-"

Choice = tuple[int, ...] | None
"""Places in the item's legal bases, counted from 0; None: nobody chose, so all of them."""


def bases_from(fields: Mapping[str, str]) -> Choice:
    """Return the choice that a form holds."""
    places = [key.removeprefix(EACH) for key in fields if key.startswith(EACH)]
    if not places and FIELD not in fields:
        return None
    return tuple(int(place) for place in places if place.isdecimal() and len(place) < 4)


def chosen(snapshot: catalogue.ItemSnapshot, choice: Choice) -> list[dict[str, str]]:
    """Return the articles that a decision rests on, in the order of the item.

    :raises NotThisBasis: the item does not rest on one of them
    :raises NoBasisChosen: none is left, and the item has some
    """
    known = [{"law": law, "article": article} for law, article in articles(snapshot)]
    if choice is None:
        return known
    if any(not 0 <= place < len(known) for place in choice):
        raise NotThisBasis
    if known and not choice:
        raise NoBasisChosen
    return [known[place] for place in sorted(set(choice))]


def printed(
    snapshot: catalogue.ItemSnapshot, kept: Sequence[Mapping[str, str]]
) -> list[tuple[str, str]]:
    """Return law and article as the paper of a decision names them.

    :param kept: what the decision holds; decisions made before there was a choice hold nothing
    """
    return [(each["law"], each["article"]) for each in kept] or list(articles(snapshot))


def articles(snapshot: catalogue.ItemSnapshot) -> tuple[tuple[str, str], ...]:
    """Return law and article of all that the item rests on, in its order."""
    return tuple((one.law, one.article) for one in snapshot.legal_bases)


def shared(version_ids: Iterable[UUID]) -> tuple[tuple[str, str], ...] | None:
    """Return law and article of all, where these versions of an item agree; else None."""
    found = {articles(catalogue.snapshot(one)) for one in set(version_ids)}
    return found.pop() if len(found) == 1 else None
