# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A process that follows the ledger, for tests that kill it; not a test itself.

Arguments: name of the database, and the weight at which the handler stops in the middle of its
work, says so and waits (-1: nowhere).
"""

import sys
import threading

import django
from django.db import connection, connections

NAME = "tests.consumer"
MARK = "INSERT INTO tests_effect (seq) VALUES (%s)"


def main(database: str, stop_at: int) -> None:
    django.setup()
    connections["default"].settings_dict["NAME"] = database
    from yiwang.ledger import services as ledger

    def handle(events):
        with connection.cursor() as cursor:
            for event in events:
                cursor.execute(MARK, [event.seq])
                if event.payload["weight"] == stop_at:
                    say("in the middle")
                    sys.stdin.read()  # until somebody kills us

    ledger.subscribe(NAME, {"tests.parcel_sent"}, handle)
    stop = threading.Event()
    threading.Thread(target=_stop_on_request, args=[stop], daemon=True).start()
    say("ready")
    ledger.run_subscriptions(stop, only=[NAME])


def _stop_on_request(stop):
    if sys.argv[2] == "-1":
        sys.stdin.read()
        stop.set()


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
