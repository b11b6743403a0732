# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How people speak: everyday words for official ones, who said so, and what found nothing."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from yiwang.catalogue.enums import QueryState, SynonymState
from yiwang.foundation.identifiers import new_id


class SearchTerm(models.Model):
    """An everyday word and official words that stand together in what it means: 驾照, 驾驶证.

    :ivar weight: 3 it is just that, 2 it is often that, 1 it belongs to it
    """

    term = models.CharField(max_length=60)
    words = models.CharField(max_length=120)
    weight = models.PositiveSmallIntegerField(default=3)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_search_term"
        constraints = [
            models.UniqueConstraint(fields=["term", "words"], name="search_term_once"),
            models.CheckConstraint(
                name="search_term_weight", condition=Q(weight__gte=1, weight__lte=3)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.words}"


class SearchQuestion(models.Model):
    """A question that people often ask about an item, with its answer, as search finds it."""

    base_item = models.ForeignKey("catalogue.BaseItem", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=300)
    answer = models.TextField()
    words = SearchVectorField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_search_question"
        indexes = [GinIndex(fields=["words"], name="search_question_words")]

    def __str__(self) -> str:
        return self.question


class Synonym(models.Model):
    """What an editor says people mean by some words: an item, or official words.

    Search reads ``SearchPhrase`` and ``SearchTerm``; publishing puts the synonym there.

    :ivar phrase: as search compares it: no signs, no blanks
    :ivar base_item: what the phrase leads to; None when it stands for ``words``
    :ivar drafted_by_id: account of the editor; never that of who publishes it
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope_code = models.CharField(max_length=12)
    phrase = models.CharField(max_length=60)
    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.CASCADE, null=True, related_name="+"
    )
    words = models.CharField(max_length=120, default="", blank=True)
    weight = models.PositiveSmallIntegerField(default=3)
    state = models.CharField(max_length=12, choices=SynonymState, default=SynonymState.DRAFT)
    drafted_by_id = models.UUIDField()
    drafted_at = models.DateTimeField()
    published_by_id = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_synonym"
        constraints = [
            models.CheckConstraint(
                name="synonym_of_an_item_or_of_words",
                condition=Q(base_item__isnull=False, words="")
                | (Q(base_item__isnull=True) & ~Q(words="")),
            ),
            models.CheckConstraint(
                name="synonym_weight", condition=Q(weight__gte=1, weight__lte=3)
            ),
            models.CheckConstraint(
                name="synonym_state_known", condition=Q(state__in=SynonymState.values)
            ),
            models.CheckConstraint(
                name="synonym_published_by_another",
                condition=Q(published_by_id__isnull=True)
                | ~Q(published_by_id=models.F("drafted_by_id")),
            ),
            models.CheckConstraint(
                name="synonym_published_has_a_publisher",
                condition=~Q(state=SynonymState.PUBLISHED)
                | Q(published_by_id__isnull=False, published_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["phrase", "base_item", "words"],
                name="synonym_once",
                nulls_distinct=False,
                condition=~Q(state=SynonymState.WITHDRAWN),
            ),
        ]
        indexes = [models.Index(fields=["state", "-drafted_at"], name="synonym_newest")]

    def __str__(self) -> str:
        return self.phrase


class UnansweredQuery(models.Model):
    """Words for which search found nothing: a task for editors once several have used them.

    Digits and all that is long are left out before anything is kept. Until two different people
    have asked, nobody is shown the words, and they go after a few days.

    :ivar seekers: keyed digests of who asked on a day, only until there are two
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    text = models.CharField(max_length=40, unique=True)
    times = models.PositiveIntegerField(default=1)
    first_on = models.DateField()
    last_on = models.DateField()
    seekers = ArrayField(models.CharField(max_length=64), default=list)
    state = models.CharField(max_length=8, choices=QueryState, default=QueryState.ONCE)
    closed_by_id = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_unanswered_query"
        constraints = [
            models.CheckConstraint(
                name="unanswered_query_state_known", condition=Q(state__in=QueryState.values)
            ),
            models.CheckConstraint(
                name="unanswered_query_without_digits", condition=~Q(text__regex=r"[0-9]")
            ),
            models.CheckConstraint(
                name="unanswered_query_seekers_until_two",
                condition=Q(state=QueryState.ONCE) | Q(seekers=[]),
            ),
        ]
        indexes = [models.Index(fields=["state", "-times"], name="unanswered_query_often")]

    def __str__(self) -> str:
        return self.text
