# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is to happen to a thing: first had, changed, lost, ended; of names and of questions. Pure.

One matter has many items that differ in nothing else: 烟草专卖零售许可证新办, 变更, 补办, 停业.
Who asks for 烟草证 means the first; who asks for 烟草证丢了 means the one that replaces it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

# How names of items say what stage they are about.
_SAID_IN_NAMES: Final = """
end      注销 终止 撤销 取消 报废 免职 作废 缴销 解除
pause    停业 歇业 暂停 报停 封存 停止
resume   恢复 复业 解封
change   变更 更正 更名 扩大 缩小 扩建 改建 增加 增设 分立 合并 修改
renew    延续 延期 换发 换证 换领 到期 期满 再注册 复审 复查 继续
replace  补办 补发 补领 补证 补换 增补 遗失 挂失
move     转移 过户 转让 转入 转出 迁移 迁入 迁出 转接 移交
check    年检 年审 校验 审验
ask      查询 查阅 咨询 政策 信息发布
complain 投诉 举报 裁决
new      新办 首次 设立 新建 申领 初领 初次 新增 配发 取证 核发 新设
"""
# How people do.
_SAID_IN_QUESTIONS: Final = """
end      注销 销户 销掉 撤销 取消 不干了 不做了 不开了 关门 关店 关掉 倒闭 终止 退出 退掉 解散 作废
end      缴销 不用了 报废 解除
pause    停业 歇业 暂停 报停 停一段 停几个月 封存 不营业
resume   恢复 复业 重新开业 重新营业 解封 解除
change   变更 变了 变动 改 更正 更名 写错 错了 登错 搬 换法人 法人换 换成 换老板 换地址 换地方 换名
change   换负责人 增加 增项 扩大 扩建 合并 换医院 换单位
renew    延续 延期 续期 续证 续办 续签 到期 过期 期满 有效期 换发 换证 换领 换新 再注册 复审
replace  补办 补发 补领 补证 补一 补个 补换 重新补 丢 掉了 遗失 不见 找不到 挂失 损坏 破了 烂了 偷
replace  没了 毁了
move     转移 过户 转让 转入 转出 转到 转回 转过来 迁
check    年检 年审 校验 审验 验车
ask      查 咨询 打印 政策 看一下 看看
complain 投诉 举报 告 纠纷 裁决
new      新办 第一次 首次 新开 初次 新增
"""


def _read(table: str) -> dict[str, tuple[str, ...]]:
    said: dict[str, tuple[str, ...]] = {}
    for stage, *words in map(str.split, table.strip().splitlines()):
        said[stage] = (*said.get(stage, ()), *words)
    return said


_IN_NAMES: Final = _read(_SAID_IN_NAMES)
_IN_QUESTIONS: Final = _read(_SAID_IN_QUESTIONS)
# Nobody means these who does not say so.
_ONLY_WHEN_SAID: Final = frozenset(_IN_NAMES) - {"new"}
# Only taken away: an item that nothing else of the question speaks of must not gain by it.
_OTHERWISE: Final = -1.2
_UNASKED: Final = -0.6

Key = TypeVar("Key", bound=Hashable)


def stages_of_name(name: str) -> frozenset[str]:
    """Return the stages that the name of an item says; what stands last says most.

    变更 in 企业设立、变更、注销登记 says that it is all of them.
    """
    bracketed = name.rpartition("（")[2] if name.endswith("）") else ""
    said = _said(bracketed, _IN_NAMES)
    return said or _said(name, _IN_NAMES)


def stages_of_question(text: str) -> frozenset[str]:
    """Return the stages that a question speaks of; none means the first time."""
    return _said(text, _IN_QUESTIONS)


def families(members: Iterable[tuple[Key, Sequence[Hashable]]]) -> frozenset[Key]:
    """Return who shares a family with another.

    :param members: each with what its families are called
    """
    kept = list(members)
    counted = Counter(family for _key, names in kept for family in set(names))
    return frozenset(key for key, names in kept if any(counted[name] > 1 for name in names))


def leaning(stages: frozenset[str], asked: frozenset[str]) -> float:
    """Return what an item of a family loses by its stages.

    :param stages: of its name
    :param asked: of the question
    """
    if not asked:
        return _UNASKED if stages and _ONLY_WHEN_SAID.issuperset(stages) else 0.0
    return _OTHERWISE if stages and asked.isdisjoint(stages) else 0.0


def _said(text: str, words: Mapping[str, Sequence[str]]) -> frozenset[str]:
    return frozenset(stage for stage, said in words.items() if any(word in text for word in said))
