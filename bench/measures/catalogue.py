# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue at the volume of a large province: following, full import, suggestions."""

import io
import random
import tempfile
import time
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import orjson

from bench import http_load, volume
from bench.harness import Figure, percentile
from bench.installation import CLIENTS, Place
from bench.measures.pages import WARMING, typed_text

SPARE_ITEMS = 40
ROUNDS = 3
SECONDS_FOR_ALL = 5.0
ROWS_A_SECOND = 5_000
_OF_SPARE_ITEMS = f"""
JOIN catalogue_base_item b ON b.id = l.base_item_id
 AND b.line = '演练' AND b.local_code >= 'Y{volume.ITEMS:05d}'
"""
FRESH = {
    "catalogue_implementation": _OF_SPARE_ITEMS.replace("l.base", "t.base"),
    "catalogue_implementation_version": (
        f"JOIN catalogue_implementation l ON l.id = t.implementation_id {_OF_SPARE_ITEMS}"
    ),
}
"""The rows of a table that belong to the spare items."""


def follow(place: Place) -> list[Figure]:
    """Change the base item with the most lists; all of them follow in one transaction."""
    volume.lists(place)
    from django.db import transaction
    from django.utils import timezone

    from yiwang.catalogue import services
    from yiwang.foundation.actors import system_actor

    base, count = _base_with_most_lists()
    seconds = []
    for turn in range(ROUNDS):
        with transaction.atomic():
            draft = services.revise_base_item(
                base_item_id=base.base_item_id,
                content=base.content | {"quantity_limit": f"每年{turn + 1}件"},
                form_code=base.form_code,
                process_code=base.process_code,
                actor=system_actor("bench"),
                at=timezone.now(),
            )
            began = time.perf_counter()
            services.publish_base_version(
                version_id=draft.id, actor=system_actor("bench"), at=timezone.now()
            )
            seconds.append(time.perf_counter() - began)
            transaction.set_rollback(True)
    worst = max(seconds)
    notes: dict[str, object] = {
        "lists": count,
        "ms a list": round(1000 * worst / count, 2),
        "seconds": [round(each, 2) for each in seconds],
    }
    return [Figure("follow", worst, "s", SECONDS_FOR_ALL, is_ceiling=True, notes=notes)]


def full_import(place: Place) -> list[Figure]:
    """Publish the lists of a file into the full catalogue, beside a raw COPY of the same rows."""
    volume.lists(place)
    from django.db import transaction
    from django.utils import timezone

    from yiwang.catalogue import services
    from yiwang.foundation.actors import system_actor

    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / "lists.jsonl"
        count = _written(path)
        began, spent = time.perf_counter(), time.process_time()
        report = services.load_list_file(path=path, actor=system_actor("bench"), at=timezone.now())
        seconds, spent = time.perf_counter() - began, time.process_time() - spent
        if report.changed != count:
            raise RuntimeError("Some of the lists were there before.")
        raw = _raw_copy_seconds()
        transaction.set_rollback(True)
    notes: dict[str, object] = {
        "lists": count,
        "a raw COPY of the same rows takes": f"{raw:.2f} s",
        "ratio to it": round(raw / seconds, 3),
        "our CPU ms a list": round(1000 * spent / count, 3),
        "file": "JSON lines, every element checked, constraints, indexes and triggers on",
    }
    return [Figure("full import", count / seconds, "lists/s", ROWS_A_SECOND, notes=notes)]


def suggest(place: Place) -> list[Figure]:
    """Suggest while people type, in districts all over the province, sixteen at once."""
    volume.lists(place)
    rng = random.Random(4)
    regions = volume.counties()

    def request() -> bytes:
        word = typed_text(rng)
        typed = word[: rng.randint(1, len(word))]
        cookie = {"Cookie": f"yw_region={rng.choice(regions)}"}
        return http_load.request_bytes("GET", f"/search/suggest?q={quote(typed)}", headers=cookie)

    with place.web() as server:
        http_load.run(server.address, request, clients=CLIENTS, lasting=WARMING)
        alone = http_load.run(server.address, request, clients=1, lasting=6)
        crowd = http_load.run(server.address, request, clients=CLIENTS, lasting=8)
    notes: dict[str, object] = {
        "p95 ms with 1 client": round(1000 * percentile(alone.seconds, 0.95), 1),
        "median ms": round(1000 * percentile(crowd.seconds, 0.5), 1),
        "answers/s": round(crowd.rate, 1),
    }
    p95 = 1000 * percentile(crowd.seconds, 0.95)
    name = f"suggest p95, {CLIENTS} clients"
    return [Figure(name, p95, "ms", 30, is_ceiling=True, notes=notes)]


def index_size(place: Place) -> list[Figure]:
    """Compare the search index with the text that it finds."""
    volume.lists(place)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
             WHERE c.relkind = 'r' AND c.relname LIKE 'catalogue_search%'
            """
        )
        (index,) = cursor.fetchone()
        cursor.execute(
            """
            SELECT sum(octet_length(v.content::text)) FROM catalogue_base_version v
              JOIN catalogue_search_entry e ON e.base_version_id = v.id
            """
        )
        (items,) = cursor.fetchone()
        cursor.execute(
            "SELECT sum(octet_length(text)), sum(pg_column_size(words)) FROM catalogue_article"
        )
        articles, words = cursor.fetchone()
        cursor.execute(
            """
            SELECT coalesce(sum(pg_relation_size(i.indexrelid)), 0) FROM pg_index i
              JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
              JOIN pg_am a ON a.oid = x.relam
             WHERE t.relname = 'catalogue_article' AND a.amname = 'gin'
            """
        )
        (article_index,) = cursor.fetchone()
    text, whole = int(items) + int(articles or 0), int(index) + int(words or 0) + int(article_index)
    notes: dict[str, object] = {
        "text of items MB": round(int(items) / 1e6, 1),
        "text of articles MB": round(int(articles or 0) / 1e6, 1),
        "index MB": round(whole / 1e6, 1),
    }
    return [Figure("index to text", whole / text, "times", 3, is_ceiling=True, notes=notes)]


def _base_with_most_lists():  # type: ignore[no-untyped-def]
    from django.db.models import Count

    from yiwang.catalogue.models import BaseItemVersion, ImplementationList

    lists = ImplementationList.objects.filter(state="open").values("base_item_id")
    most = lists.annotate(count=Count("id")).order_by("-count")[0]
    base = BaseItemVersion.objects.get(
        base_item_id=most["base_item_id"], state="published", effective_to__isnull=True
    )
    return base, most["count"]


def _written(path: Path) -> int:
    """Write the lists of some items that are not there yet, one at each department."""
    from django.utils import timezone

    from yiwang.catalogue import synthetic
    from yiwang.catalogue.content import dump_content
    from yiwang.catalogue.loading.items import store_items
    from yiwang.catalogue.loading.local import LocalFacts, local_content
    from yiwang.foundation.actors import system_actor
    from yiwang.organizations import selectors as organizations

    sources = list(islice(synthetic.sources(), volume.ITEMS, volume.ITEMS + SPARE_ITEMS))
    store_items(sources, actor=system_actor("bench"), at=timezone.now())
    departments = [
        one for one in organizations.departments_by_line() if one.division_code.startswith("33")
    ]
    count = 0
    with path.open("wb") as file:
        for source in sources:
            for department in departments:
                content = dump_content(local_content(source, department, LocalFacts({})))
                row = {
                    "item": source.keys.code,
                    "department": department.uscc,
                    "content": content,
                }
                file.write(orjson.dumps(row) + b"\n")
                count += 1
    return count


def _raw_copy_seconds() -> float:
    """Copy the rows just loaded into bare tables: no index, no constraint, no trigger."""
    from django.db import connection

    seconds = 0.0
    with connection.cursor() as cursor:
        for table, narrowed in FRESH.items():
            kept = io.BytesIO()
            query = f"SELECT t.* FROM {table} t {narrowed}"  # noqa: S608 - names from above
            with cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
                for piece in copy:
                    kept.write(piece)
            cursor.execute(f"CREATE TABLE bench_{table} AS SELECT * FROM {table} LIMIT 0")  # noqa: S608
            began = time.perf_counter()
            with cursor.copy(f"COPY bench_{table} FROM STDIN") as copy:
                copy.write(kept.getvalue())
            seconds += time.perf_counter() - began
    return seconds
