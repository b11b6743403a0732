# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Filters for dates, amounts and sizes, as people here write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html import escape

from babel import Locale, UnknownLocaleError
from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()

_ENGLISH_MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())  # noqa: SIM905
_KILO = 1024


@register.filter
def day(value: date | datetime | str | None) -> str:
    """Write a day: 2026年11月22日, or 22 Nov 2026; nothing for nothing."""
    moment = _as_day(value)
    if moment is None:
        return ""
    if _is_english():
        return f"{moment.day} {_ENGLISH_MONTHS[moment.month - 1]} {moment.year}"
    return f"{moment.year}年{moment.month}月{moment.day}日"


@register.filter
def short_day(value: date | datetime | str | None) -> str:
    """Write a day without its year: 11月22日, or 22 Nov."""
    moment = _as_day(value)
    if moment is None:
        return ""
    if _is_english():
        return f"{moment.day} {_ENGLISH_MONTHS[moment.month - 1]}"
    return f"{moment.month}月{moment.day}日"


@register.filter
def month(value: date | datetime | str | None) -> str:
    """Write a month: 2026年11月, or Nov 2026."""
    moment = _as_day(value)
    if moment is None:
        return ""
    if _is_english():
        return f"{_ENGLISH_MONTHS[moment.month - 1]} {moment.year}"
    return f"{moment.year}年{moment.month}月"


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment in local time: 2026年11月22日 09:05."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)} {local:%H:%M}"


@register.filter
def yuan(cents: int | None) -> str:
    """Write an amount of cents (分): ¥1,234.50."""
    if cents is None:
        return ""
    sign = "-" if cents < 0 else ""
    return f"{sign}¥{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


@register.filter
def amount(value: Decimal | int | str | None) -> str:
    """Write an amount of yuan given as a decimal: ¥1,234.50."""
    try:
        return f"¥{Decimal(str(value)):,.2f}"
    except InvalidOperation:
        return ""


@register.filter
def listed(values: Iterable[object]) -> SafeString:
    """Write several things one after the other: 甲、乙, or A, B."""
    sign = ", " if _is_english() else "、"
    return format_html_join(sign, "{}", ((value,) for value in values))


@register.filter
def number(value: int | None) -> str:
    """Write a count with thousands parted: 2,413."""
    return "" if value is None else f"{value:,}"


@register.filter
def workdays(count: int) -> str:
    """Write a number of working days: 3 个工作日."""
    return ngettext("%(count)d 个工作日", "%(count)d 个工作日", count) % {"count": count}


@register.filter
def file_size(octets: int) -> str:
    """Write the size of a file: 312 KB, 4.2 MB."""
    if octets < _KILO:
        return f"{octets} B"
    if octets < _KILO * _KILO:
        return f"{octets / _KILO:.0f} KB"
    return f"{octets / _KILO / _KILO:.1f} MB"


@register.filter
def marked(text: str, words: str) -> SafeString:
    """Escape a text and mark the words that somebody searched for."""
    pieces = _any_of(words).split(str(text))
    pieces[::2] = [escape(piece) for piece in pieces[::2]]
    pieces[1::2] = [f"<mark>{escape(word)}</mark>" for word in pieces[1::2]]
    return SafeString("".join(pieces))


@register.filter
def shortened(text: str, most: int) -> str:
    """Cut a text to so many characters, the last of them … where something is left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


@register.filter
def or_dash(value: object) -> SafeString:
    """Show a dash where nothing is known."""
    return mark_safe("—") if value in (None, "") else conditional_escape(str(value))


@register.filter
def yes_no(value: object) -> str:
    return _("是") if value else _("否")


@lru_cache(maxsize=1_000)
def _any_of(words: str) -> re.Pattern[str]:
    """Return what parts a text at the words, of several that begin alike the longest."""
    wanted = sorted(set(words.split()), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, wanted)) or '(?!)'})", re.IGNORECASE)


def _as_day(value: date | datetime | str | None) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value[:10]) if value else None
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def language_name(tag: str | None) -> str:
    """Name a language in the reader's words: 英语, English; its tag where nobody knows it."""
    try:
        locale = Locale.parse(tag or "", sep="-")
    except (ValueError, UnknownLocaleError):
        return tag or ""
    return locale.get_display_name("en" if _is_english() else "zh_Hans") or tag or ""


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
