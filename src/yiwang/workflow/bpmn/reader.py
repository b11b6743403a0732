# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""From a BPMN 2.0 file to a process model, with every fault that the reading meets.

Only what the engine really does is let in. An element, an attribute or an expression language
that it does not know is a fault with the element's id, never ignored: a process that people see
in the modeller is the process that runs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yiwang.foundation.errors import FieldError
from yiwang.workflow.bpmn.model import Element, Flow, ProcessModel, StepKind, Tag
from yiwang.workflow.xml import Node, UnsafeXml, local_name, namespace_of, parse_xml, text_of

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
YIWANG = "urn:yiwang:bpmn:1"

MOST_NODES = 200
MOST_FAULTS = 50
LONGEST_NAME = 100
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")
_FLOW_NODES = frozenset(tag.value for tag in Tag)
_DRAWN_ONLY = frozenset({"textAnnotation", "association", "group", "documentation", "laneSet"})
_ROOTS = frozenset({"process", "collaboration", "BPMNDiagram", "category"})
_LANGUAGES = frozenset({"", "cel", "https://cel.dev"})
_OWN_ATTRIBUTES = {
    Tag.USER_TASK: frozenset({"role", "form", "kind"}),
    Tag.SERVICE_TASK: frozenset({"role", "operation", "result"}),
    Tag.SCRIPT_TASK: frozenset({"result"}),
    Tag.RULE_TASK: frozenset({"decision", "result"}),
}


def _bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def _own(name: str) -> str:
    return f"{{{YIWANG}}}{name}"


@dataclass
class Faults:
    """What is wrong with a file, each with the id of the element that it is about."""

    found: list[FieldError] = field(default_factory=list)

    def add(self, element_id: str, code: str, message: str) -> None:
        fault = FieldError(f"/{element_id}" if element_id else "", code, message)
        if len(self.found) < MOST_FAULTS and fault not in self.found:
            self.found.append(fault)

    def about(self, node: Node, code: str, message: str) -> None:
        self.add(_place(node), code, message)


def _place(node: Node) -> str:
    """Return the id of an element, or of the nearest one around it that has an id."""
    here: Node | None = node
    while here is not None:
        if here.get("id"):
            return str(here.get("id"))[:100]
        here = here.getparent()
    return local_name(node.tag)


def read_bpmn(xml: str | bytes) -> tuple[ProcessModel | None, list[FieldError]]:
    """Return the process in a file and the faults of reading it; no process when it has none."""
    faults = Faults()
    try:
        root = parse_xml(xml)
    except UnsafeXml as error:
        faults.add("", "xml", str(error))
        return None, faults.found
    process = _the_process(root, faults)
    if process is None:
        return None, faults.found
    model = _Reader(root, process, faults).read()
    return model, faults.found


def _the_process(root: Node, faults: Faults) -> Node | None:
    if root.tag != _bpmn("definitions"):
        faults.add("", "not_bpmn", _("不是 BPMN 2.0 文件：根元素应当是 bpmn:definitions。"))
        return None
    for child in root:
        if local_name(child.tag) not in _ROOTS or namespace_of(child.tag) not in {BPMN, DI}:
            faults.about(child, "unsupported", _unsupported(child))
    _refuse_language(root, "expressionLanguage", faults)
    processes = root.findall(_bpmn("process"))
    if len(processes) != 1:
        faults.add("", "one_process", _("文件应当恰好包含一个流程。"))
        return None
    if len(root.findall(f"{_bpmn('collaboration')}/{_bpmn('participant')}")) > 1:
        faults.add("", "one_process", _("文件应当恰好包含一个流程。"))
    return processes[0]


def _unsupported(node: Node) -> str:
    return _("不支持元素“%(name)s”。") % {"name": local_name(node.tag)[:60]}


def _refuse_language(node: Node, attribute: str, faults: Faults) -> None:
    language = (node.get(attribute) or "").strip()
    if language.lower() not in _LANGUAGES:
        faults.about(
            node,
            "language",
            _("只支持 CEL 表达式，不支持“%(language)s”。") % {"language": language[:60]},
        )


class _Reader:
    def __init__(self, root: Node, process: Node, faults: Faults) -> None:
        self._root = root
        self._process = process
        self._faults = faults
        self._lane_roles: dict[str, str] = {}

    def read(self) -> ProcessModel:
        self._read_lanes()
        elements = {element.id: element for element in self._elements()}
        if len(elements) > MOST_NODES:
            self._faults.add(
                "", "too_large", _("流程的环节超过 %(limit)d 个。") % {"limit": MOST_NODES}
            )
        model = ProcessModel(
            id=self._process.get("id") or "",
            name=(self._process.get("name") or "").strip()[:LONGEST_NAME],
            elements=elements,
            flows=tuple(self._flows(elements)),
        )
        self._check_drawing(model)
        return model

    def _read_lanes(self) -> None:
        for lane in self._process.iter(_bpmn("lane")):
            role = (lane.get(_own("role")) or lane.get("name") or "").strip()
            for reference in lane.findall(_bpmn("flowNodeRef")):
                self._lane_roles[text_of(reference)] = role

    def _elements(self) -> Iterator[Element]:
        seen: set[str] = set()
        for node in self._process:
            name = local_name(node.tag)
            if namespace_of(node.tag) == BPMN and name in _FLOW_NODES:
                if self._has_good_id(node, seen):
                    yield self._element(node, Tag(name))
            elif name == "extensionElements" or not self._is_known(node, name):
                self._faults.about(node, "unsupported", _unsupported(node))

    def _is_known(self, node: Node, name: str) -> bool:
        return namespace_of(node.tag) == BPMN and (name in _DRAWN_ONLY or name == "sequenceFlow")

    def _has_good_id(self, node: Node, seen: set[str]) -> bool:
        id_ = node.get("id") or ""
        if not _ID.fullmatch(id_):
            self._faults.about(
                node,
                "id",
                _("环节编号“%(id)s”应当以字母开头，只含字母、数字和下划线。") % {"id": id_[:80]},
            )
            return False
        if id_ in seen:
            self._faults.add(id_, "id", _("环节编号重复。"))
            return False
        seen.add(id_)
        return True

    def _element(self, node: Node, tag: Tag) -> Element:
        self._refuse_foreign(node, tag)
        id_ = str(node.get("id"))
        name = (node.get("name") or "").strip()
        if len(name) > LONGEST_NAME:
            self._faults.add(
                id_, "name", _("环节名称不能超过 %(limit)d 个字。") % {"limit": LONGEST_NAME}
            )
        return Element(
            id=id_,
            tag=tag,
            name=name[:LONGEST_NAME],
            role=(node.get(_own("role")) or self._lane_roles.get(id_, "")).strip(),
            kind=self._kind(node, tag),
            form_code=(node.get(_own("form")) or "").strip(),
            operation=(node.get(_own("operation")) or "").strip(),
            decision=(node.get(_own("decision")) or "").strip(),
            expression=self._script(node, tag),
            result=(node.get(_own("result")) or id_).strip(),
            duration=self._duration(node, tag),
            attached_to=node.get("attachedToRef") or "",
            cancels=node.get("cancelActivity", "true") != "false",
            terminates=self._terminates(node, tag),
            default=node.get("default") or "",
            parameters=dict(self._parameters(node)),
        )

    def _refuse_foreign(self, node: Node, tag: Tag) -> None:
        own = _OWN_ATTRIBUTES.get(tag, frozenset())
        for part in node.iter():
            for attribute in part.attrib:
                self._refuse_attribute(part, attribute, own if part is node else frozenset())
            if namespace_of(part.tag) not in {BPMN, YIWANG}:
                self._faults.about(part, "unsupported", _unsupported(part))
        for child in node:
            if child.tag not in _CHILDREN.get(tag, _EVERYWHERE) | _EVERYWHERE:
                self._faults.about(child, "unsupported", _unsupported(child))
        for language in ("scriptFormat", "language"):
            for part in node.iter():
                _refuse_language(part, language, self._faults)

    def _refuse_attribute(self, node: Node, attribute: str, own: frozenset[str]) -> None:
        namespace, name = namespace_of(attribute), local_name(attribute)
        if namespace in {"", XSI} and name not in {"implementation"}:
            return
        if namespace == YIWANG and name in own:
            return
        self._faults.about(
            node, "unsupported", _("不支持属性“%(name)s”。") % {"name": attribute[:100]}
        )

    def _kind(self, node: Node, tag: Tag) -> StepKind:
        if tag is Tag.SERVICE_TASK:
            return StepKind.SERVICE
        if tag in {Tag.TIMER, Tag.BOUNDARY}:
            return StepKind.TIMER
        kind = (node.get(_own("kind")) or StepKind.TASK).strip()
        try:
            return StepKind(kind)
        except ValueError:
            self._faults.about(node, "kind", _("环节类型“%(kind)s”不存在。") % {"kind": kind[:60]})
            return StepKind.TASK

    def _script(self, node: Node, tag: Tag) -> str:
        return text_of(node.find(_bpmn("script"))) if tag is Tag.SCRIPT_TASK else ""

    def _duration(self, node: Node, tag: Tag) -> str:
        if tag not in {Tag.TIMER, Tag.BOUNDARY}:
            return ""
        timer = node.find(_bpmn("timerEventDefinition"))
        if timer is None:
            return ""
        for child in timer:
            if child.tag != _bpmn("timeDuration"):
                self._faults.about(node, "unsupported", _unsupported(child))
        return text_of(timer.find(_bpmn("timeDuration")))

    def _terminates(self, node: Node, tag: Tag) -> bool:
        return tag is Tag.END and node.find(_bpmn("terminateEventDefinition")) is not None

    def _parameters(self, node: Node) -> Iterator[tuple[str, str]]:
        extensions = node.find(_bpmn("extensionElements"))
        for part in extensions if extensions is not None else ():
            if part.tag == _own("parameter") and node.tag == _bpmn(Tag.SERVICE_TASK):
                yield (part.get("name") or ""), (part.get("value") or "")
            else:
                self._faults.about(part, "unsupported", _unsupported(part))

    def _flows(self, elements: dict[str, Element]) -> Iterator[Flow]:
        for node in self._process.findall(_bpmn("sequenceFlow")):
            flow = Flow(
                id=node.get("id") or "",
                source=node.get("sourceRef") or "",
                target=node.get("targetRef") or "",
                name=(node.get("name") or "").strip()[:LONGEST_NAME],
                condition=self._condition(node),
            )
            if flow.source in elements and flow.target in elements and flow.id:
                yield flow
            else:
                self._faults.about(node, "flow", _("连线的起点或终点不存在。"))

    def _condition(self, node: Node) -> str:
        for part in node.iter():
            _refuse_language(part, "language", self._faults)
            for attribute in part.attrib:
                self._refuse_attribute(part, attribute, frozenset())
        return text_of(node.find(_bpmn("conditionExpression")))

    def _check_drawing(self, model: ProcessModel) -> None:
        """Every node and flow must be drawn, else the modeller shows another process."""
        drawn = set(_drawn(self._root))
        missing: Iterable[Element | Flow] = (*model.elements.values(), *model.flows)
        for part in missing:
            if part.id not in drawn:
                self._faults.add(part.id, "not_drawn", _("缺少图形信息，流程图上看不到这个元素。"))


_EVERYWHERE = frozenset(
    {_bpmn("incoming"), _bpmn("outgoing"), _bpmn("documentation"), _bpmn("extensionElements")}
)
_CHILDREN = {
    Tag.END: frozenset({_bpmn("terminateEventDefinition")}),
    Tag.SCRIPT_TASK: frozenset({_bpmn("script")}),
    Tag.TIMER: frozenset({_bpmn("timerEventDefinition")}),
    Tag.BOUNDARY: frozenset({_bpmn("timerEventDefinition")}),
}


def _drawn(root: Node) -> Iterator[str]:
    for tag in ("BPMNShape", "BPMNEdge"):
        for shape in root.iter(f"{{{DI}}}{tag}"):
            yield shape.get("bpmnElement") or ""
