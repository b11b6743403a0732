# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Unified social credit codes (统一社会信用代码), GB 32100-2015."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.codes.checks import (
    USCC_ALPHABET,
    is_digits,
    mod_31_3,
    normalized,
    organization_check,
)
from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import InvalidUscc

REGISTRARS: Final = frozenset("123456789ANY")
"""First character, the registering authority: 1 establishment, 5 civil affairs, 9 market …"""

_ALPHABET: Final = frozenset(USCC_ALPHABET)


@dataclass(frozen=True, slots=True)
class Uscc:
    """A unified social credit code taken apart.

    :param registrar: 1 character, the kind of authority that registers the body
    :param category: 1 character, the kind of body under that authority
    :param area_code: 6 digits, division of the registering authority
    :param organization_code: 9 characters (GB 11714)
    """

    number: str
    registrar: str
    category: str
    area_code: str
    organization_code: str


def parse_uscc(text: str, *, verify_check: bool = True) -> Uscc:
    """Return the code taken apart; full-width characters, blanks and small letters are put right.

    :param verify_check: False takes foreign data as it comes, check character unseen
    :raises InvalidUscc: with the fault and a sentence that names the wrong part
    """
    number = normalized(text)
    _check_characters(number)
    if verify_check and mod_31_3(number[:17]) != number[17]:
        raise InvalidUscc(
            _("统一社会信用代码的最后一位（校验码）对不上，请检查是否有字符输错。"),
            fault=Fault.CHECK_CHARACTER,
        )
    return Uscc(
        number=number,
        registrar=number[0],
        category=number[1],
        area_code=number[2:8],
        organization_code=number[8:17],
    )


def make_uscc(*, registrar: str, category: str, area_code: str, organization: str) -> str:
    """Return a code with its two check characters.

    :param organization: 8 characters, the organization code without its check character
    :raises InvalidUscc: a part has the wrong length or characters
    """
    body = f"{registrar}{category}{area_code}{organization}"
    if len(organization) != 8 or not _ALPHABET.issuperset(organization):
        raise InvalidUscc(fault=Fault.STRUCTURE)
    body += organization_check(organization)
    _check_characters(body + "0")
    return body + mod_31_3(body)


def _check_characters(number: str) -> None:
    if not number:
        raise InvalidUscc(_("请填写统一社会信用代码。"), fault=Fault.EMPTY)
    if len(number) != 18:
        raise InvalidUscc(
            _("统一社会信用代码应为18位，您填写了%(count)s位。"),
            params={"count": len(number)},
            fault=Fault.LENGTH,
        )
    if not _ALPHABET.issuperset(number):
        raise InvalidUscc(
            _("统一社会信用代码只能包含数字和大写字母，并且不使用字母I、O、S、V、Z。"),
            fault=Fault.CHARACTERS,
        )
    if number[0] not in REGISTRARS:
        raise InvalidUscc(
            _("统一社会信用代码的第1位不是有效的登记管理部门代码。"), fault=Fault.STRUCTURE
        )
    if not is_digits(number[2:8]):
        raise InvalidUscc(
            _("统一社会信用代码的第3至8位应为登记机关的六位行政区划代码。"), fault=Fault.AREA
        )
