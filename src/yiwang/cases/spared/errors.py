# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this part refuses."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind
from yiwang.ledger.errors import RefusalOnRecord


class FindingNotFound(DomainError):
    """There is no such sheet of evidence, or it is somebody else's."""

    code = "cases.finding_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到这份证据单。")


class NothingToDispute(DomainError):
    """Only what was found can be disputed, and only before the case is decided."""

    code = "cases.nothing_to_dispute"
    kind = Kind.CONFLICT
    sentence = _("这份证据单现在不能提出异议。")


class DisputedAlready(DomainError):
    """One dispute for a finding."""

    code = "cases.disputed_already"
    kind = Kind.CONFLICT
    sentence = _("您已经对这份证据单提出过异议。")


class DisputeReasonMissing(DomainError):
    """Who disputes says what is wrong; who decides says why."""

    code = "cases.dispute_reason_missing"
    kind = Kind.INVALID
    sentence = _("请写明理由。")


class FieldNotThere(DomainError):
    """A field that the sheet does not have, or that is not disputed."""

    code = "cases.field_not_there"
    kind = Kind.INVALID
    sentence = _("这份证据单没有这一项，或者这一项没有待处理的异议。")


class ClaimMissing(DomainError):
    """Who disputes a field says what it should be."""

    code = "cases.claim_missing"
    kind = Kind.INVALID
    sentence = _("请写明有异议的每一项实际是什么。")


class NothingToDoubt(DomainError):
    """Only what a data source said can be sent back to its provider, before the decision."""

    code = "cases.nothing_to_doubt"
    kind = Kind.CONFLICT
    sentence = _("只有数据源查到的、尚未作出决定的证据单可以提请提供部门核对。")


class DoubtedAlready(DomainError):
    """One open doubt for a sheet."""

    code = "cases.doubted_already"
    kind = Kind.CONFLICT
    sentence = _("这份证据单已经提请核对，请等提供部门答复。")


class NotDoubted(DomainError):
    """There is no doubt to end."""

    code = "cases.not_doubted"
    kind = Kind.CONFLICT
    sentence = _("这份证据单没有待答复的核对请求。")


class NothingToNote(DomainError):
    """No answer of a provider waits to be looked at."""

    code = "cases.nothing_to_note"
    kind = Kind.CONFLICT
    sentence = _("这个办件没有待查看的核对答复。")


class DoubtReasonMissing(DomainError):
    """Who doubts, or no longer doubts, says why."""

    code = "cases.doubt_reason_missing"
    kind = Kind.INVALID
    sentence = _("请写明理由。")


class NotDisputed(DomainError):
    """There is no dispute to decide about."""

    code = "cases.not_disputed"
    kind = Kind.CONFLICT
    sentence = _("这份证据单没有待处理的异议。")


class DisputeOpen(DomainError):
    """A case is not decided while the applicant disputes its evidence."""

    code = "cases.dispute_open"
    kind = Kind.CONFLICT
    sentence = _("申请人对查到的资料有异议，请先处理异议再作决定。")


@dataclass(eq=False)
class AskedTwice(RefusalOnRecord):
    """Staff may not ask for what government has found already. Source: 优化营商环境条例 37."""

    code = "cases.asked_twice"
    kind = Kind.CONFLICT
    sentence = _(
        "%(names)s已经从%(origins)s查到，不得再向申请人索要。这次操作已被拒绝并记入监督记录。"
    )


class NoDecisionToCheck(DomainError):
    """Nothing asks whether this decision stands, or somebody has said so already."""

    code = "cases.no_decision_to_check"
    kind = Kind.CONFLICT
    sentence = _("这个办件没有待复核的决定。")


class CheckReasonMissing(DomainError):
    """Whoever checked a decision says why."""

    code = "cases.check_reason_missing"
    kind = Kind.INVALID
    sentence = _("请写明理由。")


class NoMeasureYet(DomainError):
    """It is said that something granted is taken back, and nobody has proposed it."""

    code = "cases.no_measure_yet"
    kind = Kind.CONFLICT
    sentence = _("还没有提出撤回、撤销或者注销，请先在“准予的结果”里提出。")


class OutcomeNotFitting(DomainError):
    """What was granted can be changed; what was refused can be applied for again."""

    code = "cases.outcome_not_fitting"
    kind = Kind.CONFLICT
    sentence = _("这个办件的决定不能这样处理。")
