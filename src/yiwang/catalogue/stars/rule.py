# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How many stars facts make, with the reason for each and the next step. Pure.

PostgreSQL computes the same number from the same facts (``models.stars.Standing``); a test holds
the two to each other over every combination.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.models.stars import FEWEST_CASES

MOST_STARS: Final = 5
ONLINE_SHARE: Final = 80
"""Of a hundred cases, how many came in online where an item is really done online."""
ON_TIME_SHARE: Final = 90
"""Of a hundred decisions, how many were in time; fewer hold an item at three stars."""


@dataclass(frozen=True, slots=True)
class StarFacts:
    """What can be done of a list, and what was done in the last ninety days.

    :ivar is_unseen: nobody has to come and be seen by a clerk
    """

    is_rated: bool
    can_apply_online: bool
    is_prefilled: bool
    is_paid_online: bool
    is_delivered: bool
    is_unseen: bool
    is_by_rule: bool
    recent_cases: int = 0
    recent_online: int = 0
    recent_decided: int = 0
    recent_on_time: int = 0
    recent_by_rule: int = 0

    @property
    def is_counted(self) -> bool:
        """Whether there were enough cases to say anything."""
        return self.recent_cases >= FEWEST_CASES

    @property
    def is_late(self) -> bool:
        return (
            self.is_counted
            and self.recent_decided >= 1
            and self.recent_on_time < self.recent_decided * ON_TIME_SHARE // 100
        )

    @property
    def is_really_online(self) -> bool:
        return (
            self.is_counted
            and self.recent_online >= self.recent_cases * ONLINE_SHARE // 100
            and self.recent_on_time >= self.recent_decided
        )

    @property
    def _halves(self) -> int:
        return sum((self.is_prefilled, self.is_paid_online, self.is_delivered, self.is_unseen))


NO_FACTS: Final = StarFacts(
    is_rated=False,
    can_apply_online=False,
    is_prefilled=False,
    is_paid_online=False,
    is_delivered=False,
    is_unseen=False,
    is_by_rule=False,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stars are given for: whether it holds, and what would make it hold."""

    key: str
    words: str | Promise
    is_met: bool
    next_step: str | Promise


@dataclass(frozen=True, slots=True)
class Stars:
    """The stars of a list; ``count`` is None where nobody applies."""

    count: int | None
    reasons: tuple[Reason, ...]

    @property
    def next_step(self) -> str | Promise:
        """What would bring the next star, first things first; "" with five."""
        if self.count == MOST_STARS:
            return ""
        return next((reason.next_step for reason in self.reasons if not reason.is_met), "")


def stars_of(facts: StarFacts) -> Stars:
    """Return the stars that facts make."""
    if not facts.is_rated:
        return Stars(None, ())
    return Stars(_count(facts), tuple(_reasons(facts)))


def _count(facts: StarFacts) -> int:
    if not facts.can_apply_online:
        return 1
    halves = facts._halves
    if halves < 2:
        return 2
    if halves < 4 or facts.is_late:
        return 3
    return 5 if facts.is_by_rule and facts.is_really_online else 4


def _reasons(facts: StarFacts) -> Sequence[Reason]:
    return (
        Reason(
            "online",
            _("可以在网上提交申请"),
            facts.can_apply_online,
            _("开通在线申请"),
        ),
        Reason(
            "prefilled",
            _("政府已有的信息自动填好"),
            facts.is_prefilled,
            _("让表单自动带入已有信息"),
        ),
        Reason("paid", _("不收费，或者可以网上缴费"), facts.is_paid_online, _("开通网上缴费")),
        Reason(
            "delivered",
            _("结果可以邮寄或者发电子证照"),
            facts.is_delivered,
            _("提供邮寄或者电子证照"),
        ),
        Reason("unseen", _("一次也不用到窗口"), facts.is_unseen, _("取消必须到场的环节")),
        Reason("on_time", _("最近90天按时办结的不低于九成"), not facts.is_late, _("减少超期办件")),
        Reason(
            "by_rule",
            _("当场办结，或者由规则自动决定"),
            facts.is_by_rule,
            _("用规则自动审批，或者改为当场办结"),
        ),
        Reason(
            "really",
            _("最近90天八成以上的办件确实在网上办、没有一件超期"),
            facts.is_really_online,
            _("引导更多人网上办，每件都按时办结（至少5件才计算）"),
        ),
    )


RULES: Final = (
    _("一星：还不能在网上提交申请。"),
    _("二星：可以在网上提交申请。"),
    _("三星：在二星之上，自动填好、网上缴费或者免费、送达到家、不用到窗口，四条有两条。"),
    _("四星：四条全有。最近90天按时办结不到九成的，最高三星。"),
    _(
        "五星：四条全有，当场办结或者由规则决定，最近90天至少5件，八成以上确实在网上办，没有一件超期。"
    ),
)
"""How stars are counted, for people."""
