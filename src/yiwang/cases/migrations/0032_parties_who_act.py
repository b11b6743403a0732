# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0031_no_stop_without_record")]

    operations = [
        migrations.AddField(
            model_name="interestedparty",
            name="number_index",
            field=models.BinaryField(blank=True, max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="interestedparty",
            name="person_id",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="interestedparty",
            index=models.Index(
                condition=models.Q(("person_id__isnull", False)),
                fields=["person_id"],
                name="party_person",
            ),
        ),
        migrations.AddIndex(
            model_name="interestedparty",
            index=models.Index(
                condition=models.Q(("number_index__isnull", False)),
                fields=["number_index"],
                name="party_number",
            ),
        ),
        migrations.AddIndex(
            model_name="specialprocedure",
            index=models.Index(
                condition=models.Q(
                    ("is_public", True),
                    ("kind__in", ["hearing", "public_notice"]),
                    ("state", "told"),
                ),
                fields=["region_code", "starts_at"],
                name="procedure_announced",
            ),
        ),
    ]
