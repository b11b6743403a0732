# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A process that works as a Procrastinate worker until it is killed; not a test itself."""

import asyncio
import sys

import django
from django.db import connections


def main(database: str) -> None:
    django.setup()
    connections["default"].settings_dict["NAME"] = database
    from procrastinate.contrib.django import app

    @app.task(name="tests.hang")
    def hang():
        sys.stdout.write("working\n")
        sys.stdout.flush()
        sys.stdin.read()  # until somebody kills us

    worker_app = app.with_connector(app.connector.get_worker_connector())
    worker_app.perform_import_paths()

    async def work():
        async with worker_app.open_async():
            await worker_app.run_worker_async(queues=["tests"], update_heartbeat_interval=0.2)

    asyncio.run(work())


if __name__ == "__main__":
    main(sys.argv[1])
