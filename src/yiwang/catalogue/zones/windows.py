# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Each place's own site: its name, colour and emblem, its notices; every village has one.

A site is a page made by query; only what an editor has set is a row. So a village without editors
has a site too.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from yiwang.catalogue import zone_events as events
from yiwang.catalogue.enums import WindowColour, WindowNoticeState
from yiwang.catalogue.models import WindowBrand, WindowNotice
from yiwang.catalogue.regions import reach_of
from yiwang.catalogue.zone_refusals import (
    NoticeInvalid,
    NoticeNotDraft,
    NoticeNotFound,
    WindowInvalid,
)
from yiwang.catalogue.zones.access import check_can_brand, check_can_run
from yiwang.documents import selectors as documents
from yiwang.documents.enums import FileKind
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

MOST_NOTICES: Final = 20
PICTURES: Final = frozenset({FileKind.PNG, FileKind.JPEG})


@dataclass(frozen=True, slots=True)
class Brand:
    """What a site is called and looks like; ``title`` is "" where nobody has set one."""

    title: str = ""
    slogan: str = ""
    colour: str = WindowColour.CELADON.value
    emblem_id: UUID | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as sites show it."""

    id: UUID
    title: str
    body: str
    region_code: str
    department_id: UUID | None
    department_name: str
    state: str
    published_at: datetime | None
    expires_on: date | None


def brand(region_code: str) -> Brand:
    """Return what the site of a place is called and looks like; one query."""
    row = WindowBrand.objects.filter(pk=region_code).first()
    if row is None:
        return Brand()
    return Brand(row.title, row.slogan, row.colour, row.emblem_id, row.revision)


def notices(region_code: str, *, on: date, department_id: UUID | None = None) -> list[Notice]:
    """Return the notices that a place's site shows on a day, the newest first; one query.

    :param department_id: only those at this department's window
    """
    rows = WindowNotice.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gt=on),
        region_code=region_code,
        state=WindowNoticeState.PUBLISHED,
    )
    if department_id is not None:
        rows = rows.filter(department_id=department_id)
    return _notices(rows.order_by("-published_at", "id"))


def notice(notice_id: UUID, *, on: date) -> Notice:
    """Return a published notice.

    :raises NoticeNotFound: there is none, or it is shown no more
    """
    rows = WindowNotice.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gt=on),
        pk=notice_id,
        state=WindowNoticeState.PUBLISHED,
    )
    found = _notices(rows)
    if not found:
        raise NoticeNotFound
    return found[0]


def notices_kept(region_code: str, actor: Actor) -> list[Notice]:
    """Return every notice of a place that an editor may see: drafts, published, taken down.

    :raises NotYourWindow: the actor does not run this site
    """
    check_can_run(
        actor, Right.CATALOGUE_EDIT, region_code=region_code, department_id=actor.department_id
    )
    rows = WindowNotice.objects.filter(region_code=region_code)
    return _notices(rows.order_by("-written_at", "id"), most=100)


@transaction.atomic
def set_brand(
    *,
    region_code: str,
    title: str,
    slogan: str,
    colour: str,
    emblem_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> WindowBrand:
    """Give a place's site its name, colour and emblem.

    :param emblem_id: a picture that the actor has uploaded, or the present one; None for none
    :raises NotYourWindow: the actor's post does not publish for the whole place
    :raises WindowInvalid: a text is too long, the colour unknown, the emblem no picture
    """
    region_code = reach_of(region_code).code
    check_can_brand(actor, region_code=region_code)
    title, slogan = clean_text(title), clean_text(slogan)
    if not title or len(title) > 40 or len(slogan) > 80 or colour not in WindowColour.values:
        raise WindowInvalid
    before = WindowBrand.objects.select_for_update().filter(pk=region_code).first()
    if emblem_id is not None and (before is None or before.emblem_id != emblem_id):
        _check_picture(emblem_id, actor)
    made = WindowBrand(
        region_code=region_code,
        title=title,
        slogan=slogan,
        colour=colour,
        emblem_id=emblem_id,
        revision=before.revision + 1 if before else 1,
        changed_by_id=actor.staff_id,
        changed_at=at,
    )
    made.save()
    fact = events.WindowBranded(colour=colour, revision=made.revision)
    ledger.append(fact, actor=actor, at=at, region_code=region_code)
    return made


@transaction.atomic
def write_notice(
    *,
    region_code: str,
    title: str,
    body: str,
    expires_on: date | None,
    department_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> WindowNotice:
    """Write a notice as a draft; its text is shown as it is, no part of it is markup.

    :param department_id: the window that it is for; None: the place as a whole
    :raises NotYourWindow: the actor does not run this site, nor this department's window
    :raises NoticeInvalid: a text is missing or too long, or it would end today
    """
    region_code = reach_of(region_code).code
    check_can_run(actor, Right.CATALOGUE_EDIT, region_code=region_code, department_id=department_id)
    title, body = clean_text(title), clean_text(body, multiline=True)
    is_over = expires_on is not None and expires_on <= timezone.localdate(at)
    if not title or not body or len(title) > 100 or len(body) > 4000 or is_over:
        raise NoticeInvalid
    made = WindowNotice.objects.create(
        region_code=region_code,
        department_id=department_id,
        title=title,
        body=body,
        expires_on=expires_on,
        written_by_id=actor.staff_id,
        written_at=at,
    )
    fact = events.WindowNoticeWritten(notice_id=made.id)
    ledger.append(fact, actor=actor, at=at, region_code=region_code)
    return made


@transaction.atomic
def move_notice(
    *, notice_id: UUID, state: WindowNoticeState, actor: Actor, at: datetime
) -> WindowNotice:
    """Publish a draft, or take down what is published.

    :raises NoticeNotFound: there is none
    :raises NotYourWindow: the actor does not publish for this site
    :raises NoticeNotDraft: it is in another state meanwhile
    """
    found = WindowNotice.objects.select_for_update().filter(pk=notice_id).first()
    if found is None:
        raise NoticeNotFound
    check_can_run(
        actor,
        Right.CATALOGUE_PUBLISH,
        region_code=found.region_code,
        department_id=found.department_id,
    )
    is_publishing = state == WindowNoticeState.PUBLISHED
    before = WindowNoticeState.DRAFT if is_publishing else WindowNoticeState.PUBLISHED
    if found.state != before or state == WindowNoticeState.DRAFT:
        raise NoticeNotDraft
    found.state = state
    found.published_at = at if is_publishing else found.published_at
    found.save(update_fields=["state", "published_at"])
    fact = events.WindowNoticeMoved(notice_id=found.id, state=state.value)
    ledger.append(fact, actor=actor, at=at, region_code=found.region_code)
    return found


def _notices(rows: QuerySet[WindowNotice], *, most: int = MOST_NOTICES) -> list[Notice]:
    return [
        Notice(
            row.id,
            row.title,
            row.body,
            row.region_code,
            row.department_id,
            row.department.name if row.department else "",
            row.state,
            row.published_at,
            row.expires_on,
        )
        for row in rows.select_related("department")[:most]
    ]


def _check_picture(file_id: UUID, actor: Actor) -> None:
    try:
        file = documents.file_for(file_id, actor)
    except DomainError as error:
        raise WindowInvalid from error
    if file.kind not in PICTURES:
        raise WindowInvalid
