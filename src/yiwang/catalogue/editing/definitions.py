# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms and processes that an item may use, by names that editors know."""

from collections import Counter

from yiwang.forms import selectors as forms
from yiwang.workflow import selectors as workflow


def definition_names(kind: str) -> dict[str, str]:
    """Return the titles of forms or processes by their codes.

    :param kind: ``form_code`` or ``process_code``
    """
    return forms.form_titles() if kind == "form_code" else workflow.process_names()


def definition_choices(kind: str) -> list[tuple[str, str]]:
    """Return what can be chosen: code and title; the code is told where titles repeat or lack."""
    titles = definition_names(kind)
    often = Counter(titles.values())
    return [
        (code, title if title and often[title] == 1 else f"{title}（{code}）" if title else code)
        for code, title in titles.items()
    ]
