# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The simple fields of a template: sentences before and after the body, contact, letterhead.

What stands in curly brackets is filled in from the document; nothing here is ever Typst.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.documents.enums import CHINESE
from yiwang.foundation.errors import FieldError
from yiwang.foundation.text import clean_text

LENGTHS: Final[Mapping[str, int]] = {
    "letterhead": 60,
    "opening": 500,
    "closing": 500,
    "contact": 120,
    "logo_place": 8,
    "logo_width": 3,
    "logo_line": 40,
}
LENGTHS_TRANSLATED: Final[Mapping[str, int]] = {
    "title": 100,
    "note": 400,
    **LENGTHS,
    "terms": 12_000,
}
"""The fields of a translation: its title, that the original counts, and a list of words."""
LABELS: Final[Mapping[str, str | Promise]] = {
    "title": gettext_lazy("译文的标题"),
    "note": gettext_lazy("说明以中文原件为准的一段"),
    "terms": gettext_lazy("词语对照（每行一条：中文=译文）"),
    "letterhead": gettext_lazy("机关名称下面的一行"),
    "opening": gettext_lazy("正文前的一段"),
    "closing": gettext_lazy("正文后的一段"),
    "contact": gettext_lazy("页脚的联系方式"),
    "logo_place": gettext_lazy("徽标的位置"),
    "logo_width": gettext_lazy("徽标的宽度（毫米）"),
    "logo_line": gettext_lazy("徽标下面的一行"),
}
LOGO_PLACES: Final[Mapping[str, str | Promise]] = {
    "top": gettext_lazy("机关名称上方居中"),
    "left": gettext_lazy("机关名称左侧"),
    "right": gettext_lazy("机关名称右侧"),
}
NARROWEST, WIDEST = 10, 60
"""Millimetres that a logo may be wide."""
_PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "当事人": ("case", "applicant", "name"),
    "事项": ("case", "item_name"),
    "办件编号": ("case", "number"),
    "机关": ("department", "name"),
    "电话": ("department", "phone"),
    "地址": ("department", "address"),
}
PLACES: Final = tuple(_PLACES)
_PLACES_TRANSLATED: Final[Mapping[str, tuple[str, ...]]] = {
    "原件编号": ("number",),
    "原件核验码": ("original_code",),
}
PLACES_TRANSLATED: Final = (*PLACES, *_PLACES_TRANSLATED)
MANY_LINES: Final = frozenset({"terms"})
_PLACE = re.compile(r"\{([^{}\n]*)\}")


def lengths_of(language: str) -> Mapping[str, int]:
    """Return the fields of a template, with how long each may be."""
    return LENGTHS if language == CHINESE else LENGTHS_TRANSLATED


def cleaned(blocks: Mapping[str, str], *, language: str = CHINESE) -> dict[str, str]:
    """Return the fields that say something, without signs that no sheet shows."""
    tidy = {
        name: clean_text(str(blocks.get(name, "")), max_length=length, multiline=name in MANY_LINES)
        for name, length in lengths_of(language).items()
    }
    return {name: text for name, text in tidy.items() if text}


def faults_of(blocks: Mapping[str, str], *, language: str = CHINESE) -> list[FieldError]:
    """Return what is wrong with the fields: a place in brackets that nothing can fill."""
    places = PLACES if language == CHINESE else PLACES_TRANSLATED
    unknown = [
        FieldError(
            f"/blocks/{name}",
            "unknown_place",
            _("“%(field)s”里的“{%(place)s}”没有内容可填；可以用：%(known)s。")
            % {
                "field": LABELS[name],
                "place": place,
                "known": "、".join(f"{{{each}}}" for each in places),
            },
        )
        for name, text in blocks.items()
        if name not in MANY_LINES
        for place in _PLACE.findall(text)
        if place not in places
    ]
    return [*unknown, *_faults_of_logo(blocks)]


def _faults_of_logo(blocks: Mapping[str, str]) -> list[FieldError]:
    found = []
    place, width = blocks.get("logo_place", ""), blocks.get("logo_width", "")
    if place and place not in LOGO_PLACES:
        found.append(
            FieldError("/blocks/logo_place", "unknown", _("没有这个徽标位置，请重新选择。"))
        )
    if width and not (width.isdecimal() and NARROWEST <= int(width) <= WIDEST):
        told = _("徽标的宽度要在 %(least)d 到 %(most)d 毫米之间，写整数。")
        limits = {"least": NARROWEST, "most": WIDEST}
        found.append(FieldError("/blocks/logo_width", "out_of_range", told % limits))
    return found


def said(name: str, value: str) -> str:
    """Return what a field says, as people read it."""
    return str(LOGO_PLACES.get(value, value)) if name == "logo_place" else value


def filled(blocks: Mapping[str, str], page: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields with every place filled from a page."""
    return {
        name: _PLACE.sub(lambda found: _value(found[1], page), text)
        for name, text in blocks.items()
        if name not in MANY_LINES
    }


def _value(place: str, page: Mapping[str, Any]) -> str:
    value: Any = page
    for part in _PLACES.get(place) or _PLACES_TRANSLATED.get(place, ()):
        value = value.get(part, "")
    return value if isinstance(value, str) else ""
