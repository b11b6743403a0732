# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who acts for whom in the demonstration: registers, mandates, a ward, a firm with a handler."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from operations.demo import HOME_COUNTY, PASSWORD
from operations.demo.names import FIRMS
from operations.demo.people import ACTOR, made_people
from operations.loading import DATA, Tick
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex
from yiwang.identity import selectors as identity
from yiwang.identity import services
from yiwang.identity.enums import AgentKind
from yiwang.identity.models import Account
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE

DAYS = 180
SCOPE = "居住证签发"


def load(tick: Tick, *, at: datetime) -> int:
    """Fill the demonstration registers and let people act for each other; return how many."""
    residents = list(_residents())
    loaded = services.load_demonstration(
        residents=residents, firms=list(_firms(residents)), actor=ACTOR
    )
    tick(1, 3)
    principal, agent = _actor("wangxm"), _actor("lijg")
    if agent.person_id is None or identity.mandates_given(principal.person_id or agent.person_id):
        return loaded
    _to_a_person(principal, agent, at)
    _to_a_station(principal, at)
    tick(2, 3)
    child = next(one for one in residents if one.household == "demo-1" and not one.is_guardian)
    services.become_guardian(name=child.name, resident_id=child.resident_id, actor=principal, at=at)
    _handler(principal, agent, at)
    tick(3, 3)
    return loaded + 4


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / "demonstration" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _residents() -> Iterator[services.Resident]:
    for place, person in enumerate(made_people()):
        is_first = place == 0
        yield services.Resident(
            person.name,
            person.resident_id,
            household="demo-1" if is_first else "",
            is_guardian=is_first,
        )
    for row in _rows("residents.csv"):
        sex = Sex.FEMALE if row["sex"] == "F" else Sex.MALE
        yield services.Resident(
            row["name"],
            make_test_resident_id(date.fromisoformat(row["born_on"]), int(row["sequence"]), sex),
            is_deceased=row["is_deceased"] == "1",
            is_slow=row["is_slow"] == "1",
            household=row["household"],
            is_guardian=row["is_guardian"] == "1",
        )


def _firms(residents: list[services.Resident]) -> Iterator[services.Firm]:
    for place, words in enumerate(FIRMS):
        name = f"杭州{words}有限公司（演示）"
        yield services.Firm(make_test_uscc(place + 1), name, residents[place])
    for row in _rows("firms.csv"):
        yield services.Firm(
            make_test_uscc(int(row["number"])),
            row["name"],
            residents[int(row["representative"])],
            status=row["status"],
            is_slow=row["is_slow"] == "1",
        )


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)


def _give(terms: services.Terms, principal: Actor, at: datetime) -> None:
    drafted = services.draft_mandate(terms=terms, actor=principal, at=at)
    made = services.sign_mandate(
        terms=terms,
        seen_sha256=drafted.sha256,
        is_agreed=True,
        password=PASSWORD,
        actor=principal,
        at=at,
    )
    services.accept_mandate(mandate_id=made.id, actor=_agent_of(terms), at=at)


def _agent_of(terms: services.Terms) -> Actor:
    if terms.agent_kind is AgentKind.PERSON:
        return identity.actor_for_account(Account.objects.get(person_id=terms.agent_id).pk)
    clerks = Account.objects.filter(staff__holdings__post__department_id=terms.agent_id)
    actors = [identity.actor_for_account(one.pk) for one in clerks.order_by("login")]
    return next(one for one in actors if one.has_right("counter.assist"))


def _terms(kind: AgentKind, agent_id: object, at: datetime) -> services.Terms:
    today = timezone.localdate(at)
    hits = catalogue.search(SCOPE, HOME_COUNTY, audience="natural", limit=3).services
    code = catalogue.snapshot(hits[0].version_id).basic_code
    return services.Terms(
        agent_kind=kind,
        agent_id=agent_id,  # type: ignore[arg-type]
        items=[services.ScopeItem(code, hits[0].name)],
        themes=[],
        rights=["apply", "track"],
        since=today,
        until=today + timedelta(days=DAYS),
    )


def _to_a_person(principal: Actor, agent: Actor, at: datetime) -> None:
    _give(_terms(AgentKind.PERSON, agent.person_id, at), principal, at)


def _to_a_station(principal: Actor, at: datetime) -> None:
    township = organizations.children(HOME_COUNTY)[0]
    station = next(
        one for one in organizations.departments_in(township.code) if one.line == TOWNSHIP_LINE
    )
    _give(_terms(AgentKind.STATION, station.id, at), principal, at)


def _handler(representative: Actor, handler: Actor, at: datetime) -> None:
    if representative.person_id is None or handler.person_id is None:
        return
    firm = identity.legal_persons_of(representative.person_id)[0]
    made = services.invite_handler(
        legal_person_id=firm.legal_person_id,
        person_id=handler.person_id,
        rights=["apply", "track"],
        until=timezone.localdate(at) + timedelta(days=DAYS),
        actor=representative,
        at=at,
    )
    services.accept_invitation(handler_id=made.id, actor=handler, at=at)
