# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The search index: one entry per base item, so that its cost does not grow with the lists."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yiwang.catalogue.enums import PhraseKind


class SearchEntry(models.Model):
    """What is found: a base item with the words, themes and audiences it is found by.

    Weights of the words: A name, B everyday phrases, C theme, result and line, D laws.
    """

    base_item = models.OneToOneField(
        "catalogue.BaseItem", on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    base_version_id = models.UUIDField()
    """The version that it was made of; another in force means that it is stale."""
    scope_code = models.CharField(max_length=12)
    name = models.CharField(max_length=300)
    item_type = models.CharField(max_length=2)
    is_applied_for = models.BooleanField()
    audiences = ArrayField(models.CharField(max_length=8))
    themes = ArrayField(models.CharField(max_length=16))
    topics = ArrayField(models.CharField(max_length=40))
    popularity = models.PositiveIntegerField(default=0)
    words = SearchVectorField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_search_entry"
        indexes = [
            GinIndex(fields=["words"], name="search_entry_words"),
            models.Index(fields=["scope_code", "-popularity"], name="search_entry_scope"),
        ]

    def __str__(self) -> str:
        return self.name


class SearchPhrase(models.Model):
    """A name or an everyday phrase that leads to an item, with its sound in pinyin.

    :ivar weight: 3 it is just that, 2 it is often that, 1 it belongs to it
    """

    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.CASCADE, related_name="phrases", db_index=False
    )
    phrase = models.CharField(max_length=300)
    kind = models.CharField(max_length=8, choices=PhraseKind)
    weight = models.PositiveSmallIntegerField(default=3)
    sound = models.CharField(max_length=2000)
    initials = models.CharField(max_length=300)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_search_phrase"
        constraints = [
            models.UniqueConstraint(fields=["base_item", "phrase"], name="search_phrase_once"),
            models.CheckConstraint(
                name="search_phrase_weight", condition=Q(weight__gte=1, weight__lte=3)
            ),
        ]
        indexes = [
            models.Index(fields=["phrase"], name="search_phrase_exact"),
            models.Index(
                fields=["initials"], name="search_phrase_initials", opclasses=["text_pattern_ops"]
            ),
            GinIndex(fields=["phrase"], name="search_phrase_near", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["sound"], name="search_phrase_sound", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.phrase


class SearchWord(models.Model):
    """A word of the index and how many entries and articles hold it: rare words say more."""

    word = models.CharField(primary_key=True, max_length=40)
    entries = models.PositiveIntegerField(default=0)
    articles = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_search_word"

    def __str__(self) -> str:
        return self.word


class SearchSound(models.Model):
    """How a character sounds, so that a wrong character that sounds right is understood."""

    character = models.CharField(primary_key=True, max_length=1)
    sound = models.CharField(max_length=8)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_search_sound"

    def __str__(self) -> str:
        return f"{self.character} {self.sound}"


class SearchChange(models.Model):
    """A statement that changed what search reads; triggers write it, processes look for it.

    How many there are, with the first and the last, is the stamp of the whole index: it moves when
    a change is committed, in whatever order, and nobody waits for anybody to move it.
    """

    changed_at = models.DateTimeField(db_default=Now())

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_search_change"

    def __str__(self) -> str:
        return str(self.pk)
