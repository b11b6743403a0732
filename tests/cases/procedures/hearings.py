# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures brought to where a test needs them, on days that are known."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import COUNTER, HANDLER, MONDAY, at, who
from tests.factories import World
from yiwang.cases.enums import PartyRole, ProcedureResult
from yiwang.cases.models import Case, InterestedParty, SpecialProcedure
from yiwang.cases.services import procedures
from yiwang.foundation.actors import Actor

HEARING_DAY = at(12, 8)
"""Eleven working days after the Monday on which everything begins."""
VISIT_DAY = at(11, 25)


def staff_ids(world: World, *posts: Any) -> list[UUID]:
    found = [who(world, post).staff_id for post in posts]
    return [one for one in found if one is not None]


def colleague(world: World) -> Actor:
    """Return somebody else who may handle cases of the department."""
    account = factories.staff_account(world.department, HANDLER, at=worlds.LONG_AGO)
    return world.actor(account)


def planned(world: World, case: Case, kind: str = "hearing", **more: Any) -> SpecialProcedure:
    return procedures.plan_procedure(
        case_id=case.id,
        procedure=kind,
        reason="涉及重大公共利益。",
        actor=who(world, HANDLER),
        at=MONDAY,
        **more,
    )


PARTICULARS = {
    "announcement": "浙招〔2026〕1号",
    "subject": "标的",
    "body": "省检测院",
    "standard": "GB 1",
    "medium": "政务服务网",
}


def arrangement(world: World, kind: str = "hearing", **changed: Any) -> procedures.Arrangement:
    """Return a complete arrangement for a kind of procedure."""
    stated: dict[str, Any] = {
        "starts_at": HEARING_DAY,
        "place": "三楼听证室",
        "staff_ids": staff_ids(world, COUNTER, worlds.REVIEWER),
        "participants": [procedures.Participant("李大山", "相邻业主")],
        "particulars": PARTICULARS,
        "expected_days": 15,
    }
    if kind == "public_notice":
        stated["ends_on"] = at(12, 15).date()
    return procedures.Arrangement(**(stated | changed))


def tell(
    world: World, case: Case, found: SpecialProcedure, *, moment: datetime = MONDAY, **changed: Any
) -> SpecialProcedure:
    return procedures.tell_procedure(
        case_id=case.id,
        procedure_id=found.id,
        arrangement=arrangement(world, found.kind, **changed),
        actor=who(world, HANDLER),
        at=moment,
    )


def told(world: World, case: Case, kind: str = "hearing", **changed: Any) -> SpecialProcedure:
    return tell(world, case, planned(world, case, kind), **changed)


def hold(
    world: World, case: Case, found: SpecialProcedure, *, moment: datetime = HEARING_DAY
) -> SpecialProcedure:
    return procedures.hold_procedure(
        case_id=case.id, procedure_id=found.id, actor=who(world, HANDLER), at=moment
    )


FOUND = {
    "opinion": "建议准予。",
    "winner": "杭州测试贸易有限公司",
    "price": "100 万元",
    "report_number": "J-1",
    "score": "86",
}


def conclude(
    world: World,
    case: Case,
    found: SpecialProcedure,
    *,
    moment: datetime = HEARING_DAY,
    **changed: Any,
) -> SpecialProcedure:
    handler = who(world, HANDLER)
    stated: dict[str, Any] = {
        "result": ProcedureResult.PASSED,
        "findings": "各方意见已经听取。",
        "particulars": FOUND,
        "files": [factories.stored_file(handler, name="听证笔录.pdf")],
    }
    return procedures.conclude_procedure(
        case_id=case.id,
        procedure_id=found.id,
        conclusion=procedures.Conclusion(**(stated | changed)),
        actor=handler,
        at=moment,
    )


def told_applicant(world: World, case: Case, *, moment: datetime = MONDAY) -> InterestedParty:
    """Return the applicant's row: told that a hearing may be asked for."""
    return procedures.tell_party(
        case_id=case.id,
        party=procedures.NewParty(role=PartyRole.APPLICANT, offers_hearing=True),
        actor=who(world, HANDLER),
        at=moment,
    )


def told_neighbour(world: World, case: Case, *, offers_hearing: bool = False) -> InterestedParty:
    return procedures.tell_party(
        case_id=case.id,
        party=procedures.NewParty(
            role=PartyRole.INTERESTED,
            name="李大山",
            contact="0571-88888888",
            stake="店铺门口是他家唯一的通道。",
            offers_hearing=offers_hearing,
        ),
        actor=who(world, HANDLER),
        at=MONDAY,
    )
