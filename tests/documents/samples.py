# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One notice of every kind, as it could be issued on a Monday in November, and variations."""

from dataclasses import replace

from yiwang.documents.enums import NoticeKind
from yiwang.documents.services import notices
from yiwang.documents.templating.samples import APPLICANT, CASE, FIRM, FOOD_LAW, NOTICES

__all__ = ["APPLICANT", "CASE", "FIRM", "FOOD_LAW", "NOTICES", "about", "named"]


def about(item_name: str, item_type: str, kind: NoticeKind) -> notices.NoticeData:
    """Return the sample of a kind for another item."""
    case = replace(CASE, item_name=item_name, item_type=item_type)
    return replace(NOTICES[kind], case=case)


def named(name: str, kind: NoticeKind = NoticeKind.ACCEPTANCE) -> notices.NoticeData:
    """Return the sample of a kind for an applicant of another name."""
    case = replace(CASE, applicant=replace(APPLICANT, name=name))
    return replace(NOTICES[kind], case=case)
