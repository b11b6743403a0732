# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Validate what was filled in: tidy it, drop what does not show, and name everything wrong.

The work goes in four passes, each only over what the one before let through: tidy and settle what
shows; JSON Schema; what a kind means (check digits, real days); rules between fields.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.forms.computed import Computed
from yiwang.forms.enums import FieldKind
from yiwang.forms.errors import FormInvalid, FormTooLarge
from yiwang.forms.limits import refuse_excess
from yiwang.forms.structure import Field, Level, Rule
from yiwang.forms.words import in_language
from yiwang.foundation.errors import DomainError, FieldError

EMPTY: tuple[Any, ...] = (None, "", [], {})


class Validation:
    """One form's validator; holds no data, so threads may share it."""

    def __init__(
        self, level: Level, rules: tuple[Rule, ...], validator: jsonschema_rs.Draft202012Validator
    ) -> None:
        self._level = level
        self._rules = rules
        self._validator = validator

    def validate(self, data: object, today: date) -> dict[str, Any]:
        """Return the answers as they are stored.

        :raises FormTooLarge: more than any form takes
        :raises FormInvalid: every fault, each with the JSON Pointer of its place
        """
        refuse_excess(data)
        if not isinstance(data, Mapping):
            raise FormInvalid(errors=[FieldError("", "type", _("填写的内容应当是一组字段。"))])
        faults: dict[str, FieldError] = {}
        form: dict[str, Any] = {}
        self._settle(self._level, data, form, None, "", faults)
        form = {name: form[name] for name in self._level.fields if name in form}
        if self._check_structure(form, faults):
            self._check_kinds(self._level, form, "", today, faults)
        if not faults:
            self._check_rules(form, faults)
        if faults:
            raise FormInvalid(errors=self._sorted(faults.values()))
        return form

    def with_computed(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return answers as they were given, with what follows from them in its place."""
        if not self._level.has_computed:
            return dict(data)
        form: dict[str, Any] = {}
        try:
            refuse_excess(data)
        except FormTooLarge:  # it will be refused as soon as it is sent
            return _merged(self._level, data, form)
        self._settle(self._level, data, form, None, "", {})
        return _merged(self._level, data, form)

    def tidied(self, data: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
        """Return some answers as they would be stored; what cannot be is left out."""
        fields = [self._level.fields[name] for name in names if name in data]
        values = {one.name: self._tidied(one, data[one.name], {}, "", {}) for one in fields}
        return {name: value for name, value in values.items() if value is not None}

    def _sorted(self, faults: Iterable[FieldError]) -> list[FieldError]:
        """Return the faults in the order in which a reader meets their fields."""
        order = {name: place for place, name in enumerate(["", *self._level.fields])}
        return sorted(
            faults, key=lambda fault: order.get(f"{fault.path}/".split("/")[1], len(order))
        )

    def _settle(
        self,
        level: Level,
        given: Mapping[str, Any],
        form: dict[str, Any],
        row: dict[str, Any] | None,
        path: str,
        faults: dict[str, FieldError],
    ) -> None:
        """Fill ``row`` (or the form itself) with the tidied answers of the fields that show."""
        target = form if row is None else row
        if not level.fields.keys() >= given.keys():
            _note_unknown(level, given, path, faults)
        for field in level.in_order:
            if field.condition is not None and not field.condition.holds(form, row or {}):
                continue
            here = f"{path}/{field.name}"
            if field.computed is not None:
                _settle_computed(field, field.computed, form, row, here, faults)
                continue
            value = self._tidied(field, given.get(field.name), form, here, faults)
            if value not in EMPTY:
                target[field.name] = value
            elif here not in faults:
                _settle_missing(field, target, here, faults)

    def _tidied(
        self,
        field: Field,
        value: Any,
        form: dict[str, Any],
        path: str,
        faults: dict[str, FieldError],
    ) -> Any:
        if field.row is not None and isinstance(value, list):
            return [
                self._settled_row(field.row, row, form, f"{path}/{number}", faults)
                for number, row in enumerate(value)
            ]
        try:
            return field.rule.tidy(value, field.settings)
        except DomainError as error:
            faults[path] = FieldError(path, "characters", str(error))
            return None

    def _settled_row(
        self,
        level: Level,
        given: Any,
        form: dict[str, Any],
        path: str,
        faults: dict[str, FieldError],
    ) -> Any:
        if not isinstance(given, Mapping):
            return given
        row: dict[str, Any] = {}
        self._settle(level, given, form, row, path, faults)
        return {name: row[name] for name in level.fields if name in row}

    def _check_structure(self, form: dict[str, Any], faults: dict[str, FieldError]) -> bool:
        """Let JSON Schema look at the form; say whether it could be looked at."""
        try:
            if self._validator.is_valid(form):
                return True
            for error in self._validator.iter_errors(form):
                for path, code, message in self._explained(error):
                    faults.setdefault(path, FieldError(path, code, message))
        except UnicodeEncodeError:
            faults.setdefault("", FieldError("", "characters", _("内容含有不完整的字符。")))
            return False
        return True

    def _explained(self, error: jsonschema_rs.ValidationError) -> Iterator[tuple[str, str, str]]:
        path = "".join(f"/{part}" for part in error.instance_path)
        detail = error.kind.as_dict()
        keyword = error.kind.name
        if keyword == "required":
            part = detail["property"]
            yield f"{path}/{part}", keyword, str(_PARTS.get(part, _MISSING))
        elif keyword == "additionalProperties":
            for name in detail["unexpected"]:
                yield f"{path}/{_pointer(name)}", "unknown", _("表单没有这一项。")
        else:
            yield path, keyword, self._sentence(keyword, detail, self._field_at(error))

    def _sentence(self, keyword: str, detail: Mapping[str, Any], field: Field | None) -> str:
        if keyword == "pattern" and field is not None:
            return in_language(field.words, "x-pattern-message") or _("格式不正确。")
        if field is not None and keyword in _ABOUT_TYPE.get(field.kind, {"type"}):
            return str(_WRONG_TYPES.get(field.kind, _WRONG_TYPE))
        sentence = str(_SENTENCES.get(keyword, _WRONG_TYPE))
        return sentence % detail if "%(" in sentence else sentence

    def _field_at(self, error: jsonschema_rs.ValidationError) -> Field | None:
        """Return the field that an error is about, or in."""
        level: Level | None = self._level
        found: Field | None = None
        for part in error.instance_path:
            if level is not None and isinstance(part, str):
                found = level.fields.get(part)
                level = found.row if found is not None else None
        return found

    def _check_kinds(
        self,
        level: Level,
        values: Mapping[str, Any],
        path: str,
        today: date,
        faults: dict[str, FieldError],
    ) -> None:
        for name, value in values.items():
            field = level.fields[name]
            here = f"{path}/{name}"
            if field.row is not None:
                self._check_rows(field.row, value, here, today, faults)
            elif not faults or not _is_faulty(here, faults):
                problem = field.rule.check(value, field.settings, today)
                if problem:
                    faults[here] = FieldError(here, field.kind.value, problem)

    def _check_rows(
        self, level: Level, rows: Any, path: str, today: date, faults: dict[str, FieldError]
    ) -> None:
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict):
                self._check_kinds(level, row, f"{path}/{number}", today, faults)

    def _check_rules(self, form: dict[str, Any], faults: dict[str, FieldError]) -> None:
        for rule in self._rules:
            if rule.condition.answer(form, {}) is False:
                path = f"/{rule.field}"
                message = in_language(rule.words, "message")
                faults.setdefault(path, FieldError(path, "rule", message))


def _settle_missing(
    field: Field, target: dict[str, Any], path: str, faults: dict[str, FieldError]
) -> None:
    if field.is_required:
        faults[path] = FieldError(path, "required", _ask(field))
    elif field.kind is FieldKind.BOOLEAN and not field.is_consent:
        target[field.name] = False


def _settle_computed(
    field: Field,
    computed: Computed,
    form: dict[str, Any],
    row: dict[str, Any] | None,
    path: str,
    faults: dict[str, FieldError],
) -> None:
    """Put in what follows from the answers so far; what was sent for it is not looked at."""
    outcome = computed.outcome(form, row or {})
    if outcome.value is not None:
        (form if row is None else row)[field.name] = outcome.value
    elif field.is_required and not _waits(computed, path, faults):
        faults[path] = FieldError(path, "computed", computed.why(outcome, form, row or {}))


def _waits(computed: Computed, path: str, faults: Mapping[str, FieldError]) -> bool:
    """Say whether something that a value follows from is asked for already."""
    beside = path.rpartition("/")[0]
    sources = [f"/{name}" for name in computed.form] + [f"{beside}/{name}" for name in computed.row]
    return any(_is_faulty(source, faults) for source in sources)


def _merged(level: Level, given: Mapping[str, Any], settled: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was given with the computed values of what was settled."""
    merged = {name: value for name, value in given.items() if not _is_computed(level, name)}
    for field in level.fields.values():
        if field.computed is not None and field.name in settled:
            merged[field.name] = settled[field.name]
        elif field.row is not None and isinstance(given.get(field.name), list):
            merged[field.name] = _merged_rows(
                field.row, given[field.name], settled.get(field.name, ())
            )
    return merged


def _merged_rows(level: Level, given: Sequence[Any], settled: Sequence[Any]) -> list[Any]:
    padded = [*settled, *[{}] * (len(given) - len(settled))]
    return [
        _merged(level, row, found) if isinstance(row, Mapping) else row
        for row, found in zip(given, padded, strict=True)
    ]


def _is_computed(level: Level, name: str) -> bool:
    return name in level.fields and level.fields[name].computed is not None


def _ask(field: Field) -> str:
    title = in_language(field.words, "title")
    if field.is_consent:
        return _("请阅读并勾选“%(title)s”。") % {"title": title}
    return str(_ASKS.get(field.kind, _FILL_IN)) % {"title": title}


def _note_unknown(
    level: Level, given: Mapping[str, Any], path: str, faults: dict[str, FieldError]
) -> None:
    for name in given.keys() - level.fields.keys():
        here = f"{path}/{_pointer(name)}"
        faults[here] = FieldError(here, "unknown", _("表单没有这一项。"))


def _pointer(name: object) -> str:
    """Return a key as a step of a JSON Pointer, cut short and without what cannot be written."""
    text = str(name)[:60].encode("utf-8", "replace").decode()
    return text.replace("~", "~0").replace("/", "~1").replace("\x00", "?")


def _is_faulty(path: str, faults: Mapping[str, FieldError]) -> bool:
    return any(known == path or known.startswith(f"{path}/") for known in faults)


_FILL_IN = gettext_lazy("请填写“%(title)s”。")
_CHOOSE = gettext_lazy("请选择“%(title)s”。")
_ASKS = {
    FieldKind.CHOICE: _CHOOSE,
    FieldKind.CHOICES: _CHOOSE,
    FieldKind.BOOLEAN: _CHOOSE,
    FieldKind.FILE: gettext_lazy("请上传“%(title)s”。"),
    FieldKind.GROUP: gettext_lazy("请至少添加一项“%(title)s”。"),
    FieldKind.SIGNATURE: gettext_lazy("请在“%(title)s”处签名。"),
}
_MISSING = gettext_lazy("请填写这一项。")
_PARTS = {
    "division": gettext_lazy("请选择行政区划。"),
    "detail": gettext_lazy("请填写详细地址。"),
    "name": gettext_lazy("请签名。"),
}
_WRONG_TYPE = gettext_lazy("填写的内容类型不正确。")
_WRONG_TYPES = {
    FieldKind.INTEGER: gettext_lazy("请填写整数。"),
    FieldKind.DECIMAL: gettext_lazy("请填写数字。"),
    FieldKind.MONEY: gettext_lazy("请填写金额，例如 1200.00。"),
    FieldKind.BOOLEAN: gettext_lazy("请选择“是”或“否”。"),
    FieldKind.FILE: gettext_lazy("文件编号不正确，请重新上传。"),
}
# The lengths of what these kinds store are the platform's own affair, no sentence for people.
_ABOUT_TYPE = dict.fromkeys(
    (FieldKind.DECIMAL, FieldKind.MONEY, FieldKind.FILE, FieldKind.SIGNATURE),
    frozenset({"type", "minLength", "maxLength"}),
)
_SENTENCES = {
    "minLength": gettext_lazy("至少填写 %(limit)s 个字。"),
    "maxLength": gettext_lazy("最多填写 %(limit)s 个字。"),
    "minimum": gettext_lazy("不能小于 %(limit)s。"),
    "maximum": gettext_lazy("不能大于 %(limit)s。"),
    "minItems": gettext_lazy("至少 %(limit)s 项。"),
    "maxItems": gettext_lazy("最多 %(limit)s 项。"),
    "uniqueItems": gettext_lazy("不能有重复的内容。"),
    "enum": gettext_lazy("请从列表中选择。"),
    "const": gettext_lazy("请阅读并勾选。"),
}
