# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Parts that a definition writes once and uses often: ``$ref`` to its own ``$defs``, put in place.

A published form has no references left: what was checked is what is used, and nobody fetches
anything from anywhere.
"""

import re
from typing import Any, Final

from django.utils.translation import gettext as _

from yiwang.forms.definition.problems import Schema
from yiwang.foundation.errors import DomainError
from yiwang.foundation.text import refuse_forbidden_characters

MOST_PARTS: Final = 20_000
DEEPEST: Final = 16
_LOCAL = re.compile(r"#/\$defs/([A-Za-z][A-Za-z0-9_]{0,39})")


class ReferenceProblem(ValueError):
    """A reference that leads nowhere, outside or round in a circle, or a definition too large."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


def resolved(schema: Any) -> Schema:
    """Return the definition with every reference replaced by what it names.

    :raises ReferenceProblem: with the place
    """
    if not isinstance(schema, dict):
        raise ReferenceProblem("", _("表单定义应当是 JSON 对象。"))
    defs = schema.get("$defs", {})
    if not isinstance(defs, dict):
        raise ReferenceProblem("/$defs", _("$defs 应当是对象。"))
    body = {key: value for key, value in schema.items() if key != "$defs"}
    result = _Resolver(defs).resolve(body, "", ())
    assert isinstance(result, dict)  # noqa: S101  # an object without $ref stays one
    return result


class _Resolver:
    def __init__(self, defs: Schema) -> None:
        self._defs = defs
        self._parts = 0

    def resolve(self, part: Any, place: str, inside: tuple[str, ...]) -> Any:
        self._count(place)
        if isinstance(part, str):
            self._check_text(part, place)
            return part
        if isinstance(part, list):
            return [self.resolve(item, f"{place}/{n}", inside) for n, item in enumerate(part)]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            return self._follow(part, place, inside)
        for key in part:
            self._check_text(key, place)
        return {key: self.resolve(value, f"{place}/{key}", inside) for key, value in part.items()}

    def _follow(self, part: Schema, place: str, inside: tuple[str, ...]) -> Any:
        reference = part["$ref"]
        match = _LOCAL.fullmatch(reference) if isinstance(reference, str) else None
        if match is None or match[1] not in self._defs:
            raise ReferenceProblem(place, _("引用“%(ref)s”不存在。") % {"ref": str(reference)[:80]})
        if match[1] in inside:
            raise ReferenceProblem(place, _("引用“%(ref)s”循环引用了自己。") % {"ref": reference})
        target = self.resolve(self._defs[match[1]], place, (*inside, match[1]))
        beside = {key: value for key, value in part.items() if key != "$ref"}
        if not isinstance(target, dict):
            raise ReferenceProblem(place, _("引用“%(ref)s”应当指向对象。") % {"ref": reference})
        return {**target, **self.resolve(beside, place, inside)}

    def _count(self, place: str) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS or place.count("/") > DEEPEST:
            raise ReferenceProblem("", _("表单定义过大或层级过深。"))

    def _check_text(self, text: object, place: str) -> None:
        try:
            if isinstance(text, str):
                refuse_forbidden_characters(text)
        except DomainError as error:
            raise ReferenceProblem(place, str(error)) from error
