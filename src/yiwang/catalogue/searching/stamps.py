# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What tells whether anything changed that a search reads."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from yiwang.catalogue.models import SearchChange
from yiwang.catalogue.regions import Reach

CHANGES_KEPT: Final = 200
_OF_THE_INDEX: Final = """
SELECT concat_ws('-', count(*), min(id), max(id)) FROM catalogue_search_change
"""
_OF_A_PLACE: Final = """
SELECT (SELECT concat_ws('-', count(*), min(id), max(id)) FROM catalogue_search_change),
       coalesce(sum(version), 0), count(*)
  FROM catalogue_region_figures
 WHERE region_code = ANY(%(chain)s::text[])
    OR (region_code > %(first)s::text AND region_code <= %(last)s::text)
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Two stamps: the same ones mean that a search finds the same.

    :ivar index: of base items, phrases, words, questions and laws
    :ivar place: of the lists that serve a place, with their stars
    """

    index: str
    place: str

    @property
    def region_code(self) -> str:
        """The place that it speaks of."""
        return self.place.partition("-")[0]

    @property
    def has_lists(self) -> bool:
        """Whether any list serves the place."""
        return self.place.split("-")[1] != "0"


def index_stamp() -> str:
    """Return the stamp of the index; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_THE_INDEX)
        return str(cursor.fetchone()[0])


def stamp_of(reach: Reach) -> Stamp:
    """Return the stamps of a search for a place; one query."""
    asked: dict[str, Any] = {"chain": list(reach.chain), "first": reach.first, "last": reach.last}
    with connection.cursor() as cursor:
        cursor.execute(_OF_A_PLACE, asked)
        changes, versions, places = cursor.fetchone()
    return Stamp(str(changes), f"{reach.code}-{places}-{versions}")


def drop_old_changes() -> int:
    """Drop all marks but the newest; runs every night. The stamp moves, and nothing else."""
    newest = SearchChange.objects.order_by("-pk").values_list("pk", flat=True)
    oldest_kept = newest[CHANGES_KEPT - 1 : CHANGES_KEPT].first()
    if oldest_kept is None:
        return 0
    return SearchChange.objects.filter(pk__lt=oldest_kept).delete()[0]
