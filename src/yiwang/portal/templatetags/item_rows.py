# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What every row of a list of items shows in one of a few ways: rendered once for each way."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from yiwang.portal.listing import Row
from yiwang.portal.regions import language

register = template.Library()


@register.simple_tag
def item_chips(item: Row) -> SafeString:
    """Say how quickly, and where, an item is done."""
    return _chips(language(), item.promise, item.is_immediate, item.is_applied_for, item.is_online)


@register.simple_tag
def item_stars(count: int) -> SafeString:
    """Show the stars of an item."""
    return _stars(language(), count)


# The language stands in the key because the words depend on it.
@lru_cache(maxsize=2_000)
def _chips(
    _language: str,
    promise: str,
    is_immediate: bool,
    is_applied_for: bool,
    is_online: bool,
) -> SafeString:
    item = {
        "promise": promise,
        "is_immediate": is_immediate,
        "is_applied_for": is_applied_for,
        "is_online": is_online,
    }
    return render_to_string("portal/_item_chips.html", {"item": item})


@lru_cache(maxsize=20)
def _stars(_language: str, count: int) -> SafeString:
    return render_to_string("portal/stars/_stars.html", {"count": count})
