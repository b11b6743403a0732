# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes of administrative divisions (行政区划代码): 12 digits, GB/T 2260 and GB/T 10114."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.codes.checks import is_digits, normalized
from yiwang.foundation.codes.provinces import PROVINCES
from yiwang.foundation.enums import DivisionLevel, Fault
from yiwang.foundation.errors import InvalidDivisionCode

COUNTRY: Final = "000000000000"
"""The whole country; standards write it 00 in place of a province."""

_SHORT_LENGTHS: Final = frozenset({2, 4, 6, 9})


@dataclass(frozen=True, slots=True)
class DivisionCode:
    """A division code with the level and the ancestors that its digits say.

    Groups of digits: province 2, city 2, county 2, township 3, village 3; zeros for none.
    The tree of real divisions is kept by ``organizations``: there, for example, the districts
    of Beijing hang directly under the province.
    """

    code: str
    level: DivisionLevel

    @property
    def province(self) -> str:
        """Code of the province that it is or lies in, "" for the country."""
        return self._cut(2)

    @property
    def city(self) -> str:
        """Code of the city that it is or lies in, "" above."""
        return self._cut(4)

    @property
    def county(self) -> str:
        """Code of the county that it is or lies in; "" above, and in cities without counties."""
        return self._cut(6)

    @property
    def township(self) -> str:
        """Code of the township that it is or lies in, "" above."""
        return self._cut(9)

    @property
    def ancestors(self) -> tuple[str, ...]:
        """Codes above it, from the province downwards."""
        path = (self.province, self.city, self.county, self.township)
        return tuple(code for code in path if code and code != self.code)

    @property
    def parent_code(self) -> str:
        """Code right above; the country for a province, "" for the country."""
        if self.level is DivisionLevel.COUNTRY:
            return ""
        return (COUNTRY, *self.ancestors)[-1]

    def is_within(self, other: "DivisionCode") -> bool:
        """Tell whether this division is the other one or lies in it."""
        return other.code in (COUNTRY, self.code, *self.ancestors)

    def _cut(self, digits: int) -> str:
        group = self.code[_GROUP_START[digits] : digits]
        return self.code[:digits].ljust(12, "0") if int(group) else ""


_GROUP_START: Final = {2: 0, 4: 2, 6: 4, 9: 6}


def parse_division_code(text: str) -> DivisionCode:
    """Return a 12-digit code with its level.

    :raises InvalidDivisionCode: not 12 digits, an unknown province, or a hole among the levels;
        a short form is refused too, see ``expand_division_code``
    """
    code = normalized(text)
    _check_characters(code)
    if code == COUNTRY:
        return DivisionCode(code=code, level=DivisionLevel.COUNTRY)
    if code[:2] not in PROVINCES:
        raise InvalidDivisionCode(_("行政区划代码的前两位不是任何省份的代码。"), fault=Fault.AREA)
    return DivisionCode(code=code, level=_level(code))


def expand_division_code(text: str) -> DivisionCode:
    """Return the code for a short form of 2, 4, 6 or 9 digits, filled up with zeros, or of 12.

    :raises InvalidDivisionCode: as ``parse_division_code``
    """
    code = normalized(text)
    return parse_division_code(code.ljust(12, "0") if len(code) in _SHORT_LENGTHS else code)


def _check_characters(code: str) -> None:
    if not code:
        raise InvalidDivisionCode(_("请填写行政区划代码。"), fault=Fault.EMPTY)
    if len(code) != 12:
        raise InvalidDivisionCode(
            _("行政区划代码应为12位数字，您填写了%(count)s位。"),
            params={"count": len(code)},
            fault=Fault.LENGTH,
        )
    if not is_digits(code):
        raise InvalidDivisionCode(_("行政区划代码应全部为数字。"), fault=Fault.CHARACTERS)


def _level(code: str) -> DivisionLevel:
    city, county, township, village = (
        part.strip("0") != "" for part in (code[2:4], code[4:6], code[6:9], code[9:12])
    )
    # A township may lie right under a city (Dongguan, Zhongshan, Danzhou); no other gap exists.
    if (village and not township) or ((township or county) and not city):
        raise InvalidDivisionCode(
            _("行政区划代码的层级不连续：下级代码不为零时，上级代码不能为零。"),
            fault=Fault.STRUCTURE,
        )
    if village:
        return DivisionLevel.VILLAGE
    if township:
        return DivisionLevel.TOWNSHIP
    if county:
        return DivisionLevel.COUNTY
    return DivisionLevel.CITY if city else DivisionLevel.PROVINCE
