# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tables of special procedures hold, and what for; part of the privacy register."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TABLES: Final[Mapping[str, tuple[Promise, Promise, Promise, Mapping[str, Promise]]]] = {
    "cases.SpecialProcedure": (
        _("特别程序记录"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {
            "staff": _("主持人和办理人"),
            "participants": _("参加人"),
            "particulars": _("程序的具体情况"),
            "reason": _("理由"),
            "findings": _("结论意见"),
            "concluded_by_name": _("经办人"),
        },
    ),
    "cases.ProcedureFile": (
        _("特别程序的文件"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {"file": _("文件")},
    ),
    "cases.CoApplicant": (
        _("共同申请人"),
        _("本人；邀请人（号码遮盖）；经办部门的工作人员（每次查看都留痕）"),
        _("没有提交的草稿删除时一并删除；成为办件的，期满按档案规定移交或销毁"),
        {
            "name": _("姓名"),
            "number_index": _("证件号码的索引（加密）"),
            "number_masked": _("遮盖后的证件号码"),
            "invited_by_name": _("邀请人"),
        },
    ),
    "cases.CaseQuestion": (
        _("办件咨询"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {
            "words": _("咨询的内容"),
            "answer": _("答复"),
            "asked_by_name": _("咨询人"),
            "answered_by_name": _("经办人"),
        },
    ),
    "cases.QuestionFile": (
        _("办件咨询的附件"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {"file": _("文件")},
    ),
    "cases.ContactChange": (
        _("办件联系方式的变更"),
        _("本人；经办部门的工作人员（默认遮盖，每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {
            "contact_cipher": _("电话、电子邮箱和送达地址（加密）"),
            "was": _("变更前（遮盖）"),
            "now": _("变更后（遮盖）"),
            "changed_by_name": _("更改人"),
        },
    ),
    "cases.CounterAct": (
        _("在窗口办理的事项"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {"paper": _("本人签署的纸面（扫描件）"), "done_by_name": _("经办人")},
    ),
    "cases.InterestedParty": (
        _("利害关系人"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {
            "name": _("姓名或名称"),
            "contact": _("联系方式"),
            "stake": _("利害关系"),
            "number_index": _("号码的不可还原标记"),
        },
    ),
    "cases.Statement": (
        _("异议、陈述和申辩"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {"words": _("陈述的内容"), "answer": _("答复"), "answered_by_name": _("经办人")},
    ),
    "cases.PreliminaryReview": (
        _("下级机关初审"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {"words": _("意见"), "done_by_name": _("经办人")},
    ),
    "cases.Consultation": (
        _("内部会商"),
        _("经办部门和被征求意见的工作人员（每次查看都留痕），不对申请人公开"),
        _("期满按档案规定移交或销毁"),
        {
            "question": _("问什么"),
            "answer": _("答复"),
            "asked_by_name": _("发起人"),
            "answered_by_name": _("答复人"),
        },
    ),
    "cases.ConsultationFile": (
        _("内部会商的文件"),
        _("经办部门和被征求意见的工作人员（每次查看都留痕），不对申请人公开"),
        _("期满按档案规定移交或销毁"),
        {"file": _("文件")},
    ),
    "cases.StandingOpinion": (
        _("常用意见"),
        _("本部门工作人员"),
        _("写的人删除时删除"),
        {"owner_name": _("写的人")},
    ),
}
PURPOSES: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "proving what was asked for at a counter": (
        _("证明您在窗口要求办了什么，例如签了字的申请"),
        _("《行政许可法》第二十九条、第三十一条；《个人信息保护法》第三十四条"),
    ),
    "naming who conducts a procedure": (
        _("写明谁主持、谁办理程序"),
        _("《行政许可法》第四十八条"),
    ),
    "inviting and recording who takes part": (
        _("通知和记录谁参加程序"),
        _("《行政许可法》第四十八条"),
    ),
    "recording how a procedure went": (
        _("记录程序的经过"),
        _("《行政许可法》第四十五条、第四十八条"),
    ),
    "stating why a procedure is needed": (
        _("写明为什么需要这项程序"),
        _("《行政许可法》第四十五条、第四十六条"),
    ),
    "recording what a procedure found": (
        _("记录程序的结论"),
        _("《行政许可法》第四十八条、第五十五条"),
    ),
    "proof of how a procedure went and of what was said": (
        _("证明程序的经过和各方的陈述"),
        _("《行政许可法》第三十六条、第四十八条"),
    ),
    "telling whose interests a decision touches": (
        _("告知利害关系人"),
        _("《行政许可法》第三十六条、第四十七条"),
    ),
    "letting them act for themselves": (
        _("让利害关系人本人在网上查看、陈述意见、申请听证"),
        _("《行政许可法》第三十六条、第四十七条"),
    ),
    "applying together": (
        _("共同申请、共同签署"),
        _("《民法典》第一千零四十九条、《不动产登记暂行条例》第十四条"),
    ),
    "answering what applicants ask about their case": (
        _("答复申请人对办件的咨询"),
        _("《行政许可法》第三十条"),
    ),
    "reaching the applicant of a case": (
        _("办理期间联系申请人、送达文书"),
        _("《行政许可法》第四十四条、《民事诉讼法》第九十条"),
    ),
    "asking colleagues about a case": (
        _("办件需要其他部门、岗位提供意见"),
        _("《行政许可法》第三十四条"),
    ),
    "hearing those whose interests a decision touches": (
        _("听取申请人和利害关系人的意见"),
        _("《行政许可法》第七条、第三十六条"),
    ),
    "answering those whose interests a decision touches": (
        _("答复申请人和利害关系人的意见"),
        _("《行政许可法》第三十六条"),
    ),
}
