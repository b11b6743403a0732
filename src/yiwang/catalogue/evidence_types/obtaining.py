# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether government has a type of evidence already: it follows, nobody types it in.

Three things make it so: an item in force whose result is the licence that carries the evidence, a
register that signs people in, and a shared data source that is switched on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from yiwang.catalogue.evidence_types.naming import plain_name
from yiwang.catalogue.models import EvidenceType
from yiwang.identity import services as identity
from yiwang.sharing import selectors as sharing

# What the registers that sign people in are asked for, and the licence that says the same.
_HELD_BY: Final[Mapping[str, frozenset[str]]] = {
    "population": frozenset({"居民身份证", "居民户口簿"}),
    "legal_persons": frozenset({"营业执照", "主体资格证明"}),
}

_RESULTS = """
    SELECT v.base_item_id, v.name, r.value ->> 'name'
      FROM catalogue_base_version v
      JOIN catalogue_base_item b ON b.id = v.base_item_id
     CROSS JOIN jsonb_array_elements(v.content -> 'results') r
     WHERE v.state = 'published' AND v.effective_from <= %s
       AND (v.effective_to IS NULL OR v.effective_to > %s)
     ORDER BY b.scope_code DESC, b.code
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why government has it: the register or source that is asked, or the item that issues it.

    :ivar base_item_id: None for a register and for a source
    """

    name: str
    base_item_id: UUID | None = None


def grounds_of(types: Sequence[EvidenceType], on: date) -> dict[UUID, tuple[Ground, ...]]:
    """Return for each type why government has it already; nothing when it has not."""
    issued: dict[str, list[Ground]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_RESULTS, [on, on])
        for base_item_id, item_name, result in cursor.fetchall():
            issued.setdefault(plain_name(result), []).append(Ground(item_name, base_item_id))
    asked = identity.registers_asked()
    shared = _shared()
    return {
        one.id: (*_registers(one, asked), *shared.get(one.code, ()), *_issued(one, issued))
        for one in types
    }


def _shared() -> dict[str, list[Ground]]:
    """Return for the code of each type the sources that are asked for it."""
    found: dict[str, list[Ground]] = {}
    for source in sharing.sources():
        for code in source.evidence_types if source.is_on else ():
            found.setdefault(code, []).append(Ground(source.name))
    return found


def _registers(one: EvidenceType, asked: frozenset[str]) -> list[Ground]:
    names = {"population": _("人口库"), "legal_persons": _("法人库")}
    carried = {one.licence_type, one.name}
    return [
        Ground(names[register])
        for register in sorted(asked)
        if not carried.isdisjoint(_HELD_BY[register])
    ]


def _issued(one: EvidenceType, issued: Mapping[str, list[Ground]]) -> list[Ground]:
    return issued.get(plain_name(one.licence_type), []) if one.licence_type else []
