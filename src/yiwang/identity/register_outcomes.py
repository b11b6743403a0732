# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tables of promises, rules, records and later measures hold; part of the register."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_OWN = _("本人；经办部门的工作人员（每次查看都留痕）")
_OFFICE = _("经办部门的工作人员（每次查看都留痕）")
_LAW = _("期满按档案规定移交或销毁")

TABLES: Final[Mapping[str, tuple[Promise, Promise, Promise, Mapping[str, Promise]]]] = {
    "credit.CreditEvent": (
        _("信用记录"),
        _OWN,
        _("修复或期满后不再使用，十年后销毁"),
        {"person_name": _("姓名或名称"), "text": _("记录内容")},
    ),
    "credit.CreditRequest": (
        _("信用异议和修复申请"),
        _OWN,
        _("修复或期满后不再使用，十年后销毁"),
        {"words": _("申请内容"), "answer": _("答复"), "decided_by_name": _("经办人")},
    ),
    "cases.Entitlement": (
        _("准予的结果"),
        _OWN,
        _LAW,
        {"holder_name": _("持有人姓名或名称")},
    ),
    "cases.Measure": (
        _("撤回、撤销、注销"),
        _OWN,
        _LAW,
        {
            "facts": _("查明的事实"),
            "statement": _("陈述申辩"),
            "statement_answer": _("对陈述申辩的答复"),
            "reasons": _("理由"),
            "compensation": _("补偿或赔偿"),
            "proposed_by_name": _("提出人"),
            "decided_by_name": _("决定人"),
        },
    ),
    "cases.Remedy": (
        _("复议和诉讼"),
        _OFFICE,
        _LAW,
        {"conclusion": _("复议决定或判决的内容")},
    ),
    "cases.DryRunDifference": (
        _("规则试算的差异"),
        _OFFICE,
        _LAW,
        {"facts": _("试算时的数据")},
    ),
    "cases.AutomaticDecision": (
        _("秒批记录"),
        _OWN,
        _LAW,
        {"facts": _("规则依据的数据"), "doubts": _("转人工的原因")},
    ),
    "cases.Recheck": (
        _("秒批抽查"),
        _OFFICE,
        _LAW,
        {"note": _("抽查意见")},
    ),
    "cases.RuleObjection": (
        _("对秒批的异议"),
        _OWN,
        _LAW,
        {
            "words": _("异议的内容"),
            "answer": _("对异议的答复"),
            "answered_by_name": _("答复人"),
        },
    ),
    "cases.ModeChoice": (
        _("办理方式和承诺"),
        _OWN,
        _LAW,
        {"signed_by_name": _("签署人"), "paper": _("本人签署的纸面（扫描件）")},
    ),
    "cases.DeferredMaterial": (
        _("容缺后补的材料"),
        _OWN,
        _LAW,
        {"returned_because": _("退回原因")},
    ),
    "cases.OriginalCheck": (
        _("原件核验记录"),
        _OWN,
        _LAW,
        {
            "original": _("看到的原件"),
            "difference": _("与原件不符之处"),
            "seen_by_name": _("核验人"),
            "void_reason": _("作废原因"),
        },
    ),
    "cases.PromiseCheck": (
        _("承诺核查记录"),
        _OWN,
        _LAW,
        {
            "findings": _("核查情况"),
            "order": _("整改要求"),
            "recheck_findings": _("复查情况"),
            "revocation_reasons": _("撤销理由"),
            "checked_by_name": _("核查人"),
            "rechecked_by_name": _("复查人"),
            "revoked_by_name": _("决定人"),
        },
    ),
    "cases.Receiving": (
        _("代收办件的移交"),
        _OFFICE,
        _LAW,
        {
            "note": _("移交内容"),
            "return_reason": _("退回原因"),
            "received_by_name": _("代收人"),
        },
    ),
}
_LICENSING = _("《行政许可法》第六十九条、第七十条；《个人信息保护法》第三十四条")
_PROMISES = _("《浙江省保障“最多跑一次”改革规定》第十四条")
PURPOSES: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "knowing who did not keep a promise": (
        _("记录谁没有履行承诺"),
        _PROMISES,
    ),
    "telling the person what is written down": (
        _("让本人知道记录了什么"),
        _("《个人信息保护法》第十七条、第四十四条"),
    ),
    "answering who is affected": (
        _("答复提出异议的人"),
        _("《行政许可法》第七条；《个人信息保护法》第五十条"),
    ),
    "hearing who is affected": (
        _("听取当事人的陈述和申辩"),
        _("《行政许可法》第七条"),
    ),
    "knowing who holds what was granted": (
        _("知道准予的结果由谁持有"),
        _LICENSING,
    ),
    "stating why something granted is taken back": (
        _("说明为什么撤回、撤销或注销"),
        _LICENSING,
    ),
    "stating what is paid for a loss": (
        _("说明对损失怎么补偿"),
        _("《行政许可法》第八条、第六十九条"),
    ),
    "knowing what was decided about a decision": (
        _("执行复议决定和判决"),
        _("《行政复议法》第七十七条；《行政诉讼法》第九十四条"),
    ),
    "trying rules on past cases": (
        _("在启用前检验规则判得对不对"),
        _("《个人信息保护法》第二十四条、第五十五条"),
    ),
    "recording what the decision rested on": (
        _("记录决定依据了哪些数据"),
        _("《个人信息保护法》第二十四条；《行政许可法》第三十八条"),
    ),
    "recording why a person decides": (
        _("记录为什么转人工办理"),
        _("《个人信息保护法》第二十四条"),
    ),
    "checking decisions of rules again": (
        _("抽查规则作出的决定"),
        _("《个人信息保护法》第二十四条、第五十五条"),
    ),
    "proving who promised what": (
        _("证明谁作了什么承诺"),
        _PROMISES,
    ),
    "telling the applicant what is still missing": (
        _("告诉申请人还缺什么"),
        _("《行政许可法》第三十二条"),
    ),
    "proving which original was seen": (
        _("证明核对过哪份原件"),
        _("《行政许可法》第三十四条"),
    ),
    "stating in what a copy differs from its original": (
        _("说明副本和原件哪里不符"),
        _("《行政许可法》第三十一条、第三十四条"),
    ),
    "stating why a check does not hold any more": (
        _("说明核验为什么作废"),
        _("《行政许可法》第三十四条"),
    ),
    "stating what was found on the spot": (
        _("记录承诺核查的情况"),
        _PROMISES,
    ),
    "ordering what has to be corrected": (
        _("说明要整改什么"),
        _PROMISES,
    ),
    "handing an application over": (
        _("在代收窗口和办理机关之间移交办件"),
        _("国办发〔2020〕35号；《个人信息保护法》第三十四条"),
    ),
}
