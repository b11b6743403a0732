# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the ledger: what a fact, an actor and a purpose are called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Final[Mapping[str, Promise]] = {
    "cases.case_submitted": _("提交申请"),
    "cases.case_accepted": _("受理"),
    "cases.case_not_accepted": _("不予受理"),
    "cases.correction_asked": _("告知补正"),
    "cases.correction_answered": _("提交补正材料"),
    "cases.correction_lapsed": _("逾期未补正"),
    "cases.case_read": _("查看办件"),
    "cases.step_completed": _("完成环节"),
    "cases.case_suspended": _("停止计时"),
    "cases.case_resumed": _("恢复计时"),
    "cases.extension_asked": _("申请延期"),
    "cases.extension_decided": _("审批延期"),
    "cases.case_decided": _("作出决定"),
    "cases.case_delivered": _("送达"),
    "cases.case_closed": _("办结"),
    "cases.case_withdrawn": _("撤回申请"),
    "cases.deadline_recomputed": _("重算期限"),
    "cases.check_scheduled": _("安排核查"),
    "cases.process_notice": _("流程通知"),
    "cases.work_claimed": _("领取环节"),
    "cases.work_handed_over": _("转交环节"),
    "catalogue.base_item_drafted": _("起草基本目录事项"),
    "catalogue.base_item_published": _("发布基本目录事项"),
    "catalogue.laws_loaded": _("导入法律条文"),
    "catalogue.list_drafted": _("起草实施清单"),
    "catalogue.list_published": _("发布实施清单"),
    "catalogue.list_withdrawn": _("取消实施清单"),
    "catalogue.lists_loaded": _("批量导入实施清单"),
    "documents.document_issued": _("制发文书"),
    "documents.document_rendered": _("文书排版完成"),
    "documents.file_stored": _("保存文件"),
    "documents.file_read": _("查看文件"),
    "documents.file_scanned": _("文件查毒"),
    "documents.file_discarded": _("删除未用的文件"),
    "documents.file_damaged": _("发现文件损坏"),
    "documents.file_mended": _("文件恢复完好"),
    "forms.form_published": _("发布表单"),
    "identity.account_created": _("开通账号"),
    "identity.account_closed": _("停用账号"),
    "identity.account_reopened": _("恢复账号"),
    "identity.signed_in": _("登录"),
    "identity.signed_out": _("退出登录"),
    "identity.sign_in_refused": _("登录失败"),
    "identity.sign_in_unlocked": _("解除登录锁定"),
    "identity.password_changed": _("修改密码"),
    "identity.factor_changed": _("改变登录方式"),
    "identity.factor_refused": _("第二步验证失败"),
    "identity.contact_changed": _("更换登录手机或邮箱"),
    "identity.sessions_ended": _("结束其他登录"),
    "identity.reauthenticated": _("再次确认本人"),
    "identity.post_switched": _("切换岗位"),
    "identity.acting_for_switched": _("切换办事身份"),
    "identity.person_registered": _("登记自然人"),
    "identity.person_changed": _("修改自然人资料"),
    "identity.person_searched_in_vain": _("查找自然人未果"),
    "identity.assurance_changed": _("改变实名等级"),
    "identity.legal_person_registered": _("登记单位"),
    "identity.handler_appointed": _("授权经办人"),
    "identity.handler_ended": _("终止经办授权"),
    "identity.handler_invited": _("邀请经办人"),
    "identity.evidence_recorded": _("记录实名核验"),
    "identity.evidence_ended": _("实名核验失效"),
    "identity.check_refused": _("实名核验未通过"),
    "identity.number_released": _("归还被占用的身份号码"),
    "identity.legal_person_claimed": _("法定代表人认领单位"),
    "identity.legal_person_changed": _("单位登记信息变更"),
    "identity.mandate_signed": _("签署委托"),
    "identity.mandate_accepted": _("接受委托"),
    "identity.mandate_ended": _("委托结束"),
    "identity.guardianship_begun": _("登记监护关系"),
    "identity.guardianship_ended": _("监护关系结束"),
    "identity.numbers_rotated": _("更换证件号码密钥"),
    "identity.token_issued": _("发放访问令牌"),
    "identity.token_revoked": _("吊销访问令牌"),
    "identity.client_registered": _("登记业务系统"),
    "identity.client_closed": _("停用业务系统"),
    "identity.client_token_issued": _("业务系统取得令牌"),
    "ledger.personal_data_read": _("查看个人信息"),
    "organizations.department_created": _("设立部门"),
    "organizations.post_created": _("设立岗位"),
    "organizations.post_rights_changed": _("调整岗位权限"),
    "organizations.post_assigned": _("任职"),
    "organizations.post_ended": _("免职"),
    "organizations.staff_member_created": _("登记工作人员"),
    "organizations.reference_data_loaded": _("导入机构区划数据"),
    "sso.system_applied": _("申请接入系统"),
    "sso.system_reviewed": _("审核接入申请"),
    "sso.application_withdrawn": _("撤回接入申请"),
    "sso.system_changed": _("登记接入系统"),
    "sso.system_suspended": _("停用接入系统"),
    "sso.system_resumed": _("恢复接入系统"),
    "sso.secret_issued": _("生成接入密钥"),
    "sso.logout_tested": _("试发后台注销"),
    "sso.consent_given": _("同意授权系统"),
    "sso.consent_revoked": _("撤销系统授权"),
    "sso.signed_in_to": _("登录接入系统"),
    "sso.session_ended": _("单点登录会话结束"),
    "sso.replay_stopped": _("拦截重复使用的凭据"),
    "sso.logout_given_up": _("后台注销未送达"),
    "sso.signing_keys_rotated": _("更换签名密钥"),
    "workflow.process_published": _("发布流程"),
    "workflow.decision_published": _("发布决策表"),
}
ACTORS: Final[Mapping[str, Promise]] = {
    "citizen": _("申请人"),
    "staff": _("工作人员"),
    "client": _("业务系统"),
    "system": _("系统"),
    "anonymous": _("未登录"),
}
PURPOSES: Final[Mapping[str, Promise]] = {
    "case_handling": _("办理办件"),
    "counter_service": _("窗口服务"),
    "identity_check": _("核验身份"),
    "supervision": _("监督检查"),
    "data_subject_request": _("本人申请查询"),
    "sign_in_to_system": _("登录部门系统"),
}
SUBJECTS: Final[Mapping[str, Promise]] = {
    "account": _("账号"),
    "base_item": _("基本目录事项"),
    "case": _("办件"),
    "decision": _("决策表"),
    "department": _("部门"),
    "document": _("文书"),
    "encryption": _("密钥"),
    "file": _("文件"),
    "form": _("表单"),
    "implementation_list": _("实施清单"),
    "legal_person": _("单位"),
    "mandate": _("授权"),
    "person": _("自然人"),
    "post": _("岗位"),
    "process": _("流程"),
    "reference_data": _("机构区划数据"),
    "staff_member": _("工作人员"),
    "system_client": _("业务系统"),
}


def kind_name(kind: str) -> str:
    """Return what a kind of fact is called; a kind without words keeps its code."""
    return str(KINDS.get(kind, kind))


def purpose_name(purpose: str) -> str:
    """Return what a purpose is called, "" when none was given."""
    return str(PURPOSES.get(purpose, purpose))


def subject_name(kind: str) -> str:
    """Return what the subject of a fact is called; one without words keeps its code."""
    return str(SUBJECTS.get(kind, kind))
