# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settle titles that items cite and the law corpus does not have.

Nobody writes a law's text here. An editor says that a title is another name of a law of the corpus,
or that it is a rule whose text is kept elsewhere and where; both can be taken back.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from yiwang.catalogue import comparison_events as events
from yiwang.catalogue.citations import canonical_title
from yiwang.catalogue.comparison import policies
from yiwang.catalogue.enums import TitleSettlement
from yiwang.catalogue.guidance_refusals import SomebodyWasFaster
from yiwang.catalogue.loading.laws import tie_legal_bases
from yiwang.catalogue.models import CitedTitle, Finding, Law
from yiwang.catalogue.title_refusals import CitedTitleNotFound, SettlementInvalid
from yiwang.catalogue.zone_refusals import OutsideInvalid
from yiwang.catalogue.zones.outside import public_address
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger


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
    policies.check_settles(actor)
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
    policies.check_settles(actor)
    with transaction.atomic():
        row = CitedTitle.objects.select_for_update().filter(title=canonical_title(title)).first()
        if row is None or row.kind == TitleSettlement.OPEN:
            raise CitedTitleNotFound
        if row.revision != revision:
            raise SomebodyWasFaster
        row.kind, row.law_title, row.source_url = TitleSettlement.OPEN, "", ""
        return _saved(row, actor=actor, at=at)


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
