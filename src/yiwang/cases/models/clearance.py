# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an actor's clearance keeps from them, as a condition of a query."""

from uuid import UUID

from django.db.models import Q

from yiwang.foundation.actors import Actor


def is_barred(actor: Actor, *, department: str = "department_id", item_code: str) -> Q | None:
    """Return the condition that a row is labelled above the actor's clearance; None: none is.

    :param department: name of the column that says whose it is
    :param item_code: name of the column that says of which item
    """
    if not actor.barred:
        return None
    condition = Q(pk__in=[])
    for mark in sorted(actor.barred):
        whose, _colon, code = mark.partition(":")
        of_one = Q(**{department: UUID(whose)})
        condition |= of_one & Q(**{item_code: code}) if code else of_one
    return condition
