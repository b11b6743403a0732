# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about clients, consents and sessions, each for whoever asks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.sso import addresses
from yiwang.sso.enums import (
    OK,
    REASONS,
    KeyState,
    LogoutState,
    RegistrationState,
    Scope,
    Step,
)
from yiwang.sso.errors import SystemNotFound
from yiwang.sso.models import (
    Client,
    ClientSession,
    Consent,
    Figure,
    LogoutDelivery,
    Registration,
    SigningKey,
)

if TYPE_CHECKING:
    from yiwang.organizations.selectors import DepartmentSummary

MOST = 500
READERS = frozenset({Right.IDENTITY_MANAGE, Right.SECURITY_MANAGE})
"""Rights whose holders see the systems in their reach."""


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One thing that a client may learn, and why."""

    code: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A consent as the person who gave it sees it."""

    id: UUID
    name: str
    department: str
    purpose: str
    lines: Sequence[ScopeLine]
    given_at: datetime


@dataclass(frozen=True, slots=True)
class OpenShare:
    """Where somebody is signed in through us."""

    id: UUID
    name: str
    department: str
    signed_in_at: datetime


@dataclass(frozen=True, slots=True)
class SystemLine:
    """A client in a list: whether it is on, and when it was last used."""

    client_id: str
    name: str
    department: str
    audience: str
    state: str
    state_label: str
    last_sign_in_at: datetime | None
    today: int
    failures: int


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """An application that waits, or waited, for review."""

    id: UUID
    client_id: str
    name: str
    department: str
    state: str
    state_label: str
    applied_by: UUID
    applied_at: datetime
    decided_at: datetime | None
    note: str
    content: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step came out, how often, and when last."""

    step: str
    step_label: str
    outcome: str
    label: str
    times: int
    last_at: datetime

    @property
    def is_good(self) -> bool:
        return self.outcome == OK


@dataclass(frozen=True, slots=True)
class SystemDetail:
    """A client as those who manage it see it."""

    client: Client
    department: "DepartmentSummary"
    lines: Sequence[ScopeLine]
    redirect_uris: Sequence[str]
    post_logout_redirect_uris: Sequence[str]


@dataclass(frozen=True, slots=True)
class Health:
    """How a client does.

    :ivar days: sign-ins by day, the last thirty, oldest first
    :ivar outcomes: of the last seven days, the latest first
    :ivar waiting: logouts on their way; ``given_up``: that nobody took, last seven days
    """

    days: Sequence[tuple[date, int]]
    outcomes: Sequence[Outcome]
    last_sign_in_at: datetime | None
    waiting: int
    given_up: int

    @property
    def most(self) -> int:
        return max((count for _day, count in self.days), default=0) or 1


# ── for the person who signs in


def scope_lines(client: Client, scopes: Collection[str]) -> list[ScopeLine]:
    """Return what scopes tell a client, in plain words, in a fixed order."""
    return [
        ScopeLine(scope.value, str(scope.label), str(client.reasons.get(scope.value, "")))
        for scope in Scope
        if scope.value in scopes
    ]


def consents_of(actor: Actor) -> list[GivenConsent]:
    """Return somebody's own consents that stand, the latest first."""
    if actor.account_id is None:
        return []
    rows = Consent.objects.filter(account_id=actor.account_id, revoked_at=None)
    return [
        GivenConsent(
            id=row.id,
            name=row.client.name,
            department=organizations.department(row.client.department_id).name,
            purpose=row.client.purpose,
            lines=scope_lines(row.client, row.scopes),
            given_at=row.given_at,
        )
        for row in rows.select_related("client").order_by("-given_at")[:MOST]
    ]


def client_sessions_of(actor: Actor) -> list[OpenShare]:
    """Return where somebody is signed in through us, the latest first."""
    if actor.account_id is None:
        return []
    rows = ClientSession.objects.filter(
        account_id=actor.account_id,
        ended_at=None,
        signed_in_at__isnull=False,
        session__ended_at=None,
        session__ends_at__gt=timezone.now(),
    )
    return [
        OpenShare(
            id=row.id,
            name=row.client.name,
            department=organizations.department(row.client.department_id).name,
            signed_in_at=row.signed_in_at or row.started_at,
        )
        for row in rows.select_related("client").order_by("-signed_in_at")[:MOST]
    ]


def reason_name(code: str) -> str | Promise:
    """Return what an outcome is called."""
    return REASONS.get(code, code)


def origin_of(address: str) -> str:
    """Return scheme, host and port of a registered address."""
    return addresses.origin_of(address)


# ── for those who manage systems


def systems(actor: Actor) -> list[SystemLine]:
    """Return the clients that the actor manages, by name."""
    rows = list(_reached(Client.objects.all(), actor).order_by("name", "client_id")[:MOST])
    ids = [row.id for row in rows]
    today = timezone.localdate()
    recent = Figure.objects.filter(client_id__in=ids, day=today)
    good = dict(recent.filter(step=Step.SIGN_IN).values_list("client_id", "times"))
    bad: dict[UUID, int] = {}
    for client_id, times in recent.exclude(outcome=OK).values_list("client_id", "times"):
        bad[client_id] = bad.get(client_id, 0) + times
    last = dict(
        Figure.objects.filter(client_id__in=ids, step=Step.SIGN_IN)
        .values_list("client_id")
        .annotate(Max("last_at"))
    )
    return [
        SystemLine(
            client_id=row.client_id,
            name=row.name,
            department=organizations.department(row.department_id).name,
            audience=row.get_audience_display(),
            state=row.state,
            state_label=row.get_state_display(),
            last_sign_in_at=last.get(row.id),
            today=good.get(row.id, 0),
            failures=bad.get(row.id, 0),
        )
        for row in rows
    ]


def applications(actor: Actor, *, is_waiting: bool = True) -> list[ApplicationLine]:
    """Return applications that the actor may see: the oldest waiting, or the latest decided."""
    rows = _reached(Registration.objects.select_related("client"), actor)
    if is_waiting:
        rows = rows.filter(state=RegistrationState.WAITING).order_by("applied_at")
    else:
        rows = rows.exclude(state=RegistrationState.WAITING).order_by("-decided_at")
    return [_application(row) for row in rows[:MOST]]


def application(registration_id: UUID, *, actor: Actor) -> ApplicationLine:
    """Return one application.

    :raises SystemNotFound: there is none such, or it is another department's
    """
    rows = _reached(Registration.objects.select_related("client"), actor)
    found = rows.filter(pk=registration_id).first()
    if found is None:
        raise SystemNotFound
    return _application(found)


def system(client_id: str, *, actor: Actor) -> SystemDetail:
    """Return one client.

    :raises SystemNotFound: there is none such, or it is another department's
    """
    found = _reached(Client.objects.filter(client_id=client_id), actor).first()
    if found is None:
        raise SystemNotFound
    return SystemDetail(
        client=found,
        department=organizations.department(found.department_id),
        lines=scope_lines(found, found.scopes),
        redirect_uris=found.redirect_uris.split(),
        post_logout_redirect_uris=found.post_logout_redirect_uris.split(),
    )


def health(client_id: UUID, *, today: date) -> Health:
    """Return how a client does; the caller has made sure that the reader manages it."""
    month = [today - timedelta(days=offset) for offset in reversed(range(30))]
    rows = Figure.objects.filter(client_id=client_id, day__gte=month[0])
    counts = dict(rows.filter(step=Step.SIGN_IN, outcome=OK).values_list("day", "times"))
    week = rows.filter(day__gt=today - timedelta(days=7)).order_by("-last_at")
    outcomes: dict[tuple[str, str], Outcome] = {}
    for row in week:
        each, known = _outcome(row), outcomes.get((row.step, row.outcome))
        outcomes[row.step, row.outcome] = (
            replace(known, times=known.times + each.times) if known else each
        )
    sent = LogoutDelivery.objects.filter(client_session__client_id=client_id)
    since = timezone.now() - timedelta(days=7)
    return Health(
        days=[(day, counts.get(day, 0)) for day in month],
        outcomes=list(outcomes.values()),
        last_sign_in_at=Figure.objects.filter(client_id=client_id, step=Step.SIGN_IN).aggregate(
            last=Max("last_at")
        )["last"],
        waiting=sent.filter(state=LogoutState.WAITING).count(),
        given_up=sent.filter(state=LogoutState.GIVEN_UP, finished_at__gte=since).count(),
    )


def round_trip(client_id: UUID, *, today: date) -> list[tuple[str, Outcome | None, list[Outcome]]]:
    """Return, step by step, what last went well today and what went wrong, the latest first."""
    rows = Figure.objects.filter(client_id=client_id, day=today).order_by("-last_at")
    found = [_outcome(row) for row in rows]
    return [
        (
            str(step.label),
            next((each for each in found if each.step == step and each.is_good), None),
            [each for each in found if each.step == step and not each.is_good],
        )
        for step in (Step.AUTHORIZE, Step.TOKEN, Step.SIGN_IN, Step.REFRESH, Step.LOGOUT)
    ]


def has_signing_keys() -> bool:
    """Tell whether tokens can be signed at all."""
    return SigningKey.objects.filter(state=KeyState.CURRENT).exists()


def _outcome(row: Figure) -> Outcome:
    return Outcome(
        step=row.step,
        step_label=row.get_step_display(),
        outcome=row.outcome,
        label=str(reason_name(row.outcome)),
        times=row.times,
        last_at=row.last_at,
    )


def _application(row: Registration) -> ApplicationLine:
    return ApplicationLine(
        id=row.id,
        client_id=row.client.client_id if row.client else "",
        name=str(row.content["name"]),
        department=organizations.department(row.department_id).name,
        state=row.state,
        state_label=row.get_state_display(),
        applied_by=row.applied_by_id,
        applied_at=row.applied_at,
        decided_at=row.decided_at,
        note=row.decision_note,
        content=row.content,
    )


def _reached(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """Return what lies in the reach of the actor's post, if that manages systems at all."""
    if not actor.is_staff or actor.rights.isdisjoint(READERS):
        return rows.none()
    if actor.covers_subtree:
        first, last = organizations.code_range(actor.division_code)
        return rows.filter(region_code__range=(first, last))
    return rows.filter(department_id=actor.department_id)
