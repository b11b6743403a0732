# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with the elements of an item, each fault with its place. Pure."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from yiwang.foundation.errors import FieldError

_SENTENCES: Final = {
    "missing": _("缺少这一项。"),
    "extra_forbidden": _("不认识的要素。"),
    "enum": _("不是规定的代码。"),
    "literal_error": _("不是规定的代码。"),
    "string_too_long": _("文字太长。"),
    "string_too_short": _("不能为空。"),
    "too_short": _("至少要有一项。"),
    "too_long": _("项数太多。"),
    "string_type": _("应为文字。"),
    "int_type": _("应为整数。"),
    "bool_type": _("应为是或否。"),
    "string_pattern_mismatch": _("格式不正确。"),
}


def pointer(*parts: str | int) -> str:
    """Return the JSON Pointer (RFC 6901) of a place."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def field_errors(refusal: ValidationError) -> list[FieldError]:
    """Return every element that is wrong, with its JSON Pointer."""
    found = [
        FieldError(
            path=pointer(*error["loc"]),
            code=error["type"],
            message=str(_SENTENCES.get(_sentence_of(error), "")) or _own_sentence(error),
        )
        for error in refusal.errors(include_url=False, include_input=False)
    ]
    # A list whose only member is wrong is also told to be too short; the member says it all.
    return [
        one
        for one in found
        if one.code != "too_short" or not any(e.path.startswith(f"{one.path}/") for e in found)
    ]


def _sentence_of(error: Any) -> str:
    """Return which sentence fits: a cleaned text that is too long is told as other texts are."""
    kind = str(error["type"])
    is_text = error.get("ctx", {}).get("field_type") == "Value"
    return f"string_{kind}" if is_text and kind in {"too_long", "too_short"} else kind


def _own_sentence(error: Any) -> str:
    reason = error.get("ctx", {}).get("error")
    return str(reason) if isinstance(reason, ValueError) else str(_("填写有误。"))
