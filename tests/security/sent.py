# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is sent where an empty body would be refused before anybody asks who sends it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from ninja.operation import Operation

from tests.documents import makers
from tests.factories import FORM_DATA, PASSWORD
from tests.organizations.sheets import workbook
from tests.security.people import CHILD, KNOWN_FIRM, NEWCOMER
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.notifications.channels.push.encryption import own_key, public_bytes, unpadded

NEW_FIRM = make_test_uscc(99_999, registrar="9", category="1")
STAFF = "api/v1/staff"
FIELDS = {"reason": "expert_review", "expected_days": "3", "days": "3", "explanation": "说明"}
ACTS: Mapping[str, Mapping[str, str]] = {
    "accept": {},
    "not-accept": {"reason": "not_needed"},
    "ask-correction": {"what-form": "请补充。"},
    "suspend": {},
    "resume": {},
    "ask-extension": {},
    "decide-extension": {"is_approved": "1"},
    "decide": {"outcome": "granted"},
    "deliver": {"method": "counter"},
    "close": {},
}
CASE = "api/v1/cases/<case_id>"
ORDER = "workbench/catalogue/orders/<order_id>"
NO_PARTY = "00000000-0000-7000-8000-000000000001"
HALLS: Mapping[tuple[str, str], Any] = {
    ("POST", "api/v1/appointments"): {"slot_id": "<slot_id>"},
    ("PUT", "api/v1/appointments/<appointment_id>/slot"): {"slot_id": "<slot_id>"},
    ("POST", "api/v1/waiting-list"): {"skill_id": "<skill_id>", "day": "2099-01-05"},
    ("POST", "api/v1/me/tickets"): {"skill_id": "<skill_id>"},
    ("PUT", f"{STAFF}/halls/<hall_id>"): {"name": "大厅", "week": [[] for _day in range(7)]},
    ("PUT", f"{STAFF}/halls/<hall_id>/days/<day>"): {"periods": [], "reason": "停电"},
    ("POST", f"{STAFF}/halls/<hall_id>/devices"): {"kind": "kiosk", "name": "二号机"},
    ("PUT", f"{STAFF}/desk/shift"): {"counter_id": "<counter_id>"},
    ("PUT", f"{STAFF}/desk/pause"): {"reason": "rest"},
    ("POST", f"{STAFF}/desk/tickets/<ticket_id>/steps"): {"step": "serve"},
    ("PUT", f"{STAFF}/desk/tickets/<ticket_id>/drafts"): {
        "version_id": "<version_id>",
        "form": {},
    },
}
ADDRESS = {
    "name": "张小云",
    "phone": "13800001234",
    "division": "330106000000",
    "street": "文一西路 88 号",
}
TEMPLATE = {"kind": "submitted", "language": "zh-hans", "title": "已提交", "text": "已提交。"}
NO_ITEM = "00000000-0000-7000-8000-000000000002"
ORIGINAL = {
    "material_id": "<material_id>",
    "result": "match",
    "original": "房屋租赁合同",
    "place": "一号窗口",
}
COUNTER_CASE = "api/v1/counter/cases/<case_id>"
SIGNED: Mapping[str, Any] = {"proof": {}}
ATTENDED: Mapping[tuple[str, str], Any] = {
    ("POST", f"{COUNTER_CASE}/correction-answer"): {"form": FORM_DATA} | SIGNED,
    ("POST", f"{COUNTER_CASE}/withdrawal"): SIGNED,
    ("POST", f"{COUNTER_CASE}/originals"): ORIGINAL | SIGNED,
    ("POST", f"{COUNTER_CASE}/deferred/<key>"): {"files": ["<file_id>"]} | SIGNED,
}
BENCHMARK = f"{STAFF}/benchmarks/<base_item_id>"
DISCRETION: Mapping[tuple[str, str], Any] = {
    ("PUT", BENCHMARK): {"content": {}, "effective_from": "2099-01-01"},
    ("POST", f"{BENCHMARK}/publication"): {"revision": 1},
    ("POST", f"{BENCHMARK}/withdrawal"): {"reason": "法律修改。"},
    ("POST", "workbench/benchmarks/<base_item_id>"): {"effective_from": "2099-01-01"},
    ("PUT", f"{STAFF}/cases/<case_id>/discretion"): {"tier": "t1", "facts": "x", "outcome": {}},
    ("POST", f"{STAFF}/cases/<case_id>/discretion/consent"): {"answer": "given", "revision": 1},
}
BODIES: Mapping[tuple[str, str], Any] = {
    **DISCRETION,
    ("POST", f"{STAFF}/paper-batches"): {"kind": "application"},
    ("POST", f"{STAFF}/source-changes"): {
        "code": "housing",
        "description": {
            "name": "住房",
            "provider": "住建部门",
            "address": "https://data.example/yiwang",
            "fields": [{"key": "address", "label": "地址"}],
            "purpose_text": "核对住房",
            "legal_basis": "《政务数据共享条例》",
        },
        "reason": "接入。",
    },
    ("POST", f"{STAFF}/message-templates"): TEMPLATE,
    ("POST", f"{STAFF}/message-templates/preview"): TEMPLATE,
    ("POST", "api/v1/messages/contacts"): {"address": "13800005678"},
    ("POST", "api/v1/messages/contacts/<way>/confirmation"): {"code": "123456"},
    ("POST", "api/v1/messages/browsers"): {
        "endpoint": "https://fcm.googleapis.com/fcm/send/walk",
        "public_key": unpadded(public_bytes(own_key())),
        "secret": unpadded(bytes(16)),
    },
    ("POST", f"{STAFF}/catalogue/take-up"): {
        "base_item_id": NO_ITEM,
        "department_id": "<department_id>",
    },
    ("POST", f"{STAFF}/review-corrections/<correction_id>/steps"): {
        "action": "correct",
        "note": "已整改。",
    },
    ("POST", f"{CASE}/deferred/<key>"): {"files": ["<file_id>"]},
    **ATTENDED,
    ("POST", f"{STAFF}/cases/<case_id>/originals"): ORIGINAL,
    ("POST", "api/v1/cases"): {"version_id": "<version_id>", "form": FORM_DATA},
    ("POST", f"{CASE}/correction-answer"): {"form": FORM_DATA},
    ("POST", f"{CASE}/non-acceptance"): {"reason": "not_needed", "explanation": "不需要许可。"},
    ("POST", f"{CASE}/correction"): {"entries": [{"key": "form", "what": "请补充。"}]},
    ("POST", f"{CASE}/suspension"): {"reason": "expert_review", "expected_days": 3, "note": "x"},
    ("POST", f"{CASE}/extension"): {"days": 3, "reason": "情况复杂。"},
    ("POST", f"{CASE}/extension-decision"): {"is_approved": True},
    ("POST", f"{CASE}/decision"): {"outcome": "granted"},
    ("POST", f"{CASE}/delivery"): {"method": "counter"},
    ("POST", f"{CASE}/procedures/planning"): {"procedure": "hearing", "reason": "公共利益。"},
    ("POST", f"{CASE}/procedures/<procedure_id>/conclusion"): {
        "result": "passed",
        "findings": "属实。",
    },
    ("POST", f"{CASE}/procedures/<procedure_id>/cancellation"): {"reason": "不需要。"},
    ("POST", f"{CASE}/hearing-request"): {"reason": "影响重大。"},
    ("POST", f"{CASE}/statements"): {"words": "符合条件。"},
    ("POST", "api/v1/drafts/<draft_id>/co-applicants"): {
        "name": "李大山",
        "number": "330106199003070017",
    },
    ("POST", "api/v1/together/<co_applicant_id>/answer"): {"accepts": True},
    ("PUT", "api/v1/together/<co_applicant_id>/draft"): {"form": {}, "revision": 1},
    ("POST", "api/v1/together/<co_applicant_id>/signature"): {"content_sha256": "0" * 64},
    ("POST", "api/v1/together/<co_applicant_id>/questions"): {"words": "可以吗？"},
    ("POST", f"{CASE}/questions"): {"words": "还要多久？"},
    ("POST", f"{CASE}/contact"): {"version": 0, "phone": "13800001234", "ground": "in_person"},
    ("POST", f"{CASE}/contact/opening"): {"purpose": "case_handling"},
    ("POST", "workbench/cases/<case_id>/contact"): {
        "version": "0",
        "contact_phone": "13800001234",
        "ground": "in_person",
    },
    ("POST", "workbench/cases/<case_id>/contact/open"): {"purpose": "case_handling"},
    ("POST", f"{CASE}/numbers"): {"purpose": "case_handling"},
    ("POST", "workbench/cases/<case_id>/numbers"): {"purpose": "case_handling"},
    ("POST", "workbench/lower-reviews/<case_id>/numbers"): {"purpose": "case_handling"},
    ("POST", "api/v1/staff/lower-reviews/<case_id>/numbers"): {"purpose": "case_handling"},
    ("POST", f"{CASE}/questions/<question_id>/answer"): {"words": "后天。"},
    ("POST", f"{CASE}/statements/<statement_id>/answer"): {"is_upheld": True, "answer": "采纳。"},
    ("POST", f"{CASE}/parties"): {"name": "李大山", "stake": "通道。"},
    ("POST", f"{CASE}/parties/hearing-request"): {"party_id": NO_PARTY, "reason": "通道。"},
    ("POST", f"{CASE}/parties/hearing-waiver"): {"party_id": NO_PARTY},
    ("POST", f"{CASE}/parties/statements"): {"party_id": NO_PARTY, "words": "通道。"},
    ("POST", "api/v1/staff/own-motion-cases"): {
        "version_id": "<version_id>",
        "number": "91330100MA00000000",
        "form": {"matter": "检查", "ground": "计划"},
    },
    ("POST", "api/v1/tasks/<work_item_id>/hand-over"): {"to_staff_id": None},
    ("POST", "api/v1/files"): makers.pdf(),
    ("PUT", "api/v1/staff/parcels/payers"): {"leg": "back", "payer": "free"},
    ("POST", "workbench/parcels/payers"): {"leg": "back", "payer": "free"},
    ("POST", "workbench/parcels/labels"): {"parcel": "<parcel_id>"},
    ("POST", "api/v1/staff/parcels/labels"): {"parcel_ids": ["<parcel_id>"]},
    ("POST", "api/v1/staff/parcels/<parcel_id>/hand-out"): {"code": "000000"},
    ("POST", "api/v1/parcels/<parcel_id>/address"): {"address": ADDRESS},
    ("POST", "api/v1/staff/parcels/<parcel_id>/inquiry"): {"answer": "searching"},
    ("POST", "workbench/parcels/<parcel_id>/do/asked"): {"answer": "searching"},
    ("POST", f"{CASE}/originals"): {
        "sender": ADDRESS,
        "carrier": "sandbox-json",
        "contents": "原件",
    },
    ("POST", f"{CASE}/parcel-quotes"): {"carrier": "sandbox-json", "address": ADDRESS},
    **HALLS,
    ("POST", f"{STAFF}/catalogue/orders"): {"layer": "list", "items": ["<item_id>"]},
    ("PUT", f"{STAFF}/catalogue/lines/<line_id>"): {"revision": 1, "content": {}},
    ("POST", f"{STAFF}/catalogue/orders/<order_id>/submission"): {
        "revision": 1,
        "reason": "方便群众。",
        "effective_from": "2099-01-01",
    },
    ("POST", f"{STAFF}/catalogue/orders/<order_id>/review"): {
        "revision": 2,
        "opinions": [{"element": "counter", "verdict": "agree"}],
    },
    ("POST", f"{STAFF}/catalogue/orders/<order_id>/return"): {"revision": 2, "reason": "不对。"},
    ("POST", f"{STAFF}/catalogue/orders/<order_id>/approval"): {"revision": 3},
    ("POST", f"{STAFF}/catalogue/orders/step"): {
        "step": "withdraw",
        "orders": [{"id": "00000000-0000-4000-8000-000000000000", "revision": 1}],
    },
    ("POST", f"{STAFF}/catalogue/<layer>/<item_id>/own-elements"): {
        "elements": ["hours"],
        "reason": "以数据文件为准。",
    },
    ("POST", f"{STAFF}/catalogue/own-elements"): {
        "layer": "base",
        "items": [NO_ITEM],
        "reason": "以数据文件为准。",
    },
    ("POST", f"{STAFF}/catalogue/orders/several"): {"items": [NO_ITEM]},
    ("POST", f"{STAFF}/catalogue/orders/several/preview"): {
        "items": ["<base_item_id>"],
        "change": {"element": "remedies", "value": "统一。"},
    },
    ("POST", "workbench/catalogue/own"): {
        "layer": "base",
        "item": NO_ITEM,
        "reason": "以数据文件为准。",
    },
    ("POST", "workbench/catalogue/several"): {"item": NO_ITEM},
    ("POST", "workbench/catalogue/begin"): {"layer": "list", "item": "<item_id>"},
    ("POST", f"{ORDER}/submit"): {
        "revision": "1",
        "reason": "方便群众。",
        "effective_from": "2099-01-01",
    },
    ("POST", f"{ORDER}/pass"): {
        "revision": "2",
        "element": "counter",
        "verdict-counter": "agree",
    },
    ("POST", f"{ORDER}/return"): {"revision": "2", "answer": "不对。"},
    ("POST", f"{ORDER}/approve"): {"revision": "3"},
    ("POST", f"{ORDER}/withdraw"): {"revision": "1"},
    ("POST", f"{ORDER}/take-up"): {"revision": "1"},
    ("POST", f"{ORDER}/roll-back"): {"reason": "不对。"},
    ("POST", f"{STAFF}/catalogue/orders/<order_id>/withdrawal"): {"revision": 1},
    ("POST", f"{STAFF}/catalogue/orders/<order_id>/newest"): {"revision": 1},
    ("POST", f"{STAFF}/catalogue/orders/<order_id>/rollback"): {"reason": "不对。"},
    ("POST", f"{STAFF}/catalogue/versions/<version_id>/restoration"): {"reason": "不对。"},
    ("POST", f"{STAFF}/catalogue/proposals"): {
        "base_item_id": "<applicant_id>",
        "reason": "重复提交。",
        "wishes": {"materials": "少要一份。"},
    },
    ("POST", f"{STAFF}/catalogue/proposals/<proposal_id>/answer"): {
        "is_adopted": True,
        "answer": "同意。",
    },
    ("POST", "api/v1/staff/base-notices/seen"): {"notice_ids": ["<applicant_id>"]},
    ("POST", "api/v1/me/firms/<firm_id>/handlers"): {
        "name": "赵小一",
        "resident_id": CHILD,
        "rights": ["apply"],
    },
    ("PUT", "api/v1/me/password"): {"old": PASSWORD, "new": "Another-horse-battery-7"},
    ("POST", "api/v1/counter/persons/<person_id>/wards"): {
        "is_seen": True,
        "ward_id": "<applicant_id>",
    },
    ("POST", "api/v1/counter/persons/<person_id>/mandates"): {
        "file_id": "<scan_id>",
        "rights": ["apply"],
        "since": str(timezone.localdate()),
        "until": str(timezone.localdate() + timedelta(days=30)),
        "themes": ["户籍"],
    },
    **{
        ("POST", f"api/v1/counter/corrections{step}"): {"code": "<correction_code>"}
        for step in ("", "/refusal")
    },
    ("POST", "api/v1/counter/corrections/from-card"): {
        "code": "<correction_code>",
        "value": "张晓云",
        "is_card_seen": True,
    },
    ("POST", "workbench/staff/<staff_id>/posts"): {"post": "<post_id>"},
    ("POST", "workbench/staff/<staff_id>/mail"): {"address": "clerk@bureau.example"},
    ("POST", "workbench/me/mail"): {"address": "clerk@bureau.example"},
    ("POST", f"{STAFF}/me/mail"): {"address": "clerk@bureau.example"},
    ("POST", f"{STAFF}/me/mail/confirmation"): {"code": "000000"},
    ("PUT", f"{STAFF}/me/mail/hours"): {"quiet_from": 22, "quiet_to": 8},
    ("PUT", f"{STAFF}/members/<staff_id>/mail"): {"address": "clerk@bureau.example"},
    ("POST", f"{STAFF}/members"): {
        "name": "王一",
        "staff_number": "N000001",
        "department_id": "<department_id>",
    },
    ("POST", f"{STAFF}/members/<staff_id>/account"): {"login": "wangyi001"},
    ("POST", f"{STAFF}/posts"): {
        "department_id": "<department_id>",
        "name": "新岗位",
        "rights": ["cases.read"],
    },
    ("PUT", f"{STAFF}/posts/<post_id>/rights"): {"rights": ["cases.read"]},
    ("POST", f"{STAFF}/evidence-types/<code>/merger"): {"into": "M0001"},
    ("POST", f"{STAFF}/reviews/<review_id>/decisions"): {
        "entry_ids": ["<entry_id>"],
        "decision": "confirmed",
    },
    ("POST", f"{STAFF}/imports"): workbook([]),
    ("POST", f"{STAFF}/logos"): makers.whole_png(240, 120),
    ("POST", f"{STAFF}/cases/<case_id>/services"): {
        "document_ids": ["<document_id>"],
        "way": "post",
        "sent_on": "2026-11-23",
        "servers": [],
        "witnesses": [],
        "tracking_number": "EM000000000CN",
    },
    ("POST", f"{STAFF}/outside-services"): {
        "topic": "housing",
        "institution": "bank",
        "owner_name": "某银行",
        "title": "贷款预约",
        "url": "https://bank.example.com/",
    },
    ("POST", "workbench/systems/applications/<registration_id>/decide"): {"decision": "approve"},
    **{
        ("POST", f"workbench/cases/<case_id>/do/{action}"): {**FIELDS, **special}
        for action, special in ACTS.items()
    },
    ("POST", "workbench/post"): {"post": "<post_id>"},
    ("POST", "my/firms/<firm_id>"): {"name": "赵小一", "resident_id": CHILD},
    ("PUT", "api/v1/versions/<version_id>/draft"): {"form": {}},
    ("POST", "api/v1/versions/<version_id>/check"): {"form": {}},
    ("PUT", "api/v1/me/contact"): {"phone": "13800001234"},
    ("PUT", "api/v1/me/service-address"): ADDRESS,
    ("POST", "my/served/address"): ADDRESS,
    ("POST", "api/v1/counter/persons"): {
        "resident_id": CHILD,
        "purpose": "counter_service",
    },
    ("POST", "api/v1/counter/legal-persons"): {"uscc": KNOWN_FIRM},
    ("POST", "api/v1/counter/newcomers"): {"name": "赵一", "resident_id": NEWCOMER},
    ("POST", "api/v1/counter/new-firms"): {
        "name": "测试公司",
        "uscc": NEW_FIRM,
        "representative_id": "<applicant_id>",
    },
}
QUERIES: Mapping[tuple[str, str], str] = {
    ("POST", "api/v1/files"): "name=%E7%A7%9F%E8%B5%81.pdf",
    ("POST", f"{STAFF}/logos"): "name=%E5%BE%BD%E6%A0%87",
    ("POST", "api/v1/staff/imports"): "name=%E4%BA%BA%E5%91%98.xlsx",
    ("GET", "search"): "q=%E5%BA%97",
    ("GET", "api/v1/staff/parcels/settlement"): "month=2026-11",
    ("GET", f"{STAFF}/catalogue/names"): "name=%E5%BA%97",
    ("GET", f"{STAFF}/catalogue/take-up"): "department_id=<department_id>",
    ("GET", f"{STAFF}/catalogue/<layer>/<item_id>/comparison"): (
        "first=<version_id>&second=<version_id>"
    ),
    ("GET", "api/v1/halls"): "division_code=330106000000",
    ("GET", "api/v1/staff/halls/<hall_id>/figures"): "since=2026-01-01&until=2026-01-31",
}


def example_of(operation: Operation, places: Mapping[str, str]) -> dict[str, Any]:
    """Return a body that an operation can read: what it must have, as its description says."""
    for model in operation.models:
        if model.__ninja_param_source__ == "body":
            whole = model.model_json_schema()
            shapes = whole.get("$defs", {})
            inner = next(iter(whole["properties"].values()))
            made = _example("", inner, shapes, places)
            return made if isinstance(made, dict) else {}
    return {}


def _example(
    name: str, shape: Mapping[str, Any], shapes: Mapping[str, Any], places: Mapping[str, str]
) -> Any:
    if "$ref" in shape:
        return _example(name, shapes[shape["$ref"].rpartition("/")[2]], shapes, places)
    if "anyOf" in shape or "allOf" in shape:
        return _example(name, (shape.get("anyOf") or shape["allOf"])[0], shapes, places)
    if "enum" in shape:
        return shape["enum"][0]
    kind = shape.get("type")
    if kind == "object":
        wanted = shape.get("required", ())
        members = shape.get("properties", {})
        return {each: _example(each, members[each], shapes, places) for each in wanted}
    if kind == "array":
        count = shape.get("minItems", 0)
        return [_example(name, shape["items"], shapes, places) for _each in range(count)]
    return _plain(name, kind, shape, places)


def _plain(name: str, kind: Any, shape: Mapping[str, Any], places: Mapping[str, str]) -> Any:
    if kind == "boolean":
        return True
    if kind in {"integer", "number"}:
        return shape.get("minimum", 1)
    if shape.get("format") == "date":
        return str(timezone.localdate() + timedelta(days=10))
    return places.get(name) or _text(shape)


def _text(shape: Mapping[str, Any]) -> str:
    return "字" * max(int(shape.get("minLength", 0)), 2)
