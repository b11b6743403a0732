# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Compare base items with each other: in one catalogue by their names, between places by more.

Pure. Of two items the one with the greater code is the subject, so that a pair is one finding
whichever of them was changed.
"""

from collections.abc import Collection, Iterator
from uuid import UUID

from yiwang.catalogue.comparison.facts import Neighbour, World
from yiwang.catalogue.comparison.names import Pair, groups, near_pairs, sound_of
from yiwang.catalogue.comparison.rule import Evidence, Facts, Hit


def compare_places(world: World, only: Collection[UUID] | None = None) -> Iterator[Hit]:
    """Yield what pairs of items break; those that one of the given items is part of."""
    by_scope: dict[str, dict[UUID, str]] = {}
    for one in world.neighbours.values():
        by_scope.setdefault(one.scope_code, {})[one.item_id] = one.form
    for forms in by_scope.values():
        yield from _in_one_catalogue(world, forms, only)
    for pair in groups({key: one.form for key, one in world.neighbours.items()}, only):
        here, there = _ordered(world, pair)
        if here.scope_code != there.scope_code:
            yield from _between_places(here, there)
            yield from _between_places(there, here)


def _in_one_catalogue(
    world: World, forms: dict[UUID, str], only: Collection[UUID] | None
) -> Iterator[Hit]:
    for pair in groups(forms, only):
        yield _named(world, "name-duplicate", pair)
    alike = list(near_pairs(forms, only))
    yield from (_named(world, "name-alike", pair) for pair in alike)
    known = {frozenset((pair.one, pair.other)) for pair in alike}
    sounds = {key: sound_of(form, world.sounds) for key, form in forms.items()}
    for pair in groups(sounds, only):
        is_new = frozenset((pair.one, pair.other)) not in known
        if is_new and forms[pair.one] != forms[pair.other]:
            yield _named(world, "name-sounds-alike", pair)


def _named(world: World, rule: str, pair: Pair[UUID]) -> Hit:
    here, there = _ordered(world, pair)
    found: Facts = {"name": here.name, "code": here.code}
    expected: Facts = {"other_name": there.name, "other_code": there.code}
    if rule == "name-alike":
        expected = {**expected, "percent": pair.percent}
    return Hit(rule, here.item_id, Evidence(found, expected, there.item_id))


def _between_places(here: Neighbour, there: Neighbour) -> Iterator[Hit]:
    """Hold an item to the one of the same name elsewhere; each side has to answer for itself."""
    other: Facts = {
        "other_scope": there.scope_code,
        "other_name": there.name,
        "other_code": there.code,
    }
    if here.item_type != there.item_type:
        found: Facts = {"name": here.name, "item_type": here.item_type}
        expected = {**other, "other_type": there.item_type}
        yield Hit("type-differs", here.item_id, Evidence(found, expected, there.item_id))
    if there.laws and set(here.laws).isdisjoint(there.laws):
        found = {"name": here.name, "laws": list(here.laws)}
        expected = {**other, "other_laws": list(there.laws)}
        yield Hit("basis-differs", here.item_id, Evidence(found, expected, there.item_id))


def _ordered(world: World, pair: Pair[UUID]) -> tuple[Neighbour, Neighbour]:
    one, other = world.neighbours[pair.one], world.neighbours[pair.other]
    return (one, other) if one.code > other.code else (other, one)
