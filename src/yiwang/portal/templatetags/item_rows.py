# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of items and the choices beside them: the longest lists there are, without templates.

What rows show in one of a few ways is rendered once for each way.
"""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yiwang.foundation.templatetags.yw import icon
from yiwang.foundation.templatetags.yw_text import marked
from yiwang.foundation.web.markup import filled, joined
from yiwang.portal.listing import Choice, Facet, Row
from yiwang.portal.regions import language

register = template.Library()

_ROW = (
    '<li><div class="yw-spread"><div><h2 class="h3"><a lang="zh-Hans" href="/guide/{}">{}</a></h2>'
    '<p class="yw-muted yw-small mb-0">{}{}{}</p></div><div class="yw-row">{}</div></div></li>'
)
_CHOICE = '<li><a href="{}">{}</a></li>'
_COUNTED = '<li><a href="{}">{}<span class="yw-num yw-muted">{}</span></a></li>'
_CHOSEN = (
    '<li><a href="{}" aria-current="true">{}<span class="visually-hidden">{}</span>{}</a></li>'
)


@register.simple_tag
def item_rows(items: Iterable[Row], words: str) -> SafeString:
    """Show the items of a list.

    :param words: what was searched for, with spaces between; marked in the names
    """
    spoken = language()
    return joined([_row(item, words, spoken) for item in items])


def _row(item: Row, words: str, spoken: str) -> SafeString:
    return filled(
        _ROW,
        item.code,
        marked(item.name, words),
        item.department_name,
        f" · {item.item_type_name}" if item.item_type_name else "",
        "" if item.stars is None else _stars(spoken, item.stars),
        _chips(spoken, item.promise, item.is_immediate, item.is_applied_for, item.is_online),
    )


@register.simple_tag
def facet_lists(facets: Iterable[Facet]) -> SafeString:
    """Show the choices that narrow a list, by group."""
    return joined(
        [
            filled("<h3>{}</h3><ul>{}</ul>", facet.name, joined([*map(_choice, facet.choices)]))
            for facet in facets
        ]
    )


def _choice(choice: Choice) -> SafeString:
    if choice.is_chosen:
        return filled(_CHOSEN, choice.url, choice.label, _("，已选，点击取消"), icon("x"))
    if choice.count is None:
        return filled(_CHOICE, choice.url, choice.label)
    return filled(_COUNTED, choice.url, choice.label, str(choice.count))


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
    return filled(" · {}", render_to_string("portal/stars/_stars.html", {"count": count}))
