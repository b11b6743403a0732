# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What keeps a version of a rule from being published."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.cases.automation import facts as readings
from yiwang.cases.automation import tables
from yiwang.cases.automation.facts import FactSpec
from yiwang.cases.models import RuleSet, RuleVersion
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation import cel
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.sharing import selectors as sharing
from yiwang.workflow import selectors as workflow

NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
KEYS: Final = frozenset({"name", "label", "source", "key", "read", "form"})
NEEDED: Final = frozenset({"name", "label", "source", "key", "read"})
MOST_FACTS: Final = 20


def shape_faults(
    facts: Sequence[Mapping[str, str]], steps: Mapping[str, Mapping[str, Any]]
) -> list[FieldError]:
    """Return what keeps facts and steps from being stored at all."""
    faults = []
    if len(facts) > MOST_FACTS:
        faults.append(_fault("/facts", "too_many", _("数据核验最多20项。")))
    for place, one in enumerate(facts, start=1):
        if not _is_fact(one):
            faults.append(_shape_fault(one, place))
    if not all(isinstance(data, Mapping) for data in steps.values()) or not _can_be_kept(steps):
        faults.append(_fault("/steps", "shape", _("环节填写内容的写法不对。")))
    return faults


def _shape_fault(one: object, place: int) -> FieldError:
    """Return what is wrong with the writing of a data check, as exactly as can be told."""
    stated = one if isinstance(one, Mapping) else {}
    number = {"number": place}
    label, name = stated.get("label"), stated.get("name")
    if isinstance(label, str) and not label.strip():
        code, words = "label", _("第 %(number)d 项数据核验没有写名称。")
    elif isinstance(name, str) and NAME.fullmatch(name) is None:
        code = "name"
        words = _("第 %(number)d 项数据核验的代号要以小写字母开头，只用小写字母、数字和下划线。")
    else:
        code, words = "shape", _("第 %(number)d 项数据核验的写法不对。")
    return _fault(f"/facts/{place}", code, words % number)


def _can_be_kept(content: object) -> bool:
    """Return whether PostgreSQL keeps all of the text: no zero byte, no half of a sign."""
    try:
        text = json.dumps(content, ensure_ascii=False)
        text.encode()
    except (TypeError, ValueError):
        return False
    return "\\u0000" not in text


def _is_fact(one: object) -> bool:
    return (
        isinstance(one, Mapping)
        and set(one) >= NEEDED
        and set(one) <= KEYS
        and all(isinstance(value, str) and len(value) <= 100 for value in one.values())
        and _can_be_kept(one)
        and NAME.fullmatch(one["name"]) is not None
        and bool(one["label"].strip())
    )


def faults_in(rules: RuleSet, content: Mapping[str, Any]) -> list[FieldError]:
    """Return everything that is wrong with what somebody writes and has not kept.

    :param content: ``table_xml``, ``facts`` and ``steps`` of a version
    """
    faults = shape_faults(content["facts"], content["steps"])
    return faults or faults_of(RuleVersion(rule_set=rules, **content))


def faults_of(version: RuleVersion) -> list[FieldError]:
    """Return everything that is wrong with a version, each with its place."""
    table, faults = tables.read(version.table_xml)
    found = list(faults)
    specs = readings.specs_of(version.facts)
    form, process_id = _item_of(version.rule_set)
    found += _fact_faults(specs, form)
    if table is not None:
        found += _table_faults(table, specs, form)
    found += _step_faults(version, process_id)
    return found


def _item_of(rules: RuleSet) -> tuple[frozenset[str], Any]:
    """Return the fields of the form of the item, and its process."""
    snapshot = example_of(rules)
    if snapshot is None or snapshot.form_id is None:
        return frozenset(), None
    properties = forms.compiled_form(snapshot.form_id).schema["properties"]
    return frozenset(properties), snapshot.process_id


def example_of(rules: RuleSet) -> catalogue.ItemSnapshot | None:
    """Return what is published of the item of a rule set today; None when nothing is."""
    version_id = catalogue.version_in_force(
        base_item_id=rules.base_item_id,
        implementation_id=rules.implementation_id,
        on=timezone.localdate(),
    )
    return catalogue.snapshot(version_id) if version_id else None


def _fact_faults(specs: Sequence[FactSpec], form: frozenset[str]) -> Iterator[FieldError]:
    names = [one.name for one in specs]
    sources = {one.code: one for one in sharing.sources()}
    for place, spec in enumerate(specs, start=1):
        path = f"/facts/{place}"
        if names.count(spec.name) > 1:
            yield _fault(path, "twice", _("数据核验“%(name)s”出现两次。") % {"name": spec.name})
        known = readings.OWN_READINGS if spec.is_own else readings.READINGS
        reading = known.get(spec.read)
        if reading is None:
            words = _("数据核验“%(name)s”的方法“%(read)s”不存在。")
            yield _fault(path, "reading", words % {"name": spec.name, "read": spec.read})
        elif reading.needs_form and spec.form not in form:
            words = _("数据核验“%(name)s”要对照的申请表字段“%(field)s”不存在。")
            yield _fault(path, "form", words % {"name": spec.name, "field": spec.form})
        if not spec.is_own:
            yield from _source_faults(spec, sources.get(spec.source), path)


def _source_faults(spec: FactSpec, source: Any, path: str) -> Iterator[FieldError]:
    if source is None:
        words = _("数据来源“%(source)s”不存在。") % {"source": spec.source}
        yield _fault(path, "source", words)
    elif spec.key not in {one.key for one in source.fields}:
        words = _("数据来源“%(source)s”没有“%(key)s”这一项。")
        yield _fault(path, "key", words % {"source": source.name, "key": spec.key})
    elif source.needs_consent:
        words = _("数据来源“%(source)s”须先征得本人同意，规则不能使用。")
        yield _fault(path, "consent", words % {"source": source.name})


def _table_faults(
    table: tables.RuleTable, specs: Sequence[FactSpec], form: frozenset[str]
) -> Iterator[FieldError]:
    known = {one.name for one in specs}
    for name in sorted(table.reads("facts") - known):
        words = _("表里读取的“facts.%(name)s”没有对应的数据核验。") % {"name": name}
        yield _fault("/table/columns", "unknown_fact", words)
    for name in sorted(table.reads("form") - form):
        words = _("表里读取的“form.%(name)s”不是申请表的字段。") % {"name": name}
        yield _fault("/table/columns", "unknown_field", words)
    for name in sorted(known - table.reads("facts")):
        words = _("数据核验“%(name)s”没有用在表里：不用的数据不得查询。") % {"name": name}
        yield _fault("/facts", "unused", words)


def _step_faults(version: RuleVersion, process_id: Any) -> Iterator[FieldError]:
    if process_id is None:
        yield _fault("", "item", _("这个事项目前没有生效的实施清单，或者不接受申请。"))
        return
    for step in workflow.process_steps(process_id):
        if not step.form_code or step.kind == "decision":
            continue
        what = _wrong_in(step.form_code, version.steps.get(step.element_id, {}))
        if what:
            words = _("环节“%(step)s”需要填写的内容不全：%(what)s")
            named = {"step": step.name, "what": what}
            yield _fault(f"/steps/{step.element_id}", "step", words % named)


def _wrong_in(form_code: str, data: Mapping[str, Any]) -> str:
    """Return what is wrong with what a rule enters; computed values are seen when it runs."""
    computed = {name: text for name, text in data.items() if str(text).startswith("=")}
    try:
        for text in computed.values():
            cel.compile_expression(text[1:], known=tables.VARIABLES)
        forms.compiled_form_by_code(form_code).validate(
            {name: value for name, value in data.items() if name not in computed}
        )
    except DomainError as refusal:
        rest = [one for one in refusal.errors if one.path.strip("/") not in computed]
        return "" if refusal.errors and not rest else str(refusal)
    return ""


def _fault(path: str, code: str, message: str) -> FieldError:
    return FieldError(path, code, message)
