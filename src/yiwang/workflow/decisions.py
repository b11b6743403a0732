# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Ask published decision tables."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from yiwang.workflow import selectors
from yiwang.workflow.dmn.model import Table
from yiwang.workflow.dmn.reader import read_dmn
from yiwang.workflow.errors import DecisionNotFound


@lru_cache(maxsize=1024)
def compiled_table(table_id: UUID) -> Table:
    """Return a published decision table, compiled once in this process of the server."""
    table, _faults = read_dmn(selectors.stored_decision(table_id))
    if table is None:
        raise DecisionNotFound
    return table


def decide(table_id: UUID, inputs: Mapping[str, object]) -> dict[str, Any]:
    """Return a table's outputs by name.

    :param inputs: the variables that the table's input expressions read
    :raises NoRuleMatches: no rule covers them
    :raises RulesContradict: several do, where the hit policy allows one
    """
    return compiled_table(table_id).decide(inputs)
