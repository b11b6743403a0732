# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The text of a mandate: the same terms always make the same text, so that its hash is proof.

It is a document of Chinese law and written in Chinese for every reader (民法典 165: 委托代理授权
采用书面形式的，授权委托书应当载明代理人的姓名或者名称、代理事项、权限和期限，并由被代理人签名或者盖章).
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from yiwang.foundation.masking import mask_resident_id
from yiwang.foundation.written_days import written_day
from yiwang.identity.enums import AGENT_RIGHTS, AgentKind, HandlerRight
from yiwang.identity.models import NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.queries import parties

MOST_ITEMS = 30
WORDS_OF_RIGHT = {
    HandlerRight.APPLY: "提交申请、补正材料",
    HandlerRight.TRACK: "查看办理进度",
    HandlerRight.WITHDRAW: "撤回申请",
    HandlerRight.RECEIVE: "领取办理结果文书",
}


@dataclass(frozen=True, slots=True)
class ScopeItem:
    """An item that a mandate names: the basic code, and what people call it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a mandate gives: to whom, for which items, what, and from when to the day before when.

    :param is_for_all: expressly every item; then neither items nor themes are named
    """

    agent_kind: AgentKind
    agent_id: UUID
    items: Sequence[ScopeItem]
    themes: Sequence[str]
    rights: Collection[str]
    since: date
    until: date
    is_for_all: bool = False

    @property
    def is_clear(self) -> bool:
        """Tell whether it names what it is for, and gives something that a mandate can give."""
        named = bool(self.items or self.themes)
        return (
            named != self.is_for_all
            and len(self.items) <= MOST_ITEMS
            and all(one.code and one.name for one in self.items)
            and bool(self.rights)
            and {str(right) for right in self.rights} <= {right.value for right in AGENT_RIGHTS}
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """The terms with the text that says them, and its SHA-256."""

    terms: Terms
    text: str
    sha256: str


def draft(terms: Terms, principal: NaturalPerson) -> Draft:
    """Return the text of a mandate."""
    agent = parties.agent_name(terms.agent_kind, terms.agent_id)
    rights = [words for right, words in WORDS_OF_RIGHT.items() if right in terms.rights]
    number = RESIDENT_ID.open(principal.resident_id_cipher, principal.id)
    last_on = terms.until - timedelta(days=1)
    lines = [
        "委托书",
        f"委托人：{principal.name}（公民身份号码 {mask_resident_id(number)}）",
        f"代办人：{agent.name}（{agent.number}）",
        f"委托事项：{_scope(terms)}",
        f"可以代办：{'、'.join(rights)}。其余须由委托人本人办理。",
        f"委托期限：{written_day(terms.since)}至{written_day(last_on)}，期满自动失效。",
        "代办人不得转委托。代办人每办一步，委托人都会收到消息，并可以在“我的委托”里看到。",
        "委托人和代办人都可以随时撤销委托，撤销后立即失效；撤销前已经提交的申请仍然有效。",
        "委托人确认：以上内容已经读过，委托出于自愿，代办人在委托范围内办事的后果由委托人承担。",
    ]
    text = "\n".join(lines)
    return Draft(terms, text, hashlib.sha256(text.encode()).hexdigest())


def _scope(terms: Terms) -> str:
    if terms.is_for_all:
        return "平台上可以办理的全部事项。"
    named = [f"“{one.name}”（{one.code}）" for one in terms.items]
    themes = [f"“{theme}”主题下的全部事项" for theme in terms.themes]
    return "；".join([*named, *themes]) + "。"
