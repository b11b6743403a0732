# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# A translation may be tried until it is there; then it stays. What somebody wished is never changed.
PROTECT = """
CREATE FUNCTION documents_keep_translation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state <> 'ready'
        AND (NEW.document_id, NEW.language, NEW.verification_code, NEW.region_code)
          = (OLD.document_id, OLD.language, OLD.verification_code, OLD.region_code) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a translation of a document never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER documents_translation_stays
    BEFORE UPDATE OR DELETE ON documents_translation
    FOR EACH ROW EXECUTE FUNCTION documents_keep_translation();
CREATE FUNCTION documents_keep_language_wish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what somebody wished is never changed; the last wish counts'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER documents_language_wish_stays
    BEFORE UPDATE OR DELETE ON documents_language_wish
    FOR EACH ROW EXECUTE FUNCTION documents_keep_language_wish();
"""
RELEASE = """
DROP TRIGGER documents_translation_stays ON documents_translation;
DROP FUNCTION documents_keep_translation();
DROP TRIGGER documents_language_wish_stays ON documents_language_wish;
DROP FUNCTION documents_keep_language_wish();
"""


class Migration(migrations.Migration):
    """Let translations be, whoever writes to their table."""

    dependencies = [("documents", "0010_translations_of_papers")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
