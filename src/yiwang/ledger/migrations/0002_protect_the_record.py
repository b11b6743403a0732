# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Refuse every change to what is recorded, to the owner of the tables too."""

from typing import ClassVar

from django.db import migrations

# The second half of the condition is a plain comparison of columns, so that the sequencer's own
# update does not pay for a function call on every row.
PROTECT_EVENTS = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'The ledger is never changed: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$body$;

CREATE TRIGGER ledger_event_born_without_number BEFORE INSERT ON ledger_event
FOR EACH ROW WHEN (NEW.seq IS NOT NULL OR NEW.leaf_hash IS NOT NULL)
EXECUTE FUNCTION ledger_refuse();

CREATE TRIGGER ledger_event_numbered_once BEFORE UPDATE ON ledger_event
FOR EACH ROW WHEN (
    OLD.seq IS NOT NULL OR NEW.seq IS NULL
    OR (OLD.id, OLD.kind, OLD.at, OLD.recorded_at, OLD.subject_type, OLD.subject_id,
        OLD.region_code, OLD.actor, OLD.payload, OLD.purpose, OLD.request_id)
    IS DISTINCT FROM
       (NEW.id, NEW.kind, NEW.at, NEW.recorded_at, NEW.subject_type, NEW.subject_id,
        NEW.region_code, NEW.actor, NEW.payload, NEW.purpose, NEW.request_id)
)
EXECUTE FUNCTION ledger_refuse();

CREATE TRIGGER ledger_event_kept BEFORE DELETE ON ledger_event
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

CREATE TRIGGER ledger_tree_only_grows BEFORE UPDATE ON ledger_tree
FOR EACH ROW WHEN (
    NEW.size <= OLD.size OR NEW.id <> OLD.id OR NEW.hash_name <> OLD.hash_name
)
EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_tree_kept BEFORE DELETE ON ledger_tree
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

ALTER TABLE ledger_event SET (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05
);
"""

UNPROTECT_EVENTS = """
DROP TRIGGER ledger_event_born_without_number ON ledger_event;
DROP TRIGGER ledger_event_numbered_once ON ledger_event;
DROP TRIGGER ledger_event_kept ON ledger_event;
DROP TRIGGER ledger_tree_only_grows ON ledger_tree;
DROP TRIGGER ledger_tree_kept ON ledger_tree;
DROP FUNCTION ledger_refuse();
ALTER TABLE ledger_event RESET (
    autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor
);
"""

WRITTEN_ONCE = ("ledger_tile", "ledger_checkpoint", "ledger_anchor")
ALL = ("ledger_event", "ledger_tree", *WRITTEN_ONCE)

NEVER_CHANGED = """
CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""
NEVER_EMPTIED = """
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""

# The runtime role of the embedded installation may write everywhere by default; not here.
NARROW_RUNTIME_ROLE = """
DO $body$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'yiwang_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER
            ON ledger_event, ledger_tree, ledger_tile, ledger_checkpoint, ledger_anchor
            FROM yiwang_app;
        GRANT UPDATE (seq, leaf_hash) ON ledger_event TO yiwang_app;
        GRANT UPDATE (size, frontier, tail) ON ledger_tree TO yiwang_app;
    END IF;
END
$body$;
"""


def each(tables: tuple[str, ...], statement: str, name: str) -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(statement.format(table=table), f"DROP TRIGGER {table}_{name} ON {table};")
        for table in tables
    ]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(PROTECT_EVENTS, UNPROTECT_EVENTS),
        *each(WRITTEN_ONCE, NEVER_CHANGED, "never_changed"),
        *each(ALL, NEVER_EMPTIED, "never_emptied"),
        migrations.RunSQL(NARROW_RUNTIME_ROLE, migrations.RunSQL.noop),
    ]
