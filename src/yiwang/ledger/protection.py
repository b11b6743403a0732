# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether the triggers that guard the record are in place."""

from django.db import connection

TRIGGERS = frozenset(
    {
        "ledger_event_born_without_number",
        "ledger_event_numbered_once",
        "ledger_event_kept",
        "ledger_event_never_emptied",
        "ledger_tree_only_grows",
        "ledger_tree_kept",
        "ledger_tree_never_emptied",
        "ledger_tile_never_changed",
        "ledger_tile_never_emptied",
        "ledger_checkpoint_never_changed",
        "ledger_checkpoint_never_emptied",
        "ledger_anchor_never_changed",
        "ledger_anchor_never_emptied",
    }
)

_AT_WORK = """
SELECT tgname FROM pg_trigger
WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgname = ANY(%s)
"""


def missing_triggers() -> list[str]:
    """Return the triggers that somebody has dropped or switched off, by name."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_WORK, [sorted(TRIGGERS)])
        return sorted(TRIGGERS - {name for (name,) in cursor.fetchall()})
