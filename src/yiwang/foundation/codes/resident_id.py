# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Resident identity numbers (公民身份号码), GB 11643-1999."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.codes.checks import is_digits, mod_11_2, normalized
from yiwang.foundation.codes.provinces import PROVINCES_ON_IDENTITY_CARDS
from yiwang.foundation.enums import Fault, Sex
from yiwang.foundation.errors import InvalidResidentId

TEST_AREA: Final = "339900"
"""Area code in Zhejiang that is not assigned: every number with it is made up."""

EARLIEST_YEAR: Final = 1850


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A resident identity number and what it says of its holder.

    :param number: 18 characters, capital X
    :param area_code: 6 digits of the county where the number was first given out
    """

    number: str
    area_code: str
    born_on: date
    sex: Sex

    @property
    def is_test_number(self) -> bool:
        return self.area_code == TEST_AREA


def parse_resident_id(text: str, *, on: date | None = None) -> ResidentId:
    """Return the number taken apart; full-width characters, blanks and a small x are put right.

    :param on: the day of the question; a later day of birth is refused
    :raises InvalidResidentId: with the fault and a sentence that names the wrong part
    """
    number = normalized(text)
    _check_characters(number)
    _check_area(number)
    born_on = _birth_date(number, on)
    if mod_11_2(number[:17]) != number[17]:
        raise InvalidResidentId(
            _("公民身份号码的最后一位（校验码）对不上，请检查是否有数字输错。"),
            fault=Fault.CHECK_CHARACTER,
        )
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return ResidentId(number=number, area_code=number[:6], born_on=born_on, sex=sex)


def _check_characters(number: str) -> None:
    if not number:
        raise InvalidResidentId(_("请填写公民身份号码。"), fault=Fault.EMPTY)
    if len(number) == 15 and is_digits(number):
        raise InvalidResidentId(
            _("这是15位的旧身份证号码，请填写18位的公民身份号码。"), fault=Fault.OLD_NUMBER
        )
    if len(number) != 18:
        raise InvalidResidentId(
            _("公民身份号码应为18位，您填写了%(count)s位。"),
            params={"count": len(number)},
            fault=Fault.LENGTH,
        )
    if not is_digits(number[:17]) or number[17] not in "0123456789X":
        raise InvalidResidentId(
            _("公民身份号码的前17位应为数字，最后一位应为数字或字母X。"), fault=Fault.CHARACTERS
        )


def _check_area(number: str) -> None:
    if number[0] == "9":
        raise InvalidResidentId(
            _("这是外国人永久居留身份证号码，不是公民身份号码。"), fault=Fault.FOREIGN_NUMBER
        )
    if number[:2] not in PROVINCES_ON_IDENTITY_CARDS:
        raise InvalidResidentId(_("公民身份号码的前两位不是任何省份的代码。"), fault=Fault.AREA)


def _birth_date(number: str, on: date | None) -> date:
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        born_on = date.min
    if born_on.year < EARLIEST_YEAR:
        raise InvalidResidentId(_("公民身份号码的第7至14位不是有效的出生日期。"), fault=Fault.DATE)
    if on is not None and born_on > on:
        raise InvalidResidentId(_("公民身份号码中的出生日期晚于今天。"), fault=Fault.FUTURE_DATE)
    return born_on
