# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0010_layers_are_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.CharField(max_length=60)),
                ("words", models.CharField(max_length=120)),
                ("weight", models.PositiveSmallIntegerField(default=3)),
            ],
            options={
                "db_table": "catalogue_search_term",
                "constraints": [
                    models.UniqueConstraint(fields=("term", "words"), name="search_term_once"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 3)),
                        name="search_term_weight",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnansweredQuery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yiwang.foundation.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("text", models.CharField(max_length=40, unique=True)),
                ("times", models.PositiveIntegerField(default=1)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                (
                    "seekers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("once", "只有一人问过"),
                            ("open", "待处理"),
                            ("answered", "已配上说法"),
                            ("none", "不属于政务服务"),
                        ],
                        default="once",
                        max_length=8,
                    ),
                ),
                ("closed_by_id", models.UUIDField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "catalogue_unanswered_query",
                "indexes": [
                    models.Index(fields=["state", "-times"], name="unanswered_query_often")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["once", "open", "answered", "none"])),
                        name="unanswered_query_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "[0-9]"), _negated=True),
                        name="unanswered_query_without_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "once"), ("seekers", []), _connector="OR"),
                        name="unanswered_query_seekers_until_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=300)),
                ("answer", models.TextField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "base_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.baseitem",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_search_question",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="search_question_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yiwang.foundation.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("scope_code", models.CharField(max_length=12)),
                ("phrase", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, default="", max_length=120)),
                ("weight", models.PositiveSmallIntegerField(default=3)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("published", "已生效"),
                            ("withdrawn", "已撤下"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("drafted_by_id", models.UUIDField()),
                ("drafted_at", models.DateTimeField()),
                ("published_by_id", models.UUIDField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_by_id", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "base_item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.baseitem",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_synonym",
                "indexes": [models.Index(fields=["state", "-drafted_at"], name="synonym_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base_item__isnull", False), ("words", "")),
                            models.Q(
                                ("base_item__isnull", True), models.Q(("words", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="synonym_of_an_item_or_of_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 3)),
                        name="synonym_weight",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "withdrawn"])),
                        name="synonym_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_by_id__isnull", True),
                            models.Q(("published_by_id", models.F("drafted_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="synonym_published_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False), ("published_by_id__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="synonym_published_has_a_publisher",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("phrase", "base_item", "words"),
                        name="synonym_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]
