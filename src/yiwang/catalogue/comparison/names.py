# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Names that are the same, sound the same, or differ by a sign or two. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)

# Signs and words that tell no two items apart: 第二类、的, brackets without what stands in them.
_IDLE: Final = re.compile(r"[\W_]|[的第与和及或之]")
# A difference in one of these makes another item: 设立 and 注销, 转入 and 转出, 甲 and 乙.
_TELLING: Final = re.compile(
    "设|立|变|更|注|销|延|续|换|补|遗|失|新|首|次|转|入|出|撤|恢|复|停|歇|增|减|分|总|非|不|未|无|"
    "进|退|内|外|上|下|大|中|小|高|低|初|省|市|县|乡|村|国|男|女|父|母|甲|乙|丙|丁|[0-9a-zⅠ-Ⅹ]|"
    "终|止|抵|押|书|表|[一二三四五六七八九十百千]|个人|单位|企业|公司|预|临|暂|先|后|前|主|副|正"
)
_ALIKE: Final = 0.6
_LEAST_LENGTH: Final = 5
_MOST_ADDED: Final = 2


@dataclass(frozen=True, slots=True)
class Pair(Generic[K]):
    """Two names that are alike.

    :ivar percent: how many of their pairs of signs they share
    """

    one: K
    other: K
    percent: int


def normal_form(name: str) -> str:
    """Return what of a name counts: no spaces, signs, brackets, 的, 第, 与; one width and case."""
    return _IDLE.sub("", unicodedata.normalize("NFKC", name).lower())


def sound_of(form: str, sounds: Mapping[str, str]) -> str:
    """Return a normal form as it sounds; what has no sound stays as it is."""
    return " ".join(sounds.get(sign, sign) for sign in form)


def groups(forms: Mapping[K, str], only: Collection[K] | None = None) -> Iterator[Pair[K]]:
    """Yield the pairs whose forms are the same.

    :param only: at least one of a pair is among these; all when not given
    """
    by_form: dict[str, list[K]] = {}
    for key, form in forms.items():
        if form:
            by_form.setdefault(form, []).append(key)
    for keys in by_form.values():
        for place, one in enumerate(keys):
            for other in keys[place + 1 :]:
                if only is None or one in only or other in only:
                    yield Pair(one, other, 100)


def near_pairs(forms: Mapping[K, str], only: Collection[K] | None = None) -> Iterator[Pair[K]]:
    """Yield the pairs whose forms differ by a sign or two that tell no two items apart.

    Only names that share one of their rarest pairs of signs are looked at, so that the work grows
    with the names and not with their square.
    """
    grams = {key: _grams(form) for key, form in forms.items() if len(form) >= _LEAST_LENGTH}
    counts = Counter(gram for found in grams.values() for gram in found)
    by_gram: dict[str, list[K]] = {}
    heads = {key: _rarest(found, counts) for key, found in grams.items()}
    for key, head in heads.items():
        for gram in head:
            by_gram.setdefault(gram, []).append(key)
    order = {key: place for place, key in enumerate(forms)}
    for key in grams if only is None else [key for key in only if key in grams]:
        candidates = {other for gram in heads[key] for other in by_gram[gram]}
        for other in sorted(candidates, key=order.__getitem__):
            is_first = order[key] < order[other] or (only is not None and other not in only)
            percent = _likeness(grams[key], grams[other]) if is_first and other != key else 0
            if percent and _differ_slightly(forms[key], forms[other]):
                yield Pair(key, other, percent)


def _grams(form: str) -> frozenset[str]:
    return frozenset(form[place : place + 2] for place in range(len(form) - 1))


def _rarest(grams: frozenset[str], counts: Mapping[str, int]) -> list[str]:
    """Return so many of the rarest that two sets that are alike share at least one."""
    many = len(grams) - ceil(_ALIKE * len(grams)) + 1
    return sorted(grams, key=lambda gram: (counts[gram], gram))[:many]


def _likeness(one: frozenset[str], other: frozenset[str]) -> int:
    """Return the shared part in percent; 0 when it is too small to be alike."""
    shared = len(one & other)
    share = shared / (len(one) + len(other) - shared)
    return round(share * 100) if share >= _ALIKE else 0


def _differ_slightly(one: str, other: str) -> bool:
    if one == other:
        return False
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        if what == "replace" and (a == 0 or b - a > 1 or d - c > 1):
            return False
        if max(b - a, d - c) > _MOST_ADDED or _TELLING.search(one[a:b] + other[c:d]):
            return False
    return True
