# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0035_overdue_consultations"),
        ("documents", "0009_application_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="mode_deferred",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name="modechoice",
            name="paper",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="modechoice",
            name="presence_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="modechoice",
            name="signed_how",
            field=models.CharField(
                choices=[
                    ("account", "本人账户签署"),
                    ("paper", "窗口签署纸面，已扫描"),
                    ("presence", "窗口出示到场码签署"),
                ],
                db_default="account",
                default="account",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="mode",
            field=models.CharField(
                choices=[
                    ("standard", "一般方式"),
                    ("trust_first", "信任在先"),
                    ("deferral", "容缺受理"),
                    ("commitment", "告知承诺"),
                    ("combined", "告知承诺并容缺受理"),
                ],
                db_default="standard",
                default="standard",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="draft",
            name="mode",
            field=models.CharField(
                choices=[
                    ("standard", "一般方式"),
                    ("trust_first", "信任在先"),
                    ("deferral", "容缺受理"),
                    ("commitment", "告知承诺"),
                    ("combined", "告知承诺并容缺受理"),
                ],
                db_default="standard",
                default="standard",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="modechoice",
            name="mode",
            field=models.CharField(
                choices=[
                    ("standard", "一般方式"),
                    ("trust_first", "信任在先"),
                    ("deferral", "容缺受理"),
                    ("commitment", "告知承诺"),
                    ("combined", "告知承诺并容缺受理"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="modechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("paper__isnull", True),
                        ("presence_id__isnull", True),
                        ("signed_how", "account"),
                    ),
                    models.Q(
                        ("paper__isnull", False),
                        ("presence_id__isnull", True),
                        ("signed_how", "paper"),
                    ),
                    models.Q(
                        ("paper__isnull", True),
                        ("presence_id__isnull", False),
                        ("signed_how", "presence"),
                    ),
                    _connector="OR",
                ),
                name="mode_choice_is_proven",
            ),
        ),
    ]
