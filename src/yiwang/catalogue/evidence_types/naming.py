# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""From the name of a material to the type that it is of. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_BLANK: Final = re.compile(r"\s+")
_COPIES: Final = re.compile(
    r"\((?:[^()]*(?:原件|复印件|扫描件|电子版|电子件|一式|份|查验|核验|选填|如有)[^()]*)\)"
)
_ENDING: Final = re.compile(
    r"(?:的?(?:原件|复印件|扫描件|电子版|电子件)(?:及|和|、|或者)?)+$|[、,;:。.]+$"
)
_QUOTES: Final = str.maketrans("", "", "《》“”\"'‘’〈〉")

# Families of names whose members prove the same, whatever item they belong to.
FAMILIES: Final = (
    (re.compile(r"(?:申请|申领|登记|报名|备案|申报|审批|变更|注销)(?:表|书|单)$"), "M0001"),
    (re.compile(r"\(备案\)申请书$"), "M0001"),
    (re.compile(r"^符合.*规定条件的证明材料$"), "M0002"),
    (re.compile(r"(?:授权)?委托书$"), "M0003"),
    (re.compile(r"承诺书$"), "M0010"),
)


def plain_name(name: str) -> str:
    """Return a name without what does not tell materials apart: blanks, copies, quotation marks."""
    text = unicodedata.normalize("NFKC", name).translate(_QUOTES)
    text = _COPIES.sub("", _BLANK.sub("", text))
    while (shorter := _ENDING.sub("", text)) != text and shorter:
        text = shorter
    return text[:300]


def code_for(name: str, licence_type: str, known: Mapping[str, str]) -> str:
    """Return the code of the type that a material is of, "" when nobody has said yet.

    :param known: plain name -> code, of the mapping table and of the types' own names
    """
    plain = plain_name(name)
    for candidate in (plain, plain_name(licence_type) if licence_type else ""):
        if candidate and candidate in known:
            return known[candidate]
    return next((code for pattern, code in FAMILIES if pattern.search(plain)), "")
