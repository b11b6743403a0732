# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is written to those whose interests somebody else's case touches (利害关系人).

In the facts of the case it is the party who is addressed; who applies stands apart, as far as the
party may know. Nothing here is taken from the application. Source: 行政许可法 7, 36, 46, 47.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yiwang.documents.notice_parts import LegalBasis, NoticeData, require


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAnswer:
    """What a party said, and what came of it."""

    words: str
    is_upheld: bool
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRightsData(NoticeData):
    """利害关系人权利告知书: a case touches their interests; they may speak, and ask for a hearing.

    :param applied_by: a firm by its name, a person by a part of it; "" where the body acts itself
    :param ask_hearing_by: the last day to ask for a hearing; None where none was offered
    """

    applied_by: str
    stake: str
    told_on: date
    ask_hearing_by: date | None = None

    def __post_init__(self) -> None:
        require(self.stake, _("应当写明事项与利害关系人有什么关系。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDecisionData(NoticeData):
    """利害关系人决定告知书: what was decided, what became of their objections, where to turn.

    :param decision_title: of the decision itself, with its number
    :param answers: to what the party itself has said
    """

    applied_by: str
    stake: str
    decided_on: date
    is_granted: bool
    decision_title: str
    decision_number: str
    bases: tuple[LegalBasis, ...] = ()
    answers: tuple[PartyAnswer, ...] = ()

    def __post_init__(self) -> None:
        require(self.decision_title and self.decision_number, _("应当写明是哪一份决定。"))
