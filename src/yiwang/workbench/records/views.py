# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Records: the notices that were issued, and the ledger of everything that happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.cases import selectors as cases
from yiwang.documents import selectors as documents
from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.foundation.errors import FieldError, InvalidDivisionCode
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import selectors as ledger
from yiwang.ledger.errors import ProofUnavailable
from yiwang.ledger.events import RecordedEvent, known_kinds
from yiwang.organizations import selectors as organizations
from yiwang.workbench.frame import actor_of, page, shown_text, uuids
from yiwang.workbench.records.words import ACTORS, kind_name, purpose_name, subject_name

LEDGER = "/workbench/ledger"


@audience("staff")
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List what the department has issued, newest first."""
    with read_only():
        found = documents.issued_by(
            actor_of(request), cursor=request.GET.get("cursor", ""), limit=50
        )
        about = cases.party_papers.cases_of(found.rows)
        context = {
            "documents": [(one, about[one.pk]) for one in found.rows],
            "next_url": "?" + urlencode({"cursor": found.next_cursor}) if found.next_cursor else "",
        }
        return page(request, "workbench/notices.html", context, current="/workbench/notices")


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody wants to see of the ledger, as they typed it."""

    kind: str
    since: str
    until: str
    region: str

    def as_query(self, cursor: str) -> str:
        """Return the address of the next page."""
        sent = {"kind": self.kind, "since": self.since, "until": self.until, "region": self.region}
        kept = {name: value for name, value in sent.items() if value}
        return "?" + urlencode(kept | {"cursor": cursor})


@audience("staff")
@require_safe
def ledger_browser(request: HttpRequest) -> HttpResponse:
    """Browse the facts that the reader's post may see, newest first."""
    sought = Sought(
        kind=_known(request.GET.get("kind", "")),
        since=shown_text(request.GET.get("since", "")),
        until=shown_text(request.GET.get("until", "")),
        region=shown_text(request.GET.get("region", "")),
    )
    errors: list[FieldError] = []
    filters = _filters(sought, errors)
    with read_only():
        found = ledger.recorded_events(
            actor=actor_of(request),
            filters=filters,
            cursor=request.GET.get("cursor") or None,
            limit=50,
        )
        context = {
            "lines": _lines([] if errors else found.events),
            "kinds": sorted((kind_name(kind), kind) for kind in known_kinds()),
            "sought": sought,
            "errors": errors,
            "wrong": {"since": "", "until": "", "region": ""}
            | {each.path.strip("/"): each.message for each in errors},
            "next_url": sought.as_query(found.next_cursor)
            if found.next_cursor and not errors
            else "",
            "checkpoint": ledger.latest_checkpoint(),
            "lag": ledger.sequencer_lag(),
            "anchor": ledger.anchor_age(at=timezone.now()),
            "keys": ledger.verifier_keys(),
        }
        status = 422 if errors else 200
        return page(request, "workbench/ledger.html", context, current=LEDGER, status=status)


def _known(kind: str) -> str:
    return kind if kind in known_kinds() else ""


def _filters(sought: Sought, errors: list[FieldError]) -> ledger.EventFilters:
    until = _day(sought.until, "until", errors)
    return ledger.EventFilters(
        kind=sought.kind or None,
        since=_midnight(_day(sought.since, "since", errors)),
        until=_midnight(until + timedelta(days=1) if until and until < date.max else until),
        region_code=_region(sought.region, errors),
    )


def _day(text: str, name: str, errors: list[FieldError]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors.append(FieldError(f"/{name}", "date", _("请填写日期，例如 2026-11-23。")))
        return None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _region(text: str, errors: list[FieldError]) -> str | None:
    if not text:
        return None
    try:
        return parse_division_code(text).code
    except InvalidDivisionCode as refusal:
        errors.append(FieldError("/region", refusal.code, str(refusal)))
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """One fact, in words."""

    event: RecordedEvent
    kind: str
    who: str
    subject: str
    purpose: str


def _lines(events: Sequence[RecordedEvent]) -> list[Line]:
    """Return the facts in words; one query for the names of staff."""
    named = ("staff_id", "deputy_for")
    ids = uuids(str(event.actor.get(key, "")) for event in events for key in named)
    names = organizations.staff_names(ids) if ids else {}
    return [
        Line(
            event,
            kind=kind_name(event.kind),
            who=_who(event.actor, names),
            subject=subject_name(event.subject_type),
            purpose=purpose_name(event.purpose),
        )
        for event in events
    ]


def _who(actor: Mapping[str, Any], names: Mapping[UUID, str]) -> str:
    kind = str(actor.get("kind", ""))
    words = str(ACTORS.get(kind, kind))
    named = [names[one] for one in uuids([str(actor.get("staff_id", ""))]) if one in names]
    absent = [names[one] for one in uuids([str(actor.get("deputy_for", ""))]) if one in names]
    named += [_("代 %(name)s") % {"name": name} for name in absent]
    named += [str(actor[key]) for key in ("client", "system") if actor.get(key)]
    return " · ".join([words, *named])


@audience("staff")
@require_safe
def proof(request: HttpRequest, seq: int) -> HttpResponse:
    """Show the proof that a fact is in the signed log."""
    with read_only():
        context: dict[str, Any] = {"seq": seq, "checkpoint": ledger.latest_checkpoint()}
        try:
            proved = ledger.inclusion_proof(seq)
        except ProofUnavailable:
            return page(request, "workbench/no_proof.html", context, current=LEDGER, status=404)
        context |= {
            "proof": proved,
            "leaf": proved.leaf_hash.hex(),
            "root": proved.root.hex(),
            "path": [step.hex() for step in proved.path],
        }
        return page(request, "workbench/proof.html", context, current=LEDGER)
