# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Logos of departments: sent by one, published or returned by another, withdrawn with a reason."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yiwang.documents import logo_events as facts
from yiwang.documents.enums import LogoState
from yiwang.documents.logos import drawing
from yiwang.documents.logos.errors import (
    LogoChanged,
    LogoNeedsAnother,
    LogoNotFound,
    LogoWaiting,
    NotYourLogo,
)
from yiwang.documents.models import DepartmentLogo
from yiwang.documents.receiving import Readable
from yiwang.documents.templating import reaching
from yiwang.documents.templating.reaching import Act
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger


def propose_logo(*, stream: Readable, name: str, actor: Actor, at: datetime) -> DepartmentLogo:
    """Take a picture for the actor's department, and draw it anew; somebody else publishes it.

    :param name: what it shows, for people who have the page read to them
    :raises NotYourLogo: the post writes no templates, or belongs to no department
    :raises LogoInvalid: nothing says what it shows, or the picture is not taken
    :raises LogoWaiting: another one waits
    """
    if actor.department_id is None or not reaching.may(actor, Act.WRITE):
        raise NotYourLogo
    words = clean_text(name, max_length=60)
    if not words:
        raise drawing.refused(_("请写明徽标是什么，读屏软件会读出来"))
    _check_none_waits(actor.department_id)
    made = drawing.drawn(stream)
    row = DepartmentLogo(
        region_code=actor.division_code,
        department_id=actor.department_id,
        name=words,
        content=made.content,
        width=made.width,
        height=made.height,
        content_sha256=made.sha256,
        source_sha256=made.source_sha256,
        proposed_by_id=reaching.staff_of(actor),
        proposed_at=at,
    )
    return _kept(row, actor=actor, at=at)


def _kept(row: DepartmentLogo, *, actor: Actor, at: datetime) -> DepartmentLogo:
    known = DepartmentLogo.objects.filter(department_id=row.department_id)
    newest = known.order_by("-number").values_list("number", flat=True).first()
    row.number = (newest or 0) + 1
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            fact = facts.LogoProposed(
                logo_id=row.pk,
                department_id=row.department_id,
                number=row.number,
                sha256=row.content_sha256,
                source_sha256=row.source_sha256,
            )
            ledger.append(fact, actor=actor, at=at, region_code=row.region_code)
    except IntegrityError as error:  # two people at once
        raise LogoWaiting from error
    return row


@transaction.atomic
def publish_logo(*, logo_id: UUID, actor: Actor, at: datetime) -> DepartmentLogo:
    """Have a logo printed from now on; papers that were issued keep theirs.

    :raises LogoNeedsAnother: the actor sent it
    """
    row = _locked(logo_id, LogoState.PROPOSED, actor, Act.PUBLISH)
    if reaching.staff_of(actor) == row.proposed_by_id:
        raise LogoNeedsAnother
    row.state = LogoState.PUBLISHED
    row.published_by_id, row.published_at = actor.staff_id, at
    row.save(update_fields=["state", "published_by_id", "published_at"])
    _note(facts.LogoPublished, row, actor, at, sha256=row.content_sha256)
    return row


@transaction.atomic
def return_logo(*, logo_id: UUID, reason: str, actor: Actor, at: datetime) -> DepartmentLogo:
    """Not take a proposed logo, or take it back as who sent it.

    :raises LogoInvalid: nobody says why
    """
    act = Act.PUBLISH if reaching.may(actor, Act.PUBLISH) else Act.WRITE
    row = _locked(logo_id, LogoState.PROPOSED, actor, act)
    return _ended(row, LogoState.RETURNED, facts.LogoReturned, reason, actor, at)


@transaction.atomic
def withdraw_logo(*, logo_id: UUID, reason: str, actor: Actor, at: datetime) -> DepartmentLogo:
    """End a published logo; the one before it is printed again, or none.

    :raises LogoInvalid: nobody says why
    """
    row = _locked(logo_id, LogoState.PUBLISHED, actor, Act.PUBLISH)
    return _ended(row, LogoState.WITHDRAWN, facts.LogoWithdrawn, reason, actor, at)


def _ended(
    row: DepartmentLogo, state: LogoState, kind: Any, reason: str, actor: Actor, at: datetime
) -> DepartmentLogo:
    words = clean_text(reason, max_length=500)
    if not words:
        raise drawing.refused(_("请写明原因"))
    row.state, row.end_reason = state, words
    row.ended_by_id, row.ended_at = reaching.staff_of(actor), at
    row.save(update_fields=["state", "end_reason", "ended_by_id", "ended_at"])
    _note(kind, row, actor, at)
    return row


def _check_none_waits(department_id: UUID) -> None:
    waiting = DepartmentLogo.objects.filter(department_id=department_id, state=LogoState.PROPOSED)
    if waiting.exists():
        raise LogoWaiting


def _locked(logo_id: UUID, state: LogoState, actor: Actor, act: Act) -> DepartmentLogo:
    row = (
        DepartmentLogo.objects.select_for_update(of=("self",))
        .defer("content")
        .filter(pk=logo_id)
        .first()
    )
    if row is None or not reaching.may(actor, Act.SEE, row):
        raise LogoNotFound
    if not reaching.may(actor, act, row):
        raise NotYourLogo
    if row.state != state:
        raise LogoChanged
    return row


def _note(kind: Any, row: DepartmentLogo, actor: Actor, at: datetime, **more: Any) -> None:
    fact = kind(logo_id=row.pk, department_id=row.department_id, number=row.number, **more)
    ledger.append(fact, actor=actor, at=at, region_code=row.region_code)
