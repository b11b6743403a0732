# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What each table with personal data holds, who sees it and how it ends, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.identity import (
    register_cases,
    register_evidence,
    register_outcomes,
    register_papers,
    register_parcels,
    register_procedures,
)


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds, who sees it, how it ends, and what its personal fields are called."""

    words: Promise
    shown: Promise
    ends: Promise
    fields: Mapping[str, Promise]


_OWN = _("本人；经办部门的工作人员（每次查看都留痕）")
_SELF = _("只有本人")
_NONE = _("不显示给任何人")
_STAFF = _("部门的机构人员管理员")
_SYSTEMS = _("接入系统的管理员")
_LAW = _("期满按档案规定移交或销毁")

TABLES: Final[Mapping[str, Table]] = {
    "ledger.IdempotencyRecord": Table(
        _("请求答复留存"),
        _NONE,
        _("一天后自动删除"),
        {"body": _("答复内容")},
    ),
    "organizations.StaffMember": Table(
        _("工作人员"),
        _STAFF,
        _("离职后按人事档案规定"),
        {"name": _("姓名"), "staff_number": _("工号"), "phone_masked": _("遮盖后的电话")},
    ),
    "organizations.Leave": Table(
        _("请假和代理"),
        _STAFF,
        _LAW,
        {"reason": _("理由")},
    ),
    "organizations.Grant": Table(
        _("岗位授权"),
        _STAFF,
        _LAW,
        {"reason": _("理由"), "answer": _("答复")},
    ),
    "organizations.StaffImport": Table(
        _("人员批量导入"),
        _STAFF,
        _("读取后清除，最多留一年"),
        {"file_name": _("文件名")},
    ),
    "organizations.StaffImportPart": Table(
        _("人员批量导入的文件"),
        _STAFF,
        _("读取后清除，最多留一年"),
        {"content": _("文件内容")},
    ),
    "organizations.StaffImportRow": Table(
        _("人员批量导入的行"),
        _STAFF,
        _("读取后清除，最多留一年"),
        {
            "staff_number": _("工号"),
            "name": _("姓名"),
            "phone": _("电话"),
            "staff_id": _("工作人员"),
        },
    ),
    "identity.Account": Table(
        _("账号"),
        _SELF,
        _("注销时删除"),
        {
            "login": _("登录名"),
            "password": _("密码（不可还原的摘要）"),
            "phone_index": _("手机号码的查找码"),
            "phone_cipher": _("手机号码（加密）"),
        },
    ),
    "identity.Activation": Table(
        _("等待激活的账号"),
        _NONE,
        _("激活或注销时删除"),
        {"secret": _("激活码（不可还原的摘要）")},
    ),
    "identity.StaffPerson": Table(
        _("工作人员本人"),
        _OWN,
        _LAW,
        {"staff": _("工作人员"), "person": _("本人是谁")},
    ),
    "identity.PastPassword": Table(
        _("用过的密码"),
        _NONE,
        _("注销时删除"),
        {"password": _("密码（不可还原的摘要）")},
    ),
    "identity.ClientCertificate": Table(
        _("登录证书"),
        _SELF,
        _("删除证书或注销时删除"),
        {"name": _("证书名称")},
    ),
    "identity.AssuranceEvidence": Table(
        _("实名核验记录"),
        _OWN,
        _LAW,
        {"person": _("核验的是谁"), "reference": _("核验回执号")},
    ),
    "identity.DemonstrationResident": Table(
        _("演示人口库"),
        _NONE,
        _("不安装演示数据就没有"),
        {"name": _("姓名")},
    ),
    "identity.DemonstrationFirm": Table(
        _("演示法人库"),
        _NONE,
        _("不安装演示数据就没有"),
        {"representative_name": _("法定代表人")},
    ),
    "cases.Finding": Table(
        _("政府已有资料的证据单"),
        _OWN,
        _LAW,
        {
            "values": _("查到的内容"),
            "origin_name": _("从哪里查到"),
            "file": _("以前核验过的文件"),
            "dispute_reason": _("申请人认为哪里不对"),
            "resolution_note": _("对异议的处理意见"),
            "resolved_by_name": _("处理异议的人"),
        },
    ),
    "sharing.DemonstrationRecord": Table(
        _("演示数据源"),
        _NONE,
        _("不安装演示数据就没有"),
        {"values": _("虚构人员的登记内容")},
    ),
    "sharing.CorrectionRequest": Table(
        _("数据更正申请"),
        _OWN,
        _("提供部门答复三年后自动删除"),
        {
            "reason": _("哪里不对"),
            "answer": _("提供部门的答复"),
            "answered_by_name": _("答复的人"),
        },
    ),
    "identity.Mandate": Table(
        _("委托"),
        _("委托人、代办人；站点工作人员"),
        _LAW,
        {
            "principal": _("委托人"),
            "agent_person": _("代办人"),
            "text": _("委托书"),
            "paper_file_id": _("书面委托书扫描件"),
            "code_hash": _("验证码（不可还原的摘要）"),
        },
    ),
    "identity.Guardianship": Table(
        _("监护关系"),
        _("监护人、被监护人；窗口工作人员"),
        _LAW,
        {"guardian": _("监护人"), "ward": _("被监护人")},
    ),
    "identity.NaturalPerson": Table(
        _("自然人资料"),
        _OWN,
        _("办件都到期以后删除；没有办过事的，注销账号时删除"),
        {
            "name": _("姓名"),
            "resident_id_cipher": _("公民身份号码（加密）"),
            "resident_id_index": _("身份号码的查找码"),
            "phone_cipher": _("手机号码（加密）"),
            "phone_index": _("手机号码的查找码"),
            "born_on": _("出生日期"),
            "sex": _("性别"),
            "address_division": _("住址所在区划"),
            "address_text": _("住址"),
        },
    ),
    "identity.LegalPerson": Table(
        _("单位资料"),
        _("单位经办人；经办部门的工作人员"),
        _LAW,
        {"representative": _("法定代表人"), "phone_cipher": _("单位电话（加密）")},
    ),
    "identity.LegalPersonHandler": Table(
        _("单位经办人"),
        _("本人；该单位"),
        _LAW,
        {"person": _("经办人")},
    ),
    "identity.ReadQuestion": Table(
        _("查看询问"),
        _("本人；审计管理员"),
        _("答复三年后自动删除"),
        {"question": _("您的问题"), "answer": _("答复")},
    ),
    "identity.TextConsent": Table(
        _("同意记录"),
        _SELF,
        _("撤回三年后自动删除"),
        {"account": _("账号")},
    ),
    "identity.DataExport": Table(
        _("数据副本"),
        _SELF,
        _("副本七天后删除，记录一年后删除"),
        {"account": _("账号"), "person_id": _("本人")},
    ),
    "identity.DataCorrection": Table(
        _("更正申请"),
        _("本人；窗口工作人员"),
        _("办结三年后自动删除"),
        {"person": _("本人")},
    ),
    "identity.AccountClosing": Table(
        _("注销申请"),
        _SELF,
        _("三年后自动删除"),
        {"account": _("账号")},
    ),
    "identity.AccessToken": Table(
        _("程序登录令牌"),
        _NONE,
        _("到期自动删除"),
        {"account": _("账号")},
    ),
    "identity.SignInThrottle": Table(
        _("登录失败计数"),
        _NONE,
        _("到期自动删除"),
        {"key": _("登录名的摘要")},
    ),
    "sso.Client": Table(
        _("接入系统"),
        _SYSTEMS,
        _LAW,
        {"contact_name": _("联系人"), "contact_phone": _("联系电话")},
    ),
    "sso.Registration": Table(
        _("接入申请"),
        _SYSTEMS,
        _LAW,
        {"content": _("申请内容"), "applied_by": _("申请人"), "decided_by": _("审核人")},
    ),
    "sso.Session": Table(
        _("单点登录"),
        _SELF,
        _("退出或到期后删除"),
        {"account": _("账号")},
    ),
    "sso.ClientSession": Table(
        _("在接入系统的登录"),
        _SELF,
        _("退出或到期后删除"),
        {
            "account": _("账号"),
            "subject": _("对端标识"),
            "legal_person": _("代表的单位"),
            "principal": _("代办的委托人"),
        },
    ),
    "sso.Consent": Table(
        _("对接入系统的授权"),
        _SELF,
        _LAW,
        {"account": _("账号")},
    ),
    "sso.Subject": Table(
        _("对端标识"),
        _("对应的接入系统"),
        _LAW,
        {"value": _("标识"), "account": _("账号")},
    ),
    "sso.Grant": Table(
        _("一次性授权码"),
        _NONE,
        _("用完即删"),
        {"user": _("账号")},
    ),
    "sso.AccessToken": Table(
        _("接入系统令牌"),
        _NONE,
        _("到期自动删除"),
        {"user": _("账号")},
    ),
    "sso.RefreshToken": Table(
        _("接入系统续期令牌"),
        _NONE,
        _("到期自动删除"),
        {"user": _("账号")},
    ),
    "notifications.Message": Table(
        _("站内消息"),
        _SELF,
        _("五年后自动删除；注销时删除"),
        {"params": _("消息里的事项名和编号")},
    ),
    "halls.Appointment": Table(
        _("大厅预约"),
        _("本人；大厅窗口的工作人员，只看到遮盖后的姓名"),
        _("两年后自动删除；注销时删除"),
        {"item_name": _("要办的事项")},
    ),
    "halls.Waiting": Table(
        _("预约候补"),
        _("本人；大厅窗口的工作人员，只看到遮盖后的姓名"),
        _("两年后自动删除；注销时删除"),
        {"item_name": _("要办的事项")},
    ),
    "halls.Ticket": Table(
        _("排队号票"),
        _("持号票的人；大厅窗口和叫号屏，只看到遮盖后的姓名"),
        _("一年后自动删除；注销时去掉姓名"),
        {"shown_name": _("遮盖后的姓名"), "item_name": _("要办的事项")},
    ),
    "halls.TicketStep": Table(
        _("号票经过"),
        _("大厅窗口的工作人员"),
        _("一年后自动删除"),
        {"note": _("转窗口时的说明")},
    ),
    "halls.KioskVisit": Table(
        _("自助机登录"),
        _("只显示在本人正在用的自助机上"),
        _("离开自助机即结束，一天后自动删除"),
        {"shown_name": _("遮盖后的姓名")},
    ),
    "notifications.Dispatch": Table(
        _("消息的发送记录"),
        _OWN,
        _("五年后自动删除；注销时删除"),
        {"recipient_id": _("收件人")},
    ),
    "notifications.Preference": Table(
        _("消息设置"),
        _SELF,
        _("五年后自动删除；注销时删除"),
        {"person_id": _("本人")},
    ),
    "notifications.FirmContact": Table(
        _("企业的消息联系方式"),
        _("企业的代表人和能管理经办人的经办人，屏幕上遮盖"),
        _("没有确认的五年后自动删除；确认过的，企业移除时删除"),
        {"address_cipher": _("邮箱或者手机号码（加密）"), "set_by_id": _("设置的人")},
    ),
    "notifications.StaffContact": Table(
        _("工作人员的工作邮箱"),
        _("本人和部门的机构人员管理员，屏幕上遮盖"),
        _("没有确认的一年后自动删除；确认过的，本人或者管理员移除时、离职时删除"),
        {"address_cipher": _("邮箱（加密）"), "set_by_id": _("登记的人")},
    ),
    "notifications.PushSubscription": Table(
        _("接收推送的浏览器"),
        _SELF,
        _("两年后自动删除；注销时删除"),
        {"endpoint": _("推送服务的地址")},
    ),
    "documents.IssuedDocument": Table(_("文书"), _OWN, _LAW, {"data": _("文书内容")}),
    "documents.StoredFile": Table(
        _("上传的文件"),
        _OWN,
        _LAW,
        {"name": _("文件名"), "owner_account_id": _("提交的账号")},
    ),
    **{name: Table(*words) for name, words in register_papers.TABLES.items()},
    **{name: Table(*words) for name, words in register_parcels.TABLES.items()},
    **{name: Table(*words) for name, words in register_evidence.TABLES.items()},
    **{name: Table(*words) for name, words in register_procedures.TABLES.items()},
    **{name: Table(*words) for name, words in register_cases.TABLES.items()},
    **{name: Table(*words) for name, words in register_outcomes.TABLES.items()},
}
"""By the label of the model."""
