# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""裁量权基准 of three items, one department's own, and cases decided by them: one outside."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from operations.demo import HOME_COUNTY, cases, catalogue
from operations.loading import DATA, Tick
from yiwang.cases.enums import Outcome
from yiwang.cases.models import Case, DiscretionChoice
from yiwang.cases.services import decisions, discretion, handling
from yiwang.catalogue.models import BaseItem, DiscretionBenchmark, ImplementationList
from yiwang.catalogue.services import benchmarks
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

PREFIX = "scjg"
JUST_NOW, NOTICED = timedelta(hours=9), timedelta(days=8)
CATERING, PRODUCTION, REWARD = "K0340", "K0007", "K0291"
USUAL: Mapping[str, Any] = {"term": "3", "conditions": []}
STORIES: tuple[tuple[str, str, bool, str, Mapping[str, Any], str, str, str], ...] = (
    (
        *(CATERING, "lijg", False, "usual", USUAL),
        *("材料齐全；现场与申请一致；两年内没有食品安全违法记录。", "", "decided"),
    ),
    (
        *(CATERING, "zhangyf", False, "strict", USUAL),
        "去年因后厨卫生不合格受过一次警告，已经改正。",
        "整改后连续两次复查均为合格，店面租期为三年，按三年登记便于衔接。",
        "decided",
    ),
    (
        *(REWARD, "wangxm", False, "second", {"amount": "6000"}),
        *("举报人提供了进货票据照片，查办结果与举报相符，罚没款二十万元。", "", "decided"),
    ),
    (
        *(PRODUCTION, "lijg", True, "statutory", {"term": "5"}),
        *("新办，两名核查人员现场核查合格。", "", "chosen"),
    ),
    (
        *(CATERING, "wangxm", False, "strict", USUAL),
        "去年因未公示登记证受过一次警告，已经改正。",
        "违法情节轻微，当场改正，没有危害后果。",
        "chosen",
    ),
    (CATERING, "lijg", False, "", {}, "", "", "open"),
)
"""Item, applicant, for a firm, tier, outcome, facts, reason to leave the span, how far it came."""


def load(tick: Tick, *, at: datetime) -> int:
    """Publish the benchmarks and decide by them, once; return how many tiers were chosen."""
    if DiscretionBenchmark.objects.exists():
        return DiscretionChoice.objects.count()
    # What is decided without a benchmark comes first: from its day on nothing is granted without.
    opened = [_examined(*story[:3], at) for story in STORIES]
    tick(1, 3)
    for item, kept in _contents().items():
        _publish(item, kept, at=at)
    tick(2, 3)
    for case, story in zip(opened, STORIES, strict=True):
        _decide(case, *story[3:], at=at)
    ledger.settle()
    tick(3, 3)
    return DiscretionChoice.objects.count()


def _contents() -> dict[str, dict[str, Any]]:
    path = DATA / "demonstration" / "benchmarks.json"
    found: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return found


def _publish(item: str, kept: Mapping[str, Any], *, at: datetime) -> None:
    base = BaseItem.objects.get(scope_code=catalogue.PROVINCE, local_code=item)
    own = ImplementationList.objects.filter(base_item=base, region_code=HOME_COUNTY).first()
    for part, prefix in (("content", "mulu"), ("own", PREFIX)):
        if part not in kept:
            continue
        hands = catalogue.hands_of(prefix, at=at)
        which: dict[str, Any] = {
            "base_item_id": base.id,
            "implementation_id": own.id if part == "own" and own else None,
        }
        draft = benchmarks.save_benchmark(
            **which,
            content=kept[part],
            effective_from=timezone.localdate(at),
            revision=0,
            actor=hands.editor,
            at=at,
        )
        benchmarks.publish_benchmark(**which, revision=draft.revision, actor=hands.publisher, at=at)


def _examined(item: str, login: str, is_firm: bool, at: datetime) -> Case:
    applicant = _actor(login)
    if is_firm and applicant.person_id and applicant.account_id:
        firm = identity.legal_persons_of(applicant.person_id)[0].legal_person_id
        applicant = identity.actor_for_account(applicant.account_id, acting_for=firm)
    begun_at = at - (NOTICED if item == REWARD else JUST_NOW)
    case = cases.submitted(applicant, item, begun_at)
    cases.bring(case, PREFIX, "examined", applicant, begun_at)
    if item == REWARD:  # whoever is to be rewarded is made known for five days first
        awake_at = at - JUST_NOW
        handling.fire_timers(case_id=case.pk, at=awake_at)
        cases.finish_steps(case, PREFIX, awake_at)
    return case


def _decide(
    case: Case,
    tier: str,
    outcome: Mapping[str, Any],
    facts: str,
    reason: str,
    end: str,
    *,
    at: datetime,
) -> None:
    if end == "open":
        return
    chosen = discretion.Chosen(tier=tier, facts=facts, outcome=outcome, reason=reason)
    choice = discretion.choose_tier(
        case_id=case.pk, chosen=chosen, actor=_actor(f"{PREFIX}-handler"), at=at
    )
    if end != "decided":
        return
    leader = _actor(f"{PREFIX}-approver")
    if not choice.is_within:
        discretion.answer_departure(
            case_id=case.pk,
            is_given=True,
            words="同意，理由成立。",
            revision=choice.revision,
            actor=leader,
            at=at,
        )
    decisions.decide_case(case_id=case.pk, outcome=Outcome.GRANTED, reasons="", actor=leader, at=at)


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)
