# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the materials library can be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from yiwang.catalogue.enums import MaterialKind
from yiwang.catalogue.evidence_types.obtaining import Ground, grounds_of
from yiwang.catalogue.guidance_refusals import EvidenceTypeNotFound
from yiwang.catalogue.models import BaseItemVersion, EvidenceType, MaterialUse
from yiwang.catalogue.placing import Found, ItemHit, Narrowing, placed_items
from yiwang.catalogue.regions import reach_of

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type as lists show it.

    :ivar grounds: why government has it already; empty when it has not
    """

    code: str
    name: str
    kind: str
    kind_name: str
    issuer: str
    licence_type: str
    validity: str
    revision: int
    uses: int
    grounds: tuple[Ground, ...]

    @property
    def is_obtainable(self) -> bool:
        return bool(self.grounds)


@dataclass(frozen=True, slots=True)
class Use:
    """An item that asks for a type, and what it calls it."""

    base_item_id: UUID
    item_name: str
    local_code: str
    scope_code: str
    material_key: str
    material_name: str
    is_obtainable: bool


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A name of materials that nobody has mapped yet."""

    plain_name: str
    name: str
    uses: int
    example: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """How far the mapping has come."""

    materials: int
    mapped: int

    @property
    def missing(self) -> int:
        return self.materials - self.mapped


def types(words: str, on: date, *, limit: int = MOST_SHOWN) -> list[TypeRow]:
    """Return the types whose name or code holds some words, the most used first."""
    rows = EvidenceType.objects.filter(merged_into__isnull=True)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__iexact=words))
    found = rows.annotate(use_count=Count("uses")).order_by("-use_count", "code")[:limit]
    return _rows(list(found), on)


def evidence_type(code: str, on: date) -> TypeRow:
    """Return a type; a code that was merged leads to what took its place.

    :raises EvidenceTypeNotFound: there is none
    """
    found = EvidenceType.objects.filter(code=code).values_list("id", "merged_into_id").first()
    if found is None:
        raise EvidenceTypeNotFound
    id_, into = found
    rows = EvidenceType.objects.filter(pk=into or id_).annotate(use_count=Count("uses"))
    return _rows(list(rows), on)[0]


def uses_of(code: str, on: date, *, limit: int = MOST_SHOWN) -> list[Use]:
    """Return the items in force that ask for a type, the most used first."""
    rows = list(
        MaterialUse.objects.filter(evidence_type__code=code)
        .select_related("base_item")
        .order_by("-base_item__popularity", "base_item__code", "key")[:limit]
    )
    names = _names({row.base_item_id for row in rows}, on)
    return [
        Use(
            base_item_id=row.base_item_id,
            item_name=names.get(row.base_item_id, ""),
            local_code=row.base_item.local_code,
            scope_code=row.base_item.scope_code,
            material_key=row.key,
            material_name=row.name,
            is_obtainable=row.is_obtainable,
        )
        for row in rows
    ]


def items_using(code: str, region_code: str) -> list[ItemHit]:
    """Return the items that ask for a type and serve a place, the most used first; one query."""
    found = Found(
        "SELECT DISTINCT u.base_item_id, 0::float8 AS score FROM catalogue_material_use u"
        " JOIN catalogue_evidence_type t ON t.id = u.evidence_type_id"
        " WHERE t.code = %(type)s::text",
        {"type": code},
    )
    return placed_items(found, reach_of(region_code), Narrowing())


def unmapped(on: date, *, limit: int = MOST_SHOWN) -> list[Unmapped]:
    """Return the names that mean no type yet, the most frequent first: work for editors."""
    rows = (
        MaterialUse.objects.filter(evidence_type__isnull=True)
        .order_by("plain_name", "id")
        .values_list("plain_name", "name", "base_item_id")
    )
    found: dict[str, list[tuple[str, UUID]]] = {}
    for plain, name, base_item_id in rows:
        found.setdefault(plain, []).append((name, base_item_id))
    often = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:limit]
    names = _names({uses[0][1] for _plain, uses in often}, on)
    return [
        Unmapped(plain, uses[0][0], len(uses), names.get(uses[0][1], "")) for plain, uses in often
    ]


def mapping() -> Mapping:
    """Return how many materials of items in force there are, and how many are mapped."""
    figures = MaterialUse.objects.aggregate(all=Count("id"), mapped=Count("evidence_type"))
    return Mapping(figures["all"], figures["mapped"])


def wrongly_asked(on: date) -> list[tuple[Use, TypeRow]]:
    """Return materials that people are asked for though government has them, or spared though not.

    What an item says of its material is compared with what follows from licences and registers.
    """
    rows = list(EvidenceType.objects.filter(merged_into__isnull=True))
    by_code = {row.code: row for row in _rows(rows, on, counted=False)}
    code_of = {one.id: one.code for one in rows}
    uses = MaterialUse.objects.filter(evidence_type__isnull=False).select_related("base_item")
    wrong = [
        (use, by_code[code_of[use.evidence_type_id]])
        for use in uses.order_by("base_item__code", "key")
        if use.evidence_type_id in code_of
        and use.is_obtainable != by_code[code_of[use.evidence_type_id]].is_obtainable
    ][:MOST_SHOWN]
    names = _names({use.base_item_id for use, _row in wrong}, on)
    return [
        (
            Use(
                base_item_id=use.base_item_id,
                item_name=names.get(use.base_item_id, ""),
                local_code=use.base_item.local_code,
                scope_code=use.base_item.scope_code,
                material_key=use.key,
                material_name=use.name,
                is_obtainable=use.is_obtainable,
            ),
            row,
        )
        for use, row in wrong
    ]


def types_of_item(base_item_id: UUID) -> dict[str, str]:
    """Return the code of the type of each of an item's materials, by the material's key."""
    rows = MaterialUse.objects.filter(base_item_id=base_item_id, evidence_type__isnull=False)
    return dict(rows.values_list("key", "evidence_type__code"))


def _names(base_item_ids: set[UUID], on: date) -> dict[UUID, str]:
    rows = BaseItemVersion.objects.in_force(on).filter(base_item_id__in=base_item_ids)
    return dict(rows.values_list("base_item_id", "name"))


def _rows(found: Sequence[EvidenceType], on: date, *, counted: bool = True) -> list[TypeRow]:
    grounds = grounds_of(found, on)
    return [
        TypeRow(
            code=one.code,
            name=one.name,
            kind=one.kind,
            kind_name=str(MaterialKind(one.kind).label),
            issuer=one.issuer,
            licence_type=one.licence_type,
            validity=one.validity,
            revision=one.revision,
            uses=one.use_count if counted else 0,  # type: ignore[attr-defined]
            grounds=grounds[one.id],
        )
        for one in found
    ]
