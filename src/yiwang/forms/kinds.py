# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What each kind of field is in JSON Schema, how its values are tidied, and what is wrong with one.

Tidying is forgiving: blanks, full-width digits, a small x at the end of a number are put right.
Checking comes after JSON Schema has passed the value, so a checker knows its type.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.forms.enums import FieldKind
from yiwang.foundation.codes.checks import normalized
from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.money import Money
from yiwang.foundation.text import clean_text
from yiwang.organizations import selectors as organizations

Schema = dict[str, Any]

_NAME = re.compile(
    r"[㐀-䶿一-鿿豈-﫿𠀀-\U0003134f〇]{1,30}(?:·[㐀-䶿一-鿿豈-﫿𠀀-\U0003134f〇]{1,30}){0,4}"
)
_FOREIGN_NAME = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’.·-]*(?: [A-Za-zÀ-ɏ'’.·-]+)*")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"0\d{2,3}-?[2-9]\d{6,7}(?:-\d{1,6})?", re.ASCII)
_SERVICE_LINE = re.compile(r"[48]00-?\d{3}-?\d{4}", re.ASCII)
_EMAIL = re.compile(
    r"[A-Za-z0-9_+&*-]+(?:\.[A-Za-z0-9_+&*-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,24}"
)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_DECIMAL = re.compile(r"(-?)0*(\d{1,15})(?:\.(\d{1,6}))?", re.ASCII)

GREATEST_WHOLE: Final = 10**15
LOWEST_ADDRESS_LEVEL: Final = 4
"""An address names at least the county (level 4)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a definition says about one field that JSON Schema cannot say.

    :param lowest, highest: canonical text of a date, decimal or amount; "" for none
    :param decimals: places after the point that a decimal has
    """

    lowest: str = ""
    highest: str = ""
    decimals: int = 2


Tidy = Callable[[Any, Settings], Any]
Check = Callable[[Any, Settings, date], str]


def _as_it_is(value: Any, _settings: Settings) -> Any:
    return value


def _nothing_wrong(_value: Any, _settings: Settings, _today: date) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class KindRule:
    """One kind.

    :param schema: what JSON Schema must say of it, whatever the definition says
    :param defaults: what it says when the definition is silent
    :param tidy: puts a value of any type into its stored form, or leaves it alone
    :param check: returns what is wrong with a value of the right type, "" when nothing is
    :param html: type, inputmode and autocomplete of its input
    """

    schema: Schema
    defaults: Schema = field(default_factory=dict)
    tidy: Tidy = _as_it_is
    check: Check = _nothing_wrong
    html: Mapping[str, str] = field(default_factory=dict)


def _line(value: Any, _settings: Settings) -> Any:
    return clean_text(value) if isinstance(value, str) else value


def _lines(value: Any, _settings: Settings) -> Any:
    return clean_text(value, multiline=True) if isinstance(value, str) else value


def _code(value: Any, _settings: Settings) -> Any:
    return normalized(value) if isinstance(value, str) else value


def _name(value: Any, _settings: Settings) -> Any:
    if not isinstance(value, str):
        return value
    text = clean_text(value).translate(_DOTS)
    return text if _FOREIGN_NAME.fullmatch(text) else text.replace(" ", "")


_DOTS = dict.fromkeys(map(ord, "•‧・･．⸱"), "·")


def _email(value: Any, settings: Settings) -> Any:
    return _line(value, settings).translate(_WIDE) if isinstance(value, str) else value


_WIDE = {place + 0xFEE0: place for place in range(0x21, 0x7F)}


def _day(value: Any, _settings: Settings) -> Any:
    if not isinstance(value, str):
        return value
    match = _DAY.fullmatch(normalized(value))
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if match else value


def _integer(value: Any, _settings: Settings) -> Any:
    if isinstance(value, str):
        text = normalized(value).replace(",", "")
        return int(text) if re.fullmatch(r"-?\d{1,15}", text, re.ASCII) else value
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _decimal(value: Any, settings: Settings) -> Any:
    text = _number_text(value)
    match = _DECIMAL.fullmatch(text) if text else None
    if match is None:
        return value
    sign, whole, fraction = match[1], match[2], match[3] or ""
    if len(fraction.rstrip("0")) > settings.decimals:
        return text
    fraction = fraction[: settings.decimals].ljust(settings.decimals, "0")
    number = f"{whole}.{fraction}" if fraction else whole
    return f"{sign}{number}" if Decimal(number) else number


def _number_text(value: Any) -> str:
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) >= GREATEST_WHOLE):
        return ""
    if isinstance(value, int | float):
        return format(Decimal(repr(value)), "f") if value == value else ""  # noqa: PLR0124
    return normalized(value).replace(",", "").lstrip("¥") if isinstance(value, str) else ""


def _money(value: Any, settings: Settings) -> Any:
    return _decimal(value, settings)


def _boolean(value: Any, _settings: Settings) -> Any:
    return (
        {"true": True, "on": True, "false": False}.get(value, value)
        if isinstance(value, str)
        else value
    )


def _choices(value: Any, settings: Settings) -> Any:
    if isinstance(value, list):
        return [_line(part, settings) for part in value]
    return [_line(value, settings)] if isinstance(value, str) else value


def _address(value: Any, _settings: Settings) -> Any:
    if not isinstance(value, dict):
        return value
    tidied = {
        key: clean_text(part) if isinstance(part, str) else part for key, part in value.items()
    }
    return {key: part for key, part in tidied.items() if part not in ("", None)}


def _signature(value: Any, settings: Settings) -> Any:
    if isinstance(value, str):
        value = {"name": value}
    return _address(value, settings)


def _check_name(value: str, _settings: Settings, _today: date) -> str:
    if _NAME.fullmatch(value) or _FOREIGN_NAME.fullmatch(value):
        return ""
    return _("姓名应当填写汉字（少数民族姓名用“·”分隔）或护照上的外文姓名。")


def _check_resident_id(value: str, _settings: Settings, today: date) -> str:
    return _said_by(lambda: parse_resident_id(value, on=today))


def _check_uscc(value: str, _settings: Settings, _today: date) -> str:
    return _said_by(lambda: parse_uscc(value))


def _said_by(parse: Callable[[], object]) -> str:
    try:
        parse()
    except DomainError as error:
        return str(error)
    return ""


def _check_phone(value: str, _settings: Settings, _today: date) -> str:
    if any(form.fullmatch(value) for form in (_MOBILE, _LANDLINE, _SERVICE_LINE)):
        return ""
    return _("请填写 11 位手机号码，或带区号的固定电话（例如 0571-87000000）。")


def _check_email(value: str, _settings: Settings, _today: date) -> str:
    return "" if _EMAIL.fullmatch(value) else _("电子邮箱格式不正确，例如 name@example.com。")


def _check_day(value: str, settings: Settings, today: date) -> str:
    try:
        day = date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        return _("请填写真实的日期，例如 2026-11-23。")
    lowest, highest = _bound(settings.lowest, today), _bound(settings.highest, today)
    if lowest and day < lowest:
        return _("日期不能早于 %(day)s。") % {"day": lowest.isoformat()}
    if highest and day > highest:
        return _("日期不能晚于 %(day)s。") % {"day": highest.isoformat()}
    return ""


def _bound(text: str, today: date) -> date | None:
    return today if text == "today" else date.fromisoformat(text) if text else None


def _check_decimal(value: str, settings: Settings, _today: date) -> str:
    match = _DECIMAL.fullmatch(value)
    if match is None:
        return _("请填写数字。")
    if len((match[3] or "").rstrip("0")) > settings.decimals:
        return _("小数点后最多 %(places)d 位。") % {"places": settings.decimals}
    number = Decimal(value)
    if settings.lowest and number < Decimal(settings.lowest):
        return _("不能小于 %(limit)s。") % {"limit": settings.lowest}
    if settings.highest and number > Decimal(settings.highest):
        return _("不能大于 %(limit)s。") % {"limit": settings.highest}
    return ""


def _check_money(value: str, settings: Settings, today: date) -> str:
    if problem := _check_decimal(value, settings, today):
        return problem
    return _said_by(lambda: Money.parse(value))


def _check_address(value: dict[str, Any], _settings: Settings, _today: date) -> str:
    try:
        found = parse_division_code(value["division"])
        if not found.county or found.level < LOWEST_ADDRESS_LEVEL:
            return _("请把地址选择到县（市、区）。")
        organizations.division(value["division"])
    except NotFound:
        return _("没有这个行政区划，请重新选择。")
    except DomainError as error:
        return str(error)
    return ""


def _check_files(value: list[str], _settings: Settings, _today: date) -> str:
    return "" if all(map(_is_id, value)) else _("文件编号不正确，请重新上传。")


def _check_signature(value: dict[str, Any], settings: Settings, today: date) -> str:
    image = value.get("image")
    if image is not None and not _is_id(image):
        return _("文件编号不正确，请重新上传。")
    return _check_name(value["name"], settings, today)


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _text(limit: int) -> Schema:
    return {"type": "string", "maxLength": limit}


_NUMERIC = {"inputmode": "decimal"}
_FILE_ID = {"type": "string", "minLength": 36, "maxLength": 36}

KINDS: Final[Mapping[FieldKind, KindRule]] = {
    FieldKind.TEXT: KindRule({"type": "string"}, {"maxLength": 200}, _line),
    FieldKind.LONG_TEXT: KindRule({"type": "string"}, {"maxLength": 2000}, _lines),
    FieldKind.CHINESE_NAME: KindRule(_text(50), {}, _name, _check_name, {"autocomplete": "name"}),
    FieldKind.RESIDENT_ID: KindRule(
        _text(18), {}, _code, _check_resident_id, {"autocapitalize": "characters"}
    ),
    FieldKind.USCC: KindRule(_text(18), {}, _code, _check_uscc, {"autocapitalize": "characters"}),
    FieldKind.PHONE: KindRule(
        _text(20),
        {},
        _code,
        _check_phone,
        {"type": "tel", "inputmode": "tel", "autocomplete": "tel"},
    ),
    FieldKind.EMAIL: KindRule(
        _text(254),
        {},
        _email,
        _check_email,
        {"type": "email", "inputmode": "email", "autocomplete": "email"},
    ),
    FieldKind.ADDRESS: KindRule(
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["division", "detail"],
            "properties": {"division": _text(12), "detail": _text(200)},
        },
        {},
        _address,
        _check_address,
    ),
    FieldKind.DATE: KindRule(_text(20), {}, _day, _check_day, {"type": "date"}),
    FieldKind.INTEGER: KindRule(
        {"type": "integer"},
        {"minimum": 0, "maximum": 999_999_999},
        _integer,
        html={"inputmode": "numeric"},
    ),
    FieldKind.DECIMAL: KindRule(_text(30), {}, _decimal, _check_decimal, _NUMERIC),
    FieldKind.MONEY: KindRule(_text(30), {}, _money, _check_money, _NUMERIC),
    FieldKind.CHOICE: KindRule(_text(60), {}, _line),
    FieldKind.CHOICES: KindRule({"type": "array", "uniqueItems": True}, {}, _choices),
    FieldKind.BOOLEAN: KindRule({"type": "boolean"}, {}, _boolean),
    FieldKind.GROUP: KindRule({"type": "array"}, {"maxItems": 20}),
    FieldKind.FILE: KindRule(
        {"type": "array", "uniqueItems": True, "items": _FILE_ID},
        {"maxItems": 5},
        _choices,
        _check_files,
    ),
    FieldKind.SIGNATURE: KindRule(
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["name"],
            "properties": {"name": _text(50), "image": _FILE_ID},
        },
        {},
        _signature,
        _check_signature,
    ),
}
