# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Places that people name in a question: 在义乌开饭店 is asked for 义乌, about 开饭店."""

from dataclasses import dataclass
from typing import Final

from yiwang.catalogue.queries import Query
from yiwang.organizations import selectors as organizations

SHORTEST_NAME: Final = 2
LONGEST_NAME: Final = 12
# What somebody asks who names a place of another province is asked from afar: 去上海看病.
AFAR: Final = "外地"
# Items speak of these places themselves: 往来港澳通行证.
_KEPT: Final = ("香港", "澳门", "台湾")
_CITIZEN: Final = "民"
# A county of another province is meant only by its whole name: 合作社 and 上高速 are no places.
_ENDS_OF_COUNTIES: Final = ("县", "市", "区", "旗")
_NO_COUNTY: Final = "00"


@dataclass(frozen=True, slots=True)
class PlacedQuery:
    """A query without the place it names, and the place it is asked for.

    :ivar region_code: the place that was named, or the one that was asked for
    :ivar place_name: what the place was called in the query; "" when none was
    :ivar named_code: the place that was named, though it may hold the one asked for; else ""
    """

    query: Query
    region_code: str
    place_name: str = ""
    named_code: str = ""


def read_place(query: Query, region_code: str, *, is_afar: bool = False) -> PlacedQuery:
    """Take the names of places out of a query; the last one of the province says where.

    A name that holds the place asked for changes nothing: who asks in 西湖区 about 杭州 stays
    there. A query that is nothing but a name keeps it.

    :param is_afar: every other place is somewhere else and none says where, as of those of
        another province
    """
    names = [
        run[start:end]
        for run in query.runs
        if not run.isascii()
        for start in range(len(run))
        for end in range(start + SHORTEST_NAME, min(len(run), start + LONGEST_NAME) + 1)
    ]
    known = organizations.codes_called(names)
    if not known:
        return PlacedQuery(query, region_code)
    runs, said = [], []
    for run in query.runs:
        rest, found = _without_places(run, known, region_code, is_afar=is_afar)
        said += found
        runs += [rest] if rest else []
    if not any(run.replace(AFAR, "") for run in runs):
        return PlacedQuery(query, region_code)
    left = Query(tuple(runs))
    named = next((code for _name, code in reversed(said) if code), "")
    for name, code in reversed(said):
        if code and not organizations.is_within(region_code, code):
            return PlacedQuery(left, code, name, named)
    return PlacedQuery(left, region_code, named_code=named)


def _without_places(
    run: str, known: dict[str, tuple[str, ...]], region_code: str, *, is_afar: bool
) -> tuple[str, list[tuple[str, str]]]:
    rest, said = "", []
    at = 0
    while at < len(run):
        name = _name_at(run, at, known, region_code)
        if not name:
            rest += run[at]
            at += 1
            continue
        code = _nearest(known[name], region_code)
        if is_afar and code and not organizations.is_within(region_code, code):
            code = ""
        said.append((name, code))
        rest += "" if code else AFAR
        at += len(name)
    return rest, said


def _name_at(run: str, at: int, known: dict[str, tuple[str, ...]], region_code: str) -> str:
    """Return the longest name that begins here; 杭州市民卡 is a 市民卡 of 杭州."""
    for end in range(min(len(run), at + LONGEST_NAME), at + SHORTEST_NAME - 1, -1):
        name = run[at:end]
        cuts_citizen = name.endswith("市") and run[end : end + 1] == _CITIZEN
        if name not in known or cuts_citizen or name.startswith(_KEPT):
            continue
        if _nearest(known[name], region_code) or not _is_stem_of_county(name, known[name]):
            return name
    return ""


def _is_stem_of_county(name: str, codes: tuple[str, ...]) -> bool:
    is_county = all(code[4:6] != _NO_COUNTY for code in codes)
    return is_county and not name.endswith(_ENDS_OF_COUNTIES)


def _nearest(codes: tuple[str, ...], region_code: str) -> str:
    """Return the division of a name that shares most with the place asked for.

    "" when all of them lie in other provinces.
    """
    shared = {
        code: sum(1 for cut in (2, 4, 6) if code[:cut] == region_code[:cut]) for code in codes
    }
    best = max(codes, key=lambda code: shared[code])
    return best if shared[best] else ""
