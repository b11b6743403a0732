# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Calculations of a definition: they compile, read what is there, and can come to what they should.

What types an expression has in it is found by trying it: with every option of a choice, with yes
and no, with zero, with the bounds of numbers, with no row, one and two. What fails on types in any
of these trials, or on everything in all of them, is refused before anybody fills in the form.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.forms.computed import NUMBERS, PRIVATE, Computed, Outcome, compile_computed
from yiwang.forms.definition.problems import Problems, Schema
from yiwang.forms.enums import FieldKind
from yiwang.forms.functions import Trouble
from yiwang.foundation import cel
from yiwang.foundation.errors import InvalidExpression

MOST_COMPUTED: Final = 20
MOST_TRIALS: Final = 200
_STRIDE: Final = 2_654_435_761
"""A large prime: places this far apart differ in every part of a combination."""
Fields = Mapping[str, Schema]

_CONTRADICTING = ("x-prefill", "x-source", "x-locked", "x-placeholder", "const")
_OPERATION = re.compile(r"Unsupported operation: (\w+) (\S+) (\w+)")


def contradicting(written: Schema) -> list[str]:
    """Return the keywords of a computed field that only a field somebody fills in may have."""
    return [key for key in _CONTRADICTING if key in written] if "x-computed" in written else []


class Calculations:
    """Checks the computed fields of one form."""

    def __init__(self, form: Fields, problems: Problems) -> None:
        self._form = form
        self._problems = problems
        self._count = 0

    def check(self, field: Schema, row: Fields, place: str) -> Computed | None:
        """Return a field's calculation, with what is wrong with it noted; None if it has none.

        :param row: the fields of its own row, {} for a field of the form itself
        """
        source = field.get("x-computed")
        if source is None:
            return None
        here = f"{place}/x-computed"
        self._count += 1
        if self._count == MOST_COMPUTED + 1:
            message = _("自动算出的字段超过 %(limit)d 个。") % {"limit": MOST_COMPUTED}
            self._problems.add(here, "too_large", message)
        try:
            computed = compile_computed(field, place=place, form=self._form, row=row)
        except InvalidExpression as refusal:
            self._problems.add(here, "computed", str(refusal))
            return None
        faults = list(_read_faults(computed, self._form, row, source))
        for message in faults or _trial_faults(computed):
            self._problems.add(here, "computed", message)
        return computed


def _read_faults(computed: Computed, form: Fields, row: Fields, source: str) -> Iterator[str]:
    if cel.nests_macros(source):
        yield _("一个列表运算里面不能再有列表运算。")
    for variable, fields in (("form", form), ("row", row)):
        reads = computed.expression.reads.get(variable, frozenset())
        if reads is None:
            yield _("要写明读哪一个字段，例如 %(variable)s.area。") % {"variable": variable}
        for name in sorted(reads or ()):
            if name not in fields:
                full = f"{variable}.{name}"[:60]
                yield _("算法中的字段“%(name)s”不存在。") % {"name": full}
            elif fields[name]["x-kind"] in PRIVATE:
                yield _no_private(name)
            elif row and variable == "form" and fields[name]["x-kind"] == FieldKind.GROUP:
                yield _("组里的字段不能读整组“%(name)s”：先在组外算出来，再读那个字段。") % {
                    "name": name
                }


def _no_private(name: str) -> str:
    return _("“%(name)s”是证件号码、电话或者邮箱，不能用来计算。") % {"name": name[:60]}


def _trial_faults(computed: Computed) -> Iterator[str]:
    """Give what trials find: what is of a wrong type in any of them, or fails in all of them."""
    last: Outcome | None = None
    works = False
    for form, row in _samples(computed):
        outcome = computed.outcome(form, row)
        if message := _type_fault(computed, outcome):
            yield message
            return
        works = works or outcome.value is not None
        last = outcome
    if not works:
        yield _never(last)


def _type_fault(computed: Computed, outcome: Outcome) -> str:
    """Return what is wrong whatever people fill in; "" when that cannot be said."""
    if outcome.misused:
        return _("函数“%(name)s”用在了不合适的值上。") % {"name": outcome.misused}
    if isinstance(outcome.cause, KeyError):
        name = str(outcome.cause.args[0])
        if name in _private_names(computed):
            return _no_private(name)
        return _("算法中的字段“%(name)s”不存在。") % {"name": name[:60]}
    if isinstance(outcome.cause, TypeError):
        return _mixed(str(outcome.cause))
    if outcome.trouble is Trouble.MISUSED:
        return _misfit(computed.field)
    return ""


def _private_names(computed: Computed) -> set[str]:
    groups = [part for part in computed.form.values() if part["x-kind"] == FieldKind.GROUP]
    return {
        name
        for group in groups
        for name, part in group["items"]["properties"].items()
        if part["x-kind"] in PRIVATE
    }


def _mixed(cause: str) -> str:
    found = _OPERATION.search(cause)
    if found is None:
        return _("文字、数字、日期和“是否”不能混在一起算或者比较。")
    left, sign, right = found.groups()
    return _("%(left)s和%(right)s之间不能用“%(sign)s”。") % {
        "left": _TYPES.get(left, left),
        "right": _TYPES.get(right, right),
        "sign": sign,
    }


def _misfit(field: Schema) -> str:
    kind = FieldKind(field["x-kind"])
    if kind is FieldKind.CHOICE:
        return _("算出来的应当是选项的代码之一：%(codes)s。") % {
            "codes": "、".join(field["enum"])[:200]
        }
    wanted = _("一个数字") if kind in NUMBERS else _WANTED.get(kind, _("一段文字"))
    return _("算出来的应当是%(wanted)s。") % {"wanted": wanted}


def _never(last: Outcome | None) -> str:
    if last is not None and last.trouble is Trouble.DIVIDED:
        return _("除数总是零，算不出结果。")
    if last is not None and last.trouble is Trouble.LARGE:
        return _("结果总是超出范围，最多 15 位数字。")
    return _("无论填什么都算不出结果。")


def _samples(computed: Computed) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Give sets of answers: all of them when they are few, else the same selection every time."""
    places = [("form", name) for name in computed.form] + [("row", name) for name in computed.row]
    values = [_values(part) for part in (*computed.form.values(), *computed.row.values())]
    total = 1
    for options in values:
        total *= len(options)
    if total <= MOST_TRIALS:
        combinations: Iterator[tuple[Any, ...]] = itertools.product(*values)
    else:
        combinations = (_combination(trial * _STRIDE, values) for trial in range(MOST_TRIALS))
    for combination in combinations:
        answers: dict[str, dict[str, Any]] = {"form": {}, "row": {}}
        for (variable, name), value in zip(places, combination, strict=True):
            answers[variable][name] = value
        yield answers["form"], answers["row"]


def _combination(place: int, values: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    """Return the combination at a place of all that there are, counted round and round."""
    chosen = []
    for options in values:
        place, digit = divmod(place, len(options))
        chosen.append(options[digit])
    return tuple(chosen)


def _values(field: Schema) -> list[Any]:
    """Return answers that a field may have."""
    kind = FieldKind(field["x-kind"])
    if kind is FieldKind.INTEGER:
        inside = {field["minimum"], field["maximum"], 0, 1, 7}
        return sorted(n for n in inside if field["minimum"] <= n <= field["maximum"])
    if kind in NUMBERS:
        bounds = [field[key] for key in ("x-minimum", "x-maximum") if key in field]
        return ["0", "1", "12.5", *bounds]
    if kind is FieldKind.GROUP:
        parts = {name: _values(part) for name, part in field["items"]["properties"].items()}
        first = {name: values[0] for name, values in parts.items()}
        last = {name: values[-1] for name, values in parts.items()}
        return [[last], [first, last], []]
    return _plain_values(kind, field)


def _plain_values(kind: FieldKind, field: Schema) -> list[Any]:
    if kind is FieldKind.CHOICE:
        return list(field["enum"])
    if kind is FieldKind.CHOICES:
        return [list(field["items"]["enum"]), []]
    return _SAMPLES.get(kind, ["文字", "甲"])


_SAMPLES: Final[Mapping[FieldKind, list[Any]]] = {
    FieldKind.BOOLEAN: [True, False],
    FieldKind.DATE: ["2026-01-31", "2028-02-29"],
    FieldKind.ADDRESS: [{"division": "330106000000", "detail": "1"}],
    FieldKind.SIGNATURE: [{"name": "甲"}],
    FieldKind.FILE: [["00000000-0000-0000-0000-000000000000"], []],
}
_TYPES: Final = {
    "string": gettext_lazy("一段文字"),
    "float": gettext_lazy("一个数字"),
    "int": gettext_lazy("一个数字"),
    "bool": gettext_lazy("一个“是否”"),
    "list": gettext_lazy("一组值"),
    "map": gettext_lazy("一组值"),
    "null": gettext_lazy("没有的值"),
}
_WANTED: Final = {
    FieldKind.DATE: gettext_lazy("一个日期"),
    FieldKind.BOOLEAN: gettext_lazy("“是”或“否”"),
}
