# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What personal data are for, in plain words, and the law that lets us."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.identity import (
    register_outcomes,
    register_papers,
    register_parcels,
    register_procedures,
)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What data are for, in plain words, and the law that lets us."""

    words: Promise
    basis: Promise


PURPOSES: Final[Mapping[str, Purpose]] = {
    "handling of applications": Purpose(
        _("办理您申请的事项，核对申请人"),
        _("《行政许可法》第三十四条；《个人信息保护法》第十三条、第三十四条"),
    ),
    "inviting to a review of a service": Purpose(
        _("请您评价一次服务，每次服务只评价一次"),
        _("国办发〔2019〕51号；《优化营商环境条例》第三十五条"),
    ),
    "improving services by what people say of them": Purpose(
        _("根据群众的评价改进服务，不记是谁评价的"),
        _("国办发〔2019〕51号；《优化营商环境条例》第三十五条"),
    ),
    "answering a bad review, at the reviewer's wish": Purpose(
        _("愿意接受回访的，回访并整改差评"),
        _("国办发〔2019〕51号；《个人信息保护法》第十三条"),
    ),
    "handling the application": Purpose(
        _("办理您申请的事项"),
        _("《行政许可法》第三十四条；《个人信息保护法》第三十四条"),
    ),
    **{name: Purpose(*words) for name, words in register_outcomes.PURPOSES.items()},
    **{name: Purpose(*words) for name, words in register_papers.PURPOSES.items()},
    **{name: Purpose(*words) for name, words in register_parcels.PURPOSES.items()},
    **{name: Purpose(*words) for name, words in register_procedures.PURPOSES.items()},
    "handling the application; dropped at the close": Purpose(
        _("办理过程中的流程状态，办结即删"),
        _("《个人信息保护法》第十九条"),
    ),
    "proof for the application": Purpose(
        _("证明申请符合条件的材料"),
        _("《行政许可法》第三十一条"),
    ),
    "preparing an application; erased on submission or after a year": Purpose(
        _("没提交的草稿，提交时删除，最多留一年"),
        _("《个人信息保护法》第十九条"),
    ),
    "telling the applicant what is missing": Purpose(
        _("一次性告知需要补正的内容"),
        _("《行政许可法》第三十二条"),
    ),
    "stating the reasons of a decision": Purpose(
        _("说明决定的理由"),
        _("《行政许可法》第三十八条"),
    ),
    "finding the work to do": Purpose(
        _("让工作人员找到要办的件，姓名遮盖显示"),
        _("《优化营商环境条例》第三十七条"),
    ),
    "recording how the case was examined": Purpose(
        _("记录审查过程，供监督和救济"),
        _("《行政许可法》第六十条；《档案法》第十四条"),
    ),
    "naming who acted": Purpose(
        _("写明由谁经办"),
        _("《行政许可法》第六十条"),
    ),
    "the document's own text: names, masked numbers, reasons": Purpose(
        _("决定书和通知书的内容"),
        _("《行政许可法》第三十九条；《档案法》第十四条"),
    ),
    "showing people what they handed in": Purpose(
        _("让您看到自己交过的文件"),
        _("《个人信息保护法》第四十四条"),
    ),
    "proof of who handed it in": Purpose(
        _("证明文件由谁提交"),
        _("《电子签名法》第八条"),
    ),
    "telling staff what waits for them": Purpose(
        _("提醒工作人员有事要办，只发到本人登记的工作邮箱"),
        _("《个人信息保护法》第十三条、第三十四条"),
    ),
    "telling people what happens to their matter": Purpose(
        _("把办理进展告诉您"),
        _("《政府信息公开条例》第三条；《行政许可法》第三十三条"),
    ),
    "sign-in": Purpose(
        _("登录账号，确认是您本人"),
        _("《网络安全法》第二十四条"),
    ),
    "security": Purpose(
        _("防止猜密码和滥用"),
        _("《网络安全法》第二十一条"),
    ),
    "contact": Purpose(
        _("联系您"),
        _("《个人信息保护法》第十三条"),
    ),
    "proof of who somebody is": Purpose(
        _("证明实名核验做过、由谁核验"),
        _("《国务院关于在线政务服务的若干规定》第八条"),
    ),
    "proof of who may act for whom": Purpose(
        _("证明谁可以代谁办事"),
        _("《民法典》第一百六十一条、第一百六十五条、第二十七条"),
    ),
    "confirming a mandate; erased when used": Purpose(
        _("确认委托的验证码，用完即删"),
        _("《个人信息保护法》第十九条"),
    ),
    "answering who read somebody's data": Purpose(
        _("答复谁看过您的数据"),
        _("《个人信息保护法》第四十四条、第五十条"),
    ),
    "proof of what somebody agreed to": Purpose(
        _("证明您同意或撤回过什么"),
        _("《个人信息保护法》第十四条、第十五条"),
    ),
    "giving people a copy of their data": Purpose(
        _("准备您自己的数据副本"),
        _("《个人信息保护法》第四十五条"),
    ),
    "correcting wrong data": Purpose(
        _("更正写错的信息"),
        _("《个人信息保护法》第四十六条"),
    ),
    "closing an account": Purpose(
        _("按您的要求注销账号"),
        _("《个人信息保护法》第四十七条"),
    ),
    "consent": Purpose(
        _("记录您允许哪个系统知道什么"),
        _("《个人信息保护法》第二十三条"),
    ),
    "staff records": Purpose(
        _("记录工作人员的审批"),
        _("《公务员法》第十四条"),
    ),
    "public service": Purpose(
        _("管理工作人员和岗位"),
        _("《公务员法》第十四条"),
    ),
    "having data corrected at its source": Purpose(
        _("请数据提供部门核实、更正"),
        _("《个人信息保护法》第四十六条；《政务数据共享条例》"),
    ),
    "meeting people at a hall at an agreed time": Purpose(
        _("按约定的时间在大厅为您办事"),
        _("《优化营商环境条例》第三十六条；《个人信息保护法》第三十四条"),
    ),
    "calling people to a counter in their turn": Purpose(
        _("排队、叫号，请您到窗口"),
        _("《优化营商环境条例》第三十六条；《个人信息保护法》第三十四条"),
    ),
    "demonstration": Purpose(
        _("演示用的虚构人员"),
        _("不是真实的个人信息"),
    ),
    "answering a repeated request in the same words": Purpose(
        _("同一请求重复发送时给出同样的答复"),
        _("《网络安全法》第二十一条"),
    ),
}
"""By the phrase that ``personal_data`` gives."""
