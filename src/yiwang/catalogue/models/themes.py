# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Themes of the national lists and the topics of life that they are drawn together to."""

from typing import ClassVar

from django.db import models

from yiwang.catalogue.enums import ServiceObject


class Topic(models.Model):
    """A topic of life (便民主题); data, because only six of the sixteen are certain."""

    code = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=40, unique=True)
    icon = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    is_confirmed = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_topic"

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """A theme of the national lists: 30 for natural persons, 34 for legal persons."""

    code = models.CharField(primary_key=True, max_length=16)
    audience = models.CharField(max_length=8, choices=ServiceObject)
    name = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_theme"
        constraints = [models.UniqueConstraint(fields=["audience", "name"], name="theme_name_once")]

    def __str__(self) -> str:
        return self.name


class ThemeTopic(models.Model):
    """A theme belongs to a topic; a topic's page is a query over its themes, never a list."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+", db_index=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_theme_topic"
        constraints = [models.UniqueConstraint(fields=["theme", "topic"], name="theme_topic_once")]

    def __str__(self) -> str:
        return f"{self.theme_id} → {self.topic_id}"
