# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything the case room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class CaseNotFound(NotFound):
    """There is no such case, or the actor may not know of it."""

    code = "cases.not_found"
    sentence = _("没有找到这个办件，请核对办件编号。")


class NotYourCase(Forbidden):
    """The actor has no right to act on this case."""

    code = "cases.forbidden"
    sentence = _("您没有权限办理这个办件的这一步。")


class OwnCase(Forbidden):
    """A staff member may not handle a case of their own."""

    code = "cases.own_case"
    sentence = _("工作人员不得办理本人申请的事项，请转交其他同事。")


class PersonNotStated(Forbidden):
    """Whose cases are one's own is not known before one has said who one is."""

    code = "cases.person_not_stated"
    sentence = _("请先在“我的岗位和离岗”页登记您本人身份，再作决定；您自己的事项由同事办理。")


class SameHands(Forbidden):
    """Whoever examined a case may not also approve it."""

    code = "cases.same_hands"
    sentence = _("审查和批准应由不同的人完成，请由其他有批准权限的同事作出决定。")


class CaseChanged(DomainError):
    """Somebody else acted on the case since it was read."""

    code = "cases.changed_meanwhile"
    kind = Kind.CONFLICT
    sentence = _("这个办件刚刚有了新的进展，请刷新后再操作。")


class WrongApplicantKind(DomainError):
    """The item does not serve this kind of applicant."""

    code = "cases.wrong_applicant_kind"
    sentence = _("这个事项不面向您当前的身份办理，请切换为个人或企业身份后再试。")


class NotAppliedFor(DomainError):
    """The power is exercised of the government's own motion; nobody applies for it."""

    code = "cases.not_applied_for"
    sentence = _("这个事项由行政机关依职权办理，不接受申请。")


class NumberTaken(DomainError):
    """The number for the new case was handed out before; the next try gets another."""

    code = "cases.number_taken"
    kind = Kind.UNAVAILABLE
    sentence = _("系统刚刚恢复，请再提交一次。")


class AssuranceTooLow(Forbidden):
    """The item asks for a stronger proof of who the applicant is."""

    code = "cases.assurance_too_low"
    sentence = _("办理这个事项需要实名等级%(needed)s，您现在是%(now)s级，请先提升认证。")


class OutsideTheMandate(Forbidden):
    """The mandate names other items, does not let the agent apply, or is not valid (any more)."""

    code = "cases.outside_the_mandate"
    sentence = _(
        "委托书里没有这个事项，或者委托已经失效，不能代办。请本人办理，或请委托人另行委托。"
    )


class MaterialMissing(DomainError):
    """A material that the item requires was not handed in."""

    code = "cases.material_missing"
    sentence = _("还缺少必须提交的材料：%(names)s。")


class MaterialUnknown(DomainError):
    """A file was handed in for a material that the item does not ask for, or is not one's own."""

    code = "cases.material_unknown"
    sentence = _("提交的材料不在这个事项的清单里，或者文件不是您上传的。")


class CorrectionAlreadyAsked(DomainError):
    """Corrections may be asked for only once (行政许可法 32)."""

    code = "cases.correction_already_asked"
    kind = Kind.CONFLICT
    sentence = _("补正只能一次性告知，这个办件已经告知过补正内容。")


class CorrectionTooLate(DomainError):
    """The five working days in which corrections may be asked for are over (行政许可法 32)."""

    code = "cases.correction_too_late"
    kind = Kind.CONFLICT
    sentence = _("已超过五个工作日的告知期限，依法视为受理，不能再要求补正。")


class RefusalTooLate(DomainError):
    """The five working days are over: what was not answered counts as accepted (行政许可法 32)."""

    code = "cases.refusal_too_late"
    kind = Kind.CONFLICT
    sentence = _("已超过五个工作日的答复期限，依法视为受理，不能再不予受理。")


class AnswerTooLate(DomainError):
    """The days to correct the application are over (最多跑一次规定 11)."""

    code = "cases.answer_too_late"
    kind = Kind.CONFLICT
    sentence = _("已超过补正期限，视为撤回申请。需要办理的，请重新提交申请。")


class CorrectionEmpty(DomainError):
    """A correction notice lists at least one thing."""

    code = "cases.correction_empty"
    sentence = _("请逐项写明需要补正的内容。")


class ReasonMissing(DomainError):
    """The act has to state its reason."""

    code = "cases.reason_missing"
    sentence = _("请写明理由。")


class DaysOutOfRange(DomainError):
    """The notice of a special procedure tells how many working days it takes."""

    code = "cases.days_out_of_range"
    sentence = _("请写明特别程序所需的工作日数，一至三百六十五天。")


class StepNotOpen(DomainError):
    """The process does not wait for this step now."""

    code = "cases.step_not_open"
    kind = Kind.CONFLICT
    sentence = _("这个环节现在不能办理，可能已由其他人完成。")


class DecisionNotDue(DomainError):
    """The process has not reached the decision yet."""

    code = "cases.decision_not_due"
    kind = Kind.CONFLICT
    sentence = _("前面的环节还没有完成，现在不能作出决定。")


class ExtensionNotAllowed(DomainError):
    """The law allows one extension of limited length (行政许可法 42)."""

    code = "cases.extension_not_allowed"
    kind = Kind.CONFLICT
    sentence = _("期限只能延长一次，且不得超过十个工作日。")


class ExtensionTooLate(DomainError):
    """A time limit is extended while it runs, not after it is over (行政许可法 42)."""

    code = "cases.extension_too_late"
    kind = Kind.CONFLICT
    sentence = _("办理期限已经届满，不能再延长。期限只能在届满前经批准延长。")


class ExtensionNotAsked(DomainError):
    """There is no request for more time to decide on."""

    code = "cases.extension_not_asked"
    kind = Kind.CONFLICT
    sentence = _("没有待批准的延期申请。")


class AlreadyClaimed(DomainError):
    """A colleague took the work item first."""

    code = "cases.already_claimed"
    kind = Kind.CONFLICT
    sentence = _("这项工作已由同事领取。")


class DraftNotFound(NotFound):
    """There is no such draft, or it belongs to somebody else."""

    code = "cases.draft_not_found"
    sentence = _("没有找到这份草稿，可能已经提交或删除。")


class DraftTooLarge(DomainError):
    """A draft holds at most 256 KiB of form data."""

    code = "cases.draft_too_large"
    kind = Kind.TOO_LARGE
    sentence = _("草稿内容过多，无法保存，请删减后再试。")


class DraftUnreadable(DomainError):
    """A text of the draft holds a NUL."""

    code = "cases.draft_unreadable"
    sentence = _("草稿里有无法保存的字符，请删除后再试。")


class TrackingFailed(NotFound):
    """Number and query code do not fit; which of them is wrong is not told."""

    code = "cases.tracking_failed"
    sentence = _("办件编号或查询码不正确，请核对回执。")


class ProcedureNotFound(NotFound):
    """The case has no such procedure, party or statement."""

    code = "cases.procedure_not_found"
    sentence = _("这个办件里没有这项程序或陈述。")


class ProcedureNotNow(DomainError):
    """Procedures belong to the time between acceptance and decision."""

    code = "cases.procedure_not_now"
    kind = Kind.CONFLICT
    sentence = _("只有受理之后、作出决定之前才能进行这项操作。")


class ProcedureIncomplete(DomainError):
    """What is told or concluded has to be complete."""

    code = "cases.procedure_incomplete"
    sentence = _("请把这项程序的内容填写完整：%(missing)s。")


class ProcedureOpen(DomainError):
    """A decision waits for every procedure that was begun."""

    code = "cases.procedure_open"
    kind = Kind.CONFLICT
    sentence = _("%(name)s还没有结束，现在不能作出决定。")


class HearingRequired(DomainError):
    """A hearing that somebody is entitled to is held (行政许可法 46, 47)."""

    code = "cases.hearing_required"
    kind = Kind.CONFLICT
    sentence = _("依法应当举行听证，听证结束前不能作出决定，也不能取消听证。")


class HearingNoticeTooShort(DomainError):
    """A hearing is told seven working days before (行政许可法 48)."""

    code = "cases.hearing_notice_too_short"
    sentence = _("听证应当提前七个工作日通知，最早可以在 %(first)s 举行。")


class HearingTooLate(DomainError):
    """A hearing is held within twenty working days of being asked for (行政许可法 47)."""

    code = "cases.hearing_too_late"
    sentence = _("应当在 %(last)s 前组织听证，请改定时间。")


class ChairExamines(DomainError):
    """Whoever examines the application does not chair its hearing (行政许可法 48)."""

    code = "cases.chair_examines"
    sentence = _("听证主持人不能是审查这个办件的工作人员，请指定其他人员。")


class TooFewStaff(DomainError):
    """A visit or test is made by two or more (行政许可法 34, 55)."""

    code = "cases.too_few_staff"
    sentence = _("这项程序应当由至少 %(number)s 名工作人员进行。")


class HearingNotOffered(DomainError):
    """Nobody told this party that a hearing may be asked for, or it was used up."""

    code = "cases.hearing_not_offered"
    kind = Kind.CONFLICT
    sentence = _("没有告知过听证权利，或者已经提出或放弃听证。")


class HearingAskedTooLate(DomainError):
    """A hearing is asked for within five working days of being told (行政许可法 47)."""

    code = "cases.hearing_asked_too_late"
    kind = Kind.CONFLICT
    sentence = _("提出听证申请的期限已于 %(last)s 届满。")


class HearingRightRuns(DomainError):
    """Whoever may ask for a hearing gets the days that the law gives (行政许可法 47)."""

    code = "cases.hearing_right_runs"
    kind = Kind.CONFLICT
    sentence = _("%(last)s 前仍可以提出听证申请，在此之前不能作出决定。")


class ObjectionUnanswered(DomainError):
    """What parties say is heard and answered before the decision (行政许可法 36)."""

    code = "cases.objection_unanswered"
    kind = Kind.CONFLICT
    sentence = _("还有异议或陈述申辩没有答复，答复前不能作出决定。")


class TooManyStatements(DomainError):
    """One person has said more in a case than can be answered before it is decided."""

    code = "cases.too_many_statements"
    kind = Kind.CONFLICT
    sentence = _("您在这个办件里已经提了多条意见，请等答复后再补充，或者直接联系经办部门。")


class AnsweredBefore(DomainError):
    """A statement is answered once."""

    code = "cases.answered_before"
    kind = Kind.CONFLICT
    sentence = _("这条异议或陈述已经答复。")


class MinutesNotConsidered(DomainError):
    """The decision rests on the minutes of the hearing (行政许可法 48)."""

    code = "cases.minutes_not_considered"
    sentence = _("举行过听证的，应当根据听证笔录作出决定，请写明是否采纳听证意见。")


class DiscretionUnexplained(DomainError):
    """A benchmark of discretion is applied with a reason."""

    code = "cases.discretion_unexplained"
    sentence = _("适用裁量基准的，请写明裁量理由。")


class NotThisBasis(DomainError):
    """A decision rests on the articles that the item rests on."""

    code = "cases.not_this_basis"
    sentence = _("决定依据的条款不在这个事项的法定依据里。")


class NoBasisChosen(DomainError):
    """A decision rests on one article at least, where the item has any."""

    code = "cases.no_basis_chosen"
    sentence = _("请至少勾选一条决定所依据的条款。")


class ReviewNotOpen(DomainError):
    """No lower body is reviewing this case now."""

    code = "cases.review_not_open"
    kind = Kind.CONFLICT
    sentence = _("这个办件现在不在下级机关初审环节。")


class TypeNotYetHandled(DomainError):
    """Penalties and coercion have a procedure of their own, which is not this one."""

    code = "cases.type_not_yet_handled"
    sentence = _("行政处罚和行政强制应当按各自的法定程序办理，不能作为一般办件立案。")
