# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which fields of a sheet can be disputed. Pure."""

from yiwang.cases.models import Finding
from yiwang.cases.spared.enums import FORM
from yiwang.cases.spared.plan import Plan


def fields_of(sheet: Finding, plan: Plan) -> dict[str, str]:
    """Return the fields of a sheet that can be disputed, and the source's name of each.

    Of what fills in the form these are fields of the form.
    """
    if sheet.requirement_key != FORM:
        return {key: key for key in sheet.values}
    return {
        name: wanted.field
        for name, wanted in plan.fields.items()
        if wanted.source == sheet.source_code and wanted.field in sheet.values
    }
