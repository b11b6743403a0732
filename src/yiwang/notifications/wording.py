# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a message: as staff published them, else as they are built in."""

import time
from collections.abc import Mapping
from typing import Any, Final

from django.utils import translation

from yiwang.notifications import kinds
from yiwang.notifications.enums import TemplateState
from yiwang.notifications.models import Template

REMEMBERED_SECONDS: Final = 30
_kept: dict[str, Any] = {"until": 0.0, "words": {}}


def words(kind: str, params: Mapping[str, Any], language: str = "") -> tuple[str, str]:
    """Return title and text of a kind, filled in; in the reader's language when none is given."""
    language = language or translation.get_language() or ""
    written = _published().get((kind, language))
    if written is None:
        return kinds.words(kind, params)
    return kinds.filled(written, params)


def _published() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return the published words; read again every half minute, so that inboxes cost nothing."""
    now = time.monotonic()
    if now >= _kept["until"]:
        rows = Template.objects.filter(state=TemplateState.PUBLISHED)
        _kept["words"] = {(row.kind, row.language): (row.title, row.text) for row in rows}
        _kept["until"] = now + REMEMBERED_SECONDS
    found: Mapping[tuple[str, str], tuple[str, str]] = _kept["words"]
    return found


def forget() -> None:
    """Read the words anew when next asked; called when some were published."""
    _kept["until"] = 0.0
