# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Remember of which materials the name alone said that they are somebody else's.

Until now a list of words told them apart, each time anew. From now on items say whose a material
is; the texts from before never will, so the words are looked for once more, here, and for ever.
"""

import django.db.models.deletion
from django.db import migrations, models

import yiwang.foundation.identifiers

REMEMBER = """
INSERT INTO catalogue_unsaid_material (id, base_item_id, key)
SELECT gen_random_uuid(), said.base_item_id, said.key
  FROM (SELECT DISTINCT text.base_item_id, material ->> 'key' AS key
          FROM (SELECT base_item_id, content FROM catalogue_base_version
                 UNION ALL
                SELECT base_item_id, content FROM catalogue_change_line
                 UNION ALL
                SELECT base_item_id, content FROM catalogue_data_file_text
                 UNION ALL
                SELECT l.base_item_id, t.content
                  FROM catalogue_past_text t JOIN catalogue_change_line l ON l.id = t.line_id
                 UNION ALL
                SELECT l.base_item_id, t.content
                  FROM catalogue_aside_text t JOIN catalogue_change_line l ON l.id = t.line_id
               ) text
         CROSS JOIN LATERAL jsonb_path_query(text.content, '$.materials[*]') material
         WHERE text.base_item_id IS NOT NULL
           AND material ->> 'whose' IS NULL
           AND material ->> 'from_form' IS DISTINCT FROM 'true'
           AND material ->> 'name' ~ (
               '双方|父母|家庭成员|逝者|死者|监护人|股东|代理人|代办人|代领|驾驶员|经办人|配偶|子女|买卖'
               '|法定代表人|负责人|新生儿|亲子|从业人员|抵押权人|落户')
       ) said
    ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0022_elements_of_editors"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnsaidMaterial",
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
                ("key", models.CharField(max_length=40)),
                (
                    "base_item",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.baseitem",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_unsaid_material",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("base_item", "key"), name="unsaid_material_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(REMEMBER, migrations.RunSQL.noop),
    ]
