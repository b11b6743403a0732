# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about evidence types, scenarios and drafts of definitions."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class EvidenceTypeNotFound(NotFound):
    """No evidence type has this code, or it was merged into another."""

    code = "catalogue.evidence_type_not_found"
    sentence = _("没有找到这种材料。")


class EvidenceTypeTaken(DomainError):
    """Another evidence type has this name."""

    code = "catalogue.evidence_type_taken"
    kind = Kind.CONFLICT
    sentence = _("已有同名的材料类型。")


class EvidenceNameless(DomainError):
    """An evidence type has a name."""

    code = "catalogue.evidence_nameless"
    sentence = _("请填写材料类型的名称。")


class EvidenceNameUnknown(NotFound):
    """No material of an item in force is called so."""

    code = "catalogue.evidence_name_unknown"
    sentence = _("没有事项使用这个材料名称。")


class SomebodyWasFaster(DomainError):
    """It has been changed since the editor opened it."""

    code = "catalogue.somebody_was_faster"
    kind = Kind.CONFLICT
    sentence = _("在您编辑期间，别人已经修改过。请核对新的内容后再保存，您的修改没有写入。")


class ScenarioNotFound(NotFound):
    """The item has no scenario, or none in this state."""

    code = "catalogue.scenario_not_found"
    sentence = _("这个事项没有情形引导。")


class ScenarioInvalid(DomainError):
    """A scenario does not have the shape of one; ``errors`` name each place."""

    code = "catalogue.scenario_invalid"
    sentence = _("情形引导的内容有误。")


class ScenarioNotPublishable(DomainError):
    """A scenario leads nowhere, contradicts itself or names what does not exist."""

    code = "catalogue.scenario_not_publishable"
    sentence = _("情形引导还有问题，不能发布。")


class AnswersDoNotFit(DomainError):
    """The answers are not ones that this scenario asks for; ``errors`` name each."""

    code = "catalogue.answers_do_not_fit"
    sentence = _("回答与问题不符，请重新选择。")


class SecondPersonNeeded(Forbidden):
    """Who wrote it does not publish it."""

    code = "catalogue.second_person_needed"
    sentence = _("自己编写的内容要由另一个人发布。")


class DraftNotFound(NotFound):
    """There is no draft of this kind and code."""

    code = "catalogue.draft_not_found"
    sentence = _("没有找到这份草稿。")


class DraftCodeInvalid(DomainError):
    """A definition's code is small letters, digits and hyphens."""

    code = "catalogue.draft_code_invalid"
    sentence = _("代码应当以小写字母开头，只含小写字母、数字和连字符，不超过 60 个字符。")


class DraftNotOffered(DomainError):
    """A draft is published only when its author has handed it in."""

    code = "catalogue.draft_not_offered"
    kind = Kind.CONFLICT
    sentence = _("草稿还没有提交审核。")


class DraftTooLarge(DomainError):
    """More than any definition takes."""

    code = "catalogue.draft_too_large"
    kind = Kind.TOO_LARGE
    sentence = _("内容超过 %(limit)d 字节。")


class DraftMalformed(DomainError):
    """A form that is no JSON, or a file that is no text."""

    code = "catalogue.draft_malformed"
    sentence = _("不是格式正确的文件：%(reason)s")


class SimulationRefused(DomainError):
    """The process cannot be tried with these answers."""

    code = "catalogue.simulation_refused"
    sentence = _("模拟不能继续：%(reason)s")
