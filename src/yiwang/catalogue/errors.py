# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything the catalogue can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.guidance_refusals import AnswersDoNotFit as AnswersDoNotFit
from yiwang.catalogue.guidance_refusals import DraftMalformed as DraftMalformed
from yiwang.catalogue.guidance_refusals import DraftNotFound as DraftNotFound
from yiwang.catalogue.guidance_refusals import DraftTooLarge as DraftTooLarge
from yiwang.catalogue.guidance_refusals import ScenarioInvalid as ScenarioInvalid
from yiwang.catalogue.order_refusals import OneBaseItem as OneBaseItem
from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class ItemNotFound(NotFound):
    """No base item, implementation list or version has this code or id."""

    code = "catalogue.item_not_found"
    sentence = _("没有找到这个事项。")


class ItemNotOpen(DomainError):
    """The list is not currently published, so no case can be opened under it."""

    code = "catalogue.item_not_open"
    kind = Kind.CONFLICT
    sentence = _("这个事项目前没有开放办理。")


class ItemNotAppliedFor(ItemNotOpen):
    """A power of own motion (依职权): it is public, but nobody applies for it."""

    code = "catalogue.item_not_applied_for"
    sentence = _("这是行政机关依职权行使的事项，不接受申请。")


class VersionSuperseded(ItemNotOpen):
    """A newer version of the list is in force; the answer is to start again on that one."""

    code = "catalogue.version_superseded"
    sentence = _("这个事项的办事指南已经更新，请按新的指南重新填写。")


class ItemWithdrawn(ItemNotOpen):
    """The list was withdrawn."""

    code = "catalogue.item_withdrawn"
    kind = Kind.GONE
    sentence = _("这个事项已经取消。")


class ContentInvalid(DomainError):
    """The elements of an item do not have the shape of the element tables."""

    code = "catalogue.content_invalid"
    sentence = _("事项要素填写有误。")


class NotPublishable(DomainError):
    """The elements are not complete or contradict each other; ``errors`` names each one."""

    code = "catalogue.not_publishable"
    sentence = _("事项要素不完整或互相矛盾，不能发布。")


class AlreadyListed(DomainError):
    """The department already has a list for this item."""

    code = "catalogue.already_listed"
    kind = Kind.CONFLICT
    sentence = _("这个部门已经有这个事项的实施清单。")


class EffectiveTooEarly(DomainError):
    """A version takes effect today or later, and not before the one before it did."""

    code = "catalogue.effective_too_early"
    sentence = _("生效日期不能早于今天，也不能早于上一版本的生效日期。")


class LevelNotExercised(DomainError):
    """The item is not exercised at the level of this department."""

    code = "catalogue.level_not_exercised"
    sentence = _("这个事项不在该层级行使。")


class CodeTaken(DomainError):
    """Another item has this code."""

    code = "catalogue.code_taken"
    kind = Kind.CONFLICT
    sentence = _("这个编码已被其他事项使用。")


class SuccessionRefused(DomainError):
    """A code ends once, leads to other codes of its type, and never back to itself."""

    code = "catalogue.succession_refused"
    kind = Kind.CONFLICT
    sentence = _("编码只能终止一次，只能由同类型的其他编码承接，并且不能首尾相接。")


class CodeDayRefused(DomainError):
    """A change of codes takes effect today, or on a day ahead within two years."""

    code = "catalogue.code_day_refused"
    sentence = _("生效日期要在今天以后、两年以内。")


class CodeOrderWaiting(DomainError):
    """Codes about which an order waits for its day are not changed by another one."""

    code = "catalogue.code_order_waiting"
    kind = Kind.CONFLICT
    sentence = _("编码 %(code)s 已有一份变更等待 %(on)s 生效；要改，请先撤销它。")


class CodeOrderNotFound(DomainError):
    """There is no such order."""

    code = "catalogue.code_order_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到这份编码变更。")


class CodeOrderEnded(DomainError):
    """Only an order that waits for its day can be withdrawn."""

    code = "catalogue.code_order_ended"
    kind = Kind.CONFLICT
    sentence = _("这份编码变更已经生效或者撤销，不能再撤销。")


class NothingToHandOn(DomainError):
    """The department has no open list that the other one could take over."""

    code = "catalogue.nothing_to_hand_on"
    kind = Kind.CONFLICT
    sentence = _("没有可以划转的事项：原部门没有在用的清单，或者承接部门的层级不行使这些事项。")


class CodeSucceeded(DomainError):
    """The code has ended; ``params`` name what it became."""

    code = "catalogue.code_succeeded"
    kind = Kind.GONE
    sentence = _("这个编码已经停用。")


class BaseNoticeNotFound(NotFound):
    """There is no notice of a changed base item with this id in the reader's reach."""

    code = "catalogue.base_notice_not_found"
    sentence = _("没有找到这条告知。")


class NotYourCatalogue(Forbidden):
    """The post does not hold the right for the catalogue of this department."""

    code = "catalogue.not_your_catalogue"
    sentence = _("您没有维护这个部门事项的权限。")


class DataFileMissing(DomainError):
    """A file that a loader reads is not there or not readable."""

    code = "catalogue.data_file_missing"
    kind = Kind.UNAVAILABLE
    sentence = _("找不到数据文件：%(path)s。")


class FindingNotFound(NotFound):
    """No finding of the comparison has this id, or it is not within the reader's reach."""

    code = "catalogue.finding_not_found"
    sentence = _("没有找到这个比对问题。")


class FindingReasonMissing(DomainError):
    """Who contests a finding, judges one or takes it for an exception says why."""

    code = "catalogue.finding_reason_missing"
    sentence = _("请写明理由，五个字以上、五百字以内。")


class SecondPersonNeeded(Forbidden):
    """Who contested a finding does not judge it: another person does."""

    code = "catalogue.second_person_needed"
    sentence = _("提出异议的人不能自己裁定，请由另一位工作人员处理。")


class ExceptionEndInvalid(DomainError):
    """An exception ends on a day after today and within a year."""

    code = "catalogue.exception_end_invalid"
    sentence = _("例外的截止日期应在明天以后、一年以内。")


class OrderNotFound(NotFound):
    """There is no such change order, or its items are not in the actor's reach."""

    code = "catalogue.order_not_found"
    sentence = _("没有找到这份变更单。")


class ItemInOtherOrder(DomainError):
    """An item stands on one open change order at a time."""

    code = "catalogue.item_in_other_order"
    kind = Kind.CONFLICT
    sentence = _("“%(name)s”正在%(order)s里修改（%(state)s），请等那份变更单办结，或在那里修改。")


class ChangedMeanwhile(DomainError):
    """Somebody else saved since this editor opened the page; ``errors`` say what differs."""

    code = "catalogue.changed_meanwhile"
    kind = Kind.CONFLICT
    sentence = _("您打开以后，别人已经保存过修改，您的内容没有保存。请看有哪些不同，再决定。")


class NothingToMerge(DomainError):
    """There is neither a text set aside nor a newer version of the item."""

    code = "catalogue.nothing_to_merge"
    kind = Kind.CONFLICT
    sentence = _("这个事项没有需要合并的内容，可能已经合并过了。")


class MergeUndecided(DomainError):
    """Whoever merges says what stands where both changed the same; ``errors`` name the places."""

    code = "catalogue.merge_undecided"
    sentence = _("双方都改过的地方，请逐处选定用哪一个。")


class OrderStale(DomainError):
    """The item was published anew after the order was begun; ``errors`` name the items."""

    code = "catalogue.order_stale"
    kind = Kind.CONFLICT
    sentence = _("起草以后，事项已经有了新版本，请先并入新版本再提交。")


class RollbackIsFixed(DomainError):
    """An order that takes back brings what was there before, to the letter."""

    code = "catalogue.rollback_is_fixed"
    kind = Kind.CONFLICT
    sentence = _("恢复旧版本的变更单不能改内容；要改内容，请撤销它，另起一份变更单。")


class NothingChanged(DomainError):
    """An order changes something."""

    code = "catalogue.nothing_changed"
    sentence = _("没有任何要素改变，不能提交。")


class OrderTooLarge(DomainError):
    """One order holds a limited number of items."""

    code = "catalogue.order_too_large"
    kind = Kind.TOO_LARGE
    sentence = _("一份变更单最多 %(most)s 个事项。")


class OpinionsMissing(DomainError):
    """The legal reviewer agrees to every changed element before the order goes on."""

    code = "catalogue.opinions_missing"
    sentence = _("每个改变的要素都要有同意的法制审核意见，才能通过。")


class ReasonMissing(DomainError):
    """Whoever returns, refuses, withdraws or rolls back says why."""

    code = "catalogue.reason_missing"
    sentence = _("请写明理由。")


class SamePerson(Forbidden):
    """Drafting, legal review and approval are done by three people."""

    code = "catalogue.same_person"
    sentence = _("起草、法制审核、批准必须由三个不同的人办理。")


class ProposalAnswered(DomainError):
    """A proposal is answered once."""

    code = "catalogue.proposal_answered"
    kind = Kind.CONFLICT
    sentence = _("这条修改建议已经答复。")


class SheetRefused(DomainError):
    """A spreadsheet has cells that cannot be taken; ``errors`` name each. Nothing was changed."""

    code = "catalogue.sheet_refused"
    sentence = _("表格有 %(count)s 处不能采用，什么都没有改变。请按下面逐格改好后再导入。")


class PowerListTooLong(DomainError):
    """A download has its bounds; a department's own list lies within them."""

    code = "catalogue.power_list_too_long"
    sentence = _("清单超过%(most)s项，请先选一个部门或者一种类型再下载。")


class PlacesToCompare(DomainError):
    """Two to five different places are compared."""

    code = "catalogue.places_to_compare"
    sentence = _("请选择2到%(most)s个不同的地区进行对比。")


class NotAPower(NotFound):
    """Public services are on the service list, not on the power list."""

    code = "catalogue.not_a_power"
    sentence = _("这个事项是公共服务，不在权力清单上。")


class SheetTooLarge(DomainError):
    """The spreadsheet is larger than is read."""

    code = "catalogue.sheet_too_large"
    kind = Kind.TOO_LARGE
    sentence = _("表格超过 20 MB，请按部门或主题分成几份。")
