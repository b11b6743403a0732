# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a message: as staff published them, else as they are built in."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from yiwang.foundation.remembering import Remembered
from yiwang.notifications import kinds
from yiwang.notifications.enums import TemplateState
from yiwang.notifications.models import Template

Words = Mapping[tuple[str, str], tuple[str, str]]
"""Title and text by kind and language."""
_published: Remembered[str, Words] = Remembered(30.0)
"""Read again every half minute, so that inboxes cost nothing."""


def words(kind: str, params: Mapping[str, Any], language: str = "") -> tuple[str, str]:
    """Return title and text of a kind, filled in; in the reader's language when none is given."""
    language = language or translation.get_language() or ""
    written = _published.get("all", _read).get((kind, language))
    if written is None:
        return kinds.words(kind, params)
    return kinds.filled(written, params)


def _read() -> Words:
    rows = Template.objects.filter(state=TemplateState.PUBLISHED)
    return {(row.kind, row.language): (row.title, row.text) for row in rows}


def forget() -> None:
    """Read the words anew when next asked; called when some were published."""
    _published.forget()
