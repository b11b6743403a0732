# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load laws: the articles that items cite, or the whole corpus."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.db import connection

from yiwang.catalogue import events, figures, indexing, policies
from yiwang.catalogue.bulk import (
    Progress,
    copy_new_rows,
    long_transaction,
    refresh_statistics,
    silent,
    told,
)
from yiwang.catalogue.citations import Citation, parse_citations
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.files import ArticleRow
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.models import Law
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

# Loaded whole with the cited articles: the laws that refusals and notices name.
PROCEDURE_LAWS: Final = frozenset(
    {"行政许可法", "行政复议法", "行政诉讼法", "浙江省保障“最多跑一次”改革规定"}
)
FIRST: Final = (1, "")
_LAW_COLUMNS: Final = ("title", "issued_on", "category", "is_newest", "article_count")
_ARTICLE_COLUMNS: Final = ("law_id", "number", "suffix", "text")

_MARK_NEWEST: Final = """
UPDATE catalogue_law AS l SET is_newest = FALSE
 WHERE l.is_newest AND EXISTS (
       SELECT FROM unnest(%(titles)s::text[], %(dates)s::date[]) AS n (title, issued_on)
        WHERE n.title = l.title AND n.issued_on > coalesce(l.issued_on, '-infinity'::date))
"""
_TIE: Final = """
UPDATE catalogue_legal_basis AS b
   SET law_id = l.id,
       article_id = (SELECT a.id FROM catalogue_article a
                      WHERE a.law_id = l.id AND a.number = b.article_number
                        AND a.suffix = b.article_suffix)
  FROM catalogue_law l
 WHERE l.is_newest
   AND l.title = coalesce((SELECT t.law_title FROM catalogue_cited_title t
                            WHERE t.title = b.law_title AND t.kind = 'alias'), b.law_title)
"""
_UNTIE = """
UPDATE catalogue_legal_basis AS b SET law_id = NULL, article_id = NULL
  FROM catalogue_cited_title t, catalogue_law l
 WHERE t.title = b.law_title AND t.kind <> 'alias' AND l.id = b.law_id AND l.title <> b.law_title
"""

Text = tuple[str, date | None]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which articles of a corpus are loaded; ``None`` stands for all of a law."""

    articles: Mapping[str, Collection[tuple[int, str]] | None]

    def takes(self, row: ArticleRow) -> bool:
        if row.law not in self.articles:
            return False
        places = self.articles[row.law]
        return places is None or (row.number, row.suffix) in places


def load_laws(*, root: Path, actor: Actor, at: datetime, progress: Progress = silent) -> LoadReport:
    """Load the whole corpus, all dated texts of it.

    :raises DataFileMissing: the corpus cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    return _load(list(files.articles(root)), counted=None, actor=actor, at=at, progress=progress)


def load_cited_articles(
    *, root: Path, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Load what the items of the data files cite, from the newest text of each law.

    The laws of procedure that refusals and notices name are loaded whole; of a law that is cited
    without an article, the first one. ``left_out`` of the report names every place that the corpus
    does not have.

    :raises DataFileMissing: the corpus or the items cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    cited = cited_places(root)
    wanted = _wanted(cited)
    corpus = list(files.articles(root))
    newest = _newest_texts(corpus)
    rows = [row for row in corpus if newest[row.law] == row.issued_on and wanted.takes(row)]
    report = _load(rows, counted=corpus, actor=actor, at=at, progress=progress)
    return LoadReport(report.read, report.changed, unmatched(cited, corpus))


def cited_places(root: Path) -> list[Citation]:
    """Return every place that an item of the data files cites, each once."""
    places = {
        place: None
        for row in files.table(root, files.ITEMS)
        for place in parse_citations(row["legal_basis"])
    }
    for _slug, model in files.item_models(root):
        for basis in model.get("base", {}).get("legal_bases", ()):
            text = f"《{basis.get('law', '')}》{basis.get('article', '')}"
            places |= dict.fromkeys(parse_citations(text))
    return list(places)


def unmatched(cited: Iterable[Citation], corpus: Iterable[ArticleRow]) -> tuple[str, ...]:
    """Return the places that the newest texts of a corpus do not have."""
    corpus = list(corpus)
    newest = _newest_texts(corpus)
    known = {
        (row.law, row.number, row.suffix) for row in corpus if newest[row.law] == row.issued_on
    }
    return tuple(
        str(place)
        for place in cited
        if place.law not in newest
        or (place.article and (place.law, place.article, place.suffix) not in known)
    )


def tie_legal_bases() -> None:
    """Tie what items cite to the articles that are stored now."""
    with connection.cursor() as cursor:
        cursor.execute(_UNTIE)
        cursor.execute(_TIE)


def _wanted(cited: Iterable[Citation]) -> _Wanted:
    articles: dict[str, set[tuple[int, str]]] = {}
    for place in cited:
        places = articles.setdefault(place.law, set())
        if place.article:
            places.add((place.article, place.suffix))
    for places in articles.values():
        if not places:
            # Cited as a whole only: its first article stands for it, or the law would be unknown.
            places.add(FIRST)
    return _Wanted(articles | dict.fromkeys(PROCEDURE_LAWS))


def _newest_texts(rows: Iterable[ArticleRow]) -> dict[str, date | None]:
    newest: dict[str, date | None] = {}
    for row in rows:
        known = newest.get(row.law, row.issued_on)
        newest[row.law] = max(known or date.min, row.issued_on or date.min)
    return {law: None if day == date.min else day for law, day in newest.items()}


def _load(
    rows: list[ArticleRow],
    *,
    counted: list[ArticleRow] | None,
    actor: Actor,
    at: datetime,
    progress: Progress,
) -> LoadReport:
    with long_transaction():
        _store_texts(rows, counted or rows)
        ids: dict[Text, int] = {
            (title, issued_on): law_id
            for law_id, title, issued_on in Law.objects.values_list("id", "title", "issued_on")
        }
        changed = copy_new_rows(
            "catalogue_article",
            _ARTICLE_COLUMNS,
            told(
                ((ids[row.law, row.issued_on], row.number, row.suffix, row.text) for row in rows),
                len(rows),
                progress,
            ),
        )
        tie_legal_bases()
        if changed:
            indexing.index_articles()
            indexing.count_words()
            figures.recount([figures.LAWS])
            fact = events.LawsLoaded(laws=len({row.law for row in rows}), articles=changed)
            ledger.append(fact, actor=actor, at=at)
    refresh_statistics("catalogue_law", "catalogue_article")
    return LoadReport(len(rows), changed)


def _store_texts(rows: Iterable[ArticleRow], counted: Iterable[ArticleRow]) -> None:
    """Store the dated texts that the rows belong to; the newest of each title is in use."""
    counts: dict[Text, int] = {}
    for row in counted:
        counts[row.law, row.issued_on] = counts.get((row.law, row.issued_on), 0) + 1
    categories = {(row.law, row.issued_on): row.category for row in rows}
    newest = _newest_texts(rows)
    dated = [(title, day) for title, day in newest.items() if day is not None]
    with connection.cursor() as cursor:
        cursor.execute(
            _MARK_NEWEST,
            {"titles": [title for title, _ in dated], "dates": [day for _, day in dated]},
        )
    stored = dict(Law.objects.filter(is_newest=True).values_list("title", "issued_on"))
    copy_new_rows(
        "catalogue_law",
        _LAW_COLUMNS,
        (
            (
                title,
                issued_on,
                category,
                newest[title] == issued_on and stored.get(title, issued_on) == issued_on,
                counts[title, issued_on],
            )
            for (title, issued_on), category in categories.items()
        ),
    )
