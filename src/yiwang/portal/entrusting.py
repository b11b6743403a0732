# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The form in which somebody entrusts their matters: as typed, and as terms of a mandate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.calendar import day_after
from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.errors import DomainError
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.enums import AGENT_RIGHTS, AgentKind, HandlerRight
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE
from yiwang.portal.regions import Region, region_of

USUAL_DAYS = 180
FOUND_AT_MOST = 8
USUAL_RIGHTS = (HandlerRight.APPLY.value, HandlerRight.TRACK.value)


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """An item that a mandate can name."""

    code: str
    name: str
    is_chosen: bool


@dataclass(slots=True)
class Typed:
    """What was typed into the form so far."""

    agent_kind: str = AgentKind.PERSON
    agent_name: str = ""
    agent_number: str = ""
    agent_uscc: str = ""
    agent_station: str = ""
    items: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    is_for_all: bool = False
    rights: list[str] = field(default_factory=lambda: list(USUAL_RIGHTS))
    since: str = ""
    last_on: str = ""
    words: str = ""


def fresh(request: HttpRequest) -> Typed:
    """Return an empty form, with the item that the reader came from."""
    today = timezone.localdate()
    last_on = today + timedelta(days=USUAL_DAYS)
    items = [code for code in request.GET.getlist("item") if code.isalnum()]
    return Typed(items=items[:1], since=today.isoformat(), last_on=last_on.isoformat())


def read(sent: QueryDict) -> Typed:
    """Return what was sent."""

    def text(name: str) -> str:
        return sent.get(name, "").strip()[:200]

    return Typed(
        agent_kind=text("agent_kind"),
        agent_name=text("agent_name"),
        agent_number=text("agent_number"),
        agent_uscc=text("agent_uscc"),
        agent_station=text("agent_station"),
        items=list(dict.fromkeys(sent.getlist("item")))[:40],
        themes=sent.getlist("theme")[:40],
        is_for_all=sent.get("scope") == "all",
        rights=sent.getlist("right"),
        since=text("since"),
        last_on=text("last_on"),
        words=text("words"),
    )


def terms(typed: Typed, *, actor: Actor, at: datetime) -> identity_services.Terms:
    """Return the terms that a form means.

    Names of items are ours, never those that were sent.

    :raises DomainError: an agent who is not found, or anything else that is wrong
    """
    identity_services.check_may_entrust(actor=actor, at=at)
    kind = AgentKind(typed.agent_kind) if typed.agent_kind in set(AgentKind) else AgentKind.PERSON
    since, last_on = _day(typed.since), _day(typed.last_on)
    return identity_services.Terms(
        agent_kind=kind,
        agent_id=_agent(kind, typed, actor=actor, at=at),
        items=[] if typed.is_for_all else named_items(typed.items),
        themes=[] if typed.is_for_all else _known_themes(typed.themes),
        rights=[right for right in typed.rights if right in AGENT_RIGHTS],
        since=since,
        until=day_after(last_on),
        is_for_all=typed.is_for_all,
    )


def stashed(drafted: identity_services.Draft) -> dict[str, Any]:
    """Return the terms that wait in the session for a passkey: ids and codes, nobody's number."""
    terms = drafted.terms
    return {
        "agent_kind": str(terms.agent_kind),
        "agent_id": str(terms.agent_id),
        "items": [one.code for one in terms.items],
        "themes": list(terms.themes),
        "rights": sorted(str(right) for right in terms.rights),
        "since": terms.since.isoformat(),
        "until": terms.until.isoformat(),
        "is_for_all": terms.is_for_all,
        "seen_sha256": drafted.sha256,
    }


def unstashed(state: Mapping[str, Any]) -> identity_services.Terms:
    """Return the terms that waited."""
    return identity_services.Terms(
        agent_kind=AgentKind(state["agent_kind"]),
        agent_id=UUID(state["agent_id"]),
        items=named_items(state["items"]),
        themes=state["themes"],
        rights=state["rights"],
        since=date.fromisoformat(state["since"]),
        until=date.fromisoformat(state["until"]),
        is_for_all=state["is_for_all"],
    )


def _agent(kind: AgentKind, typed: Typed, *, actor: Actor, at: datetime) -> UUID:
    if kind is AgentKind.FIRM:
        return identity.legal_person_by_uscc(typed.agent_uscc).id
    if kind is AgentKind.STATION:
        try:
            return UUID(typed.agent_station)
        except ValueError:
            return UUID(int=0)
    return identity_services.matched_person(
        name=typed.agent_name, resident_id=typed.agent_number, actor=actor, at=at
    ).id


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def named_items(codes: Sequence[str]) -> list[identity_services.ScopeItem]:
    """Return the items of these basic codes that exist, with their names."""
    names = catalogue.names_of_items(codes)
    return [identity_services.ScopeItem(code, names[code]) for code in codes if code in names]


def _known_themes(themes: Sequence[str]) -> list[str]:
    known = {theme.name for who in ("natural", "legal") for theme in catalogue.themes(who)}
    return [theme for theme in themes if theme in known]


def item_choices(request: HttpRequest, typed: Typed) -> list[ItemChoice]:
    """Return the items chosen so far, and those that the words find in the reader's region."""
    chosen = [ItemChoice(one.code, one.name, True) for one in named_items(typed.items)]
    if not typed.words:
        return chosen
    found = catalogue.search(
        typed.words, region_of(request).code, audience="natural", limit=FOUND_AT_MOST
    )
    taken = {one.code for one in chosen}
    for hit in found.services:
        code = catalogue.snapshot(hit.version_id).basic_code
        if hit.is_applied_for and code not in taken:
            taken.add(code)
            chosen.append(ItemChoice(code, hit.name, False))
    return chosen


def stations(region: Region) -> list[organizations.DepartmentSummary]:
    """Return the service stations of the townships of the county that the region lies in."""
    county = next((one for one in region.path if one.level == DivisionLevel.COUNTY), None)
    if county is None:
        return []
    found = []
    for township in organizations.children(county.code):
        try:
            departments = organizations.departments_in(township.code)
        except DomainError:
            continue
        found += [one for one in departments if one.line == TOWNSHIP_LINE]
    return found
