# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

PROTECT = """
CREATE FUNCTION forms_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published % never changes; publish a new version', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER forms_form_stays BEFORE UPDATE OR DELETE ON forms_form
    FOR EACH ROW EXECUTE FUNCTION forms_refuse_change();
"""
RELEASE = """
DROP TRIGGER forms_form_stays ON forms_form;
DROP FUNCTION forms_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_initial")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
