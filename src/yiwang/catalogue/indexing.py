# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Build the search index: one entry per base item, its phrases, and the words of all."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from yiwang.catalogue import questions, words
from yiwang.catalogue.bulk import copy_rows, refresh_statistics
from yiwang.catalogue.content import BaseContent, read_content
from yiwang.catalogue.enums import PhraseKind, ServiceObject, is_applied_for
from yiwang.catalogue.models import (
    Article,
    BaseItem,
    BaseItemVersion,
    SearchEntry,
    SearchPhrase,
    SearchSound,
    SearchTerm,
    Theme,
    ThemeTopic,
)

LONGEST_OWN_WORD: Final = 6
BATCH: Final = 5_000
_ENTRY_COLUMNS: Final = (
    "base_item_id",
    "base_version_id",
    "scope_code",
    "name",
    "item_type",
    "is_applied_for",
    "audiences",
    "themes",
    "topics",
    "popularity",
    "words",
)
_PHRASE_COLUMNS: Final = ("base_item_id", "phrase", "kind", "weight", "sound", "initials")
_COUNT_WORDS: Final = """
INSERT INTO catalogue_search_word (word, entries, articles)
SELECT word, SUM(entries)::int, SUM(articles)::int
  FROM (SELECT word, ndoc AS entries, 0 AS articles
          FROM ts_stat('SELECT words FROM catalogue_search_entry')
         UNION ALL
        SELECT word, 0, ndoc FROM ts_stat('SELECT words FROM catalogue_article')
         UNION ALL
        SELECT word, 0, 0 FROM ts_stat('SELECT words FROM catalogue_search_question')) AS counted
 WHERE length(word) <= %s
 GROUP BY word
"""

# (phrase, weight) of each base item
Phrases = Mapping[UUID, Iterable[tuple[str, int]]]


def add_phrases(phrases: Phrases, kind: PhraseKind) -> int:
    """Keep phrases that lead to items, with their sounds; those that are there stay."""
    rows = [
        SearchPhrase(
            base_item_id=item_id,
            phrase=words.run_together(phrase),
            kind=kind,
            weight=weight,
            sound=sound[:2000],
            initials=initials[:300],
        )
        for item_id, pairs in phrases.items()
        for phrase, weight in pairs
        for sound, initials in [words.sound(phrase)]
        if words.run_together(phrase)
    ]
    SearchPhrase.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return len(rows)


def index_items(item_ids: Iterable[UUID] | None = None, *, on: date) -> int:
    """Write the entries of base items anew and return how many there are.

    :param item_ids: only these; None writes all
    """
    with transaction.atomic():
        chosen = BaseItem.objects.all()
        entries, names = (
            SearchEntry.objects.all(),
            SearchPhrase.objects.filter(kind=PhraseKind.NAME),
        )
        if item_ids is not None:
            ids = list(item_ids)
            chosen = chosen.filter(pk__in=ids)
            entries = entries.filter(pk__in=ids)
            names = names.filter(base_item_id__in=ids)
        entries.delete()
        names.delete()
        items = {item.id: item for item in chosen}
        versions = _versions(items, on)
        contents = {
            version.base_item_id: read_content(BaseContent, version.content) for version in versions
        }
        made_of = {version.base_item_id: version.id for version in versions}
        add_phrases(
            {item_id: _names(content.name) for item_id, content in contents.items()},
            PhraseKind.NAME,
        )
        questions.index_questions(contents.items())
        count = copy_rows(
            "catalogue_search_entry", _ENTRY_COLUMNS, list(_entries(items, contents, made_of))
        )
    refresh_statistics(
        "catalogue_search_entry", "catalogue_search_phrase", "catalogue_search_question"
    )
    return count


def stale_items(item_ids: Iterable[UUID], *, on: date) -> set[UUID]:
    """Return those of some base items whose entries were made of another version, or of none."""
    ids = list(item_ids)
    in_force = BaseItemVersion.objects.in_force(on).filter(base_item_id__in=ids)
    entries = SearchEntry.objects.filter(pk__in=ids)
    made_of = set(entries.values_list("base_item_id", "base_version_id"))
    return {
        item_id
        for item_id, version_id in in_force.values_list("base_item_id", "id")
        if (item_id, version_id) not in made_of
    }


def index_stale(item_ids: Iterable[UUID], *, on: date) -> int:
    """Index those of some base items whose entries are stale, and return how many.

    The dictionaries are loaded only when there is one.
    """
    stale = stale_items(item_ids, on=on)
    if stale:
        teach_own_words()
        index_items(stale, on=on)
        count_words()
    return len(stale)


def every_item() -> list[UUID]:
    """Return the ids of all base items."""
    return list(BaseItem.objects.values_list("id", flat=True))


def index_articles() -> int:
    """Cut the articles that have not been cut; return how many."""
    pending = Article.objects.filter(words__isnull=True).order_by("id")
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE cut_article (id bigint, words tsvector) ON COMMIT DROP")
        # Read first, then copy: one connection cannot do both at once.
        while batch := list(pending.values_list("id", "law__title", "text")[:BATCH]):
            vectors = [(key, article_vector(title, text)) for key, title, text in batch]
            count += copy_rows("cut_article", ("id", "words"), vectors)
            pending = pending.filter(id__gt=batch[-1][0])
        cursor.execute(
            "UPDATE catalogue_article AS a SET words = c.words FROM cut_article c WHERE a.id = c.id"
        )
        cursor.execute("DROP TABLE cut_article")
    return count


def article_vector(title: str, text: str) -> str:
    """Return the words of an article; those of the law's title weigh more."""
    return words.vector({"A": words.cut(title), "D": words.cut(text)})


def count_words() -> int:
    """Count anew in how many entries and articles each word stands."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_search_word")
        cursor.execute(_COUNT_WORDS, [words.LONGEST_WORD])
        counted: int = cursor.rowcount
    refresh_statistics("catalogue_search_word")
    return counted


def keep_sounds() -> int:
    """Keep the sound of every common character, so that wrong ones that sound right are found."""
    signs = [sign for sign in map(chr, range(0x4E00, 0x9FA6)) if _is_common(sign)]
    sounds = [SearchSound(character=sign, sound=words.sound(sign)[0][:8]) for sign in signs]
    SearchSound.objects.bulk_create(sounds, batch_size=5000, ignore_conflicts=True)
    return len(sounds)


def teach_own_words() -> None:
    """Let the cutter know what people call the items of this catalogue."""
    phrases = SearchPhrase.objects.values_list("phrase", flat=True)
    words.teach(phrase for phrase in phrases if len(phrase) <= LONGEST_OWN_WORD)


def _official_words() -> frozenset[str]:
    """Return what everyday words stand for: sought as one word each.

    The cutter finds 残疾人证 in one name and 残疾人 with 证 in the next; who seeks it means both.
    """
    official = SearchTerm.objects.values_list("words", flat=True)
    return frozenset(word for text in official for word in text.split())


def _is_common(sign: str) -> bool:
    """Return whether a character is among the 6,763 of GB 2312."""
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _versions(items: Iterable[UUID], on: date) -> list[BaseItemVersion]:
    return list(BaseItemVersion.objects.in_force(on).filter(base_item_id__in=list(items)))


def _names(name: str) -> list[tuple[str, int]]:
    """Return the name, and the name without what stands in brackets."""
    short = name.split("（")[0]
    return [(name, 3)] + [(short, 2)] * (short != name and len(short) > 1)


def _entries(
    items: Mapping[UUID, BaseItem],
    contents: Mapping[UUID, BaseContent],
    made_of: Mapping[UUID, UUID],
) -> Iterator[tuple[object, ...]]:
    theme_codes = {
        (theme.audience, theme.name): theme.code for theme in Theme.objects.order_by("code")
    }
    topics_of_theme: dict[str, list[str]] = {}
    for theme, topic in ThemeTopic.objects.values_list("theme_id", "topic_id"):
        topics_of_theme.setdefault(theme, []).append(topic)
    phrases: dict[UUID, list[str]] = {}
    for item_id, phrase in SearchPhrase.objects.values_list("base_item_id", "phrase"):
        phrases.setdefault(item_id, []).append(phrase)
    official = _official_words()
    for item_id, content in contents.items():
        item = items[item_id]
        themes = _themes(content, theme_codes)
        topics = {topic for theme in themes for topic in topics_of_theme.get(theme, ())}
        yield (
            item_id,
            made_of[item_id],
            item.scope_code,
            content.name,
            content.item_type.value,
            is_applied_for(content.item_type),
            [one.value for one in content.service_objects],
            themes,
            sorted(content.topics or topics),
            item.popularity,
            _vector(item, content, phrases.get(item_id, ()), official),
        )


def _themes(content: BaseContent, codes: Mapping[tuple[str, str], str]) -> list[str]:
    named = [
        *((ServiceObject.NATURAL, name) for name in content.themes.natural),
        *((ServiceObject.LEGAL, name) for name in content.themes.legal),
    ]
    return [codes[key] for key in named if key in codes]


def _vector(
    item: BaseItem, content: BaseContent, phrases: Iterable[str], official: Collection[str]
) -> str:
    classes: Any = (
        item.line,
        content.item_type.label,
        *content.themes.natural,
        *content.themes.legal,
        *(result.name for result in content.results),
    )
    # Materials and questions would only make every item look alike: all ask for an application.
    laws = " ".join(basis.law for basis in content.legal_bases)
    return words.vector(
        {
            "A": words.cut(content.name) | words.held(content.name, official),
            "B": words.held(item.main_item, official).union(
                *map(words.cut, (item.main_item, *phrases))
            ),
            "C": words.cut(" ".join(map(str, classes))).union(*map(words.pairs, phrases)),
            "D": words.cut(laws),
        }
    )
