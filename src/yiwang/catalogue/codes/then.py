# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The code that an item had when a version of it was published."""

from datetime import datetime

from yiwang.catalogue.code_enums import SuccessionKind
from yiwang.catalogue.models import CodeSuccession


def basic_code_at(code: str, moment: datetime) -> str:
    """Return what a basic code of today was at a moment; back through every renumbering since."""
    steps = CodeSuccession.objects.filter(kind=SuccessionKind.RENUMBER)
    until: datetime | None = None
    while True:
        since = steps.filter(new_code=code, recorded_at__gt=moment)
        if until is not None:
            since = since.filter(recorded_at__lt=until)
        step = since.order_by("-recorded_at").values_list("old_code", "recorded_at").first()
        if step is None:
            return code
        code, until = step
