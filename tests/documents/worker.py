# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A worker for tests: does every job that waits, or dies at the place that it is told."""

import os
import signal
import sys

import django
from procrastinate.contrib.django import app

PLACES = ("setting", "storing", "committing")


def main(place: str = "") -> None:
    """Run until nothing waits.

    :param place: one of ``PLACES``, to be killed there
    """
    django.setup()
    from yiwang.documents import issuing, storing
    from yiwang.documents.templating import sheets

    dangerous: dict[str, tuple[object, str]] = {
        "setting": (sheets, "typeset"),
        "storing": (storing, "hold_object"),
        "committing": (storing.ledger, "append"),
    }
    if place:
        module, name = dangerous[place]
        setattr(module, name, _die)
    worker = app.with_connector(app.connector.get_worker_connector())
    with app.replace_connector(worker.connector) as replaced:
        replaced.run_worker(queues=[issuing.RENDER_QUEUE], wait=False, listen_notify=False)


def _die(*_arguments: object, **_keywords: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
