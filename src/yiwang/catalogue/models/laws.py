# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Laws and their articles: what items rest on."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from yiwang.catalogue.citations import to_number


class Law(models.Model):
    """One dated text of a law, regulation or rule; the newest of a title is the one in use."""

    title = models.CharField(max_length=120)
    issued_on = models.DateField(null=True)
    category = models.CharField(max_length=40)
    is_newest = models.BooleanField(default=True)
    article_count = models.PositiveIntegerField(default=0)
    """How many articles the whole text has; perhaps only those that items cite are stored."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_law"
        constraints = [
            models.UniqueConstraint(
                fields=["title", "issued_on"], name="law_text_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["title"], name="law_newest_once", condition=Q(is_newest=True)
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》"


class Article(models.Model):
    """One article of a law; ``suffix`` is 之一 and so on, of an article that was put in later."""

    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="articles", db_index=False)
    number = models.PositiveSmallIntegerField()
    suffix = models.CharField(max_length=8, default="", blank=True)
    text = models.TextField()
    words = SearchVectorField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_article"
        constraints = [
            models.UniqueConstraint(fields=["law", "number", "suffix"], name="article_once")
        ]
        indexes = [GinIndex(fields=["words"], name="article_words")]

    def __str__(self) -> str:
        return f"{self.law_id} {self.number}{self.suffix}"

    @staticmethod
    def rank_of_suffix(suffix: str) -> int:
        """Return the order among articles of one number: 第十七条, 第十七条之一, …之二."""
        return to_number(suffix[1:]) if suffix else 0
