# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0004_firm_contacts"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="dispatch",
            name="dispatch_once_each_way",
        ),
        migrations.RemoveConstraint(
            model_name="firmcontact",
            name="firm_contact_counts_once",
        ),
        migrations.AddField(
            model_name="dispatch",
            name="contact_id",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="is_copy",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="preference",
            name="gets_copies",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="firmcontact",
            index=models.Index(fields=["firm_id", "way"], name="firm_contact_of_firm"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contact_id__isnull", True)),
                fields=("message", "way"),
                name="dispatch_once_each_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contact_id__isnull", False)),
                fields=("message", "way", "contact_id"),
                name="dispatch_once_each_address",
            ),
        ),
    ]
