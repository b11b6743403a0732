# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Run the demonstration department system: ``python -m examples.department_system FILE``.

The file is JSON: issuer, client_id, client_secret, and the address that the system stands at.
"""

import json
import logging
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from examples.department_system.app import DepartmentSystem
from examples.department_system.provider import Provider


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request: a sign-in here may wait for an answer from there."""

    daemon_threads = True


class Handler(WSGIRequestHandler):
    """Log without the query, which holds codes."""

    def log_request(self, code: object = "-", size: object = "-") -> None:
        logging.getLogger("department-system").info(
            "%s %s %s", self.command, self.path.partition("?")[0], code
        )


def main(path: str) -> None:
    """Serve until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    known = json.loads(Path(path).read_text())
    address = known["address"]
    provider = Provider(
        issuer=known["issuer"],
        client_id=known["client_id"],
        secret=known["client_secret"],
        redirect_uri=f"{address}/callback",
    )
    place = urlsplit(address)
    system = DepartmentSystem(provider, address=address)
    with make_server(
        place.hostname or "127.0.0.1",
        place.port or 8001,
        system,  # type: ignore[arg-type]
        server_class=Server,
        handler_class=Handler,
    ) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
