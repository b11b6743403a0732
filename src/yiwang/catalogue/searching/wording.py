# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The same said in fewer words: 开个小公司 is 开公司, 身份证落在火车上了 is 身份证丢了. Pure.

Phrases and everyday words are looked for as they stand. What people put between their letters,
and the many ways to say that a paper is lost or somebody has died, would hide them.
"""

import re
from collections.abc import Collection
from typing import Final

from yiwang.catalogue.queries import Query
from yiwang.catalogue.words import LONGEST_WORD

# Something that is lost is a paper; a job, parents or money that are gone are none.
PAPER: Final = (
    r"身份证|驾照|护照|执照|牌照|车牌|号牌|通行证|签证|户口[本簿]|户籍本|本本|小红本|红本子|"
    r"[a-z]{2,}|结婚本|离婚本|驾驶本|驾本|房本|房契|证书|证明|(?<!房)卡(?!车|拉|住)|公章|印章|发票|"
    r"(?<![要么啥办考公保论认验举作凭领])证(?![明券监人据实书])"
)
_HAS_PAPER: Final = re.compile(PAPER)

_VERB: Final = (
    r"[开办做搞弄找买卖养建盖造修挖打刻装租请招雇放拉运生换补种搭摆跑学考]|成立|注册|申请"
)
_MEASURE: Final = (
    r"个(?![人体税位别])|家(?=[店馆厂公饭面奶药网超民小大餐酒旅诊培洗理美足咖书烧火养卖])|"
    r"间(?=[店房厂小面饭])|口(?=[井水])|[头只条](?=[猪牛羊鸡鸭鹅鱼])|[辆棵]|台(?=[电锅叉起挖拖收插])|座(?=[桥庙寺楼房])|"
    r"(?<=[办换补领])张(?=[^业])"
)
# Small things have words of their own, 小饭店 and 小卖部; of these, small ones are like large ones.
_LIKE_LARGE: Final = (
    r"公司|工?厂|企业|超市|诊所|旅馆|宾馆|民宿|网吧|书店|药店|便利店|培训|幼儿园|加油站|旅行社|"
    r"码头|水电站|医院|养老院|养[猪鸡牛羊鱼]|作坊|茶馆|酒吧|理发店|美容"
)
_FILLED: Final = re.compile(
    rf"(?P<verb>{_VERB})了?(?:[一几两]?(?:{_MEASURE})[小大新]?(?={_LIKE_LARGE})|"
    rf"[一几两]?(?:{_MEASURE})(?!小)|[小新](?={_LIKE_LARGE}))"
)
# 创业给补贴吗 asks for 创业补贴.
_GIVEN: Final = re.compile(
    r"(?<=[创就失]业)(?:有没有|有|给|发|能领|可以领)(?:什么|啥|多少|些)?(?=补贴|补助|津贴)"
)
_ASKED: Final = re.compile(r"(?<![砍采滥木盗不])[伐哇嘞不啵](?:啦|啊|呀)?$")

_LOST: Final = re.compile(
    r"[弄搞](?:丢|没|不见)(?:掉|特|脱)?了?|被人?(?:偷|扒|盗|抢)(?!用|刷|卖)(?:走|掉|去)?了?|"
    r"[偷扒]了|(?<!乱)丢(?![垃弃人饭])(?:失|掉|特|脱|没)?了?|遗失了?|寻不[着到见]了?|"
    r"[找搵]不[到着见]了?|(?<![看听望瞧])不见了?|(?<![扣分减去忘])(?:没得?了|掉了)|"
    r"(?<!户口)[落忘]在\S{1,7}?(?:上|里|店|站|家|机场)了?|(?<!户口)落[掉下特]?了|"
    r"不(?:知道|晓得)[放落丢]在?哪[儿里]?了?"
)
# One of these signs stands in whatever the patterns for loss and for death find.
_OF_LOSS: Final = frozenset("丢没偷扒盗抢失寻找搵见掉落忘哪")
_OF_DEATH: Final = frozenset("没走在过")
_PERSON: Final = (
    r"爸妈|爹妈|爹娘|父母|双亲|爸爸?|妈妈?|爹|娘|父亲|母亲|爷爷|奶奶|阿爷|阿爹|阿公|阿婆|阿嬷|"
    r"外公|外婆|姥姥|姥爷|嗲嗲|老爹|老娘|老爸|老妈|老头子?|老太太?|老人家?|公公|婆婆|岳父|岳母|"
    r"丈人|丈母娘|老公|老婆|老伴|丈夫|妻子|爱人|亲人|亲戚|家人|长辈|伯伯|叔叔|舅舅|姑姑|儿子|女儿"
)
_DEAD: Final = re.compile(
    rf"(?P<who>{_PERSON})(?P<when>都|全|也|刚刚?|已经?|早就?|昨天|今天|昨晚|前几天|上个?月|去年|"
    r"突然|前年|后来|在医院|在家)*(?:没了|没得了|没有了|走了|走特了?|走脱了?|走掉了?|不在了|"
    r"过[身背]了?)"
)
# Everyday names of papers that every phrase about the paper should fit.
_PAPERS: Final = (
    (re.compile(r"结婚(?:小?红?本本?|本子|小红本|证书|红本子)"), "结婚证"),
    (re.compile(r"离婚(?:小?红?本本?|本子|证书)"), "离婚证"),
    (re.compile(r"(?:驾驶|驾)(?:本本?|本子|执照)|车本(?=丢|没)"), "驾照"),
    (re.compile(r"户口(?:本本|本子|簿子|册子?)|户籍[本簿册]"), "户口本"),
    (re.compile(r"身份证(?:件|卡)(?!号)"), "身份证"),
)


def plainly(query: Query, known: Collection[str] = ()) -> Query:
    """Return a query in the words that phrases are written in; the same one when it is.

    :param known: everyday words; one that holds what else would be left out stays: 换个学校
    """
    text = query.text
    # Most questions speak of no loss: the long patterns are tried on the others only.
    has_paper = not _OF_LOSS.isdisjoint(text) and _HAS_PAPER.search(text) is not None
    runs = tuple(run if run.isascii() else _plain(run, has_paper, known) for run in query.runs)
    return query if runs == query.runs else Query(runs)


def _plain(run: str, has_paper: bool, known: Collection[str]) -> str:
    for papers, paper in _PAPERS:
        run = papers.sub(paper, run)
    if not _OF_DEATH.isdisjoint(run):
        run = _DEAD.sub(_said_dead, run)
    if has_paper:
        run = _LOST.sub("丢了", run)
    run = _FILLED.sub(lambda found: found[0] if _is_held(found, known) else found["verb"], run)
    run = _GIVEN.sub("", run)
    return _ASKED.sub("", run) or run


def _is_held(found: re.Match[str], known: Collection[str]) -> bool:
    """Tell whether a known word begins with what was found and goes on."""
    run, start = found.string, found.start()
    ends = range(found.end() + 1, min(len(run), start + LONGEST_WORD) + 1)
    return any(run[start:end] in known for end in ends)


def _said_dead(found: re.Match[str]) -> str:
    return f"{found['who']}过世"
