# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Titles that items cite and the law corpus does not have: which there are, and what they are.

Nobody writes a law's text here. An editor says that a title is another name of a law of the corpus,
or that it is a rule whose text is kept elsewhere and where; both can be taken back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from yiwang.catalogue import comparison_events as events
from yiwang.catalogue.citations import canonical_title
from yiwang.catalogue.comparison import policies
from yiwang.catalogue.comparison.law_rules import nearest_title
from yiwang.catalogue.enums import TitleSettlement
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.evidence_types.commands import check_keeps
from yiwang.catalogue.guidance_refusals import SomebodyWasFaster
from yiwang.catalogue.loading.laws import tie_legal_bases
from yiwang.catalogue.models import CitedTitle, Finding, Law
from yiwang.catalogue.title_refusals import CitedTitleNotFound, SettlementInvalid
from yiwang.catalogue.zone_refusals import OutsideInvalid
from yiwang.catalogue.zones.outside import public_address
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden, InvalidText
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

MOST_SHOWN: Final = 500
_WAITING: Final = """
SELECT f.evidence #>> '{found,law}' AS title, count(DISTINCT f.base_item_id) AS items,
       min(f.due_on) AS due_on, min(f.id::text) AS finding_id
  FROM catalogue_finding f
 WHERE f.rule = 'law-unknown' AND f.state IN ('open', 'contested', 'upheld')
 GROUP BY 1 ORDER BY items DESC, title LIMIT %s
"""
_CITING: Final = """
SELECT DISTINCT v.base_item_id FROM catalogue_base_version v
 WHERE v.state = 'published' AND v.effective_to IS NULL
   AND translate(v.content::text, '()', '（）') LIKE ANY (%s)
"""


@dataclass(frozen=True, slots=True)
class WaitingTitle:
    """A title that nobody has settled.

    :ivar items: how many base items cite it
    :ivar finding_id: one of its findings
    :ivar nearest: the law of the corpus that may be meant; "" when none is like it
    :ivar revision: 0 when it was never settled
    """

    title: str
    items: int
    due_on: date
    finding_id: UUID
    nearest: str
    revision: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What somebody says of a title.

    :param law_title: the law of the corpus, of another name
    :param source_url: where the text is, of a rule kept elsewhere
    """

    kind: TitleSettlement
    law_title: str = ""
    source_url: str = ""
    note: str = ""


def waiting_titles(actor: Actor) -> list[WaitingTitle]:
    """Return what items cite and the corpus does not have, the most cited first.

    :raises Forbidden: the actor's post has nothing to do with findings
    """
    _check_reads(actor)
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [MOST_SHOWN])
        rows = cursor.fetchall()
    known = list(Law.objects.filter(is_newest=True).values_list("title", flat=True))
    revisions = dict(CitedTitle.objects.values_list("title", "revision"))
    return [
        WaitingTitle(
            title,
            items,
            due_on,
            UUID(finding_id),
            nearest_title(title, known),
            revisions.get(title, 0),
        )
        for title, items, due_on, finding_id in rows
    ]


def settled_titles(actor: Actor) -> list[CitedTitle]:
    """Return what was settled, the newest first.

    :raises Forbidden: the actor's post has nothing to do with findings
    """
    _check_reads(actor)
    rows = CitedTitle.objects.exclude(kind=TitleSettlement.OPEN)
    return list(rows.order_by("-settled_at", "title")[:MOST_SHOWN])


def may_settle(actor: Actor) -> bool:
    """Return whether the actor keeps the province's catalogue, and so settles titles."""
    try:
        check_keeps(actor)
    except NotYourCatalogue:
        return False
    return True


def settle_title(
    *, title: str, said: Settlement, revision: int, actor: Actor, at: datetime
) -> CitedTitle:
    """Say what a title is; the items that cite it are compared again.

    :param revision: that the editor saw, 0 for a title without a settlement
    :raises NotYourCatalogue: the actor does not keep the province's catalogue
    :raises CitedTitleNotFound: no item cites it, or the corpus has a law of this title
    :raises SettlementInvalid: the law is not in the corpus, or no public source is named
    :raises SomebodyWasFaster: somebody has settled it meanwhile
    """
    check_keeps(actor)
    title = canonical_title(title)[:120]
    with transaction.atomic():
        row = CitedTitle.objects.select_for_update().filter(title=title).first()
        if (row.revision if row else 0) != revision:
            raise SomebodyWasFaster
        row = row or CitedTitle(title=title, revision=0)
        if Law.objects.filter(title=title, is_newest=True).exists() or not _waits(title):
            raise CitedTitleNotFound
        for column, value in _columns(title, said).items():
            setattr(row, column, value)
        return _saved(row, actor=actor, at=at)


def reopen_title(*, title: str, revision: int, actor: Actor, at: datetime) -> CitedTitle:
    """Take back what was said of a title; it waits again.

    :raises NotYourCatalogue: the actor does not keep the province's catalogue
    :raises CitedTitleNotFound: nobody has settled it
    :raises SomebodyWasFaster: it has been changed since
    """
    check_keeps(actor)
    with transaction.atomic():
        row = CitedTitle.objects.select_for_update().filter(title=canonical_title(title)).first()
        if row is None or row.kind == TitleSettlement.OPEN:
            raise CitedTitleNotFound
        if row.revision != revision:
            raise SomebodyWasFaster
        row.kind, row.law_title, row.source_url = TitleSettlement.OPEN, "", ""
        return _saved(row, actor=actor, at=at)


def citing(titles: Collection[str]) -> set[UUID]:
    """Return the base items in force whose elements name one of some titles."""
    if not titles:
        return set()
    patterns = [f"%{_plain(title)}%" for title in titles]
    with connection.cursor() as cursor:
        cursor.execute(_CITING, [patterns])
        return {item_id for (item_id,) in cursor.fetchall()}


def _check_reads(actor: Actor) -> None:
    if not policies.reads_findings(actor):
        raise Forbidden


def _columns(title: str, said: Settlement) -> dict[str, Any]:
    law = canonical_title(said.law_title.strip("《》 "))
    if said.kind == TitleSettlement.ALIAS:
        if law == title or not Law.objects.filter(title=law, is_newest=True).exists():
            raise SettlementInvalid
        where = ""
    elif said.kind == TitleSettlement.OUTSIDE:
        law, where = "", _address(said.source_url)
    else:
        raise SettlementInvalid
    return {"kind": said.kind, "law_title": law, "source_url": where, "note": _note(said.note)}


def _waits(title: str) -> bool:
    """Return whether the comparison has ever found that items cite a title in vain."""
    rows = Finding.objects.filter(rule="law-unknown", evidence__found__law=title)
    return rows.exists()


def _address(text: str) -> str:
    try:
        return public_address(text)
    except OutsideInvalid as error:
        raise SettlementInvalid from error


def _note(text: str) -> str:
    try:
        return clean_text(text, max_length=300)
    except InvalidText as error:
        raise SettlementInvalid from error


def _plain(title: str) -> str:
    """Return a title so that nothing in it is a sign of a pattern."""
    return title.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _saved(row: CitedTitle, *, actor: Actor, at: datetime) -> CitedTitle:
    row.revision += 1
    row.settled_by_id, row.settled_at = actor.staff_id, at
    row.save()
    tie_legal_bases()
    fact = events.CitedTitleSettled(
        cited_title_id=row.id, settled_as=str(row.kind), revision=row.revision
    )
    ledger.append(fact, actor=actor, at=at)
    return row
