# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0047_decision_checks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="paperbatch",
            name="kind",
            field=models.CharField(
                choices=[
                    ("application", "申请表"),
                    ("receipt", "收件凭证"),
                    ("acceptance", "受理通知书"),
                    ("correction", "一次性补正告知书"),
                    ("not_accepted", "不予受理决定书"),
                    ("not_competent", "不属于本机关职权范围告知书"),
                    ("special_procedure", "特别程序告知书"),
                    ("extension", "延长办理期限告知书"),
                    ("site_check", "现场核查记录"),
                    ("commitment", "告知承诺书"),
                    ("granted", "准予决定书"),
                    ("refused", "不予决定书"),
                    ("termination", "终止办理通知书"),
                    ("measure_notice", "拟撤回撤销事先告知书"),
                    ("measure_decision", "撤回、撤销、注销决定书"),
                    ("unaccepted", "撤销受理决定书"),
                    ("originals_mismatch", "原件核验不符通知书"),
                    ("correction_order", "责令限期整改通知书"),
                    ("promise_broken", "撤销决定告知书"),
                    ("service_record", "送达回证"),
                    ("certificate", "许可证件"),
                    ("party_rights", "利害关系人权利告知书"),
                    ("party_decision", "利害关系人决定告知书"),
                ],
                max_length=20,
            ),
        ),
    ]
