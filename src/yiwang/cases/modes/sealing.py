# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What belongs to a case of what was signed, deferred, seen and checked, for its seal."""

from collections.abc import Mapping, Sequence

from django.db.models import Model

from yiwang.cases.models import (
    CaseMaterial,
    DeferredMaterial,
    ModeChoice,
    OriginalCheck,
    PromiseCheck,
)

PARTS: Mapping[type[Model], Sequence[str]] = {
    CaseMaterial: ("requirement_key", "file__sha256", "grade", "added_at", "replaced_at"),
    ModeChoice: (
        *("mode", "text_sha256", "materials", "signed_by_id", "signed_at"),
        *("signed_how", "paper__sha256", "presence_id"),
    ),
    DeferredMaterial: ("requirement_key", "due_on", "handed_in_at", "returned_because"),
    OriginalCheck: ("material_id", "result", "original", "place", "difference", "seen_by_id"),
    PromiseCheck: (
        *("state", "due_on", "findings", "checked_by_id", "checked_at", "order", "correct_by_on"),
        *("recheck_findings", "rechecked_by_id", "rechecked_at"),
    ),
}
"""That a look at an original was voided afterwards is no part: it may be found out later."""
