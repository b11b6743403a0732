# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0003_silent_parcels"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceAddress",
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
                ("applicant_id", models.UUIDField()),
                ("address_cipher", models.BinaryField()),
                ("text_sha256", models.CharField(max_length=64)),
                ("given_by_id", models.UUIDField()),
                ("given_at", models.DateTimeField()),
                ("ended_by_id", models.UUIDField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "delivery_service_address",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("applicant_id",),
                        name="service_address_one_in_force",
                    )
                ],
            },
        ),
    ]
