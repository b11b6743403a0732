# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What differs between two contents, element by element, in plain words. Pure.

The editor, the legal review, the public notice and the machine interface all show this.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import orjson
from django.utils.translation import gettext as _

from yiwang.catalogue.content import (
    Element,
    Faq,
    Fee,
    LegalBasis,
    MaterialRequirement,
    Responsibility,
    Result,
    SpecialProcedure,
    Step,
    Themes,
)
from yiwang.catalogue.editing.wording import SCHEMAS, element_label, part_label, words_of
from yiwang.catalogue.element_parts import FollowUp, ReviewStage
from yiwang.catalogue.enums import OrderLayer

_CONTEXT: Final = 12
_SHORT: Final = 60

KEY_OF: Final[Mapping[type[Element], Callable[[Any], str]]] = {
    MaterialRequirement: lambda one: one.key,
    LegalBasis: lambda one: f"{one.law} {one.article}",
    Step: lambda one: one.name,
    Result: lambda one: one.name,
    SpecialProcedure: lambda one: one.name,
    Fee: lambda one: one.name,
    Faq: lambda one: one.question,
    Responsibility: lambda one: f"{one.kind} {one.stage or one.text}",
    ReviewStage: lambda one: one.level,
    FollowUp: lambda one: one.purpose,
}
"""By what two members of a list are taken to be the same one."""

NAME_OF: Final[Mapping[type[Element], Callable[[Any], str]]] = {
    MaterialRequirement: lambda one: one.name,
    LegalBasis: lambda one: f"《{one.law}》{one.article}",
    Faq: lambda one: one.question,
    Responsibility: lambda one: one.stage or one.text,
    ReviewStage: lambda one: words_of(one.level, "level"),
    FollowUp: lambda one: f"{words_of(one.purpose, 'purpose')} {one.item}",
}
WHOLE_OF: Final[Mapping[type[Element], Callable[[Any], str]]] = {
    Responsibility: lambda one: (
        "".join((f"{one.stage}：" if one.stage else "", one.text))
        + (f"（《{one.law}》{one.article}）" if one.law else "")
    ),
    ReviewStage: lambda one: " · ".join(
        filter(
            None,
            (
                words_of(one.level, "level"),
                one.line,
                _("%(days)d 个工作日") % {"days": one.workdays},
            ),
        )
    ),
}
"""What is said of a member that is new or gone, where its name alone does not say it."""


class ChangeKind(StrEnum):
    """What happened to an element."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One element that differs.

    :ivar sentences: what differs, each a sentence that begins with the element's name
    :ivar before: the element in words as it was, "" where it is new
    """

    element: str
    label: str
    kind: ChangeKind
    sentences: tuple[str, ...]
    before: str = ""
    after: str = ""


def differences(
    before: Mapping[str, Any] | Element | None,
    after: Mapping[str, Any] | Element | None,
    layer: OrderLayer,
) -> list[Change]:
    """Return every element that differs, in the order of the element tables.

    :param before: a content of the layer, or its stored form; None where there was none
    :param after: None where the item is taken off the catalogue: everything is then removed
    """
    schema = SCHEMAS[layer]
    old, new = _read(schema, before), _read(schema, after)
    found = []
    for name, field in schema.model_fields.items():
        fallback = None if field.is_required() else field.default
        was = getattr(old, name) if old else fallback
        now = getattr(new, name) if new else fallback
        if was != now:
            found.append(_change(name, was, now, element_label(name, layer)))
    return found


def definition_changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """Return whether the form or the process of a base item differ."""
    return [
        _change(name, before.get(name, ""), after[name], element_label(name, OrderLayer.BASE))
        for name in after
        if before.get(name, "") != after[name]
    ]


def _read(schema: type[Element], content: Mapping[str, Any] | Element | None) -> Element | None:
    if content is None or isinstance(content, Element):
        return content
    return schema.model_validate_json(orjson.dumps(content))


def _change(name: str, was: Any, now: Any, label: str) -> Change:
    if is_list_of_elements(was) or is_list_of_elements(now):
        lines = [f"{label}：{what}" for what in _list_sentences(was or (), now or ())]
    elif isinstance(was, Themes) and isinstance(now, Themes):
        lines = [f"{label}：{what}" for what in _theme_sentences(was, now)]
    elif isinstance(was, tuple) or isinstance(now, tuple):
        lines = [f"{label}：{what}" for what in _tuple_sentences(was or (), now or (), name)]
    else:
        lines = [f"{label}：{_value_sentence(words_of(was, name), words_of(now, name))}"]
    kind = ChangeKind.CHANGED
    if _is_empty(was):
        kind = ChangeKind.ADDED
    elif _is_empty(now):
        kind = ChangeKind.REMOVED
    return Change(name, label, kind, tuple(lines), _summary(was, name), _summary(now, name))


def is_list_of_elements(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Element)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", ()) or value == Themes()


def _summary(value: Any, name: str) -> str:
    if is_list_of_elements(value):
        return "；".join(name_of(one) for one in value)
    return words_of(value, name)


# ── single values


def _value_sentence(was: str, now: str) -> str:
    if not was:
        return _("新填写 %(after)s") % {"after": _quoted(now)}
    if not now:
        return _("删去（原为 %(before)s）") % {"before": _quoted(was)}
    was, now = _where_they_differ(was, now)
    return _("由 %(before)s 改为 %(after)s") % {"before": _quoted(was), "after": _quoted(now)}


def _quoted(text: str) -> str:
    is_plain = len(text) <= len("15 个工作日") or text.startswith("《")
    return text if is_plain else f"“{text}”"


def _where_they_differ(was: str, now: str) -> tuple[str, str]:
    """Return the parts of two long texts that differ, with a little of what is round them."""
    if max(len(was), len(now)) <= _SHORT:
        return was, now
    shorter = min(len(was), len(now))
    start = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if was[-1 - at] != now[-1 - at]), rest)
    first = max(0, start - _CONTEXT)
    kept = max(0, end - _CONTEXT)
    return _cut(was, first, len(was) - kept), _cut(now, first, len(now) - kept)


def _cut(text: str, first: int, last: int) -> str:
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return f"{before}{text[first:last]}{after}"


# ── several values


def _tuple_sentences(was: Sequence[Any], now: Sequence[Any], name: str) -> Iterator[str]:
    old, new = [words_of(one, name) for one in was], [words_of(one, name) for one in now]
    gone = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    if len(gone) == len(come) == 1 and len(old) == len(new):
        yield _value_sentence(gone[0], come[0])
        return
    for one in come:
        yield _("增加 %(what)s") % {"what": _quoted(one)}
    for one in gone:
        yield _("删去 %(what)s") % {"what": _quoted(one)}
    if not gone and not come:
        yield _("调整了先后顺序")


def _theme_sentences(was: Themes, now: Themes) -> Iterator[str]:
    for part in ("natural", "legal"):
        old, new = getattr(was, part), getattr(now, part)
        for what in _tuple_sentences(old, new, part) if old != new else ():
            yield f"{part_label(part)}{what}"


# ── lists of elements


def _list_sentences(was: Sequence[Element], now: Sequence[Element]) -> Iterator[str]:
    old, new = by_key(was), by_key(now)
    for key in new:
        if key not in old:
            yield _("增加 %(what)s") % {"what": _quoted(_whole(new[key]))}
    for key in old:
        if key not in new:
            yield _("删去 %(what)s") % {"what": _quoted(_whole(old[key]))}
    for key in old:
        if key in new and old[key] != new[key]:
            yield _member_sentence(old[key], new[key])
    both = [key for key in old if key in new]
    if both != [key for key in new if key in old]:
        yield _("调整了先后顺序")


def _member_sentence(was: Element, now: Element) -> str:
    parts = "；".join(_part_sentences(was, now))
    return _("修改%(what)s：%(parts)s") % {"what": f"“{name_of(was)}”", "parts": parts}


def _part_sentences(was: Element, now: Element) -> Iterator[str]:
    for name in type(was).model_fields:
        old, new = getattr(was, name), getattr(now, name)
        if old == new:
            continue
        code = "special_kind" if name == "kind" and isinstance(was, SpecialProcedure) else name
        yield f"{part_label(name)}{_value_sentence(words_of(old, code), words_of(new, code))}"


def by_key(members: Sequence[Element]) -> dict[str, Element]:
    """Return the members by key; what stands twice is told apart by its place."""
    found: dict[str, Element] = {}
    for member in members:
        key = KEY_OF[type(member)](member)
        while key in found:
            key += "′"
        found[key] = member
    return found


def name_of(member: Any) -> str:
    named = NAME_OF.get(type(member))
    return named(member) if named else str(member.name)


def _whole(member: Any) -> str:
    said = WHOLE_OF.get(type(member))
    return said(member) if said else name_of(member)


def member_words(row: Element) -> Iterator[str]:
    """Return what a member of a list says, part by part; what is at its default says nothing."""
    for name, info in type(row).model_fields.items():
        value = getattr(row, name)
        if not info.is_required() and value == info.default:
            continue
        code = "special_kind" if name == "kind" and isinstance(row, SpecialProcedure) else name
        said = words_of(value, code)
        if said:
            yield f"{part_label(name)}：{said}"
