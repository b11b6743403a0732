# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of items that hold elements of editors, when one list in twenty holds some."""

from urllib.parse import urlencode

from bench import http_load, volume
from bench.harness import Figure, percentile
from bench.installation import Place

GOAL = 1.5
FEW, MANY = 2_000, 20
"""One list in so many holds elements of its editors."""
ELEMENTS = (
    "address",
    "hours",
    "consult_phone",
    "complaint_phone",
    "counter",
    "promise_limit",
    "project_type",
    "visits",
    "visit_reason",
    "handling_forms",
    "online_depth",
    "is_online",
    "is_mobile",
    "is_bookable",
    "result_delivery",
    "spared_materials",
    "fees",
    "online_url",
    "cross_region",
)
# A list in a hundred of these clashes with its data file, and one was withdrawn.
_FILL = """
INSERT INTO catalogue_own_element
       (id, layer, element, base_item_id, implementation_id, code, region_code, department_id,
        state, is_bare, is_new, changed_at)
SELECT gen_random_uuid(), 'list', e.name, NULL, l.id, l.code, l.region_code, l.department_id,
       CASE l.n / %(every)s %% 100 WHEN 0 THEN 'clash' WHEN 1 THEN 'withdrawn' ELSE 'own' END,
       false, false, now() - (l.n %% 700) * interval '1 day'
  FROM (SELECT i.id, i.code, i.region_code, i.department_id,
               row_number() OVER (ORDER BY i.code) AS n
          FROM catalogue_implementation i WHERE i.state = 'open') l
 CROSS JOIN unnest(%(elements)s::text[] || ''::text) AS e (name)
 WHERE l.n %% %(every)s = 0
ON CONFLICT DO NOTHING
"""


def pages(place: Place) -> list[Figure]:
    """Narrow the list in every way, with fifteen thousand rows and with a million and a half."""
    from django.db import connection

    volume.lists(place)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    fewer, few = _filled(place, every=FEW)
    rows, many = _filled(place, every=MANY)
    return [
        Figure(
            f"own, {name}",
            1000 * many[name],
            "ms",
            GOAL,
            reference=f"{fewer:,} rows",
            reference_value=1000 * few[name],
            ratio=many[name] / few[name],
            is_ceiling=True,
            notes={"rows": rows},
        )
        for name in few
    ]


def _filled(place: Place, *, every: int) -> tuple[int, dict[str, float]]:
    """Return how many elements of editors there are then, and what each way to narrow takes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_own_element WHERE layer = 'list'")
        cursor.execute(_FILL, {"every": every, "elements": list(ELEMENTS)})
        rows = cursor.rowcount
        cursor.execute("VACUUM ANALYZE catalogue_own_element")
    return rows, _medians(place)


def _medians(place: Place) -> dict[str, float]:
    """Return the median seconds of each way to narrow, asked for by one client."""
    from yiwang.identity.models import Account

    session = volume.session_of(Account.objects.get(login="mulu-editor"))
    city, county = volume.CITY.ljust(12, "0"), volume.DISTRICT.ljust(12, "0")
    ways: dict[str, dict[str, str]] = {
        "all": {},
        "an element": {"element": "hours"},
        "a day": {"since": "2026-06-01"},
        "a day in a city": {"since": "2026-06-01", "place": city},
        "a county": {"place": county},
        "clashes": {"state": "clash"},
        "withdrawn": {"state": "withdrawn"},
        "clashes since a day": {"state": "clash", "since": "2026-06-01"},
    }
    found = {}
    with place.web() as server:
        for name, narrowed in ways.items():
            path = "/workbench/catalogue/own?" + urlencode({"layer": "list", **narrowed})
            request = http_load.request_bytes(
                "GET", path, headers={"Cookie": f"yw_session={session}"}
            )
            http_load.run(server.address, lambda r=request: r, clients=1, lasting=2)
            load = http_load.run(server.address, lambda r=request: r, clients=1, lasting=4)
            found[name] = percentile(load.seconds, 0.5)
    return found
