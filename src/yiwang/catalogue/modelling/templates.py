# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a new definition begins with, and the standard steps (模块化审批) to build one of. Pure."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.enums import DefinitionKind


@dataclass(frozen=True, slots=True)
class StepTemplate:
    """A standard step that the palette offers.

    :ivar element: the BPMN type
    :ivar attributes: of our namespace
    :ivar duration: of a timer
    """

    key: str
    name: str | Promise
    element: str
    attributes: tuple[tuple[str, str], ...] = ()
    duration: str = ""

    @property
    def shown(self) -> dict[str, Any]:
        """The template as the modeller reads it."""
        return {
            "key": self.key,
            "name": str(self.name),
            "element": self.element,
            "attributes": dict(self.attributes),
            "duration": self.duration,
        }


USER, SERVICE = "bpmn:UserTask", "bpmn:ServiceTask"
TEMPLATES: Final = (
    StepTemplate("audit", _("审查材料"), USER, (("form", "step-audit"), ("role", "handler"))),
    StepTemplate(
        "eligibility", _("核验条件"), USER, (("form", "step-eligibility"), ("role", "handler"))
    ),
    StepTemplate("review", _("复核"), USER, (("form", "step-review"), ("role", "reviewer"))),
    StepTemplate(
        "site_check",
        _("现场核查"),
        USER,
        (("form", "step-audit"), ("kind", "site_check"), ("role", "handler")),
    ),
    StepTemplate(
        "expert_review",
        _("专家评审"),
        USER,
        (("form", "step-review"), ("kind", "expert_review"), ("role", "reviewer")),
    ),
    StepTemplate(
        "hearing",
        _("听取意见"),
        USER,
        (("form", "step-hearing-of-parties"), ("role", "handler")),
    ),
    StepTemplate("decision", _("作出决定"), USER, (("kind", "decision"), ("role", "approver"))),
    StepTemplate("notify", _("通知申请人"), SERVICE, (("operation", "notify"),)),
    StepTemplate("notice", _("公示五日"), "bpmn:IntermediateCatchEvent", duration="P5D"),
)

_BPMN: Final = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
    xmlns:yw="urn:yiwang:bpmn:1"
    id="definitions" targetNamespace="urn:yiwang:processes">
  <bpmn:process id="{id}" name="新流程" isExecutable="true">
    <bpmn:startEvent id="start" name="受理后开始"><bpmn:outgoing>f_1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="audit" name="审查" yw:form="step-audit" yw:role="handler">
      <bpmn:incoming>f_1</bpmn:incoming><bpmn:outgoing>f_2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:userTask id="decision" name="决定" yw:kind="decision" yw:role="approver">
      <bpmn:incoming>f_2</bpmn:incoming><bpmn:outgoing>f_3</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="end" name="决定作出"><bpmn:incoming>f_3</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f_1" sourceRef="start" targetRef="audit"/>
    <bpmn:sequenceFlow id="f_2" sourceRef="audit" targetRef="decision"/>
    <bpmn:sequenceFlow id="f_3" sourceRef="decision" targetRef="end"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="{id}">
    <bpmndi:BPMNShape id="start_di" bpmnElement="start"><dc:Bounds x="160" y="120" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="audit_di" bpmnElement="audit"><dc:Bounds x="260" y="98" width="110" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="decision_di" bpmnElement="decision"><dc:Bounds x="440" y="98" width="110" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="end_di" bpmnElement="end"><dc:Bounds x="620" y="120" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="f_1_di" bpmnElement="f_1"><di:waypoint x="196" y="138"/><di:waypoint x="260" y="138"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="f_2_di" bpmnElement="f_2"><di:waypoint x="370" y="138"/><di:waypoint x="440" y="138"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="f_3_di" bpmnElement="f_3"><di:waypoint x="550" y="138"/><di:waypoint x="620" y="138"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
"""  # noqa: E501
_DMN: Final = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="{id}" name="新决策表"
    namespace="urn:yiwang:decisions">
  <decision id="decision" name="新决策表">
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input id="in_1" label="条件"><inputExpression id="in_1_x" typeRef="boolean"><text>form.is_needed == true</text></inputExpression></input>
      <output id="out_1" name="result" label="结果" typeRef="string"/>
      <rule id="rule_1"><inputEntry id="rule_1_in"><text>true</text></inputEntry><outputEntry id="rule_1_out"><text>"yes"</text></outputEntry></rule>
      <rule id="rule_2"><inputEntry id="rule_2_in"><text>false</text></inputEntry><outputEntry id="rule_2_out"><text>"no"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""  # noqa: E501
_FORM: Final = """{
  "type": "object",
  "title": "新表单",
  "properties": {
    "name": {"x-kind": "chinese_name", "title": "姓名", "x-prefill": "applicant.name"}
  },
  "required": ["name"]
}
"""


def empty_body(kind: str, code: str) -> str:
    """Return what a new definition begins with: small, and right as it stands."""
    if kind == DefinitionKind.FORM:
        return _FORM
    template = _BPMN if kind == DefinitionKind.PROCESS else _DMN
    return template.replace("{id}", code.replace("-", "_"))
