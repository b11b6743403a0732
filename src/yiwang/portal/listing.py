# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Items as lists show them, and the choices that narrow a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote_plus

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.enums import ItemType, LimitUnit, ProjectType
from yiwang.portal.regions import language

SHOWN_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a list."""

    code: str
    name: str
    department_name: str
    item_type_name: str
    is_applied_for: bool
    is_immediate: bool
    is_online: bool
    promise: str
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a list, with what it leads to; chosen, it leads back."""

    label: str
    url: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices."""

    name: str
    choices: tuple[Choice, ...]


def rows(hits: Iterable[catalogue.ItemHit]) -> list[Row]:
    """Return what was found as rows of a list."""
    spoken = language()
    return [
        Row(
            code=hit.code,
            name=hit.name,
            department_name=hit.department_name,
            item_type_name=_type_name(spoken, hit.item_type),
            is_applied_for=hit.is_applied_for,
            is_immediate=hit.project_type == ProjectType.IMMEDIATE,
            is_online=hit.is_online,
            promise=_limit_words(spoken, hit.promise_amount, hit.promise_unit),
            stars=hit.stars,
        )
        for hit in hits
    ]


def limit_words(amount: int | None, unit: str) -> str:
    """Return a time limit in words: 5 个工作日, 当场办结; nothing for none."""
    if amount is None:
        return ""
    if amount == 0:
        return _("当场办结")
    return _UNIT_WORDS[LimitUnit(unit)](amount)


# Lists are long and their words few; the language stands in the key because the words depend on it.
@lru_cache(maxsize=200)
def _type_name(_language: str, item_type: str) -> str:
    return str(ItemType(item_type).label)


@lru_cache(maxsize=2_000)
def _limit_words(_language: str, amount: int | None, unit: str) -> str:
    return limit_words(amount, unit)


def _workdays(count: int) -> str:
    return ngettext("%(count)d 个工作日", "%(count)d 个工作日", count) % {"count": count}


def _days(count: int) -> str:
    return ngettext("%(count)d 天", "%(count)d 天", count) % {"count": count}


def _months(count: int) -> str:
    return ngettext("%(count)d 个月", "%(count)d 个月", count) % {"count": count}


def _years(count: int) -> str:
    return ngettext("%(count)d 年", "%(count)d 年", count) % {"count": count}


_UNIT_WORDS = {
    LimitUnit.WORKDAY: _workdays,
    LimitUnit.DAY: _days,
    LimitUnit.MONTH: _months,
    LimitUnit.YEAR: _years,
}


def facets(found: catalogue.Facets, asked: dict[str, str]) -> list[Facet]:
    """Return the choices that narrow a search; each keeps what else was asked for."""
    online = Choice(
        _("可在线办理"), _with(asked, "online", "1"), found.online, asked.get("online") == "1"
    )
    audience = tuple(
        Choice(label, _with(asked, "for", value), None, asked.get("for") == value)
        for value, label in (("natural", _("个人")), ("legal", _("企业和组织")))
    )
    groups = [
        Facet(_("谁来办"), audience),
        Facet(_("怎么办"), (online, *_stars(asked))),
        *(
            Facet(name, _themes(asked, [one for one in found.themes if one.value in codes]))
            for name, codes in _theme_groups(asked, found)
        ),
        Facet(_("部门"), _choices(asked, "department", found.departments)),
    ]
    return [group for group in groups if group.choices]


def _stars(asked: dict[str, str]) -> list[Choice]:
    return [
        Choice(
            _("%(count)s星以上") % {"count": least},
            _with(asked, "stars", least),
            None,
            asked.get("stars") == least,
        )
        for least in ("4", "3")
    ]


def _theme_groups(
    asked: dict[str, str], found: catalogue.Facets
) -> list[tuple[str, frozenset[str]]]:
    """Return the national lists of themes that fit; both know a 设立变更 of their own."""
    groups = (("natural", _("个人主题")), ("legal", _("企业主题")))
    return [
        (name, found.themes_for.get(audience, frozenset()))
        for audience, name in groups
        if asked.get("for", "") in {"", audience}
    ]


def chosen(groups: Sequence[Facet]) -> list[Choice]:
    """Return what a search is narrowed to."""
    return [choice for group in groups for choice in group.choices if choice.is_chosen]


def _choices(
    asked: dict[str, str], name: str, values: Sequence[catalogue.FacetValue]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.label, _with(asked, name, one.value), one.count, asked.get(name) == one.value)
        for one in values[:SHOWN_CHOICES]
    )


def _themes(asked: dict[str, str], values: Sequence[catalogue.FacetValue]) -> tuple[Choice, ...]:
    named = [replace(one, label=_(one.label)) for one in values]
    return _choices(asked, "theme", named)


def _with(asked: dict[str, str], name: str, value: str) -> str:
    return link({**asked, name: "" if asked.get(name) == value else value, "page": ""})


def link(asked: dict[str, str]) -> str:
    """Return the address, within the same page, of what is asked for."""
    return "?" + "&".join(f"{name}={_quoted(value)}" for name, value in asked.items() if value)


# All choices of a page carry the same words, and all pages the same few values.
@lru_cache(maxsize=4_000)
def _quoted(value: str) -> str:
    return quote_plus(value)
