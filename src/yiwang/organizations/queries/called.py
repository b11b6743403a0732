# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which divisions people mean by a name that stands in what they write."""

from collections.abc import Collection
from typing import Final

from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations.models import Division
from yiwang.organizations.reference_cache import ReferenceCache

# People leave the last character off: 杭州 for 杭州市, 安吉 for 安吉县, but never 西湖 for 西湖区.
_LEFT_OFF: Final = {
    DivisionLevel.PROVINCE: ("省", "市"),
    DivisionLevel.CITY: ("市",),
    DivisionLevel.COUNTY: ("市", "县"),
}
_SHORTEST_STEM: Final = 2
# Common words that are names as well.
_COMMON_WORDS: Final = frozenset({"天台", "开化", "文成", "和平", "朝阳", "平安", "建设"})
_ALL: Final = "all"

_codes_by_name: ReferenceCache[str, dict[str, tuple[str, ...]]] = ReferenceCache()


def codes_called(names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the codes of today's divisions above the villages for each name that is one.

    Full names, and provinces, cities and counties without 省, 市 or 县. The same name may stand
    for several divisions. One query now and then: this process remembers the names for a while.
    """
    known = _codes_by_name.get(_ALL)
    if known is None:
        known = _read_names()
        if known:
            _codes_by_name.put(_ALL, known)
    return {name: known[name] for name in names if name in known}


def forget_names() -> None:
    """Drop what this process remembers of names."""
    _codes_by_name.clear()


def _read_names() -> dict[str, tuple[str, ...]]:
    rows = Division.objects.current().filter(level__lt=DivisionLevel.VILLAGE).order_by("code")
    found: dict[str, list[str]] = {}
    for code, name, level in rows.values_list("code", "name", "level"):
        for spelling in _spellings(name, level):
            found.setdefault(spelling, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def _spellings(name: str, level: int) -> set[str]:
    stem = name[:-1] if name[-1:] in _LEFT_OFF.get(DivisionLevel(level), ()) else name
    is_stem_said = len(stem) >= _SHORTEST_STEM and stem not in _COMMON_WORDS
    return {name, stem} if is_stem_said else {name}
