# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of messages as staff write them: drafted, tried with made-up data, published by another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone, translation

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.notifications import events, kinds, wording
from yiwang.notifications.enums import TemplateState
from yiwang.notifications.errors import (
    TemplateBySamePerson,
    TemplateInvalid,
    TemplateNotFound,
)
from yiwang.notifications.models import Template
from yiwang.organizations.enums import Right

_ANY_PLACE: Final = re.compile(r"%(\((\w+)\)s)?")
SAMPLE: Final[Mapping[str, str]] = {
    "item": "食品经营许可",
    "number": "330106-261123-000317-K",
    "procedure": "现场核查",
    "days": "5",
    "text": "请带上身份证原件。",
    "principal": "张小云",
    "agent": "李大山",
    "firm": "杭州测试贸易有限公司",
    "hall": "西湖区政务服务中心",
    "business": "综合业务",
    "time": "09:30",
    "code": "A0317",
}


@dataclass(frozen=True, slots=True)
class Written:
    """Words for a kind in a language; the text has ``%(name)s`` where the kind fills in."""

    kind: str
    language: str
    title: str
    text: str


def edits(actor: Actor) -> bool:
    """Return whether the actor's post writes or publishes words of messages."""
    return (
        actor.is_staff
        and actor.covers_subtree
        and (actor.has_right(Right.CATALOGUE_EDIT) or actor.has_right(Right.CATALOGUE_PUBLISH))
    )


def offered() -> list[tuple[str, str, str, str]]:
    """Return each kind with its built-in title and text, and the places that it fills in."""
    return [
        (name, str(each.title), str(each.text), "、".join(sorted(kinds.places(name))))
        for name, each in kinds.KINDS.items()
    ]


def draft(*, written: Written, actor: Actor, at: datetime) -> Template:
    """Draft words; they count when a second person has published them.

    :raises Forbidden: the post does not write words
    :raises UnknownKind, TemplateInvalid, InvalidText: they do not do
    """
    if not edits(actor) or actor.staff_id is None:
        raise Forbidden
    checked = check(written)
    with transaction.atomic():
        same = _same_words(checked.kind, checked.language)
        last = same.aggregate(last=Max("version"))["last"] or 0
        return Template.objects.create(
            kind=checked.kind,
            language=checked.language,
            version=last + 1,
            title=checked.title,
            text=checked.text,
            drafted_by=actor.staff_id,
            drafted_at=at,
        )


def _same_words(kind: str, language: str) -> QuerySet[Template]:
    """Return all versions of some words, kept from others till the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('notifications_template'), hashtext(%s))",
            [f"{kind}/{language}"],
        )
    return Template.objects.filter(kind=kind, language=language)


def check(written: Written) -> Written:
    """Return words cleaned.

    :raises UnknownKind: no such kind
    :raises TemplateInvalid: empty, another language, or places that the kind does not fill
    """
    places = kinds.places(written.kind)
    title = clean_text(written.title, max_length=80)
    text = clean_text(written.text, max_length=600, multiline=True)
    used = [found.group(2) for found in _ANY_PLACE.finditer(text)]
    is_known = written.language in dict(settings.LANGUAGES)
    if not (title and text and is_known) or "%" in title or not set(used) <= places:
        raise TemplateInvalid(params={"places": "、".join(sorted(places)) or "—"})
    return Written(written.kind, written.language, title, text)


def preview(written: Written) -> tuple[str, str]:
    """Return words filled with made-up data, as a reader would see them.

    :raises UnknownKind, TemplateInvalid, InvalidText: they do not do
    """
    checked = check(written)
    today = timezone.localdate().isoformat()
    sample = {
        name: today if name.endswith("_on") else SAMPLE.get(name, "—")
        for name in kinds.places(checked.kind)
    }
    with translation.override(checked.language):
        return kinds.filled((checked.title, checked.text), sample)


def publish(*, template_id: UUID, actor: Actor, at: datetime) -> Template:
    """Put drafted words to use; those used before are retired.

    :raises Forbidden: the post does not publish words
    :raises TemplateNotFound: there is no such draft
    :raises TemplateBySamePerson: it is one's own draft
    """
    if not (edits(actor) and actor.has_right(Right.CATALOGUE_PUBLISH)):
        raise Forbidden
    with transaction.atomic():
        found = Template.objects.select_for_update().filter(pk=template_id).first()
        if found is None or found.state != TemplateState.DRAFT:
            raise TemplateNotFound
        if found.drafted_by == actor.staff_id:
            raise TemplateBySamePerson
        same = _same_words(found.kind, found.language)
        same.filter(state=TemplateState.PUBLISHED).update(state=TemplateState.RETIRED)
        found.state = TemplateState.PUBLISHED
        found.published_by, found.published_at = actor.staff_id, at
        found.save(update_fields=["state", "published_by", "published_at"])
        fact = events.TemplatePublished(
            template_id=found.pk, message_kind=found.kind, version=found.version
        )
        ledger.append(fact, actor=actor, at=at, region_code=actor.division_code)
    wording.forget()
    return found


def templates(actor: Actor, *, kind: str = "") -> Sequence[Template]:
    """Return the words that staff wrote, the newest first.

    :raises Forbidden: the post has nothing to do with them
    """
    if not edits(actor):
        raise Forbidden
    found = Template.objects.filter(kind=kind) if kind else Template.objects.all()
    return list(found.order_by("kind", "language", "-version")[:200])
