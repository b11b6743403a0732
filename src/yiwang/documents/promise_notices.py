# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What notices of trust and of promises say: what was missing, differed, or was not kept."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yiwang.documents.notice_parts import CorrectionLine, DeferredMaterial, NoticeData, require


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceWithdrawnData(NoticeData):
    """撤销受理决定书: a deferred material did not come in time."""

    withdrawn_on: date
    missing: tuple[DeferredMaterial, ...]

    def __post_init__(self) -> None:
        require(self.missing, _("撤销受理应当写明缺少的材料。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsMismatchData(NoticeData):
    """原件核验不符通知书: the decision was made on copies that are not true."""

    decided_on: date
    checked_on: date
    lines: tuple[CorrectionLine, ...]

    def __post_init__(self) -> None:
        require(self.lines, _("应当写明哪份材料与原件不符。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionOrderData(NoticeData):
    """责令限期整改通知书: what was promised was not found."""

    checked_on: date
    findings: str
    order: str
    correct_by_on: date

    def __post_init__(self) -> None:
        require(self.findings and self.order, _("责令整改应当写明发现的问题和整改要求。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBrokenData(NoticeData):
    """撤销决定告知书: a promise was broken and not made good."""

    decided_on: date
    revoked_on: date
    findings: str
    reasons: str

    def __post_init__(self) -> None:
        require(self.reasons, _("撤销决定应当说明理由。"))
