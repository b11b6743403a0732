# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Read a rule from files, and fill the registers of names that are taken."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from yiwang.cases.automation.facts import register_text
from yiwang.cases.automation.versions import Rule
from yiwang.cases.errors import NotYourCase
from yiwang.cases.models import RegisterEntry
from yiwang.foundation.actors import Actor


def load_rule(folder: Path, code: str, *, valid_from: date) -> Rule:
    """Return the rule in ``<code>.dmn`` and ``<code>.json``."""
    stated = json.loads((folder / f"{code}.json").read_text("utf-8"))
    return Rule(
        table_xml=(folder / f"{code}.dmn").read_text("utf-8"),
        valid_from=valid_from,
        facts=stated["facts"],
        steps=stated["steps"],
        sample_percent=stated["sample_percent"],
        most_differences=stated["most_differences"],
    )


def load_register(
    *, register: str, region_code: str, names: Iterable[str], actor: Actor, at: datetime
) -> int:
    """Enter names that are taken; those that are known stay. Return how many were given.

    :raises NotYourCase: the actor is not a process of our own
    """
    if not actor.is_system:
        raise NotYourCase
    rows = [
        RegisterEntry(
            register=register, region_code=region_code, text=register_text(name), entered_at=at
        )
        for name in names
    ]
    RegisterEntry.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
