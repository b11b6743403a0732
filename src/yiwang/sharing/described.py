# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is said of a source over HTTP, and what may be said. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import FieldError, InvalidText
from yiwang.foundation.text import clean_text
from yiwang.sharing.enums import Subject
from yiwang.sharing.errors import DescriptionInvalid

KINDS: Final[Mapping[str, str | Promise]] = {
    "text": _("文字"),
    "number": _("整数"),
    "date": _("日期"),
    "boolean": _("是否"),
    "address": _("地址"),
}
"""Kind of a field → what people call it."""
CODE: Final = re.compile(r"[a-z][a-z0-9_-]{1,39}")
RESERVED: Final = ("new", "uses")
"""Words that stand in addresses of pages where codes stand."""
KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
EVIDENCE_TYPE: Final = re.compile(r"[A-Z][0-9]{4}")
MOST_FIELDS: Final = 50
LONGEST_LABEL: Final = 40
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
TEXTS: Final[Mapping[str, tuple[int, bool]]] = {
    "name": (100, True),
    "name_en": (100, False),
    "provider": (100, True),
    "provider_en": (100, False),
    "purpose_text": (300, True),
    "purpose_text_en": (300, False),
    "legal_basis": (300, True),
}
"""Text → how long it may be, and whether there must be one."""
NUMBERS: Final[Mapping[str, tuple[int, int]]] = {
    "keeping_days": (1, 90),
    "validity_days": (1, 366),
    "correction_days": (1, 60),
    "milliseconds": (100, 10_000),
}
"""Number → least and most."""


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """One thing that a source answers; ``kind`` is one of ``KINDS``."""

    key: str
    label: str
    label_en: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Description:
    """What a source over HTTP is; the columns of ``DataSource`` that people may set."""

    code: str
    name: str
    provider: str
    address: str
    fields: Sequence[FieldDescription]
    purpose_text: str
    legal_basis: str
    subject: str = Subject.NATURAL.value
    name_en: str = ""
    provider_en: str = ""
    purpose_text_en: str = ""
    evidence_types: Sequence[str] = field(default_factory=list)
    needs_consent: bool = False
    keeping_days: int = 1
    validity_days: int = 30
    correction_days: int = 10
    milliseconds: int = 1000


def checked(one: Description) -> dict[str, Any]:
    """Return the columns that a description stands for.

    :raises DescriptionInvalid: each mistake with its place
    """
    errors = [
        *_of_codes(one),
        *_of_texts(one),
        *_of_fields(one.fields),
        *(
            FieldError(f"/{name}", "range", str(_("请填 %(least)s 到 %(most)s。")) % limits)
            for name, (least, most) in NUMBERS.items()
            if not least <= getattr(one, name) <= most
            for limits in [{"least": least, "most": most}]
        ),
    ]
    if errors:
        raise DescriptionInvalid(errors=errors)
    columns = asdict(one) | {
        name: clean_text(getattr(one, name), max_length=longest)
        for name, (longest, _must) in TEXTS.items()
    }
    columns["address"] = one.address.rstrip("/")
    columns["evidence_types"] = list(dict.fromkeys(one.evidence_types))
    columns["fields"] = [
        {name: value for name, value in asdict(each).items() if value} for each in one.fields
    ]
    return columns


def _of_codes(one: Description) -> Iterator[FieldError]:
    if not CODE.fullmatch(one.code) or one.code in RESERVED:
        message = _("代码用小写字母开头，由小写字母、数字、下划线和短横组成，2 到 40 个字符。")
        yield FieldError("/code", "form", str(message))
    fault = address_fault(one.address)
    if fault:
        yield FieldError("/address", "form", str(fault))
    if one.subject not in Subject.values:
        yield FieldError("/subject", "choice", str(_("请选择自然人或者法人。")))
    for code in one.evidence_types:
        if not EVIDENCE_TYPE.fullmatch(code):
            message = _("材料类型代码是一个大写字母加四位数字，例如 L0025。")
            yield FieldError("/evidence_types", "form", str(message))
            break


def _of_texts(one: Description) -> Iterator[FieldError]:
    for name, (longest, is_needed) in TEXTS.items():
        try:
            text = clean_text(getattr(one, name), max_length=longest)
        except InvalidText as wrong:
            yield FieldError(f"/{name}", "text", str(wrong))
            continue
        if is_needed and not text:
            yield FieldError(f"/{name}", "required", str(_("请填写这一项。")))


def _of_fields(fields: Sequence[FieldDescription]) -> Iterator[FieldError]:
    if not 1 <= len(fields) <= MOST_FIELDS:
        message = str(_("请登记 1 到 %(most)s 个数据项。")) % {"most": MOST_FIELDS}
        yield FieldError("/fields", "count", message)
        return
    seen: set[str] = set()
    for number, each in enumerate(fields):
        fault = _fault_of_field(each, seen)
        if fault:
            yield FieldError(f"/fields/{number}", "form", f"{each.key} {fault}".strip())
        seen.add(each.key)


def _fault_of_field(each: FieldDescription, seen: set[str]) -> str | Promise:
    if not KEY.fullmatch(each.key):
        return _("数据项的键用小写字母开头，由小写字母、数字和下划线组成。")
    if each.key in seen:
        return _("这个数据项写了两次。")
    if each.kind not in KINDS:
        return _("数据项的类型是文字、整数、日期、是否、地址之一。")
    labels = (each.label, each.label_en)
    if not each.label.strip() or any(
        len(one) > LONGEST_LABEL or not one.isprintable() for one in labels
    ):
        return _("请给数据项写一个不超过 40 字的名称。")
    return ""


def address_fault(address: str) -> str | Promise:
    """Return what is wrong with an address; "" when it may be registered.

    Plain HTTP is for this machine alone, and there only in development.
    """
    if not (address.isascii() and address.isprintable()) or " " in address or len(address) > 250:
        return _("地址只能用可打印的英文字符，不超过 250 个。")
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return _("地址的写法不对。")
    host = (parts.hostname or "").lower()
    is_here = settings.SHARING_ALLOWS_LOOPBACK and host in LOOPBACK
    is_crooked = {".", ".."} & set(parts.path.split("/")) or "\\" in address or "%" in address
    faults = (
        (
            not host or parts.scheme not in {"https", "http"},
            _("请填写以 https:// 开头的完整地址。"),
        ),
        (
            bool({"@", "?", "#"} & set(address)),
            _("地址里不能有账号、问号和井号。"),
        ),
        (is_crooked, _("地址的路径里不能有点段、反斜杠和百分号。")),
        (parts.scheme != "https" and not is_here, _("必须使用 https。")),
    )
    return next((words for is_so, words in faults if is_so), "")
