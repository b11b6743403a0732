# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""承接 in the demonstration: the city granted, the district took over, firms ask the district.

劳务派遣经营许可 of the city's bureau is handed on to the district's (made up). One firm's change
was granted there, another's has come in, a third's was refused; the city's bureau is told of each.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from operations.demo import HOME_COUNTY, desks, follow_ups
from operations.demo import cases as stories
from operations.demo.lower_reviews import ACTOR, actor_of
from operations.loading import Tick
from yiwang.cases.enums import Purpose
from yiwang.cases.models import Case, Entitlement
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.models import BaseItem
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations

ITEM, LINE = "K0176", "人力社保"
CITY = f"{HOME_COUNTY[:4]}00000000"
PROVINCE = f"{HOME_COUNTY[:2]}0000000000"
BODIES = (("hzrs", CITY, "祝"), ("xhrs", HOME_COUNTY, "方"))
"""What the logins of a body begin with, its place, and the surname of its people."""
STORIES: Sequence[tuple[str, str]] = (
    ("wangxm", "decided"),
    ("lijg", "submitted"),
    ("zhangyf", "refused"),
)
"""Whose firm asks, and what came of it."""
GRANTED, HANDED_ON, ASKED = timedelta(days=20), timedelta(days=4), timedelta(days=2)
"""How long ago."""


def load(tick: Tick, *, at: datetime) -> int:
    """Grant, hand on and follow up, once; return how many follow-ups there are."""
    made = Case.objects.filter(about__department_id=_body(CITY), purpose=Purpose.CHANGE)
    if made.exists():
        return made.count()
    posted_at = at - GRANTED - timedelta(days=1)  # who is told holds a post on that day
    for place, (prefix, division, surname) in enumerate(BODIES):
        desks.staffed(
            prefix, surname, _body(division), of="承接演示", first=101 + 4 * place, at=posted_at
        )
    firms = [_firm(login) for login, _end in STORIES]
    for number, firm in enumerate(firms):
        begun_at = at - GRANTED - timedelta(minutes=9 * number)
        case = stories.submitted(firm, ITEM, begun_at, region_code=CITY)
        stories.bring(case, "hzrs", "closed", firm, begun_at)
    ledger.settle()
    catalogue.transfer_lists(
        from_department_id=_body(CITY),
        to_department_id=_body(HOME_COUNTY),
        base_item_ids=[BaseItem.objects.get(scope_code=PROVINCE, local_code=ITEM).pk],
        basis="关于下放劳务派遣经营许可权限的通知（演示）",
        actor=ACTOR,
        at=at - HANDED_ON,
    )
    for number, (firm, (_login, end)) in enumerate(zip(firms, STORIES, strict=True)):
        asked_at = at - ASKED - timedelta(minutes=9 * number)
        case = _change_of(firm, asked_at)
        stories.bring(case, "xhrs", end, firm, asked_at)
        tick(number + 1, len(STORIES))
    ledger.settle()
    return made.count()


def _body(place: str) -> UUID:
    return organizations.department_for_line(LINE, place).id


def _firm(login: str) -> Actor:
    person = actor_of(login)
    if person.person_id is None or person.account_id is None:
        raise LookupError(login)
    firm = identity.legal_persons_of(person.person_id)[0].legal_person_id
    return identity.actor_for_account(person.account_id, acting_for=firm)


def _change_of(firm: Actor, at: datetime) -> Case:
    """Let a firm ask for a change of what the city granted, from its own page."""
    held = Entitlement.objects.filter(department_id=_body(CITY))
    made = next(one for one in held if one.holder_id == firm.legal_person_id)
    return follow_ups.asked_for(made, Purpose.CHANGE, firm, at)
