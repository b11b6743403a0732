# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The description of a source over HTTP, as it is typed, and as it is shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import FieldError
from yiwang.sharing.enums import Subject
from yiwang.sharing.selectors import changing
from yiwang.sharing.services import Description, FieldDescription
from yiwang.workbench.frame import whole_number

TEXTS: Final = (
    *("code", "name", "name_en", "provider", "provider_en", "address", "subject"),
    *("purpose_text", "purpose_text_en", "legal_basis"),
)
NUMBERS: Final = ("keeping_days", "validity_days", "correction_days", "milliseconds")
LABELS: Final[Mapping[str, str | Promise]] = {
    "code": _("代码"),
    "name": _("名称"),
    "name_en": _("英文名称"),
    "provider": _("提供部门"),
    "provider_en": _("提供部门英文名称"),
    "address": _("接口地址"),
    "subject": _("查询对象"),
    "fields": _("数据项"),
    "evidence_types": _("能证明的材料类型"),
    "purpose_text": _("用途"),
    "purpose_text_en": _("用途（英文）"),
    "legal_basis": _("依据"),
    "needs_consent": _("要先征得本人同意"),
    "keeping_days": _("草稿里保留几天"),
    "validity_days": _("答复没写期限时可用几天"),
    "correction_days": _("核对请求几个工作日内答复"),
    "milliseconds": _("最多等多少毫秒"),
}
"""Column → what people call it, in the order of the page."""
_PARTS: Final = re.compile(r"\s*[|｜]\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is said of a source: what it is called, what it will be, what it is now."""

    label: str | Promise
    text: str
    before: str
    is_changed: bool


def description_of(sent: QueryDict) -> Description:
    """Return the description that somebody typed."""
    said: dict[str, Any] = {name: sent.get(name, "").strip() for name in TEXTS}
    said |= {name: whole_number(sent.get(name, "")) or 0 for name in NUMBERS}
    return Description(
        fields=list(_fields(sent.get("fields", ""))),
        evidence_types=sent.get("evidence_types", "").upper().split(),
        needs_consent=sent.get("needs_consent") == "1",
        **said,
    )


def _fields(text: str) -> Iterator[FieldDescription]:
    """Return the fields that stand one on a line: key | label | kind | label in English."""
    kinds = {str(words): kind for kind, words in changing.KINDS.items()}
    for line in text.splitlines():
        if not line.strip():
            continue
        parts = [*_PARTS.split(line.strip()), "", "", ""][:4]
        key, label, kind, label_en = parts
        yield FieldDescription(key, label, label_en, kinds.get(kind, kind) or "text")


def typed(description: Description) -> dict[str, Any]:
    """Return what stands in the form for a description."""
    return {
        **{name: getattr(description, name) for name in (*TEXTS, *NUMBERS, "needs_consent")},
        "evidence_types": " ".join(description.evidence_types),
        "fields": lines_of(
            [
                {"key": one.key, "label": one.label, "kind": one.kind, "label_en": one.label_en}
                for one in description.fields
            ]
        ),
    }


def lines_of(fields: Sequence[Mapping[str, str]]) -> str:
    """Return fields as they are typed, one on a line."""
    lines = []
    for one in fields:
        kind = str(changing.KINDS.get(one.get("kind", "text"), one.get("kind", "")))
        parts = [one["key"], one.get("label", ""), kind, one.get("label_en", "")]
        lines.append(" | ".join(parts).rstrip(" |"))
    return "\n".join(lines)


BLANK: Final[dict[str, Any]] = {
    **dict.fromkeys((*TEXTS, "fields", "evidence_types", "reason"), ""),
    "needs_consent": "",
    "with_new_key": "",
    "subject": Subject.NATURAL.value,
    "keeping_days": 1,
    "validity_days": 30,
    "correction_days": 10,
    "milliseconds": 1000,
}
"""What stands in the form before anybody has typed."""


def faults(errors: Sequence[FieldError]) -> dict[str, str]:
    """Return the sentences by the input that they belong to."""
    found: dict[str, list[str]] = {name: [] for name in (*LABELS, "reason")}
    for one in errors:
        found.setdefault(one.path.strip("/").split("/")[0], []).append(one.message)
    return {name: " ".join(dict.fromkeys(said)) for name, said in found.items()}


def by_input(errors: Sequence[FieldError]) -> list[FieldError]:
    """Return the mistakes so that each leads to its input."""
    return [
        FieldError(f"/{one.path.strip('/').split('/')[0]}", one.code, one.message) for one in errors
    ]


def rows(proposal: changing.Proposal) -> list[Row]:
    """Return what a proposal says of its source, and what stands now."""
    return [
        Row(
            label,
            _text(name, proposal.described.get(name)),
            _text(name, proposal.now.get(name)) if proposal.now else "",
            bool(proposal.now) and name in proposal.changed,
        )
        for name, label in LABELS.items()
    ]


def _text(name: str, value: Any) -> str:
    match name:
        case "fields":
            return lines_of(value or [])
        case "evidence_types":
            return " ".join(value or [])
        case "needs_consent":
            return str(_("是") if value else _("否"))
        case "subject" if value in Subject.values:
            return str(Subject(value).label)
        case _:
            return "" if value is None else str(value)
