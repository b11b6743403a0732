# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

import django.contrib.postgres.fields
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0006_protect_published_templates"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceConsent",
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
                ("given_by_id", models.UUIDField()),
                ("given_at", models.DateTimeField()),
                ("text_sha256", models.CharField(max_length=64)),
                ("ended_by_id", models.UUIDField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "documents_service_consent",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("applicant_id",),
                        name="service_consent_one_in_force",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentService",
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
                ("region_code", models.CharField(max_length=12)),
                ("recipient_id", models.UUIDField()),
                ("group_id", models.UUIDField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("direct", "直接送达"),
                            ("leaving", "留置送达"),
                            ("electronic", "电子送达"),
                            ("post", "邮寄送达"),
                            ("entrusted", "委托送达"),
                            ("transmitted", "转交送达"),
                            ("notice", "公告送达"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("underway", "送达中"),
                            ("served", "已送达"),
                            ("failed", "未能送达"),
                        ],
                        max_length=8,
                    ),
                ),
                ("sent_on", models.DateField()),
                (
                    "servers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "receiver",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "受送达人本人"),
                            ("family", "同住成年家属"),
                            ("head", "法定代表人或者主要负责人"),
                            ("mail_room", "单位负责收件的人"),
                            ("agent", "代理人"),
                            ("appointed", "受送达人指定的代收人"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("receiver_name", models.CharField(blank=True, default="", max_length=60)),
                ("place", models.CharField(blank=True, default="", max_length=200)),
                ("through", models.CharField(blank=True, default="", max_length=100)),
                (
                    "transmitter",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("soldier", "军人所在部队团以上单位的政治机关"),
                            ("prisoner", "被监禁的人所在的监所"),
                            ("educated", "被强制性教育的人所在的教育机构"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("tracking_number", models.CharField(blank=True, default="", max_length=40)),
                ("announced_in", models.CharField(blank=True, default="", max_length=200)),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("missing", "受送达人下落不明"),
                            ("no_other_way", "用其他方式无法送达"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("is_abroad", models.BooleanField(db_default=False, default=False)),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "witnesses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("served_on", models.DateField(blank=True, null=True)),
                ("served_at", models.DateTimeField(blank=True, null=True)),
                ("article", models.CharField(blank=True, default="", max_length=60)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("recorded_by_id", models.UUIDField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="documents.issueddocument",
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.serviceconsent",
                    ),
                ),
            ],
            options={
                "db_table": "documents_service",
                "indexes": [
                    models.Index(fields=["document", "recorded_at"], name="service_document"),
                    models.Index(fields=["recipient_id", "-recorded_at"], name="service_recipient"),
                    models.Index(
                        condition=models.Q(("state", "underway")),
                        fields=["due_on"],
                        name="service_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "served")),
                        fields=("document",),
                        name="service_served_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "underway")),
                        fields=("document",),
                        name="service_one_underway",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "way__in",
                                [
                                    "direct",
                                    "leaving",
                                    "electronic",
                                    "post",
                                    "entrusted",
                                    "transmitted",
                                    "notice",
                                ],
                            )
                        ),
                        name="service_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "served"), _negated=True),
                            models.Q(
                                ("served_on__isnull", False),
                                models.Q(("article", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="service_served_has_a_day",
                        violation_error_message="已送达的必须有送达日期和依据。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "electronic"), _negated=True),
                            ("consent__isnull", False),
                            _connector="OR",
                        ),
                        name="service_electronic_has_consent",
                        violation_error_message="电子送达须经受送达人同意。",
                    ),
                ],
            },
        ),
    ]
