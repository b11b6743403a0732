# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An item that trusts, and cases of each way of handling in each stage."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, citizen, who
from tests.factories import FORM_DATA, Item, World
from yiwang.cases.enums import CaseMode, DeliveryMethod, OriginalResult, Outcome
from yiwang.cases.models import Case, CaseMaterial, PromiseCheck
from yiwang.cases.modes import deferring, offers, originals, promises
from yiwang.cases.services import decisions, intake, submission
from yiwang.catalogue import selectors as catalogue

MATERIALS = [
    {"key": "lease", "name": "场所证明", "kind": "3", "max_files": 2},
    {"key": "plan", "name": "平面图", "kind": "3"},
    {"key": "health", "name": "健康证明", "kind": "3", "necessity": "deferrable"},
]
TRUSTING: dict[str, Any] = {
    "materials": MATERIALS,
    "mode": "commitment",
    "commitment_text": "本人承诺场所和设备符合登记条件。",
    "promised_materials": ["plan"],
    "trust_first_text": "本人承诺所交副本真实。",
    "originals": ["lease"],
}


def item(world: World, **changed: Any) -> Item:
    """Return a published item that offers every way of handling."""
    return worlds.item(world, name="小店登记", base=TRUSTING | changed)


def chosen(
    version_id: UUID,
    mode: CaseMode,
    *keys: str,
    handed: tuple[str, ...] = ("lease", "plan"),
    form: dict[str, Any] = FORM_DATA,
) -> offers.Chosen:
    """Return a signature under the words that hold now."""
    snapshot = catalogue.snapshot(version_id)
    named = tuple(
        offers.Named(each.key, each.name)
        for each in snapshot.materials
        if each.key in (keys if mode is not CaseMode.TRUST_FIRST else snapshot.base.originals)
    )
    words = offers.text(snapshot, mode, named)
    return offers.Chosen(mode, keys, offers.digest(words))


def submitted(
    world: World,
    mode: CaseMode,
    *keys: str,
    of: Item | None = None,
    handed: tuple[str, ...] | None = None,
    at: datetime = MONDAY,
    **changed: Any,
) -> Case:
    """Return a case of the citizen's that asks to be trusted in some way."""
    actor = citizen(world)
    version_id = (of or item(world)).version_id
    given = (
        handed
        if handed is not None
        else tuple(
            each["key"]
            for each in MATERIALS
            if each["key"] not in keys and (mode is CaseMode.DEFERRAL or each["key"] != "health")
        )
    )
    if mode is not CaseMode.DEFERRAL and handed is None:
        given = (*given, "health")
    application = submission.Application(
        version_id=version_id,
        form=FORM_DATA,
        materials={key: [factories.stored_file(actor)] for key in given},
        chosen=chosen(version_id, mode, *keys),
    )
    return submission.submit_case(application=replace(application, **changed), actor=actor, at=at)


def accepted(world: World, mode: CaseMode, *keys: str, at: datetime = MONDAY, **more: Any) -> Case:
    case = submitted(world, mode, *keys, at=at, **more)
    return intake.accept_case(case_id=case.id, actor=who(world, COUNTER), at=at)


def decided(
    world: World,
    mode: CaseMode,
    *keys: str,
    outcome: Outcome = Outcome.GRANTED,
    at: datetime = MONDAY,
    **more: Any,
) -> Case:
    case = accepted(world, mode, *keys, at=at, **more)
    worlds.complete(world, case, "review", at=at)
    worlds.decide(world, case, outcome=outcome, at=at)
    return worlds.fresh(case)


def delivered(world: World, mode: CaseMode, *keys: str, at: datetime = MONDAY) -> Case:
    case = decided(world, mode, *keys, at=at)
    return decisions.deliver_case(
        case_id=case.id, method=DeliveryMethod.COUNTER, actor=who(world, COUNTER), at=at
    )


def material(case: Case, key: str = "lease") -> CaseMaterial:
    return CaseMaterial.objects.get(case=case, requirement_key=key, replaced_at=None)


def seen(**changed: Any) -> originals.Seen:
    usual: dict[str, Any] = {
        "result": OriginalResult.MATCH,
        "original": "租赁合同 2026-17 号",
        "place": "1 号窗口",
    }
    return originals.Seen(**(usual | changed))


def look(world: World, case: Case, key: str = "lease", *, at: datetime = MONDAY, **changed: Any):
    """Let the counter lay a copy beside its original."""
    return originals.check_original(
        case_id=case.id,
        material_id=material(case, key).id,
        seen=seen(**changed),
        actor=who(world, COUNTER),
        at=at,
    )


def mismatch(world: World, case: Case, *, at: datetime = MONDAY):
    return look(
        world, case, at=at, result=OriginalResult.MISMATCH, difference="原件的租期已经届满。"
    )


def order(world: World, case: Case, *, workdays: int = 10, at: datetime = MONDAY) -> PromiseCheck:
    return promises.record_check(
        case_id=case.id,
        is_kept=False,
        findings="没有清洗间。",
        order=promises.Order("设置清洗间。", workdays),
        actor=who(world, HANDLER),
        at=at,
    )


def broken(world: World, case: Case, *, at: datetime) -> PromiseCheck:
    return promises.record_recheck(
        case_id=case.id,
        is_kept=False,
        findings="仍没有清洗间。",
        actor=who(world, HANDLER),
        at=at,
    )


def revoke(world: World, case: Case, *, at: datetime) -> PromiseCheck:
    return promises.revoke(
        case_id=case.id, reasons="逾期未整改。", actor=who(world, APPROVER), at=at
    )


def unaccepted(world: World, *, at: datetime = MONDAY) -> Case:
    """Return a case whose deferred material never followed."""
    case = accepted(world, CaseMode.DEFERRAL, "health", at=at)
    deferring.withdraw_acceptance(case_id=case.id, at=worlds.later(60, after=at))
    return worlds.fresh(case)


def voided(world: World, *, at: datetime = MONDAY) -> Case:
    case = decided(world, CaseMode.TRUST_FIRST, at=at)
    mismatch(world, case, at=at)
    return worlds.fresh(case)


def revoked(world: World, *, at: datetime = MONDAY) -> Case:
    case = delivered(world, CaseMode.COMMITMENT, "plan", at=at)
    order(world, case, workdays=1, at=at)
    later = worlds.later(7, after=at)
    broken(world, case, at=later)
    revoke(world, case, at=later)
    return worlds.fresh(case)
