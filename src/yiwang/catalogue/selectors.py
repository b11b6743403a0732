# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions one may ask of the catalogue; none is narrowed, for all of it is public."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from yiwang.catalogue import browsing, finding, guides, marks, opening, suggesting, tied
from yiwang.catalogue.browsing import (
    DepartmentItems,
    Figures,
    ThemeName,
    departments_with_items,
    region_figures,
    region_tag,
)
from yiwang.catalogue.citations import parse_article
from yiwang.catalogue.codes.coming import coming_changes
from yiwang.catalogue.codes.resolving import (
    CodeHistory,
    CodeStep,
    CurrentCode,
    code_history,
    newest_steps,
    successors,
)
from yiwang.catalogue.comparison import selectors as comparison
from yiwang.catalogue.content import MaterialRequirement, TimeLimit
from yiwang.catalogue.discretion import asking as discretion
from yiwang.catalogue.editing import notices as change_notices
from yiwang.catalogue.enums import ListState
from yiwang.catalogue.errors import ItemNotFound, ItemNotOpen
from yiwang.catalogue.evidence_types import asking as evidence_types
from yiwang.catalogue.evidence_types import reusing as proofs
from yiwang.catalogue.feeds import changes, linked, sitemaps
from yiwang.catalogue.feeds.spreadsheet import workbook
from yiwang.catalogue.finding import Facets, FacetValue, SearchPage
from yiwang.catalogue.guides import ArticlePage, CitedArticle, Guide, article_page, preview
from yiwang.catalogue.lawsearch import LawHit
from yiwang.catalogue.modelling import asking as modelling
from yiwang.catalogue.models import ImplementationList
from yiwang.catalogue.opening import commitment_applies, open_snapshot
from yiwang.catalogue.placing import ItemHit, Narrowing
from yiwang.catalogue.powers import comparing, details, drawing
from yiwang.catalogue.powers.comparing import MOST_PLACES, Comparison
from yiwang.catalogue.powers.details import PowerDetail
from yiwang.catalogue.powers.drawing import Drawing
from yiwang.catalogue.powers.lists import (
    POWER_TYPES,
    Group,
    Power,
    PowerFilter,
    PowerPage,
    power_groups,
    power_list,
    types_in,
    whole_list,
)
from yiwang.catalogue.ruled_items import scope_of, version_in_force, versions_in_force
from yiwang.catalogue.scenarios import asking as scenarios
from yiwang.catalogue.scenarios.asking import filed
from yiwang.catalogue.scenarios.asking import materials_in as materials_for
from yiwang.catalogue.searching.stamps import Stamp
from yiwang.catalogue.searching.telling import told_shares
from yiwang.catalogue.snapshots import Counter, ItemSnapshot, forget_kept, snapshot
from yiwang.catalogue.stars.questions import (
    RankedDepartment,
    StarredList,
    ranking,
    stars,
    stars_of_code,
)
from yiwang.catalogue.stars.rule import RULES as STAR_RULES
from yiwang.catalogue.stars.rule import Reason
from yiwang.catalogue.suggesting import Suggestion
from yiwang.catalogue.words import cut_words
from yiwang.catalogue.zones import link_tasks, outside, windows
from yiwang.catalogue.zones.access import can_brand, can_run
from yiwang.catalogue.zones.steps import Zone, zone
from yiwang.foundation.errors import LawReference

__all__ = [
    "MOST_PLACES",
    "POWER_TYPES",
    "STAR_RULES",
    "ArticlePage",
    "CitedArticle",
    "CodeHistory",
    "CodeStep",
    "Comparison",
    "Counter",
    "CurrentCode",
    "DepartmentItems",
    "Drawing",
    "FacetValue",
    "Facets",
    "Figures",
    "Group",
    "Guide",
    "ItemHit",
    "ItemSnapshot",
    "LawHit",
    "MaterialRequirement",
    "Narrowing",
    "Power",
    "PowerDetail",
    "PowerFilter",
    "PowerPage",
    "RankedDepartment",
    "Reason",
    "SearchPage",
    "Stamp",
    "StarredList",
    "Suggestion",
    "ThemeName",
    "TimeLimit",
    "Zone",
    "article_page",
    "can_brand",
    "can_run",
    "change_notices",
    "changes",
    "code_history",
    "coming_changes",
    "commitment_applies",
    "compared",
    "comparison",
    "cut_words",
    "departments_with_items",
    "discretion",
    "drawing_of",
    "evidence_types",
    "filed",
    "forget_kept",
    "guide",
    "guide_tag",
    "hot_items",
    "is_open",
    "items_by_local_code",
    "items_by_theme",
    "items_by_topic",
    "items_of_department",
    "link_tasks",
    "linked",
    "list_codes",
    "marks",
    "materials_for",
    "modelling",
    "names_of_items",
    "newest_steps",
    "open_snapshot",
    "outside",
    "parse_article",
    "power",
    "power_groups",
    "power_list",
    "preview",
    "proofs",
    "published_version_id",
    "ranking",
    "region_figures",
    "region_tag",
    "scenarios",
    "scope_of",
    "search",
    "search_stamp",
    "search_within",
    "sitemaps",
    "snapshot",
    "stars",
    "stars_of_code",
    "stopping_procedures",
    "successors",
    "suggest",
    "themes",
    "tied",
    "told_shares",
    "topics",
    "types_in",
    "version_in_force",
    "versions_in_force",
    "whole_list",
    "windows",
    "workbook",
    "zone",
]


# ── opening a case


def published_version_id(code_or_id: str | UUID, on: date) -> UUID:
    """Return the version of a list that is in force on a day; one query when there is one.

    :param code_or_id: implementation code of 31 characters, or the list's id
    :raises InvalidItemCode: the text is neither
    :raises ItemNotFound: there is no such list
    :raises ItemNotOpen: it is not published yet
    :raises ItemWithdrawn: it was withdrawn
    """
    return opening.published_version_id(code_or_id, on)


def is_open(version_id: UUID, on: date) -> bool:
    """Return whether a case can be opened under a version on a day; one query."""
    try:
        opening.check_open(version_id, on)
    except (ItemNotOpen, ItemNotFound):
        return False
    return True


def stopping_procedures(item: ItemSnapshot) -> dict[str, LawReference]:
    """Return the procedures that the item's own law lets stop the clock, with the article."""
    return dict(item.layer.stopping_procedures)


def extension_workdays(item: ItemSnapshot) -> int | None:
    """Return by how many working days the item's own law lets its limit be extended.

    None where it says nothing; then the general law holds.
    """
    return item.layer.extension_workdays


# ── guides


def guide(code_or_id: str | UUID, on: date | None = None, *, tag: str = "") -> Guide:
    """Return the guide of a list (of today): snapshot and articles; four queries at most.

    :param tag: the guide's, when it is known already; it saves the query that finds the version
    :raises InvalidItemCode: the text is no code of a list
    :raises ItemNotFound: there is no such list; ItemNotOpen: not published, or withdrawn
    """
    return guides.guide(code_or_id, on or timezone.localdate(), tag)


def guide_tag(code_or_id: str | UUID, on: date | None = None) -> str:
    """Return the tag of a guide, for ETag, as :func:`guide` would; one query."""
    return guides.guide_tag(code_or_id, on or timezone.localdate())


# ── powers


def power(code: str, on: date | None = None) -> PowerDetail:
    """Return a power with its law, its duties and the reasons for being held to account.

    :raises InvalidItemCode: the text is no code of a list
    :raises ItemNotOpen: it is not published, or was withdrawn
    :raises NotAPower: it is a public service
    """
    return details.power(code, on or timezone.localdate())


def compared(
    places: Sequence[str],
    *,
    item_type: str = "",
    shown: str = "all",
    after: str = "",
    limit: int = 50,
) -> Comparison:
    """Return the power lists of two to five places side by side.

    :param shown: ``all``, ``common``, ``differing`` or ``missing``
    :raises InvalidDivisionCode: a code cannot be that of a division
    :raises PlacesToCompare: fewer than two places, more than five, or one twice
    """
    return comparing.compared(places, item_type=item_type, shown=shown, after=after, limit=limit)


def drawing_of(found: PowerDetail, limits: Sequence[str]) -> Drawing:
    """Return the outer flow chart of a power.

    :param limits: the time of each step in words
    """
    steps = found.guide.item.steps
    return drawing.draw(drawing.stages_of(steps, limits) if steps else found.stages)


# ── finding


def search(  # noqa: PLR0913, PLR0917 - each narrows what is found
    query: str,
    region_code: str,
    audience: str | None = None,
    theme: str | None = None,
    department_id: UUID | None = None,
    online_only: bool = False,
    least_stars: int = 0,
    offset: int = 0,
    limit: int = 20,
) -> SearchPage:
    """Return items and articles for whatever somebody typed; without words, the most used items.

    Takes any text: signs fall away, all beyond sixty letters is not read. Everything found is
    served in the place: by its own departments, by those above it, or, where only places below
    offer it, by one of those that stands for all (``is_here`` is False).

    :param region_code: 12-digit code of the place
    :param audience: ``natural`` or ``legal``
    :param theme: code of a theme
    :param limit: 1 to 100
    :raises InvalidDivisionCode: the code cannot be that of a division
    """
    narrowing = Narrowing(
        audience=audience or "",
        theme=theme or "",
        department_id=department_id,
        online_only=online_only,
        least_stars=least_stars,
    )
    return finding.find(query, region_code, narrowing=narrowing, offset=offset, limit=limit)


def search_within(
    query: str, region_code: str, narrowing: Narrowing, *, stamp: Stamp, offset: int, limit: int
) -> SearchPage:
    """Return what :func:`search` returns, within a narrowing that also says who comes first, for
    what :func:`search_stamp` said of this text and place.
    """
    return finding.find(
        query, region_code, narrowing=narrowing, offset=offset, limit=limit, known=stamp
    )


def search_stamp(query: str, region_code: str) -> Stamp:
    """Return what moves whenever a page of results for this text and place may; one query.

    :raises InvalidDivisionCode: the code cannot be that of a division
    """
    return finding.stamp(query, region_code)


def suggest(query: str, region_code: str, limit: int = 8) -> list[Suggestion]:
    """Return what somebody may mean who is still typing: characters, pinyin or initials.

    :raises InvalidDivisionCode: the code cannot be that of a division
    """
    return suggesting.suggest(query, region_code, limit)


# ── browsing; each raises InvalidDivisionCode for a code that cannot be that of a division


def names_of_items(basic_codes: Collection[str]) -> dict[str, str]:
    """Return what the items of these basic codes are called today, those that exist; one query."""
    if not basic_codes:
        return {}
    return browsing.names_of_items(basic_codes, timezone.localdate())


def themes(audience: str) -> list[ThemeName]:
    """Return the themes of ``natural`` or ``legal`` persons."""
    return browsing.themes(audience)


def topics() -> list[ThemeName]:
    """Return the topics of life."""
    return browsing.topics()


def items_by_theme(region_code: str, theme: str, audience: str = "") -> list[ItemHit]:
    """Return the items of a theme that a place is served with, the most used first."""
    return browsing.items(region_code, Narrowing(theme=theme, audience=audience))


def items_by_topic(region_code: str, topic: str, audience: str = "") -> list[ItemHit]:
    """Return the items of a topic of life that a place is served with, the most used first."""
    return browsing.items(region_code, Narrowing(topic=topic, audience=audience))


def items_by_local_code(region_code: str, local_code: str) -> list[ItemHit]:
    """Return the items that a place is served with and that have this number (``K0008``)."""
    return browsing.items_by_local_code(region_code, local_code)


def items_of_department(department_id: UUID, region_code: str) -> list[ItemHit]:
    """Return the open items of a department, the most used first.

    :param region_code: the department's own division
    """
    return browsing.items(region_code, Narrowing(department_id=department_id))


def hot_items(region_code: str, limit: int = 10) -> list[ItemHit]:
    """Return the items most asked for that a place is served with."""
    return browsing.hot_items(region_code, limit)


def list_codes(limit: int, after: str = "") -> list[str]:
    """Return codes of open lists in their order after one, for site maps and measures."""
    rows = ImplementationList.objects.filter(state=ListState.OPEN, code__gt=after)
    return list(rows.order_by("code").values_list("code", flat=True)[:limit])
