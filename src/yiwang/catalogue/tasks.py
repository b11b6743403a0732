# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the worker does for the catalogue from time to time."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yiwang.catalogue import indexing, jobs, telling
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.searching import stamps
from yiwang.foundation.actors import system_actor
from yiwang.foundation.bulkheads import run_apart

_AGAIN = RetryStrategy(max_attempts=3, wait=10)


@app.task(name=jobs.SHEET_TASK, retry=_AGAIN)
def work_on_sheet(sheet_id: str) -> None:
    """Do the next step of a workbook; begun again, it starts from the first row."""
    catalogue.sheets.work_on_sheet(sheet_id=UUID(sheet_id), at=timezone.now())


@app.task(name=jobs.EFFECT_TASK, retry=_AGAIN)
def take_effect(order_id: str) -> None:
    """Let an approved order of many items take effect; done twice, it changes nothing."""
    catalogue.editing.take_effect_of(order_id=UUID(order_id), at=timezone.now())


@app.periodic(cron="50 3 * * *")
@app.task(name="catalogue.drop_old_sheets", queueing_lock="catalogue.drop_old_sheets")
def drop_old_sheets(timestamp: int) -> None:
    """Drop workbooks that were sent or written more than a month ago."""
    catalogue.sheets.drop_old_sheets(at=timezone.now())


@app.periodic(cron="7 * * * *")
@app.task(name="catalogue.put_due_in_force", queueing_lock="catalogue.put_due_in_force")
def put_due_in_force(timestamp: int) -> None:
    """Let lists and search show the versions whose day has come.

    An order that breaks on a fault of ours keeps nothing else from its day.
    """
    at = timezone.now()
    today = timezone.localdate(at)
    run_apart(
        {
            "orders": lambda: catalogue.editing.take_due_effect(at=at),
            "codes": lambda: catalogue.code_orders.take_due_codes(at=at),
            "versions": lambda: catalogue.put_due_in_force(on=today),
            "search": lambda: indexing.index_stale(indexing.every_item(), on=today),
        }
    )


@app.periodic(cron="41 3 * * *")
@app.task(name="catalogue.forget_queries", queueing_lock="catalogue.forget_queries")
def forget_queries(timestamp: int) -> None:
    """Drop words that only one person searched for, and old marks of changes."""
    catalogue.synonyms.forget_single_queries(on=timezone.localdate())
    stamps.drop_old_changes()


@app.periodic(cron="40 2 * * *")
@app.task(name="catalogue.move_stars_on", queueing_lock="catalogue.move_stars_on")
def move_stars_on(timestamp: int) -> None:
    """Let the ninety days that stars look back move on by one."""
    catalogue.move_stars_on(on=timezone.localdate())


@app.periodic(cron="20 1 * * *")
@app.task(name="catalogue.compare", queueing_lock="catalogue.compare")
def compare(timestamp: int) -> None:
    """Compare everything anew, because days pass too, and write down the day's index."""
    at = timezone.now()
    catalogue.comparison.compare_all(actor=system_actor("comparison"), at=at)
    catalogue.comparison.keep_index(on=timezone.localdate(at))


@app.periodic(cron="10 8 * * *")
@app.task(name="catalogue.tell_findings", queueing_lock="catalogue.tell_findings")
def tell_findings(timestamp: int) -> None:
    """Tell editors who have a work mail what the night's comparison found for them."""
    telling.tell_of_findings(at=timezone.now())


@app.periodic(cron="20 3 * * *")
@app.task(name="catalogue.build_sitemaps", queueing_lock="catalogue.build_sitemaps")
def build_sitemaps(timestamp: int) -> None:
    """Lay out the site maps anew, so that none grows beyond what a site map may hold."""
    catalogue.build_sitemaps(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="catalogue.check_outside_links", queueing_lock="catalogue.check_outside_links")
def check_outside_links(timestamp: int) -> None:
    """Check whether the links of zones still live, a few at a time."""
    catalogue.check_outside_links(at=timezone.now())
