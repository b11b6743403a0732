# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafts of processes, tables and forms: hostile ones, two editors, the second person."""

import json
from pathlib import Path

import pytest
from django.utils import timezone

from tests.catalogue.scenarios.worlds import keeper
from tests.catalogue.worlds import LOADER, MORNING
from yiwang.catalogue import selectors, services
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.guidance_refusals import (
    DraftCodeInvalid,
    DraftMalformed,
    DraftNotFound,
    DraftNotOffered,
    DraftTooLarge,
    SecondPersonNeeded,
    SomebodyWasFaster,
)
from yiwang.catalogue.modelling.checking import faults_of
from yiwang.catalogue.modelling.templates import TEMPLATES, empty_body
from yiwang.catalogue.models import DefinitionDraft
from yiwang.forms import services as form_services
from yiwang.forms.models import FormDefinition
from yiwang.organizations.enums import Right
from yiwang.workflow.bpmn.model import StepKind
from yiwang.workflow.errors import InvalidProcess
from yiwang.workflow.models import ProcessDefinition

pytestmark = pytest.mark.django_db

MODELS = Path(__file__).parents[3] / "data" / "models"
ALL = (Right.WORKFLOW_EDIT, Right.FORMS_EDIT, Right.CATALOGUE_PUBLISH)
ANNA, BERT = keeper(1, *ALL), keeper(2, *ALL)
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)
ENDS = "<bpmn:incoming>f_1</bpmn:incoming><bpmn:outgoing>f_2</bpmn:outgoing>"
TIMER = """<bpmn:intermediateCatchEvent id="notice" name="公示">
<bpmn:incoming>f_2</bpmn:incoming><bpmn:outgoing>f_4</bpmn:outgoing>
<bpmn:timerEventDefinition id="t"><bpmn:timeDuration>P30D</bpmn:timeDuration>
</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:sequenceFlow id="f_2" sourceRef="audit" targetRef="notice"/>
<bpmn:sequenceFlow id="f_4" sourceRef="notice" targetRef="decision"/>"""
DRAWN = """<bpmndi:BPMNShape id="n_di" bpmnElement="notice">
<dc:Bounds x="400" y="200" width="36" height="36"/></bpmndi:BPMNShape>
<bpmndi:BPMNEdge id="f_4_di" bpmnElement="f_4"><di:waypoint x="1" y="1"/>
<di:waypoint x="2" y="2"/></bpmndi:BPMNEdge></bpmndi:BPMNPlane>"""
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.fixture
def steps(db: None) -> None:
    """Publish the forms of the standard steps."""
    form_services.load_models(MODELS / "steps", actor=LOADER, at=MORNING)


def process(**changes: str) -> str:
    """Return the process that a new one begins with, with texts exchanged."""
    body = empty_body("process", "stall")
    for old, new in changes.values():
        assert old in body
        body = body.replace(old, new)
    return body


@pytest.mark.usefixtures("steps")
@pytest.mark.parametrize("kind", ["process", "decision", "form"])
def test_what_a_new_definition_begins_with_can_be_published(kind: str) -> None:
    assert faults_of(kind, empty_body(kind, "stall-x")) == []


@pytest.mark.usefixtures("steps")
@pytest.mark.parametrize(
    ("body", "path"),
    [
        (BOMB, "/"),
        (OUTSIDE, "/"),
        ("", "/"),
        ("<x", "/"),
        ("<x/>", "/"),
        ("<a>" * 60 + "</a>" * 60, "/"),
        (f"<x>{'<y/>' * 11_000}</x>", "/"),
        (process(a=("</bpmn:process>", '<bpmn:callActivity id="c"/></bpmn:process>')), "/c"),
        (process(a=('name="审查"', 'name="审查" xmlns:c="urn:c" c:class="x"')), "/audit"),
        (process(a=('yw:role="handler"', 'yw:role="king"')), "/audit"),
        (process(a=('yw:form="step-audit"', 'yw:form="nothing"')), "/audit"),
        (process(a=('targetRef="decision"', 'targetRef="audit"')), "/decision"),
        (
            process(
                a=(
                    '<bpmn:userTask id="audit" name="审查" yw:form="step-audit" yw:role="handler">',
                    '<bpmn:scriptTask id="audit" scriptFormat="python" yw:result="x">',
                ),
                b=(
                    f"{ENDS}\n    </bpmn:userTask>",
                    f"{ENDS}<bpmn:script>import os</bpmn:script></bpmn:scriptTask>",
                ),
            ),
            "/audit",
        ),
    ],
)
def test_a_process_that_lies_is_refused_with_the_element_named(body: str, path: str) -> None:
    found = {fault.path or "/" for fault in faults_of("process", body)}

    assert path in found


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        OUTSIDE,
        "<x/>",
        empty_body("decision", "x").replace("form.is_needed == true", "__import__('os')"),
        empty_body("decision", "x").replace("<text>true</text>", "<text>import</text>"),
        empty_body("decision", "x").replace('hitPolicy="UNIQUE"', 'hitPolicy="PRIORITY"'),
        empty_body("decision", "x").replace("<text>false</text>", "<text>true</text>"),
    ],
)
def test_a_table_that_lies_is_refused(body: str) -> None:
    assert faults_of("decision", body)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "{",
        '{"a": NaN}',
        '{"a": 1, "a": 2}',
        "[" * 5000,
        json.dumps({"type": "object", "title": "x", "properties": {"a": {"x-kind": "magic"}}}),
        json.dumps({"type": "object", "title": "x", "properties": {"a": {"$ref": "http://x/y"}}}),
        json.dumps({"type": "object", "title": "x", "properties": {"a": {"$ref": "#"}}}),
        json.dumps(
            {
                "type": "object",
                "title": "x",
                "properties": {
                    "a": {"x-kind": "text", "title": "a", "x-visible": "form.b != null"},
                    "b": {"x-kind": "text", "title": "b", "x-visible": "form.a != null"},
                },
            }
        ),
    ],
)
def test_a_form_that_lies_is_refused(body: str) -> None:
    assert faults_of("form", body)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("x" * 1_000_001, DraftTooLarge),
        ("a\0b", DraftMalformed),
        ("\ud800", DraftMalformed),
    ],
)
def test_what_no_database_takes_is_not_even_kept(body: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        services.modelling.save_draft(
            kind="process", code="stall", body=body, revision=0, actor=ANNA, at=MORNING
        )
    assert not DefinitionDraft.objects.exists()


@pytest.mark.parametrize("code", ["", "Stall", "1st", "a b", "../x", "x" * 61, "中"])
def test_a_code_is_small_letters_digits_and_hyphens(code: str) -> None:
    with pytest.raises(DraftCodeInvalid):
        services.modelling.save_draft(
            kind="form", code=code, body="{}", revision=0, actor=ANNA, at=MORNING
        )


@pytest.mark.usefixtures("steps")
def test_one_draws_hands_in_and_another_publishes() -> None:
    body = process()
    draft = services.modelling.save_draft(
        kind="process", code="stall", body=body, revision=0, actor=ANNA, at=MORNING
    )
    ours = {"kind": "process", "code": "stall", "revision": draft.revision, "at": MORNING}

    with pytest.raises(DraftNotOffered):
        services.modelling.publish_draft(**ours, actor=BERT)
    services.modelling.offer_draft(**ours, is_offered=True, actor=ANNA)
    with pytest.raises(SecondPersonNeeded):
        services.modelling.publish_draft(**ours, actor=ANNA)
    definition_id = services.modelling.publish_draft(**ours, actor=BERT)

    assert ProcessDefinition.objects.get(pk=definition_id).xml == body
    assert not DefinitionDraft.objects.exists()
    assert selectors.modelling.edited("process", "stall", BERT).version == 1


def test_a_change_takes_back_what_was_handed_in() -> None:
    ours = {"kind": "form", "code": "stall", "body": "{}", "at": MORNING}
    services.modelling.save_draft(**ours, revision=0, actor=ANNA)
    services.modelling.offer_draft(
        kind="form", code="stall", revision=1, is_offered=True, actor=ANNA, at=MORNING
    )
    draft = services.modelling.save_draft(**ours, revision=1, actor=BERT)

    assert not draft.is_offered
    assert draft.editors == [ANNA.staff_id, BERT.staff_id]


def test_of_two_editors_the_second_is_told() -> None:
    ours = {"kind": "form", "code": "stall", "at": MORNING}
    services.modelling.save_draft(**ours, body='{"a": 1}', revision=0, actor=ANNA)

    with pytest.raises(SomebodyWasFaster):
        services.modelling.save_draft(**ours, body='{"b": 1}', revision=0, actor=BERT)

    assert DefinitionDraft.objects.get().body == '{"a": 1}'


def test_what_is_wrong_is_kept_as_a_draft_but_never_published() -> None:
    ours = {"kind": "process", "code": "stall", "at": MORNING}
    services.modelling.save_draft(**ours, body="<x/>", revision=0, actor=ANNA)
    services.modelling.offer_draft(**ours, revision=1, is_offered=True, actor=ANNA)

    with pytest.raises(InvalidProcess):
        services.modelling.publish_draft(**ours, revision=1, actor=BERT)

    assert DefinitionDraft.objects.get().is_offered
    services.modelling.discard_draft(**ours, actor=BERT)
    with pytest.raises(DraftNotFound):
        services.modelling.discard_draft(**ours, actor=BERT)


@pytest.mark.parametrize(
    "actor",
    [
        keeper(3, Right.CASES_READ),
        keeper(4, Right.FORMS_EDIT),
        keeper(5, Right.CATALOGUE_PUBLISH),
    ],
)
def test_only_who_may_draw_draws(actor: object) -> None:
    with pytest.raises(NotYourCatalogue):
        services.modelling.save_draft(
            kind="process",
            code="stall",
            body="x",
            revision=0,
            actor=actor,  # type: ignore[arg-type]
            at=MORNING,
        )


@pytest.mark.usefixtures("steps")
def test_every_standard_step_names_what_there_is() -> None:
    forms = set(FormDefinition.objects.values_list("code", flat=True))
    for template in TEMPLATES:
        attributes = dict(template.attributes)
        assert attributes.get("form", "step-audit") in forms
        assert attributes.get("kind", "task") in set(StepKind)


@pytest.mark.usefixtures("steps")
def test_a_process_is_tried_step_by_step_without_being_stored() -> None:
    move, sample = selectors.modelling.Move, selectors.modelling.Sample
    begun = sample(form={}, item={}, begins_at=timezone.now(), limit=3)

    first = selectors.modelling.simulate(process(), begun, [])
    second = selectors.modelling.simulate(process(), begun, [move(first.waiting[0].key, {})])
    last = selectors.modelling.simulate(
        process(),
        begun,
        [
            move(first.waiting[0].key, {}),
            move(second.waiting[0].key, {"outcome": "granted"}),
        ],
    )

    assert [one.element_id for one in first.waiting] == ["audit"]
    assert [one.element_id for one in second.waiting] == ["decision"]
    assert second.waiting[0].asked == ("outcome",)
    assert last.is_finished
    assert [one.element_id for one in last.passed] == ["audit", "decision"]
    assert not ProcessDefinition.objects.exists()


@pytest.mark.usefixtures("steps")
def test_a_simulation_waits_for_timers_and_notes_that_it_is_late() -> None:
    incoming = "<bpmn:incoming>f_2</bpmn:incoming><bpmn:outgoing>f_3"
    body = process(
        a=('<bpmn:sequenceFlow id="f_2" sourceRef="audit" targetRef="decision"/>', TIMER),
        b=(incoming, incoming.replace("f_2", "f_4")),
        c=("</bpmndi:BPMNPlane>", DRAWN),
    )
    move, sample = selectors.modelling.Move, selectors.modelling.Sample
    begun = sample(form={}, item={}, begins_at=timezone.now(), limit=3)
    first = selectors.modelling.simulate(body, begun, [])
    waiting = selectors.modelling.simulate(body, begun, [move(first.waiting[0].key, {})])
    late = selectors.modelling.simulate(
        body, begun, [move(first.waiting[0].key, {}), move("timer", {})]
    )

    assert waiting.waiting[0].wakes_at is not None
    assert not waiting.is_late
    assert [one.element_id for one in late.waiting] == ["decision"]
    assert late.is_late
