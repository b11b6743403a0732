# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenarios, the materials library, processes, tables and forms at the desks of two keepers."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from tests.catalogue.scenarios.worlds import SHOP_SCENARIO, base_item_of
from tests.factories import SYSTEM, World, staff_account
from tests.organizations.factories import ZHEJIANG, DepartmentFactory
from tests.workbench.desks import at_desk, words
from yiwang.catalogue.evidence_types.loading import load_evidence_types
from yiwang.catalogue.modelling.templates import empty_body
from yiwang.catalogue.models import (
    BaseItemVersion,
    DefinitionDraft,
    EvidenceType,
    ScenarioVersion,
)
from yiwang.catalogue.scenarios.shape import read_scenario
from yiwang.forms import services as form_services
from yiwang.forms.models import FormDefinition
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Post
from yiwang.workbench.guidance import scenarios
from yiwang.workbench.guidance.scenario_form import content_of
from yiwang.workflow import selectors as workflow
from yiwang.workflow.models import ProcessDefinition

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[2] / "data"
RIGHTS = (Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH, Right.WORKFLOW_EDIT, Right.FORMS_EDIT)


def keeper(*rights: Right) -> Client:
    account = staff_account(DepartmentFactory(of=ZHEJIANG), rights=rights or RIGHTS)
    Post.objects.filter(department__division_id=ZHEJIANG).update(covers_subtree=True)
    return at_desk(account)


@pytest.fixture
def anna(world: World, db: None) -> Client:
    return keeper()


@pytest.fixture
def bert(world: World, db: None) -> Client:
    return keeper()


def pressed(client: Client, address: str, **fields: object) -> str:
    """Press a button, and return what the page says after it."""
    answer = client.post(address, {"idempotency_key": uuid4().hex, **fields}, follow=True)
    assert answer.status_code == 200
    return words(answer)


# ── scenarios


def fields_of(page: str) -> dict[str, str]:
    """Return the fields of the editor as a browser without a script would send them."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<(?:input|textarea)[^>]*>(?:[^<]*</textarea>)?", page):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        text = re.search(r">([^<]*)</textarea>", tag)
        if name and 'type="radio"' not in tag and 'type="checkbox"' not in tag:
            found[name[1]] = html.unescape((value or text)[1]) if (value or text) else ""
    return {name: value for name, value in found.items() if name not in {"q", "file"}}


def test_a_scenario_is_written_in_a_plain_form_and_published_by_another(
    anna: Client, bert: Client, world: World
) -> None:
    address = f"/workbench/scenarios/{base_item_of(world.shop.code)}"
    upload = SimpleUploadedFile("scenario.json", json.dumps(SHOP_SCENARIO).encode())

    anna.post(address, {"revision": "0", "save": "1", "file": upload})
    page = words(anna.get(address))
    fields = fields_of(page) | {"intro": "请回答。", "save": "1"}
    anna.post(address, fields)
    draft = ScenarioVersion.objects.get()
    own = pressed(anna, f"{address}/do/publish", revision=draft.revision)
    other = pressed(bert, f"{address}/do/publish", revision=draft.revision)

    assert "是店铺还是摊位？" in page
    assert draft.content["intro"] == "请回答。"
    assert draft.content["questions"] == SHOP_SCENARIO["questions"]
    assert "自己编写的内容要由另一个人发布。" in own
    assert "已发布，公众现在就能看到。" in other


@pytest.mark.parametrize("file", sorted(DATA.glob("models/*/scenario.json")), ids=str)
def test_the_editor_loses_nothing_of_a_scenario(file: Path) -> None:
    content = json.loads(file.read_text())
    shown = scenarios._shown(content)
    sent = QueryDict(mutable=True)
    for name, value in flat(shown):
        sent.appendlist(name, value)

    assert read_scenario(content_of(sent)) == read_scenario(content)


def flat(part: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Return the fields that the editor's page shows of a part."""
    if isinstance(part, dict):
        for key, value in unfolded(part).items():
            yield from flat(value, f"{name}.{key}" if name else key)
    elif isinstance(part, list) and name.endswith(".materials"):
        yield from ((name, key) for key in part)
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from flat(value, f"{name}.{number}")
    elif part is not None:
        yield name, str(part)


def unfolded(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part as the page spreads it over fields."""
    chosen = {"choosematerials": "some"} if part.get("materials") is not None else {}
    rest = {name: value for name, value in part.items() if name not in {"filled", "limit"}}
    return rest | (part.get("limit") or {}) | chosen | {"fill": part.get("filled", "")}


def test_buttons_add_move_and_remove_without_a_script_and_store_nothing(
    anna: Client, world: World
) -> None:
    address = f"/workbench/scenarios/{base_item_of(world.shop.code)}"
    begun = fields_of(words(anna.get(address)))

    more = words(anna.post(address, {**begun, "edit": "add:question"}))
    fewer = words(anna.post(address, {**fields_of(more), "edit": "drop:questions.1"}))
    odd = anna.post(address, {**begun, "edit": "drop:questions.99.x"})

    assert "question-1" in more
    assert "question-1" not in fewer
    assert odd.status_code == 200
    assert not ScenarioVersion.objects.exists()


def test_the_editor_names_what_is_wrong_before_anything_is_published(
    anna: Client, world: World
) -> None:
    address = f"/workbench/scenarios/{base_item_of(world.shop.code)}"
    fields = {
        "questions.0.key": "a",
        "questions.0.title": "问？",
        "questions.0.choices.0.code": "x",
        "questions.0.choices.0.label": "甲",
        "questions.0.choices.0.to": "nowhere",
        "outcomes.0.key": "end",
        "outcomes.0.name": "完",
        "check": "1",
    }

    page = words(anna.post(address, fields))

    assert "没有问题或结果叫“nowhere”。" in page
    assert "至少要有两个选项。" in page


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff\xfe",
        b"[" * 9000,
        b"null",
        b'"x"',
        b'{"questions": 5, "outcomes": "x"}',
        b'{"questions": [5, {"choices": {"a": 1}}], "outcomes": [{"limit": 7, "notes": 3}]}',
        b'{"questions": [{"choices": [{"fill": [1]}, 3]}], "outcomes": [{"materials": "a"}]}',
    ],
)
def test_a_broken_file_changes_nothing(anna: Client, world: World, content: bytes) -> None:
    address = f"/workbench/scenarios/{base_item_of(world.shop.code)}"
    upload = SimpleUploadedFile("x.json", content)

    answer = anna.post(address, {"revision": "0", "save": "1", "file": upload})

    assert answer.status_code == 422
    assert not ScenarioVersion.objects.exists()


def test_a_draft_is_tried_as_the_public_will_meet_it(anna: Client, world: World) -> None:
    address = f"/workbench/scenarios/{base_item_of(world.shop.code)}"
    upload = SimpleUploadedFile("scenario.json", json.dumps(SHOP_SCENARIO).encode())
    anna.post(address, {"revision": "0", "save": "1", "file": upload})

    assert "面积多大？" in words(anna.get(f"{address}/try?place=shop"))
    assert "摊位登记" in words(anna.get(f"{address}/try?place=stall"))
    assert "请从给出的答案里选一个。" in words(anna.get(f"{address}/try?place=dog"))


# ── the materials library


def test_names_are_mapped_and_types_are_merged(anna: Client, world: World) -> None:
    load_evidence_types(root=DATA, actor=SYSTEM, at=timezone.now())

    work = words(anna.get("/workbench/evidence-types/work"))
    done = pressed(anna, "/workbench/evidence-types/assign", name="场所证明", code="M0011 经营")
    page = words(anna.get("/workbench/evidence-types/M0011"))
    merged = pressed(anna, "/workbench/evidence-types/M0012/merge", into="M0011")

    assert "场所证明" in work
    assert "已归类" in done
    assert "场所证明" in page
    assert "已合并" in merged
    assert EvidenceType.objects.get(code="M0012").merged_into_id is not None
    led_on = anna.get("/workbench/evidence-types/M0012")
    assert led_on["Location"].endswith("/M0011")


def test_a_type_is_changed_by_one_at_a_time(anna: Client, world: World) -> None:
    load_evidence_types(root=DATA, actor=SYSTEM, at=timezone.now())
    change = {"name": "场所使用权证明", "kind": "3", "revision": "1"}

    first = pressed(anna, "/workbench/evidence-types/M0011/change", **change)
    second = pressed(anna, "/workbench/evidence-types/M0011/change", **change)

    assert "已保存。" in first
    assert "别人已经修改过" in second


# ── processes, tables and forms


@pytest.fixture
def steps(db: None) -> None:
    form_services.load_models(DATA / "models" / "steps", actor=SYSTEM, at=timezone.now())


@pytest.mark.usefixtures("steps")
def test_a_process_is_drawn_handed_in_and_published(anna: Client, bert: Client) -> None:
    address = "/workbench/modelling/process/stall"
    anna.post(address, {"revision": "0", "save": "1", "body": empty_body("process", "stall")})
    draft = DefinitionDraft.objects.get()
    pressed(anna, f"{address}/do/offer", revision=draft.revision)
    own = words(anna.get(address))
    waiting = words(bert.get("/workbench/modelling/waiting"))
    pressed(bert, f"{address}/do/publish", revision=draft.revision)

    assert "您参与了编写，要由另一个人发布。" in own
    assert address in waiting
    assert ProcessDefinition.objects.filter(code="stall").exists()
    assert not DefinitionDraft.objects.exists()


@pytest.mark.parametrize("kind", ["process", "decision", "form"])
def test_lists_editors_and_files_are_there_for_every_kind(anna: Client, kind: str) -> None:
    assert anna.get(f"/workbench/modelling/{kind}").status_code == 200
    assert anna.get(f"/workbench/modelling/{kind}/stall").status_code == 200
    file = anna.get(f"/workbench/modelling/{kind}/stall/file")
    assert "attachment" in file["Content-Disposition"]
    assert file.content.decode() == empty_body(kind, "stall")


def test_a_drawing_that_lies_is_named_by_its_element(anna: Client) -> None:
    body = empty_body("process", "stall").replace('yw:role="handler"', 'yw:role="king"')

    page = words(anna.post("/workbench/modelling/process/stall/check", {"body": body}))

    assert 'data-element="/audit"' in page


@pytest.mark.usefixtures("steps")
def test_a_process_is_tried_to_its_end(anna: Client) -> None:
    address = "/workbench/modelling/process/stall/simulation"
    page = words(anna.get(address))
    first = fields_of(page.rpartition("wb-fields mb-3")[2])
    page = words(anna.post(address, first))
    second = fields_of(page.rpartition("wb-fields mb-3")[2])
    page = words(anna.post(address, {**second, "result.outcome": "granted"}))

    assert "流程已经走完。" in page
    assert not DefinitionDraft.objects.exists()


@pytest.mark.parametrize(
    "moves",
    ["{", "[[1]]", '[["x", {}]]', '[["timer", {}]]', "[" * 5000, '[["audit-1", {"a": "\\u0000"}]]'],
)
@pytest.mark.usefixtures("steps")
def test_odd_moves_break_nothing(anna: Client, moves: str) -> None:
    answer = anna.post("/workbench/modelling/process/stall/simulation", {"moves": moves})

    assert answer.status_code == 200


def test_a_form_is_designed_by_buttons(anna: Client) -> None:
    address = "/workbench/modelling/form/stall/design"
    page = words(anna.get(address))
    added = words(anna.post(address, {**fields_of(page), "edit": "add"}))
    fields = fields_of(added) | {
        "fields.0.x-kind": "chinese_name",
        "fields.1.name": "goods",
        "fields.1.title": "卖什么",
        "fields.1.x-kind": "choice",
        "fields.1.options": "food = 小吃\ngoods = 百货",
        "fields.1.required": "1",
    }
    moved = words(anna.post(address, {**fields, "edit": "up:1"}))
    anna.post(address, {**fields, "save": "1"})
    schema = json.loads(DefinitionDraft.objects.get().body)

    assert moved.index("卖什么") < moved.index(">姓名<")
    assert schema["required"] == ["goods"]
    assert schema["properties"]["goods"]["x-labels"] == {"food": "小吃", "goods": "百货"}
    assert not FormDefinition.objects.filter(code="stall").exists()


def test_pages_of_keepers_are_closed_to_everybody_else(world: World, counter: Client) -> None:
    item = base_item_of(world.shop.code)
    for page in (
        "modelling",
        "modelling/waiting",
        "modelling/form/x/design",
        "modelling/process/x/simulation",
        "modelling/form/x/trial",
        "modelling/decision/x/trial",
        "scenarios",
        f"scenarios/{item}",
        f"scenarios/{item}/try",
        "evidence-types",
        "evidence-types/work",
    ):
        assert counter.get(f"/workbench/{page}").status_code == 403, page


GROUPS = {
    "type": "object",
    "title": "摊位登记",
    "properties": {
        "name": {"x-kind": "chinese_name", "title": "姓名"},
        "stalls": {"x-kind": "integer", "title": "摊位数", "minimum": 1, "maximum": 50},
        "helpers": {
            "x-kind": "group",
            "title": "帮工",
            "minItems": 1,
            "maxItems": 5,
            "items": {
                "required": ["who"],
                "properties": {"who": {"x-kind": "text", "title": "谁", "maxLength": 20}},
            },
        },
    },
    "required": ["name"],
}


@pytest.fixture
def groups(world: World, db: None) -> dict[str, str]:
    """Keep a draft with a group; return the fields of its designer's page."""
    DefinitionDraft.objects.create(
        kind="form", code="stall", body=json.dumps(GROUPS), changed_at=timezone.now()
    )
    return {}


DESIGN = "/workbench/modelling/form/stall/design"


@pytest.mark.usefixtures("groups")
def test_what_the_designer_is_not_asked_to_change_stays(anna: Client) -> None:
    anna.post(DESIGN, {**fields_of(words(anna.get(DESIGN))), "save": "1", **REQUIRED})

    assert json.loads(DefinitionDraft.objects.get().body) == GROUPS


REQUIRED = {"fields.0.required": "1", "fields.2.items.0.required": "1"}


@pytest.mark.usefixtures("groups")
def test_rows_of_a_group_are_designed_in_the_browser(anna: Client) -> None:
    page = words(anna.get(DESIGN))
    added = anna.post(DESIGN, {**fields_of(page), **REQUIRED, "edit": "add:fields.2.items"})
    fields = (
        fields_of(words(added))
        | REQUIRED
        | {
            "fields.2.items.1.name": "since",
            "fields.2.items.1.title": "什么时候来的",
            "fields.2.items.1.x-kind": "date",
            "fields.2.items.1.en.title": "Since",
        }
    )
    anna.post(DESIGN, {**fields, "edit": "up:fields.2.items.1"})
    anna.post(DESIGN, {**fields, "save": "1"})
    items = json.loads(DefinitionDraft.objects.get().body)["properties"]["helpers"]["items"]

    assert items["required"] == ["who"]
    assert items["properties"]["since"] == {
        "x-kind": "date",
        "title": "什么时候来的",
        "x-en": {"title": "Since"},
    }


@pytest.mark.usefixtures("groups")
def test_sections_checks_and_english_words_are_designed_in_the_browser(anna: Client) -> None:
    fields = fields_of(words(anna.get(DESIGN))) | REQUIRED
    fields = fields_of(words(anna.post(DESIGN, {**fields, "edit": "add-section"}))) | REQUIRED
    fields = fields_of(words(anna.post(DESIGN, {**fields, "edit": "add-rule"}))) | REQUIRED
    fields |= {
        "form.en.title": "Registration of a stall",
        "sections.0.title": "摊位",
        "sections.0.en.title": "The stall",
        "rules.0.rule": "form.stalls < 40",
        "rules.0.field": "stalls",
        "rules.0.message": "四十个以上要另外申请。",
        "rules.0.en.message": "Forty and more are another matter.",
        "fields.1.name": "count",
        "fields.1.en.title": "Stalls",
    }
    anna.post(DESIGN, {**fields, "save": "1"})
    made = json.loads(DefinitionDraft.objects.get().body)

    assert made["x-en"] == {"title": "Registration of a stall"}
    assert made["x-sections"] == [
        {
            "key": "s1",
            "title": "摊位",
            "fields": ["name", "count", "helpers"],
            "x-en": {"title": "The stall"},
        }
    ]
    assert made["x-rules"][0]["field"] == "count"
    assert made["x-rules"][0]["x-en"] == {"message": "Forty and more are another matter."}
    assert made["properties"]["count"]["x-en"] == {"title": "Stalls"}


@pytest.mark.usefixtures("groups")
@pytest.mark.parametrize(
    "edit",
    [
        "up:",
        "up:fields.99999",
        "drop:fields.-1",
        "add:fields.7.items",
        "drop-rule:x",
        "\x00",
        "x" * 9,
    ],
)
def test_odd_buttons_of_the_designer_break_nothing(anna: Client, edit: str) -> None:
    fields = fields_of(words(anna.get(DESIGN))) | REQUIRED

    assert anna.post(DESIGN, {**fields, "edit": edit}).status_code == 200


@pytest.mark.usefixtures("groups")
def test_a_form_is_tried_with_sample_answers(anna: Client) -> None:
    trial = "/workbench/modelling/form/stall/trial"
    wrong = words(anna.post(trial, {"name": "", "stalls": "99"}))
    right = words(anna.post(trial, {"name": "张小云", "stalls": "3", "helpers.0.who": "李大"}))

    assert 'aria-invalid="true"' in wrong
    assert "这些答案可以提交" in right
    assert "&quot;stalls&quot;: 3" in right


def test_a_table_is_tried_with_a_sample(anna: Client) -> None:
    trial = "/workbench/modelling/decision/stall/trial"
    asked = words(anna.get(trial))
    decided = words(anna.post(trial, {"given.form.is_needed": "true"}))
    odd = anna.post(trial, {"given.form.is_needed": "[" * 5000, "given.x": "1"})

    assert 'name="given.form.is_needed"' in asked
    assert "第 1 条" in decided
    assert "<strong>yes</strong>" in decided
    assert odd.status_code == 200


def test_a_table_is_tried_in_the_words_of_a_form_that_has_its_fields(anna: Client) -> None:
    schema = {
        "type": "object",
        "title": "摊位申请表",
        "properties": {
            "is_needed": {"x-kind": "boolean", "title": "需要现场核查"},
            "kind": {
                "x-kind": "choice",
                "title": "摊位类型",
                "enum": ["food", "tea"],
                "x-labels": {"food": "餐饮", "tea": "茶点"},
            },
            "photo": {"x-kind": "file", "title": "照片"},
        },
        "required": ["is_needed"],
    }
    form_services.publish_form(code="stall", schema=schema, actor=SYSTEM, at=timezone.now())
    body = (
        empty_body("decision", "stall")
        .replace("form.is_needed == true", 'form.is_needed == true &amp;&amp; form.kind == "food"')
        .replace('"yes"', "form.kind")
    )
    DefinitionDraft.objects.create(
        kind="decision", code="stall", body=body, changed_at=timezone.now()
    )
    trial = "/workbench/modelling/decision/stall/trial"

    chosen = words(anna.get(trial))  # it is the only form that has both fields
    assert "摊位申请表" in chosen
    assert "摊位类型" in chosen
    assert 'value="food"' in chosen
    assert 'name="given.form.kind"' not in chosen
    decided = words(anna.post(trial, {"_form": "stall", "is_needed": "true", "kind": "food"}))
    assert "第 1 条" in decided
    assert "<strong>food</strong>" in decided
    assert "读的栏目：需要现场核查、摊位类型" in decided
    paths = words(anna.get(trial, {"_form": ""}))
    assert 'name="given.form.kind"' in paths
    assert anna.get(trial, {"_form": "no-such"}).status_code == 200
    assert anna.post(trial, {"_form": "stall", "kind": "\x00", "_add": "x"}).status_code == 200


def test_a_table_names_the_items_that_it_decides(
    anna: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = BaseItemVersion.objects.filter(process__isnull=False).exclude(form_code="")[0]
    asked: list[str] = []

    def decided_by(code: str) -> list[UUID]:
        asked.append(code)
        return [version.process_id]

    monkeypatch.setattr(workflow, "processes_decided_by", decided_by)
    shown = words(anna.get("/workbench/modelling/decision/stall/trial"))

    assert asked == ["stall"]
    assert version.name in shown
    assert f'<option value="{version.form_code}" selected>' in shown


def test_the_processes_of_a_table_are_found_by_its_code(world: World) -> None:
    process = ProcessDefinition.objects.exclude(code="")[0]
    facts = {**process.facts, "decisions": {"stall": str(uuid4())}}
    made = ProcessDefinition.objects.create(
        code="by-table", version=1, xml=process.xml, facts=facts, published_at=timezone.now()
    )

    assert workflow.processes_decided_by("stall") == [made.id]
    assert workflow.processes_decided_by("other") == []


@pytest.mark.parametrize("kind", ["form", "decision"])
def test_a_draft_that_lies_is_not_tried_but_named(anna: Client, kind: str) -> None:
    DefinitionDraft.objects.create(
        kind=kind, code="stall", body='{"type": 1}', changed_at=timezone.now()
    )
    answer = anna.get(f"/workbench/modelling/{kind}/stall/trial")

    assert answer.status_code == 200
    assert "<form" not in words(answer).partition("<main")[2]
