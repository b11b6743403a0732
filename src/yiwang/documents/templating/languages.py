# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The languages that papers can be had in: any whose letters our font has, by its locale data.

Nothing here lists languages: whoever writes a template in one has added it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.utils.translation import get_language

from yiwang.documents.enums import CHINESE
from yiwang.documents.glyphs import showable

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRITTEN_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
LONGEST_TAG: Final = 12


class LanguageUnknown(ValueError):
    """There is no such language."""


class LanguageNotSettable(ValueError):
    """The font has no shapes for it, or it runs from right to left."""


@cache
def locale_of(tag: str) -> Locale:
    """Return what is known of a language.

    :param tag: such as ``en`` or ``pt-br``, in small letters
    :raises LanguageUnknown: nothing is
    """
    if len(tag) > LONGEST_TAG or not _TAG.fullmatch(tag):
        raise LanguageUnknown
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        raise LanguageUnknown from None


def check_settable(tag: str) -> None:
    """Refuse a language in which no sheet can be set, or that needs no translation.

    :raises LanguageUnknown: there is none of this name
    :raises LanguageNotSettable: Chinese, or one that the font cannot show
    """
    locale = locale_of(tag)
    months = "".join(locale.months["format"]["wide"].values())
    sample = months + (locale.get_display_name() or "")
    is_chinese = locale.language == "zh"
    if is_chinese or locale.character_order != "left-to-right" or showable(sample) != sample:
        raise LanguageNotSettable


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language as people choose it: in the reader's words, and in its own."""

    tag: str
    name: str
    own_name: str


def named(tag: str) -> LanguageName:
    """Return the names of a language."""
    locale = locale_of(tag)
    reader = locale_of((get_language() or CHINESE).lower())
    return LanguageName(
        tag,
        locale.get_display_name(reader) or tag,
        locale.get_display_name() or tag,
    )


def day_in(tag: str, on: date) -> str:
    """Return a day as a language writes it."""
    return format_date(on, "long", locale_of(tag)).replace("\u202f", " ").replace("\xa0", " ")


def days_of(tag: str, content: Any) -> dict[str, str]:
    """Return every day that stands in a page by itself, with how the language writes it."""
    return {iso: day_in(tag, date.fromisoformat(iso)) for iso in set(_days(content))}


def days_within(tag: str, text: str) -> str:
    """Return a text with the days that stand in it in Chinese as the language writes them."""

    def written(found: re.Match[str]) -> str:
        year, month, day = (int(part) for part in found.groups())
        try:
            return day_in(tag, date(year, month, day))
        except ValueError:
            return found[0]

    return _WRITTEN_DAY.sub(written, text)


def signs_of(tag: str) -> dict[str, Any]:
    """Return how a language writes numbers: its signs, and how many digits stand together."""
    locale = locale_of(tag)
    symbols = locale.number_symbols["latn"]
    pattern = locale.decimal_formats[None]
    return {
        "decimal": symbols["decimal"],
        "group": symbols["group"].replace("\u202f", "\xa0"),
        "grouping": list(pattern.grouping),
        "is_money_first": locale.currency_formats["standard"].pattern.startswith("¤"),
    }


def _days(content: Any) -> Iterator[str]:
    if isinstance(content, Mapping):
        for inner in content.values():
            yield from _days(inner)
    elif isinstance(content, list | tuple):
        for inner in content:
            yield from _days(inner)
    elif isinstance(content, str) and _ISO.fullmatch(content):
        try:
            date.fromisoformat(content)
        except ValueError:
            return
        yield content
