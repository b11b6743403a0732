# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the search index: cut by rjieba and sounded by pypinyin, when the index is built.

The dictionaries weigh 60 MB each, so no web process ever needs them: a query is cut along the
words of the index itself; see ``queries``.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from yiwang.catalogue.characters import simplified

LONGEST_WORD: Final = 12
_FREQUENCY: Final = 1000  # enough for a word to win over its parts
_SHORTEST_HELD: Final = 3
_JOINS: Final = frozenset("的给把被和与吗")
_RUN: Final = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")

# Words that stand in nearly every question or text and say nothing about what is asked.
_STOP_WORDS: Final = """
的 了 和 与 或 及 等 在 对 为 是 有 我 想 要 怎么 怎样 如何 哪里 哪儿 什么 去 到 给 把 被 吗 呢 个
需要 可以 应当 不 其 由 以 并 按照 依照 根据 有关 规定 进行 上 下 中 之 者 本 该 从 向 于 所 办 办理
我们 你 你们 他 她 它 他们 自己 自 人家 家里 家 大家 别人 谁 哪 哪个 哪些 这 那 这个 那个 这里
那里 没有 没 无 还 也 都 就 才 又 再 很 太 更 最 能 会 得 着 过 起来 出来 回来 来 用 做 弄 搞 让 请
请问 时候 时 后 前 以后 之前 里 外 里面 外面 多 少 多少 几 几个 一个 两个 三个 一些 有些 有没有 是否
是不是 能不能 可不可以 怎么办 为什么 现在 刚 刚刚 已经 准备 打算 希望 知道 觉得 这样 那样 因为
所以 但是 如果 需 问 一下 一共 可 么 啊 吧 呀 嘛 哦
咋 咋办 咋整 咋弄 咋个 咋样 啥 啥子 啥时候 俺 俺们 俺家 咱 咱们 咱家 哪块 哪边 哪方 边度 点样
点办 几时 几多 肿么 肿么办 木有 么得 嘞 噻 咯 嗯 唉 哎 喔 噢 哟 呗 搁哪 上哪 上哪儿 去哪 去哪儿
去哪里 何处 何时 在线等 谢谢 你好 您好 麻烦 请教 想问 想问下 想问一下 问一下 问下 求助 求问 各位
有人 有谁 大概 一般 到底 究竟 具体 详细 然后 还是 或者 而且 不过 只是 应该 得要 需不需要 要不要
用不用 是啥 什么样 啥样 几天 多少天 怎样办 如何办 办一个 办个 办下 去办 要办 想办 办不办 行不行
好不好 对不对 那边 这边 这种 那种 想要
接下来 下一步 第一步 首先 先后 分别 顺便 另外 关于 对于 以及 一般来说
"""
STOP_WORDS: Final = frozenset(_STOP_WORDS.split())


def normalized(text: str) -> str:
    """Return a text as it is compared: simplified, compatibility forms, lower case, one blank."""
    return " ".join(_RUN.findall(simplified(unicodedata.normalize("NFKC", text).lower())))


def run_together(text: str) -> str:
    """Return a text in the form in which phrases are compared: normalized, without blanks."""
    return normalized(text).replace(" ", "")


def teach(words: Iterable[str]) -> None:
    """Let rjieba know the catalogue's own words."""
    cutter = _cutter()
    for word in words:
        word = run_together(word)
        if 1 < len(word) <= LONGEST_WORD and _HAN.search(word):
            cutter.add_word(word, _FREQUENCY, "n")


def cut(text: str) -> set[str]:
    """Return the words of a text: whole words and the words inside them."""
    return {
        word
        for run in normalized(text).split()
        for word in _cutter().cut_for_search(run, hmm=False)
        if word not in STOP_WORDS and len(word) <= LONGEST_WORD
    }


def held(text: str, known: Collection[str]) -> set[str]:
    """Return the known words that stand anywhere in a text; two letters may do so by chance."""
    return {
        stretch
        for run in normalized(text).split()
        for start in range(len(run))
        for end in range(start + _SHORTEST_HELD, min(len(run), start + LONGEST_WORD) + 1)
        if (stretch := run[start:end]) in known
    }


def cut_words(text: str) -> list[str]:
    """Return the words of a text in their order, without those that say nothing."""
    return [
        word
        for run in normalized(text).split()
        for word in _cutter().cut(run, hmm=False)
        if word not in STOP_WORDS
    ]


def pairs(phrase: str) -> set[str]:
    """Return the pairs of neighbouring Han characters: 年审 of 汽车年审, in no dictionary.

    的 and 给 join words and belong to none: 的文 is no word of 区里的文件.
    """
    return {
        pair
        for run in normalized(phrase).split()
        if _HAN.match(run)
        for start in range(len(run) - 1)
        if _JOINS.isdisjoint(pair := run[start : start + 2])
    } - STOP_WORDS


def vector(groups: Mapping[str, Iterable[str]]) -> str:
    """Return a tsvector literal; each word has the best weight it was given.

    :param groups: weight A, B, C or D, and its words
    """
    best: dict[str, str] = {}
    for weight in sorted(groups):
        for word in groups[weight]:
            best.setdefault(word, weight)
    # Words are runs of letters, digits and Han characters: nothing in them needs escaping.
    return " ".join(f"'{word}':1{weight}" for word, weight in sorted(best.items()))


def sound(text: str) -> tuple[str, str]:
    """Return the pinyin of a text without tones, and its initials: shipin, sp."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(run_together(text))
    initials = "".join(
        syllable if syllable.isdigit() else syllable[:1] for syllable in syllables if syllable
    )
    return "".join(syllables), initials


@lru_cache(maxsize=1)
def _cutter() -> Any:
    import rjieba

    return rjieba.Jieba()
