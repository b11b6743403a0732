# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Merge two texts of an item that began from the same one, element by element. Pure.

What only one side touched is taken over. Lists of rows are merged by the keys of their rows. What
both touched differently is a clash: somebody chooses one side, or writes a third text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from yiwang.catalogue.content import Element, dump_content, read_content
from yiwang.catalogue.editing import diff
from yiwang.catalogue.editing.merging_order import merged_order
from yiwang.catalogue.editing.wording import DEFINITIONS, SCHEMAS, element_label, words_of
from yiwang.catalogue.enums import OrderLayer


class Take(StrEnum):
    """Whose text is taken where both sides changed the same."""

    MINE = "mine"
    THEIRS = "theirs"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose at one clash.

    :ivar value: the text that they wrote themselves, where neither side's was taken
    """

    take: Take
    value: Any = None


@dataclass(frozen=True, slots=True)
class Text:
    """All that a line says of an item: its elements, and which form and process it names."""

    content: Mapping[str, Any]
    form_code: str = ""
    process_code: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that both sides changed differently.

    :ivar part: its id, ``hours`` or ``materials/id-card``; that of an order of rows ``materials``
    :ivar before: in plain words, one line for each part that says something; none: not there
    :ivar value: the stored form of one's own text, to write a third one from; None: taken out
    :ivar is_order: only the order of the rows differs; no third text can be written
    """

    part: str
    element: str
    label: str
    before: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    value: Any = None
    is_row: bool = False
    is_order: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """What two texts make together.

    :ivar text: with the choices made; one's own words stand where none is made yet
    :ivar from_theirs: in sentences, what the others changed and is taken over
    :ivar from_mine: in sentences, what one changed oneself and stays
    :ivar undecided: parts of clashes without a choice
    """

    text: Text
    clashes: tuple[Clash, ...]
    undecided: tuple[str, ...]
    from_theirs: tuple[str, ...]
    from_mine: tuple[str, ...]


@dataclass(slots=True)
class _Work:
    """The three texts of one element after another, the choices, and what was met so far."""

    choices: Mapping[str, Choice]
    side: Take
    clashes: list[Clash] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)

    def settle(self, clash: Clash, mine: Any, theirs: Any) -> Any:
        """Return what stands at a clash: as chosen, else as the side that is asked for says."""
        self.clashes.append(clash)
        choice = self.choices.get(clash.part)
        if choice is None or (choice.take is Take.EDITED and clash.is_order):
            self.undecided.append(clash.part)
            return theirs if self.side is Take.THEIRS else mine
        if choice.take is Take.EDITED:
            return choice.value
        return theirs if choice.take is Take.THEIRS else mine


@dataclass(frozen=True, slots=True)
class _Element:
    """One element in the three texts, as a model and as it is stored."""

    name: str
    label: str
    models: tuple[Any, Any, Any]
    stored: tuple[Any, Any, Any]


def merge(
    base: Text,
    mine: Text,
    theirs: Text,
    layer: OrderLayer,
    choices: Mapping[str, Choice] | None = None,
) -> Merge:
    """Return what both sides made of a text that both began from.

    :raises ContentInvalid: a text written for a clash does not have the shape of its element
    """
    chosen = choices or {}
    work = _Work(chosen, Take.MINE)
    text = _merged(base, mine, theirs, layer, work)
    as_theirs = _merged(base, mine, theirs, layer, _Work(chosen, Take.THEIRS))
    return Merge(
        text=text,
        clashes=tuple(work.clashes),
        undecided=tuple(work.undecided),
        from_theirs=_sentences(mine, text, layer),
        from_mine=_sentences(theirs, as_theirs, layer),
    )


def _merged(base: Text, mine: Text, theirs: Text, layer: OrderLayer, work: _Work) -> Text:
    schema = SCHEMAS[layer]
    read = [read_content(schema, one.content) for one in (mine, theirs)]
    models = [read_content(schema, base.content) if base.content else None, *read]
    stored = [one.model_dump(mode="json") if one else {} for one in models]
    made = {}
    for name, info in schema.model_fields.items():
        default = None if info.is_required() else info.default
        element = _Element(
            name,
            element_label(name, layer),
            _three([getattr(one, name) if one else default for one in models]),
            _three([one.get(name) for one in stored]),
        )
        made[name] = _of_element(element, work)
    content = dump_content(read_content(schema, made))
    codes = {}
    for name in DEFINITIONS:
        values = _three([getattr(one, name) for one in (base, mine, theirs)])
        found = _of_element(_Element(name, str(DEFINITIONS[name]), values, values), work)
        codes[name] = str(found or "")[:80]
    return Text(content, **codes)


def _three(values: Sequence[Any]) -> tuple[Any, Any, Any]:
    return values[0], values[1], values[2]


def _of_element(element: _Element, work: _Work) -> Any:
    base, mine, theirs = element.models
    if theirs in (base, mine):
        return element.stored[1]
    if mine == base:
        return element.stored[2]
    if any(diff.is_list_of_elements(one) for one in element.models):
        return _of_rows(element, work)
    if isinstance(mine, tuple) and _is_a_set(element.models):
        return _of_set(element.stored)
    said = [_words(one, element.name) for one in element.models]
    clash = _clash(element.name, element, element.label, said, value=element.stored[1])
    return work.settle(clash, element.stored[1], element.stored[2])


# ── lists of plain values


def _is_a_set(models: tuple[Any, Any, Any]) -> bool:
    """Return whether what both sides put in and took out can be told apart.

    Where both took something out and put something in, one may have reworded what the other did.
    """
    base, mine, theirs = (set(one or ()) for one in models)
    rewords = [bool(base - one) and bool(one - base) for one in (mine, theirs)]
    is_reordered = base in (mine, theirs)
    return not is_reordered and not any(rewords)


def _of_set(stored: tuple[Any, Any, Any]) -> list[Any]:
    base, mine, theirs = (one or [] for one in stored)
    kept = [one for one in mine if one in theirs or one not in base]
    return [*kept, *(one for one in theirs if one not in base and one not in mine)]


# ── lists of rows


def _of_rows(element: _Element, work: _Work) -> list[Any]:
    models = [diff.by_key(one or ()) for one in element.models]
    stored = [
        dict(zip(keyed, rows or (), strict=True))
        for keyed, rows in zip(models, element.stored, strict=True)
    ]
    made: dict[str, Any] = {}
    for key in dict.fromkeys([*models[1], *models[2], *models[0]]):
        row = _of_row(element, key, _three([one.get(key) for one in models]), stored, work)
        if row is not None:
            made[key] = row
    keys = [list(one) for one in models]
    placed, both_moved = merged_order(keys[0], keys[1], keys[2], list(made))
    if both_moved:
        placed = _chosen_order(element, keys, list(made), work)
    return [made[key] for key in placed]


def _of_row(
    element: _Element,
    key: str,
    models: tuple[Any, Any, Any],
    stored: Sequence[Mapping[str, Any]],
    work: _Work,
) -> Any:
    base, mine, theirs = models
    if theirs in (base, mine):
        return stored[1].get(key)
    if mine == base:
        return stored[2].get(key)
    named = mine or theirs or base
    clash = _clash(
        f"{element.name}/{key}",
        element,
        f"{element.label}：{diff.name_of(named)}",
        [_row_words(one) for one in models],
        value=stored[1].get(key, stored[2].get(key)),
        is_row=True,
    )
    return work.settle(clash, stored[1].get(key), stored[2].get(key))


def _chosen_order(
    element: _Element, keys: Sequence[list[str]], made: list[str], work: _Work
) -> list[str]:
    names = {
        key: diff.name_of(row)
        for one in element.models
        for key, row in diff.by_key(one or ()).items()
    }
    said = [tuple(names[key] for key in one if key in made) for one in keys]
    orders = [merged_order(keys[0], one, keys[0], made)[0] for one in keys[1:]]
    # Named by the element alone: after a slash stands the key of a row, which may be any word.
    clash = _clash(element.name, element, element.label, said, is_order=True)
    settled: list[str] = work.settle(clash, orders[0], orders[1])
    return settled


# ── words


def _clash(
    part: str,
    element: _Element,
    label: str,
    said: Sequence[tuple[str, ...]],
    *,
    value: Any = None,
    is_row: bool = False,
    is_order: bool = False,
) -> Clash:
    before, mine, theirs = said
    return Clash(part, element.name, label, before, mine, theirs, value, is_row, is_order)


def _sentences(before: Text, after: Text, layer: OrderLayer) -> tuple[str, ...]:
    codes = [{name: getattr(one, name) for name in DEFINITIONS} for one in (before, after)]
    found = [
        *diff.differences(before.content, after.content, layer),
        *diff.definition_changes(*codes),
    ]
    return tuple(sentence for change in found for sentence in change.sentences)


def _words(value: Any, name: str) -> tuple[str, ...]:
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return tuple(words_of(one, name) for one in value)
    said = words_of(value, name)
    return (said,) if said else ()


def _row_words(row: Element | None) -> tuple[str, ...]:
    return tuple(diff.member_words(row)) if row is not None else ()
