# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Case numbers (办件编号) for people, and the query codes (查询码) beside them.

A case number tells where and when a case was filed and can be read out on the telephone; a check
character finds a slip of the pen. It can be guessed, so tracking a case asks for the query code
too.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.codes.checks import mod_31_3, normalized
from yiwang.foundation.codes.divisions import expand_division_code, parse_division_code
from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import InvalidCaseNumber, InvalidDivisionCode, InvalidQueryCode

GREATEST_SERIAL: Final = 999_999

QUERY_CODE_LENGTH: Final = 8
QUERY_CODE_ALPHABET: Final = "23456789BCDFGHJKMNPQRTWXY"
"""No 0 O, 1 I L, 5 S-like twins, and no vowels, so that no words arise: 25 to the 8th codes."""

_PARTS: Final = re.compile(r"([0-9]{6})-?([0-9]{6})-?([0-9]{6})-?([0-9A-Z])", re.ASCII)
_TWINS: Final = str.maketrans("OIL", "011")
_CHECK_TWINS: Final = str.maketrans("OI", "01")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case number taken apart.

    :param text: as printed, ``330106-261123-000317-K``
    :param area_code: 6 digits; a township's cases count with their county's
    :param on: the day of filing
    """

    text: str
    area_code: str
    on: date
    serial: int


def make_case_number(*, division_code: str, on: date, serial: int) -> str:
    """Return the printed number of the ``serial``-th case of a county on a day.

    Unique as long as serials are counted per first six digits of the code, and per day.

    :raises ValueError: the serial is outside 1 to 999,999, or the year outside 2000 to 2099
    :raises InvalidDivisionCode: the code is not a division's
    """
    if not 1 <= serial <= GREATEST_SERIAL or not 2000 <= on.year <= 2099:
        raise ValueError("A case number holds serials 1 to 999999 of the years 2000 to 2099.")
    area = parse_division_code(division_code).code[:6]
    return _printed(area, f"{on:%y%m%d}", f"{serial:06d}")


def parse_case_number(text: str) -> CaseNumber:
    """Return a case number taken apart; blanks, missing hyphens, O for 0 and I for 1 are put right.

    :raises InvalidCaseNumber: with the fault and a sentence that names the wrong part
    """
    number = normalized(text)
    if not number:
        raise InvalidCaseNumber(_("请填写办件编号。"), fault=Fault.EMPTY)
    match = _PARTS.fullmatch(number[:-1].translate(_TWINS) + number[-1])
    if match is None:
        raise InvalidCaseNumber(
            _("办件编号应形如330106-261123-000317-5，由18位数字和一位校验码组成。"),
            fault=Fault.STRUCTURE,
        )
    area, day, serial, check = match.groups()
    if mod_31_3(area + day + serial) != check.translate(_CHECK_TWINS):
        raise InvalidCaseNumber(
            _("办件编号的校验码对不上，请检查是否有数字输错。"), fault=Fault.CHECK_CHARACTER
        )
    return CaseNumber(
        text=_printed(area, day, serial), area_code=_area(area), on=_day(day), serial=int(serial)
    )


def make_query_code() -> str:
    """Return a random code that cannot be guessed: 37 bits, drawn from the system's entropy."""
    return "".join(secrets.choice(QUERY_CODE_ALPHABET) for _place in range(QUERY_CODE_LENGTH))


def parse_query_code(text: str) -> str:
    """Return a query code in its stored form.

    :raises InvalidQueryCode: it has another length, or characters that query codes do not use
    """
    code = normalized(text).replace("-", "")
    if len(code) != QUERY_CODE_LENGTH or not set(code) <= set(QUERY_CODE_ALPHABET):
        raise InvalidQueryCode(
            _("查询码应为8位字母和数字，印在受理凭证上。"),
            fault=Fault.LENGTH if len(code) != QUERY_CODE_LENGTH else Fault.CHARACTERS,
        )
    return code


def _printed(area: str, day: str, serial: str) -> str:
    return f"{area}-{day}-{serial}-{mod_31_3(area + day + serial)}"


def _area(digits: str) -> str:
    try:
        expand_division_code(digits)
    except InvalidDivisionCode as error:
        raise InvalidCaseNumber(_("办件编号的前6位不是行政区划代码。"), fault=Fault.AREA) from error
    return digits


def _day(digits: str) -> date:
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError as error:
        raise InvalidCaseNumber(_("办件编号中的日期不存在。"), fault=Fault.DATE) from error
