# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Items whose names are the same as a new one's, sound like it, or come close to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.comparison.names import near_pairs, normal_form, sound_of
from yiwang.catalogue.enums import ItemType
from yiwang.catalogue.models import BaseItemVersion, ChangeLine, SearchSound

MOST_SHOWN: Final = 8
LEAST_SHARED: Final = 45
"""Percent of the pairs of signs that names share which are shown as related."""
SAME, SOUND, ALIKE, RELATED, ELSEWHERE = "same", "sound", "alike", "related", "elsewhere"
HOW: Final[dict[str, Promise]] = {
    SAME: _("同名"),
    SOUND: _("同音"),
    ALIKE: _("只差一两个字"),
    RELATED: _("名称相近"),
    ELSEWHERE: _("其他地方的同名事项"),
}
SERIOUS: Final = frozenset({SAME, SOUND, ALIKE})
"""What is most likely the same item twice."""


@dataclass(frozen=True, slots=True)
class Alike:
    """An item that is named like the new one.

    :ivar how: one of HOW
    :ivar is_draft: somebody sets it up just now; it is not in force
    """

    base_item_id: UUID
    name: str
    code: str
    item_type: str
    how: str
    percent: int
    is_draft: bool = False

    @property
    def is_serious(self) -> bool:
        return self.how in SERIOUS

    @property
    def how_words(self) -> str:
        return str(HOW[self.how])

    @property
    def type_name(self) -> str:
        return str(ItemType(self.item_type).label) if self.item_type in ItemType.values else ""


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID
    name: str
    code: str
    scope_code: str
    item_type: str
    is_draft: bool = False


def alike_names(
    name: str, *, scope_code: str, on: date, except_id: UUID | None = None
) -> list[Alike]:
    """Return the items that a name may be confused with, the most alike first; three queries.

    :param except_id: the item that the name is of, when it has been begun
    """
    form = normal_form(name[:300])
    if not form:
        return []
    known = {one.id: one for one in _known(on) if one.id != except_id}
    forms = {one.id: normal_form(one.name) for one in known.values()}
    home = {key: forms[key] for key, one in known.items() if one.scope_code == scope_code}
    found = {
        key: Alike(one.id, one.name, one.code, one.item_type, how, percent, one.is_draft)
        for key, how, percent in _found(form, forms, home)
        for one in (known[key],)
    }
    order = list(HOW)
    ranked = sorted(found.values(), key=lambda one: (order.index(one.how), -one.percent, one.code))
    return ranked[:MOST_SHOWN]


def _found(
    form: str, forms: dict[UUID, str], home: dict[UUID, str]
) -> Iterator[tuple[UUID, str, int]]:
    """Yield what is alike and how, the weakest first, so that the strongest stays."""
    grams = _grams(form)
    for key, other in home.items():
        percent = _shared(grams, _grams(other))
        if percent >= LEAST_SHARED:
            yield key, RELATED, percent
    here = UUID(int=0)
    for pair in near_pairs(home | {here: form}, {here}):
        yield (pair.other if pair.one == here else pair.one), ALIKE, pair.percent
    sounds = dict(SearchSound.objects.values_list("character", "sound"))
    sound = sound_of(form, sounds)
    for key, other in home.items():
        if len(other) == len(form) and sound_of(other, sounds) == sound:
            yield key, SOUND, 100
    for key, other in forms.items():
        if other == form:
            yield key, SAME if key in home else ELSEWHERE, 100


def _known(on: date) -> Iterator[_Known]:
    columns = ("base_item_id", "name", "base_item__code", "base_item__scope_code", "item_type")
    for row in BaseItemVersion.objects.in_force(on).values_list(*columns):
        yield _Known(*row)
    drafts = ChangeLine.objects.filter(
        is_open=True, base_item__isnull=False, from_version__isnull=True
    )
    of_draft = ("base_item_id", "name", "base_item__code", "base_item__scope_code")
    for item_id, name, code, scope, item_type in drafts.values_list(
        *of_draft, "content__item_type"
    ):
        yield _Known(item_id, name, code, scope, item_type or "", is_draft=True)


def _grams(form: str) -> frozenset[str]:
    return frozenset(form[place : place + 2] for place in range(len(form) - 1)) or frozenset({form})


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    both = len(one & other)
    return round(100 * both / (len(one) + len(other) - both)) if both else 0
