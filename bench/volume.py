# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Volume: a million and a half published lists, a million cases, and people to look at them."""

from datetime import date
from typing import TYPE_CHECKING

from bench.installation import Place, without_cases

if TYPE_CHECKING:
    from yiwang.identity.models import Account

LISTS = 1_500_000
ITEMS = 1_200
CASES = 1_000_000
CITY = "3301"
DISTRICT = "330106"
TRACKED_ON = date(2025, 1, 2)
"""A day whose case numbers nobody else uses here."""

# Cases of the past years over all departments of a place, each under a list of its own department;
# some are open and wait. Twenty of them are the same applicant's, as a busy citizen has them; only
# the newest, which are looked at, belong to people whom the installation knows.
_CASES = """
WITH places AS (
    SELECT d.id AS department_id, d.division_id AS region_code, template.version_id,
           template.item_code, row_number() OVER (ORDER BY d.id) - 1 AS place,
           count(*) OVER () AS places
    FROM organizations_department d
    CROSS JOIN LATERAL (
        SELECT v.id AS version_id, l.code AS item_code
        FROM catalogue_implementation l
        JOIN catalogue_implementation_version v ON v.id = l.current_id
        WHERE l.department_id = d.id AND l.state = 'open' AND v.state = 'published'
        ORDER BY l.code LIMIT 1
    ) AS template
    WHERE d.division_id LIKE %(within)s
), people AS (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS people
    FROM identity_natural_person
), made AS (
    SELECT gen_random_uuid() AS id, n, places.region_code, places.department_id,
           places.version_id, places.item_code, coalesce(people.id, md5('applicant ' || n / 20)::uuid) AS applicant_id,
           '压力测试' AS name,
           now() - n * interval '1 minute' AS at, (n / places.places) %% %(every)s = 0 AS is_open
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
    JOIN places ON places.place = n %% places.places
    LEFT JOIN people ON n <= 20 * people.people AND people.place = n %% people.people
), stored AS (
    INSERT INTO cases_case (
        id, region_code, number, query_code, item_code, item_name, item_type, applicant_kind,
        applicant_id, applicant_name, submitted_by_id, channel, state, outcome, form_data, revision,
        submitted_at, received_at, intake_due_on, is_deadline_provisional, not_accepted_reason,
        not_accepted_explanation, delivery_method, department_id, version_id, closed_at
    )
    SELECT id, region_code, 'BENCH-' || n, 'BENCHBEN', item_code, '压力测试事项', '01', 'natural',
           applicant_id, name, applicant_id, 2, CASE WHEN is_open THEN 'submitted' ELSE 'withdrawn' END,
           '', '{"content": "压力测试"}', 1, at, at, at::date + 7, false, '', '', '',
           department_id, version_id, CASE WHEN is_open THEN NULL ELSE at END
    FROM made
)
INSERT INTO cases_work_item (
    id, region_code, case_id, department_id, role, step_key, element_id, kind, form_code, step_name,
    case_number, item_name, applicant_name, due_on, is_stopped, state, created_at
)
SELECT gen_random_uuid(), region_code, id, department_id, 'counter', 'intake', '', 'task', '', '受理',
       'BENCH-' || n, '压力测试事项', name, at::date + 7, false,
       CASE WHEN is_open THEN 'open' ELSE 'cancelled' END, at
FROM made
"""


def lists(_place: Place) -> None:
    """Have at least a million and a half published lists, as a large province has."""
    from django.utils import timezone

    from yiwang.catalogue.models import ImplementationList
    from yiwang.catalogue.synthetic import load_synthetic_lists
    from yiwang.foundation.actors import system_actor

    if ImplementationList.objects.count() < LISTS:
        print("  publishing made-up lists …", flush=True)
        load_synthetic_lists(
            count=LISTS, items=ITEMS, actor=system_actor("bench"), at=timezone.now()
        )


def codes() -> list[str]:
    """Return codes of open lists."""
    from yiwang.catalogue import selectors as catalogue

    return catalogue.list_codes(5_000)


def counties() -> list[str]:
    """Return the codes of all counties of the province."""
    from yiwang.organizations import selectors as organizations

    return [
        county.code
        for city in organizations.children("330000000000")
        for county in organizations.children(city.code)
    ]


def cases(_place: Place, *, number: int = CASES, every: int = 10, within: str = CITY) -> None:
    """Have a million cases, one in ten of them waiting at a counter.

    :param number: how many, at least
    :param every: one in how many waits, in each department alike
    :param within: how codes of divisions begin whose departments have them
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case WHERE query_code = 'BENCHBEN'")
        (there,) = cursor.fetchone()
        # These lists are younger than two years, and the database opens no case before its list;
        # the other triggers ask for each row what made-up rows are known to keep.
        for table in ("cases_case", "cases_work_item"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        while there < number:
            print(f"  making cases: {there:,} of {number:,}", flush=True)
            last = min(there + 100_000, number)
            cursor.execute(
                _CASES,
                {"first": there + 1, "last": last, "every": every, "within": f"{within}%"},
            )
            there = last
        for table in ("cases_case", "cases_work_item"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"ANALYZE {table}")


def no_cases(place: Place) -> None:
    """Take every case away, with all that belongs to it."""
    from django.db import connection

    without_cases(place.var).touch()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE cases_case, cases_work_item CASCADE")


def trackable(number: int) -> list[tuple[str, str]]:
    """Return numbers of cases with the codes by which anybody may follow them."""
    from yiwang.cases.models import Case
    from yiwang.foundation.codes.case_numbers import make_case_number

    ours = Case.objects.filter(query_code="BENCHBEN").order_by("-submitted_at")
    made = []
    for case_id, region_code, text in ours.values_list("id", "region_code", "number")[:number]:
        _mark, _, serial = text.partition("BENCH-")
        if serial:
            text = make_case_number(division_code=region_code, on=TRACKED_ON, serial=int(serial))
            Case.objects.filter(pk=case_id).update(number=text)
        made.append((text, "BENCHBEN"))
    return made


def staff_sessions() -> list[str]:
    """Return session keys of members of staff of one district who may accept applications."""
    from yiwang.identity.models import Account

    return [session_of(each) for each in Account.objects.filter(login__endswith="-counter")]


def session_of(account: "Account") -> str:
    """Return the key of a session that an account has begun."""
    from importlib import import_module

    from django.conf import settings
    from django.test import RequestFactory
    from django.utils import timezone

    from yiwang.identity import services as identity

    request = RequestFactory().get("/")
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    identity.start_session(request, account=account, at=timezone.now())
    request.session.save()
    return str(request.session.session_key)
