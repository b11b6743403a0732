# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about batches, standing opinions, consultations and watching."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class BatchNotFound(NotFound):
    """Somebody else's, or none."""

    code = "cases.batch_not_found"
    sentence = _("没有找到您的这个批次。")


class BatchEmpty(DomainError):
    code = "cases.batch_empty"
    sentence = _("请先勾选要一起办的办件。")


class BatchTooLarge(DomainError):
    code = "cases.batch_too_large"
    sentence = _("一批最多 %(most)s 件，您选了 %(count)s 件，请分几批办。")


class BatchMixed(DomainError):
    """One opinion fits one item at one step."""

    code = "cases.batch_mixed"
    sentence = _("一批只能是同一个事项的同一个环节，请重新勾选。")


class BatchNotThisStep(DomainError):
    """Only acceptance, steps of the process and grants are done together."""

    code = "cases.batch_not_this_step"
    sentence = _("这个环节要逐件办理，不能批量办。")


class BatchHasNoForm(DomainError):
    """Answers came for something that has no form."""

    code = "cases.batch_has_no_form"
    sentence = _("这一批办的事没有表单，不能带填写的内容。")


class BatchHasNoBases(DomainError):
    """A choice of legal bases came for something that is no decision."""

    code = "cases.batch_has_no_bases"
    sentence = _("这一批办的事不是作决定，不能选依据。")


class BatchBasesDiffer(DomainError):
    """One choice fits cases whose item has the same legal bases."""

    code = "cases.batch_bases_differ"
    sentence = _("这一批办件适用的事项版本不同，法定依据不一样，不能共同选择依据，请分开办。")


class BatchKeyTaken(DomainError):
    """The same key came with another list."""

    code = "cases.batch_key_taken"
    kind = Kind.CONFLICT
    sentence = _("这个批次已经按另一份清单办过了，请回到待办重新勾选。")


class NeedsOwnDecision(DomainError):
    """A case of a batch has something that no common opinion covers."""

    code = "cases.needs_own_decision"
    sentence = _("要单独办：%(reasons)s。")


class OpinionNotFound(NotFound):
    """Another department's, somebody else's, or none."""

    code = "cases.opinion_not_found"
    sentence = _("没有找到这条常用意见。")


class OpinionEmpty(DomainError):
    code = "cases.opinion_empty"
    sentence = _("请写上标题和内容。")


class OpinionPlaceUnknown(DomainError):
    """Braces that no case fills in."""

    code = "cases.opinion_place_unknown"
    sentence = _("“{%(place)s}”不是能自动填写的内容。可以用：%(known)s。")


class OpinionsTooMany(DomainError):
    code = "cases.opinions_too_many"
    kind = Kind.CONFLICT
    sentence = _("常用意见最多 %(most)s 条，请先删除不用的。")


class OpinionNotNow(DomainError):
    """It does not stand where this can be done."""

    code = "cases.opinion_not_now"
    kind = Kind.CONFLICT
    sentence = _("这条常用意见现在不能这样处理，请刷新后再看。")


class OpinionNotYours(Forbidden):
    """Only who wrote it changes it; only who decides publishes for the department."""

    code = "cases.opinion_not_yours"
    sentence = _("只有写的人能修改，只有本部门的批准岗位能发布和停用本部门通用的意见。")


class ConsultationNotFound(NotFound):
    """The actor neither asked it nor is asked."""

    code = "cases.consultation_not_found"
    sentence = _("没有找到这件会商。")


class ConsultationNotNow(DomainError):
    """The case is decided, or nobody has taken it in."""

    code = "cases.consultation_not_now"
    kind = Kind.CONFLICT
    sentence = _("办件现在不在受理审查、办理的阶段，不能发起会商。")


class ConsultationOver(DomainError):
    """It was answered, taken back, or the case is over."""

    code = "cases.consultation_over"
    kind = Kind.CONFLICT
    sentence = _("这件会商已经结束，不能再看办件、答复或者撤回。")


class ConsultationUnclear(DomainError):
    code = "cases.consultation_unclear"
    sentence = _("请写明要问什么。")


class ConsultationUnanswered(DomainError):
    code = "cases.consultation_unanswered"
    sentence = _("请写明答复意见。")


class ConsultationDue(DomainError):
    """The day is past, too far, or later than the case's own."""

    code = "cases.consultation_due"
    sentence = _("答复期限要在 %(first)s 到 %(last)s 之间；会商不停止计时。")


class ConsultationNobody(DomainError):
    """There is no such department, post or colleague, or it is the one who asks."""

    code = "cases.consultation_nobody"
    sentence = _("请选择要会商的部门、岗位或者同事，不能是自己。")


class ConsultationsTooMany(DomainError):
    code = "cases.consultations_too_many"
    kind = Kind.CONFLICT
    sentence = _("一个办件最多同时发起 %(most)s 件会商。")


class ConsultationLabelled(DomainError):
    """What is labelled as important stays in its department."""

    code = "cases.consultation_labelled"
    kind = Kind.FORBIDDEN
    sentence = _("这个事项的数据标记为重要，只能在本部门内会商。")


class WatchesTooMany(DomainError):
    code = "cases.watches_too_many"
    kind = Kind.CONFLICT
    sentence = _("最多关注 %(most)s 个办件，请先取消不用再看的。")
