# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What tells that a page about a list has to be made anew."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Final
from uuid import UUID

import orjson

from yiwang.catalogue.codes.coming import subjects_of
from yiwang.catalogue.figures import LAWS
from yiwang.catalogue.opening import list_filter
from yiwang.catalogue.stars.rule import NO_FACTS, StarFacts, Stars, stars_of
from yiwang.foundation.marks import Mark

_GUIDE: Final = """
    SELECT replace(v.id::text, '-', '') || '-' || coalesce(
               (SELECT version FROM catalogue_region_figures WHERE region_code = %s), 0)
      FROM catalogue_implementation_version v
      JOIN catalogue_implementation l ON l.id = v.implementation_id
     WHERE l.{field} = %s AND l.state = 'open' AND v.state = 'published'
       AND v.effective_from <= %s AND (v.effective_to IS NULL OR v.effective_to > %s)
     LIMIT 1
"""
_AROUND: Final = """
    SELECT concat(
               (SELECT id FROM catalogue_scenario
                 WHERE base_item_id = l.base_item_id AND state = 'published'
                   AND ended_at IS NULL), '|',
               (SELECT string_agg(concat_ws(' ', id, effective_from, effective_to), ',' ORDER BY id)
                  FROM catalogue_discretion
                 WHERE base_item_id = l.base_item_id AND state <> 'draft'
                   AND (implementation_id = l.id OR implementation_id IS NULL)), '|',
               (SELECT string_agg(concat_ws(' ', u.key, t.id, t.revision), ',' ORDER BY u.key)
                  FROM catalogue_material_use u
                  LEFT JOIN catalogue_evidence_type t ON t.id = u.evidence_type_id
                 WHERE u.base_item_id = l.base_item_id))
      FROM catalogue_implementation l WHERE l.code = %s
"""
_COMING: Final = """
    SELECT string_agg(id::text, ' ' ORDER BY id) FROM catalogue_code_order
     WHERE state = 'waiting' AND subjects && %s::varchar[]
"""
_FACTS: Final = ", ".join(f"'{each.name}', s.{each.name}" for each in fields(StarFacts))
_STARS: Final = f"""
    SELECT json_build_object({_FACTS})
      FROM catalogue_standing s JOIN catalogue_implementation l ON l.id = s.implementation_id
     WHERE l.code = %s
"""  # noqa: S608 - the fields of our own dataclass


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an item, each as a text that changes with it; "" where there is none."""

    scenario: str
    benchmarks: str
    materials: str


def read_around(value: str | None) -> Around:
    """Return what a value of :func:`around` says."""
    scenario, benchmarks, materials = (value or "||").split("|", 2)
    return Around(scenario, benchmarks, materials)


def read_stars(value: str | None) -> Stars:
    """Return the stars that a value of :func:`stars` says; none where a list has no standing."""
    if value is None:
        return stars_of(NO_FACTS)
    return stars_of(StarFacts(**orjson.loads(value)))


def plain_code(code_or_id: str) -> str:
    """Return a code as the catalogue writes it, by which marks are asked for; "" for an id.

    :raises InvalidItemCode: the text is no code of a list
    """
    return str(list_filter(code_or_id).get("code", ""))


def guide(code_or_id: str | UUID, on: date) -> Mark:
    """Return what asks for the tag of a list's guide; no value where none is in force on a day.

    :raises InvalidItemCode: the text is no code of a list
    """
    [(field, value)] = list_filter(code_or_id).items()
    return Mark(_GUIDE.format(field=field), (LAWS, value, on, on))


def around(code: str) -> Mark:
    """Return what changes whenever an item's scenario, benchmarks or kinds of materials do."""
    return Mark(_AROUND, (code,))


def coming(code: str) -> Mark:
    """Return what changes whenever the changes that wait for a code do."""
    return Mark(_COMING, (subjects_of(code),))


def stars(code: str) -> Mark:
    """Return what changes whenever the stars of a list do, or their reasons."""
    return Mark(_STARS, (code,))
