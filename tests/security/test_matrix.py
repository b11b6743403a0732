# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every route against everybody, about their own things and those of others; see ``matrix.txt``."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.messages import ERROR, get_messages
from django.db import connection
from django.http import HttpResponse
from pytest_django import DjangoDbBlocker

from tests.security.people import ROLES, Everything
from tests.security.rules import CASES, WHO, table
from tests.security.site import Route, routes, taken_back
from tests.security.walking import ask
from yiwang.foundation.web import pages
from yiwang.portal.views.procedures import COMMANDS as OWN_PROCEDURES
from yiwang.workbench.cases.actions import COMMANDS
from yiwang.workbench.cases.procedures import COMMANDS as PROCEDURES
from yiwang.workbench.catalogue.orders import STEPS as ORDER_STEPS

# A download that is refused half-way leaves its generator to the garbage collector.
QUIET = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
pytestmark = [pytest.mark.django_db, QUIET]

RULES = table()
REFUSED, OPEN = "refused", "let in"
SIGN_IN = re.compile(r"/(workbench/)?signin\b")
UNTOLD = (
    "django_session",
    "identity_cache",
    "identity_sign_in_throttle",
    "identity_recent_read",
    "usersessions_usersession",
)
"""Tables that any request may touch: they say who came, not what was done."""
READS = ("cases.case_read", "documents.file_read", "ledger.personal_data_read")
ONLY = {
    "ledger_event": f"WHERE kind <> ALL (ARRAY{list(READS)})",
}
"""Who is refused an act may still read: the page of the case says so, and that is written down."""


ACTS = {
    "workbench/cases/<case_id>/do/<action>": tuple(COMMANDS),
    "workbench/cases/<case_id>/procedures/<action>": tuple(PROCEDURES),
    "my/cases/<case_id>/procedures/<action>": tuple(OWN_PROCEDURES),
    "workbench/people/<person_id>/<action>": ("verify", "release", "lost", "guardian", "paper"),
    "workbench/mandates/<mandate_id>/<action>": ("accept", "confirm", "code", "end"),
    "workbench/cases/<case_id>/shipping/<action>": ("send", "send-back", "check"),
    "workbench/parcels/<parcel_id>/do/<action>": ("take-in", "hand-out", "asked", "lost", "cancel"),
    "workbench/catalogue/orders/<order_id>/<action>": (*ORDER_STEPS, "roll-back"),
    "workbench/scenarios/<base_item_id>/do/<action>": ("publish", "discard", "withdraw"),
    "workbench/benchmarks/<base_item_id>/do/<action>": ("publish", "discard", "withdraw"),
    "workbench/benchmarks/<base_item_id>/lists/<implementation_id>/do/<action>": (
        *("publish", "discard", "withdraw"),
    ),
    "my/parcels/<parcel_id>/<action>": ("cancel", "address", "code"),
}


def cells() -> Iterator[Route]:
    """Return the routes; a route of many acts once for each act."""
    for route in routes():
        acts = ACTS.get(route.path, ()) if not route.is_safe else ()
        for action in acts:
            yield replace(route, path=route.path.replace("<action>", action))
        if not acts:
            yield route


ROUTES = list(cells())


@pytest.fixture(scope="module")
def kept(site: Everything, django_db_blocker: DjangoDbBlocker) -> Mapping[str, tuple[int, int]]:
    """What all tables hold before each test; each takes back what it has done."""
    with django_db_blocker.unblock():
        return _written(connection.introspection.table_names())


@pytest.fixture(scope="module", autouse=True)
def _each_refusal_once() -> Iterator[None]:
    """Render what a refusal looks like once for each reader and face; then its status will do.

    Fifty thousand cells are refused, and their pages cost as much as all the rest.
    """
    seen: set[tuple[object, ...]] = set()
    render = pages.render

    def once(
        request: Any, templates: list[str], context: Mapping[str, object], *, status: int
    ) -> HttpResponse:
        looks = (status, *templates, str(getattr(request, "actor", None)))
        if looks in seen:
            return HttpResponse(status=status)
        seen.add(looks)
        return render(request, templates, context, status=status)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pages, "render", once)
        yield


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_everybody_meets_what_the_table_says(
    route: Route,
    site: Everything,
    kept: Mapping[str, tuple[int, int]],
    record_property: Callable[[str, object], None],
) -> None:
    who = RULES.get((route.method, route.path), "nobody")
    kinds = CASES if "<case_id>" in route.path or "<work_item_id>" in route.path else CASES[:1]
    expected = {(kind, role): _is_open(route, role, kind, who) for kind in kinds for role in ROLES}

    outside = [cell for cell, is_open in expected.items() if not is_open]
    inside = [cell for cell, is_open in expected.items() if is_open]
    # PostgreSQL itself refuses what a GET would write: tests/web/test_answers.py.
    before = {} if route.is_safe else _touched()
    met = {cell: _refusal(route, site, *cell) for cell in outside}
    assert {cell: answer for cell, answer in met.items() if answer != REFUSED} == {}
    after = {} if route.is_safe else _touched()
    touched = {name for name, times in after.items() if times != before.get(name, 0)}
    assert {name for name, state in _written(touched).items() if state != kept[name]} == set()
    met = {cell: _entry(route, site, who, *cell) for cell in inside}
    assert {cell: answer for cell, answer in met.items() if answer != OPEN} == {}

    record_property("matrix", [str(route), len(expected), len(inside), len(outside), len(ROLES)])


def test_what_is_written_is_noticed(site: Everything, kept: Mapping[str, tuple[int, int]]) -> None:
    before = _touched()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organizations_department SET name = name || '处'")
    touched = {name for name, times in _touched().items() if times != before.get(name, 0)}

    assert "organizations_department" in touched
    assert _written(touched)["organizations_department"] != kept["organizations_department"]


def test_every_line_of_the_table_is_a_route() -> None:
    assert RULES.keys() - {(route.method, route.path) for route in ROUTES} == set()


def test_every_route_has_a_line() -> None:
    """A page has a line for GET or for POST, an operation for its method."""
    told = {path for _method, path in RULES}

    operations = {(route.method, route.path) for route in ROUTES if route.is_operation}

    assert operations - RULES.keys() == set()
    assert {route.path for route in ROUTES} - told - ACTS.keys() == set()


def test_every_word_for_who_gets_in_is_known() -> None:
    assert set(RULES.values()) <= WHO.keys()


def _is_open(route: Route, role: str, kind: str, who: str) -> bool:
    if route.is_operation and role == "former agent" and who != "everybody":
        return False  # the token that was issued under the mandate has died with it
    return role in WHO[who][kind]


def _refusal(route: Route, site: Everything, kind: str, role: str) -> str:
    """Return ``refused``, or what was answered instead."""
    answer = ask(route, site, role=role, kind=kind)
    status = answer.status_code
    if status in {401, 403, 404, 405} or _is_told_no(answer):
        return REFUSED
    return f"{status} {answer.headers.get('Location', '')}"


def _is_told_no(answer: HttpResponse) -> bool:
    """Tell whether somebody is sent away: to the sign-in, or back with a sentence that says no."""
    if answer.status_code != 302:
        return False
    if SIGN_IN.search(answer.headers["Location"]):
        return True
    request: Any = answer.wsgi_request  # type: ignore[attr-defined]
    return any(message.level >= ERROR for message in get_messages(request))


def _entry(route: Route, site: Everything, who: str, kind: str, role: str) -> str:
    """Return ``let in``, or what was answered instead; take back what it has done."""
    with taken_back():
        answer = ask(route, site, role=role, kind=kind)
    status, led_to = answer.status_code, answer.headers.get("Location", "")
    if status >= 500 and route.path != "readyz":  # which says so when something is away
        return f"{status}"
    if who == "everybody":
        return OPEN
    # A form that came without its fields is told so; that is no refusal of who sent it.
    if status in {401, 403, 404, 405} or SIGN_IN.search(led_to):
        return f"{status} {led_to}"
    return OPEN


def _touched() -> dict[str, int]:
    """Return how often rows of each table were written in this transaction, for good or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


def _written(tables: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return of each table how many rows it has, and the newest transaction that wrote one."""
    tables = sorted(set(tables) - set(UNTOLD))
    if not tables:
        return {}
    with connection.cursor() as cursor:
        parts = [
            f"SELECT '{name}', count(*), coalesce(max(xmin::text::bigint), 0) "  # noqa: S608
            f'FROM "{name}" {ONLY.get(name, "")}'
            for name in tables
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return {name: (rows, newest) for name, rows, newest in cursor.fetchall()}
