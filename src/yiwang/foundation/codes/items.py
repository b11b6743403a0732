# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes of government service items (政务服务事项编码): GB/T 39554.1-2020.

A basic code (基本编码) has 12 characters, an implementation code (实施编码) 31, a handling code
(业务办理项编码) 33. They are text: real codes carry letters in the type, department and item
segments.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.codes.checks import is_alphanumeric, is_digits, normalized
from yiwang.foundation.codes.provinces import PROVINCES
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import FieldError, InvalidItemCode, InvalidUscc, ItemCodeMismatch

NATIONAL: Final = "00"
"""Stands in place of the province in codes of the national catalogue."""

LEVELS: Final = range(1, 8)
"""Exercise levels (行使层级): 1 country to 6 village, 7 managed at several levels."""


@dataclass(frozen=True, slots=True)
class BasicCode:
    """A basic code: one power or service in the catalogue, without a body that exercises it.

    :param province: 2 digits, 00 for the national catalogue
    :param item_type: 2 characters, 01 licence … 20 public service; provinces add their own
    :param department: 2 characters, the guiding line of departments
    :param main_item: 3 characters
    :param sub_item: 3 characters, 000 where the main item has no parts
    """

    code: str
    province: str
    item_type: str
    department: str
    main_item: str
    sub_item: str


@dataclass(frozen=True, slots=True)
class ImplementationCode:
    """An implementation code: one item as one body exercises it."""

    code: str
    uscc: str
    level: int
    basic_code: str


@dataclass(frozen=True, slots=True)
class HandlingCode:
    """A handling code: one situation (情形) of an implementation, the least one can apply for."""

    code: str
    implementation_code: str
    situation: str


def parse_basic_code(text: str) -> BasicCode:
    """Return a 12-character code taken apart.

    :raises InvalidItemCode: with the fault and a sentence that names the wrong part
    """
    code = _checked(text, length=12, name=_("基本编码"))
    if code[:2] != NATIONAL and code[:2] not in PROVINCES:
        raise InvalidItemCode(
            _("基本编码的前两位应为省级行政区划代码，国家目录填00。"), fault=Fault.AREA
        )
    return BasicCode(
        code=code,
        province=code[:2],
        item_type=code[2:4],
        department=code[4:6],
        main_item=code[6:9],
        sub_item=code[9:12],
    )


def parse_implementation_code(text: str, *, verify_uscc: bool = True) -> ImplementationCode:
    """Return a 31-character code taken apart; each part is checked.

    :param verify_uscc: False takes a body's code from foreign data without its check character
    :raises InvalidItemCode: with the fault and a sentence that names the wrong part
    """
    code = _checked(text, length=31, name=_("实施编码"))
    _check_uscc(code[:18], verify_uscc)
    if code[18] not in "1234567":
        raise InvalidItemCode(_("实施编码的第19位（行使层级）应为1至7。"), fault=Fault.STRUCTURE)
    basic = parse_basic_code(code[19:])
    return ImplementationCode(code=code, uscc=code[:18], level=int(code[18]), basic_code=basic.code)


def parse_handling_code(text: str, *, verify_uscc: bool = True) -> HandlingCode:
    """Return a 33-character code taken apart; see ``parse_implementation_code``."""
    code = _checked(text, length=33, name=_("业务办理项编码"))
    if not is_digits(code[31:]):
        raise InvalidItemCode(_("业务办理项编码的最后两位应为数字。"), fault=Fault.CHARACTERS)
    implementation = parse_implementation_code(code[:31], verify_uscc=verify_uscc)
    return HandlingCode(code=code, implementation_code=implementation.code, situation=code[31:])


def make_basic_code(
    *, province: str, item_type: str, department: str, main_item: str, sub_item: str = "000"
) -> str:
    """Return a basic code of its five segments.

    :raises InvalidItemCode: a segment has the wrong length or characters
    """
    segments = (province, item_type, department, main_item, sub_item)
    if [len(segment) for segment in segments] != [2, 2, 2, 3, 3]:
        raise InvalidItemCode(
            _("基本编码由2位区划、2位类型、2位部门、3位主项和3位子项组成。"), fault=Fault.LENGTH
        )
    return parse_basic_code("".join(segments)).code


def make_implementation_code(*, uscc: str, level: int, basic_code: str) -> str:
    """Return the implementation code of an item that a body exercises at a level.

    :raises InvalidItemCode: a part is wrong
    """
    if level not in LEVELS:
        raise InvalidItemCode(_("行使层级应为1至7。"), fault=Fault.STRUCTURE)
    _check_uscc(uscc, verify_check=True)
    return f"{parse_uscc(uscc).number}{level}{parse_basic_code(basic_code).code}"


def make_handling_code(*, implementation_code: str, situation: int) -> str:
    """Return the handling code of one situation, numbered 1 to 99.

    :raises InvalidItemCode: a part is wrong
    """
    code = parse_implementation_code(implementation_code).code
    if not 1 <= situation <= 99:
        raise InvalidItemCode(_("业务办理项的序号应为1至99。"), fault=Fault.STRUCTURE)
    return f"{code}{situation:02d}"


def check_implementation_code_fits(
    text: str, *, uscc: str, level: int, basic_code: str, verify_uscc: bool = True
) -> ImplementationCode:
    """Return the code taken apart when it belongs to this body, level and item.

    :raises ItemCodeMismatch: its ``errors`` name every segment that differs
    :raises InvalidItemCode: it is no implementation code at all
    """
    code = parse_implementation_code(text, verify_uscc=verify_uscc)
    differing = [
        (path, name)
        for path, name, found, expected in (
            ("/uscc", _("实施主体统一社会信用代码"), code.uscc, normalized(uscc)),
            ("/level", _("行使层级"), code.level, level),
            ("/basic_code", _("基本编码"), code.basic_code, normalized(basic_code)),
        )
        if found != expected
    ]
    if differing:
        raise ItemCodeMismatch(
            params={"segments": "、".join(str(name) for _path, name in differing)},
            errors=[FieldError(path, Fault.MISMATCH, str(name)) for path, name in differing],
            fault=Fault.MISMATCH,
        )
    return code


def _checked(text: str, *, length: int, name: Promise) -> str:
    code = normalized(text)
    if not code:
        raise InvalidItemCode(_("请填写%(name)s。"), params={"name": name}, fault=Fault.EMPTY)
    if len(code) != length:
        raise InvalidItemCode(
            _("%(name)s应为%(length)s位，您填写了%(count)s位。"),
            params={"name": name, "length": length, "count": len(code)},
            fault=Fault.LENGTH,
        )
    if not is_alphanumeric(code):
        raise InvalidItemCode(
            _("%(name)s只能包含数字和大写字母。"), params={"name": name}, fault=Fault.CHARACTERS
        )
    return code


def _check_uscc(text: str, verify_check: bool) -> None:
    try:
        parse_uscc(text, verify_check=verify_check)
    except InvalidUscc as refusal:
        raise InvalidItemCode(
            _("实施编码的前18位不是正确的统一社会信用代码：%(reason)s"),
            params={"reason": str(refusal)},
            fault=refusal.fault,
        ) from refusal
