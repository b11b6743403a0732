# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the delivery room: orders on their way, questions to carriers, and the played ones."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yiwang.delivery.carriers import playing, registry
from yiwang.delivery.errors import CarrierAway
from yiwang.delivery.services import (
    booking,
    callbacks,
    cancelling,
    parcels,
    polling,
    redirecting,
    silence,
)


@app.task(name=parcels.BOOK_TASK, queue=parcels.QUEUE)
def book_parcel(parcel_id: str) -> None:
    """Order one parcel's carriage; done twice, it changes nothing."""
    booking.book(UUID(parcel_id), at=timezone.now())


@app.task(name=redirecting.REDIRECT.task, queue=parcels.QUEUE)
def redirect_parcel(parcel_id: str) -> None:
    """Ask for another address of one parcel; without an answer the sweep asks again."""
    redirecting.ask(UUID(parcel_id), at=timezone.now())


@app.task(name=cancelling.CALL_OFF.task, queue=parcels.QUEUE)
def call_parcel_off(parcel_id: str) -> None:
    """Ask for one order to be taken back; without an answer the sweep asks again."""
    cancelling.ask(UUID(parcel_id), at=timezone.now())


@app.task(name=callbacks.POLL_TASK, queue=parcels.QUEUE)
def poll_parcel(parcel_id: str) -> None:
    """Ask about one parcel; a carrier that is away is asked again by the sweep."""
    try:
        polling.poll_parcel(UUID(parcel_id), at=timezone.now())
    except CarrierAway:
        return


@app.periodic(cron="* * * * *")
@app.task(name="delivery.sweep", queue="sweeps", queueing_lock="delivery.sweep")
def sweep_parcels(timestamp: int) -> None:
    """Order what was not ordered, ask again for new addresses and what is called off, and poll."""
    at = timezone.now()
    booking.book_overdue(at=at)
    redirecting.REDIRECT.ask_overdue(at=at)
    cancelling.CALL_OFF.ask_overdue(at=at)
    polling.poll_due(at=at)


@app.periodic(cron="7 * * * *")
@app.task(name="delivery.silence", queue="sweeps", queueing_lock="delivery.silence")
def say_what_is_silent(timestamp: int) -> None:
    """Say of which parcels nothing was heard for too long; once an hour is enough."""
    silence.note_silent(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="delivery.play", queue=parcels.QUEUE, queueing_lock="delivery.play")
def play_carriers(timestamp: int) -> None:
    """Let the carriers that are only played move their parcels, and call us back."""
    for carrier in registry.in_use():
        if isinstance(carrier, playing.PlayedCarrier):
            playing.advance(carrier, at=timezone.now())
