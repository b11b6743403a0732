# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0006_addresses_wanted"),
        ("documents", "0013_protect_logos"),
    ]

    operations = [
        migrations.AddField(
            model_name="parcel",
            name="cancel_asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="cancel_calls",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="parcel",
            name="cancel_is_unheard",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="parcel",
            name="cancel_next_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="cancel_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="parcel",
            name="cancel_state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("waiting", "已请快递企业取消，等待答复"),
                    ("done", "快递企业已经取消"),
                    ("refused", "快递企业没有接受取消"),
                    ("unclear", "快递企业没有给出确定的答复，不知道有没有取消"),
                    ("late", "邮件已经揽收，来不及取消"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="parcel",
            index=models.Index(
                condition=models.Q(("cancel_state", "waiting")),
                fields=["cancel_next_at"],
                name="parcel_to_call_off",
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancel_state__in", ["", "waiting", "done", "refused", "unclear", "late"])
                ),
                name="parcel_cancel_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancel_state", "waiting"), _negated=True),
                    models.Q(("cancel_asked_at__isnull", False), ("cancel_next_at__isnull", False)),
                    _connector="OR",
                ),
                name="parcel_cancel_says_when",
            ),
        ),
    ]
