# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every element of the standard's tables has a place, or a reason why it has none."""

import json
import re

import pytest
from pydantic import BaseModel

from tests.catalogue.worlds import DATA
from yiwang.catalogue.content import (
    BaseContent,
    Faq,
    Fee,
    ImplementationContent,
    MaterialRequirement,
    Result,
)
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    ImplementationList,
    ImplementationVersion,
)

TABLES = json.loads((DATA / "codes" / "c0109_item_element_tables.json").read_text("utf-8"))

# Element of the standard: where it stands here.
PLACES: dict[str, tuple[type, str]] = {
    "catalog_code": (BaseItem, "code"),
    "local_catalog_code": (BaseItem, "local_code"),
    "task_name": (BaseContent, "name"),
    "task_type": (BaseContent, "item_type"),
    "by_law": (BaseContent, "legal_bases"),
    "use_level": (BaseContent, "exercise_levels"),
    "task_state": (ImplementationList, "state"),
    "task_version": (ImplementationVersion, "number"),
    "plan_effective_date": (ImplementationVersion, "effective_from"),
    "plan_cancel_date": (ImplementationVersion, "effective_to"),
    "parent_id": (BaseItem, "main_item"),
    "task_code": (ImplementationList, "code"),
    "local_task_code": (ImplementationList, "local_code"),
    "power_source": (BaseContent, "power_source"),
    "dept_code": (ImplementationList, "department"),
    "dept_name": (ImplementationList, "department"),
    "dept_type": (ImplementationContent, "body_nature"),
    "entrust_name": (ImplementationContent, "entrusted_by"),
    "anticipate_day/type/explain": (BaseContent, "statutory_limit"),
    "promise_day/type/explain": (ImplementationContent, "promise_limit"),
    "accept_condition": (BaseContent, "conditions"),
    "handle_flow": (BaseContent, "steps"),
    "special_procedure": (BaseContent, "special_procedures"),
    "is_fee": (BaseContent, "fees"),
    "fee_basis": (Fee, "basis"),
    "server_type": (BaseContent, "service_objects"),
    "project_type": (ImplementationContent, "project_type"),
    "handle_type": (ImplementationContent, "handling_forms"),
    "limit_scene_num": (ImplementationContent, "visits"),
    "link_addr": (ImplementationContent, "online_url"),
    "mobile_terminal_url": (ImplementationContent, "mobile_url"),
    "is_single_login": (ImplementationContent, "is_single_login"),
    "app_is_single_login": (ImplementationContent, "is_app_single_login"),
    "link_way": (ImplementationContent, "consult_phone"),
    "supervise_way": (ImplementationContent, "complaint_phone"),
    "transact_addr": (ImplementationContent, "address"),
    "transact_time": (ImplementationContent, "hours"),
    "cd_time": (ImplementationVersion, "published_at"),
    "row_guid": (ImplementationVersion, "id"),
    "is_entry_center": (ImplementationContent, "is_in_hall"),
    "handle_area": (ImplementationContent, "cross_region"),
    "limit_explain": (BaseContent, "quantity_limit"),
    "result_type": (Result, "kind"),
    "result_name": (Result, "name"),
    "result_guid": (Result, "sample"),
    "is_schedule": (ImplementationContent, "is_bookable"),
    "is_pay_online": (ImplementationContent, "is_pay_online"),
    "is_express": (ImplementationContent, "is_express"),
    "is_service_terminals": (ImplementationContent, "is_terminal"),
    "user_topic_type": (BaseContent, "themes"),
    "corp_topic_type": (BaseContent, "themes"),
    "user_character_topic_type": (ImplementationContent, "local_topics"),
    "corp_character_topic_type": (ImplementationContent, "local_topics"),
    "is_online": (ImplementationContent, "is_online"),
    "online_handle_depth": (ImplementationContent, "online_depth"),
    "online_handle_url": (ImplementationContent, "online_url"),
    "limit_scene_explain": (ImplementationContent, "visit_reason"),
    "other_dept": (ImplementationContent, "joint_departments"),
    "service_type": (ImplementationContent, "intermediaries"),
    "town_name/code": (ImplementationList, "region_code"),
    "village_name/code": (ImplementationList, "region_code"),
    "material_name": (MaterialRequirement, "name"),
    "material_type": (MaterialRequirement, "kind"),
    "material_format": (MaterialRequirement, "formats"),
    "is_need": (MaterialRequirement, "necessity"),
    "form_guid": (BaseItemVersion, "form"),
    "example_guid": (MaterialRequirement, "sample"),
    "source_type": (MaterialRequirement, "source"),
    "source_explain": (MaterialRequirement, "issuer"),
    "page_num": (MaterialRequirement, "paper_copies"),
    "page_format": (MaterialRequirement, "paper_format"),
    "fill_explain": (MaterialRequirement, "note"),
    "accept_stand": (MaterialRequirement, "standard"),
    "remark": (MaterialRequirement, "note"),
    "order_num": (BaseContent, "materials"),
    "fee_name": (Fee, "name"),
    "fee_stand": (Fee, "standard"),
    "is_desc": (Fee, "is_reducible"),
    "desc_explain": (Fee, "reduction"),
    "question": (Faq, "question"),
    "answer": (Faq, "answer"),
    "punishment_method": (BaseContent, "penalty_method"),
    "collect_type": (BaseContent, "levy_kind"),
    "is_permit_reduce": (BaseContent, "levy_is_reducible"),
}
NO_PLACE = {
    "task_handle_item": "handling items (业务办理项) come with scenario guidance",
    "central_dept": "the department segment of the basic code says it",
    "str_level": "main items and the items below them are told apart by the code",
    "has_child": "follows from the codes",
    "is_handle": "every base item can be listed",
    "cd_operation": "the ledger has every change",
    "cd_batch": "the ledger has every change",
    "extend_field": "no element without a type",
}


def elements() -> list[str]:
    return [
        entry.split("(")[0].split(" ")[0].split("（")[0].strip()
        for title, entries in TABLES.items()
        if isinstance(entries, list)
        for entry in entries
        if not entry.startswith(("+", "(local)")) and re.match(r"[a-z]", entry)
    ]


def test_the_tables_are_those_of_the_standard() -> None:
    assert len(set(elements())) > 80


@pytest.mark.parametrize("element", sorted(set(elements())))
def test_an_element_has_a_place_or_a_reason(element: str) -> None:
    assert (element in PLACES) != (element in NO_PLACE)


@pytest.mark.parametrize(("owner", "field"), sorted(set(PLACES.values()), key=str))
def test_the_place_exists(owner: type, field: str) -> None:
    if issubclass(owner, BaseModel):
        assert field in owner.model_fields
    else:
        assert owner._meta.get_field(field)
