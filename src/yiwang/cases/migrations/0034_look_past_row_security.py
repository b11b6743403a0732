# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# What is checked at the end of a transaction is looked up whoever's rows the connection sees then.
DEFINERS = """
ALTER FUNCTION cases_stop_has_record() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION cases_keep_recheck_reader() SECURITY DEFINER SET search_path = public, pg_temp;
"""
UNDO = """
ALTER FUNCTION cases_keep_recheck_reader() SECURITY INVOKER RESET search_path;
ALTER FUNCTION cases_stop_has_record() SECURITY INVOKER RESET search_path;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0033_batches_of_papers")]

    operations = [migrations.RunSQL(DEFINERS, UNDO)]
