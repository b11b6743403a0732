# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue for machines that read pages: robots, site maps, linked data, spreadsheets."""

from collections.abc import Iterator
from typing import Final, TypeVar
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.portal import powers_page

CLOSED: Final = (
    "/my",
    "/apply",
    "/workbench",
    "/account",
    "/signin",
    "/signup",
    "/openid",
    "/track",
)
"""Pages that are of no use to who looks for services."""
PAGES: Final = ("/", "/natural", "/legal", "/departments", "/powers", "/stars", "/zones", "/help")
TEXT: Final = "text/plain; charset=utf-8"
XML: Final = "application/xml; charset=utf-8"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
MOST_IN_A_WORKBOOK: Final = 10_000
LINKED: Final = {"ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json"}


@audience("public")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is for nobody but the reader, and where the site map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "Disallow: /*?*after="]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return _public(HttpResponse("\n".join(lines) + "\n", content_type=TEXT), 86_400)


@audience("public")
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the site maps."""
    with read_only():
        parts = catalogue.sitemaps.parts()
    rows = [f"<sitemap><loc>{settings.SITE_URL}/sitemaps/pages.xml</loc></sitemap>"]
    for part in parts:
        changed = f"<lastmod>{part.built_at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if part.built_at else ""
        address = f"{settings.SITE_URL}/sitemaps/guides-{part.number}.xml"
        rows.append(f"<sitemap><loc>{address}</loc>{changed}</sitemap>")
    body = f"{HEAD}<sitemapindex {SCHEMA}>\n" + "\n".join(rows) + "\n</sitemapindex>\n"
    return _public(HttpResponse(body, content_type=XML), 3_600)


@audience("public")
@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """List the pages that are no guides: doors, topics, lists."""
    with read_only():
        topics = [f"/topics/{topic.code}" for topic in catalogue.topics()]
    rows = "\n".join(
        f"<url><loc>{settings.SITE_URL}{quote(path)}</loc></url>" for path in (*PAGES, *topics)
    )
    body = f"{HEAD}<urlset {SCHEMA}>\n{rows}\n</urlset>\n"
    return _public(HttpResponse(body, content_type=XML), 3_600)


@audience("public")
@require_safe
def sitemap(request: HttpRequest, number: int) -> HttpResponseBase:
    """Stream one site map, a batch of guides at a time: fifty thousand never lie in memory."""
    with read_only():
        etag = f'"{catalogue.sitemaps.part_tag(number)}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = StreamingHttpResponse(_written(number), content_type=XML)
    response.headers["ETag"] = etag
    return _public(response, 3_600)


def _written(number: int) -> Iterator[bytes]:
    yield f"{HEAD}<urlset {SCHEMA}>\n".encode()
    batches = catalogue.sitemaps.listed(number)
    while True:
        with read_only():
            batch = next(batches, None)
        if batch is None:
            break
        yield "".join(
            f"<url><loc>{settings.SITE_URL}/guide/{one.code}</loc>"
            f"<lastmod>{one.changed_on:%Y-%m-%d}</lastmod></url>\n"
            for one in batch
        ).encode()
    yield b"</urlset>\n"


@audience("public")
@require_safe
def guide_data(request: HttpRequest, code: str, file_format: str) -> HttpResponse:
    """Return a guide as linked data: CPSV-AP in Turtle or JSON-LD."""
    if file_format not in LINKED:
        raise NotFound
    with read_only():
        etag = f'"{catalogue.guide_tag(code)}-{file_format}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            response: HttpResponse = HttpResponseNotModified()
        else:
            nodes = catalogue.linked.cpsv(catalogue.guide(code), site=settings.SITE_URL)
            as_turtle = file_format == "ttl"
            body = catalogue.linked.turtle(nodes) if as_turtle else catalogue.linked.json_ld(nodes)
            response = HttpResponse(body, content_type=LINKED[file_format])
    response.headers["ETag"] = etag
    return _public(response, 60)


@audience("public")
@require_safe
def department_workbook(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """Return every open item of a department as a spreadsheet."""
    with read_only():
        found = organizations.department(department_id)
        rows = catalogue.changes.every_list(department_id=department_id, most=MOST_IN_A_WORKBOOK)
    body = catalogue.workbook(
        found.name,
        (
            (_("实施编码"), 36),
            (_("基本编码"), 16),
            (_("事项名称"), 50),
            (_("权力类型"), 14),
            (_("生效日期"), 14),
            (_("可在线办理"), 12),
            (_("网址"), 60),
        ),
        (
            (
                row.code,
                row.basic_code,
                row.name,
                powers_page.type_name(row.item_type),
                row.effective_from.isoformat(),
                _("是") if row.is_online else _("否"),
                f"{settings.SITE_URL}/guide/{row.code}",
            )
            for row in rows
        ),
    )
    response = HttpResponse(body, content_type=powers_page.XLSX)
    name = quote(f"{found.name}.xlsx")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return _public(response, 60)


R = TypeVar("R", bound=HttpResponseBase)


def _public(response: R, seconds: int) -> R:
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response
