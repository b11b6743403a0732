# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hold a base item to the rules on fees, results, themes and steps. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from yiwang.catalogue.checks import LEAST_STEPS_OF_A_LICENCE
from yiwang.catalogue.citations import parse_citations
from yiwang.catalogue.comparison.facts import ItemFacts, World
from yiwang.catalogue.comparison.material_rules import check_material
from yiwang.catalogue.comparison.rule import Evidence, Facts, Hit
from yiwang.catalogue.content import Result
from yiwang.catalogue.enums import (
    ItemType,
    ResultKind,
    ServiceObject,
    is_applied_for,
)

NUMBERED_PAPER: Final = r"[一-龥]{1,20}[〔\[［（(]\s*[0-9]{4}\s*[〕\]］）)]\s*[0-9]+\s*号"
"""The number of an official document: 发改价格〔2017〕1186号."""
_NUMBERED: Final = re.compile(NUMBERED_PAPER)
_LICENCE_ENDINGS: Final = ("证", "证书", "执照", "许可证")
_APPROVAL_ENDINGS: Final = ("批文", "批复", "公文", "决定书")


def check_item(item: ItemFacts, world: World) -> Iterator[Hit]:
    """Yield what the elements of an item break."""
    for material in item.content.materials:
        yield from check_material(material, item, world)
    for fee in item.content.fees:
        if not names_a_basis(fee.basis):
            evidence = Evidence({"fee": fee.name, "basis": fee.basis})
            yield Hit("fee-without-basis", item.item_id, evidence)
    for result in item.content.results:
        yield from _check_result(result, item)
    yield from _check_themes(item)
    if item.content.item_type == ItemType.LICENCE:
        yield from _check_licence(item)


def names_a_basis(text: str) -> bool:
    """Return whether a text names a law, or the number of an official document."""
    return bool(parse_citations(text)) or _NUMBERED.search(text) is not None


def _check_result(result: Result, item: ItemFacts) -> Iterator[Hit]:
    wanted = None
    if result.name.endswith(_LICENCE_ENDINGS):
        wanted = ResultKind.LICENCE
    elif result.name.endswith(_APPROVAL_ENDINGS):
        wanted = ResultKind.APPROVAL
    if wanted is not None and result.kind != wanted:
        found: Facts = {"result": result.name, "kind": result.kind.value}
        yield Hit("result-kind", item.item_id, Evidence(found, {"right_kind": wanted.value}))
    is_paper = result.kind in (ResultKind.LICENCE, ResultKind.APPROVAL)
    if is_paper and not result.sample and is_applied_for(item.content.item_type):
        yield Hit("result-sample", item.item_id, Evidence({"result": result.name}))


def _check_themes(item: ItemFacts) -> Iterator[Hit]:
    themes, objects = item.content.themes, item.content.service_objects
    named = {ServiceObject.NATURAL: themes.natural, ServiceObject.LEGAL: themes.legal}
    wrong = [name for audience, names in named.items() if audience not in objects for name in names]
    if wrong:
        found: Facts = {
            "name": item.content.name,
            "objects": [one.value for one in objects],
            "themes": wrong,
        }
        yield Hit("theme-mismatch", item.item_id, Evidence(found))


def _check_licence(item: ItemFacts) -> Iterator[Hit]:
    content = item.content
    if not content.faqs:
        yield Hit("licence-faq", item.item_id, Evidence({"name": content.name}))
    if len(content.steps) < LEAST_STEPS_OF_A_LICENCE:
        found: Facts = {"name": content.name, "steps": len(content.steps)}
        expected = {"least": LEAST_STEPS_OF_A_LICENCE}
        yield Hit("licence-steps", item.item_id, Evidence(found, expected))
