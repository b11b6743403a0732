# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""kill -9 in the middle of a logout's delivery, and of a copy of one's data."""

import threading
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.conf import LazySettings
from django.utils import timezone

from tests.factories import forget_everything
from tests.faults.killing import die, killed_in
from tests.sso import parties
from tests.sso.parties import Office, browser_of, claims_of
from yiwang.documents import exporting, upkeep
from yiwang.documents.models import StoredFile
from yiwang.identity.enums import ExportState
from yiwang.identity.models import DataExport
from yiwang.identity.services import privacy_exports
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.sso import outgoing, services, signing
from yiwang.sso.enums import LogoutState
from yiwang.sso.models import Client, LogoutDelivery
from yiwang.sso.services import logouts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]

LATER = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _own_store(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.DOCUMENT_STORE = tmp_path / "files"
    settings.SITE_URL = parties.ISSUER
    forget_everything()
    signing.forget_signers()
    yield
    forget_everything()


@pytest.fixture
def desk() -> Office:
    return parties.office()


class Hears(BaseHTTPRequestHandler):
    """The logout address of a system."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append(parse_qs(body)["logout_token"][0])  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def system() -> Iterator[ThreadingHTTPServer]:
    """Return the address at which every system hears of logouts, with what it has heard."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hears)
    server.heard = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def follow(name: str) -> None:
    ledger.sequence_batch()
    ledger.run_subscription_once(name)


def signed_out(desk: Office, system: ThreadingHTTPServer, *, systems: int = 1) -> None:
    """Sign somebody in to systems and out again, up to where the systems are to be told."""
    browser = browser_of(desk.citizen)
    for number in range(systems):
        parties.party(desk, name=f"系统{number}").sign_in(browser)
    Client.objects.update(logout_uri=f"http://127.0.0.1:{system.server_port}/logout")
    browser.post("/signout")
    follow("sso.ended_sessions")


def test_a_logout_that_was_killed_before_it_was_sent_is_heard_once(
    desk: Office, system: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
):
    signed_out(desk, system)
    follow("sso.logouts")
    delivery = LogoutDelivery.objects.get()

    with monkeypatch.context() as patched:
        patched.setattr(outgoing, "post_form", die)
        killed_in(lambda: services.deliver(delivery.id, at=timezone.now()))
    waiting = LogoutDelivery.objects.get().state
    picked_up = services.resend_overdue(at=timezone.now() + LATER)
    for times in (1, 2):
        services.deliver(delivery.id, at=timezone.now() + times * LATER)

    assert (waiting, picked_up) == (LogoutState.WAITING, 1)
    assert len(system.heard) == 1
    assert LogoutDelivery.objects.get().state == LogoutState.DELIVERED


def test_a_logout_that_was_killed_before_it_was_noted_is_sent_again_and_says_the_same(
    desk: Office, system: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
):
    signed_out(desk, system)
    follow("sso.logouts")
    delivery = LogoutDelivery.objects.get()
    send = outgoing.post_form

    def sent_and_dead(*arguments: Any) -> str:
        send(*arguments)
        die()
        return "never"

    with monkeypatch.context() as patched:
        patched.setattr(outgoing, "post_form", sent_and_dead)
        killed_in(lambda: services.deliver(delivery.id, at=timezone.now()))
    services.deliver(delivery.id, at=timezone.now())
    too_soon = len(system.heard)
    for times in (1, 2):
        services.deliver(delivery.id, at=timezone.now() + times * LATER)

    client = Client.objects.get()
    told = [claims_of(token, audience=client.client_id) for token in system.heard]
    assert too_soon == 1, "the lease keeps others away"
    assert len(told) == 2
    assert told[0]["sid"] == told[1]["sid"], "whoever hears it twice ends the same session"
    assert told[0]["jti"] != told[1]["jti"]
    assert LogoutDelivery.objects.get().state == LogoutState.DELIVERED


def test_systems_are_queued_once_each_when_the_queueing_is_killed(
    desk: Office, system: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
):
    signed_out(desk, system, systems=3)
    queue, done = logouts._queue, []

    def second_kills(*arguments: Any, **named: Any) -> None:
        if done:
            die()
        done.append(1)
        queue(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(logouts, "_queue", second_kills)
        killed_in(lambda: follow("sso.logouts"))
    assert not LogoutDelivery.objects.exists()
    for _time in (1, 2):
        follow("sso.logouts")
    for delivery in LogoutDelivery.objects.order_by("id"):
        services.deliver(delivery.id, at=timezone.now())

    assert LogoutDelivery.objects.count() == 3
    assert len(system.heard) == 3


@pytest.mark.parametrize("place", ["finish_export", "entries_of", "hold_object"])
def test_a_copy_of_one_s_data_that_was_killed_is_packed_once(
    desk: Office, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, place: str
):
    asked = privacy_exports.ask_export(actor=desk.actor(desk.citizen), at=timezone.now())
    owners = {
        "finish_export": privacy_exports,
        "entries_of": exporting.holdings,
        "hold_object": exporting.storing,
    }

    with monkeypatch.context() as patched:
        patched.setattr(owners[place], place, die)
        killed_in(lambda: exporting.pack_export(asked.id, at=timezone.now()))
    state, files = DataExport.objects.get().state, StoredFile.objects.count()
    packed = [exporting.pack_export(asked.id, at=timezone.now()) for _time in range(2)]
    upkeep.sweep_orphans(at=timezone.now() + timedelta(days=3))

    assert (state, files) == (ExportState.ASKED, 0)
    assert packed == [True, False]
    assert DataExport.objects.get().state == ExportState.READY
    kept = StoredFile.objects.get(pk=DataExport.objects.get().file_id)
    left = [path for path in Path(settings.DOCUMENT_STORE).rglob("*") if path.is_file()]
    assert [path.stat().st_size for path in left] == [kept.size], "nothing half-packed is left"
    with zipfile.ZipFile(left[0]) as copy:
        assert copy.testzip() is None
    assert Event.objects.filter(kind="identity.export_ready").count() == 1
