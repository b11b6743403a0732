# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms and processes that an item may use, by names that editors know."""

from django.utils.translation import gettext as _

from yiwang.forms import selectors as forms
from yiwang.workflow import selectors as workflow


def definition_choices() -> dict[str, list[tuple[str, str]]]:
    """Return the forms and processes that base items can take, each with its newest version."""
    named = {"form_code": forms.form_titles(), "process_code": workflow.process_names()}
    newest = {
        "form_code": forms.newest_form_versions(),
        "process_code": workflow.newest_process_versions(),
    }
    return {
        element: [
            (
                code,
                _("%(name)s（%(code)s，第 %(number)s 版）")
                % {"name": named[element].get(code) or code, "code": code, "number": number},
            )
            for code, number in sorted(newest[element].items())
        ]
        for element in newest
    }
