# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class SourceUnknown(DomainError):
    """No data source has this code."""

    code = "sharing.source_unknown"
    kind = Kind.NOT_FOUND
    sentence = _("没有这个数据源。")


class FieldUnknown(DomainError):
    """A field was asked for that the source does not answer."""

    code = "sharing.field_unknown"
    kind = Kind.INVALID
    sentence = _("这个数据源不提供所要的数据项。")


class PurposeMissing(DomainError):
    """Nobody asks without saying what for."""

    code = "sharing.purpose_missing"
    kind = Kind.INVALID
    sentence = _("查询数据必须写明用途。")


class ConsentNeeded(DomainError):
    """The law lets this source be asked only when the person has agreed to it."""

    code = "sharing.consent_needed"
    kind = Kind.FORBIDDEN
    sentence = _("查询这个数据源要先征得本人同意。")


class SubjectUnknown(DomainError):
    """The person asked about is not known here, or is of the other kind."""

    code = "sharing.subject_unknown"
    kind = Kind.NOT_FOUND
    sentence = _("没有可以查询的主体。")


class NotYourSource(DomainError):
    """Sources are kept, and answered for, by those whose post says so."""

    code = "sharing.not_your_source"
    kind = Kind.FORBIDDEN
    sentence = _("您的岗位不负责这个数据源。")


class CorrectionNotFound(DomainError):
    """There is no such request, or another body provides the data."""

    code = "sharing.correction_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到这个核对请求。")


class AnsweredAlready(DomainError):
    """One answer counts."""

    code = "sharing.answered_already"
    kind = Kind.CONFLICT
    sentence = _("这个核对请求已经答复过了。")


class AnswerMissing(DomainError):
    """An answer has a result and words."""

    code = "sharing.answer_missing"
    kind = Kind.INVALID
    sentence = _("请选择核对结果，并写明情况。")


class SwitchNotFound(DomainError):
    """There is no such change of a switch."""

    code = "sharing.switch_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到这次启停申请。")


class SwitchReasonMissing(DomainError):
    """Who switches a source, or refuses to, says why."""

    code = "sharing.switch_reason_missing"
    kind = Kind.INVALID
    sentence = _("请写明理由。")


class SwitchWaiting(DomainError):
    """One change at a time."""

    code = "sharing.switch_waiting"
    kind = Kind.CONFLICT
    sentence = _("这个数据源已有一次启停申请在等复核或者等生效。")


class SwitchPointless(DomainError):
    """The source is already as it is to be."""

    code = "sharing.switch_pointless"
    kind = Kind.CONFLICT
    sentence = _("这个数据源已经是要改成的状态。")


class SwitchTooLate(DomainError):
    """It takes effect in time to come, and not too far ahead."""

    code = "sharing.switch_too_late"
    kind = Kind.INVALID
    sentence = _("生效时间不能早于现在，也不能晚于一年以后。")


class OwnSwitch(DomainError):
    """Nobody decides about what they proposed."""

    code = "sharing.own_switch"
    kind = Kind.FORBIDDEN
    sentence = _("提出启停的人不能自己复核。")


class SwitchDecidedAlready(DomainError):
    """It was decided, taken back or has taken effect."""

    code = "sharing.switch_decided_already"
    kind = Kind.CONFLICT
    sentence = _("这次启停申请已经处理过了。")


class ChangeNotFound(DomainError):
    """There is no such proposal about a source."""

    code = "sharing.change_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到这次数据源登记申请。")


class ChangeDecidedAlready(DomainError):
    """It was decided or taken back."""

    code = "sharing.change_decided_already"
    kind = Kind.CONFLICT
    sentence = _("这次数据源登记申请已经处理过了。")


class ChangeWaiting(DomainError):
    """One proposal at a time for a source."""

    code = "sharing.change_waiting"
    kind = Kind.CONFLICT
    sentence = _("这个数据源已有一次登记申请在等复核。")


class OwnChange(DomainError):
    """Nobody decides about what they proposed."""

    code = "sharing.own_change"
    kind = Kind.FORBIDDEN
    sentence = _("提出登记的人不能自己复核。")


class NotOverHttp(DomainError):
    """Only sources that another body runs are described and tried here."""

    code = "sharing.not_over_http"
    kind = Kind.CONFLICT
    sentence = _("这个数据源不是通过网络接口查询的，不能在这里修改或试查。")


class CodeTaken(DomainError):
    """Another source has this code."""

    code = "sharing.code_taken"
    kind = Kind.CONFLICT
    sentence = _("这个代码已被另一个数据源使用。")


class NotATestSubject(DomainError):
    """A source is tried with numbers that belong to nobody; trying is no way to people's data."""

    code = "sharing.not_a_test_subject"
    kind = Kind.INVALID
    sentence = _("试查只能用测试号码，不能查询真实的人和单位。")


class DescriptionInvalid(DomainError):
    """A source's description has mistakes, each with its place."""

    code = "sharing.description_invalid"
    kind = Kind.INVALID
    sentence = _("登记内容有错，请按提示修改。")
