# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# A confirmed address ends, once, and is sealed anew with another key; it never becomes another.
PROTECT = """
CREATE FUNCTION delivery_keep_service_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'address_cipher' - 'ended_at' - 'ended_by_id')
          = (to_jsonb(OLD) - 'address_cipher' - 'ended_at' - 'ended_by_id')
        AND (OLD.ended_at IS NULL OR (NEW.ended_at, NEW.ended_by_id)
             IS NOT DISTINCT FROM (OLD.ended_at, OLD.ended_by_id)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a confirmed address is ended, never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER delivery_service_address_stays
    BEFORE UPDATE OR DELETE ON delivery_service_address
    FOR EACH ROW EXECUTE FUNCTION delivery_keep_service_address();
"""
RELEASE = """
DROP TRIGGER delivery_service_address_stays ON delivery_service_address;
DROP FUNCTION delivery_keep_service_address();
"""


class Migration(migrations.Migration):
    """Let confirmed addresses be, whoever writes to their table."""

    dependencies = [("delivery", "0004_addresses_for_service")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
