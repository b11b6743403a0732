# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Laws and their articles: what items rest on."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from yiwang.catalogue.citations import to_number
from yiwang.catalogue.enums import TitleSettlement
from yiwang.foundation.identifiers import new_id


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


class CitedTitle(models.Model):
    """What editors settled of a title that items cite and the corpus does not have.

    :ivar title: as the corpus would keep it, without 中华人民共和国
    :ivar kind: another name of a law of the corpus, a rule whose text is kept elsewhere, or open
        again; a title that nobody has settled has no row
    :ivar law_title: the law of the corpus that it is another name of; "" for others
    :ivar source_url: where the text of a rule kept elsewhere can be read; "" for others
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=8, choices=TitleSettlement)
    law_title = models.CharField(max_length=120, default="", blank=True)
    source_url = models.CharField(max_length=500, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    revision = models.PositiveIntegerField(default=1)
    settled_by_id = models.UUIDField(null=True)
    settled_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_cited_title"
        constraints = [
            models.CheckConstraint(
                name="cited_title_kind_known", condition=Q(kind__in=TitleSettlement.values)
            ),
            models.CheckConstraint(
                name="cited_title_alias_names_a_law",
                condition=Q(kind=TitleSettlement.ALIAS) ^ Q(law_title=""),
            ),
            models.CheckConstraint(
                name="cited_title_outside_has_a_source",
                condition=(Q(kind=TitleSettlement.OUTSIDE) & Q(source_url__startswith="https://"))
                | (~Q(kind=TitleSettlement.OUTSIDE) & Q(source_url="")),
            ),
            models.CheckConstraint(
                name="cited_title_is_not_its_own_alias", condition=~Q(law_title=models.F("title"))
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》"
