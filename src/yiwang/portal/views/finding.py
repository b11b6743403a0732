# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding what one wants done: search, suggestions, doors, themes, topics."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services as catalogue_services
from yiwang.catalogue.enums import Institution
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.organizations.selectors import full_name
from yiwang.portal import listing
from yiwang.portal.frame import kept_page, shared_page, version_of
from yiwang.portal.own_pages import pages_about, pages_begun
from yiwang.portal.regions import region_of

PAGE = 20
MOST_PAGES = 10
MOST_USED = 30
LONGEST = 100
HOT = 6
ASKED = ("q", "for", "online", "stars", "theme", "department")


@audience("public")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find items and law by whatever people type; narrowed by who, how, theme and department."""
    asked = {name: _typed(request, name) for name in ASKED}
    preferred = _for_whom(request)
    region = region_of(request).code
    stamp = catalogue.search_stamp(asked["q"], region)  # one statement: no transaction
    version = version_of(stamp, preferred)
    kept = kept_page(request, version=version)
    if kept is not None:
        return kept
    found = _found(request, asked, preferred, stamp)
    pages = pages_about(asked["q"])
    near = () if found.services or pages else catalogue.hot_items(region, limit=HOT)
    context = {**_context(request, asked, found, listing.rows(near)), "own_pages": pages}
    if not found.services:
        if not found.outside and not pages:
            _note_unanswered(request, asked)
        # Kept under another name, so that the next one who finds nothing is noted as well.
        version = version_of(version, found)
    return shared_page(
        request,
        "portal/search.html",
        lambda: context,
        version=version,
        current="search",
        is_framed=True,
    )


def _found(
    request: HttpRequest, asked: dict[str, str], preferred: str, stamp: catalogue.Stamp
) -> catalogue.SearchPage:
    narrowing = catalogue.Narrowing(
        audience=asked["for"],
        theme=asked["theme"],
        department_id=_id(asked["department"]),
        online_only=asked["online"] == "1",
        least_stars=_stars(asked["stars"]),
        preferred=preferred,
    )
    number = _page_number(request.GET.get("page", ""))
    return catalogue.search_within(
        asked["q"],
        region_of(request).code,
        narrowing,
        stamp=stamp,
        offset=(number - 1) * PAGE,
        limit=PAGE,
    )


def _note_unanswered(request: HttpRequest, asked: dict[str, str]) -> None:
    """Put down words that find nothing, without any narrowing."""
    if asked["q"] and not any(asked[name] for name in ASKED[1:]):
        catalogue_services.synonyms.note_unanswered(
            text=asked["q"], seeker=client_ip(request), on=timezone.localdate()
        )


def _context(
    request: HttpRequest,
    asked: dict[str, str],
    found: catalogue.SearchPage,
    hot: Sequence[listing.Row],
) -> dict[str, object]:
    number = _page_number(request.GET.get("page", ""))
    facets = listing.facets(found.facets, asked)
    chosen = listing.chosen(facets)
    return {
        "words": asked["q"],
        "marked": " ".join(found.words),
        "results": listing.rows(found.services),
        "articles": found.laws,
        "is_cited": found.is_citation,
        "questions": found.questions,
        "departments": found.departments,
        "outside": [(Institution(one.institution).label, one) for one in found.outside],
        "place_name": found.place_name,
        "place": full_name(found.region_code) if found.place_name else "",
        "total": found.total,
        "is_near": found.is_near_match,
        "facets": facets if found.services or chosen else (),
        "chosen": chosen,
        "hot_items": hot,
        "next_url": _page_url(asked, number + 1) if found.next_offset else "",
        "previous_url": _page_url(asked, number - 1) if number > 1 else "",
    }


def _stars(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4", "5"} else 0


def _for_whom(request: HttpRequest) -> str:
    """Return whose items come first: a firm's while somebody acts for one, else a person's."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_citizen:
        return ""
    return "legal" if actor.legal_person_id else "natural"


def _typed(request: HttpRequest, name: str) -> str:
    """Return what the address says, without what no text holds."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST]


def _page_number(text: str) -> int:
    return min(int(text), MOST_PAGES) if text.isdecimal() and 0 < len(text) < 4 and int(text) else 1


def _page_url(asked: dict[str, str], number: int) -> str:
    return listing.link({**asked, "page": str(number)})


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@audience("public")
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer rows of a list box for what has been typed so far."""
    words = _typed(request, "q")
    found = catalogue.suggest(words, region_of(request).code)  # one statement: no transaction
    rows = [
        {"text": str(page.title), "is_own": True, "url": page.url, "note": ""}
        for page in pages_begun(words)
    ] + [
        {
            "text": one.name,
            "note": one.owner_name or (one.phrase if one.phrase != one.name else ""),
            "is_outside": bool(one.owner_name),
            "url": "/search?" + urlencode({"q": one.name}),
        }
        for one in found
    ]
    return shared_page(
        request,
        "portal/_suggestions.html",
        lambda: {"suggestions": rows, "words": words},
        version=version_of(rows),
    )


@audience("public")
@require_safe
def door(request: HttpRequest, who: str) -> HttpResponse:
    """Show what persons, or firms, can have done, by theme."""
    titles = {"natural": _("个人办事"), "legal": _("法人办事")}
    chosen = _typed(request, "theme")
    code = region_of(request).code

    def context() -> dict[str, object]:
        found = [one for one in catalogue.items_by_theme(code, chosen, who) if one.is_applied_for]
        shown = found if chosen else found[:MOST_USED]
        return {
            "title": titles[who],
            "themes": catalogue.themes(who),
            "chosen": chosen,
            "items": listing.rows(shown),
            "left_out": len(found) - len(shown),
        }

    with read_only():
        tag = catalogue.region_tag(code)
        return shared_page(
            request, "portal/themes.html", context, version=version_of(tag), current=who
        )
