# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What 申请表 says: the form as it was filed, the materials, and the fingerprints of the files."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.documents.notice_parts import NoticeData, Words, require


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One answer, in words.

    :ivar label_in: the question in other languages, as the form has it
    :ivar value_in: likewise the answer, where it is one of the form's own words
    """

    label: str
    value: str
    label_in: Words | None = None
    value_in: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """A group of answers; its title is "" where the form has no groups."""

    title: str
    rows: tuple[FormRow, ...]
    title_in: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A file that was handed in.

    :param material: what it was handed in for
    :param size: in words: 128 KB
    """

    material: str
    name: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationData(NoticeData):
    """申请表.

    :param filed_at: in words of the place
    :param channel: where it was filed, and in which way of handling
    :param content_sha256: of answers and files, as the ledger has it of what was submitted
    """

    filed_at: str
    channel: str
    sections: tuple[FormSection, ...]
    files: tuple[HandedIn, ...]
    content_sha256: str

    def __post_init__(self) -> None:
        require(self.content_sha256, _("申请表应当写明内容的摘要。"))
