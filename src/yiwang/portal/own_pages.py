# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages of this site that a question may be about: progress, appointments, checking a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue import selectors as catalogue

MOST_SHOWN: Final = 3
MOST_SUGGESTED: Final = 1
SHORTEST_BEGUN: Final = 2
# Less of a question than this, and it is about something else: 结婚登记预约 asks for 结婚登记.
LEAST_SHARE: Final = 0.6


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of this site as a search finds it.

    :ivar route: its name among the addresses of the portal
    :ivar keys: words that ask for it; those parted by a blank have to stand together
    :ivar others: words that may stand beside them
    """

    route: str
    title: Promise
    summary: Promise
    keys: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.route)


def _page(route: str, title: Promise, summary: Promise, keys: str, others: str = "") -> OwnPage:
    split = tuple(tuple(part.strip() for part in said.split("|")) for said in (keys, others))
    return OwnPage(route, title, summary, *split)


_OF_A_CASE: Final = (
    "我的|办件|查|查询|申请|申报|审批|事项|业务|材料|交的|提交|网上|案件|事情|看|结果|办事|政务"
    "|服务"
)
_OF_A_PLACE: Final = (
    "政务|服务|办事|大厅|窗口|行政|中心|审批|在哪|地址|位置|时间|电话|今天|周末|星期六|周六|附近"
    "|最近|怎么走|市民|人多|现场|线下"
)
_OF_A_PAPER: Final = "电子|证照|证书|证件|文书|证明|执照|批文|决定书|查询|查|是不是|印章"
_OF_AN_ACCOUNT: Final = "账号|帐号|账户|密码|手机号|网站|一网|平台|系统|政务网|app|我的|用户|个人"
_OF_MINE: Final = "我|我的|查|查询|看|个人|名下|有哪些|哪些|服务|管理"

PAGES: Final[Sequence[OwnPage]] = (
    _page(
        "portal:track",
        _("办件查询"),
        _("凭办件编号和查询码看办到哪一步，不用登录。"),
        "进度|办到哪|到哪一步|哪一步|办得怎么样|办的怎么样|办好了|办好没|批下来|下来没|办结"
        "|办件编号|受理号|受理编号|申报号|查询码|办件查询|办件状态|审核 多久|审到哪|办理情况"
        "|办理结果|审批结果|催办|progress|status|track|到什么程度|卡在",
        _OF_A_CASE,
    ),
    _page(
        "portal:cases",
        _("我的办件"),
        _("登录后看自己办过的和正在办的事，也可以补材料、撤回。"),
        "我的办件|我的申请|办过|办件记录|办事记录|撤回|撤销申请|补材料|补正|草稿|没填完|接着填"
        "|进度",
        _OF_A_CASE,
    ),
    _page(
        "portal:halls",
        _("大厅预约取号"),
        _("看各大厅的地址、开门时间和排队人数，预约或者取号。"),
        "预约|取号|叫号|排队|排号|办事大厅|政务大厅|服务大厅|政务中心|政务服务中心|行政服务中心"
        "|行政审批中心|市民中心|便民中心|便民服务中心|上班时间|上班|下班|开门|几点|营业时间"
        "|工作时间|大厅|appointment|queue|现场办",
        _OF_A_PLACE,
    ),
    _page(
        "portal:appointments",
        _("我的预约"),
        _("看、改、取消自己的预约。"),
        "我的预约|取消预约|改预约|预约记录|改期",
        _OF_A_PLACE,
    ),
    _page(
        "portal:verify",
        _("核验文书真伪"),
        _("扫码或者输入编号，看一份文书是不是真的、还有没有效。"),
        "真伪|真假|验真|核验|验证|防伪|假证|辨别|扫码验|是真的|verify",
        _OF_A_PAPER,
    ),
    _page(
        "portal:reviews",
        _("好差评"),
        _("看大家对办事的评价；办完一件事可以自己评。"),
        "好差评|差评|好评|评价|评分|打分|满意度|review",
        "服务|办事|工作人员|窗口|态度|给|办件|政务|打|评",
    ),
    _page(
        "portal:departments",
        _("部门窗口"),
        _("本地各部门的地址、电话、上班时间和办理的事。"),
        "部门|委办局|哪个局|哪些局|机构 电话|单位 电话|部门 电话|联系电话|办公电话|联系方式",
        "政府|各|所有|有哪些|哪些|电话|地址|窗口|单位|名单|列表|本地|归|管|联系|咨询|机构",
    ),
    _page(
        "portal:powers",
        _("权力和责任清单"),
        _("政府各部门可以做什么、要负什么责，可以下载、可以比较。"),
        "权力清单|责任清单|权责清单|权力事项|权责|负面清单|职权",
        "政府|部门|公开|查|查询|下载|比较",
    ),
    _page(
        "portal:regions",
        _("换一个地方"),
        _("选您要办事的省、市、县、乡镇或者村。"),
        "切换城市|切换地区|换城市|换地区|选择城市|选城市|切换区域|换个城市|选择地区|切换站点"
        "|改地区|定位|地区选择",
        "城市|地区|切换|选|选择|怎么换|网站",
    ),
    _page(
        "portal:changes",
        _("最近的变化"),
        _("哪些事项最近变了、从哪天起变。"),
        "政策 变化|最近 变|新政策|新规|变化|调整了|最新政策|更新了|事项变更公告|公告",
        "最近|最新|政策|有啥|有哪些|规定|办事|事项|今年|调整",
    ),
    _page(
        "portal:help",
        _("帮助"),
        _("怎样找、怎样申请、怎样查，期限怎样算。"),
        "帮助|使用说明|怎么用|如何用|不会用|用不来|操作|指引|新手|教程|使用方法|使用指南"
        "|登录不上|登不上|登不进去|打不开|看不清|字太小|字大|长辈版|老年版|大字|help|客服|人工",
        "网站|这个|一网|平台|系统|页面|字|老人|看|怎么|政务网|手机|在线|找|转",
    ),
    _page(
        "portal:accessibility",
        _("无障碍声明"),
        _("读屏、键盘和大字怎样用，哪里还不好用。"),
        "无障碍|读屏|盲人|看不清|字太小|字大|长辈版|大字|老年版",
        "网站|老人|看|字|页面|怎么用",
    ),
    _page(
        "portal:sign_in",
        _("登录"),
        _("用手机号、密码、通行密钥或者别的网站的账号登录。"),
        "登录|登陆|login|sign in|登入|登不上|登不进去|登录不上",
        _OF_AN_ACCOUNT,
    ),
    _page(
        "account_signup",
        _("注册账号"),
        _("用手机号注册，办事要先有账号。"),
        "注册账号|注册帐号|注册用户|开账号|开户 账号|新用户|怎么注册|注册 手机号|注册一个|sign up",
        f"注册|{_OF_AN_ACCOUNT}",
    ),
    _page(
        "account_reset_password",
        _("找回密码"),
        _("忘了密码，用手机号或者邮箱重新设。"),
        "忘记密码|忘了密码|密码忘|找回密码|重置密码|改密码|修改密码|密码错|密码不对|password",
        f"登录|登陆|忘记|{_OF_AN_ACCOUNT}",
    ),
    _page(
        "account_index",
        _("账号与安全"),
        _("换手机号、改密码、看在哪里登录过。"),
        "换手机号|改手机号|绑定手机|手机号变了|改密码|修改密码|账号安全|注销账号|注销帐号"
        "|注销账户|删除账号|换绑|账号被盗",
        f"登录|换|改|变了|{_OF_AN_ACCOUNT}",
    ),
    _page(
        "portal:assurance",
        _("实名认证"),
        _("证明您是本人，有的事要实名才能办。"),
        "实名|认证|刷脸|人脸|身份核验|身份认证|人脸识别",
        f"身份|不过|不通过|失败|怎么过|{_OF_AN_ACCOUNT}",
    ),
    _page(
        "portal:entitlements",
        _("我的证件与资格"),
        _("看自己有哪些证件、能享受什么、什么时候到期。"),
        "我的证照|我的证件|电子证照|电子证件|卡包|亮证|证照库|电子身份证|电子驾照|电子执照"
        "|到期提醒|享受 补贴|享受 政策|享受 待遇|能领 补贴|能领哪些|我的资格|领什么补贴",
        f"享受|补贴|政策|待遇|能|什么|{_OF_MINE}",
    ),
    _page(
        "portal:mandates",
        _("委托与代办"),
        _("请别人替您办，或者替别人办；委托书在网上签。"),
        "委托|代办|替我办|帮我办|代我办|授权 别人|委托书|授权书|替别人办|代别人办|帮别人办|代理人",
        "别人|他人|别个|办事|办|签|网上|家人|朋友|书|怎么写|模板|子女|帮|替|授权",
    ),
    _page(
        "portal:wards",
        _("我照看的人"),
        _("替未成年的孩子或者受照看的家人办事。"),
        "监护人|监护|替孩子办|给孩子办|替老人办|替父母办|代孩子",
        "孩子|小孩|替|给|办|办事|老人|父母|未成年|家人|认定|添加|绑定|网上",
    ),
    _page(
        "portal:firms",
        _("我的企业"),
        _("给企业加经办人、换经办人，替企业办事。"),
        "经办人|我的企业|企业 绑定|绑定企业|绑定公司|企业账号|公司账号|法人账号|法人登录"
        "|企业登录|办事员",
        f"公司|企业|法人|增加|添加|加|换|{_OF_AN_ACCOUNT}",
    ),
    _page(
        "portal:parcels",
        _("我的快递"),
        _("证照和材料寄到哪里了。"),
        "快递|寄回|寄到|寄出|邮寄|ems|物流|包裹|寄送",
        "证|证件|证书|材料|结果|我的|送|回来|没有|查|哪|单号|什么时候|到家|免费",
    ),
    _page(
        "portal:messages",
        _("消息"),
        _("办事的通知、提醒和窗口给您的话。"),
        "消息|通知|短信|站内信|提醒",
        "我的|收不到|没收到|查|看|办事|在哪|关|设置|怎么",
    ),
    _page(
        "portal:own_data",
        _("我的数据"),
        _("看这里存了您的什么资料，改错、带走或者注销账号。"),
        "我的数据|个人信息 删除|个人信息 保护|隐私|删除我的|注销账号|注销帐号|导出数据|数据 导出"
        "|个人资料",
        f"信息|数据|资料|删除|导出|保护|修改|{_OF_AN_ACCOUNT}",
    ),
    _page(
        "portal:reads",
        _("谁看过我的数据"),
        _("哪个部门为了什么事看过您的资料。"),
        "谁看过|谁查过|被查过|谁用过我的",
        "我的|数据|信息|资料|个人",
    ),
    _page(
        "portal:credit",
        _("我的信用承诺"),
        _("您的承诺和记录，有异议可以申诉。"),
        "信用承诺|告知承诺|我的信用|承诺记录|信用记录|信用分",
        "查|查询|个人|我的|怎么|记录|异议",
    ),
    _page(
        "portal:standardization",
        _("标准化指数"),
        _("各地各部门的清单和标准差多少。"),
        "标准化|标准化指数|清单质量",
        "指数|事项|政务|政府|部门",
    ),
)


_WORDS: Final = {page.route: (page.keys, page.others) for page in PAGES}


def pages_about(text: str) -> list[OwnPage]:
    """Return the pages that a question is about, the likeliest first; few, often none."""
    shares = catalogue.told_shares(text, _WORDS)
    fitting = [page for page in PAGES if shares.get(page.route, 0.0) >= LEAST_SHARE]
    fitting.sort(key=lambda page: -shares[page.route])
    return fitting[:MOST_SHOWN]


def pages_begun(text: str) -> list[OwnPage]:
    """Return the page whose title begins with what was typed so far, or that it asks for."""
    begun = text.strip()
    if len(begun) < SHORTEST_BEGUN:
        return []
    titled = [page for page in PAGES if str(page.title).startswith(begun)]
    return (titled or pages_about(begun))[:MOST_SUGGESTED]
