# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Name the departments of every place, and give them codes that are marked as made up. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations.enums import TOWNSHIP_LINE

ETHNIC_SUFFIX = "畲族自治县"
HOTLINE = "12345"
DIALLING_CODES: Mapping[str, str] = {
    "3301": "0571",
    "3302": "0574",
    "3303": "0577",
    "3304": "0573",
    "3305": "0572",
    "3306": "0575",
    "3307": "0579",
    "3308": "0570",
    "3309": "0580",
    "3310": "0576",
    "3311": "0578",
    "5116": "0826",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A division as department names need it.

    :param name: its own name, 西湖区
    :param city: name of its city, 杭州市; empty for a province and a city
    :param county: name of its county; only for a township
    """

    code: str
    level: int
    name: str
    city: str = ""
    county: str = ""

    @property
    def is_city_district(self) -> bool:
        return self.level == DivisionLevel.COUNTY and self.name.endswith("区")

    @property
    def full_name(self) -> str:
        """The name as bodies carry it: a district of a city names the city first."""
        return f"{self.city}{self.name}" if self.is_city_district else self.name

    @property
    def stem(self) -> str:
        """The name without the word that says what kind of place it is: 西湖, 景宁, 浙江."""
        name = self.name.removesuffix(ETHNIC_SUFFIX)
        return name[:-1] if name[-1] in "省市县区" else name


@dataclass(frozen=True, slots=True)
class Line:
    """How the bodies of one line of business are named; an empty pattern: none at that level.

    :param number: counted from 1; part of the made-up credit codes, so it never changes
    :param only: six-digit codes of the only cities that have such a body; empty for all
    """

    number: int
    line: str
    province: str
    city: str
    county: str
    district: str
    short_province: str
    short_local: str
    carries: tuple[str, ...]
    only: frozenset[str]

    def pattern_for(self, place: Place) -> str:
        if place.level == DivisionLevel.PROVINCE:
            return self.province
        if place.level == DivisionLevel.CITY:
            return self.city if not self.only or place.code[:6] in self.only else ""
        return (self.district or self.county) if place.is_city_district else self.county


@dataclass(frozen=True, slots=True)
class NamedDepartment:
    """A department ready to be stored."""

    name: str
    short_name: str
    uscc: str
    division_code: str
    line: str
    carries: tuple[str, ...]
    level: int
    phone: str
    address: str


def departments_of(place: Place, lines: Sequence[Line]) -> Iterator[NamedDepartment]:
    """Yield the departments of a province, a city or a county."""
    here = [line for line in lines if line.pattern_for(place)]
    own = {line.line for line in here}
    for line in here:
        short = line.short_province if place.level == DivisionLevel.PROVINCE else line.short_local
        name = _fill(line.pattern_for(place), place)
        yield named_department(
            place,
            number=line.number,
            name=name,
            short_name=_short(_fill(short, place), name),
            line=line.line,
            carries=tuple(word for word in line.carries if word not in own),
        )


def township_window(place: Place) -> NamedDepartment:
    """Return the one window of a township or street: residence permits, small shops, proofs."""
    return named_department(
        place,
        number=int(place.code[6:9]) * 1000,
        name=f"{place.county}{place.name}{TOWNSHIP_LINE}",
        short_name=f"{place.name}{TOWNSHIP_LINE}",
        line=TOWNSHIP_LINE,
        carries=(),
    )


def _short(short: str, name: str) -> str:
    """Return the short name with the word that the full one ends with: a city has a 委 where a
    county has a 局.
    """
    return f"{short[:-1]}委" if name.endswith("委员会") and short.endswith("局") else short


def _fill(pattern: str, place: Place) -> str:
    return pattern.format(place=place.full_name, name=place.name, stem=place.stem, city=place.city)


def named_department(
    place: Place,
    *,
    number: int,
    name: str,
    short_name: str,
    line: str,
    carries: tuple[str, ...],
) -> NamedDepartment:
    dialling_code = DIALLING_CODES.get(place.code[:4], "0571")
    seat = f"{place.county}{place.name}" if place.county else place.full_name
    return NamedDepartment(
        name=name,
        short_name=short_name,
        uscc=make_test_uscc(number, area_code=place.code[:6]),
        division_code=place.code,
        line=line,
        carries=carries,
        level=place.level,
        phone=f"{dialling_code}-{HOTLINE}",
        address=f"{seat}政务服务中心（演示地址）",
    )
