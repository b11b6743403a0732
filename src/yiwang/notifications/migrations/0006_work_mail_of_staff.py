# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_copies_and_more_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffContact",
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
                ("staff_id", models.UUIDField()),
                ("address_cipher", models.BinaryField()),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("code_until", models.DateTimeField(blank=True, null=True)),
                ("code_tries", models.PositiveSmallIntegerField(default=0)),
                ("set_by_id", models.UUIDField()),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("quiet_from", models.PositiveSmallIntegerField(default=22)),
                ("quiet_to", models.PositiveSmallIntegerField(default=8)),
                ("is_digest", models.BooleanField(default=False)),
                ("language", models.CharField(default="zh-hans", max_length=10)),
            ],
            options={
                "db_table": "notifications_staff_contact",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False)),
                        fields=("staff_id",),
                        name="staff_contact_counts_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=("staff_id",),
                        name="staff_contact_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_at__isnull", False), ("confirmed_at__isnull", True)),
                            models.Q(
                                ("asked_at__isnull", True),
                                ("code_hash", ""),
                                ("confirmed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="staff_contact_waits_or_counts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quiet_from__lte", 23), ("quiet_to__lte", 23)),
                        name="staff_contact_hours",
                    ),
                ],
            },
        ),
    ]
