# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes of the catalogue, with the values that GB/T 39046-2020 and ZWFW C0109 give them."""

from enum import StrEnum

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class ItemType(TextChoices):
    """Type of a service item (事项类型). Source: GB/T 39046-2020, table A.1."""

    LICENCE = "01", _("行政许可")
    PENALTY = "02", _("行政处罚")
    COERCION = "03", _("行政强制")
    LEVY = "04", _("行政征收")
    BENEFIT = "05", _("行政给付")
    INSPECTION = "06", _("行政检查")
    CONFIRMATION = "07", _("行政确认")
    REWARD = "08", _("行政奖励")
    RULING = "09", _("行政裁决")
    OTHER = "10", _("其他行政权力")
    SERVICE = "20", _("公共服务")


OWN_MOTION_TYPES = frozenset(
    {ItemType.PENALTY, ItemType.COERCION, ItemType.LEVY, ItemType.INSPECTION}
)
"""Powers that the government exercises of its own motion (依职权): nobody applies for them."""


def is_applied_for(item_type: str) -> bool:
    """Return whether people apply for items of this type (依申请)."""
    return item_type not in OWN_MOTION_TYPES


class ServiceObject(TextChoices):
    """Who an item is for; the six kinds of GB/T 39046 A.4, drawn together as the sites do."""

    NATURAL = "natural", _("自然人")
    LEGAL = "legal", _("法人和其他组织")


class ProjectType(TextChoices):
    """Handled on the spot or promised (办件类型). Source: GB/T 39046-2020, table A.6."""

    IMMEDIATE = "1", _("即办件")
    PROMISED = "2", _("承诺件")
    OTHER = "9", _("其他")


class HandlingForm(TextChoices):
    """How an application may come in (办理形式). Source: GB/T 39046-2020, table A.5."""

    COUNTER = "1", _("窗口办理")
    WEB = "2", _("网上办理")
    MOBILE = "3", _("移动端办理")
    COURIER = "4", _("快递申请")
    OTHER = "9", _("其他")


class PowerSource(TextChoices):
    """Where the power comes from (权力来源)."""

    STATUTE = "1", _("法定本级行使")
    PASSED_DOWN = "2", _("上级下放")
    AUTHORIZED_ABOVE = "3", _("上级授权")
    AUTHORIZED_PEER = "4", _("同级授权")
    ENTRUSTED_ABOVE = "5", _("上级委托")
    ENTRUSTED_PEER = "6", _("同级委托")


class CrossRegion(TextChoices):
    """How far from home an item can be handled (通办范围)."""

    COUNTRY = "1", _("全国通办")
    PROVINCES = "2", _("跨省通办")
    CITIES = "3", _("跨市通办")
    COUNTIES = "4", _("跨县通办")


class Mode(TextChoices):
    """How an application is decided: on proof, or on the applicant's promise (告知承诺)."""

    STANDARD = "standard", _("一般办理")
    COMMITMENT = "commitment", _("告知承诺")


class MaterialKind(TextChoices):
    """Type of a material (材料类型)."""

    CERTIFICATE = "1", _("证照证明")
    DOCUMENT = "2", _("表格文书")
    OTHER = "3", _("其他")


class MaterialSource(TextChoices):
    """Where a material comes from (材料来源渠道)."""

    APPLICANT = "10", _("申请人自备")
    GOVERNMENT = "20", _("政府部门核发")
    OTHER = "99", _("其他")


class TitleSettlement(TextChoices):
    """What became of a title that items cite and the law corpus does not have."""

    ALIAS = "alias", _("是法律库里一部法律的别名")
    OUTSIDE = "outside", _("法律库以外的规定，另有出处")
    OPEN = "open", _("重新待处理")


class Necessity(TextChoices):
    """Whether a material must be there (材料必要性)."""

    REQUIRED = "required", _("必要")
    OPTIONAL = "optional", _("非必要")
    DEFERRABLE = "deferrable", _("容缺后补")


class ResultKind(TextChoices):
    """What comes out of an item (结果类型)."""

    LICENCE = "10", _("证照")
    APPROVAL = "20", _("批文")
    OTHER = "30", _("其他")


class StepGroup(TextChoices):
    """The three groups that the steps of handling (办理环节) fall into."""

    APPLICATION = "申请与受理", _("申请与受理")
    DECISION = "审查与决定", _("审查与决定")
    DELIVERY = "颁证与送达", _("颁证与送达")


class LimitUnit(TextChoices):
    """What a time limit is counted in; the values are those of ``workflow.clock.Unit``."""

    WORKDAY = "workday", _("个工作日")
    DAY = "day", _("日")
    MONTH = "month", _("个月")
    YEAR = "year", _("年")


class OnlineDepth(IntegerChoices):
    """How much of an item can be done online (网上办理深度), the scale of four."""

    INFORMATION = 1, _("Ⅰ级：信息公开、表格下载")
    BOOKING = 2, _("Ⅱ级：网上预约、预审")
    ACCEPTANCE = 3, _("Ⅲ级：网上受理，现场核验")
    FULL = 4, _("Ⅳ级：全程网办")


class VersionState(TextChoices):
    """The life of a version: what is published is never changed, only withdrawn."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤回")


class VersionAction(TextChoices):
    """What may be done to a version."""

    PUBLISH = "publish", _("发布")
    WITHDRAW = "withdraw", _("撤回")


class ListState(TextChoices):
    """Whether an implementation list is in use (事项状态)."""

    DRAFT = "draft", _("未发布")
    OPEN = "open", _("在用")
    WITHDRAWN = "withdrawn", _("已取消")


class SynonymState(TextChoices):
    """Where the words of an editor are on their way into search."""

    DRAFT = "draft", _("起草中")
    PUBLISHED = "published", _("已生效")
    WITHDRAWN = "withdrawn", _("已撤下")


class QueryState(TextChoices):
    """What has become of words for which nothing was found."""

    ONCE = "once", _("只有一人问过")
    OPEN = "open", _("待处理")
    ANSWERED = "answered", _("已配上说法")
    NONE = "none", _("不属于政务服务")


class PhraseKind(TextChoices):
    """Where a phrase that leads to an item comes from."""

    NAME = "name", _("事项名称")
    ALIAS = "alias", _("别名")
    SYNONYM = "synonym", _("通俗说法")


class DefinitionKind(TextChoices):
    """What is drawn or designed in the workbench."""

    PROCESS = "process", _("流程")
    DECISION = "decision", _("决策表")
    FORM = "form", _("表单")


class EditorRole(StrEnum):
    """Who takes a step with a version."""

    PUBLISHER = "publisher"


class OrderKind(TextChoices):
    """What a change order does to what it names."""

    CHANGE = "change", _("修改")
    WITHDRAWAL = "withdrawal", _("取消")
    ROLLBACK = "rollback", _("恢复旧版本")


class OrderLayer(TextChoices):
    """Which layer a change order is about."""

    BASE = "base", _("基本目录")
    LIST = "list", _("实施清单")


class OrderState(TextChoices):
    """Where a change order (变更单) stands."""

    DRAFT = "draft", _("起草中")
    LEGAL_REVIEW = "legal_review", _("法制审核")
    APPROVAL = "approval", _("待批准")
    APPROVED = "approved", _("已批准，待生效")
    PUBLISHED = "published", _("已生效")
    RETURNED = "returned", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤销")
    ROLLED_BACK = "rolled_back", _("已恢复旧版本")


class OrderAction(TextChoices):
    """What may be done to a change order."""

    SUBMIT = "submit", _("提交法制审核")
    SUBMIT_SHORT = "submit_short", _("提交批准")
    PASS = "pass", _("审核通过")
    APPROVE = "approve", _("批准")
    RETURN = "return", _("退回")
    WITHDRAW = "withdraw", _("撤销")
    PUBLISH = "publish", _("生效")
    ROLL_BACK = "roll_back", _("恢复旧版本")


class OrderRole(TextChoices):
    """Who takes a step with a change order."""

    DRAFTER = "drafter", _("起草人")
    REVIEWER = "reviewer", _("法制审核人")
    APPROVER = "approver", _("批准人")
    SYSTEM = "system", _("系统")


class Verdict(TextChoices):
    """What the legal reviewer says of an element."""

    AGREE = "agree", _("同意")
    OBJECT = "object", _("不同意")


class ProposalState(TextChoices):
    """Where a change proposal from below stands."""

    OPEN = "open", _("待答复")
    ADOPTED = "adopted", _("已采纳")
    REFUSED = "refused", _("未采纳")


class Severity(IntegerChoices):
    """How much a finding of the comparison weighs, and so how soon it must be put right."""

    HIGH = 3, _("严重")
    MEDIUM = 2, _("一般")
    LOW = 1, _("轻微")


class SubjectKind(TextChoices):
    """What a finding is about."""

    BASE_ITEM = "base", _("基本目录")
    LIST = "list", _("实施清单")


class FindingState(TextChoices):
    """The life of a finding (比对问题)."""

    OPEN = "open", _("待整改")
    CONTESTED = "contested", _("有异议")
    UPHELD = "upheld", _("异议不成立")
    DISMISSED = "dismissed", _("异议成立")
    EXCEPTED = "excepted", _("例外")
    CLEARED = "cleared", _("已消除")


class FindingAction(TextChoices):
    """What may be done about a finding; the engine itself clears and opens again."""

    CONTEST = "contest", _("提出异议")
    UPHOLD = "uphold", _("异议不成立")
    DISMISS = "dismiss", _("异议成立")
    EXCEPT = "except", _("接受为例外")
    CLEAR = "clear", _("消除")
    REOPEN = "reopen", _("重新打开")


class IndexScope(TextChoices):
    """What a standardization index (规范化指数) is of."""

    PROVINCE = "province", _("省级目录")
    CITY = "city", _("设区市")
    DEPARTMENT = "department", _("部门")
    THEME = "theme", _("主题")


class LawChangeKind(TextChoices):
    """What became of a law after a text of it was issued."""

    REPEALED = "repealed", _("废止")
    REVISED = "revised", _("修订")


class FindingRole(StrEnum):
    """Who takes a step with a finding."""

    OWNER = "owner"
    SECOND_PERSON = "second person"
    ENGINE = "comparison engine"


class DutyKind(TextChoices):
    """What stands on the responsibility list (责任清单) beside a power."""

    DUTY = "duty", _("责任事项")
    LIABILITY = "liability", _("追责情形")


class Institution(TextChoices):
    """Whose service an entry of a zone is, when it is not the government's."""

    SCHOOL = "school", _("学校")
    HOSPITAL = "hospital", _("医院")
    UTILITY = "utility", _("水电气等公用企业")
    BANK = "bank", _("银行")
    TRANSPORT = "transport", _("公共交通")
    OTHER = "other", _("其他机构")


class OutsideState(TextChoices):
    """The life of an entry that leads outside."""

    PROPOSED = "proposed", _("待审核")
    APPROVED = "approved", _("已上线")
    REFUSED = "refused", _("未通过")
    RETIRED = "retired", _("已下线")


class LinkHealth(TextChoices):
    """What the last check of a link found."""

    UNKNOWN = "unknown", _("还没检查")
    ALIVE = "alive", _("可以访问")
    SHAKY = "shaky", _("最近一次访问失败")
    DEAD = "dead", _("已失效")


class WindowColour(TextChoices):
    """The colours that a place's site may take; each pair of text and ground was measured."""

    CELADON = "celadon", _("青瓷")
    INDIGO = "indigo", _("靛蓝")
    CINNABAR = "cinnabar", _("朱砂")
    BAMBOO = "bamboo", _("竹青")
    PLUM = "plum", _("梅紫")
    OCHRE = "ochre", _("赭石")


class WindowNoticeState(TextChoices):
    """The life of a notice on a place's site."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤下")
