# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A week of comparing: what the real lists break, lists taken over with faults, and objections."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from operations.demo import HOME_COUNTY
from operations.loading import Tick
from yiwang.catalogue.enums import FindingState, TitleSettlement
from yiwang.catalogue.models import Finding, ImplementationList
from yiwang.catalogue.services import comparison
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.organizations import selectors as organizations

ACTOR = system_actor("demo")
CITY = "330100000000"
EACH = 5
BEGUN, TAKEN_OVER, MENDED = timedelta(days=6), timedelta(days=4), timedelta(days=2)
FAULTS: tuple[dict[str, Any], ...] = (
    {"consult_phone": "87654321"},
    {"consult_phone": "12345", "complaint_phone": "12345"},
    {"address": "", "hours": ""},
    {"visits": 1, "visit_reason": "", "online_depth": 3},
    {"visits": 0, "visit_reason": "核对原件"},
    {"visits": 0, "is_online": False, "handling_forms": ["1"], "online_depth": 2},
    {"online_depth": 3, "is_online": False},
    {"project_type": "9"},
)
"""What is wrong with lists that come from an older system."""
OBJECTION = "本部门电话由县总机转接，打总机不用区号，请予核实。"
UPHELD = "群众从外地拨打需要区号，请补上。"
ELSEWHERE = "国务院对确需保留的行政审批项目设定行政许可的决定"
EXCEPTION = "新总机下月启用，启用前先保留，届时一并更换。"


def load(tick: Tick, *, at: datetime) -> int:
    """Compare on four days of a week; return how many findings there are."""
    _compare_all(at - BEGUN)
    tick(1, 4)
    faulty = dict(_faulty(timezone.localdate(at - TAKEN_OVER)))
    comparison.take_over_lists(elements=faulty, actor=ACTOR, at=at - TAKEN_OVER)
    _compare_all(at - TAKEN_OVER)
    tick(2, 4)
    _mend(list(faulty)[: len(faulty) // 3], at=at - MENDED)
    _compare_all(at - MENDED)
    _object(at=at - MENDED)
    _settle_a_title(at=at - MENDED)
    tick(3, 4)
    _compare_all(at)
    tick(4, 4)
    return Finding.objects.count()


def _settle_a_title(*, at: datetime) -> None:
    """Say of one title that its text is kept elsewhere, when items cite it; others wait."""
    if not Finding.objects.filter(rule="law-unknown", evidence__found__law=ELSEWHERE).exists():
        return
    said = comparison.Settlement(
        TitleSettlement.OUTSIDE, source_url="https://flk.npc.gov.cn/", note="国务院令第412号"
    )
    comparison.settle_title(title=ELSEWHERE, said=said, revision=0, actor=ACTOR, at=at)


def _compare_all(at: datetime) -> None:
    comparison.compare_all(actor=ACTOR, at=at)
    comparison.keep_index(on=timezone.localdate(at))


def _faulty(on: date) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """Yield lists of one county and its city that nobody has changed yet, each with a fault."""
    editors = organizations.department_for_line("市场监管", HOME_COUNTY).id
    lists = (
        ImplementationList.objects.filter(
            region_code__in=(HOME_COUNTY, CITY),
            state="open",
            current__number=1,
            current__effective_from__lte=on,
        )
        .exclude(current__project_type="9")
        .exclude(current__content__has_key="fees")
        .order_by("department_id", "code")
        .values_list("id", "department_id", "current__visits")
    )
    own = [list_id for list_id, department_id, _visits in lists if department_id == editors]
    others = [list_id for list_id, _department_id, _visits in lists if list_id not in set(own)]
    visits = {list_id: most for list_id, _department_id, most in lists}
    wanted = len(FAULTS) * EACH
    chosen = others[:: max(1, len(others) // wanted)][:wanted]
    # The first of them are mended again; those of the editor's own department stay for them.
    for place, list_id in enumerate([*chosen, *own[: len(FAULTS)]]):
        fault = FAULTS[place % len(FAULTS)]
        # More visits than the item has are refused by the database, wherever they come from.
        yield list_id, fault if fault.get("visits", 0) <= (visits[list_id] or 0) else FAULTS[0]


def _mend(ids: list[UUID], *, at: datetime) -> None:
    """Give a third of the lists back what stood in their version before."""
    mended = {}
    for row in ImplementationList.objects.filter(pk__in=ids).select_related("current"):
        before = row.versions.order_by("number").first()
        if before is not None and row.current is not None:
            keys = row.current.content.keys() | before.content.keys()
            mended[row.id] = {
                key: before.content[key]
                for key in keys
                if key in before.content and before.content[key] != row.current.content.get(key)
            }
    comparison.take_over_lists(elements=mended, actor=ACTOR, at=at)


def _object(*, at: datetime) -> None:
    """Let the county's editor contest findings, and another person judge two of three."""
    editor, publisher = _staff("scjg-editor"), _staff("scjg-publisher")
    department = organizations.department_for_line("市场监管", HOME_COUNTY)
    mine = Finding.objects.filter(department_id=department.id, state=FindingState.OPEN)
    found = list(mine.order_by("severity", "id").values_list("id", flat=True)[:3])
    for finding_id in found:
        comparison.contest_finding(finding_id=finding_id, reason=OBJECTION, actor=editor, at=at)
    for finding_id in found[1:2]:
        comparison.judge_finding(
            finding_id=finding_id, is_upheld=True, reason=UPHELD, actor=publisher, at=at
        )
    for finding_id in found[2:3]:
        comparison.accept_exception(
            finding_id=finding_id,
            reason=EXCEPTION,
            until=timezone.localdate(at) + timedelta(days=40),
            actor=publisher,
            at=at,
        )


def _staff(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)
