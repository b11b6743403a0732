# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The service guide, and the law that it rests on."""

import io

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.cases import selectors as cases
from yiwang.catalogue import selectors as catalogue
from yiwang.evaluations import selectors as evaluations
from yiwang.foundation.errors import DomainError
from yiwang.foundation.marks import read_marks
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal.frame import kept_page, shared_page, version_of
from yiwang.portal.guide_page import guide_context
from yiwang.portal.views.old_codes import instead_of_guide


@audience("public")
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Show the guide in force for an implementation code; an ended code leads on."""
    today = timezone.localdate()
    scope = evaluations.scope_of(item_code=code)
    try:
        plain = catalogue.marks.plain_code(code)
        if plain != code:  # an id, or a code as people type it
            with read_only():
                return redirect("portal:guide", plain or catalogue.guide(code).item.code)
        tag, around, coming, stars, score, rule = read_marks(
            catalogue.marks.guide(code, today),
            catalogue.marks.around(code),
            catalogue.marks.coming(code),
            catalogue.marks.stars(code),
            evaluations.score_mark(scope, on=today),
            cases.rules.public_rule_mark(code),
        )
        tag = tag or catalogue.guide_tag(code)
    except DomainError as refusal:
        with read_only():
            return instead_of_guide(request, code, refusal)

    def context() -> dict[str, object]:
        found = catalogue.guide(code, tag=tag)
        data = catalogue.linked.schema_org(found, site=settings.SITE_URL)
        return guide_context(found, catalogue.marks.read_around(around)) | {
            "coming_codes": catalogue.coming_changes(code) if coming else (),
            "stars": catalogue.marks.read_stars(stars),
            "rule": cases.rules.public_rule_of(code) if rule else None,
            "reviews": evaluations.read_score(score),
            "linked_data": catalogue.linked.in_a_page(data),
        }

    version = version_of(
        *(tag, around, coming, stars, score, rule), cases.spared.sources_mark(), today
    )
    kept = kept_page(request, version=version)
    if kept is not None:
        return kept
    return shared_page(request, "portal/guide.html", context, version=version, is_framed=True)


@audience("public")
@require_safe
def guide_qr(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the guide's address as a QR code, to go on with on a phone."""
    with read_only():
        catalogue.published_version_id(code, timezone.localdate())
    drawing = io.BytesIO()
    address = f"{settings.SITE_URL}/guide/{code}"
    segno.make(address, error="m").save(drawing, kind="svg", scale=4, border=2, xmldecl=False)
    response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@audience("public")
@require_safe
def article(request: HttpRequest, article_id: int) -> HttpResponse:
    """Show an article of a law as it is in force."""
    with read_only():
        found = catalogue.article_page(article_id)
        return shared_page(
            request,
            "portal/article.html",
            lambda: {"article": found, "paragraphs": found.text.splitlines()},
            version=version_of(found),
        )
