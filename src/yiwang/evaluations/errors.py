# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class InvitationNotFound(NotFound):
    """No such invitation, or it is somebody else's; which is not told."""

    code = "evaluations.invitation_not_found"
    sentence = _("没有找到可以评价的服务，请核对评价码。")


class InvitationExpired(DomainError):
    """The time for reviewing this service is over."""

    code = "evaluations.invitation_expired"
    kind = Kind.GONE
    sentence = _("评价时间已过。有意见请拨打12345。")


class ReviewedAlready(DomainError):
    """One service is reviewed once."""

    code = "evaluations.reviewed_already"
    kind = Kind.CONFLICT
    sentence = _("这次服务已经评价过了，一次服务评价一次。")


class LevelUnknown(DomainError):
    """Not one of the five levels, or a reason that nobody offers."""

    code = "evaluations.level_unknown"
    sentence = _("请从五级中选一级，原因从列出的里面选。")


class OwnService(Forbidden):
    """Staff do not review in a citizen's stead."""

    code = "evaluations.own_service"
    sentence = _("工作人员的账号不能评价，也不能代群众评价。")


class CorrectionNotFound(NotFound):
    """No such correction, or it is out of reach."""

    code = "evaluations.correction_not_found"
    sentence = _("没有找到这件差评整改。")


class HandledItYourself(Forbidden):
    """Who handled the case does not handle its bad review."""

    code = "evaluations.handled_it_yourself"
    sentence = _("您经办过这件事，差评要由其他人整改。")


class SecondPersonMissing(Forbidden):
    """Who asked for a rejection does not confirm it."""

    code = "evaluations.second_person_missing"
    sentence = _("认定不实要由另一位有监督权限的人复核。")


class OverseerMissing(Forbidden):
    """An appeal is judged above the department."""

    code = "evaluations.overseer_missing"
    sentence = _("申诉由上级监督岗位处理，被评价的部门不能自己处理。")


class WordsMissing(DomainError):
    """A step of a correction says what was done."""

    code = "evaluations.words_missing"
    sentence = _("请写清楚经过和依据，至少%(least)s个字。")


class CallFirst(DomainError):
    """Somebody asked to be called; that comes first."""

    code = "evaluations.call_first"
    kind = Kind.CONFLICT
    sentence = _("评价人愿意接受回访，请先联系并登记回访。")


class NobodyToCall(DomainError):
    """The reviewer did not want to be called; the case stays closed to the handler."""

    code = "evaluations.nobody_to_call"
    kind = Kind.CONFLICT
    sentence = _("评价人没有留联系意愿，不能查看办件，也不用回访。")


class TextNotFound(NotFound):
    """No such text, or out of reach."""

    code = "evaluations.text_not_found"
    sentence = _("没有找到这条评价文字。")


class OwnDepartmentsText(Forbidden):
    """A department does not decide whether words about itself are published."""

    code = "evaluations.own_departments_text"
    sentence = _("不能审看对自己部门的评价。")


class TextDecided(DomainError):
    """What was decided about a text stays."""

    code = "evaluations.text_decided"
    kind = Kind.CONFLICT
    sentence = _("这条评价文字已经处理过了。")


class ReasonMissing(DomainError):
    """Words are withheld for one of the listed reasons only."""

    code = "evaluations.reason_missing"
    sentence = _("不公开要从列出的理由里选一个；评价不好不是理由。")
