# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Personal data as it is shown on screens: enough to recognize, too little to use.

Source: SSO interface specification of the Zhejiang service network, masking of sensitive fields
(``data/zhejiang/masking_rules.json``). Where a value is too short for its rule, more is hidden,
never less.
"""

import re
import unicodedata
from typing import Final

STAR: Final = "*"

COMPOUND_SURNAMES: Final = frozenset(
    {
        *("欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人"),
        *("夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶"),
        *("太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于"),
        *("司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良"),
        *("漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里"),
        *("呼延", "东郭", "南门", "羊舌", "微生", "公户", "公玉", "公仪", "梁丘", "公仲"),
        *("公上", "公门", "公山", "公坚", "左丘", "公伯", "西门", "公祖", "第五", "公乘"),
        *("贯丘", "公皙", "南荣", "东里", "东宫", "仲长", "子书", "子桑", "即墨", "达奚"),
    }
)

_NAME_PARTS: Final = re.compile(r"[·•‧・．.\s]")
_NOT_DIGITS: Final = re.compile(r"[^0-9]")
_LANDLINE: Final = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))-?([0-9]+)(?:[-转][0-9]+)?")
_BLANKS: Final = re.compile(r"\s")
_SEPARATORS: Final = re.compile(r"[\s\-()]")
_MOBILE: Final = re.compile(r"(?:\+?86|0086)?(1[0-9]{10})")


def mask_name(name: str) -> str:
    """Return a name without its first character, ``*三``; one character is hidden altogether.

    A compound surname is hidden whole, ``**娜娜``. A name of several parts, such as
    阿不都·买买提 or John Smith, loses its first part.
    """
    name = name.strip()
    separator = _NAME_PARTS.search(name)
    if separator is not None and separator.start() > 0:
        hidden = separator.start()
    elif len(name) > 2 and name[:2] in COMPOUND_SURNAMES:
        hidden = 2
    else:
        hidden = 1
    return _starred(name, hidden)


def mask_resident_id(number: str) -> str:
    """Return first and last character with a star for each between, ``5****************9``."""
    return _framed(number.strip(), head=1, tail=1, least_hidden=1)


def mask_phone(number: str) -> str:
    """Return a mobile number as ``137****9050``; a landline by its own rule.

    A leading +86 is dropped. Fewer than 8 digits show the last two only.
    """
    if mobile := _MOBILE.fullmatch(_SEPARATORS.sub("", number)):
        return _framed(mobile[1], head=3, tail=4, least_hidden=4)
    if _LANDLINE.fullmatch(_BLANKS.sub("", number)):
        return mask_landline(number)
    digits = _NOT_DIGITS.sub("", number)
    if len(digits) >= 10:
        return _framed(digits, head=3, tail=4, least_hidden=3)
    return _framed(digits, head=0, tail=2, least_hidden=2)


def mask_landline(number: str) -> str:
    """Return the area code and the last four digits, ``0571-****1234``; an extension is dropped."""
    match = _LANDLINE.fullmatch(_BLANKS.sub("", number))
    if match is None:
        return _framed(_NOT_DIGITS.sub("", number), head=0, tail=4, least_hidden=3)
    return f"{match[1]}-{_framed(match[2], head=0, tail=4, least_hidden=3)}"


def mask_email(address: str) -> str:
    """Return up to three characters before the @, three stars, the domain: ``con***@163.com``."""
    local, at_sign, domain = address.strip().rpartition("@")
    if not at_sign:
        return mask_default(address)
    return f"{local[:3]}***@{domain}"


def mask_bank_card(number: str) -> str:
    """Return the first six and last four digits, ``622575******1496``."""
    return _framed(_NOT_DIGITS.sub("", number), head=6, tail=4, least_hidden=4)


def mask_default(text: str) -> str:
    """Return the first quarter of a text, at most four characters, and stars for the rest.

    For passports, officers' cards and everything that has no rule of its own.
    """
    text = text.strip()
    return _framed(text, head=min(4, len(text) // 4), tail=0, least_hidden=1)


def _framed(text: str, *, head: int, tail: int, least_hidden: int) -> str:
    """Keep ``head`` and ``tail`` characters; hide all where that would hide too few."""
    hidden = len(text) - head - tail
    if hidden < least_hidden:
        return STAR * len(text)
    return text[:head] + STAR * hidden + text[len(text) - tail :]


def _starred(name: str, hidden: int) -> str:
    """Replace the first ``hidden`` characters with stars, and the marks that combine with them."""
    rest = hidden
    while rest < len(name) and unicodedata.category(name[rest]) in {"Mn", "Me", "Mc"}:
        rest += 1
    return STAR * min(hidden, len(name)) + name[rest:]
