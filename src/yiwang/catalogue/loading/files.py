# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Read the catalogue's data files under ``data/``; touches no database."""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from yiwang.catalogue.citations import canonical_title
from yiwang.catalogue.errors import DataFileMissing

ITEMS: Final = "items/items_from_knowledge.csv"
GUANGAN_ITEMS: Final = "items/guangan_district_items_real.csv"
LINE_CODES: Final = "items/line_codes.csv"
PRESENCE: Final = "items/presence.csv"
FEES: Final = "items/fees.csv"
LOWER_REVIEWS: Final = "items/lower_reviews.csv"
FOLLOW_UPS: Final = "items/follow_ups.csv"
LAWS: Final = "laws/law_articles.jsonl.gz"
LAW_CHANGES: Final = "laws/law_changes.csv"
THEMES: Final = "codes/themes.json"
TOPICS: Final = "themes/topics.csv"
THEME_TOPICS: Final = "themes/theme_topics.csv"
SOURCE_THEMES: Final = "themes/source_themes.csv"
ITEM_THEMES: Final = "themes/item_themes.csv"
GUANGAN_THEMES: Final = "themes/guangan_themes.csv"
SYNONYMS: Final = "search/synonyms.csv"
THESAURUS: Final = "search/thesaurus.csv"
POPULARITY: Final = "search/popularity.csv"
MODELS: Final = "models"

CIVIL_CODE: Final = "民法典"
CIVIL_CODE_DATE: Final = date(2020, 5, 28)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as the corpus has it; ``issued_on`` is empty where the corpus gives no date."""

    law: str
    issued_on: date | None
    category: str
    number: int
    suffix: str
    text: str


def table(root: Path, name: str) -> list[Row]:
    """Return the rows of a CSV file.

    :raises DataFileMissing: it is not there or cannot be read
    """
    try:
        with (root / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataFileMissing(params={"path": name}) from error


def document(root: Path, name: str) -> Any:
    """Return what a JSON file holds.

    :raises DataFileMissing: it is not there or cannot be read
    """
    try:
        return json.loads((root / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataFileMissing(params={"path": name}) from error


def item_models(root: Path) -> Iterator[tuple[str, Any]]:
    """Yield every item that is modelled in detail: its folder's name and its elements."""
    for file in sorted((root / MODELS).glob("*/item.json")):
        yield file.parent.name, document(root, str(file.relative_to(root)))


def articles(root: Path) -> Iterator[ArticleRow]:
    """Yield the articles of the corpus, each once.

    Four laws stand in two categories there; the parts of the Civil Code stand as laws of their own
    with numbers that run on, and are put together again.

    :raises DataFileMissing: the corpus is not there or cannot be read
    """
    seen: set[tuple[str, date | None, int, str]] = set()
    try:
        with gzip.open(root / LAWS, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = _article(json.loads(line))
                key = (row.law, row.issued_on, row.number, row.suffix)
                if key not in seen:
                    seen.add(key)
                    yield row
    except (OSError, ValueError) as error:
        raise DataFileMissing(params={"path": LAWS}) from error


def _article(values: Mapping[str, Any]) -> ArticleRow:
    is_civil_code = values["category"] == CIVIL_CODE
    issued_on = date.fromisoformat(values["date"]) if values["date"] else None
    return ArticleRow(
        law=CIVIL_CODE if is_civil_code else canonical_title(values["law"]),
        issued_on=CIVIL_CODE_DATE if is_civil_code else issued_on,
        category=values["category"],
        number=values["no"],
        suffix=values["sub"],
        text=values["text"],
    )
