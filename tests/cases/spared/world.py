# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An item of which a source answers a material and two fields, and who applies for it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import LONG_AGO, MONDAY
from tests.factories import SYSTEM, Item, World
from tests.sharing import world as sources
from yiwang.cases.enums import EvidenceGrade, OriginalResult
from yiwang.cases.models import Case, CaseMaterial, Entitlement, Finding, OriginalCheck
from yiwang.cases.services import spared, submission
from yiwang.catalogue.models import EvidenceType, ImplementationVersion, MaterialUse
from yiwang.forms import services as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.identity.models import NaturalPerson

ADDRESS = sources.VALUES["address"]
MATERIALS = [
    {"key": "household", "name": "居民户口簿", "kind": "1"},
    {"key": "lease", "name": "场所证明", "kind": "3"},
    {"key": "record", "name": "户籍信息", "kind": "1", "obtainable": True},
]
TYPES = {"household": ("L0025", "居民户口簿"), "lease": ("M9001", "场所证明")}
FORM = {
    "title": "落户申请",
    "properties": {
        "name": {"x-kind": "chinese_name", "title": "姓名"},
        "address": {
            "x-kind": "address",
            "title": "户籍地址",
            "x-source": "household.address",
            "x-locked": True,
        },
        "relation": {
            "x-kind": "text",
            "title": "与户主关系",
            "maxLength": 20,
            "x-source": "household.relation",
        },
        "by_agent": {"x-kind": "boolean", "title": "由家属代办"},
    },
    "required": ["name", "address", "relation"],
}
TYPED = {"name": "张小云", "address": ADDRESS, "relation": "户主"}


def item(world: World, **household: Any) -> Item:
    """Publish the item, say what its materials prove, and describe the source.

    :param household: what the household register is beside what it always is
    """
    forms.publish_form(code="settle", schema=FORM, actor=SYSTEM, at=LONG_AGO)
    materials = [MATERIALS[0] | household, *MATERIALS[1:]]
    made = worlds.item(world, form_code="settle", base={"materials": materials})
    base_item_id = base_item_of(made.version_id)
    for key, (code, name) in (TYPES | {"record": TYPES["household"]}).items():
        evidence_type, _new = EvidenceType.objects.get_or_create(
            code=code, defaults={"name": name, "kind": "1", "validity": "5年"}
        )
        MaterialUse.objects.create(
            base_item_id=base_item_id,
            key=key,
            name=name,
            plain_name=name,
            is_obtainable=key == "record",
            evidence_type=evidence_type,
        )
    sources.source()
    return made


def base_item_of(version_id: UUID) -> UUID:
    return ImplementationVersion.objects.get(pk=version_id).implementation.base_item_id


def person(world: World) -> NaturalPerson:
    return NaturalPerson.objects.get(pk=worlds.citizen(world).person_id)


def look(
    made: Item, actor: Actor, *, form: Mapping[str, Any] = TYPED, at: Any = MONDAY, **more: Any
) -> dict[str, Finding]:
    """Look for what need not be asked; return the sheets by the material's key."""
    found = spared.look_up(version_id=made.version_id, form=form, actor=actor, at=at, **more)
    return {one.requirement_key: one for one in found}


def submit(
    made: Item,
    actor: Actor,
    *,
    form: Mapping[str, Any] = TYPED,
    materials: Mapping[str, Any] | None = None,
    at: Any = MONDAY,
) -> Case:
    handed = {"lease": [factories.stored_file(actor)]} if materials is None else materials
    application = submission.Application(version_id=made.version_id, form=form, materials=handed)
    with transaction.atomic():
        return submission.submit_case(application=application, actor=actor, at=at)


def checked(material: CaseMaterial, *, until: date) -> None:
    """Let a clerk have laid the copy beside its original."""
    CaseMaterial.objects.filter(pk=material.pk).update(grade=EvidenceGrade.B)
    OriginalCheck.objects.create(
        region_code=material.region_code,
        case_id=material.case_id,
        material=material,
        result=OriginalResult.MATCH,
        original="租赁合同 1 号",
        place="窗口",
        seen_by_id=new_id(),
        seen_by_name="王窗口",
        seen_at=MONDAY,
        valid_until=until,
    )


def granted(world: World, name: str, *, at: datetime, state: str = "effective") -> Entitlement:
    """Let the citizen hold something that this platform granted."""
    case = factories.submitted_case(world, at=at)
    return Entitlement.objects.create(
        region_code=case.region_code,
        case=case,
        department_id=case.department_id,
        item_code=case.item_code,
        item_name=case.item_name,
        item_type=case.item_type,
        result_name=name,
        holder_kind=case.applicant_kind,
        holder_id=case.applicant_id,
        holder_name=case.applicant_name,
        valid_from=at.date(),
        valid_until=None,
        state=state,
    )
