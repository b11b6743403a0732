# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about what people call things."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class SynonymFact(Fact):
    """A fact about a synonym."""

    subject_type = "synonym"
    subject_field = "synonym_id"

    synonym_id: UUID


@dataclass(frozen=True)
class SynonymDrafted(SynonymFact):
    """An editor proposed what some words mean.

    :param base_item_id: None when they stand for official words
    """

    kind = "catalogue.synonym_drafted"

    base_item_id: UUID | None
    weight: int


@dataclass(frozen=True)
class SynonymPublished(SynonymFact):
    """A second person put a synonym into search."""

    kind = "catalogue.synonym_published"

    base_item_id: UUID | None


@dataclass(frozen=True)
class SynonymWithdrawn(SynonymFact):
    """A synonym was taken out of search, or its draft was given up."""

    kind = "catalogue.synonym_withdrawn"

    was_published: bool


@dataclass(frozen=True)
class UnansweredClosed(Fact):
    """An editor dealt with words for which search had found nothing."""

    kind = "catalogue.unanswered_closed"
    subject_type = "unanswered_query"
    subject_field = "query_id"

    query_id: UUID
    state: str
