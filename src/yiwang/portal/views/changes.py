# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The public notice of changes of the catalogue (事项变更公告), and its feed."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.catalogue.enums import OrderKind, OrderState
from yiwang.catalogue.selectors import change_notices
from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.foundation.errors import InvalidDivisionCode
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.portal.frame import shared_page, version_of
from yiwang.portal.regions import DEFAULT_REGION, region_of

PAGE = 20
FEED = 50
LANGUAGE = "zh-Hans"
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without notices has changed last: always the same, as nothing has."""
PLACES = "place", "department", "since", "until"


class ChangesFeed(Atom1Feed):
    """A feed that changes when its notices do, and not with the time of the clock."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEGINNING


@audience("public")
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """List what has changed, or is going to, in a place."""
    with read_only():
        wanted = _wanted(request, region_of(request).code)
        found = change_notices.notices(
            wanted, after=_place(request.GET.get("after", "")), limit=PAGE + 1
        )
        rows = found[:PAGE]
        kept = {name: request.GET[name] for name in PLACES if request.GET.get(name)}
        last = rows[-1].order if rows else None
        next_url = ""
        if len(found) > PAGE and last is not None:
            place = f"{last.effective_from}_{last.year * 1_000_000 + last.number}"
            next_url = "?" + urlencode(kept | {"after": place})

        def context() -> dict[str, object]:
            return {
                "rows": [(row, *_words(row)) for row in rows],
                "wanted": wanted,
                "steps": region_of(request).path,
                "departments": organizations.departments_in(wanted.region_code),
                "next_url": next_url,
                "feed_url": "/changes.atom?" + urlencode({"place": wanted.region_code}),
            }

        return shared_page(
            request,
            "portal/changes.html",
            context,
            version=version_of([(row.order.id, row.order.revision) for row in found]),
        )


@audience("public")
@require_safe
def change(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show one notice with everything that it changes."""
    with read_only():
        found = change_notices.notice(order_id)
        state, kind = _words(found)
        return shared_page(
            request,
            "portal/change.html",
            lambda: {"notice": found, "order": found.order, "state": state, "kind": kind},
            version=version_of(found.order.id, found.order.revision),
        )


@audience("public")
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest notices of a place as an Atom feed, the same to whoever asks.

    Neither the region nor the language that a reader has chosen counts: caches may share it.
    """
    with read_only(), translation.override(LANGUAGE):
        rows = change_notices.notices(_wanted(request, DEFAULT_REGION), limit=FEED)
        made = ChangesFeed(
            title=_("事项变更公告"),
            link=f"{settings.SITE_URL}/changes",
            description=_("政务服务事项的修改、取消和恢复"),
            feed_url=f"{settings.SITE_URL}{request.get_full_path()}",
            language=LANGUAGE,
        )
        for row in rows:
            made.add_item(
                title=f"{row.order} {row.order.title}",
                link=f"{settings.SITE_URL}/changes/{row.order.id}",
                description="<br>".join(map(escape, _sentences(row))),
                unique_id=f"urn:uuid:{row.order.id}",
                pubdate=row.order.approved_at,
                updateddate=row.order.published_at or row.order.approved_at,
                author_name=row.department_name,
            )
    response = HttpResponse(made.writeString("utf-8"), content_type=ChangesFeed.content_type)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _wanted(request: HttpRequest, region_code: str) -> change_notices.NoticeFilter:
    """Return what the reader narrows to: this region when they name no place."""
    wanted = change_notices.NoticeFilter(
        region_code=region_code,
        since=_day(request.GET.get("since", "")),
        until=_day(request.GET.get("until", "")),
    )
    with suppress(InvalidDivisionCode):
        code = request.GET.get("place", "")
        wanted = replace(wanted, region_code=parse_division_code(code).code) if code else wanted
    with suppress(ValueError):
        wanted = replace(wanted, department_id=UUID(request.GET.get("department", "")))
    return wanted


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _place(text: str) -> tuple[date, int] | None:
    day, _separator, number = text.partition("_")
    found = _day(day)
    is_number = number.isascii() and number.isdigit() and len(number) <= len("2026000001")
    return (found, int(number)) if found and is_number else None


def _words(row: change_notices.Notice) -> tuple[str, str]:
    """Return what a notice's state and kind are called."""
    state = OrderState(row.order.state)
    is_ahead = state is OrderState.APPROVED
    words = {OrderState.ROLLED_BACK: state.label}.get(state, _("已生效"))
    return str(_("将要生效") if is_ahead else words), str(OrderKind(row.order.kind).label)


def _sentences(row: change_notices.Notice) -> list[str]:
    found = [row.order.reason]
    for item in row.items:
        if item.is_withdrawn:
            found.append(_("%(name)s：取消") % {"name": item.name})
        for each in item.changes:
            found += [f"{item.name} · {sentence}" for sentence in each.sentences]
    return found
