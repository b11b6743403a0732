# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The form with which staff open masked numbers, on whatever page shows them."""

from typing import Any

from yiwang.cases.services import contacts
from yiwang.foundation.actors import Actor
from yiwang.workbench.records.words import purpose_name


def asked(actor: Actor, case: Any, is_open: bool) -> dict[str, Any]:
    """Return what the form needs on the page of a case."""
    return {
        "numbers_url": f"/workbench/cases/{case.pk}/numbers",
        "numbers_open": is_open,
        "may_open_numbers": contacts.may_open(actor, case),
        "number_purposes": purposes(),
    }


def purposes() -> list[tuple[str, str]]:
    """Return what numbers can be opened for, with words; the first is the usual one."""
    return [(str(one), purpose_name(one)) for one in contacts.PURPOSES]
