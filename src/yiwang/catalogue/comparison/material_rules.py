# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hold the materials of a base item to the catalogue and to the materials library. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from yiwang.catalogue.comparison.facts import ItemFacts, Neighbour, World
from yiwang.catalogue.comparison.library import KnownType, is_applicant, may_be_same
from yiwang.catalogue.comparison.names import normal_form
from yiwang.catalogue.comparison.rule import Evidence, Facts, Hit
from yiwang.catalogue.content import MaterialRequirement
from yiwang.catalogue.enums import MaterialSource

_COPY: Final = re.compile("原件|复印件|复制件|扫描件|电子件|影印件|正本|副本|及|和")
_SHORTEST_LICENCE: Final = 4


def issuer_of(material: MaterialRequirement, world: World, scope_code: str) -> Neighbour | None:
    """Return the item that issues what a material asks for; of the same catalogue, if there is."""
    form = normal_form(_COPY.sub("", material.licence_type or material.name))
    if len(form) < _SHORTEST_LICENCE:
        return None
    found = world.issuers.get(form, ())
    near = [one for one in found if one.scope_code == scope_code]
    return next(iter([*near, *found]), None)


def check_material(material: MaterialRequirement, item: ItemFacts, world: World) -> Iterator[Hit]:
    """Yield what one material of an item breaks."""
    known = world.library.type_of(material)
    if material.is_uploaded:
        yield from _check_asked(material, known, item, world)
    elif material.obtainable and known is not None:
        yield from _check_spared(material, known, item, world)
    if known is not None:
        yield from _check_issuer(material, known, item)


def _check_asked(
    material: MaterialRequirement, known: KnownType | None, item: ItemFacts, world: World
) -> Iterator[Hit]:
    """Hold a material that people are asked for to what government has already."""
    issuer = issuer_of(material, world, item.scope_code)
    found: Facts = {"material": material.name, "key": material.key}
    if issuer is not None:
        expected = {"issuer_name": issuer.name, "issuer_code": issuer.code}
        evidence = Evidence(found, expected, issuer.item_id)
        yield Hit("material-obtainable", item.item_id, evidence)
    elif known is not None and known.holders:
        held: Facts = {**_type_facts(known), "holders": list(known.holders)}
        yield Hit("material-held", item.item_id, Evidence(found, held))
    elif material.source == MaterialSource.GOVERNMENT:
        evidence = Evidence({**found, "issuer": material.issuer})
        yield Hit("material-from-government", item.item_id, evidence)


def _check_spared(
    material: MaterialRequirement, known: KnownType, item: ItemFacts, world: World
) -> Iterator[Hit]:
    """Hold a material that nobody is asked for to whether anything can give it."""
    if known.holders or issuer_of(material, world, item.scope_code) is not None:
        return
    found: Facts = {"material": material.name, "key": material.key}
    yield Hit("material-not-held", item.item_id, Evidence(found, _type_facts(known)))


def _check_issuer(
    material: MaterialRequirement, known: KnownType, item: ItemFacts
) -> Iterator[Hit]:
    """Hold who an item says issues a material to who does."""
    if not known.issuer:
        return
    found: Facts = {"material": material.name, "key": material.key}
    expected: Facts = {**_type_facts(known), "right_issuer": known.issuer}
    if material.issuer and not may_be_same(material.issuer, known.issuer):
        evidence = Evidence({**found, "issuer": material.issuer}, expected)
        yield Hit("material-issuer-differs", item.item_id, evidence)
    elif not _may_come_from(material, known):
        evidence = Evidence({**found, "material_source": material.source.value}, expected)
        yield Hit("material-source-differs", item.item_id, evidence)


def _may_come_from(material: MaterialRequirement, known: KnownType) -> bool:
    if material.source == MaterialSource.GOVERNMENT:
        return not is_applicant(known.issuer)
    return material.source != MaterialSource.APPLICANT or not known.is_from_government


def _type_facts(known: KnownType) -> Facts:
    return {"type_code": known.code, "type_name": known.name}
