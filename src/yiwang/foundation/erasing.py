# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows whose keeping time is over are erased: a model says which, in its attribute ``erased``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.apps import apps
from django.db import transaction
from django.db.models import Model

BATCH: Final = 1000
AT_MOST: Final = 100_000
"""Rows of one model in one run; what is left over goes in the next."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """When a row goes.

    :param moment: the field that the time is counted from; a row in which it is empty stays
    :param days: after which the row goes; 0 at that moment itself
    """

    moment: str
    days: int


def erasable_models() -> Iterator[tuple[type[Model], Erasure]]:
    """Return the models whose rows go after some time, and when."""
    for model in apps.get_models():
        rule = model.__dict__.get("erased")
        if isinstance(rule, Erasure):
            yield model, rule


def erase_past(model: type[Model], rule: Erasure, *, at: datetime) -> int:
    """Erase the rows of a model whose time is over, in small transactions; return how many.

    :raises ProtectedError: another row holds one of them, which its room has not thought of
    """
    last = at - timedelta(days=rule.days)
    erased = 0
    while erased < AT_MOST:
        with transaction.atomic():
            over = model._base_manager.filter(**{f"{rule.moment}__lte": last})
            ids = list(
                over.select_for_update(skip_locked=True)
                .order_by(rule.moment)
                .values_list("pk", flat=True)[:BATCH]
            )
            model._base_manager.filter(pk__in=ids).delete()
        erased += len(ids)
        if len(ids) < BATCH:
            break
    return erased
