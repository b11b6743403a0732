# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Words for which search found nothing: tasks for editors, without a trace of who asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from yiwang.catalogue import policies
from yiwang.catalogue.enums import QueryState
from yiwang.catalogue.loading.sources import HOME_SCOPE
from yiwang.catalogue.models import UnansweredQuery
from yiwang.catalogue.queries import read_query
from yiwang.catalogue.synonyms import facts
from yiwang.catalogue.synonyms.editing import check_keeps
from yiwang.catalogue.synonyms.refusals import QueryNotFound, SynonymNotInState
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger

LONGEST_KEPT: Final = 24
SHORTEST_KEPT: Final = 2
MOST_SHOWN: Final = 200
DAYS_KEPT_ONCE: Final = 7
# Nobody fills the table on purpose: beyond this many waiting words, new ones are not kept.
MOST_WAITING: Final = 20_000
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_DIGITS: Final = re.compile(r"[0-9]+")

_KEEP: Final = """
WITH said AS (SELECT %(text)s::varchar AS text, %(on)s::date AS day, %(seeker)s::varchar AS seeker)
INSERT INTO catalogue_unanswered_query AS q
       (id, text, times, first_on, last_on, seekers, state)
SELECT %(id)s::uuid, said.text, 1, said.day, said.day, ARRAY[said.seeker], 'once'
  FROM said
 WHERE EXISTS (SELECT FROM catalogue_unanswered_query known WHERE known.text = said.text)
    OR (SELECT count(*) FROM catalogue_unanswered_query known
         WHERE known.state = 'once') < %(most)s::int
ON CONFLICT (text) DO UPDATE
   SET times = q.times + 1,
       last_on = excluded.last_on,
       state = CASE WHEN q.state = 'once' AND NOT q.seekers @> excluded.seekers
                    THEN 'open' ELSE q.state END,
       seekers = CASE WHEN q.state = 'once' AND q.seekers @> excluded.seekers
                      THEN q.seekers ELSE '{}' END
"""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Words that several people have used and that found nothing."""

    id: UUID
    text: str
    times: int
    first_on: date
    last_on: date
    state: str
    state_label: str


def kept_text(text: str) -> str:
    """Return what may be kept of a query: no digits, nothing long; "" when nothing may.

    Names, numbers and addresses are typed into search boxes too. Digits go, and with them what
    runs on; long texts are sentences about somebody and are not kept at all.
    """
    letters = _DIGITS.sub("", read_query(text).text)
    if not SHORTEST_KEPT <= len(letters) <= LONGEST_KEPT or not _HAN.search(letters):
        return ""
    return letters


def note_unanswered(*, text: str, seeker: str, on: date) -> None:
    """Count words for which nothing was found.

    :param seeker: what tells people apart today, such as an address; only a keyed digest that
        changes every day is kept, and only until a second person asks the same
    """
    kept = kept_text(text)
    if not kept:
        return
    said = f"{on}\0{kept}\0{seeker}"
    digest = salted_hmac("yiwang.catalogue.unanswered", said, algorithm="sha256").hexdigest()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _KEEP, {"id": new_id(), "text": kept, "on": on, "seeker": digest, "most": MOST_WAITING}
        )


def unanswered(actor: Actor, *, is_open: bool = True) -> Sequence[Unanswered]:
    """Return the words that wait for an editor, or those dealt with; most asked for first.

    :raises NotYourCatalogue: the actor does not keep the province's catalogue
    """
    check_keeps(actor)
    states = [QueryState.OPEN] if is_open else [QueryState.ANSWERED, QueryState.NONE]
    rows = UnansweredQuery.objects.filter(state__in=states).order_by("-times", "text")
    return [
        Unanswered(
            row.id,
            row.text,
            row.times,
            row.first_on,
            row.last_on,
            row.state,
            row.get_state_display(),
        )
        for row in rows[:MOST_SHOWN]
    ]


def close_unanswered(*, query_id: UUID, state: QueryState, actor: Actor, at: datetime) -> None:
    """Say that words now lead somewhere, or are no matter of government.

    :raises NotYourCatalogue: the actor does not keep the province's catalogue
    :raises QueryNotFound: there are no such words, or nobody is shown them
    :raises SynonymNotInState: they are not open
    """
    policies.check_can(actor, policies.Action.EDIT_BASE, division_code=HOME_SCOPE)
    with transaction.atomic():
        row = UnansweredQuery.objects.select_for_update().filter(pk=query_id).first()
        if row is None or row.state == QueryState.ONCE:
            raise QueryNotFound
        if row.state != QueryState.OPEN or state not in {QueryState.ANSWERED, QueryState.NONE}:
            raise SynonymNotInState
        row.state, row.closed_by_id, row.closed_at = state, actor.account_id, at
        row.save(update_fields=["state", "closed_by_id", "closed_at"])
        ledger.append(facts.UnansweredClosed(query_id=row.id, state=row.state), actor=actor, at=at)


def forget_single_queries(*, on: date) -> int:
    """Drop words that only one person used and nobody else since; return how many."""
    old = on - timedelta(days=DAYS_KEPT_ONCE)
    dropped, _ = UnansweredQuery.objects.filter(state=QueryState.ONCE, last_on__lt=old).delete()
    return dropped
