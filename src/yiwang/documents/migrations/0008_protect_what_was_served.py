# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# An attempt changes until it ends; then only the recipient's own word that it has come is added,
# once. An agreement ends, once.
PROTECT = """
CREATE FUNCTION documents_keep_service() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'underway' AND TG_OP = 'UPDATE' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'served' AND OLD.confirmed_at IS NULL
        AND (to_jsonb(NEW) - 'confirmed_at') = (to_jsonb(OLD) - 'confirmed_at') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a record of service never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER documents_service_stays
    BEFORE UPDATE OR DELETE ON documents_service
    FOR EACH ROW EXECUTE FUNCTION documents_keep_service();
CREATE FUNCTION documents_keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
        AND (to_jsonb(NEW) - 'ended_at' - 'ended_by_id')
          = (to_jsonb(OLD) - 'ended_at' - 'ended_by_id') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an agreement to electronic service is ended, never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER documents_service_consent_stays
    BEFORE UPDATE OR DELETE ON documents_service_consent
    FOR EACH ROW EXECUTE FUNCTION documents_keep_consent();
"""
RELEASE = """
DROP TRIGGER documents_service_stays ON documents_service;
DROP FUNCTION documents_keep_service();
DROP TRIGGER documents_service_consent_stays ON documents_service_consent;
DROP FUNCTION documents_keep_consent();
"""


class Migration(migrations.Migration):
    """Let the proof of service be, whoever writes to its table."""

    dependencies = [("documents", "0007_service_of_documents")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
