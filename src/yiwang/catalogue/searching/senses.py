# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a word means beside another: 转给 is about a house, unless shares or a car are named.

The thesaurus says what a word means by itself. Here stands what it means in company: what follows
when one of some words stands beside it. Pure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yiwang.catalogue.queries import Query
from yiwang.catalogue.searching.wording import PAPER

_CAR: Final = (
    r"车(?![位库间棚站票牌号])|轿车|摩托|电动车|宝马|奔驰|奥迪|丰田|本田|日产|别克|比亚迪|"
    r"特斯拉|五菱|吉利|哈弗|路虎|保时捷|雪佛兰|福特|凯迪拉克|沃尔沃|起亚|马自达|蔚来|"
    r"小鹏|问界|奇瑞|皮卡|捷达|桑塔纳|雷克萨斯"
)
_HOUSE: Final = r"房|屋|楼|宅|铺|车位|车库|不动产"
_LOST: Final = (
    "丢了 丢失 掉了 弄丢 弄丢了 遗失 遗失了 不见了 找不到 找不到了 被偷 被偷了 搞丢 丢掉 没了 "
    "不知道放哪 被盗 丢 找不着 找不着了 找不见 找不见了 弄没了 偷了 扒了 补 寻不着 寻不着了 "
    "寻不到 寻不到了 寻不见 掉脱 掉脱了 落掉 落掉了 丢特 丢特了 丢脱"
)
_MOVED: Final = (
    "转 转到 转给 转走 转出 转入 转过来 转过去 转进来 转移 转让 转去 转回 转成 接续 过户 过到 "
    "过给 卖给 转到名下 更名过户 送给 赠与"
)
_CAR_ALONE: Final = rf"^(?!.*({_HOUSE})).*({_CAR})"
_NAMED: Final = "换名字 换名 改名字 改名 加名字 加名 换我名字"
_DEAD: Final = "去世 过世 死了 离世 病逝 身故 死亡 不在了 亡故 病故 双亡"
_AMUSEMENT: Final = (
    "ktv 卡拉ok 歌厅 歌舞厅 酒吧 夜店 舞厅 游戏厅 电玩城 剧本杀 密室 密室逃脱 台球厅 迪厅 棋牌室"
)
_IN_BUSINESS: Final = (
    r"^(?!.*(验收|设计|审查|审图|装修)).*(开业|营业|开店|开张|酒店|密室|棋牌|ktv|网吧)"
)
_COSMETICS: Final = "面膜 护肤品 洗发水 沐浴露 口红 香水 粉底 洗面奶 防晒霜 护手霜 精油 化妆品"
_NOTHING: Final = ""

# Words, what has to stand beside them, and what they mean then; the first line that fits.
# Nothing: then the word says nothing. A meaning that no item has: then its matter is kept nowhere.
_TABLE: Final = (
    (
        _DEAD,
        r"(?=.*(爸妈|爹妈|爹娘|父母|双亲))(?=.*(孩|娃|未成年|囡|小的))(?!.*(房|继承|遗产|户口))",
        "孤儿:3",
    ),
    (_DEAD, r"派出所|公安|户口", "户口注销登记:3|死亡:2"),
    ("派出所 公安局", r"去世|过世|死了|死亡|病逝|病故|亡故", "户口注销登记:2"),
    (_LOST, rf"^(?!.*({PAPER})).", _NOTHING),
    (_MOVED, r"危废|废机油|废油|废电池|危险废物|党组织|党员|团员|党关系|团组织|工会", _NOTHING),
    (_MOVED, _CAR_ALONE, "机动车转移登记:3|机动车登记:1"),
    (_MOVED, r"公积金", "住房公积金转移接续:3|转移接续:2"),
    (_MOVED, r"医保|医疗保险|医疗关系", "基本医疗保险关系转移接续:3|转移接续:2"),
    (_MOVED, r"社保|养老|保险|社会保险", "养老保险关系转移接续:3|转移接续:2"),
    (_MOVED, r"股", "企业 变更:3"),
    (_MOVED, r"执照|公司|法人|企业|店面|个体", "企业 变更:2|变更:1"),
    (_MOVED, r"学籍|学校|中学|小学|读书|上学", "学籍转接:3"),
    (_MOVED, r"户口|户籍", "户口迁移:3"),
    (_MOVED, r"档案", "档案的接收和转递:3|档案查阅:2"),
    (_NAMED, _CAR_ALONE, "机动车转移登记:3"),
    (_NAMED, r"房|屋|产权|不动产", "不动产转移登记:3|转移登记:2"),
    ("抵押 解押 解除抵押 贷款 按揭", _CAR_ALONE, "机动车抵押登记:3"),
    ("取", r"^(?!.*(公积金|社保|养老|退休|钱|款|金)).", _NOTHING),
    (
        "排污水 排污 污水",
        r"要.{0,3}证|什么证|啥证|哪些证|办证|许可|手续|要批|审批|申请|备案|怎么办",
        "排污许可:3|污水排入:3|排水管网:2",
    ),
    ("泥浆 渣土 建筑垃圾 装修垃圾 垃圾", r"倒(?!闭)|偷|半夜|河里", "随意倾倒建筑垃圾:3|投诉:2"),
    ("宅基地 地界 自留地", r"吵|纠纷|争|打架|占[了我]|越界|调解|调不", "土地权属争议:3|人民调解:3"),
    ("文件", r"看|查|找|公开|政府|区里|市里|镇里|红头", "政府信息公开:3"),
    ("发票 开票", r"报销|看病|看牙|医院|住院|门诊|[医药]费|配眼镜|能报", "医疗费用:3|报销:2"),
    (
        "罚单 罚款 处罚",
        r"^(?!.*(不服|复议|冤|不合理)).*(停车|违停|乱停|停错|路边|贴)",
        "违反停车规定:3|处罚:1",
    ),
    (
        "老外 外国人 外籍 外国朋友 外宾",
        r"上班|打工|工作|干活|入职|任职|聘|雇",
        "外国人来华工作许可:3",
    ),
    ("打工 上班 工作 干活", r"老外|外国人|外籍", "外国人来华工作许可:3"),
    ("古董 古玩 文物 古钱 铜钱", r"挖|地基|工地|施工|出土", "文物保护和考古:3"),
    ("启封 封存 解封 封着 冻结 停缴", r"公积金", "住房公积金缴存登记:3"),
    ("大巴 中巴 客车 班车 面包车", r"幼儿园|学校|学生|接送孩|接送小", "校车:3"),
    (
        "养老金 退休金 养老钱",
        r"农村|农民|乡下|村里|居民|没单位|没工作|种地|老农",
        "城乡居民基本养老保险:3|退休:1",
    ),
    ("消防 防火", _IN_BUSINESS, "消防安全检查:3|营业前:3"),
    (_COSMETICS, r"卖|店|进货|批发|代购|直播", "个体工商户:3|化妆品:1"),
    (_AMUSEMENT, r"消防|防火", "娱乐场所:1"),
)
# Food is sold in shops and made in factories.
_MADE: Final = re.compile(r"厂|加工|生产|作坊|酿|灌装")
_SOLD: Final = re.compile(r"卖|店|批发|进货")
_SOLD_FOOD: Final = ("食品经营", 3)
_FOOD: Final = ("食品生产", 3)
_MADE_FOOD: Final = (_FOOD, ("食品经营", 1))
_FOOD_IN_SHOPS: Final = (_SOLD_FOOD, ("食品生产", 2), ("食品小作坊", 2))

# Who asks so wants leave to do something, and no penalty or inspection.
_ASKS_FOR_PAPER: Final = re.compile(
    r"要.{0,3}证|什么证|啥证|哪些证|办.{0,2}证|要.{0,2}许可|许可吗|办.{0,2}许可|什么手续|啥手续|要.{0,2}审批|"
    r"要.{0,2}批|要登记|要备案|办执照|怎么申请"
)

Meanings = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Sense:
    beside: re.Pattern[str]
    means: Meanings


def in_company(
    query: Query, terms: Mapping[str, Meanings]
) -> tuple[Mapping[str, Meanings], frozenset[str]]:
    """Return the everyday words of a query with what they mean beside each other.

    And which of them mean something else than they do by themselves.

    :param terms: the everyday words of the thesaurus in it, each with official words
    """
    text = query.text
    altered = {
        word: sense.means
        for word, senses in _SENSES.items()
        if word in text and (sense := _fitting(senses, text.replace(word, "", 1))) is not None
    }
    if _MADE.search(text):
        altered |= {word: _MADE_FOOD for word, means in terms.items() if _SOLD_FOOD in means}
    elif _SOLD.search(text):
        altered |= {word: _FOOD_IN_SHOPS for word, means in terms.items() if _FOOD in means}
    return {**terms, **altered}, frozenset(altered)


def asks_for_paper(text: str) -> bool:
    """Tell whether a question asks for leave to do something: 要什么证, 要批吗."""
    return bool(_ASKS_FOR_PAPER.search(text))


def _fitting(senses: Sequence[_Sense], rest: str) -> _Sense | None:
    return next((sense for sense in senses if sense.beside.search(rest)), None)


def _read(table: Sequence[tuple[str, str, str]]) -> dict[str, list[_Sense]]:
    senses: dict[str, list[_Sense]] = {}
    for words, beside, means in table:
        read = [tuple(one.split(":")) for one in means.split("|") if one]
        sense = _Sense(re.compile(beside), [(one[0], int(one[1])) for one in read])
        for word in words.split():
            senses.setdefault(word, []).append(sense)
    return senses


_SENSES: Final = _read(_TABLE)
