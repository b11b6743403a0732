# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0005_keep_addresses_for_service"),
    ]

    operations = [
        migrations.AddField(
            model_name="parcel",
            name="redirect_asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="redirect_calls",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="parcel",
            name="redirect_cipher",
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="redirect_next_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="redirect_number",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="parcel",
            name="redirect_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="parcel",
            name="redirect_state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("waiting", "已请快递企业改寄，等待答复"),
                    ("done", "快递企业已经同意改寄到新地址"),
                    ("refused", "快递企业没有接受改寄，邮件按原地址送"),
                    ("unclear", "快递企业没有给出确定的答复，邮件可能按原地址送，也可能按新地址送"),
                    ("late", "邮件已经派送或者已经结束，来不及改寄"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="parcel",
            name="redirect_unheard",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="sandboxorder",
            name="redirected_as",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddIndex(
            model_name="parcel",
            index=models.Index(
                condition=models.Q(("redirect_state", "waiting")),
                fields=["redirect_next_at"],
                name="parcel_to_redirect",
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("redirect_state__in", ["", "waiting", "done", "refused", "unclear", "late"])
                ),
                name="parcel_redirect_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("redirect_state", "waiting"), _negated=True),
                    models.Q(
                        ("redirect_asked_at__isnull", False),
                        ("redirect_cipher__isnull", False),
                        ("redirect_next_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="parcel_redirect_says_where",
            ),
        ),
    ]
