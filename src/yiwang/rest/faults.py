# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong in which place of a request, in plain words."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import FieldError

ELSEWHERE: Final = frozenset({"query", "path", "header"})

_SENTENCES: Final[Mapping[str, Promise]] = {
    "missing": _("缺少这一项。"),
    "extra_forbidden": _("接口没有这一项。"),
    "string_type": _("应为文字。"),
    "string_too_short": _("不能为空。"),
    "string_too_long": _("文字太长。"),
    "string_pattern_mismatch": _("含有不能使用的字符，或格式不正确。"),
    "int_type": _("应为整数。"),
    "int_parsing": _("应为整数。"),
    "bool_type": _("应为 true 或 false。"),
    "dict_type": _("应为对象。"),
    "model_type": _("应为对象。"),
    "list_type": _("应为列表。"),
    "too_short": _("至少要有一项。"),
    "too_long": _("项数太多。"),
    "greater_than_equal": _("数值太小。"),
    "less_than_equal": _("数值太大。"),
    "enum": _("不是规定的取值。"),
    "literal_error": _("不是规定的取值。"),
    "uuid_parsing": _("应为 UUID。"),
    "uuid_type": _("应为 UUID。"),
}
_OTHERWISE: Final = _("格式不正确。")


def field_error(fault: Mapping[str, Any]) -> FieldError:
    """Return one fault that pydantic found, with its place and a sentence of ours.

    The place is a JSON Pointer into the body; for what stands elsewhere, ``query:limit``.
    """
    where, *rest = [str(part) for part in fault.get("loc", ())] or ["body"]
    kind = str(fault["type"])
    if where in ELSEWHERE:
        place = f"{where}:{'.'.join(rest)}"
    else:
        # The second part is our own name of the body.
        place = "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in rest[1:])
    return FieldError(
        path=place, code=f"rest.{kind}", message=str(_SENTENCES.get(kind, _OTHERWISE))
    )
