# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Indexes that are made and removed beside the running system, also when that was cut off.

No transaction holds such a migration together: killed half-way, it is run again from its
beginning. So each step passes over what is done already. What a kill leaves half made,
``migrate`` has dropped before.
"""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db.backends.base.schema import BaseDatabaseSchemaEditor as Editor


class AddIndexBeside(AddIndexConcurrently):
    """Make an index without holding up those who write, unless it is there."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: Editor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        if not _is_there(schema_editor, str(self.index.name)):
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class RemoveIndexBeside(RemoveIndexConcurrently):
    """Remove an index without holding up those who write, if it is there."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: Editor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        if _is_there(schema_editor, self.name):
            super().database_forwards(app_label, schema_editor, from_state, to_state)


def _is_there(schema_editor: Editor, name: str) -> bool:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f'"{name}"'])
        (is_there,) = cursor.fetchone()
    return bool(is_there)
