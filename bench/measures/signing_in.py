# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a sign-in costs beside the password's hash, and what a session costs a page."""

import statistics
from importlib import import_module
from urllib.parse import urlencode

from bench import http_load
from bench.harness import Figure, timed
from bench.installation import Place
from operations.demo import PASSWORD

LOGIN = "lijg"
ROUNDS = 5
TIMES = 12
HASH_SHARE = 0.7
SESSION_MS = 1.0
CSRF = "b" * 32


def sign_in(place: Place) -> list[Figure]:
    """Sign in with a password, beside working out the password's hash alone."""
    from django.contrib.auth.hashers import check_password

    from yiwang.identity.models import Account

    known = Account.objects.get(login=LOGIN).password
    body = urlencode({"login": LOGIN, "password": PASSWORD}).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"yw_csrf={CSRF}",
        "X-CSRFToken": CSRF,
    }
    request = http_load.request_bytes("POST", "/signin", headers=headers, body=body)
    shares, whole, alone = [], [], []
    with place.web() as server:
        http_load.run(server.address, lambda: request, clients=1, lasting=5, most=5)
        for _ in range(ROUNDS):
            load = http_load.run(server.address, lambda: request, clients=1, lasting=30, most=TIMES)
            hashed = timed(lambda: check_password(PASSWORD, known), times=TIMES, warm_up=1)
            whole.append(statistics.median(load.seconds))
            alone.append(statistics.median(hashed))
            shares.append(alone[-1] / whole[-1])
    return [
        Figure(
            "sign-in",
            1000 * statistics.median(whole),
            "ms",
            HASH_SHARE,
            reference="Argon2 alone",
            reference_value=1000 * statistics.median(alone),
            ratio=statistics.median(shares),
            spread=(min(shares), max(shares)),
            notes={"statuses": load.statuses},
        )
    ]


def session(_place: Place) -> list[Figure]:
    """Find out who acts in a session, as each page of a signed-in person does."""
    from django.conf import settings
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from yiwang.identity import services as identity
    from yiwang.identity.middleware import actor_of_session
    from yiwang.identity.models import Account

    store = import_module(settings.SESSION_ENGINE).SessionStore
    request = RequestFactory().get("/")
    request.session = store()
    account = Account.objects.get(login=LOGIN)
    identity.start_session(request, account=account, at=timezone.now())
    request.session.save()
    key = request.session.session_key

    def load() -> None:
        store(session_key=key).get("")

    def check() -> None:
        assert actor_of_session(store(session_key=key), at=timezone.now()).is_citizen  # noqa: S101

    with CaptureQueriesContext(connection) as without:
        load()
    with CaptureQueriesContext(connection) as with_actor:
        check()
    loaded, checked = timed(load, times=500), timed(check, times=500)
    added = 1000 * (statistics.median(checked) - statistics.median(loaded))
    notes: dict[str, object] = {
        "queries added": len(with_actor) - len(without),
        "ms for the session's row": round(1000 * statistics.median(loaded), 2),
    }
    return [Figure("session check", added, "ms", SESSION_MS, is_ceiling=True, notes=notes)]
