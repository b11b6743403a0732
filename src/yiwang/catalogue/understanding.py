# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the words of a question mean: official words for everyday ones, what is denied. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from yiwang.catalogue.queries import (
    WEIGHT_OF_ONE_SIGN,
    WEIGHT_OF_PART,
    Query,
    cover,
    parts_of,
    rarity,
)
from yiwang.catalogue.words import STOP_WORDS

# How much an official word says, by how surely the everyday one means it.
_WEIGHT_OF_TERM: Final = {3: 1.0, 2: 0.7, 1: 0.35}
_WEIGHT_OF_QUIET: Final = 0.2
_MOST_OF_OFFICIAL: Final = 0.75
_SHORTEST_WITH_EDGES: Final = 3
# In a longer query, a single letter says something only as an everyday word: 猪, 烟.
_SHORT: Final = 2
_WEIGHT_OF_DENIED: Final = 0.3

# What stands in many questions, whatever they are about.
_QUIET_WORDS: Final = """
材料 手续 流程 步骤 条件 要求 证件 资料 东西 政策 规定 申请 办证 证 预约 网上 线上 窗口
手机 费用 时间 多久 多长 要多久 多长时间 多少钱 要钱 收费 花钱 带 带什么 急 马上 个人 本人
地方 单位 政府 部门 小区 新 大 小 开 买 卖 交 领 拿 看 走 送 找 证明 能够 必须 今年 去年 明年
上个月 下个月 最近 行 成 入 爸爸 妈妈 父亲 母亲 儿子 女儿 老公 老婆 爱人 朋友 亲戚 孩子 小孩
我家 第一次 首次 附近 国家 每月 月 上班 下班 文件 处理 证书
"""
QUIET_WORDS: Final = frozenset(_QUIET_WORDS.split())
# What many items are about: alone, beside a word that nobody knows, it finds whatever it likes.
_GENERIC_WORDS: Final = """
登记 注册 核发 许可 审批 备案 认定 给付 申领 证照 执照 证书 证明 厂 公司 企业 工厂 单位 店 生产
经营 补助 补贴 津贴 奖励 救助 处理 检测 检查 检验 查询 开具 打印 补领 补证 补办 补发 补换 换证
换领 换发 延续 延期 变更 更名 更正 注销 设立 转移 转移登记 转接 转移接续 迁移 提取 购买 人员 资格
就业 缴费 申报 个体工商户 服务 普通 死亡 手续 老人 高龄 公民 居民 个人 城市 农村 农业 机动车
不动产 住房 安全 管理 使用 建设 工程 丢了 丢失 遗失 不见了 到期 过期 换新 上牌 改名 名字 贷款 罚款
发票 免税
"""
_GENERIC: Final = frozenset(_GENERIC_WORDS.split()) | QUIET_WORDS
# What follows one of these is what somebody lacks or does not want, not what is asked for.
_DENIALS: Final = frozenset(
    ["没有", "没", "无", "不用", "不", "不想", "不要", "除了", "不是", "还没", "不需要"]
)

_NOTHING: Final[Mapping[str, int]] = {}

Terms = Mapping[str, Sequence[tuple[str, int]]]
"""Everyday words of a query, each with official words and how surely it means them (1 to 3)."""


@dataclass(frozen=True, slots=True)
class SoughtPart:
    """One way to find what a part of the query means; only the best way of a part counts.

    :ivar all_of: words that stand together in what is found
    """

    part: int
    all_of: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Sought:
    """What a query looks for.

    :ivar typed: known words of the query itself, so that pages can mark them
    :ivar told: how many letters of the query say something
    :ivar is_vague: what tells it from other questions is known to nobody here; what is found
        fits only what many questions say, 登记 or 补贴
    :ivar apart: what is no word of its own here: it means something else in this company, or lies
        across the edge of a longer everyday word, as 领养 in 领养老钱
    """

    parts: tuple[SoughtPart, ...]
    typed: tuple[str, ...]
    told: int
    is_vague: bool = False
    apart: frozenset[str] = frozenset()

    @property
    def whole(self) -> float:
        """The weight of all parts, each found in its best way."""
        best: dict[int, float] = {}
        for one in self.parts:
            best[one.part] = max(one.weight, best.get(one.part, 0))
        return sum(best.values())


def understood(
    query: Query,
    entries_with: Mapping[str, int],
    terms: Terms,
    altered: frozenset[str] = frozenset(),
) -> Sought:
    """Return what to look for: the words as typed, and official words for everyday ones.

    :param entries_with: known stretches of the query and of official words, and in how many
        entries each stands
    :param altered: words that mean only what ``terms`` says, not themselves
    """
    numbers = count()
    parts: list[SoughtPart] = []
    typed: list[str] = []
    told = 0
    unknown = 0
    apart = set(altered)
    for run in query.runs:
        places = cover(run, entries_with, terms)
        apart.update(_across_edges(run, places, terms))
        unknown += 0 if run.isascii() else len(run) - sum(end - start for start, end in places)
        for whole, is_denied in _said(run, places):
            factor = _WEIGHT_OF_DENIED if is_denied else 1.0
            official = terms.get(whole, ())
            if whole in terms and not official:
                continue  # in this company it says nothing
            number = next(numbers)
            before = len(parts)
            parts += _official_ways(number, official, entries_with, factor)
            tells = len(whole) > 1 or len(query.text) <= _SHORT
            if whole in entries_with and tells:
                typed.append(whole)
                if whole in altered and not any(whole in text for text, _sureness in official):
                    factor *= WEIGHT_OF_PART  # a faint trace of what it means by itself
                is_quiet = whole in QUIET_WORDS
                factor *= _WEIGHT_OF_QUIET if is_quiet else 1.0
                parts += _typed_ways(number, numbers, whole, entries_with, factor)
                if not official:
                    parts += _inner_ways(numbers, whole, entries_with, terms, factor)
            told += 0 if whole in QUIET_WORDS and not official else len(whole)
            unknown += len(whole) if official and len(parts) == before else 0
    is_vague = bool(unknown) and not any(_tells(part) for part in parts)
    return Sought(tuple(parts), tuple(dict.fromkeys(typed)), told, is_vague, frozenset(apart))


def _across_edges(
    run: str, places: Iterable[tuple[int, int]], terms: Collection[str]
) -> Iterator[str]:
    """Yield what lies across an edge of an everyday word and is shorter than it."""
    for start, end in places:
        size = end - start
        if size < _SHORTEST_WITH_EDGES or run[start:end] not in terms:
            continue
        for edge in (start, end):
            for begin in range(max(0, edge - size + 1), edge):
                for stop in range(edge + 1, min(len(run), begin + size) + 1):
                    if not (begin <= start and end <= stop):
                        yield run[begin:stop]


def _tells(part: SoughtPart) -> bool:
    return len(part.all_of) > 1 or part.all_of[0] not in _GENERIC


def official_stretches(terms: Terms) -> set[str]:
    """Return every stretch of official words that may be a word of the index."""
    texts = {text for official in terms.values() for text, _sureness in official}
    return {
        text[start:end]
        for text in texts
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
    }


def _said(run: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield the words of a run that say something, each with whether it is denied."""
    denied_from = -1
    for start, end in places:
        whole = run[start:end]
        if whole in _DENIALS:
            denied_from = end
        elif whole not in STOP_WORDS:
            yield whole, denied_from == start


def _official_ways(
    number: int,
    official: Sequence[tuple[str, int]],
    entries_with: Mapping[str, int],
    factor: float,
) -> Iterator[SoughtPart]:
    for text, sureness in official:
        runs = text.split()
        cut = [run[start:end] for run in runs for start, end in cover(run, entries_with)]
        words = tuple(word for word in cut if word in entries_with and word not in STOP_WORDS)
        # 普通 alone is not what 普通话水平测试 says.
        if words and sum(map(len, cut)) >= _MOST_OF_OFFICIAL * sum(map(len, runs)):
            rarest = max(rarity(entries_with[word]) for word in words)
            yield SoughtPart(number, words, rarest * _WEIGHT_OF_TERM[sureness] * factor)


def _inner_ways(
    numbers: Iterator[int],
    whole: str,
    entries_with: Mapping[str, int],
    terms: Terms,
    factor: float,
) -> Iterator[SoughtPart]:
    """Yield official words for the everyday words inside a word that has none of its own.

    What people call an item in one catalogue, as 孤儿补助, is no word of another.
    """
    inside = terms.keys() - {whole}
    for start, end in cover(whole, _NOTHING, inside):
        if whole[start:end] in inside:
            official = terms[whole[start:end]]
            yield from _official_ways(
                next(numbers), official, entries_with, factor * WEIGHT_OF_PART
            )


def _typed_ways(
    number: int,
    numbers: Iterator[int],
    whole: str,
    entries_with: Mapping[str, int],
    factor: float,
) -> Iterator[SoughtPart]:
    for word in parts_of(whole, entries_with):
        weight = rarity(entries_with[word]) * factor
        weight *= WEIGHT_OF_ONE_SIGN if len(word) == 1 else 1.0
        if word == whole:
            yield SoughtPart(number, (word,), weight)
        else:
            # A word inside it may be found where the whole is not.
            yield SoughtPart(next(numbers), (word,), weight * WEIGHT_OF_PART)
