# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A public list on paper: a long table in type, which is no notice and is not kept."""

from collections.abc import Sequence
from threading import Lock
from typing import Final

from django.utils import timezone

from yiwang.documents.pages import plain
from yiwang.documents.typesetting import typeset

_one_at_a_time: Final = Lock()
"""In a process: a long table takes a second and much memory; who asks again finds it kept."""


def typeset_table(
    *,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[str],
) -> bytes:
    """Return a table as PDF/A, landscape, its head on every page.

    :param widths: of each column, as ``3.5fr`` (a share of what is left) or ``2em``
    """
    page = {
        "kind": "table",
        "title": plain(title),
        "on": timezone.localdate().isoformat(),
        "heads": [plain(head) for head in heads],
        "rows": [[plain(cell) for cell in row] for row in rows],
        "widths": list(widths),
    }
    with _one_at_a_time:
        return typeset(page, at=timezone.now())
