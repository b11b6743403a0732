# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The shapes of templates of notices."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from yiwang.documents.enums import NoticeKind
from yiwang.documents.services import templates
from yiwang.rest.schemas import Id, Line, Out, SomeText, Strict

Source = Annotated[str, StringConstraints(max_length=templates.LARGEST_SOURCE)]


class NoticeTemplateListed(Out):
    """``live`` is the number of the version in force; null: the built-in sheet."""

    id: UUID
    kind: str
    language: str = Field(description="`zh-hans`: the original; any other: a translation.")
    department_id: UUID | None = Field(description="Null: every department of the place.")
    region_code: str
    item_code: str
    live: int | None
    in_the_making: int | None


class NoticeTemplatesOut(Out):
    items: list[NoticeTemplateListed]


class NoticeTemplateVersionListed(Out):
    id: UUID
    number: int
    state: str
    revision: int
    effective_on: date
    note: str
    end_reason: str
    published_at: datetime | None
    content_sha256: str


class NoticeTemplateOut(NoticeTemplateListed):
    """A template with its versions, newest first, and the built-in body as version 0."""

    built_in_source: str
    built_in_blocks: dict[str, str] = Field(description="Of a translation that is delivered.")
    versions: list[NoticeTemplateVersionListed]


class NoticeTemplateFaultOut(Out):
    pointer: str
    code: str
    detail: str


class NoticeTemplateVersionOut(NoticeTemplateVersionListed):
    """A version with what is wrong with it and how much was issued with it."""

    source: str
    blocks: dict[str, str]
    faults: list[NoticeTemplateFaultOut]
    issued: int
    stepped_in: int = Field(description="Documents for which the built-in sheet stepped in.")


class NoticeTemplateChangeOut(Out):
    mark: str = Field(description="`+` new, `-` gone, empty the same, `…` lines left out.")
    text: str


class NoticeTemplateDifferenceOut(Out):
    changes: list[NoticeTemplateChangeOut]


class NoticeTemplateMadeOut(Out):
    id: UUID


class NoticeTemplateStateOut(Out):
    id: UUID
    number: int
    state: str
    revision: int


class NoticeTemplateIn(Strict):
    kind: NoticeKind = Field(strict=False)
    item_code: Line = Field(default="", description="Of one list; empty for every item.")
    is_for_place: bool = Field(default=False, description="For every department of the place.")
    language: Annotated[str, StringConstraints(max_length=12)] = Field(
        default="", description="Such as `en`; empty for the Chinese original."
    )


class NoticeTemplateBlocksIn(Strict):
    """Fields; `{当事人}`, `{事项}`, `{办件编号}`, `{机关}`, `{电话}`, `{地址}` are places.

    `title`, `note` and `terms` (a line each: Chinese, an equals sign, the translation) are those
    of translations, with the places `{原件编号}` and `{原件核验码}`. `logo_place` is `top`, `left`,
    `right` or empty for no logo, `logo_width` its width in millimetres (10 to 60, empty: 24),
    `logo_line` a line under it.
    """

    title: Line = ""
    note: Annotated[str, StringConstraints(max_length=400)] = ""
    terms: Annotated[str, StringConstraints(max_length=12_000)] = ""
    letterhead: Line = ""
    opening: Annotated[str, StringConstraints(max_length=500)] = ""
    closing: Annotated[str, StringConstraints(max_length=500)] = ""
    contact: Line = ""
    logo_place: Line = ""
    logo_width: Line = ""
    logo_line: Line = ""


class NoticeTemplateDraftIn(Strict):
    revision: int = Field(default=0, ge=0, description="That was read; 0 begins a draft.")
    source: Source = Field(default="", description="Typst; empty for the built-in body.")
    blocks: NoticeTemplateBlocksIn = NoticeTemplateBlocksIn()
    note: Line = ""
    effective_on: Annotated[date, Field(strict=False)]


class NoticeTemplateUnsavedIn(Strict):
    source: Source = Field(default="", description="Typst; empty for the built-in body.")
    blocks: NoticeTemplateBlocksIn = NoticeTemplateBlocksIn()
    sample: Literal["typical", "longest"] = "typical"


class NoticeTemplateRevisionIn(Strict):
    revision: int = Field(ge=1)


class NoticeTemplateReasonIn(Strict):
    reason: SomeText


class NoticeTemplateTrialIn(Strict):
    document_id: Id
