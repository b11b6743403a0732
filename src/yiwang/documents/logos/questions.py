# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about logos: those of the departments that a post reaches, and the one in force."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yiwang.documents.logos.errors import LogoNotFound, NotYourLogo
from yiwang.documents.logos.placing import in_force
from yiwang.documents.models import DepartmentLogo
from yiwang.documents.templating import reaching
from yiwang.documents.templating.reaching import Act
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations

__all__ = ["in_force", "live_of", "logo", "logos", "picture"]
MOST = 100


def logos(actor: Actor) -> list[DepartmentLogo]:
    """Return the logos of the departments that the actor's post reaches, newest first.

    :raises NotYourLogo: the post has nothing to do with templates
    """
    if not reaching.may(actor, Act.SEE):
        raise NotYourLogo
    seen = Q(department_id=actor.department_id)
    if actor.covers_subtree:
        seen |= Q(region_code__range=organizations.code_range(actor.division_code))
    rows = DepartmentLogo.objects.filter(seen).select_related("department").defer("content")
    return list(rows.order_by("region_code", "department_id", "-number")[:MOST])


def logo(logo_id: UUID, actor: Actor) -> DepartmentLogo:
    """Return one of them without its picture.

    :raises LogoNotFound: it is none of theirs
    """
    rows = DepartmentLogo.objects.select_related("department").defer("content")
    row = rows.filter(pk=logo_id).first()
    if row is None or not reaching.may(actor, Act.SEE, row):
        raise LogoNotFound
    return row


def picture(logo_id: UUID, actor: Actor) -> bytes:
    """Return the picture of one of them: a PNG of our own drawing."""
    return bytes(logo(logo_id, actor).content)


def live_of(rows: list[DepartmentLogo], *, at: datetime) -> set[UUID]:
    """Return which of some logos, all those of their departments, are in force."""
    newest: dict[UUID, DepartmentLogo] = {}
    for row in rows:
        if row.published_at is None or row.published_at > at or row.ended_at is not None:
            continue
        known = newest.get(row.department_id)
        if known is None or (row.published_at, row.number) > (known.published_at, known.number):
            newest[row.department_id] = row
    return {row.pk for row in newest.values()}
