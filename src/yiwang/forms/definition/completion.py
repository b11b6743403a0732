# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Complete a definition, so that every limit in it is explicit, and note all that is wrong.

A kind gives its fields their type; a text without a longest length gets one, a list without most
rows too; ``additionalProperties`` is false everywhere. What is not understood is refused with its
place, never ignored.
"""

import re
from collections import Counter
from typing import Any, Final

import jsonschema_rs
from django.utils.translation import gettext as _

from yiwang.forms.definition.calculations import contradicting
from yiwang.forms.definition.dependencies import check_dependencies
from yiwang.forms.definition.problems import Problems, Schema
from yiwang.forms.definition.references import ReferenceProblem, resolved
from yiwang.forms.definition.shapes import (
    FORM_KEYWORDS,
    ROW_KEYWORDS,
    is_section,
    keywords_of,
    shape_problems,
)
from yiwang.forms.enums import FieldKind
from yiwang.forms.kinds import KINDS
from yiwang.foundation.errors import FieldError

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MOST_FIELDS: Final = 200
MOST_OPTIONS: Final = 500
LONGEST_TITLE: Final = 100
DEEPEST_GROUP: Final = 2

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def complete(schema: Any) -> tuple[Schema, list[FieldError]]:
    """Return the schema to publish and all that is wrong with it; publish only when nothing is."""
    problems = Problems()
    try:
        written = resolved(schema)
    except ReferenceProblem as problem:
        problems.add(problem.place, "reference", str(problem))
        return {}, problems.found
    completed = _Author(problems).form(written)
    if not problems:
        check_dependencies(completed, problems)
    if not problems:
        _check_as_json_schema(completed, problems)
    return completed, problems.found


def _check_as_json_schema(completed: Schema, problems: Problems) -> None:
    try:
        jsonschema_rs.Draft202012Validator(
            completed, pattern_options=jsonschema_rs.RegexOptions(), offline=True
        )
    except jsonschema_rs.ValidationError as error:
        place = "".join(f"/{part}" for part in error.instance_path)
        message = _("不符合 JSON Schema：%(reason)s") % {"reason": error.message[:200]}
        problems.add(place, "json_schema", message)


class _Author:
    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._count = 0

    def form(self, written: Schema) -> Schema:
        self._refuse_unknown(written, FORM_KEYWORDS, "")
        self._check_shapes(FieldKind.GROUP, written, "")
        if written.get("$schema", DIALECT) != DIALECT:
            self._problems.add("/$schema", "dialect", _("只支持 JSON Schema 2020-12。"))
        self._check_title(written, "")
        completed = {**written, "$schema": DIALECT, **self._object(written, "", depth=0)}
        if self._count > MOST_FIELDS:
            message = _("表单的字段超过 %(limit)d 个。") % {"limit": MOST_FIELDS}
            self._problems.add("", "too_large", message)
        if not self._problems:
            completed["x-sections"] = self._sections(completed)
        return completed

    def _refuse_unknown(self, part: Schema, known: frozenset[str], place: str) -> None:
        for key in part.keys() - known:
            message = _("不支持关键字“%(key)s”。") % {"key": key[:60]}
            self._problems.add(f"{place}/{key}", "keyword", message)

    def _check_shapes(self, kind: FieldKind, part: Schema, place: str) -> None:
        for key, message in shape_problems(kind, part):
            self._problems.add(f"{place}/{key}", "value", message)

    def _check_title(self, part: Schema, place: str) -> None:
        title = part.get("title")
        if not isinstance(title, str) or not title.strip() or len(title) > LONGEST_TITLE:
            message = _("缺少名称（title），或超过 %(limit)d 个字。") % {"limit": LONGEST_TITLE}
            self._problems.add(f"{place}/title", "title", message)

    def _object(self, part: Schema, place: str, *, depth: int) -> Schema:
        properties = part.get("properties")
        if not isinstance(properties, dict) or not properties:
            self._problems.add(f"{place}/properties", "properties", _("至少要有一个字段。"))
            properties = {}
        if part.get("type", "object") != "object":
            self._problems.add(f"{place}/type", "type", _("类型应当是 object。"))
        if part.get("additionalProperties", False) is not False:
            message = _("additionalProperties 应当为 false。")
            self._problems.add(f"{place}/additionalProperties", "type", message)
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: self._field(name, field, f"{place}/properties/{name}", depth=depth)
                for name, field in properties.items()
            },
            "required": self._required(part.get("required", []), properties, place),
        }

    def _required(self, names: Any, properties: Schema, place: str) -> list[str]:
        place = f"{place}/required"
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self._problems.add(place, "required", _("required 应当是字段名的列表。"))
            return []
        for name in set(names) - properties.keys():
            message = _("没有字段“%(name)s”。") % {"name": name[:60]}
            self._problems.add(place, "required", message)
        return list(dict.fromkeys(names))

    def _field(self, name: str, written: Any, place: str, *, depth: int) -> Schema:
        self._count += 1
        if not _NAME.fullmatch(name):
            message = _("字段名应当以小写字母开头，只含小写字母、数字和下划线。")
            self._problems.add(place, "name", message)
        kind = self._kind(written, place)
        if kind is None:
            return {}
        rule = KINDS[kind]
        fixed = {**rule.schema, **({"readOnly": True} if "x-computed" in written else {})}
        # What completing adds may stand there already: a published form is published again.
        added = {key for key, value in fixed.items() if written.get(key) == value}
        self._refuse_unknown(written, keywords_of(kind) | added, place)
        self._check_title(written, place)
        self._check_shapes(kind, written, place)
        for key in ("x-prefill", "x-source") if depth else ():
            if key in written:
                self._problems.add(f"{place}/{key}", "prefill", _("可重复的组内不能预填。"))
        if "x-locked" in written and "x-source" not in written:
            message = _("只有取自数据源的字段才能锁定。")
            self._problems.add(f"{place}/x-locked", "prefill", message)
        if written.get("type", rule.schema["type"]) != rule.schema["type"]:
            message = _("这种字段的类型应当是 %(type)s。") % {"type": rule.schema["type"]}
            self._problems.add(f"{place}/type", "type", message)
        for key in contradicting(written):
            message = _("自动算出的字段没有人填写，不能有“%(key)s”。") % {"key": key}
            self._problems.add(f"{place}/{key}", "computed", message)
        completed = {**rule.defaults, **written, **fixed, "x-kind": kind.value}
        return {**completed, **self._by_kind(kind, written, place, depth=depth)}

    def _kind(self, written: Any, place: str) -> FieldKind | None:
        if not isinstance(written, dict):
            self._problems.add(place, "type", _("字段定义应当是对象。"))
            return None
        kind = written.get("x-kind", FieldKind.TEXT.value)
        if isinstance(kind, str) and kind in set(FieldKind):
            return FieldKind(kind)
        message = _("字段类型“%(kind)s”不存在。") % {"kind": str(kind)[:60]}
        self._problems.add(f"{place}/x-kind", "kind", message)
        return None

    def _by_kind(self, kind: FieldKind, written: Schema, place: str, *, depth: int) -> Schema:
        if kind is FieldKind.GROUP:
            return self._group(written, place, depth=depth)
        if kind is FieldKind.CHOICE:
            return {"enum": self._options(written, written.get("enum"), place)}
        if kind is FieldKind.CHOICES:
            items = written.get("items")
            listed = items.get("enum") if isinstance(items, dict) else None
            options = self._options(written, listed, place)
            most = written.get("maxItems", len(options))
            return {"items": {"type": "string", "enum": options}, "maxItems": most}
        return {}

    def _group(self, written: Schema, place: str, *, depth: int) -> Schema:
        items, place = written.get("items"), f"{place}/items"
        if depth + 1 > DEEPEST_GROUP:
            message = _("可重复的组最多嵌套 %(limit)d 层。") % {"limit": DEEPEST_GROUP}
            self._problems.add(place, "depth", message)
            return {}
        if not isinstance(items, dict):
            self._problems.add(place, "type", _("可重复的组缺少 items。"))
            return {}
        self._refuse_unknown(items, ROW_KEYWORDS, place)
        return {"items": self._object(items, place, depth=depth + 1)}

    def _options(self, written: Schema, options: Any, place: str) -> list[str]:
        if not _are_options(options):
            message = _("选项（enum）应当是不重复的文字代码列表。")
            self._problems.add(f"{place}/enum", "options", message)
            return [""]
        labels = written.get("x-labels")
        if not _are_labels(labels, options):
            message = _("每个选项都应当在 x-labels 中有名称。")
            self._problems.add(f"{place}/x-labels", "labels", message)
        return list(options)

    def _sections(self, completed: Schema) -> list[Schema]:
        properties = completed["properties"]
        sections = completed.get("x-sections")
        if sections is None:
            names = sorted(properties, key=lambda name: properties[name].get("x-order", 0))
            return [{"key": "main", "title": completed["title"], "fields": names}]
        if not isinstance(sections, list) or not all(map(is_section, sections)):
            message = _("分组（x-sections）应当各有 key、title 和 fields。")
            self._problems.add("/x-sections", "sections", message)
            return []
        named = Counter(name for section in sections for name in section["fields"])
        twice = {name for name, times in named.items() if times > 1}
        strays = twice | (named.keys() ^ properties.keys())
        for name in sorted(strays):
            message = _("字段“%(name)s”应当恰好属于一个分组。") % {"name": name[:60]}
            self._problems.add("/x-sections", "sections", message)
        return sections


def _are_options(options: Any) -> bool:
    return (
        isinstance(options, list)
        and 0 < len(options) <= MOST_OPTIONS
        and all(isinstance(option, str) and 0 < len(option) <= 60 for option in options)
        and len(set(options)) == len(options)
    )


def _are_labels(labels: Any, options: list[str]) -> bool:
    return (
        isinstance(labels, dict)
        and set(labels) == set(options)
        and all(isinstance(text, str) and 0 < len(text) <= 200 for text in labels.values())
    )
