# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Tile",
            fields=[
                ("level", models.SmallIntegerField()),
                ("position", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("hashes", models.BinaryField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "db_table": "ledger_tile",
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("note", models.TextField()),
            ],
            options={
                "db_table": "ledger_checkpoint",
                "indexes": [models.Index(fields=["size"], name="ledger_checkpoint_size")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("size__gte", 0)),
                        name="ledger_checkpoint_positive",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(editable=False, null=True)),
                ("leaf_hash", models.BinaryField(null=True)),
                ("kind", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("subject_type", models.CharField(max_length=50)),
                ("subject_id", models.UUIDField(null=True)),
                ("region_code", models.CharField(max_length=12)),
                ("actor", models.JSONField()),
                ("payload", models.JSONField()),
                ("purpose", models.CharField(max_length=100)),
                ("request_id", models.CharField(max_length=100)),
            ],
            options={
                "db_table": "ledger_event",
                "indexes": [
                    models.Index(
                        condition=models.Q(("seq__isnull", True)),
                        fields=["id"],
                        name="ledger_event_unsequenced",
                    ),
                    models.Index(
                        fields=["subject_type", "subject_id", "id"], name="ledger_event_subject"
                    ),
                    models.Index(
                        condition=models.Q(("seq__isnull", False)),
                        fields=["kind", "seq"],
                        name="ledger_event_kind",
                    ),
                    models.Index(
                        condition=models.Q(("seq__isnull", False)),
                        fields=["region_code", "seq"],
                        name="ledger_event_region",
                    ),
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform("account_id", "actor"),
                        models.F("seq"),
                        condition=models.Q(("seq__isnull", False)),
                        name="ledger_event_account",
                    ),
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["at"], name="ledger_event_at", pages_per_range=32
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("seq__isnull", False)),
                        fields=("seq",),
                        name="ledger_event_seq",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("leaf_hash__isnull", True), ("seq__isnull", True)),
                            models.Q(("leaf_hash__isnull", False), ("seq__gte", 0)),
                            _connector="OR",
                        ),
                        name="ledger_event_seq_with_leaf",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyRecord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("scope", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=255)),
                ("fingerprint", models.BinaryField()),
                ("status", models.SmallIntegerField()),
                ("body", models.JSONField()),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "ledger_idempotency_record",
                "indexes": [
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["created_at"], name="ledger_idempotency_created"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("scope", "key"), name="ledger_idempotency_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(db_default=0)),
                ("failures", models.IntegerField(db_default=0)),
                ("last_error", models.TextField(db_default="")),
                ("retry_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "ledger_subscription",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("failures__gte", 0), ("position__gte", 0)),
                        name="ledger_subscription_positive",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tree",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("hash_name", models.CharField(max_length=20)),
                ("size", models.BigIntegerField()),
                ("frontier", models.BinaryField()),
                ("tail", models.BinaryField()),
            ],
            options={
                "db_table": "ledger_tree",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="ledger_tree_only_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 0)), name="ledger_tree_size_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("authority", models.CharField(max_length=300)),
                ("token", models.BinaryField()),
                ("stamped_at", models.DateTimeField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anchors",
                        to="ledger.checkpoint",
                    ),
                ),
            ],
            options={
                "db_table": "ledger_anchor",
                "indexes": [models.Index(fields=["stamped_at"], name="ledger_anchor_stamped")],
            },
        ),
    ]
