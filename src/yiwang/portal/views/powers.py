# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The power list and the responsibility list: by place, one power, places side by side, files."""

from typing import Final
from urllib.parse import quote, urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.portal import page_cache, powers_page
from yiwang.portal.frame import page, shared_page, version_of
from yiwang.portal.regions import language, region_of

PAGE: Final = 50
LONGEST: Final = 40


@audience("public")
@require_safe
def power_list(request: HttpRequest) -> HttpResponse:
    """Show what the departments of a place may do, fifty a page."""
    with read_only():
        wanted = _wanted(request)
        after = _typed(request, "after")

        def context() -> dict[str, object]:
            groups = catalogue.power_groups(catalogue.PowerFilter(wanted.region_code))
            found = catalogue.power_list(wanted, after=after, limit=PAGE)
            return {
                "place": organizations.full_name(wanted.region_code),
                "wanted": wanted,
                "title": powers_page.title_of(wanted, groups),
                "total": _total(wanted, groups),
                "types": powers_page.type_choices(wanted, groups),
                "departments": powers_page.department_choices(wanted, groups),
                "rows": powers_page.rows(found.rows),
                "next_url": powers_page.address(wanted, after=found.after) if found.after else "",
                "first_url": powers_page.address(wanted) if after else "",
                "downloads": [
                    (name.upper(), f"/powers/download/{name}{powers_page.address(wanted)}")
                    for name in powers_page.FORMATS
                ],
                "compare_url": f"/powers/compare?place={wanted.region_code}",
                "above": _above(wanted.region_code),
            }

        tag = catalogue.region_tag(wanted.region_code)
        return shared_page(
            request, "portal/powers/list.html", context, version=version_of(tag), current="powers"
        )


@audience("public")
@require_safe
def power(request: HttpRequest, code: str) -> HttpResponse:
    """Show one power: its law, its responsibilities, how it is exercised, whom to complain to."""
    with read_only():
        found = catalogue.power(code)
        return shared_page(
            request,
            "portal/powers/power.html",
            lambda: powers_page.power_context(found),
            version=version_of(found.guide.tag, found.duties, found.liabilities),
            current="powers",
        )


@audience("public")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show the lists of two to five places side by side."""
    asked = [place[:LONGEST] for place in request.GET.getlist("place")[: catalogue.MOST_PLACES + 1]]
    places = list(dict.fromkeys(place for place in asked if place))
    item_type, shown = _typed(request, "type"), _typed(request, "shown") or "all"
    with read_only():
        named = [(place, organizations.full_name(place)) for place in places]
        if len(places) < 2:
            own = region_of(request).code
            chosen = named or [(own, organizations.full_name(own))]
            return _choose_places(request, chosen, item_type)
        tag = version_of(*(catalogue.region_tag(place) for place in places))

        def context() -> dict[str, object]:
            found = catalogue.compared(
                places,
                item_type=item_type,
                shown=shown,
                after=_typed(request, "after"),
                limit=PAGE,
            )
            names = [name for _place, name in named]
            return {
                "named": named,
                "only": list(zip(names, found.only, strict=True)),
                "found": found,
                "lines": powers_page.line_faces(found, names),
                "shown": shown,
                "choices": _shown_choices(places, item_type, shown),
                "next_url": _compare_url(places, item_type, shown, found.after)
                if found.after
                else "",
                "near": _near(places),
            }

        return shared_page(
            request, "portal/powers/compare.html", context, version=tag, current="powers"
        )


@audience("public")
@require_safe
def download(request: HttpRequest, file_format: str) -> HttpResponse:
    """Hand out a list as XLSX, JSON or PDF; each is made once for each state of the list."""
    if file_format not in powers_page.FORMATS:
        raise NotFound
    media_type, write, most = powers_page.FORMATS[file_format]
    with read_only():
        wanted = _wanted(request)
        tag = catalogue.region_tag(wanted.region_code)

        def made() -> bytes:
            title = powers_page.title_of(wanted, catalogue.power_groups(wanted))
            return write(title, catalogue.whole_list(wanted, most=most))

        kept = page_cache.remembered(("powers", file_format, wanted, tag, language()), made)
    response = HttpResponse(kept.body, content_type=media_type)
    name = quote(f"{_('权力清单')}-{wanted.region_code}.{file_format}")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["ETag"] = kept.etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _wanted(request: HttpRequest) -> catalogue.PowerFilter:
    """Return what the address asks for; the reader's own region when it names none.

    :raises DomainError: the place was never a division
    """
    place = _typed(request, "place") or region_of(request).code
    department, item_type = _typed(request, "department"), _typed(request, "type")
    if item_type and item_type not in catalogue.POWER_TYPES:
        raise NotFound
    try:
        department_id = UUID(department) if department else None
    except ValueError:
        raise NotFound from None
    return catalogue.PowerFilter(organizations.division(place).code, department_id, item_type)


def _total(wanted: catalogue.PowerFilter, groups: list[catalogue.Group]) -> int:
    return sum(
        group.powers
        for group in groups
        if wanted.department_id in (None, group.department_id)
        and wanted.item_type in ("", group.item_type)
    )


def _above(place: str) -> list[tuple[str, str]]:
    """Return the places above this one: their departments have lists of their own."""
    steps = organizations.division_path(place)[:-1]
    return [(step.name, f"?place={step.code}") for step in reversed(steps)]


def _choose_places(
    request: HttpRequest, named: list[tuple[str, str]], item_type: str
) -> HttpResponse:
    context = {"named": named, "item_type": item_type, "near": _near([code for code, _n in named])}
    return page(request, "portal/powers/choose.html", context, current="powers")


def _near(places: list[str]) -> list[tuple[str, str, str]]:
    """Return the places that can be added: the sisters of the last one, and what is above it."""
    if not places or len(places) >= catalogue.MOST_PLACES:
        return []
    try:
        path = organizations.division_path(places[-1])
    except DomainError:
        return []
    above = path[-2] if len(path) > 1 else path[-1]
    offered = [above, *organizations.children(above.code)]
    return [
        (one.code, one.name, _compare_url([*places, one.code], "", "all"))
        for one in offered
        if one.code not in places
    ]


def _shown_choices(places: list[str], item_type: str, shown: str) -> list[tuple[str, str, bool]]:
    names = {
        "all": _("全部"),
        "common": _("各地都有"),
        "differing": _("做法不同"),
        "missing": _("有的地方没有"),
    }
    return [
        (name, _compare_url(places, item_type, key), key == shown) for key, name in names.items()
    ]


def _compare_url(places: list[str], item_type: str, shown: str, after: str = "") -> str:
    asked = [("place", place) for place in places]
    asked += [
        (name, text)
        for name, text in (("type", item_type), ("shown", shown), ("after", after))
        if text and text != "all"
    ]
    return "/powers/compare?" + urlencode(asked)


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST]
